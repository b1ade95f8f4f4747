import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expectRefused, slipway } from './commands.ts';
import { itOnPosix } from './systems.ts';

const made: string[] = [];

/** A folder with these files. */
function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'slipway-docs-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

const WORKFLOW = `on:\n  push:\n    tags: ['v*']\njobs:\n  release:\n    runs-on: ubuntu-24.04\n    permissions:\n      contents: write\n    steps:\n      - uses: actions/checkout@v4\n      - run: gh release create "$GITHUB_REF_NAME" --verify-tag\n        env:\n          GH_TOKEN: \${{ github.token }}\n`;
const RELEASING = { '.github/workflows/release.yml': WORKFLOW };

describe('docs write', () => {
  it('makes a document, and has nothing to do the second time', async () => {
    const root = folder(RELEASING);
    const first = await slipway(['docs', 'write', root]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^docs\/RELEASE\.md: wrote before, quick, steps, expected, verify, rollback, .*troubleshooting\.\n$/);
    const text = readFileSync(join(root, 'docs/RELEASE.md'), 'utf8');
    expect(text).toContain('git push origin vX.Y.Z');
    expect(await slipway(['docs', 'write', root])).toEqual({ code: 0, out: 'docs/RELEASE.md is up to date.\n', err: '' });
    expect(readFileSync(join(root, 'docs/RELEASE.md'), 'utf8')).toBe(text);
  });

  it('with --check writes nothing, says what would change, and ends with 1', async () => {
    const root = folder(RELEASING);
    const missing = await slipway(['docs', 'write', root, '--check']);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain('docs/RELEASE.md: section before, new\n+ ## Before a release\n');
    await slipway(['docs', 'write', root]);
    expect((await slipway(['docs', 'write', root, '--check'])).code).toBe(0);
    writeFileSync(join(root, '.github/workflows/release.yml'), WORKFLOW.replace("'v*'", "'rel-*'"));
    const { code, out } = await slipway(['docs', 'write', root, '--check']);
    expect(code).toBe(1);
    expect(out).toMatch(/^- .*vX\.Y\.Z/m);
    expect(readFileSync(join(root, 'docs/RELEASE.md'), 'utf8')).toContain('vX.Y.Z');
  });

  it('keeps what people wrote', async () => {
    const mine = 'Ours.\n\n<!-- slipway:begin quick -->\nold\n<!-- slipway:end quick -->\n\nMore of ours, without an end';
    const root = folder({ ...RELEASING, 'RELEASING.md': mine });
    await slipway(['docs', 'write', root, '--file', 'RELEASING.md']);
    const text = readFileSync(join(root, 'RELEASING.md'), 'utf8');
    expect(text.startsWith('Ours.\n\n<!-- slipway:begin quick -->\n## Quick reference\n')).toBe(true);
    expect(text).toContain('<!-- slipway:end quick -->\n\nMore of ours, without an end\n');
  });

  it('writes the state report with --state', async () => {
    const root = folder({ ...RELEASING, 'docs/releasing.md': '# Releasing\n\nRun `gh workflow run publish.yml`.\n' });
    expect(await slipway(['docs', 'write', root, '--state'])).toMatchObject({ code: 0, out: 'docs/RELEASE_STATE.md: wrote state.\n' });
    expect(readFileSync(join(root, 'docs/RELEASE_STATE.md'), 'utf8')).toContain('publish.yml');
    expect((await slipway(['docs', 'write', root, '--state', '--check'])).code).toBe(0);
  });

  it('has nothing to write where nothing releases', async () => {
    expect((await slipway(['docs', 'write', folder({ 'README.md': 'x' })])).code).toBe(10);
  });

  itOnPosix('writes through no link that leads out', async () => {
    const root = folder(RELEASING);
    symlinkSync('/tmp/slipway-nowhere.md', join(root, 'link.md'));
    symlinkSync(tmpdir(), join(root, 'away'));
    expectRefused(await slipway(['docs', 'write', root, '--file', 'link.md']), /no file that can be written/);
    expectRefused(await slipway(['docs', 'write', root, '--file', 'away/x.md']), /leads out of the folder/);
  });

  it('refuses what cannot be meant in one sentence', async () => {
    const root = folder({ ...RELEASING, 'broken.md': '<!-- slipway:begin quick -->\n', 'picture.md': 'x' });
    writeFileSync(join(root, 'picture.md'), Buffer.from([0xff, 0xfe, 0x00]));
    expectRefused(await slipway(['docs', 'write', root, '--file', 'broken.md']), /broken\.md:1: section 'quick' has no end/);
    expectRefused(await slipway(['docs', 'write', root, '--file', '../x.md']), /not a file inside of the folder/);
    expectRefused(await slipway(['docs', 'write', root, '--file', '/tmp/x.md']), /not a file inside of the folder/);
    expectRefused(await slipway(['docs', 'write', root, '--file', 'picture.md']), /no UTF-8 text/);
    expectRefused(await slipway(['docs', 'write', root, '--file', '.github/workflows/release.yml']), /is no Markdown document/);
    expectRefused(await slipway(['docs', 'write', root, '--files', 'x.md']), /unknown option '--files'.*see `slipway docs write --help`/);
    expectRefused(await slipway(['docs', 'write', 'no-such-folder']), /there is no folder/);
    expectRefused(await slipway(['docs']), /'docs' needs one of its commands/);
    expectRefused(await slipway(['docs', 'wirte']), /unknown command 'wirte'/);
  });
});
