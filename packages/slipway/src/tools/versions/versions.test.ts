import { describe, expect, it } from 'vitest';
import { treeOf } from '../effects/commands/world.fixture.ts';
import { lockedVersions as lockedOf, type VersionEcosystem, type VersionSource, versionSources, writtenVersions } from './index.ts';

const ECOSYSTEMS: readonly VersionEcosystem[] = ['cargo', 'node', 'python', 'ruby'];
const lockedVersions = (world: Parameters<typeof lockedOf>[0]): readonly VersionSource[] => ECOSYSTEMS.flatMap((one) => lockedOf(world, one));

const short = (one: VersionSource): string =>
  `${one.path}:${one.at.line} ${one.role} ${one.key}=${one.value}${one.repeats === undefined ? '' : ` -> ${one.repeats}`}`;
const read = (files: Record<string, string>): string[] => versionSources(treeOf(files)).map(short);
const locked = (files: Record<string, string>): string[] => lockedVersions(treeOf(files)).map(short);

const tree: Record<string, string> = {
  'Cargo.toml':
    '[workspace]\nmembers = ["crates/*"]\n\n[workspace.package]\nversion = "1.4.0"\n\n[workspace.dependencies]\ncore = { path = "crates/core", version = "=1.4.0" }\n',
  'crates/core/Cargo.toml': '[package]\nname = "core"\nversion.workspace = true\n',
  'crates/cli/Cargo.toml': '[package]\nname = "cli"\nversion = "2.0.0"\n[dependencies]\ncore = { path = "../core", version = "1.3" }\nserde = "1"\n',
  'Cargo.lock':
    '[[package]]\nname = "cli"\nversion = "2.0.0"\n\n[[package]]\nname = "core"\nversion = "1.4.0"\n\n[[package]]\nname = "serde"\nversion = "1.0.1"\nsource = "registry+x"\n',
  'package.json':
    '{\n  "name": "tool",\n  "version": "1.4.0",\n  "workspaces": ["npm/*"],\n  "optionalDependencies": { "@tool/linux": "1.4.0" }\n}\n',
  'npm/linux/package.json': '{ "name": "@tool/linux", "version": "1.4.0" }',
  'package-lock.json':
    '{\n  "name": "tool",\n  "version": "1.4.0",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {\n      "name": "tool",\n      "version": "1.4.0"\n    }\n  }\n}\n',
  'py/pyproject.toml': '[project]\nname = "tool-py"\nversion = "1.4.0"\n',
  'py/src/tool_py/__init__.py': '"""Tool."""\n__version__ = "1.3.0"\n',
  'py/uv.lock': 'version = 1\n\n[[package]]\nname = "tool-py"\nversion = "1.4.0"\nsource = { editable = "." }\n',
  'hatched/pyproject.toml': '[project]\nname = "hatched"\ndynamic = ["version"]\n[tool.hatch.version]\npath = "hatched/about.py"\n',
  'hatched/hatched/about.py': "__version__ = '0.3.0'\n",
  'rb/tool.gemspec': "Gem::Specification.new do |s|\n  s.name = 'tool'\n  s.version = Tool::VERSION\nend\n",
  'rb/lib/tool/version.rb': "module Tool\n  VERSION = '1.4.0'\nend\n",
  'net/Tool.csproj':
    '<Project>\n  <PropertyGroup>\n    <PackageId>Acme.Tool</PackageId>\n    <Version>1.4.0</Version>\n  </PropertyGroup>\n</Project>\n',
  'java/pom.xml':
    '<project>\n  <parent><groupId>a</groupId><version>9.0.0</version></parent>\n  <!-- <version>0.0.1</version> -->\n  <artifactId>tool</artifactId>\n  <version>1.4.0-SNAPSHOT</version>\n</project>\n',
  'java/build.gradle': 'plugins { id "x" version "3.0.0" }\nversion = "1.4.0"\n',
  'chart/Chart.yaml': 'name: tool\nversion: 0.7.0\nappVersion: "1.4.0"\n',
  'Package.swift': '// swift-tools-version: 5.9\nlet minVersion = "9.9.9"\n',
  'ios/Package.swift': 'let binaryVersion = "1.4.0"\nlet url = "https://host.example/v\\(binaryVersion)/x.zip"\n',
  'tauri.conf.json': '{ "version": "../package.json" }',
  'mix.exs': 'defmodule Tool.MixProject do\n  @version "1.4.0"\n  def project, do: [app: :tool, version: @version, package: package()]\nend\n',
  'tool.cabal': 'cabal-version: 2.4\nname: tool\nversion:   1.4.0\n',
  'pubspec.yaml': 'name: tool\nversion: 1.4.0+7\n',
  'cmd/version.go': 'package cmd\n\nconst Version = "v1.4.0"\n',
  VERSION: '1.4.0\n',
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n## [1.4.0] - 2026-01-02\n\n## [1.3.0]\n',
  'lerna.json': '{ "version": "1.4.0" }',
  '.bumpversion.cfg': '[bumpversion]\ncurrent_version = 1.4.0\n',
  '.claude-plugin/plugin.json': '{ "name": "tool", "version": "1.4.0" }',
  'tests/fixtures/package.json': '{ "name": "no", "version": "9.9.9" }',
};

describe('the places of a tree that hold a version', () => {
  const world = treeOf(tree);
  const all = [...versionSources(world), ...lockedVersions(world)];

  it('have spans that hold exactly the value', () => {
    expect(all.length).toBeGreaterThan(25);
    for (const one of all) {
      expect(tree[one.path]!.slice(one.span.start, one.span.end), short(one)).toBe(one.value);
      const line = tree[one.path]!.split('\n')[one.at.line - 1]!;
      expect(line.slice(one.at.column - 1, one.at.endColumn - 1), short(one)).toBe(one.value);
    }
  });

  it('can be bumped by those spans alone, and are found again', () => {
    const bumped: Record<string, string> = { ...tree };
    for (const one of [...all].sort((a, b) => b.span.start - a.span.start))
      bumped[one.path] = `${bumped[one.path]!.slice(0, one.span.start)}7.8.9${bumped[one.path]!.slice(one.span.end)}`;
    const after = treeOf(bumped);
    const again = [...versionSources(after), ...lockedVersions(after)];
    expect(again.map((one) => `${one.path} ${one.key} ${one.value}`)).toEqual(all.map((one) => `${one.path} ${one.key} 7.8.9`));
  });

  it('are these', () => {
    expect(all.map(short)).toMatchInlineSnapshot(`
      [
        "crates/cli/Cargo.toml:3 manifest version=2.0.0",
        "crates/cli/Cargo.toml:5 requirement core=1.3 -> Cargo.toml",
        "Cargo.toml:5 manifest workspace.package.version=1.4.0",
        "Cargo.toml:8 requirement core==1.4.0 -> Cargo.toml",
        "package.json:3 manifest version=1.4.0",
        "package.json:5 requirement @tool/linux=1.4.0 -> npm/linux/package.json",
        "npm/linux/package.json:1 manifest version=1.4.0",
        "hatched/hatched/about.py:1 manifest __version__=0.3.0",
        "py/pyproject.toml:3 manifest version=1.4.0",
        "py/src/tool_py/__init__.py:2 plain __version__=1.3.0 -> py/pyproject.toml",
        "rb/lib/tool/version.rb:2 manifest VERSION=1.4.0",
        "net/Tool.csproj:4 manifest version=1.4.0",
        "java/pom.xml:5 manifest version=1.4.0-SNAPSHOT",
        "java/build.gradle:2 manifest version=1.4.0",
        "chart/Chart.yaml:2 manifest version=0.7.0",
        "chart/Chart.yaml:3 plain appVersion=1.4.0",
        "ios/Package.swift:1 manifest binaryVersion=1.4.0",
        "mix.exs:2 manifest version=1.4.0",
        "tool.cabal:3 manifest version=1.4.0",
        "pubspec.yaml:2 manifest version=1.4.0+7",
        "cmd/version.go:3 plain version=v1.4.0",
        ".claude-plugin/plugin.json:1 manifest version=1.4.0",
        "VERSION:1 plain version=1.4.0",
        "CHANGELOG.md:5 changelog heading=1.4.0",
        "lerna.json:1 tool version=1.4.0",
        ".bumpversion.cfg:2 tool current_version=1.4.0",
        "Cargo.lock:3 lock version=2.0.0 -> crates/cli/Cargo.toml",
        "Cargo.lock:7 lock version=1.4.0 -> Cargo.toml",
        "package-lock.json:3 lock version=1.4.0 -> package.json",
        "package-lock.json:8 lock packages..version=1.4.0 -> package.json",
        "py/uv.lock:5 lock version=1.4.0 -> py/pyproject.toml",
      ]
    `);
  });

  it('are read once', () => {
    expect(versionSources(world)).toBe(versionSources(world));
  });
});

describe('a package that inherits its version', () => {
  it('is published with the version of the workspace', () => {
    const source = versionSources(treeOf(tree)).find((one) => one.key === 'workspace.package.version');
    expect(source?.publishes).toEqual([{ registry: 'crates.io', name: 'core' }]);
  });
});

describe('release-please', () => {
  const config = {
    packages: { '.': { 'release-type': 'node', 'extra-files': ['src/version.ts', { type: 'json', path: 'app.json', jsonpath: '$.app.version' }] } },
  };
  const files = {
    '.release-please-manifest.json': '{\n  ".": "1.4.0"\n}\n',
    'release-please-config.json': JSON.stringify(config),
    'package.json': '{ "name": "tool", "version": "1.4.0" }',
    'src/version.ts': "export const version = '1.3.0'; // x-release-please-version\nconst other = '9.9.9';\n",
    'app.json': '{ "app": { "version": "1.4.0" } }',
  };

  it('owns the files that its configuration names', () => {
    expect(read(files)).toEqual([
      'package.json:1 manifest version=1.4.0',
      '.release-please-manifest.json:2 tool .=1.4.0 -> package.json',
      'src/version.ts:1 plain marker=1.3.0 -> package.json',
      'app.json:1 plain version=1.4.0 -> package.json',
    ]);
  });
});

describe('stand-ins', () => {
  it.each(['0.0.0', '0.0.0-development', '1.2.0-SNAPSHOT', '2.0.0-dev', '0.0.0.dev0', '9999.0'])('%s is one', (version) => {
    expect(versionSources(treeOf({ 'pubspec.yaml': `name: a\nversion: ${version}\n` }))[0]).toMatchObject({ value: version, placeholder: true });
  });

  it.each(['0.0.1', '1.0.0-rc.1', '10.0.0', '1.0.0-devel.1'])('%s is none', (version) => {
    expect(versionSources(treeOf({ 'pubspec.yaml': `name: a\nversion: ${version}\n` }))[0]).toMatchObject({ placeholder: false });
  });

  it('templates are no versions at all', () => {
    expect(read({ 'package.json': '{ "name": "a", "version": "${VERSION}" }', 'a.csproj': '<Version>$(Tag)</Version>' })).toEqual([]);
  });
});

describe('files that no one writes', () => {
  it.each([
    'package.json',
    'Cargo.toml',
    'pyproject.toml',
    'setup.cfg',
    'pom.xml',
    'VERSION',
    'CHANGELOG.md',
    'main.go',
    'mix.exs',
    'a.csproj',
    'a.gemspec',
    'Cargo.lock',
    'uv.lock',
    'poetry.lock',
    'package-lock.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    'README.md',
    'a.nuspec',
  ])('are read within a bound: %s', (path) => {
    const began = performance.now();
    for (const piece of [
      '\n',
      '1',
      '<version',
      '<Version> ',
      '[metadata]\n',
      'version = ',
      '{"a":',
      '.version ',
      '# 1.',
      'name = "x"\nversion = "',
      '[[package]]\nname = "x"\nversion = "1.0"\n',
      '<parent><!-- ',
      '<metadata><version>',
      '  "packages": {\n    "": {\n',
      '"a@workspace:.": \n',
      ' x-release-please-version 1.2.3-',
      '<ItemGroup>',
    ]) {
      const world = treeOf({ [path]: piece.repeat(60_000) });
      writtenVersions(world);
    }
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('give nothing when they are no such files', () => {
    expect(
      read({ 'package.json': '[1]', 'Cargo.toml': '= =', 'pyproject.toml': '\0', 'Chart.yaml': ': : :', 'lerna.json': '{"version": "independent"}' }),
    ).toEqual([]);
    expect(locked({ 'package-lock.json': '{', 'package.json': '{}' })).toEqual([]);
  });
});
