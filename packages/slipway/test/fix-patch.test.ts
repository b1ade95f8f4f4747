import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileOutcome } from '../src/doctor/fixes/index.ts';
import { patchOf } from '../src/doctor/fixes/patch.ts';
import { folder } from './sample-folders.ts';

const git = (cwd: string, ...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
const lines = (n: number, at = -1, text = ''): string => Array.from({ length: n }, (_, i) => `${i === at ? text : `line ${i}`}\n`).join('');

const outcomes: [string, FileOutcome][] = [
  ['a changed file', { path: 'a.yml', before: lines(40), after: lines(40, 3, 'new').replace('line 30\n', '') }],
  ['changes whose context meets', { path: 'near.yml', before: lines(20), after: lines(20, 5, 'x').replace('line 11\n', 'y\nz\n') }],
  ['the first and the last line', { path: 'ends.yml', before: lines(12), after: `top\n${lines(12).replace('line 11\n', '')}` }],
  ['a new file in a new folder', { path: 'new/deep/file.yml', before: undefined, after: 'name: new\non: push\n' }],
  ['a file that goes away', { path: 'gone.yml', before: lines(5), after: undefined }],
  ['a renamed file', { path: 'old name.yml', to: 'sub/new name.yml', before: lines(30), after: lines(30) }],
  ['a renamed file that changes', { path: 'old.yml', to: 'moved.yml', before: lines(30), after: lines(30, 7, 'seven') }],
  ['a file without a last line break', { path: 'open.yml', before: 'a\nb', after: 'a\nb\nc' }],
  ['a last line break that comes', { path: 'closed.yml', before: 'a\nb', after: 'a\nb\n' }],
  ['a last line break that goes', { path: 'opened.yml', before: 'a\nb\n', after: 'a\nb' }],
  ['Windows line endings', { path: 'crlf.yml', before: 'a\r\nb\r\nc\r\n', after: 'a\r\nB\r\nc\r\nd' }],
  ['a byte order mark', { path: 'bom.yml', before: '\uFEFFname: a\n', after: '\uFEFFname: b\n' }],
  ['a name beyond ASCII', { path: 'größe x.yml', before: 'a\n', after: 'b\n' }],
  ['a file that was empty', { path: 'empty.yml', before: '', after: 'a\n' }],
  ['lines that look like a patch', { path: 'odd.yml', before: '-- a\n++ b\n@@ c\n', after: '--- a\n+++ b\n@@ -1 +1 @@\n' }],
];

describe('a patch', () => {
  it.each(outcomes)('is taken by git apply: %s', (_, outcome) => {
    const { path, to = path, before, after } = outcome;
    const root = folder(before === undefined ? { 'other.txt': 'x' } : { [path]: before });
    git(root, 'init', '-q');
    git(root, '-c', 'core.autocrlf=false', 'add', '.');
    writeFileSync(join(root, 'fix.patch'), patchOf([outcome]));
    git(root, '-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', '--check', 'fix.patch');
    git(root, '-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', 'fix.patch');
    expect(existsSync(join(root, to)) ? readFileSync(join(root, to), 'utf8') : undefined).toBe(after);
    if (to !== path) expect(existsSync(join(root, path))).toBe(false);
  });

  it('of several files is taken in one go', () => {
    const files = Object.fromEntries(outcomes.flatMap(([, { path, before }]) => (before === undefined ? [] : [[path, before] as const])));
    const root = folder(files);
    git(root, 'init', '-q');
    writeFileSync(join(root, 'fix.patch'), patchOf(outcomes.map(([, one]) => one)));
    git(root, '-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', 'fix.patch');
    for (const [, { path, to = path, after }] of outcomes)
      expect(existsSync(join(root, to)) ? readFileSync(join(root, to), 'utf8') : undefined).toBe(after);
  });
});
