import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCK_SCHEMA } from '../src/doctor/compare/lock-schema.ts';
import { commit, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { releaseOnTag } from './sample-workflows.ts';
import { violations } from './schema-check.ts';

const INSTALL = `#!/bin/sh
set -e
case "$(uname -m)" in
  x86_64) curl -fsSL -o tool.tgz https://github.com/octo/tool/releases/latest/download/tool-linux-amd64.tgz ;;
  *) exit 1 ;;
esac
`;
const path = '.github/workflows/release.yml';
const files = (...assets: string[]) => ({ [path]: releaseOnTag({ assets }), 'install.sh': INSTALL });
const day = ['--as-of', '2026-11-20', '--repo', 'octo/tool'];

async function locked(...assets: string[]): Promise<string> {
  const root = temporaryFolder();
  write(root, files(...assets));
  const written = await slipway(['contract', root, '--write', ...day]);
  expectClean(written);
  expect(written.code).toBe(0);
  return root;
}

const lockOf = (root: string): string => readFileSync(join(root, 'release.contract.json'), 'utf8');

describe('a contract that is written down', () => {
  it('keeps to its schema, and to its bytes when only lines move', async () => {
    const root = await locked('tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz');
    const first = lockOf(root);
    expect(violations(JSON.parse(first), { ...LOCK_SCHEMA, $defs: {} })).toEqual([]);
    write(root, { [path]: `# A comment.\n${releaseOnTag({ assets: ['tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz'] })}` });
    await slipway(['contract', root, '--write', ...day]);
    expect(lockOf(root)).toBe(first);
    expect(await slipway(['contract', root, '--check', ...day])).toMatchObject({ code: 0, err: '' });
  });

  it('tells what a change removes, and who asks for it', async () => {
    const root = await locked('tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz');
    write(root, files('tool-linux-arm64-musl.tgz'));
    const ran = await slipway(['contract', root, '--check', ...day]);
    expectClean(ran);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^this change removes tool-linux-amd64\.tgz that install\.sh asks for\n/);
    expect(ran.out).toMatch(/install\.sh:4 asks for/);
  });

  it('tells renames as such', async () => {
    const root = await locked('tool-linux-amd64.tgz', 'tool-linux-arm64.tgz');
    write(root, files('tool_linux_x86_64.tgz', 'tool_linux_aarch64.tgz'));
    const ran = await slipway(['contract', root, '--check', ...day]);
    expect(ran.out).toMatch(/^this change renames two assets that install\.sh asks for\n/);
    const json = JSON.parse((await slipway(['contract', root, '--check', '--format', 'json', ...day])).out);
    expect(json).toMatchObject({ schemaVersion: 1, agrees: false, added: [], removed: [] });
    expect(json.renamed).toHaveLength(2);
  });

  it('is a note of the doctor when it says something else than the workflows', async () => {
    const root = await locked('tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz');
    const rules = async (): Promise<string[]> =>
      JSON.parse((await slipway(['doctor', root, '--format', 'json', ...day])).out).findings.map((f: { rule: string }) => f.rule);
    expect(await rules()).not.toContain('contract-lock');
    write(root, files('tool-linux-amd64.tgz'));
    expect(await rules()).toContain('contract-lock');
  });

  it('is held against the change by --base', async () => {
    const root = repository(files('tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz'));
    await slipway(['contract', root, '--write', ...day]);
    commit(root, 'lock');
    write(root, files('tool-linux-amd64.tgz'));
    const base = async (...args: string[]): Promise<string> => (await slipway(['doctor', root, '--base', 'HEAD', ...args, ...day])).out;
    expect(await base()).toMatch(/^contract\n {2}removes tool-linux-arm64-musl\.tgz\n {2}release\.contract\.json says something else/m);
    expect(JSON.parse(await base('--format', 'json')).comparison.lock).toBe('differs');
    await slipway(['contract', root, '--write', ...day]);
    expect(JSON.parse(await base('--format', 'json')).comparison.lock).toBe('agrees');
  });

  it('compares no assets that are not all known', async () => {
    const root = await locked('tool-linux-amd64.tgz', 'tool-linux-arm64-musl.tgz');
    write(root, {
      [path]: releaseOnTag({ assets: ['tool-linux-amd64.tgz'] })
        .replace('touch tool-linux-amd64.tgz', './make-files dist')
        .replaceAll('tool-linux-amd64.tgz', 'dist/*'),
    });
    const ran = await slipway(['contract', root, '--check', ...day]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.err).toMatch(/not all assets are known any more/);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /release\.contract\.json is no contract: it is no JSON/],
    ['another version', '{"schemaVersion": 2}', /its `schemaVersion` is not 1/],
    ['no stages', '{"schemaVersion": 1, "channel": "stable"}', /no list `stages`/],
    [
      'an item that is none',
      '{"schemaVersion": 1, "channel": "stable", "stages": [{"name": "release", "items": [1]}]}',
      /stage 1 has no `name`, or an item/,
    ],
  ])('refuses %s', async (_, text, sentence) => {
    const root = temporaryFolder();
    write(root, { ...files('tool'), 'release.contract.json': text });
    expectRefused(await slipway(['contract', root, '--check', ...day]), sentence);
    expectRefused(await slipway(['doctor', root, ...day]), sentence);
  });

  it('refuses to check without a lock, and writes none for a tree that releases nothing', async () => {
    const root = temporaryFolder();
    write(root, files('tool'));
    expectRefused(await slipway(['contract', root, '--check', ...day]), /there is no release\.contract\.json to check/);
    expect((await slipway(['contract', temporaryFolder(), '--write', ...day])).code).toBe(10);
  });
});
