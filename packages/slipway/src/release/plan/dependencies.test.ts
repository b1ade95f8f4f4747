import { describe, expect, it } from 'vitest';
import type { Driver } from '../types.ts';
import { propagate } from '../versions/index.ts';
import { declaredDependencies } from './dependencies.ts';
import { propagationPolicies } from './policies.ts';

type Files = Readonly<Record<string, string>>;
const json = (value: unknown): string => JSON.stringify(value);

function treeOf(files: Files): { read: (path: string) => string | undefined; list: () => readonly string[] } {
  return { read: (path) => files[path], list: () => Object.keys(files).sort() };
}

function declared(files: Files, ...paths: string[]): Record<string, unknown> {
  const { read, list } = treeOf(files);
  const components = paths.map((path) => ({ name: path.split('/').at(-1) || 'root', path }));
  return Object.fromEntries(declaredDependencies(read, list, components));
}

describe('what manifests declare', () => {
  it('crates: a path, what the workspace gives, another name, a target; a dependency for development says so', () => {
    const files = {
      'Cargo.toml':
        '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\ncore = { path = "crates/core", version = "1.4.0" }\nserde = "1"\n',
      'crates/core/Cargo.toml': '[package]\nname = "core"\nversion = "1.4.0"\n',
      'crates/macros/Cargo.toml':
        '[package]\nname = "core-macros"\nversion = "0.2.0"\n[dependencies]\ncore = { workspace = true, features = ["x"] }\n',
      'crates/cli/Cargo.toml':
        '[package]\nname = "cli"\nversion = "2.0.0"\n[dependencies]\nserde.workspace = true\n[target."cfg(unix)".dependencies]\nmine = { package = "core-macros", path = "../macros", version = "0.2" }\n[build-dependencies.core]\npath = "../core"\n[dev-dependencies]\ncore.workspace = true\n',
    };
    expect(declared(files, 'crates/core', 'crates/macros', 'crates/cli')).toEqual({
      macros: [{ on: 'core', kind: 'cargo', range: '1.4.0' }],
      cli: [
        { on: 'core', kind: 'cargo' },
        { on: 'core', kind: 'cargo', range: '1.4.0', role: 'dev' },
        { on: 'macros', kind: 'cargo', range: '0.2' },
      ],
    });
  });

  it('packages of npm: every table, the protocols of workspaces, catalogs, aliases and places', () => {
    const files = {
      'package.json': json({ private: true, workspaces: ['packages/*'] }),
      'pnpm-workspace.yaml': 'packages: ["packages/*"]\ncatalog:\n  "@x/core": ^1.2.0\n',
      'packages/core/package.json': json({ name: '@x/core', version: '1.2.0' }),
      'packages/ui/package.json': json({
        name: '@x/ui',
        version: '1.0.0',
        peerDependencies: { '@x/core': '^1.0.0' },
        devDependencies: { '@x/core': 'workspace:*' },
      }),
      'packages/app/package.json': json({
        name: 'app',
        version: '3.0.0',
        dependencies: { '@x/core': 'catalog:', react: '^19', ui: 'workspace:@x/ui@^' },
        optionalDependencies: { old: 'npm:@x/core@~1.1.0' },
      }),
      'packages/site/package.json': json({ name: 'site', version: '3.0.0', dependencies: { '@x/ui': 'file:../ui' } }),
    };
    expect(declared(files, 'packages/core', 'packages/ui', 'packages/app', 'packages/site')).toEqual({
      ui: [
        { on: 'core', kind: 'npm', range: '^1.0.0', role: 'peer' },
        { on: 'core', kind: 'npm', range: 'workspace:*', role: 'dev' },
      ],
      app: [
        { on: 'core', kind: 'npm', range: '^1.2.0' },
        { on: 'core', kind: 'npm', range: '~1.1.0' },
        { on: 'ui', kind: 'npm', range: 'workspace:^' },
      ],
      site: [{ on: 'ui', kind: 'npm' }],
    });
  });

  it('Python: specifiers with extras and markers, uv, Poetry, setup.cfg; names are compared as Python does', () => {
    const files = {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
      'libs/core/pyproject.toml': '[project]\nname = "My.Core"\nversion = "1.0"\n',
      'libs/a/pyproject.toml':
        '[project]\nname = "a"\nversion = "1.0"\ndependencies = ["my_core[fast] >=1,<2 ; python_version > \'3.9\'", "requests"]\n[dependency-groups]\ndev = ["c", { include-group = "x" }]\n[tool.uv.sources]\nmy_core = { workspace = true }\n',
      'libs/b/pyproject.toml':
        '[tool.poetry]\nname = "b"\nversion = "1.0"\n[tool.poetry.dependencies]\npython = "^3.9"\nmy-core = "^1.0"\na = { path = "../a" }\n',
      'libs/c/setup.cfg': '[metadata]\nname = c\nversion = 1.0\n[options]\ninstall_requires =\n    b (>=1.0)\n    a @ file:///x\n',
    };
    expect(declared(files, 'libs/core', 'libs/a', 'libs/b', 'libs/c')).toEqual({
      a: [
        { on: 'c', kind: 'python', range: '', role: 'dev' },
        { on: 'core', kind: 'python', range: '>=1,<2' },
      ],
      b: [
        { on: 'a', kind: 'python' },
        { on: 'core', kind: 'python', range: '^1.0' },
      ],
      c: [
        { on: 'a', kind: 'python' },
        { on: 'b', kind: 'python', range: '>=1.0' },
      ],
    });
  });

  it('packages belong to the component around them, and what one component asks of itself is no dependency', () => {
    const files = {
      'package.json': json({ name: 'top', workspaces: ['packages/**'], dependencies: { b: '1.0.0' } }),
      'packages/a/package.json': json({ name: 'a', version: '1.0.0', dependencies: { top: '*' } }),
      'packages/a/sub/package.json': json({ name: 'a-sub', version: '1.0.0', dependencies: { a: '1.0.0', b: '1.0.0' } }),
      'packages/b/package.json': json({ name: 'b', version: '1.0.0' }),
    };
    expect(declared(files, '', 'packages/a')).toEqual({
      a: [
        { on: 'root', kind: 'npm', range: '*' },
        { on: 'root', kind: 'npm', range: '1.0.0' },
      ],
    });
    expect(declared(files, '')).toEqual({});
  });

  it('a manifest that cannot be read declares nothing', () => {
    expect(declared({ 'a/package.json': '{', 'b/package.json': json({ name: 'b', dependencies: { a: 1 } }) }, 'a', 'b')).toEqual({});
  });
});

describe('what rises with what it depends on, as each tool does it', () => {
  const npm = (range: string, table = 'dependencies', more: Files = {}): Files => ({
    'package.json': json({ workspaces: ['packages/*'] }),
    'packages/core/package.json': json({ name: 'core', version: '1.2.0' }),
    'packages/app/package.json': json({ name: 'app', version: '1.0.0', [table]: { core: range } }),
    ...more,
  });
  const cargo = (range: string, table = 'dependencies', more: Files = {}): Files => ({
    'Cargo.toml': '[workspace]\nmembers = ["packages/*"]\n',
    'packages/core/Cargo.toml': '[package]\nname = "core"\nversion = "1.2.0"\n',
    'packages/app/Cargo.toml': `[package]\nname = "app"\nversion = "1.0.0"\n[${table}]\ncore = { path = "../core"${range === '' ? '' : `, version = "${range}"`} }\n`,
    ...more,
  });
  const VERSIONS = { none: '1.2.0', patch: '1.2.1', minor: '1.3.0', major: '2.0.0' } as const;

  function risen(driver: Driver, files: Files, bump: 'patch' | 'minor' | 'major'): string | undefined {
    const { read, list } = treeOf(files);
    const components = ['core', 'app'].map((name) => ({ name, path: `packages/${name}`, driver, dependsOn: [] }));
    return propagate(
      {
        components,
        dependencies: declaredDependencies(read, list, components),
        policies: propagationPolicies(read, list, components),
        version: (name, bump) => (name === 'core' ? VERSIONS[bump] : undefined),
      },
      new Map([['core', bump]]),
    ).bumps.get('app');
  }

  const changesets = (config: object, cli = '^2.29.0'): Files => ({
    '.changeset/config.json': json(config),
    'package.json': json({ workspaces: ['packages/*'], devDependencies: { '@changesets/cli': cli } }),
  });
  const please = (...plugins: unknown[]): Files => ({ 'release-please-config.json': json({ plugins }) });

  it.each<[string, Driver, Files, 'patch' | 'minor' | 'major', string]>([
    ['our own: a crate always', 'slipway', cargo('1.2.0'), 'patch', 'patch'],
    ['our own: a package whose range takes it stays', 'slipway', npm('^1.0.0'), 'minor', 'none'],
    ['our own: a package whose range does not', 'slipway', npm('^1.0.0'), 'major', 'patch'],
    ['our own: nothing for development alone', 'slipway', npm('1.2.0', 'devDependencies'), 'major', 'none'],
    ['release-plz: where the requirement has to say another version', 'release-plz', cargo('1.2.0'), 'patch', 'patch'],
    ['release-plz: not where it says it already', 'release-plz', cargo('1.2'), 'patch', 'none'],
    ['release-plz: numbers that are left out count where they rise', 'release-plz', cargo('1.2'), 'minor', 'patch'],
    ['release-plz: for development too', 'release-plz', cargo('1.2.0', 'dev-dependencies'), 'patch', 'patch'],
    ['release-plz: not without a version', 'release-plz', cargo(''), 'major', 'none'],
    ['changesets: where the range does not take it', 'changesets', npm('^1.0.0'), 'major', 'patch'],
    ['changesets: not where it does', 'changesets', npm('workspace:^'), 'minor', 'none'],
    ['changesets: an exact one', 'changesets', npm('workspace:*'), 'patch', 'patch'],
    ['changesets 2: a peer that rises makes it major', 'changesets', npm('^1.0.0', 'peerDependencies', changesets({})), 'minor', 'major'],
    ['changesets 2: not for a patch', 'changesets', npm('^1.0.0', 'peerDependencies', changesets({})), 'patch', 'none'],
    [
      'changesets 2: when told, only out of its range',
      'changesets',
      npm(
        '^1.0.0',
        'peerDependencies',
        changesets({ ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { onlyUpdatePeerDependentsWhenOutOfRange: true } }),
      ),
      'minor',
      'none',
    ],
    ['changesets 3: a peer is as others', 'changesets', npm('^1.0.0', 'peerDependencies', changesets({}, '3.0.0')), 'major', 'patch'],
    [
      'changesets: always, when told',
      'changesets',
      npm('^1.0.0', 'dependencies', changesets({ ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { updateInternalDependents: 'always' } })),
      'patch',
      'patch',
    ],
    ['release-please: nothing without its plugin', 'release-please', cargo('1.2.0'), 'major', 'none'],
    ['release-please: always with it', 'release-please', cargo('1', 'dependencies', please('cargo-workspace')), 'patch', 'patch'],
    [
      'release-please: not with the plugin of others',
      'release-please',
      cargo('1', 'dependencies', please({ type: 'node-workspace' })),
      'patch',
      'none',
    ],
    ['release-please: no peers', 'release-please', npm('^1', 'peerDependencies', please('node-workspace')), 'major', 'none'],
    [
      'release-please: peers when told',
      'release-please',
      npm('^1', 'peerDependencies', please({ type: 'node-workspace', updatePeerDependencies: true })),
      'patch',
      'patch',
    ],
    ['nx: always', 'nx', npm('^1.0.0'), 'patch', 'patch'],
    [
      'nx: never, when told',
      'nx',
      npm('^1.0.0', 'dependencies', { 'nx.json': json({ release: { version: { updateDependents: 'never' } } }) }),
      'major',
      'none',
    ],
    ['lerna: always, for development too', 'lerna', npm('^1.0.0', 'devDependencies'), 'patch', 'patch'],
    ['semantic-release: never', 'semantic-release', npm('1.2.0'), 'major', 'none'],
  ])('%s', (_, driver, files, bump, expected) => {
    expect(risen(driver, files, bump)).toBe(expected);
  });
});
