import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { releaseOnTag } from './sample-workflows.ts';

const path = '.github/workflows/release.yml';
const day = ['--as-of', '2026-11-20', '--repo', 'octo/tool'];

function debt(): { root: string; file: string } {
  const root = temporaryFolder();
  write(root, { [path]: releaseOnTag({ runner: 'ubuntu-18.04' }) });
  return { root, file: join(root, '.slipway-baseline.json') };
}

describe('a baseline', () => {
  it('takes what stands, and lets the next audit pass', async () => {
    const { root, file } = debt();
    expect((await slipway(['doctor', root, ...day])).code).toBe(1);
    const written = await slipway(['doctor', root, '--write-baseline', ...day]);
    expectClean(written);
    expect(written.code).toBe(0);
    const { findings } = JSON.parse(readFileSync(file, 'utf8'));
    expect(findings).toContainEqual({ id: expect.any(String), rule: 'retired-runner', path, title: expect.any(String) });
    const next = await slipway(['doctor', root, ...day]);
    expect(next.code).toBe(0);
    expect(next.err).toBe(`slipway: ${findings.length} known by .slipway-baseline.json and not reported.\n`);
    expect((await slipway(['doctor', root, '--no-baseline', ...day])).code).toBe(1);
  });

  it('is no proof of what it names', async () => {
    const { root } = debt();
    write(root, { 'docs/RELEASING.md': '# Releasing\n\nAdd the secret `CARGO_REGISTRY_TOKEN` before the first release.\n' });
    const rules = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await slipway(['doctor', root, '--format', 'json', ...args, ...day])).out).findings.map((f: { rule: string }) => f.rule);
    const before = await rules();
    expect(before).toContain('docs-drift');
    await slipway(['doctor', root, '--write-baseline', ...day]);
    expect(await rules()).toEqual([]);
    expect(await rules('--no-baseline')).toEqual(before);
  });

  it('is written with the same bytes each time', async () => {
    const { root, file } = debt();
    await slipway(['doctor', root, '--write-baseline', ...day]);
    const first = readFileSync(file, 'utf8');
    await slipway(['doctor', root, '--write-baseline', ...day]);
    expect(readFileSync(file, 'utf8')).toBe(first);
  });

  it('reports what is new beside it', async () => {
    const { root } = debt();
    await slipway(['doctor', root, '--write-baseline', ...day]);
    write(root, { '.github/workflows/other.yml': releaseOnTag({ runner: 'macos-11' }).replace('name: Release', 'name: Other') });
    const { code, out } = await slipway(['doctor', root, '--format', 'json', ...day]);
    expect(code).toBe(1);
    const places = JSON.parse(out).findings.filter((f: { rule: string }) => f.rule === 'retired-runner');
    expect(places.map((f: { location: { path: string } }) => f.location.path)).toEqual(['.github/workflows/other.yml']);
  });

  it('tells entries that no longer stand, and strikes them out when asked', async () => {
    const { root, file } = debt();
    await slipway(['doctor', root, '--write-baseline', ...day]);
    write(root, { [path]: releaseOnTag({ runner: 'ubuntu-24.04' }) });
    const told = JSON.parse((await slipway(['doctor', root, '--format', 'json', ...day])).out);
    expect(told.findings).toContainEqual(expect.objectContaining({ rule: 'stale-baseline', severity: 'note' }));
    const pruned = await slipway(['doctor', root, '--prune-baseline', ...day]);
    expect(pruned.err).toMatch(/pruned 1 that no longer stand/);
    expect(JSON.parse(readFileSync(file, 'utf8')).findings.filter((f: { rule: string }) => f.rule === 'retired-runner')).toEqual([]);
    expect(JSON.parse((await slipway(['doctor', root, '--format', 'json', ...day])).out).findings).not.toContainEqual(
      expect.objectContaining({ rule: 'stale-baseline' }),
    );
  });

  it('may lie elsewhere', async () => {
    const { root, file } = debt();
    const other = join(temporaryFolder(), 'known.json');
    await slipway(['doctor', root, '--write-baseline', other, ...day]);
    expect(existsSync(file)).toBe(false);
    expect((await slipway(['doctor', root, '--baseline', other, ...day])).code).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /\.slipway-baseline\.json is no baseline: it is no JSON; write it anew/],
    ['another version', '{"schemaVersion": 2}', /its `schemaVersion` is not 1/],
    ['no list', '{"schemaVersion": 1, "findings": {}}', /it has no list `findings`/],
    ['an entry without an id', '{"schemaVersion": 1, "findings": [null]}', /entry 1 lacks `id`/],
  ])('refuses %s', async (_, text, sentence) => {
    const { root } = debt();
    write(root, { '.slipway-baseline.json': text });
    expectRefused(await slipway(['doctor', root, ...day]), sentence);
  });

  it.each<[string, string[], RegExp]>([
    ['one baseline for two targets', ['.', '--write-baseline', 'x.json'], /belongs to one target/],
    ['to write and to prune at once', ['--prune-baseline', '--write-baseline', 'x.json'], /goes with neither/],
    ['a file that is not there', ['--baseline', '/no/such/file'], /cannot be read/],
    ['a folder that is not there', ['--write-baseline', '/no/such/folder/x.json'], /there is no folder for/],
  ])('refuses %s', async (_, args, sentence) => {
    const { root } = debt();
    expectRefused(await slipway(['doctor', root, ...args, '--as-of', '2026-11-20']), sentence);
  });
});
