import { expect, describe as group, it } from 'vitest';
import { describe } from '../../actions/index.ts';
import { treeOf } from '../effects/commands/world.fixture.ts';
import {
  cargoDist,
  changesets,
  goreleaser,
  knope,
  lerna,
  nxRelease,
  packagesOf,
  releasePlease,
  releasePlz,
  semanticRelease,
  withVersion,
} from './index.ts';

const json = (value: unknown) => JSON.stringify(value);
const please = (config: unknown, files: Record<string, string> = {}) =>
  releasePlease(treeOf({ 'release-please-config.json': json(config), ...files }))!;

group('release-please', () => {
  it('puts the component into the tag in manifest mode, and not in the simple mode', () => {
    const files = { 'package.json': json({ name: '@acme/rocket' }) };
    expect(please({ packages: { '.': { 'release-type': 'node' } } }, files).packages.map((one) => describe(one.tag))).toEqual(['rocket-v{version}']);
    expect(releasePlease(treeOf(files), { releaseType: 'node' })!.packages.map((one) => describe(one.tag))).toEqual(['v{version}']);
    expect(releasePlease(treeOf(files), { releaseType: 'node', includeComponentInTag: true })!.packages.map((one) => describe(one.tag))).toEqual([
      'rocket-v{version}',
    ]);
  });
  it.each([
    [{ packages: { '.': { 'release-type': 'simple' } } }, 'v{version}'],
    [{ packages: { '.': { 'release-type': 'go', 'package-name': 'rocket' } } }, 'rocket-v{version}'],
    [{ 'include-component-in-tag': false, packages: { '.': { component: 'rocket' } } }, 'v{version}'],
    [{ 'include-v-in-tag': false, 'tag-separator': '/', packages: { '.': { component: 'rocket' } } }, 'rocket/{version}'],
    [{ packages: { '.': { component: 'rocket', 'include-component-in-tag': false } } }, 'v{version}'],
  ])('%j', (config, tag) => {
    expect(please(config).packages.map((one) => describe(one.tag))).toEqual([tag]);
  });
  it('names the pull requests', () => {
    expect(please({ packages: { '.': { 'release-type': 'simple' } } }).titles.map(describe)).toEqual(['chore(main): release {version}']);
    expect(please({ packages: { '.': { component: 'rocket' } } }).titles.map(describe)).toEqual(['chore(main): release rocket {version}']);
    expect(please({ packages: { a: { component: 'a' }, b: { component: 'b' } } }).titles.map(describe)).toEqual(['chore: release main']);
    expect(
      please({
        'separate-pull-requests': true,
        'pull-request-title-pattern': 'rel${component}: ${version}',
        packages: { a: { component: 'a' }, b: { component: 'b' } },
      }).titles.map(describe),
    ).toEqual(['rel a: {version}', 'rel b: {version}']);
  });
  it('knows drafts and pre-releases', () => {
    const [one] = please({ draft: true, prerelease: true, packages: { '.': {} } }).packages;
    expect(one).toMatchObject({ draft: true, forceTag: false });
    expect([one!.prerelease('1.2.3'), one!.prerelease('1.2.3-rc.1'), one!.prerelease('0.2.0')]).toEqual([false, true, true]);
  });
  it('says which line decides', () => {
    const tree = treeOf({ 'release-please-config.json': '{\n  "packages": {\n    ".": {\n      "component": "rocket"\n    }\n  }\n}' });
    expect(releasePlease(tree)!.packages[0]!.at).toMatchObject({ path: 'release-please-config.json', line: 4 });
  });
});

group('release-plz', () => {
  const crate = (name: string, more = '') => `[package]\nname = "${name}"\nversion = "0.1.0"\n${more}`;
  it('renames the tags with the second public crate', () => {
    const one = { 'Cargo.toml': '[workspace]\nmembers = ["a", "b"]', 'a/Cargo.toml': crate('a'), 'b/Cargo.toml': crate('b', 'publish = false\n') };
    expect(releasePlz(treeOf(one)).packages.map((p) => describe(p.tag!))).toEqual(['v{version}']);
    expect(releasePlz(treeOf({ ...one, 'b/Cargo.toml': crate('b') })).packages.map((p) => describe(p.tag!))).toEqual([
      'a-v{version}',
      'b-v{version}',
    ]);
  });
  it('reads the file', () => {
    const toml = '[workspace]\ngit_release_draft = true\npublish = false\n[[package]]\nname = "a"\ngit_tag_name = "rocket-{{ version }}"\n';
    const [one] = releasePlz(treeOf({ 'Cargo.toml': crate('a'), 'release-plz.toml': toml })).packages;
    expect(one).toMatchObject({ publish: false, draft: true, release: true });
    expect(describe(one!.tag!)).toBe('rocket-{version}');
    expect(releasePlz(treeOf({ 'Cargo.toml': crate('a'), 'release-plz.toml': '[workspace]\ngit_tag_enable = false\n' })).packages[0]).toMatchObject({
      tag: undefined,
      release: false,
    });
  });
});

group('goreleaser', () => {
  const yaml = `
project_name: rocket
release:
  draft: true
  prerelease: auto
  github: { owner: acme, name: other }
brews:
  - repository: { owner: acme, name: homebrew-tap, token: "{{ .Env.TAP_TOKEN }}" }
scoops:
  - repository: { owner: acme, name: bucket }
    skip_upload: auto
winget:
  - repository: { owner: acme, name: winget-pkgs, pull_request: { enabled: true } }
dockers_v2:
  - images: [ghcr.io/acme/rocket]
    tags: ["v{{ .Version }}", latest]
`;
  it('reads releases, taps and images', () => {
    const config = goreleaser(treeOf({ '.goreleaser.yaml': yaml }))!;
    expect(config.release).toMatchObject({ draft: true, prerelease: 'auto', disabled: false });
    expect(describe(config.release.repository!)).toBe('acme/other');
    expect(config.taps.map((tap) => [tap.manager, tap.act, describe(tap.repository!), tap.tokenEnv])).toEqual([
      ['homebrew', 'push', 'acme/homebrew-tap', 'TAP_TOKEN'],
      ['scoop', 'push', 'acme/bucket', undefined],
      ['winget', 'pull-request', 'acme/winget-pkgs', undefined],
    ]);
    expect(config.images.map((one) => describe(one.image))).toEqual(['ghcr.io/acme/rocket:v{version}', 'ghcr.io/acme/rocket:latest']);
  });
  it('is undefined without a file', () => {
    expect(goreleaser(treeOf({}))).toBeUndefined();
  });
});

group('semantic-release', () => {
  it('has defaults', () => {
    const config = semanticRelease(treeOf({ 'package.json': json({ name: 'rocket' }) }));
    expect(config).toMatchObject({ github: true, npm: true, commitMessage: undefined });
    expect(describe(config.tag)).toBe('v{version}');
  });
  it('reads options of plugins', () => {
    const release = {
      tagFormat: 'r-${version}',
      branches: ['main', { name: 'next' }],
      plugins: [
        ['@semantic-release/npm', { npmPublish: false }],
        ['@semantic-release/git', { message: 'rel ${nextRelease.version}' }],
      ],
    };
    const config = semanticRelease(treeOf({ 'package.json': json({ name: 'rocket', release }) }));
    expect(config).toMatchObject({ npm: false, github: false, branches: ['main', 'next'] });
    expect([describe(config.tag), describe(config.commitMessage!)]).toEqual(['r-{version}', 'rel {version}']);
  });
  it('carries the skip marker of the default message', () => {
    const config = semanticRelease(treeOf({ '.releaserc': 'plugins:\n  - "@semantic-release/git"\n' }));
    expect(describe(withVersion(config.commitMessage!, '2.0.0'))).toContain('chore(release): 2.0.0 [skip ci]');
  });
  it('reads what it can of a program', () => {
    const config = semanticRelease(
      treeOf({ 'release.config.js': "module.exports = { tagFormat: 'x-${version}', plugins: ['@semantic-release/github'] }" }),
    );
    expect(config).toMatchObject({ open: true, github: true, npm: false });
    expect(describe(config.tag)).toBe('x-{version}');
  });
});

group('others', () => {
  it('Changesets tag by package in a workspace', () => {
    const files = {
      '.changeset/config.json': '{}',
      'pnpm-workspace.yaml': 'packages: [pkg/*]',
      'package.json': json({ name: 'r', private: true }),
      'pkg/a/package.json': json({ name: 'a', version: '1.0.0' }),
    };
    expect(changesets(treeOf(files))!.packages.map((one) => describe(one.tag))).toEqual(['a@{version}']);
    const single = { '.changeset/config.json': '{}', 'package.json': json({ name: 'a', version: '1.0.0' }) };
    expect(changesets(treeOf(single))!.packages.map((one) => describe(one.tag))).toEqual(['v{version}']);
  });
  it('dist, knope, nx and lerna', () => {
    expect(cargoDist(treeOf({ 'dist-workspace.toml': '[dist]\ncreate-release = false\ntap = "acme/tap"\n' }))).toMatchObject({
      createRelease: false,
      tap: 'acme/tap',
    });
    expect(
      knope(
        treeOf({
          'knope.toml': '[package]\n[github]\nowner = "a"\nrepo = "b"\n[[workflows]]\nname = "release"\n[[workflows.steps]]\ntype = "Release"\n',
        }),
      ),
    ).toMatchObject({ github: true, repository: 'a/b' });
    expect(nxRelease(treeOf({ 'nx.json': json({ release: { releaseTag: { pattern: 'rel-{version}' } } }) }))!.tags.map(describe)).toEqual([
      'rel-{version}',
    ]);
    expect(
      lerna(treeOf({ 'lerna.json': json({ version: 'independent' }), 'package.json': json({ name: 'a', version: '1' }) }))!.tags.map(describe),
    ).toEqual(['a@{version}']);
  });
  it('names packages by registry', () => {
    const files = {
      'Cargo.toml': '[package]\nname = "rocket"\n',
      'package.json': json({ name: 'rocket-js', version: '1.0.0' }),
      'pyproject.toml': '[project]\nname = "rocket-py"\n',
      'rocket.gemspec': 'Gem::Specification.new { |s| s.name = "rocket-rb" }',
      'examples/x/package.json': json({ name: 'example', version: '1.0.0' }),
    };
    expect(packagesOf(treeOf(files)).map((one) => `${one.registry}:${one.name}`)).toEqual([
      'crates.io:rocket',
      'npm:rocket-js',
      'pypi:rocket-py',
      'rubygems:rocket-rb',
    ]);
  });
  it('takes any text for a configuration without throwing', () => {
    for (const text of ['', '{', 'a: &a [*a', '\u0000', '[[[', '- - -', '"']) {
      const tree = treeOf(
        Object.fromEntries(
          [
            'release-please-config.json',
            'release-plz.toml',
            '.goreleaser.yml',
            '.releaserc',
            '.changeset/config.json',
            'nx.json',
            'lerna.json',
            'knope.toml',
            'package.json',
            'Cargo.toml',
            'pyproject.toml',
          ].map((path) => [path, text]),
        ),
      );
      for (const read of [releasePlease, releasePlz, goreleaser, semanticRelease, changesets, cargoDist, nxRelease, lerna, knope, packagesOf])
        expect(() => read(tree)).not.toThrow();
    }
  });
});
