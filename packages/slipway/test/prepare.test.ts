import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnCommit } from '../src/release/prepare/index.ts';
import { run as git } from '../src/remotes/testing.ts';
import { BRANCH, World } from './prepare-world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.github.stop();
});

describe('slipway prepare', () => {
  it('opens one pull request: a commit on top of the base, the notes, the versions, and what follows', async () => {
    const { code, out, err } = await world.prepare();
    expect([code, out]).toEqual([0, 'Opened: https://github.example/acme/app/pull/1\n  chore: release 1.1.0\n']);
    expect(err).toContain('it is made with a personal access token (classic) of octo (GH_TOKEN)');
    const { github } = world;
    const head = github.head(BRANCH)!;
    const commit = github.git.commits.get(head)!;
    expect(commit.parents).toEqual([github.head('main')]);
    expect(isOwnCommit(commit)).toBe(true);
    expect(github.git.changed(head)).toEqual(['CHANGELOG.md', 'package.json']);
    expect(world.file('package.json')).toContain('"version": "1.1.0"');
    const [pull] = github.pulls;
    expect(pull).toMatchObject({ head: BRANCH, base: 'main', title: 'chore: release 1.1.0', labels: ['release'] });
    for (const part of ['| app | 1.0.0 | **1.1.0** | `v1.1.0` |', '## Notes of 1.1.0', 'a new thing', '| GitHub release | reached |'])
      expect(pull?.body).toContain(part);
    expect(pull?.body).toContain('Opening it starts .github/workflows/ci.yml.');
    expect(pull?.body).toContain('It runs `.github/workflows/ci.yml`, which publishes nothing.');
    expect(pull?.body).toContain('That makes no tag: `slipway tag` makes `v1.1.0`, once this is merged.');
    // Nothing happened here.
    expect([git(world.folder, ['status', '--porcelain']), git(world.folder, ['branch', '--list', 'slipway/*'])]).toEqual(['', '']);
  });

  it('shows what the merge makes, to the end', async () => {
    const tag =
      'on:\n  push:\n    branches: [main]\njobs:\n  tag:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          token: ${{ secrets.RELEASE_TOKEN }}\n      - run: |\n          git tag v1.1.0\n          git push origin v1.1.0\n';
    world.change('ci: tag on merge', { '.github/workflows/tag.yml': tag });
    await world.prepare();
    expect(world.github.pulls[0]?.body).toMatch(/```text\n▶ a person merges a pull request\n[\s\S]*tag\.yml:\d+ \(push\)[\s\S]*pushes tag|makes tag/);
    expect(world.github.pulls[0]?.body).toContain('destination the GitHub release');
    expect(world.github.pulls[0]?.body).not.toContain('That makes no tag');
  });

  it('says the same again when nothing has changed', async () => {
    await world.prepare();
    const before = [world.github.head(BRANCH), world.written];
    expect((await world.prepare()).out).toMatch(/^Already there: /);
    expect([world.github.head(BRANCH), world.written]).toEqual(before);
  });

  it('brings the same pull request up to date, with the version that rises', async () => {
    await world.prepare();
    world.change('feat!: breaks');
    const { out } = await world.prepare();
    expect(out).toBe('Brought up to date: https://github.example/acme/app/pull/1\n  chore: release 2.0.0 (was: chore: release 1.1.0)\n');
    expect(world.github.pulls).toHaveLength(1);
    expect(world.github.pulls[0]?.title).toBe('chore: release 2.0.0');
    expect(world.github.git.commits.get(world.github.head(BRANCH)!)?.parents).toEqual([world.github.head('main')]);
    expect(world.file('CHANGELOG.md')).not.toContain('1.1.0]');
  });

  it('is made anew when it was merged or its branch was deleted', async () => {
    await world.prepare();
    Object.assign(world.github.pulls[0]!, { state: 'closed', merged: true });
    world.github.git.refs.delete(`refs/heads/${BRANCH}`);
    expect((await world.prepare()).out).toContain('Opened: https://github.example/acme/app/pull/2');
  });

  it('leaves a pull request closed that a person closed, until there is something else to release', async () => {
    await world.prepare();
    world.github.pulls[0]!.state = 'closed';
    // A commit that raises nothing makes another plan, and not another release.
    world.change('docs: says more');
    const again = await world.prepare();
    expect([again.code, world.github.pulls.length]).toEqual([0, 1]);
    expect(again.out).toMatch(/^Not opened: .*pull\/1 would release the same, and was closed\. --reopen makes a new one\.$/m);
    world.change('fix: another thing');
    expect((await world.prepare()).out).toContain('Opened: https://github.example/acme/app/pull/2');
  });

  it('opens it again when that is asked for', async () => {
    await world.prepare();
    world.github.pulls[0]!.state = 'closed';
    expect((await world.prepare('--reopen')).out).toContain('Opened: https://github.example/acme/app/pull/2');
  });

  it('keeps labels in step, and those of people', async () => {
    await world.prepare();
    const pull = world.github.pulls[0]!;
    expect([...world.github.labels]).toEqual(['release']);
    pull.labels = ['release', 'mine'];
    world.change('chore: labels', {
      'slipway.yaml': 'release:\n  components: [{name: app, changelog: CHANGELOG.md}]\n  pull-request: {labels: [ready]}\n',
    });
    await world.prepare();
    expect(pull.labels).toEqual(['mine', 'ready']);
  });

  it('says when it may not make a label', async () => {
    world.github.answer(/^POST \/repos\/acme\/app\/labels$/, { status: 403, body: { message: 'Resource not accessible by integration' } });
    const { code, err } = await world.prepare();
    expect([code, world.github.pulls[0]?.labels]).toEqual([0, undefined]);
    expect(err).toContain('the label release was not put on');
  });

  it('gives data when asked', async () => {
    const { out } = await world.prepare('--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      action: 'opened',
      pullRequest: { number: 1, branch: BRANCH, base: 'main' },
      commit: world.github.head(BRANCH),
      components: [{ name: 'app', from: '1.0.0', to: '1.1.0', tag: 'v1.1.0' }],
    });
  });
});
