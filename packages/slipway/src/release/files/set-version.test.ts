import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component, type Files, release } from './files.fixture.ts';

describe('a component at the root', () => {
  it.each<[string, Files, string[]]>([
    ['package.json', { 'package.json': '{\n\t"name": "tool",\n\t"version": "1.4.0"\n}\n' }, ['package.json: "version": "1.5.0"']],
    [
      'Cargo with members, what they ask of each other, and Cargo.lock',
      {
        'Cargo.toml':
          '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "1.4.0" # ours\n[workspace.dependencies]\ncore = { path = "crates/core", version = "1.4.0" }\nserde = "1.4.0"\n',
        'crates/core/Cargo.toml': '[package]\nname = "core"\nversion.workspace = true\n',
        'crates/cli/Cargo.toml': '[package]\nname = "cli"\nversion = "1.4.0"\n[dependencies]\ncore = { path = "../core", version = "=1.4.0" }\n',
        'Cargo.lock':
          '[[package]]\nname = "cli"\nversion = "1.4.0"\ndependencies = [\n "core 1.4.0",\n "serde",\n]\n\n[[package]]\nname = "core"\nversion = "1.4.0"\n\n[[package]]\nname = "core"\nversion = "1.4.0"\nsource = "registry+x"\n\n[[package]]\nname = "serde"\nversion = "1.4.0"\nsource = "registry+x"\n',
      },
      [
        'Cargo.lock: version = "1.5.0"',
        'Cargo.lock: "core 1.5.0",',
        'Cargo.lock: version = "1.5.0"',
        'Cargo.toml: version = "1.5.0" # ours',
        'Cargo.toml: core = { path = "crates/core", version = "1.5.0" }',
        'crates/cli/Cargo.toml: version = "1.5.0"',
        'crates/cli/Cargo.toml: core = { path = "../core", version = "=1.5.0" }',
      ],
    ],
    [
      'pyproject.toml, its module, uv.lock and poetry.lock',
      {
        'pyproject.toml': '[project]\nname = "tool_py"\nversion = "1.4.0"\ndependencies = ["other==1.4.0"]\n',
        'tool_py/__init__.py': '__version__ = "1.4.0"\n',
        'uv.lock': 'version = 1\n\n[[package]]\nname = "tool-py"\nversion = "1.4.0"\nsource = { editable = "." }\n',
      },
      ['pyproject.toml: version = "1.5.0"', 'tool_py/__init__.py: __version__ = "1.5.0"', 'uv.lock: version = "1.5.0"'],
    ],
    [
      'a module that is called otherwise than its project, and one that says something else',
      {
        'pyproject.toml': '[project]\nname = "tool-py"\nversion = "1.4.0"\n',
        'src/tool/__init__.py': '__version__ = "1.4.0"\n',
        'other/__init__.py': '__version__ = "3.0.0"\n',
        'src/tool/deep/__init__.py': '__version__ = "1.4.0"\n',
      },
      ['pyproject.toml: version = "1.5.0"', 'src/tool/__init__.py: __version__ = "1.5.0"'],
    ],
    [
      'setup.py and setup.cfg: not what a comment says, and with a byte order mark',
      {
        'setup.py': '# setup(version="1.4.0")\nsetup(name="tool", version="1.4.0")\n',
        'b/setup.cfg': '\uFEFF[metadata]\nname = b\nversion = 1.4.0\n',
      },
      ['b/setup.cfg: version = 1.5.0', 'setup.py: setup(name="tool", version="1.5.0")'],
    ],
    [
      'a workspace of Bun',
      {
        'package.json': '{"name": "top", "private": true, "workspaces": ["packages/*"]}',
        'packages/a/package.json': '{\n  "name": "a",\n  "version": "1.4.0",\n  "dependencies": { "b": "^1.4.0" }\n}\n',
        'packages/b/package.json': '{\n  "name": "b",\n  "version": "1.4.0"\n}\n',
        'bun.lock':
          '{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {\n      "name": "top",\n    },\n    "packages/a": {\n      "name": "a",\n      "version": "1.4.0",\n      "dependencies": {\n        "b": "^1.4.0",\n      },\n    },\n    "packages/b": {\n      "name": "b",\n      "version": "1.4.0",\n    },\n  },\n  "packages": {\n    "a": ["a@workspace:packages/a"],\n    "c": ["c@1.4.0", "", {}, "sha512-x"],\n  }\n}\n',
      },
      [
        'bun.lock: "version": "1.5.0",',
        'bun.lock: "b": "^1.5.0",',
        'bun.lock: "version": "1.5.0",',
        'packages/a/package.json: "version": "1.5.0",',
        'packages/a/package.json: "dependencies": { "b": "^1.5.0" }',
        'packages/b/package.json: "version": "1.5.0"',
      ],
    ],
    [
      'gemspec, its constant and Gemfile.lock',
      {
        'tool.gemspec': "Gem::Specification.new do |s|\n  s.name = 'tool'\n  s.version = Tool::VERSION\nend\n",
        'lib/tool/version.rb': "module Tool\n  VERSION = '1.4.0'\nend\n",
        'Gemfile.lock': 'PATH\n  remote: .\n  specs:\n    tool (1.4.0)\n      rack (1.4.0)\n\nCHECKSUMS\n  rack (1.4.0) sha256=00\n  tool (1.4.0)\n',
      },
      ['Gemfile.lock: tool (1.5.0)', 'Gemfile.lock: tool (1.5.0)', "lib/tool/version.rb: VERSION = '1.5.0'"],
    ],
    [
      'project files of .NET',
      {
        'Tool.csproj':
          '<Project>\n<!-- <Version>1.4.0</Version> -->\n<PropertyGroup>\n<Version>1.4.0</Version>\n<FileVersion>1.4.0.0</FileVersion>\n</PropertyGroup>\n<ItemGroup>\n<PackageReference Include="a"><Version>1.4.0</Version></PackageReference>\n</ItemGroup>\n</Project>\n',
        'Tool.nuspec':
          '<package><metadata>\n<id>Tool</id>\n<version>1.4.0</version>\n<dependencies><dependency id="a" version="1.4.0"/></dependencies></metadata></package>\n',
      },
      ['Tool.csproj: <Version>1.5.0</Version>', 'Tool.csproj: <FileVersion>1.5.0.0</FileVersion>', 'Tool.nuspec: <version>1.5.0</version>'],
    ],
    [
      'Maven: the own version and the parent of modules',
      {
        'pom.xml':
          '<project>\n<artifactId>parent</artifactId>\n<version>1.4.0</version>\n<dependencies><dependency>\n<artifactId>a</artifactId>\n<version>1.4.0</version>\n</dependency></dependencies></project>\n',
        'core/pom.xml':
          '<project>\n<parent><artifactId>parent</artifactId>\n<version>1.4.0</version>\n</parent>\n<artifactId>core</artifactId>\n</project>\n',
        'other/pom.xml':
          '<project>\n<parent><artifactId>spring</artifactId>\n<version>1.4.0</version>\n</parent>\n<artifactId>other</artifactId>\n</project>\n',
      },
      ['core/pom.xml: <version>1.5.0</version>', 'pom.xml: <version>1.5.0</version>'],
    ],
    ['Gradle', { 'gradle.properties': 'org.gradle.jvmargs=-Xmx1g\nversion=1.4.0\n' }, ['gradle.properties: version=1.5.0']],
    [
      'a chart',
      { 'Chart.yaml': 'name: tool\nversion: 1.4.0\nappVersion: "v1.4.0" # kept\n' },
      ['Chart.yaml: version: 1.5.0', 'Chart.yaml: appVersion: "v1.5.0" # kept'],
    ],
    [
      'mix.exs',
      { 'mix.exs': 'defmodule T do\n  @version "1.4.0"\n  def project, do: [app: :tool, version: @version]\nend\n' },
      ['mix.exs: @version "1.5.0"'],
    ],
    ['pubspec.yaml and its build number', { 'pubspec.yaml': 'name: tool\nversion: 1.4.0+7\n' }, ['pubspec.yaml: version: 1.5.0+8']],
    ['composer.json', { 'composer.json': '{ "name": "a/tool", "version": "1.4.0" }' }, ['composer.json: { "name": "a/tool", "version": "1.5.0" }']],
    ['VERSION, with its line ending', { VERSION: 'v1.4.0\r\n' }, ['VERSION: v1.5.0']],
    [
      'npm, its lock file and what its packages ask of each other',
      {
        'package.json':
          '{\n  "name": "tool",\n  "version": "1.4.0",\n  "workspaces": ["npm/*"],\n  "devDependencies": { "@t/a": "workspace:^1.4.0" },\n  "dependencies": { "left": "1.4.0" }\n}\n',
        'npm/a/package.json': '{ "name": "@t/a", "version": "1.4.0", "peerDependencies": { "tool": ">=1.2.0" } }\n',
        'package-lock.json':
          '{\n  "name": "tool",\n  "version": "1.4.0",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {\n      "name": "tool",\n      "version": "1.4.0"\n    },\n    "node_modules/@t/a": {\n      "resolved": "npm/a",\n      "link": true\n    },\n    "node_modules/left": {\n      "version": "1.4.0"\n    },\n    "npm/a": {\n      "name": "@t/a",\n      "version": "1.4.0"\n    }\n  }\n}\n',
        'pnpm-lock.yaml':
          "importers:\n  .:\n    devDependencies:\n      '@t/a':\n        specifier: workspace:^1.4.0\n        version: link:npm/a\n      left:\n        specifier: 1.4.0\n        version: 1.4.0\n",
      },
      [
        'npm/a/package.json: { "name": "@t/a", "version": "1.5.0", "peerDependencies": { "tool": ">=1.2.0" } }',
        'package-lock.json: "version": "1.5.0",',
        'package-lock.json: "version": "1.5.0"',
        'package-lock.json: "version": "1.5.0"',
        'package.json: "version": "1.5.0",',
        'package.json: "devDependencies": { "@t/a": "workspace:^1.5.0" },',
        'pnpm-lock.yaml: specifier: workspace:^1.5.0',
      ],
    ],
    [
      'marked lines of documents, and nothing else of them',
      {
        'package.json': '{ "name": "tool", "version": "1.4.0" }',
        'README.md':
          'needs node 20.19.0 and tool 1.4.0 <!-- x-release-please-version -->\nuntouched 1.4.0\n<!-- slipway:version-start -->\ncurl https://host.example/tool-1.4.0-linux-amd64.tar.gz\nuses: acme/tool@v1.4.0\n<!-- slipway:version-end -->\nstill 1.4.0\n<!-- {x-version-update:other:current} --> 1.4.0\n',
      },
      [
        'README.md: needs node 20.19.0 and tool 1.5.0 <!-- x-release-please-version -->',
        'README.md: curl https://host.example/tool-1.5.0-linux-amd64.tar.gz',
        'README.md: uses: acme/tool@v1.5.0',
        'package.json: { "name": "tool", "version": "1.5.0" }',
      ],
    ],
  ])('%s', (_, files, lines) => {
    const done = release(files, '1.4.0', '1.5.0');
    expect(done.lines).toEqual(lines);
    expect(done.missed).toEqual([]);
  });

  it('is not changed where it says the version already', () => {
    expect(release({ 'package.json': '{ "version": "1.5.0" }' }, '1.4.0', '1.5.0')).toMatchObject({ lines: [], missed: [] });
  });

  it('keeps stand-ins, unless one is the old version itself', () => {
    expect(release({ 'package.json': '{ "name": "a", "version": "0.0.0-development" }' }, '1.4.0', '1.5.0').lines).toEqual([]);
    expect(release({ 'pom.xml': '<project><version>1.5.0-SNAPSHOT</version></project>' }, '1.4.0', '1.5.0').lines).toEqual([]);
    expect(release({ 'package.json': '{ "name": "a", "version": "1.5.0-dev.1" }' }, '1.5.0-dev.1', '1.5.0').lines).toHaveLength(1);
  });

  it('tells at the first release of a version 0.0.0, which may be a stand-in or a beginning', () => {
    const first = (text: string): readonly string[] => release({ 'package.json': text }, undefined, '0.1.0').missed;
    expect(first('{ "name": "a", "version": "0.0.0" }')).toEqual([
      'package.json:1 says 0.0.0, which is taken for a stand-in and stays so; where the version shall be kept, write another one there once.',
    ]);
    expect(first('{ "name": "a", "version": "0.0.0", "private": true }')).toEqual([]);
    expect(first('{ "name": "a", "version": "0.0.0-development" }')).toEqual([]);
    expect(release({ 'package.json': '{ "name": "a", "version": "0.0.0" }' }, '1.4.0', '1.5.0').missed).toEqual([]);
  });

  it('gets its version where the manifest was left behind, and at its first release', () => {
    expect(release({ 'package.json': '{ "version": "1.0.0" }' }, '1.4.0', '1.5.0').lines).toHaveLength(1);
    expect(release({ 'package.json': '{ "version": "0.0.1" }' }, undefined, '0.1.0').lines).toHaveLength(1);
  });

  it('is not written over what means something else', () => {
    const workspace = { '.version': '1.4.0\n', 'package.json': '{ "name": "web", "private": true, "version": "0.1.0" }' };
    expect(release(workspace, '1.4.0', '1.5.0').lines).toEqual(['.version: 1.5.0']);
    const service = {
      'pyproject.toml': '[tool.pytest.ini_options]\n',
      'server/pyproject.toml':
        '[project]\nname = "server"\ndynamic = ["version"]\n[tool.setuptools.dynamic]\nversion = { attr = "server.__version__" }\n',
      'server/server/__init__.py': '__version__ = "0.1.0"\n',
    };
    expect(release(service, '1.4.0', '1.5.0').lines).toEqual([]);
    const swift = { 'Package.swift': 'let shimVersion = "0.13.1"\nlet url = "https://host.example/\\(shimVersion)/x.zip"\n' };
    expect(release(swift, '1.4.0', '1.5.0').lines).toEqual([]);
    expect(release({ 'Package.swift': swift['Package.swift'].replace('0.13.1', '1.4.0') }, '1.4.0', '1.5.0').lines).toEqual([
      'Package.swift: let shimVersion = "1.5.0"',
    ]);
  });

  it('stays out of what the registry answers by the same name', () => {
    const files = {
      'package.json': '{ "name": "tool", "private": true, "version": "1.4.0", "workspaces": ["web", "app"] }',
      'web/package.json': '{ "name": "web", "dependencies": { "tool": "0.38.4" } }',
      'app/package.json': '{ "name": "app", "dependencies": { "tool": "^1.4.0" } }',
    };
    expect(release(files, '1.4.0', '2.0.0').lines).toEqual([
      'app/package.json: { "name": "app", "dependencies": { "tool": "^2.0.0" } }',
      'package.json: { "name": "tool", "private": true, "version": "2.0.0", "workspaces": ["web", "app"] }',
    ]);
  });

  it('is never taken back', () => {
    const left = (version: string): string =>
      `package.json:1 says ${version} and not 1.4.0, so it is left as it is: set it by hand, or make it a component of its own.`;
    for (const version of ['2.0.0', '1.10.0', '1.5.1', 'v2.0.0-rc.1'])
      expect(release({ 'package.json': `{ "name": "a", "version": "${version}" }` }, '1.4.0', '1.5.0')).toMatchObject({
        lines: [],
        missed: [left(version)],
      });
    expect(release({ 'package.json': '{ "name": "a", "version": "1.5.0-rc.1" }' }, '1.4.0', '1.5.0').lines).toHaveLength(1);
  });

  it('names what could not be changed', () => {
    const files = { 'package.json': '{ "name": "a", "version": "1.4.0" }', 'jsr.json': '{}', 'tool.cabal': 'name: tool\nversion: 1.4.0\n' };
    expect(release(files, '1.4.0', '1.5.0-rc.1').missed).toEqual([
      'tool.cabal:2 cannot say 1.5.0-rc.1: version there has no way to write such a pre-release.',
    ]);
    const two = { 'package.json': '{ "name": "a", "version": "0.3.0" }', 'Cargo.toml': '[package]\nname = "a"\nversion = "1.4.0"\n' };
    expect(release(two, '1.4.0', '1.5.0').missed).toEqual([
      'package.json:1 says 0.3.0 and not 1.4.0, so it is left as it is: set it by hand, or make it a component of its own.',
    ]);
    const all = [{ component: component('tool', '', { files: ['src/*.ts', 'none.txt'] }), from: '1.4.0', to: '1.5.0' }];
    expect(release({ 'src/a.ts': "'1.4.0'" }, '1.4.0', '1.5.0', all).missed).toHaveLength(2);
    expect(release({ 'src/a.ts': "'1.4.0' // slipway:version" }, '1.4.0', '1.5.0', all).lines).toEqual(["src/a.ts: '1.5.0' // slipway:version"]);
  });

  it('spells a pre-release as each ecosystem does', () => {
    const files = {
      'pyproject.toml': '[project]\nname = "a"\nversion = "1.5.0rc1"\n',
      'a.gemspec': "s.name = 'a'\ns.version = '1.5.0.rc.1'\n",
      'package.json': '{ "version": "1.5.0-rc.1" }',
    };
    expect(release(files, '1.5.0-rc.1', '1.5.0-rc.2').lines).toEqual([
      "a.gemspec: s.version = '1.5.0.rc.2'",
      'package.json: { "version": "1.5.0-rc.2" }',
      'pyproject.toml: version = "1.5.0rc2"',
    ]);
  });
});

describe('any file', () => {
  const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
  const noise = fc.string({ unit: fc.constantFrom('a', ' ', '\t', 'ü', '😀', '"', ',', '#'), maxLength: 20 });
  it('keeps every other character', () => {
    fc.assert(
      fc.property(version, version, noise, fc.constantFrom('\n', '\r\n'), fc.boolean(), (from, to, text, eol, bom) => {
        fc.pre(!from.startsWith('0.0.0') && from !== '0.0.0');
        const toml = (own: string): string =>
          `${bom ? '\uFEFF' : ''}# ${text}${eol}[package]${eol}name = "a"${eol}version   =  "${own}" # ${text}${eol}[dependencies]${eol}b = "${from}"${eol}`;
        expect(release({ 'Cargo.toml': toml(from) }, from, to).after['Cargo.toml']).toBe(toml(to));
      }),
    );
  });
});
