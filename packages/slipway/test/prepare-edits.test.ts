import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnCommit, readBody } from '../src/release/prepare/index.ts';
import { BRANCH, CHANGELOG, World } from './prepare-world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.github.stop();
});

describe('what people write', () => {
  it('in the notes of the branch stays, also when the release grows, and its author is named', async () => {
    await world.prepare();
    world.github.push(
      BRANCH,
      { 'CHANGELOG.md': world.file('CHANGELOG.md')!.replace(/- a new thing.*/, '- a much better thing\n- and thanks to all') },
      'Better words',
    );
    world.change('fix: another thing');
    const { code, err } = await world.prepare();
    expect(code).toBe(0);
    expect(err).toContain('the notes of app stay as people wrote them');
    const log = world.file('CHANGELOG.md')!;
    for (const line of ['- a much better thing', '- and thanks to all', '- another thing']) expect(log).toContain(line);
    expect(log).not.toContain('- a new thing');
    expect(log.endsWith(CHANGELOG.slice('# Changelog\n\n'.length))).toBe(true);
    const head = world.github.git.commits.get(world.github.head(BRANCH)!)!;
    expect([head.parents, isOwnCommit(head)]).toEqual([[world.github.head('main')], true]);
    expect(head.message).toContain('Co-authored-by: A <a@example.com>');
    // And again, when nobody has touched it since.
    world.change('feat: one more');
    await world.prepare();
    for (const line of ['- a much better thing', '- another thing', '- one more']) expect(world.file('CHANGELOG.md')).toContain(line);
    expect(world.file('CHANGELOG.md')).not.toContain('- a new thing');
  });

  it('in the notes of the text goes into the changelog, with the line ends of a browser', async () => {
    await world.prepare();
    const pull = world.github.pulls[0]!;
    pull.body = pull.body.replace(/- a new thing.*/, '- a much better thing').replaceAll('\n', '\r\n');
    world.change('feat!: breaks');
    await world.prepare();
    expect(world.file('CHANGELOG.md')).toMatch(/## \[2\.0\.0\][\s\S]*- a much better thing/);
    expect(world.file('CHANGELOG.md')).not.toContain('- a new thing');
    expect(pull.body).toContain('- a much better thing');
  });

  it('around and between the text stays', async () => {
    await world.prepare();
    const pull = world.github.pulls[0]!;
    pull.body = `Please look at this first.\n\n${pull.body.replace('## What the release reaches', 'Wait for Ada.\n\n## What the release reaches')}\n\nThanks!`;
    world.change('fix: another thing');
    const { err } = await world.prepare();
    expect(pull.body).toMatch(
      /^Please look at this first\.\n\n<!-- slipway-release -->[\s\S]*<!-- end of slipway-release -->\n\nThanks!\n\nWait for Ada\.\n$/,
    );
    expect(err).toContain("a line that people wrote into Slipway's part of the text now stands below it");
    await world.prepare();
    expect(pull.body.match(/Wait for Ada\./g)).toHaveLength(1);
  });

  it('in a text without any of ours stays in front', async () => {
    await world.prepare();
    world.github.pulls[0]!.body = 'All of this is mine.';
    await world.prepare();
    expect(world.github.pulls[0]!.body).toMatch(/^All of this is mine\.\n\n<!-- slipway-release -->/);
    expect(readBody(world.github.pulls[0]!.body)?.state.components.app?.version).toBe('1.1.0');
  });

  it('in other files is never overwritten, unless that is said', async () => {
    await world.prepare();
    const theirs = world.github.push(BRANCH, { 'README.md': 'mine\n' }, 'by hand');
    world.change('fix: another thing');
    const { code, err } = await world.prepare();
    expect([code, world.github.head(BRANCH)]).toEqual([2, theirs]);
    expect(err).toMatch(
      /slipway\/release has a commit of others \([0-9a-f]{10} by A\) that change README\.md, which would be lost: .* or say --force\.$/m,
    );
    expect((await world.prepare('--force')).code).toBe(0);
    expect(world.file('README.md')).toBeUndefined();
  });

  it('elsewhere in the changelog is never overwritten', async () => {
    await world.prepare();
    const theirs = world.github.push(BRANCH, { 'CHANGELOG.md': `${world.file('CHANGELOG.md')}\n- forgotten\n` }, 'by hand');
    const { code, err } = await world.prepare();
    expect([code, world.github.head(BRANCH)]).toEqual([2, theirs]);
    expect(err).toContain('CHANGELOG.md outside of the notes of this release');
  });

  it('on a branch of that name without a pull request is never overwritten', async () => {
    const theirs = world.github.push(BRANCH, { 'a.txt': 'a' }, 'by hand');
    const { code, err } = await world.prepare();
    expect([code, world.github.head(BRANCH)]).toEqual([2, theirs]);
    expect(err).toContain('no pull request that says what Slipway wrote');
  });

  it('is not the merge of the base by the button of GitHub', async () => {
    await world.prepare();
    const ours = world.github.head(BRANCH)!;
    const main = world.change('fix: another thing');
    const tree = world.github.git.commits.get(ours)!.tree;
    world.github.git.refs.set(`refs/heads/${BRANCH}`, world.github.git.commit({ message: "Merge branch 'main'", tree, parents: [ours, main] }));
    expect((await world.prepare()).code).toBe(0);
    expect(world.github.git.commits.get(world.github.head(BRANCH)!)?.parents).toEqual([main]);
  });
});
