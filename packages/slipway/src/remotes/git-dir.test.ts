import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { itOnPosix } from '../../test/systems.ts';
import { slugOfUrl } from './facts.ts';
import { InputError, openGitDir } from './index.ts';
import { commit, repository, run, temporaryFolder, write } from './testing.ts';

function bareCopy(root: string): string {
  const dir = join(temporaryFolder(), 'copy.git');
  run(root, ['clone', '--quiet', '--bare', root, dir]);
  return dir;
}

describe('a revision of a git directory', () => {
  test('is read as it was, from a bare directory, `.git`, or the folder that holds it', async () => {
    const root = repository({ '.github/workflows/a.yml': 'on: push\n', 'docs/ä b.md': 'doc', 'docs/c.md': 'c' });
    const first = run(root, ['rev-parse', 'HEAD']).trim();
    write(root, { '.github/workflows/a.yml': 'changed' });
    commit(root, 'second');
    for (const dir of [bareCopy(root), join(root, '.git'), root]) {
      const tree = await openGitDir(dir, first);
      expect(tree.list()).toEqual(['.github/workflows/a.yml', 'docs/c.md', 'docs/ä b.md']);
      expect(tree.read('.github/workflows/a.yml')).toBe('on: push\n');
      expect([tree.read('docs/ä b.md'), tree.read('docs/c.md'), tree.read('none')]).toEqual(['doc', 'c', undefined]);
      expect(tree).toMatchObject({ revision: first, dirty: false, git: { message: 'first', defaultBranch: 'main' } });
      expect((await openGitDir(dir, 'main')).git?.message).toBe('second');
    }
  });

  test('gives each file its own text when all are read, in any order', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`src/part-${i % 20}/file-${i}.${i % 3 === 0 ? 'png' : 'rs'}`, `text ${i}`]),
    );
    const root = repository(files);
    for (const paths of [Object.keys(files), Object.keys(files).reverse()]) {
      const tree = await openGitDir(root, 'HEAD');
      expect(paths.map((path) => [path, tree.read(path)])).toEqual(paths.map((path) => [path, files[path]]));
      expect(tree.limits()).toEqual([]);
    }
  });

  test('binary, large and empty files, preloaded or not', async () => {
    const big = 'x'.repeat(20 * 1024 * 1024);
    const tree = await openGitDir(
      repository({
        'big.txt': big,
        'docs/big.txt': big,
        'a.bin': Buffer.from([0]),
        'docs/b.bin': Buffer.from([0]),
        empty: '',
        'docs/empty.txt': '',
        'docs/one.txt': '1',
      }),
      'HEAD',
    );
    expect(['big.txt', 'docs/big.txt', 'a.bin', 'docs/b.bin', 'empty', 'docs/empty.txt', 'docs/one.txt'].map((path) => tree.read(path))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      '',
      '',
      '1',
    ]);
    tree.read('big.txt');
    expect(tree.limits()).toEqual(['big.txt is larger than 1 MiB and was not read.', 'docs/big.txt is larger than 1 MiB and was not read.']);
  });

  itOnPosix('links lead to files of the same revision only', async () => {
    const root = repository({ 'docs/real.md': 'r' });
    symlinkSync('docs/real.md', join(root, 'README.md'));
    symlinkSync('../README.md', join(root, 'docs', 'again.md'));
    symlinkSync('/etc/hostname', join(root, 'out'));
    symlinkSync('../../x', join(root, 'docs', 'up'));
    symlinkSync('loop', join(root, 'loop'));
    commit(root, 'links');
    const tree = await openGitDir(root, 'HEAD');
    expect(tree.list()).toEqual(['README.md', 'docs/again.md', 'docs/real.md']);
    expect([tree.read('README.md'), tree.read('docs/again.md')]).toEqual(['r', 'r']);
  });

  test('that is not there, or a directory that is none of git, is an error of the input', async () => {
    const root = repository({ a: 'a' });
    await expect(openGitDir(root, 'nope')).rejects.toThrow(new InputError(`There is no revision \`nope\` in \`${root}\`.`));
    await expect(openGitDir(root, '--output=x')).rejects.toThrow(InputError);
    await expect(openGitDir(root, 'HEAD:a')).rejects.toThrow(InputError);
    await expect(openGitDir('/no/such', 'HEAD')).rejects.toMatchObject({ exitCode: 2 });
    const empty = temporaryFolder();
    await expect(openGitDir(empty, 'HEAD')).rejects.toThrow(`\`${empty}\` is not a git directory.`);
  });

  test('a partial clone gives what it has, says what it lacks, and asks no one', async () => {
    const root = repository({ 'a.txt': 'here', 'docs/b.md': 'missing' });
    run(root, ['config', 'uploadpack.allowFilter', 'true']);
    const dir = join(temporaryFolder(), 'partial.git');
    run(root, ['clone', '--quiet', '--bare', '--filter=blob:none', `file://${root}`, dir]);
    const tree = await openGitDir(dir, 'HEAD');
    expect(tree.list()).toEqual(['a.txt', 'docs/b.md']);
    expect(tree.read('docs/b.md')).toBeUndefined();
    expect(tree.limits()).toEqual(['docs/b.md could not be read.']);
  });
});

describe('what git says', () => {
  test('tags of commits not younger than this one, newest first, with the subject of their commit', async () => {
    const root = repository({ a: 'a' });
    commit(root, 'feat: one', 1_700_000_100);
    run(root, ['tag', 'v1.0.0']);
    run(root, ['tag', '-a', 'v1.0.0-rc.1', '-m', 'a note'], 1_700_000_090);
    const read = commit(root, 'fix: two\n\nbody', 1_700_000_200);
    run(root, ['tag', '-a', 'v1.1.0', '-m', 'a note'], 1_700_000_250);
    run(root, ['branch', 'release/1.x']);
    commit(root, 'three', 1_700_000_300);
    run(root, ['tag', 'v2.0.0']);
    run(root, ['remote', 'add', 'origin', 'git@github.example:some-owner/a.name.git']);
    run(root, ['update-ref', 'refs/remotes/origin/trunk', 'HEAD']);
    run(root, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk']);
    const { git } = await openGitDir(root, read);
    expect(git?.tags).toEqual([
      { name: 'v1.1.0', date: 1_700_000_250, subject: 'fix: two' },
      { name: 'v1.0.0', date: 1_700_000_100, subject: 'feat: one' },
      { name: 'v1.0.0-rc.1', date: 1_700_000_090, subject: 'feat: one' },
    ]);
    expect(git).toMatchObject({
      branches: ['main', 'release/1.x', 'trunk'],
      defaultBranch: 'trunk',
      slug: 'some-owner/a.name',
      message: 'fix: two\n\nbody',
      date: 1_700_000_200,
    });
  });

  test.each([
    ['https://github.example/o/r.git', 'o/r'],
    ['https://x:y@github.example:8443/o/r/', 'o/r'],
    ['ssh://git@github.example:22/o/r.git', 'o/r'],
    ['git@github.example:o/r', 'o/r'],
    ['/srv/git/o/r.git', undefined],
    ['file:///srv/o/r', undefined],
    ['C:/o/r', undefined],
    ['https://gitlab.example/group/sub/r', undefined],
  ])('the slug of %s', (url, slug) => {
    expect(slugOfUrl(url)).toBe(slug);
  });
});
