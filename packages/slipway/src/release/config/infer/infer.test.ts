import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import type { BumpRules, ReleaseConfig } from '../../types.ts';
import { type Inferred, inferConfig, readReleaseConfig, rulesOf } from '../index.ts';
import { REPOSITORIES } from './repositories.fixture.ts';

const tags = (config: ReleaseConfig): string[] => config.components.map((one) => one.tag.replace('{name}', one.name));
const only = (config: ReleaseConfig) => config.components[0]!;
const types = (rules: BumpRules): Record<string, string> => Object.fromEntries(rules.types);

const of = (name: string): Inferred => inferConfig(memoryTree(...REPOSITORIES[name]!));

describe('the configuration that a repository already has', () => {
  it.each(Object.keys(REPOSITORIES))('%s: the text reads as the configuration', (name) => {
    const { config, text } = of(name);
    expect(readReleaseConfig(text)).toEqual(config);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\nversion: 1\n/);
  });

  it.each(Object.keys(REPOSITORIES))('%s: it comes out the same each time', (name) => {
    expect(of(name)).toEqual(of(name));
  });

  it('is almost nothing where nothing is special', () => {
    expect(of('tags').text.split('\n').slice(2)).toEqual(['# 2 tags are written like v1.2.0', 'release: {}', '']);
  });

  it('shows with each guess why, and where that stands', () => {
    const { text, because } = of('semantic-release');
    expect(text).toContain('  # semantic-release decides the versions (.releaserc.json:1)\n  driven-by: semantic-release\n');
    expect(because.find(({ key }) => key === 'rules')).toMatchObject({
      why: 'what raises a version is as semantic-release is told here',
      at: { path: '.releaserc.json' },
    });
    expect(text).toContain('    further: [{ type: fix, scope: x, raises: minor }]\n');
  });

  it('takes tags as they are written, and the branch that is the default', () => {
    const { config } = of('tags without v');
    expect(tags(config)).toEqual(['{version}']);
    expect(config.channels.map((one) => one.name)).toContain('preview');
    expect(config.channels[0]!.branches).toEqual(['develop']);
    expect(config.lines).toEqual([{ branch: '1.x', range: '1.x' }]);
    expect(only(of('calver').config).scheme).toEqual({ kind: 'calver', format: 'YYYY.0M.0D' });
    expect(of('hotfixes as suffix').config.channels.find((one) => one.name === 'hotfix')!.hotfix).toBe('suffix');
  });

  it('never takes the branch of the newest version for one of maintenance', () => {
    const { config, text } = of('branches of releases');
    expect(config.lines).toEqual([
      { branch: 'release/v0.73', range: '0.73.x' },
      { branch: 'release/v0.72', range: '0.72.x' },
    ]);
    expect(config.channels[0]!.branches).toEqual(['main', 'master', 'release/v*']);
    expect(text).toContain('  # the newest version is of the branch release/v0.74\n  branches: [');
  });

  it('tells the calendar from numbers by the days on which tags were made', () => {
    const scheme = (name: string) => {
      const one = only(of(name).config).scheme;
      return one.kind === 'calver' ? one.format : one.kind;
    };
    expect(scheme('months as two digits')).toBe('YY.MM.MICRO');
    expect(scheme('days as two digits')).toBe('YY.MM.DD');
    expect(scheme('two digits by chance')).toBe('semver');
    expect(scheme('candidates of Python')).toBe('YY.0M.MICRO');
    expect(scheme('days with hyphens')).toBe('YYYY-0M-0D');
    expect(scheme('days and releases of a day')).toBe('YYYY.0M.0D-MICRO');
    expect(scheme('days and builds')).toBe('YYYY.MM.DD.MICRO');
  });

  it('takes tags of a stream for releases only where there have been no others for long', () => {
    expect(only(of('a stream that is left').config)).toMatchObject({ tag: 'edge-{version}', scheme: { kind: 'calver', format: 'YY.MM.MICRO' } });
    expect(tags(of('a stream beside').config)).toEqual(['stable-{version}']);
  });

  it('takes the tags of the whole before those of a part, and says that there are others', () => {
    const { config, text } = of('a chart beside the whole');
    expect(tags(config)).toEqual(['v{version}']);
    expect(text).toContain('# other tags belong to nothing that is known here: chart-2.9.0');
    expect(tags(of('candidates in another manner').config)).toEqual(['{version}']);
    expect(tags(of('a new name').config)).toEqual(['tool-v{version}']);
    expect(tags(of('a folder of a module').config)).toEqual(['v{version}', 'cmd/builder/v{version}']);
  });

  it('counts no crate that has the version of the whole', () => {
    expect(tags(of('crates that take the version of the workspace').config)).toEqual(['v{version}', 'acme-tool/v{version}']);
  });

  it('counts no package that has not been released for years', () => {
    expect(of('a package that is gone').config.components.map((one) => one.path)).toEqual(['crates/cli', '']);
  });

  it('lets the tags that there are decide where a tool leaves tagging to somebody else', () => {
    const { config, because } = of('lerna without tags');
    expect(config.components).toMatchObject([{ driver: 'lerna', tag: 'release-v{version}' }]);
    expect(because.map(({ why }) => why)).toContain('3 tags are written like release-v0.3.61, and none like v{version}');
  });

  it('takes what a person chose in place of a guess', () => {
    const [files, facts] = REPOSITORIES['semantic-release']!;
    const own = inferConfig(memoryTree(files, facts), { own: true, tag: 'release-{version}', channels: ['stable', 'nightly'] });
    expect(own.config.components).toMatchObject([{ driver: 'slipway', tag: 'release-{version}' }]);
    expect(own.config.channels.map((one) => one.name)).toEqual(['stable', 'nightly']);
    expect(own.text).toContain('# a person chose the rules of Slipway over those of semantic-release\n');
    expect(readReleaseConfig(own.text)).toEqual(own.config);
  });

  it('finds components by their tags, with what they are built from', () => {
    const { config } = of('tags of crates');
    expect(tags(config)).toEqual(['acme-v{version}', 'acme-core-v{version}']);
    expect(only(config)).toMatchObject({ name: 'acme', path: 'crates/cli', dependsOn: ['acme-core'] });
    expect(tags(of('a go module below').config)).toEqual(['sub/v{version}', 'v{version}']);
  });

  it('semantic-release: rules, channels and lines', () => {
    const { config } = of('semantic-release');
    expect(only(config)).toMatchObject({ driver: 'semantic-release', tag: '{version}', changelog: 'CHANGELOG.md', rules: { breaking: 'minor' } });
    expect(types(only(config).rules)).toEqual({ docs: 'patch', feat: 'minor', fix: 'patch', revert: 'patch' });
    expect(config.channels).toEqual([
      { name: 'stable', branches: ['main', 'master'], latest: true },
      { name: 'next', branches: ['next'], latest: false },
      { name: 'beta', identifier: 'beta', branches: ['beta'], latest: false },
      { name: 'pre-rc', identifier: 'rc', branches: ['pre/rc'], latest: false },
    ]);
    expect(config.lines).toEqual([{ branch: '1.x', range: '1.x' }]);
  });

  it('semantic-release: no channel that it does not have', () => {
    const { config, text } = inferConfig(memoryTree({ '.releaserc.json': '{"branches":["main"]}' }));
    expect(config.channels).toEqual([{ name: 'stable', branches: ['main', 'master'], latest: true }]);
    expect(text).toContain('  # the branches that semantic-release is told to release from (.releaserc.json:1)\n  channels: [stable]\n');
  });

  it('release-please: components, their tags, groups and policies below 1.0.0', () => {
    const { config } = of('release-please');
    expect(tags(config)).toEqual(['core-v{version}', 'web@{version}']);
    expect(config.components.map((one) => [one.group, one.first, one.rules.beforeOne])).toEqual([
      ['all', '0.1.0', { breaking: 'minor', feature: 'minor' }],
      ['all', '1.0.0', { breaking: 'minor', feature: 'patch' }],
    ]);
    expect(types(only(config).rules)).toEqual({ deps: 'patch', feat: 'minor' });
    expect(only(of('the App of release-please').config)).toMatchObject({ driver: 'release-please', tag: 'v{version}' });
    expect(only(of('release-please by its action').config)).toMatchObject({ driver: 'release-please', tag: 'v{version}', first: '0.1.0' });
  });

  it('changesets: packages, what is fixed, and the pre mode', () => {
    const { config } = of('changesets');
    expect(tags(config)).toEqual(['@acme/a@{version}', '@acme/b@{version}']);
    expect(config.components.map((one) => one.group)).toEqual(['fixed-1', 'fixed-1']);
    expect(config.components[1]!.dependsOn).toEqual(['@acme/a']);
    expect(config.from).toEqual(['changesets']);
    expect(config.channels).toEqual([
      { name: 'rc', identifier: 'rc', branches: ['next'], latest: false },
      { name: 'stable', branches: ['next'], promotes: 'rc', latest: true },
    ]);
  });

  it('release-plz: crates, which commits count, and one tag for all', () => {
    const { config } = of('release-plz');
    expect(tags(config).sort()).toEqual(['acme-core-v{version}', 'acme-v{version}']);
    expect(only(config).rules).toEqual({
      types: new Map([
        ['feat', 'minor'],
        ['fix', 'patch'],
      ]),
      breaking: 'major',
      other: 'none',
      beforeOne: { breaking: 'minor', feature: 'minor', initial: 'patch' },
    });
    const locked = of('release-plz with one tag').config.components;
    expect(locked.map((one) => [one.tag, one.group, one.changelog])).toEqual([
      ['v{version}', 'workspace', 'CHANGELOG.md'],
      ['v{version}', 'workspace', 'CHANGELOG.md'],
    ]);
  });

  it('git-cliff: what is skipped, and how it counts below 1.0.0', () => {
    expect(only(of('git-cliff').config)).toMatchObject({
      driver: 'git-cliff',
      first: '0.3.0',
      rules: { other: 'none', beforeOne: { breaking: 'minor', feature: 'patch' } },
    });
    expect(types(only(of('git-cliff').config).rules)).toEqual({ '*': 'patch', chore: 'none', ci: 'none', feat: 'minor' });
  });

  it('builders decide no version, but wait for tags', () => {
    expect(only(of('cargo-dist').config)).toMatchObject({ driver: 'slipway', tag: 'app-v{version}', rules: rulesOf('slipway') });
    expect(only(of('goreleaser').config)).toMatchObject({ driver: 'slipway', tag: 'tool/v{version}' });
    expect(of('goreleaser').text).toContain('# GoReleaser builds what is tagged, and decides no version (.goreleaser.yaml:');
  });

  it('nx with files that say what rises', () => {
    const plans = (versionPlans: unknown) =>
      inferConfig(memoryTree({ 'nx.json': JSON.stringify({ release: { versionPlans } }), 'package.json': '{"name":"a"}' })).config.from;
    expect([plans(true), plans({ ignorePatternsForPlanCheck: [] }), plans(false)]).toEqual([['changesets'], ['changesets'], ['commits']]);
  });

  it('nx, lerna and release-it', () => {
    expect(tags(of('nx').config)).toEqual(['@acme/a@{version}', '@acme/b@{version}']);
    expect(types(only(of('nx').config).rules)).toMatchObject({ docs: 'patch', feat: 'minor' });
    expect(tags(of('lerna').config)).toEqual(['@acme/a@{version}', '@acme/b@{version}']);
    expect(of('lerna').config.channels).toEqual([{ name: 'stable', branches: ['trunk'], latest: true }]);
    expect(only(of('release-it').config)).toMatchObject({ driver: 'release-it', tag: 'release-{version}' });
  });

  it('knope: packages, change files beside commits', () => {
    const { config } = of('knope');
    expect(tags(config)).toEqual(['core/v{version}', 'tool/v{version}']);
    expect(config.from).toEqual(['commits', 'changesets']);
    expect(types(only(config).rules)).toEqual({ feat: 'minor', fix: 'patch' });
    expect(config.components.map(({ paths }) => paths)).toEqual([['**'], ['**']]);
  });

  it('cocogitto: the whole and its packages', () => {
    const { config } = of('cocogitto');
    expect(tags(config)).toEqual(['v{version}', 'core-v{version}']);
    expect(types(only(config).rules)).toEqual({ feat: 'minor', fix: 'patch', hotfix: 'patch' });
    expect(config.channels[0]!.branches).toEqual(['main', 'release/**']);
  });

  it('python-semantic-release: types, zero versions, groups of branches', () => {
    const { config } = of('python-semantic-release');
    expect(only(config)).toMatchObject({ tag: 'x-{version}', rules: { beforeOne: { breaking: 'minor', feature: 'minor' } } });
    expect(types(only(config).rules)).toEqual({ feat: 'minor', fix: 'patch', new: 'minor' });
    expect(config.channels.at(-1)).toEqual({ name: 'dev', identifier: 'dev', branches: ['dev'], latest: false });
  });

  it('labels and titles of pull requests', () => {
    const { config } = of('release-drafter');
    expect(config.from).toEqual(['pull-requests']);
    expect(only(config)).toMatchObject({
      driver: 'slipway',
      tag: '{version}',
      rules: {
        labels: new Map([
          ['breaking', 'major'],
          ['feature', 'minor'],
        ]),
        other: 'patch',
      },
    });
    const titles = of('titles of pull requests');
    expect(titles.config.from).toEqual(['pull-requests']);
    expect(titles.text).toContain('# the title of a merged pull request decides the version (.github/workflows/tag.yml:7)');
  });
});
