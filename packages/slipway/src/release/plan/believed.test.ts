import { describe, expect, it } from 'vitest';
import type { Component, Driver } from '../types.ts';
import { arithmeticOf, isRefusal, type Release } from '../versions/index.ts';
import { believedVersion, preparedRelease, standpointOf } from './believed.ts';

type Files = Readonly<Record<string, string>>;

const reader = (files: Files) => (path: string) => files[path];
const component = (driver: Driver, more: Partial<Component> = {}) => ({
  name: 'core',
  path: '',
  driver,
  scheme: { kind: 'semver' } as const,
  changelog: 'CHANGELOG.md',
  first: '0.1.0',
  ...more,
});

function releases(...versions: string[]): readonly Release[] {
  const arithmetic = arithmeticOf({ kind: 'semver' });
  return versions.flatMap((text) => {
    const version = isRefusal(arithmetic) ? arithmetic : arithmetic.read(text);
    return isRefusal(version) ? [] : [{ ...version, tag: `v${text}`, commit: text.padEnd(40, '0') }];
  });
}

const known = (contained: string[], elsewhere: string[] = []) => ({ contained: releases(...contained), all: releases(...contained, ...elsewhere) });
const npm = (version: string): Files => ({ 'package.json': `{\n  "name": "core",\n  "version": "${version}"\n}\n` });
const notes = (...versions: string[]): Files => ({
  'CHANGELOG.md': `# Changelog\n\n${versions.map((one) => `## ${one}\n\n- what ${one} brings\n`).join('\n')}`,
});

describe('the version that files say', () => {
  it.each<[string, Files, Parameters<typeof component>, string | undefined]>([
    ['package.json', npm('1.2.3'), ['changesets'], '1.2.3 package.json:3'],
    [
      'the record of release-please before the manifest',
      { ...npm('1.2.3'), '.release-please-manifest.json': '{".": "1.3.0"}' },
      ['release-please'],
      '1.3.0 .release-please-manifest.json:1',
    ],
    [
      'a package of that record',
      { '.release-please-manifest.json': '{\n ".": "1.3.0",\n "a/b": "0.2.0"}' },
      ['release-please', { path: 'a/b' }],
      '0.2.0 .release-please-manifest.json:3',
    ],
    ['lerna.json', { ...npm('0.0.0'), 'lerna.json': '{"version": "4.0.0"}' }, ['lerna'], '4.0.0 lerna.json:1'],
    [
      'packages of lerna that rise alone',
      { 'lerna.json': '{"version": "independent"}', 'a/package.json': '{"version": "4.1.0"}' },
      ['lerna', { path: 'a' }],
      '4.1.0 a/package.json:1',
    ],
    ['Cargo.toml', { 'Cargo.toml': '[package]\nname = "core"\nversion = "0.4.0"\n' }, ['release-plz'], '0.4.0 Cargo.toml:3'],
    [
      'the version that a crate takes from its workspace',
      { 'Cargo.toml': '[workspace.package]\nversion = "0.5.0"\n', 'crates/core/Cargo.toml': '[package]\nname = "core"\nversion.workspace = true\n' },
      ['release-plz', { path: 'crates/core' }],
      '0.5.0 Cargo.toml:2',
    ],
    [
      'pyproject.toml, in the words of Python',
      { 'pyproject.toml': '[project]\nname = "core"\nversion = "1.3.0rc1"\n' },
      ['slipway'],
      '1.3.0-rc.1 pyproject.toml:3',
    ],
    ['setup.cfg', { 'setup.cfg': '[metadata]\nname = core\nversion = 1.3.0\n' }, ['slipway'], '1.3.0 setup.cfg:3'],
    [
      'the file that Knope writes',
      {
        'knope.toml': '[packages.core]\nversioned_files = ["rust/Cargo.toml"]\n',
        'rust/Cargo.toml': '[package]\nversion = "2.0.0"\n',
        'package.json': '{"version": "9.0.0"}',
      },
      ['knope'],
      '2.0.0 rust/Cargo.toml:2',
    ],
    ['a build number is none of the version', { 'pubspec.yaml': 'name: core\nversion: 1.2.3+45\n' }, ['slipway'], '1.2.3 pubspec.yaml:2'],
    ['VERSION', { VERSION: 'v1.4.2\n' }, ['slipway'], '1.4.2 VERSION:1'],
    ['a stand-in says nothing', npm('0.0.0-development'), ['semantic-release'], undefined],
    ['zero says nothing', npm('0.0.0'), ['slipway'], undefined],
    ['zero is what a tool counts from', npm('0.0.0'), ['changesets'], '0.0.0 package.json:3'],
    ['no version, no file, no JSON', { 'package.json': '{', 'Cargo.toml': '[workspace]\n', VERSION: 'soon' }, ['slipway'], undefined],
  ])('%s', (_, files, [driver, more], expected) => {
    const found = believedVersion(reader(files), component(driver, more));
    expect(found && `${found.version} ${found.at.path}:${found.at.line}`).toBe(expected);
  });
});

describe('a release that is prepared and not tagged', () => {
  it('has a version that no tag has, and its notes', () => {
    expect(preparedRelease(reader({ ...npm('1.3.0'), ...notes('1.3.0', '1.2.0') }), component('slipway'), known(['1.2.0']))).toMatchObject({
      version: '1.3.0',
      notes: '- what 1.3.0 brings',
      certainty: 'proven',
      at: { path: 'package.json', line: 3 },
    });
  });

  it.each<[string, Files, Driver, ReturnType<typeof known>, string | undefined]>([
    ['a manifest alone may be ahead for what is to come', npm('1.3.0'), 'slipway', known(['1.2.0']), 'likely'],
    ['the record of a tool is never', { '.release-please-manifest.json': '{".": "1.3.0"}' }, 'release-please', known(['1.2.0']), 'proven'],
    ['a candidate', npm('1.3.0-rc.2'), 'slipway', known(['1.2.0', '1.3.0-rc.1']), 'likely'],
    ['the stable version of a candidate', npm('1.3.0'), 'changesets', known(['1.3.0-rc.1']), 'proven'],
    ['tagged already', npm('1.2.0'), 'slipway', known(['1.2.0']), undefined],
    ['tagged on another branch', npm('1.3.0'), 'slipway', known(['1.2.0'], ['1.3.0']), undefined],
    ['a line below the newest version', npm('1.2.1'), 'release-please', known(['1.2.0'], ['2.0.0']), 'proven'],
    ['behind the newest tag', npm('1.1.0'), 'slipway', known(['1.2.0']), undefined],
    [
      'another file of the component says the newest tag',
      { ...npm('9.0.0'), 'Cargo.toml': '[package]\nversion = "1.2.0"\n' },
      'slipway',
      known(['1.2.0']),
      undefined,
    ],
    ['a first version in a manifest', npm('0.1.0'), 'slipway', known([]), undefined],
    ['a first version with notes', { ...npm('0.1.0'), ...notes('0.1.0') }, 'slipway', known([]), 'proven'],
    ['a changelog of a repository without tags', { ...npm('0.2.0'), ...notes('0.2.0', '0.1.0') }, 'changesets', known([]), undefined],
    ['no version at all', {}, 'slipway', known(['1.0.0']), undefined],
  ])('%s', (_, files, driver, tags, certainty) => {
    expect(preparedRelease(reader(files), component(driver), tags)?.certainty).toBe(certainty);
  });

  it('takes the notes of its own package in a changelog of several', () => {
    const files = { ...npm('1.3.0'), 'CHANGELOG.md': '# Changelog\n\n## other 1.3.0\n\nthat\n\n## core 1.3.0\n\nthis\n' };
    expect(preparedRelease(reader(files), component('slipway'), known(['1.2.0']))?.notes).toBe('this');
  });
});

describe('where the next version is counted from', () => {
  it.each<[string, Files, Driver, ReturnType<typeof known>, object]>([
    ['a tool that counts from files, without a tag', npm('1.2.3'), 'changesets', known([]), { countedFrom: '1.2.3' }],
    ['a tool that looks at tags alone', npm('1.2.3'), 'semantic-release', known([]), {}],
    ['our own first release is what the manifest says', npm('0.3.2'), 'slipway', known([]), { first: '0.3.2' }],
    ['tags count where there are any', npm('1.3.0'), 'changesets', known(['1.2.0']), {}],
    ['a tool that counts from files, where the tags stopped', npm('3.0.2'), 'lerna', known(['1.0.1']), { countedFrom: '3.0.2' }],
    ['the last release that a changelog tells of', notes('0.9.0', '0.8.0'), 'slipway', known([]), { countedFrom: '0.9.0' }],
    ['also where the manifest says the same', { ...npm('0.9.0'), ...notes('0.9.0', '0.8.0') }, 'slipway', known([]), { countedFrom: '0.9.0' }],
    ['the only version of a changelog, which is to come', notes('0.3.0'), 'slipway', known([]), { first: '0.3.0' }],
    [
      'the only version of a changelog, where something else waits above it',
      { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- new\n\n## 0.9.0\n\n- old\n' },
      'slipway',
      known([]),
      { countedFrom: '0.9.0' },
    ],
    ['a manifest above them', { ...npm('1.0.0'), ...notes('0.9.0', '0.8.0') }, 'slipway', known([]), { first: '1.0.0' }],
    ['not where another branch has released that', npm('1.3.0'), 'lerna', known(['1.2.0'], ['1.3.0']), {}],
  ])('%s', (_, files, driver, tags, expected) => {
    const { warnings, ...rest } = standpointOf(reader(files), component(driver), tags);
    expect(rest).toEqual(expected);
    expect(warnings).toHaveLength('countedFrom' in expected ? 1 : 0);
  });

  it('warns where a tool will count from a file that is behind the tags', () => {
    expect(standpointOf(reader(npm('1.1.0')), component('changesets'), known(['1.2.0'])).warnings).toEqual([
      'package.json:3 says 1.1.0 and the newest tag is v1.2.0: changesets counts from the file, this plan from the tag, so the versions that they make differ.',
    ]);
    expect(standpointOf(reader(npm('1.1.0')), component('semantic-release'), known(['1.2.0'])).warnings).toEqual([]);
  });
});
