import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, type FileChange } from '../index.ts';
import { compileChanges, verifyChanges } from './index.ts';

function changed(path: string, text: string, ...changes: readonly Change[]): string {
  const declared: FileChange[] = [{ op: 'change', path, changes }];
  const read = (wanted: string) => (wanted === path ? text : undefined);
  const edits = compileChanges(read, declared);
  const after = applyEdits(new Map([[path, text]]), edits).get(path) ?? text;
  expect(verifyChanges(read, declared, edits), after).toBeUndefined();
  return after;
}

describe('JSON', () => {
  const text = `{
  // the package
  "name": "tool",
  "files": ["bin", "dist"],
  "scripts": {
    "build": "make",
    "test": "make test" // all
  }
}
`;

  test('gets and loses members in its own layout, with their comments', () => {
    expect(changed('a.jsonc', text, { op: 'set', at: ['publishConfig', 'access'], value: 'public' })).toBe(
      text.replace('  }\n}', '  },\n  "publishConfig": {\n    "access": "public"\n  }\n}'),
    );
    expect(changed('a.json', text, { op: 'set', at: ['scripts', 'lint'], value: 'x', place: { before: 'test' } })).toBe(
      text.replace('    "test"', '    "lint": "x",\n    "test"'),
    );
    expect(changed('a.json', text, { op: 'remove', at: ['scripts', 'test'] })).toBe(
      text.replace('"make",\n    "test": "make test" // all\n', '"make"\n'),
    );
    expect(changed('a.json', text, { op: 'remove', at: ['name'] })).toBe(text.replace('  // the package\n  "name": "tool",\n', ''));
    expect(changed('a.json', text, { op: 'insert', at: ['files', 1], value: 'src' })).toBe(text.replace('"bin", ', '"bin", "src", '));
    expect(changed('a.json', text, { op: 'rename-key', at: ['scripts', 'test'], to: 'check' })).toBe(text.replace('"test"', '"check"'));
    expect(changed('a.json', text, { op: 'splice', at: ['scripts', 'test'], start: 5, end: 9, text: '"all"' })).toBe(
      text.replace('make test', 'make \\"all\\"'),
    );
  });

  test('of one line stays one line', () => {
    expect(changed('.releaserc', '{"plugins": ["a"]}', { op: 'set', at: ['branches'], value: '[main]' })).toBe(
      '{"plugins": ["a"], "branches": ["main"]}',
    );
  });

  test('whose key stands twice is not changed', () => {
    expect(() => changed('a.json', '{"a": 1, "b": 2, "a": 3}', { op: 'remove', at: ['b'] })).toThrow('a key stands twice');
  });
});

describe('TOML', () => {
  const text = `# dist
[workspace]
members = ["cargo:."]

# Config for 'dist'
[dist]
# The version
cargo-dist-version = "0.30.0"
installers = [
  "shell",
  "npm", # for node
]
tap = "acme/tap"

[dist.github-custom-runners]
global = "ubuntu-22.04"

[[bin]]
name = "a"

[[bin]]
name = "b"
`;

  test('gets and loses keys, tables and items', () => {
    expect(changed('dist-workspace.toml', text, { op: 'set', at: ['dist', 'dispatch-releases'], value: 'true' })).toBe(
      text.replace('tap = "acme/tap"\n', 'tap = "acme/tap"\ndispatch-releases = true\n'),
    );
    expect(changed('a.toml', text, { op: 'set', at: ['dist', 'allow-dirty'], value: '[ci]', place: { after: 'cargo-dist-version' } })).toBe(
      text.replace('"0.30.0"\n', '"0.30.0"\nallow-dirty = ["ci"]\n'),
    );
    expect(changed('a.toml', text, { op: 'set', at: ['dist', 'github-custom-runners', 'x86_64-pc-windows-msvc'], value: 'windows-2022' })).toBe(
      text.replace('global = "ubuntu-22.04"\n', 'global = "ubuntu-22.04"\nx86_64-pc-windows-msvc = "windows-2022"\n'),
    );
    expect(changed('a.toml', text, { op: 'set', at: ['dist', 'github-custom-job-permissions', 'publish'], value: 'packages: write' })).toBe(
      text.replace('22.04"\n', '22.04"\n\n[dist.github-custom-job-permissions]\npublish = { packages = "write" }\n'),
    );
    expect(changed('a.toml', text, { op: 'remove', at: ['dist', 'cargo-dist-version'] })).toBe(
      text.replace('# The version\ncargo-dist-version = "0.30.0"\n', ''),
    );
    expect(changed('a.toml', text, { op: 'remove', at: ['dist', 'github-custom-runners'] })).toBe(
      text.replace('[dist.github-custom-runners]\nglobal = "ubuntu-22.04"\n\n', ''),
    );
    expect(changed('a.toml', text, { op: 'remove', at: ['bin', 1] })).toBe(text.slice(0, text.lastIndexOf('\n[[bin]]')));
    expect(changed('a.toml', text, { op: 'insert', at: ['bin', 1], value: 'name: c' })).toBe(
      text.replace('[[bin]]\nname = "b"', '[[bin]]\nname = "c"\n\n[[bin]]\nname = "b"'),
    );
  });

  test('changes values, items of arrays and names where they stand', () => {
    expect(changed('a.toml', text, { op: 'insert', at: ['dist', 'installers', 2], value: 'homebrew' })).toBe(
      text.replace('"npm", # for node\n', '"npm", # for node\n  "homebrew",\n'),
    );
    expect(changed('a.toml', text, { op: 'set', at: ['bin', 0, 'name'], value: 'z' })).toBe(text.replace('"a"', '"z"'));
    expect(changed('a.toml', text, { op: 'rename-key', at: ['dist'], to: 'other' })).toBe(
      text.replace('[dist]', '[other]').replace('[dist.github', '[other.github'),
    );
    expect(changed('a.toml', 'a.b.c = 1\n', { op: 'set', at: ['a', 'b', 'd'], value: '2' })).toBe('a.b.c = 1\na.b.d = 2\n');
    expect(changed('a.toml', '[t]\nx = { a = 1 }\n', { op: 'set', at: ['t', 'x', 'b'], value: '2' })).toBe('[t]\nx = { a = 1, b = 2 }\n');
  });

  test('has no empty value', () => {
    expect(() => changed('a.toml', text, { op: 'set', at: ['dist', 'tap'], value: '' })).toThrow('TOML has no empty value');
  });
});
