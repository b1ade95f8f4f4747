import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import type { BumpRules, ReleaseConfig } from '../../types.ts';
import { type Inferred, inferConfig, readReleaseConfig, rulesOf } from '../index.ts';

type Files = Record<string, string>;
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const tagged = (...names: string[]) => ({ tags: names.map((name, index) => ({ name, date: 1000 - index, subject: '' })) });
const workflow = (steps: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;
const infer = (files: Files, git: Parameters<typeof memoryTree>[1] = {}): Inferred => inferConfig(memoryTree(files, git));
const tags = (config: ReleaseConfig): string[] => config.components.map((one) => one.tag.replace('{name}', one.name));
const only = (config: ReleaseConfig) => config.components[0]!;
const types = (rules: BumpRules): Record<string, string> => Object.fromEntries(rules.types);

const crate = (name: string, more = ''): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n${more}`;
const workspace: Files = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'crates/core/Cargo.toml': crate('acme-core'),
  'crates/cli/Cargo.toml': crate('acme', '[dependencies]\nacme-core = { path = "../core", version = "0.1" }\n'),
};
const npm: Files = {
  'package.json': json({ name: 'root', private: true, workspaces: ['packages/*'] }),
  'packages/a/package.json': json({ name: '@acme/a', version: '1.0.0' }),
  'packages/b/package.json': json({ name: '@acme/b', version: '1.0.0', dependencies: { '@acme/a': '^1.0.0' } }),
};

/** One small repository for each tool, and some without one. */
const REPOSITORIES: Readonly<Record<string, readonly [Files, Parameters<typeof memoryTree>[1]?]>> = {
  nothing: [{}],
  tags: [{ 'CHANGELOG.md': '# Changelog\n' }, tagged('v1.2.0', 'v1.1.0')],
  'tags without v': [{}, { ...tagged('2.0.0', '1.2.0-preview.2', '1.2.0-preview.1'), branches: ['develop', '1.x'], defaultBranch: 'develop' }],
  calver: [{}, tagged('2026.08.19', '2026.07.04')],
  'tags of crates': [workspace, tagged('acme-v0.2.0', 'acme-core-v0.1.0')],
  'a go module below': [{ 'go.mod': 'module x\n', 'sub/go.mod': 'module x/sub\n' }, tagged('sub/v0.3.0', 'v1.0.0')],
  'semantic-release': [
    {
      '.releaserc.json': json({
        tagFormat: '${version}',
        branches: ['main', '1.x', 'next', { name: 'beta', prerelease: true }, { name: 'pre/rc', prerelease: 'rc' }],
        plugins: [
          [
            '@semantic-release/commit-analyzer',
            {
              releaseRules: [
                { type: 'docs', release: 'patch' },
                { type: 'perf', release: false },
                { breaking: true, release: 'minor' },
                { type: 'fix', scope: 'x', release: 'minor' },
              ],
            },
          ],
          '@semantic-release/changelog',
        ],
      }),
    },
    tagged('1.4.0'),
  ],
  'release-please': [
    {
      'release-please-config.json': json({
        'bump-minor-pre-major': true,
        packages: {
          'crates/core': {
            'release-type': 'rust',
            component: 'core',
            'changelog-sections': [
              { type: 'feat', section: 'New' },
              { type: 'deps', section: 'Dependencies' },
              { type: 'fix', section: 'Fixes', hidden: true },
            ],
          },
          web: { 'release-type': 'node', component: 'web', 'include-v-in-tag': false, 'tag-separator': '@', 'bump-patch-for-minor-pre-major': true },
        },
        plugins: [{ type: 'linked-versions', groupName: 'all', components: ['core', 'web'] }],
      }),
    },
  ],
  'release-please by its action': [
    {
      '.github/workflows/release.yml': workflow('- uses: googleapis/release-please-action@v4\n  with:\n    release-type: rust'),
      'Cargo.toml': crate('tool'),
    },
  ],
  changesets: [
    { ...npm, '.changeset/config.json': json({ baseBranch: 'next', fixed: [['@acme/*']] }), '.changeset/pre.json': json({ mode: 'pre', tag: 'rc' }) },
  ],
  'release-plz': [
    {
      ...workspace,
      'release-plz.toml': '[workspace]\nfeatures_always_increment_minor = true\nrelease_commits = "^(feat|fix)[(:!]"\nsemver_check = false\n',
    },
  ],
  'release-plz with one tag': [
    { ...workspace, 'release-plz.toml': '[workspace]\ngit_tag_name = "v{{ version }}"\nchangelog_path = "CHANGELOG.md"\n' },
  ],
  'git-cliff': [
    {
      'cliff.toml':
        '[git]\ntag_pattern = "v[0-9].*"\ncommit_parsers = [{ message = "^chore|^ci", skip = true }, { message = "^feat", group = "F" }]\n[bump]\nfeatures_always_bump_minor = false\nbreaking_always_bump_major = false\ninitial_tag = "0.3.0"\n',
    },
  ],
  'cargo-dist': [{ ...workspace, 'dist-workspace.toml': '[dist]\ntag-namespace = "app-v"\n' }],
  goreleaser: [{ '.goreleaser.yaml': 'project_name: tool\nmonorepo:\n  tag_prefix: tool/\n' }],
  nx: [
    {
      ...npm,
      'nx.json': json({
        release: {
          projectsRelationship: 'independent',
          version: { conventionalCommits: true },
          conventionalCommits: { types: { docs: { semverBump: 'patch' } } },
        },
      }),
    },
  ],
  lerna: [{ ...npm, 'lerna.json': json({ version: 'independent', command: { version: { allowBranch: ['trunk'] } } }) }],
  'release-it': [
    { 'package.json': json({ name: 'a', version: '1.0.0', 'release-it': { git: { tagName: 'release-${version}', requireBranch: 'trunk' } } }) },
  ],
  knope: [
    {
      'knope.toml':
        '[packages.core]\nversioned_files = ["crates/core/Cargo.toml"]\nchangelog = "crates/core/CHANGELOG.md"\nextra_changelog_sections = [{ name = "Notes", types = ["note"] }]\n[packages.tool]\nversioned_files = ["tool/Cargo.toml"]\n',
    },
  ],
  cocogitto: [
    {
      'cog.toml':
        'tag_prefix = "v"\nbranch_whitelist = ["main", "release/**"]\n[commit_types]\nhotfix = { bump_patch = true }\n[packages]\ncore = { path = "crates/core" }\n',
    },
  ],
  'python-semantic-release': [
    {
      'pyproject.toml':
        '[project]\nname = "x"\n[tool.semantic_release]\nmajor_on_zero = false\ntag_format = "x-{version}"\n[tool.semantic_release.commit_parser_options]\nminor_tags = ["feat", "new"]\npatch_tags = ["fix"]\n[tool.semantic_release.branches.main]\nmatch = "main"\n[tool.semantic_release.branches.dev]\nmatch = "dev"\nprerelease = true\nprerelease_token = "dev"\n',
    },
    { branches: ['main', 'dev'] },
  ],
  'release-drafter': [
    {
      '.github/release-drafter.yml':
        'tag-template: "$RESOLVED_VERSION"\nversion-resolver:\n  major: { labels: [breaking] }\n  minor: { labels: [feature] }\n  default: patch\n',
    },
  ],
  'titles of pull requests': [
    {
      '.github/workflows/tag.yml':
        'on: { pull_request: { types: [closed] } }\njobs:\n  a:\n    if: github.event.pull_request.merged\n    runs-on: ubuntu-latest\n    steps:\n      - env: { TITLE: "${{ github.event.pull_request.title }}" }\n        run: |\n          if [[ $TITLE =~ ^feat ]]; then bump=minor; fi\n          git tag v1\n',
    },
  ],
  'branches of releases': [{}, { ...tagged('v0.74.0', 'v0.73.1'), branches: ['main', 'release/v0.72', 'release/v0.73', 'release/v0.74'] }],
  'hotfixes as suffix': [{}, tagged('v0.1.0-hotfix.20250917-1', 'v0.1.0')],
  'hostile names': [
    { 'release-please-config.json': json({ packages: { '.': { component: 'a b: #' }, x: { component: '' } } }), 'CHANGELOG.md': '### Bug Fixes\n' },
    tagged('v1.0.0'),
  ],
};
const of = (name: string): Inferred => infer(...REPOSITORIES[name]!);

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
    expect(because.map(({ why }) => why).join('\n')).toContain('a rule asks for more than a type');
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

  it('release-please: components, their tags, groups and policies below 1.0.0', () => {
    const { config } = of('release-please');
    expect(tags(config)).toEqual(['core-v{version}', 'web@{version}']);
    expect(config.components.map((one) => [one.group, one.first, one.rules.beforeOne])).toEqual([
      ['all', '0.1.0', { breaking: 'minor', feature: 'minor' }],
      ['all', '1.0.0', { breaking: 'minor', feature: 'patch' }],
    ]);
    expect(types(only(config).rules)).toEqual({ deps: 'patch', feat: 'minor' });
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
      beforeOne: { breaking: 'minor', feature: 'minor' },
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
    expect(types(only(config).rules)).toEqual({ feat: 'minor', fix: 'patch', note: 'patch' });
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
