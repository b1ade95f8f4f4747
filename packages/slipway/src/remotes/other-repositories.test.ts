import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cloneRemote, InputError, mirrorReader, npmRegistryHost, OutsideError, openGitDir, openMirror, remoteReader } from './index.ts';
import { findHost } from './npm-registry.ts';
import { commit, repository, run, temporaryFolder, write } from './testing.ts';

/** A folder of mirrors with one repository, `owner/name`. */
function mirrors(): string {
  const root = repository({ 'action.yml': 'one' });
  run(root, ['tag', 'v1']);
  write(root, { 'action.yml': 'two' });
  commit(root, 'second');
  const dir = temporaryFolder();
  run(dir, ['clone', '--quiet', '--bare', root, join(dir, 'owner+name', 'repo')]);
  return dir;
}

/** A folder that serves `owner/name` as a remote would. */
function remote(): string {
  const base = temporaryFolder();
  const root = repository({ 'action.yml': 'one', 'docs/x.md': 'x', 'src/x.dat': 'data' });
  run(root, ['tag', 'v1']);
  write(root, { 'action.yml': 'two' });
  commit(root, 'second', 1_700_000_100);
  run(base, ['clone', '--quiet', '--bare', root, join(base, 'owner', 'name')]);
  run(join(base, 'owner', 'name'), ['config', 'uploadpack.allowFilter', 'true']);
  run(join(base, 'owner', 'name'), ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  return base;
}

describe('mirrors', () => {
  test('a repository at a ref, or at HEAD with a limit', async () => {
    const dir = mirrors();
    expect((await openMirror(dir, 'owner/name', 'v1'))?.read('action.yml')).toBe('one');
    const head = await openMirror(dir, 'owner/name', 'v9');
    expect(head?.read('action.yml')).toBe('two');
    expect(head?.limits()).toEqual(['owner/name has no v9 in the mirror; its HEAD was read.']);
    expect(await openMirror(dir, 'owner/other')).toBeUndefined();
    await expect(openMirror(dir, '../../etc/x')).rejects.toThrow(InputError);
  });

  test('files read while the caller waits', () => {
    const reader = mirrorReader(mirrors());
    expect([
      reader.read('owner/name', 'v1', 'action.yml'),
      reader.read('owner/name', 'main', './action.yml'),
      reader.read('owner/name', 'v1', 'none'),
    ]).toEqual(['one', 'two', undefined]);
    expect(reader.limits()).toEqual([]);
    expect([
      reader.read('owner/name', 'v9', 'action.yml'),
      reader.read('no/one', 'v1', 'a'),
      reader.read('owner/name', '--help', 'action.yml'),
    ]).toEqual(['two', undefined, 'two']);
    expect(reader.limits()).toHaveLength(3);
  });
});

describe('clones', () => {
  test('bring what a release analysis reads, the names of tags, and nothing else', async () => {
    const base = remote();
    const cache = temporaryFolder();
    const url = `file://${base}/owner/name`;
    const { gitDir, rev, limits } = await cloneRemote(url, cache);
    expect(limits).toEqual([]);
    const tree = await openGitDir(gitDir, rev);
    expect([tree.read('action.yml'), tree.read('docs/x.md'), tree.read('src/x.dat')]).toEqual(['two', 'x', undefined]);
    expect(tree.git?.tags.map((tag) => tag.name)).toEqual(['v1']);
  });

  test('are brought up to date, and serve as they are when the remote is gone', async () => {
    const base = remote();
    const cache = temporaryFolder();
    const url = `file://${base}/owner/name`;
    await cloneRemote(url, cache);
    const work = join(temporaryFolder(), 'work');
    run(base, ['clone', '--quiet', join(base, 'owner', 'name'), work]);
    write(work, { 'action.yml': 'three' });
    commit(work, 'third', 1_700_000_200);
    run(work, ['push', '--quiet', 'origin', 'HEAD']);
    const again = await cloneRemote(url, cache);
    expect((await openGitDir(again.gitDir, again.rev)).read('action.yml')).toBe('three');
    rmSync(base, { recursive: true });
    const old = await cloneRemote(url, cache);
    expect(old.limits).toMatchObject([expect.stringContaining('an older copy was read')]);
    expect((await openGitDir(old.gitDir, old.rev)).read('action.yml')).toBe('three');
  });

  test('that cannot be made say so in one sentence', async () => {
    await expect(cloneRemote('file:///no/such/repository', temporaryFolder())).rejects.toThrow(OutsideError);
    await expect(cloneRemote('file:///no/such/repository', temporaryFolder())).rejects.toMatchObject({ exitCode: 50 });
    const stopped = AbortSignal.abort();
    await expect(cloneRemote(`file://${remote()}/owner/name`, temporaryFolder(), { signal: stopped })).rejects.toThrow('(stopped)');
    for (const name of ['--upload-pack=x', 'ext::sh -c x', 'a b', 'owner', 'owner/..', 'https://-x'])
      await expect(cloneRemote(name, temporaryFolder())).rejects.toThrow(InputError);
  });
});

describe('files of remote repositories', () => {
  test('are fetched once and kept', () => {
    const base = remote();
    const cache = temporaryFolder();
    const reader = remoteReader(cache, { fetch: true, base: `file://${base}` });
    expect([reader.read('owner/name', 'v1', 'action.yml'), reader.read('owner/name', 'main', 'action.yml')]).toEqual(['one', 'two']);
    expect(reader.limits()).toEqual([]);
    rmSync(base, { recursive: true });
    expect(remoteReader(cache, { fetch: false }).read('owner/name', 'v1', 'action.yml')).toBe('one');
    const offline = remoteReader(cache, { fetch: true, base: `file://${base}` });
    expect(offline.read('owner/name', 'v1', 'action.yml')).toBe('one');
    expect(offline.limits()).toMatchObject([expect.stringContaining('owner/name@v1 could not be fetched')]);
  });

  test('are left alone without --fetch, with a limit', () => {
    const reader = remoteReader(temporaryFolder(), { fetch: false });
    expect([reader.read('owner/name', 'v1', 'a'), reader.read('owner/name', 'v1', 'b')]).toEqual([undefined, undefined]);
    expect(reader.limits()).toEqual(['owner/name@v1 is not in the cache; it is fetched only with --fetch.']);
  });
});

describe("npm's registry", () => {
  test('is read out of npm', () => {
    const npm = temporaryFolder();
    write(npm, { 'node_modules/@npmcli/config/lib/definitions/definitions.js': "define('registry', {\n  default: 'https://registry.example/',\n})" });
    expect(findHost([npm])).toBe('registry.example');
    const older = temporaryFolder();
    write(older, { 'node_modules/npm-registry-fetch/lib/default-opts.js': "module.exports = {\n  registry: 'https://registry.example/',\n}" });
    expect(findHost(['/no/such', older])).toBe('registry.example');
    expect(findHost([temporaryFolder()])).toBeUndefined();
  });

  test('is known where npm is installed', () => {
    expect(npmRegistryHost()).toMatch(/^[a-z0-9.-]+$/);
  });
});
