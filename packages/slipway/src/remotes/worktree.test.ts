import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, repository, run, temporaryFolder, write } from './testing.ts';
import { readWorktree, usesOfTagName } from './worktree.ts';

describe('a work tree', () => {
  test('that is clean and follows nothing', async () => {
    const root = repository({ 'a.txt': 'a' });
    expect(await readWorktree(root)).toEqual({
      head: run(root, ['rev-parse', 'HEAD']).trim(),
      branch: 'main',
      upstream: undefined,
      ahead: undefined,
      behind: undefined,
      changed: [],
      untracked: [],
    });
  });

  test('names each file that differs, also renamed, staged, removed and with blanks', async () => {
    const root = repository({ 'a b.txt': 'a', 'old name.txt': 'a long enough text\nof lines\n', gone: 'g', '.gitignore': 'ignored\n' });
    write(root, { 'a b.txt': 'other', 'new/ä.txt': 'n', ignored: 'i', 'staged.txt': 's' });
    run(root, ['mv', 'old name.txt', 'new name.txt']);
    run(root, ['add', 'staged.txt']);
    rmSync(join(root, 'gone'));
    expect(await readWorktree(root)).toMatchObject({ changed: ['a b.txt', 'gone', 'new name.txt', 'staged.txt'], untracked: ['new/'] });
  });

  test('knows how far it and its upstream have gone apart', async () => {
    const root = repository({ a: 'a' });
    const clone = join(temporaryFolder(), 'clone');
    run(root, ['clone', '--quiet', root, clone]);
    commit(root, 'theirs');
    commit(clone, 'ours');
    commit(clone, 'ours too');
    run(clone, ['fetch', '--quiet']);
    expect(await readWorktree(clone)).toMatchObject({ branch: 'main', upstream: 'origin/main', ahead: 2, behind: 1 });
    run(clone, ['checkout', '--quiet', '--detach']);
    expect(await readWorktree(clone)).toMatchObject({ branch: undefined, upstream: undefined, ahead: undefined });
  });

  test('before its first commit has no head; where there is none the answer is a sentence', async () => {
    const root = temporaryFolder();
    await expect(readWorktree(root)).rejects.toThrow(`\`${root}\` is not in a work tree of git.`);
    run(root, ['init', '--quiet', '--initial-branch=main']);
    expect(await readWorktree(root)).toMatchObject({ head: undefined, branch: 'main' });
  });
});

describe('the name of a tag', () => {
  test('is used by tags here, by those a remote had, by branches, and by the note of a tag that was deleted', async () => {
    const root = repository({ a: 'a' });
    const head = run(root, ['rev-parse', 'HEAD']).trim();
    run(root, ['tag', 'v1.0.0']);
    run(root, ['tag', 'other/v1.0.0']);
    for (const ref of ['refs/remotes/origin/tags/v1.0.0', 'refs/remotes/origin/v1.0.0', 'refs/notes/semantic-release-v1.0.0'])
      run(root, ['update-ref', ref, head]);
    expect(await usesOfTagName({ cwd: root }, 'v1.0.0')).toEqual([
      { ref: 'refs/tags/v1.0.0', kind: 'tag', object: head },
      { ref: 'refs/remotes/origin/tags/v1.0.0', kind: 'remote-tag', object: head },
      { ref: 'refs/remotes/origin/v1.0.0', kind: 'branch', object: head },
      { ref: 'refs/notes/semantic-release-v1.0.0', kind: 'note', object: head },
    ]);
    expect(await usesOfTagName({ cwd: root }, 'v1.0')).toEqual([]);
  });
});
