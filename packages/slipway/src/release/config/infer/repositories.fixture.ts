import type { GitFacts } from '../../../remotes/types.ts';

type Files = Record<string, string>;
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const tagged = (...names: string[]) => ({ tags: names.map((name, index) => ({ name, date: 1000 - index, subject: '' })) });
/** Tags with the days on which they were made. */
const made = (...tags: readonly (readonly [name: string, day: string])[]) => ({
  tags: tags.map(([name, day]) => ({ name, date: Date.parse(`${day}T12:00:00Z`) / 1000, subject: '' })),
});
const workflow = (steps: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;

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
export const REPOSITORIES: Readonly<Record<string, readonly [Files, Partial<GitFacts>?]>> = {
  nothing: [{}],
  tags: [{ 'CHANGELOG.md': '# Changelog\n' }, tagged('v1.2.0', 'v1.1.0')],
  'tags without v': [{}, { ...tagged('2.0.0', '1.2.0-preview.2', '1.2.0-preview.1'), branches: ['develop', '1.x'], defaultBranch: 'develop' }],
  calver: [{}, tagged('2026.08.19', '2026.07.04')],
  'crates that take the version of the workspace': [
    {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "1.2.0"\n',
      'crates/core/Cargo.toml': '[package]\nname = "acme-core"\nversion.workspace = true\n',
      'crates/tool/Cargo.toml': '[package]\nname = "acme-tool"\nversion = "0.4.0"\n',
    },
    made(['v1.2.0', '2026-08-01'], ['acme-tool/v0.4.0', '2026-07-01'], ['acme-core/v0.3.0', '2026-06-01']),
  ],
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
  'months as two digits': [{}, made(['26.7.1', '2026-08-18'], ['26.7.0', '2026-07-31'], ['26.5.1', '2026-05-26'])],
  'days as two digits': [{}, made(['v26.8.15', '2026-08-15'], ['v26.5.6', '2026-05-06'], ['v26.1.22', '2026-01-22'])],
  'two digits by chance': [{}, made(['26.7.1', '2026-03-18'], ['26.7.0', '2026-02-20'], ['26.6.0', '2026-01-04'])],
  'candidates of Python': [{}, tagged('26.08.1', '26.08', '26.08b2', '26.05rc1')],
  'days with hyphens': [{}, tagged('2026-08-17', '2026-08-17.1', '2026-08-10')],
  'days and releases of a day': [{}, tagged('2026.08.19-1', '2026.08.05-2', '2026.08.05-1')],
  'a stream that is left': [
    {},
    made(
      ['edge-26.8.3', '2026-08-21'],
      ['edge-26.8.2', '2026-08-12'],
      ['edge-26.7.1', '2026-07-16'],
      ['stable-2.14.1', '2024-02-01'],
      ['stable-2.14.0', '2024-01-01'],
    ),
  ],
  'a stream beside': [
    {},
    made(
      ['edge-26.8.3', '2026-08-21'],
      ['edge-26.8.2', '2026-08-12'],
      ['edge-26.7.1', '2026-07-16'],
      ['stable-2.14.1', '2026-02-01'],
      ['stable-2.14.0', '2024-01-01'],
    ),
  ],
  'days and builds': [{}, made(['2024.9.3.19', '2024-09-03'], ['2024.8.30.19', '2024-08-30'], ['2024.8.7.18', '2024-08-07'])],
  'a chart beside the whole': [{}, tagged('chart-2.9.0', 'v2.9.0', 'chart-2.8.0', 'v2.8.0', 'chart-2.7.0')],
  'candidates in another manner': [{}, tagged('v5.0.0-preview.2', '4.13.0', 'v5.0.0-preview.1', '4.12.0')],
  'a new name': [{}, tagged('tool-v2.0.0', 'tool-v1.9.0', 'tool-v1.8.0', 'v1.7.0', 'v1.6.0')],
  'a folder of a module': [{ 'cmd/builder/main.go': '' }, tagged('v0.2.0', 'cmd/builder/v0.2.0')],
  'a package that is gone': [{ ...workspace }, made(['acme-v0.3.0', '2026-08-01'], ['v0.2.0', '2026-01-01'], ['acme-core-v0.1.0', '2019-01-01'])],
  'lerna without tags': [{ ...npm, 'lerna.json': json({ version: '0.3.61' }) }, tagged('release-v0.3.61', 'release-v0.3.60', 'release-v0.3.59')],
  'the App of release-please': [
    { '.github/release-please.yml': 'handleGHRelease: true\nreleaseType: node\n', 'package.json': json({ name: 'a', version: '1.0.0' }) },
  ],
  'branches of releases': [{}, { ...tagged('v0.74.0', 'v0.73.1'), branches: ['main', 'release/v0.72', 'release/v0.73', 'release/v0.74'] }],
  'hotfixes as suffix': [{}, tagged('v0.1.0-hotfix.20250917-1', 'v0.1.0')],
  'hostile names': [
    { 'release-please-config.json': json({ packages: { '.': { component: 'a b: #' }, x: { component: '' } } }), 'CHANGELOG.md': '### Bug Fixes\n' },
    tagged('v1.0.0'),
  ],
};
