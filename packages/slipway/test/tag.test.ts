import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Doors } from '../src/cli/doors.ts';
import { main } from '../src/cli/main.ts';
import { commit, run as git, write } from '../src/remotes/testing.ts';
import { commandDoors } from './github/command-doors.ts';
import { Emulator } from './github/emulator.ts';
import { WORKFLOW } from './sample-folders.ts';
import { type Clone, cloned, head, message, PREPARED, prepared, type Ran, tag } from './tag-clones.ts';

let github: Emulator;
beforeEach(async () => {
  github = await Emulator.start();
  Object.assign(github, { login: 'octo', scopes: 'repo, workflow' });
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

const slipway = (folder: string, args: readonly string[] = [], env: Record<string, string> = {}, on?: Doors): Promise<Ran> =>
  tag(github, folder, args, env, on);

describe('slipway tag', () => {
  it('tags the version that was prepared, at its commit, with its notes, and sees it at the remote', async () => {
    const { folder, release, pushed } = prepared();
    const { code, out, err } = await slipway(folder);
    expect([code, err]).toEqual([0, expect.not.stringContaining('not')]);
    expect(pushed()).toMatchObject({ 'v1.1.0': release });
    expect(message(folder, 'v1.1.0')).toBe('v1.1.0\n\n### Added\n\n- A new thing.');
    for (const part of [
      'v1.1.0  1.1.0, annotated',
      'pushed, and seen at the remote',
      `starts ${WORKFLOW}`,
      'reaches release',
      'Pushed to origin with',
    ])
      expect(out).toContain(part);
    expect(await slipway(folder)).toMatchObject({ code: 10 });
  });

  it('tags the commit of the release where other commits came after it', async () => {
    const { folder, release, pushed, push } = prepared();
    write(folder, { 'later.txt': 'later\n', 'CHANGELOG.md': `${PREPARED['CHANGELOG.md']}\n[a link]: https://example.com\n` });
    commit(folder, 'feat: what came later', 1_700_000_300);
    push();
    const { code, out } = await slipway(folder);
    expect([code, pushed()['v1.1.0']]).toEqual([0, release]);
    expect(out).toContain('what came later is for the next version');
  });

  it('tags the merge of the pull request, not the commit of its branch', async () => {
    const { folder, pushed, push } = cloned();
    git(folder, ['switch', '--quiet', '--create', 'slipway/release']);
    write(folder, PREPARED);
    commit(folder, 'chore: release 1.1.0', 1_700_000_200);
    git(folder, ['switch', '--quiet', 'main']);
    git(folder, ['merge', '--quiet', '--no-ff', '--message', 'Merge pull request #7 from acme/slipway/release', 'slipway/release']);
    push();
    expect(await slipway(folder)).toMatchObject({ code: 0 });
    expect(pushed()['v1.1.0']).toBe(head(folder));
  });

  it('is nothing while files would have to change first, and refused where it was asked for', async () => {
    const { folder, pushed } = cloned();
    expect(await slipway(folder, ['--bump', 'minor'])).toMatchObject({ code: 2, err: expect.stringContaining('is not prepared') });
    const { code, err, out } = await slipway(folder);
    expect([code, out, Object.keys(pushed())]).toEqual([10, '', ['v1.0.0']]);
    expect(err).toMatch(/ 1\.1\.0 is not prepared: CHANGELOG\.md, package\.json would have to change first; `slipway prepare`/);
  });

  it('makes nothing in a dry run, and says what it would do', async () => {
    const { folder, pushed } = prepared();
    const { code, out } = await slipway(folder, ['--dry-run', '--format', 'json']);
    const report = JSON.parse(out) as { tags: { name: string; state: string; starts: string[] }[]; remote: { as: string } };
    expect([code, report.tags[0], report.remote.as]).toEqual([
      0,
      expect.objectContaining({ name: 'v1.1.0', state: 'planned', starts: [WORKFLOW] }),
      'person',
    ]);
    expect([Object.keys(pushed()), git(folder, ['tag', '--list', 'v1.1.0'])]).toEqual([['v1.0.0'], '']);
  });

  it('makes it here only with --no-push', async () => {
    const { folder, pushed } = prepared();
    expect(await slipway(folder, ['--no-push'])).toMatchObject({ code: 0, out: expect.stringContaining('made here, not pushed') });
    expect([Object.keys(pushed()), git(folder, ['tag', '--list', 'v1.1.0']).trim()]).toEqual([['v1.0.0'], 'v1.1.0']);
  });

  it('goes on where a run was broken off between making and pushing', async () => {
    const { folder, release, pushed } = prepared();
    expect(await slipway(folder, ['--no-push'])).toMatchObject({ code: 0 });
    const object = git(folder, ['rev-parse', 'v1.1.0']);
    expect(await slipway(folder)).toMatchObject({ code: 0 });
    expect([pushed()['v1.1.0'], git(folder, ['rev-parse', 'v1.1.0'])]).toEqual([release, object]);
  });

  it('keeps what it made when the remote refuses, says what is so, and goes on with the next run', async () => {
    const { folder, remote, release, pushed } = prepared();
    const hook = join(remote, 'hooks', 'update');
    writeFileSync(hook, '#!/bin/sh\necho "error: tags are protected" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    const refused = await slipway(folder);
    expect(refused).toMatchObject({ code: 40, out: '' });
    expect(refused.err).toMatch(
      /v1\.1\.0 could not be pushed to origin: .*v1\.1\.0 is made here and not pushed\. The same command goes on from here\./,
    );
    chmodSync(hook, 0o644);
    expect(await slipway(folder)).toMatchObject({ code: 0 });
    expect(pushed()['v1.1.0']).toBe(release);
  });

  it('leaves no tag when it cannot be signed', async () => {
    const { folder, pushed } = prepared({ 'slipway.yaml': 'release:\n  tagging:\n    signed: true\n' });
    git(folder, ['config', 'gpg.format', 'ssh']);
    git(folder, ['config', 'user.signingKey', join(folder, 'no-such-key')]);
    const { code, err } = await slipway(folder);
    expect([code, err]).toEqual([50, expect.stringContaining('v1.1.0 could not be signed, so it was not made')]);
    expect([Object.keys(pushed()), git(folder, ['tag', '--list', 'v1.1.0'])]).toEqual([['v1.0.0'], '']);
  });
});

describe('a version that no file says', () => {
  const config = `release:
  changelog: false
  channels:
    stable: { branches: [main], promotes: rc }
    rc: { branches: [main], identifier: rc }
`;
  /** Nothing but tags says which version it is. */
  const bare = (): Clone => {
    const clone = cloned({ 'slipway.yaml': config });
    git(clone.folder, ['rm', '--quiet', 'package.json', 'CHANGELOG.md']);
    commit(clone.folder, 'chore: no manifest', 1_700_000_150);
    clone.push();
    return clone;
  };

  it('is tagged where nothing has to be prepared, and goes on after a run that was broken off', async () => {
    const { folder, pushed } = bare();
    expect(await slipway(folder, ['--no-push'])).toMatchObject({ code: 0 });
    expect(await slipway(folder)).toMatchObject({ code: 0 });
    expect(pushed()['v1.1.0']).toBe(head(folder));
    expect(message(folder, 'v1.1.0')).toMatch(/^v1\.1\.0\n\n[\s\S]*a new thing/i);
    expect(await slipway(folder)).toMatchObject({ code: 10 });
  });

  it('becomes stable at the commit of its candidate', async () => {
    const { folder, pushed, push } = bare();
    expect(await slipway(folder, ['--channel', 'rc'])).toMatchObject({ code: 0 });
    const candidate = head(folder);
    expect(pushed()['v1.1.0-rc.1']).toBe(candidate);
    write(folder, { 'later.txt': 'later\n' });
    commit(folder, 'docs: later', 1_700_000_300);
    push();
    // The same command once more, as when a job is run again, releases nothing to everybody.
    const again = await slipway(folder);
    expect([again.code, pushed()['v1.1.0']]).toEqual([10, undefined]);
    expect(again.err).toContain('nothing to tag: v1.1.0-rc.1 may become 1.1.0: `slipway tag --channel stable` gives its commit that version.');
    const { code, out } = await slipway(folder, ['--channel', 'stable']);
    expect([code, pushed()['v1.1.0']]).toEqual([0, candidate]);
    expect(out).toContain('the commit of v1.1.0-rc.1');
  });
});

describe('several components', () => {
  const NAMES = ['core', 'api', 'web', 'cli', 'docs'];
  const COMPONENTS = NAMES.map(
    (name) =>
      `    - name: ${name}\n      path: packages/${name}\n      tag: '{name}-v{version}'${name === 'core' ? '' : '\n      depends-on: [core]'}\n`,
  ).join('');
  const many = (): Clone => {
    const more = Object.fromEntries(NAMES.map((name) => [`packages/${name}/index.txt`, 'one\n']));
    const clone = cloned({ 'slipway.yaml': `release:\n  changelog: false\n  components:\n${COMPONENTS}`, ...more });
    for (const name of NAMES) {
      git(clone.folder, ['tag', '--annotate', '--message', 'first', `${name}-v1.0.0`]);
      git(clone.folder, ['push', '--quiet', 'origin', `${name}-v1.0.0`]);
      write(clone.folder, { [`packages/${name}/index.txt`]: 'two\n' });
    }
    commit(clone.folder, 'feat: all of them', 1_700_000_300);
    clone.push();
    return clone;
  };

  it('are tagged one push each, those that others depend on first', async () => {
    const clone = many();
    const seen = join(clone.remote, 'pushes');
    writeFileSync(join(clone.remote, 'hooks', 'post-receive'), `#!/bin/sh\n(tr '\\n' ';'; echo) >> '${seen}'\n`);
    chmodSync(join(clone.remote, 'hooks', 'post-receive'), 0o755);
    const { code, err } = await slipway(clone.folder);
    expect([code, err.includes('could not')]).toEqual([0, false]);
    const pushes = readFileSync(seen, 'utf8').trim().split('\n');
    expect(pushes).toHaveLength(5);
    expect(pushes.map((line) => /refs\/tags\/(\S+?)-v1\.1\.0;$/.exec(line)?.[1])[0]).toBe('core');
    expect(Object.keys(clone.pushed()).filter((name) => name.endsWith('1.1.0'))).toHaveLength(5);
  });
});

describe('slipway tag --plan', () => {
  const plan = async (folder: string): Promise<string> => {
    const file = join(folder, '.git', 'plan.json');
    const io = { out: () => {}, err: () => {}, env: {}, width: 100, terminal: false };
    expect(await main(['plan', '--repo', 'acme/app', '--as-of', '2026-11-20', '--out', file, folder], io, commandDoors)).toBe(0);
    return file;
  };

  it('tags exactly what was planned, once its files are so, and nothing else', async () => {
    const { folder, pushed, push } = cloned();
    const file = await plan(folder);
    expect(await slipway(folder, ['--plan', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('the plan is not prepared yet: `slipway prepare --plan'),
    });
    const { files: planned, components } = JSON.parse(readFileSync(file, 'utf8')) as {
      files: { path: string; text: string }[];
      components: { notes: string }[];
    };
    write(folder, Object.fromEntries(planned.map(({ path, text }) => [path, text])));
    const release = commit(folder, 'chore: release 1.1.0', 1_700_000_300);
    write(folder, { 'later.txt': 'later\n' });
    commit(folder, 'fix: later', 1_700_000_400);
    push();
    expect(await slipway(folder, ['--plan', file])).toMatchObject({ code: 0 });
    expect(pushed()['v1.1.0']).toBe(release);
    expect(message(folder, 'v1.1.0')).toContain(components[0]!.notes.trim());
  });

  it('is refused when the files are others, or the plan was changed', async () => {
    const { folder, push } = cloned();
    const file = await plan(folder);
    write(folder, PREPARED);
    commit(folder, 'chore: release 1.1.0', 1_700_000_300);
    push();
    expect(await slipway(folder, ['--plan', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('CHANGELOG.md is not what the plan makes of it'),
    });
    writeFileSync(file, readFileSync(file, 'utf8').replace('1.1.0', '1.2.0'));
    expect(await slipway(folder, ['--plan', file])).toMatchObject({ code: 2, err: expect.stringContaining('does not match its digest') });
  });
});
