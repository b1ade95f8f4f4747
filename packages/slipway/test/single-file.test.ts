import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../src/remotes/testing.ts';
import { folder, SOUND, WORKFLOW } from './sample-folders.ts';

const here = resolve(import.meta.dirname, '..');

it('the one file that a release carries runs by itself', () => {
  const file = join(temporaryFolder(), 'slipway.mjs');
  execFileSync(process.execPath, [join(here, 'scripts/single-file.js'), file], { stdio: 'pipe' });
  const run = (...args: string[]): string => execFileSync(process.execPath, [file, ...args], { cwd: temporaryFolder(), encoding: 'utf8' });
  expect(run('--version').trim()).toBe(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).version);
  expect(run('doctor', folder({ [WORKFLOW]: SOUND }))).toContain('1 of 1 destination reached');
  expect(run('explain', 'token-cannot-trigger')).toContain('token-cannot-trigger');
});
