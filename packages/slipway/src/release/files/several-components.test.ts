import { describe, expect, it } from 'vitest';
import { compileChanges } from '../../source/change/index.ts';
import { applyEdits } from '../../source/index.ts';
import { component, type Files, release } from './files.fixture.ts';
import { setVersion } from './index.ts';

describe('several components', () => {
  const files = {
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a", "version": "1.4.0" }',
    'packages/b/package.json': '{ "name": "b", "version": "1.4.0", "dependencies": { "a": "^1.4.0" } }',
    'README.md': 'a 1.4.0 <!-- slipway:version=a -->\nb 1.4.0 <!-- slipway:version=b -->\n',
  };
  const all = [
    { component: component('a', 'packages/a'), from: '1.4.0', to: '2.0.0' },
    { component: component('b', 'packages/b'), from: '1.4.0', to: undefined },
  ];

  it('each change their own places, and what others ask of them', () => {
    expect(release(files, '1.4.0', '2.0.0', all, 'a').lines).toEqual([
      'README.md: a 2.0.0 <!-- slipway:version=a -->',
      'packages/a/package.json: { "name": "a", "version": "2.0.0" }',
      'packages/b/package.json: { "name": "b", "version": "1.4.0", "dependencies": { "a": "^2.0.0" } }',
    ]);
  });
});

describe('a component that others ask for', () => {
  const files = {
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a", "version": "1.4.0" }',
    'packages/b/package.json': '{ "name": "b", "version": "1.4.0", "dependencies": { "a": "^1.4.0" } }',
    'packages/c/package.json': '{ "name": "c", "version": "1.4.0", "dependencies": { "a": "1.4.0" } }',
    'packages/d/package.json': '{ "name": "d", "version": "1.4.0", "dependencies": { "a": "^1.4.0" } }',
    'pnpm-lock.yaml': ['b', 'c', 'd']
      .map(
        (name) =>
          `  packages/${name}:\n    dependencies:\n      a:\n        specifier: ${name === 'c' ? '' : '^'}1.4.0\n        version: link:../a\n`,
      )
      .join(''),
  };
  const all = ['a', 'b', 'c', 'd'].map((name) => ({
    component: component(name, `packages/${name}`),
    from: '1.4.0',
    to: name === 'a' ? '1.5.0' : name === 'd' ? '1.4.1' : undefined,
  }));

  it('leaves those alone that are not released and take the new version', () => {
    expect(release(files, '1.4.0', '1.5.0', all, 'a').lines).toEqual([
      'packages/a/package.json: { "name": "a", "version": "1.5.0" }',
      'packages/c/package.json: { "name": "c", "version": "1.4.0", "dependencies": { "a": "1.5.0" } }',
      'packages/d/package.json: { "name": "d", "version": "1.4.0", "dependencies": { "a": "^1.5.0" } }',
      'pnpm-lock.yaml: specifier: 1.5.0',
      'pnpm-lock.yaml: specifier: ^1.5.0',
    ]);
  });

  it("changes all of them where Yarn's lock file has one entry for all", () => {
    const yarn = '"a@^1.4.0, a@workspace:packages/a":\n  version: 0.0.0-use.local\n  resolution: "a@workspace:packages/a"\n';
    const { 'pnpm-lock.yaml': _, ...rest } = files;
    expect(release({ ...rest, 'yarn.lock': yarn }, '1.4.0', '1.5.0', all, 'a').lines).toContain(
      'packages/b/package.json: { "name": "b", "version": "1.4.0", "dependencies": { "a": "^1.5.0" } }',
    );
  });
});

describe('components that rise together', () => {
  const files = {
    'Cargo.toml':
      '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "1.4.0"\n[workspace.dependencies]\na = { path = "crates/a", version = "1.4.0" }\n',
    'crates/a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
    'crates/b/Cargo.toml': '[package]\nname = "b"\nversion.workspace = true\n[dependencies]\na.workspace = true\n',
    'Cargo.lock': '[[package]]\nname = "a"\nversion = "1.4.0"\n\n[[package]]\nname = "b"\nversion = "1.4.0"\n',
  };
  const all = ['a', 'b'].map((name) => ({ component: component(name, `crates/${name}`), from: '1.4.0', to: '1.5.0' }));

  it('change one place in common once', () => {
    const read = (path: string): string | undefined => (files as Files)[path];
    const changes = all.flatMap((one) => setVersion(read, () => Object.keys(files).sort(), one.component, '1.4.0', '1.5.0', all).changes);
    expect(new Set(changes.map((one) => JSON.stringify(one))).size).toBe(changes.length);
    const after = applyEdits(new Map(Object.entries(files)), compileChanges(read, changes));
    expect([...after].map(([path, text]) => [path, text?.includes('1.4.0')])).toEqual([
      ['Cargo.lock', false],
      ['Cargo.toml', false],
    ]);
  });

  it('leave it when they rise to different versions', () => {
    const apart = [all[0]!, { ...all[1]!, to: '2.0.0' }];
    expect(release(files, '1.4.0', '1.5.0', apart, 'a')).toMatchObject({
      lines: [],
      missed: [
        'Cargo.toml:4 gives 1.4.0 to components that do not rise to the same version: release them together, or give each a version of its own.',
      ],
    });
  });
});
