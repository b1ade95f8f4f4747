import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleaseConfig } from '../types.ts';
import { canonicalRules, DRIVERS } from './defaults.ts';
import { readReleaseConfig, rulesOf, upgradeConfig, writeReleaseConfig } from './index.ts';

const plain = readReleaseConfig(undefined);
const release = (text: string): ReleaseConfig => readReleaseConfig(`release:\n${text.replace(/^/gm, '  ')}\n`);

describe('the part `release:` of slipway.yaml', () => {
  it.each([undefined, '', '# nothing\n', 'doctor: {}\n', 'release:\n', 'release: {}\n', 'version: 1\nrelease:\n'])('%j is one component', (text) => {
    expect(readReleaseConfig(text)).toEqual(plain);
  });

  it('needs nothing for one component', () => {
    expect(plain.components).toEqual([
      {
        name: 'root',
        path: '',
        paths: [],
        tag: 'v{version}',
        scheme: { kind: 'semver' },
        rules: rulesOf('slipway'),
        driver: 'slipway',
        dependsOn: [],
        changelog: 'CHANGELOG.md',
        first: '0.1.0',
      },
    ]);
    expect(plain.channels.map((one) => one.name)).toEqual(['stable', 'rc', 'beta', 'alpha', 'hotfix', 'nightly']);
    expect(plain.channels[0]).toEqual({ name: 'stable', branches: ['main', 'master'], promotes: 'rc', latest: true });
    expect(plain.from).toEqual(['commits']);
  });

  it('takes components by their folder, with what all of them share', () => {
    const { components } = release(
      'driven-by: release-plz\nchangelog: false\ncomponents:\n  - crates/core\n  - { name: tool, path: ., depends-on: core }',
    );
    expect(components.map((one) => [one.name, one.path, one.tag, one.driver, one.dependsOn, one.changelog])).toEqual([
      ['core', 'crates/core', '{name}-v{version}', 'release-plz', [], undefined],
      ['tool', '', 'v{version}', 'release-plz', ['core'], undefined],
    ]);
  });

  it('starts from the rules of the tool that drives', () => {
    const [one] = release('driven-by: release-please\nrules:\n  types: { docs: patch, revert: none }\n  before-1.0: { breaking: minor }').components;
    expect(one!.rules).toEqual({
      types: new Map([
        ['docs', 'patch'],
        ['feat', 'minor'],
        ['fix', 'patch'],
        ['perf', 'patch'],
      ]),
      breaking: 'major',
      other: 'none',
      beforeOne: { breaking: 'minor', feature: 'minor' },
    });
  });

  it('keeps an exception from the types that are not named', () => {
    expect(release('rules: { types: { "*": patch, chore: none } }').components[0]!.rules.types.get('chore')).toBe('none');
  });

  it('knows a channel by its name, and takes what differs', () => {
    const { channels } = release(
      'branches: trunk\nchannels:\n  stable:\n  next: { identifier: false, branches: next }\n  hotfix: { hotfix: suffix }',
    );
    expect(channels).toEqual([
      { name: 'stable', branches: ['trunk'], latest: true },
      { name: 'next', branches: ['next'], latest: false },
      { name: 'hotfix', branches: ['hotfix/**'], hotfix: 'suffix', latest: true },
    ]);
  });

  it('takes files with marked lines, and what happens when a version is taken', () => {
    expect(release('files: docs/install.md').components[0]!.files).toEqual(['docs/install.md']);
    const taken = (text: string) => release(`channels: { stable: { taken: ${text} } }`).channels[0]!.taken;
    expect([taken('refuse'), taken('skip')]).toEqual(['refuse', undefined]);
  });

  it('tells the range of a line from its branch', () => {
    expect(release('lines: [1.x, release/2.3, { branch: old, range: ">=0.4 <1" }]').lines).toEqual([
      { branch: '1.x', range: '1.x' },
      { branch: 'release/2.3', range: '2.3.x' },
      { branch: 'old', range: '>=0.4 <1' },
    ]);
  });

  it('reads changeset files where changesets drive', () => {
    expect(release('driven-by: changesets').from).toEqual(['changesets']);
  });

  it('signs only annotated tags', () => {
    expect(release('tagging: { signed: true }').tagging).toEqual({ annotated: true, signed: true });
  });

  it.each([
    ['relase: {}', '1:1: `relase` is not known under the file; did you mean `release`?'],
    ['version: 2', '1:10: the file is of version 2, and this Slipway reads up to 1; install a newer Slipway'],
    ['version: one', '1:10: `version` must be 1'],
    ['release: [', '1:10: '],
    ['release: 5', '1:10: `release` must be a map'],
    ['release:\n  tags: x', '2:3: `tags` is not known under `release`; did you mean `tag`?'],
    ['release:\n  driver: knope', '2:3: `driver` is written `driven-by`; `slipway config check --upgrade` rewrites it'],
    ['release:\n  driven-by: knop', '2:14: `driven-by` of `release` must be slipway, '],
    ['release:\n  tag: v1', '2:8: a tag must hold {version} once'],
    ['release:\n  tag: "{component}{version}"', '2:8: {component} is not known in a tag'],
    ['release:\n  tag: "a b{version}"', '2:8: git takes no tag like'],
    ['release:\n  scheme: { calver: MM.YYYY }', '2:11: MM.YYYY is no calendar version'],
    ['release:\n  first: soon', '2:10: soon is no version'],
    ['release:\n  rules: { types: { feat: huge } }', '2:27: feat of `types` must be major, minor, patch or none'],
    ['release:\n  rules: { breaks: major }', '2:12: `breaks` is not known under `rules`'],
    ['release:\n  rules: { further: { type: docs, raises: patch } }', '2:21: `further` must be a list of rules such as'],
    ['release:\n  rules: { further: [{ type: docs }] }', '2:22: a rule of `further` must say what it `raises`'],
    ['release:\n  rules: { further: [{ raises: patch }] }', '2:22: a rule of `further` must ask for something'],
    ['release:\n  rules: { further: [{ scope: "a?", raises: patch }] }', '2:31: a? cannot be read as a glob'],
    ['release:\n  changelog: ../CHANGELOG.md', '2:14: ../CHANGELOG.md is no file below the root'],
    ['release:\n  changelog: .git/config', '2:14: .git/config is no file below the root'],
    ['release:\n  pull-request: { branch: --upload-pack=x }', '2:27: git takes no branch like --upload-pack=x'],
    ['release:\n  pull-request: { branch: refs/heads/main }', '2:27: git takes no branch like refs/heads/main'],
    ['release:\n  pull-request: { title: "a\\nb" }', '2:26: a title is one line'],
    ['release:\n  path: ../up', '2:9: ../up is no folder below the root'],
    ['release:\n  name: a\n  components: [a]', '2:9: `name` belongs to a component'],
    ['release:\n  components: []', '2:15: `components` must be a list'],
    ['release:\n  components: [a/x, b/x]', '2:21: two components are called x'],
    ['release:\n  components: [a, { path: b, depends-on: c }]', '2:42: b depends on c, and there is no such component'],
    ['release:\n  tag: v{version}\n  components: [a, b]', '3:16: a and b would have the same tags (v{version})'],
    ['release:\n  channels: [stable, stable]', '2:22: the channel stable stands twice'],
    ['release:\n  channels: { stable: { promotes: rc } }', '2:35: stable promotes rc, and there is no other channel'],
    ['release:\n  channels: { rc: { identifier: r_c } }', '2:33: r_c cannot stand in a version'],
    ['release:\n  lines: [old]', '2:11: which versions the branch old keeps cannot be told'],
    ['release:\n  lines: [{ branch: a, range: all }]', '2:31: all is no range of versions'],
    ['release:\n  from: commit', '2:9: an item of `from` must be commits, changesets or pull-requests; did you mean commits?'],
    ['release:\n  notes: { contributors: maybe }', '2:26: `contributors` of `notes` must be true or false'],
    ['release:\n  tagging: { annotated: false, signed: true }', '2:12: a signed tag is always an annotated one'],
    ['release:\n  tag: a{version}\n  tag: b{version}', '3:3: '],
  ])('%j is refused with its place', (text, message) => {
    expect(() => readReleaseConfig(text)).toThrow(`slipway.yaml:${message}`);
    try {
      readReleaseConfig(text);
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 2 });
      expect(String(error).split('\n')).toHaveLength(1);
    }
  });

  it('never throws anything but its own error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          readReleaseConfig(JSON.stringify({ release: value }));
        } catch (error) {
          expect(String(error)).toMatch(/^ReleaseConfigError: slipway\.yaml:\d+:\d+: /);
        }
      }),
    );
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/);
const bump = fc.constantFrom('major', 'minor', 'patch', 'none' as const);
const types = fc.array(fc.tuple(fc.oneof(word, fc.constantFrom('*', 'feat', 'fix')), bump), { maxLength: 4 }).map((all) => new Map(all));
const furtherRule = fc.record(
  {
    type: word,
    scope: fc.constantFrom('api', '{a,b}*', '!no-release'),
    subject: fc.constant(':bug:**'),
    breaking: fc.constant(true as const),
    raises: bump,
  },
  { requiredKeys: ['scope', 'raises'] },
);
const component = fc.record({
  driver: fc.constantFrom(...DRIVERS),
  tag: fc.constantFrom('v{version}', '{name}-v{version}', '{name}@{version}', '{name}/{version}'),
  rules: fc
    .record(
      {
        types,
        labels: types,
        further: fc.array(furtherRule, { maxLength: 2 }),
        breaking: bump,
        breakingMark: fc.constant(false as const),
        other: bump,
        beforeOne: fc.record({ breaking: bump, feature: bump, initial: bump }, { requiredKeys: ['breaking', 'feature'] }),
      },
      { requiredKeys: ['types', 'labels', 'breaking', 'other', 'beforeOne'] },
    )
    .map(canonicalRules),
  scheme: fc.constantFrom(
    { kind: 'semver' as const },
    { kind: 'calver' as const, format: 'YYYY.MM.MICRO' },
    { kind: 'calver' as const, format: 'YY.0M' },
  ),
  changelog: fc.option(fc.constantFrom('CHANGELOG.md', 'docs/news.md'), { nil: undefined }),
  first: fc.constantFrom('0.1.0', '1.0.0', '2026.1.0'),
  paths: fc.array(fc.constantFrom('!docs/**', '*.md', 'a: b'), { maxLength: 2 }),
  files: fc.option(fc.array(fc.constantFrom('docs/*.md', 'install.sh'), { minLength: 1, maxLength: 2 }), { nil: undefined }),
});
const configs = fc
  .record({
    names: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    each: fc.array(component, { minLength: 4, maxLength: 4 }),
    alike: fc.boolean(),
    group: fc.boolean(),
    channels: fc.uniqueArray(
      fc.tuple(fc.constantFrom('stable', 'rc', 'hotfix', 'next'), fc.boolean(), fc.boolean(), fc.constantFrom('main', 'a/**')),
      {
        minLength: 1,
        selector: ([name]) => name,
      },
    ),
    lines: fc.subarray([
      { branch: '1.x', range: '1.x' },
      { branch: 'old', range: '>=1 <2' },
    ]),
    from: fc.uniqueArray(fc.constantFrom('commits', 'changesets', 'pull-requests' as const), { minLength: 1 }),
    style: fc.constantFrom('keep-a-changelog', 'sections' as const),
    sections: fc.uniqueArray(word, { maxLength: 3 }),
    signed: fc.boolean(),
    title: fc.constantFrom('chore: release {version}', 'Release "x": #1'),
  })
  .map(
    (one): ReleaseConfig => ({
      components: one.names.map((name, index) => {
        const { changelog, tag, files, ...rest } = one.each[one.alike ? 0 : index]!;
        const grouped = one.group && one.names.length > 1;
        return {
          ...rest,
          name,
          path: index === 0 ? '' : `packages/${name}`,
          tag: grouped || one.names.length === 1 ? tag : tag === 'v{version}' ? '{name}-v{version}' : tag,
          ...(grouped ? { group: 'all' } : {}),
          dependsOn: index > 0 ? [one.names[0]!] : [],
          ...(changelog === undefined ? {} : { changelog }),
          ...(files === undefined ? {} : { files }),
        };
      }),
      channels: one.channels.map(([name, pre, latest, branch]) => ({
        name,
        ...(pre ? { identifier: 'pre.x' } : {}),
        branches: [branch],
        ...(name === 'hotfix' ? { hotfix: pre ? ('suffix' as const) : ('patch' as const) } : {}),
        latest,
        ...(pre && latest ? { taken: 'refuse' as const } : {}),
      })),
      lines: one.lines,
      from: one.from,
      notes: { style: one.style, sections: new Map(one.sections.map((type) => [type, `${type}: all`])), contributors: one.signed, compare: true },
      pullRequest: { branch: 'r', title: one.title, labels: [] },
      tagging: { annotated: true, signed: one.signed },
    }),
  );

describe('the text of a configuration', () => {
  it('is nothing but a frame for the default', () => {
    expect(writeReleaseConfig(plain)).toBe('# yaml-language-server: $schema=./node_modules/slipway/slipway.schema.json\nversion: 1\nrelease: {}\n');
  });

  it('reads as the configuration again', () => {
    fc.assert(
      fc.property(configs, (config) => {
        expect(readReleaseConfig(writeReleaseConfig(config))).toEqual(config);
      }),
    );
  });
});

describe('an older file', () => {
  it('gets the names of today and keeps its comments', () => {
    const old =
      '# mine\n\nrelease: # here\n  driver: knope # theirs\n  packages:\n    - { name: a, path: a }\n    - path: b\n      dependsOn: [a] # b needs a\n      rules: { pre-1.0: { breaking: minor } }\ndoctor: {}\n';
    const { text, changes } = upgradeConfig(old);
    expect(text).toBe(
      '# mine\n\nversion: 1\nrelease: # here\n  driven-by: knope # theirs\n  components:\n    - { name: a, path: a }\n    - path: b\n      depends-on: [a] # b needs a\n      rules: { before-1.0: { breaking: minor } }\ndoctor: {}\n',
    );
    expect(changes).toHaveLength(5);
    expect(upgradeConfig(text)).toEqual({ text, changes: [] });
    expect(readReleaseConfig(text).components.map((one) => one.name)).toEqual(['a', 'b']);
  });

  it.each(['', 'release: [', '- a', 'doctor: {}\n', 'version: 1\nrelease: {}\n'])('%j stays as it is', (text) => {
    expect(upgradeConfig(text)).toEqual({ text, changes: [] });
  });

  it('never loses what a person wrote, whatever it is', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const text = writeReleaseConfig(config);
        expect(upgradeConfig(text)).toEqual({ text, changes: [] });
      }),
    );
  });
});
