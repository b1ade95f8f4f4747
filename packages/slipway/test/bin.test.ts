import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const unbuilt = mkdtempSync(join(tmpdir(), 'slipway-bin-'));
cpSync(join(here, 'bin'), join(unbuilt, 'bin'), { recursive: true });
cpSync(join(here, 'package.json'), join(unbuilt, 'package.json'));
afterAll(() => rmSync(unbuilt, { recursive: true }));

function slipway(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(unbuilt, 'bin', 'slipway.js'), ...args], { encoding: 'utf8' });
}

describe('the committed command', () => {
  it('tells its version even before it is built', () => {
    const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
    expect(slipway('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('says how to build it when it is not built', () => {
    const { status, stdout, stderr } = slipway('doctor');
    expect([status, stdout]).toEqual([70, '']);
    expect(stderr).toMatch(/^slipway: [^\n]*npm run build[^\n]*\n$/);
  });
});
