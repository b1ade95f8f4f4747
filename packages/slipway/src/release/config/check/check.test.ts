import { describe, expect, it } from 'vitest';
import { parseYaml, sourceFile } from '../../../source/index.ts';
import { checkReleaseConfig, type Surroundings } from './index.ts';

const AROUND: Surroundings = {
  paths: ['CHANGELOG.md', 'README.md', 'crates/cli/src/main.rs', 'crates/core/src/lib.rs', 'docs/a.md'],
  branches: ['main', 'develop', '1.x'],
  tags: [],
};

/** What is told of the part `release:`, each as `LINE:COLUMN severity sentence`. */
function told(release: string, around: Partial<Surroundings> | null = {}): string[] {
  const { root, file } = parseYaml(sourceFile('slipway.yaml', `release:\n${release.replace(/^/gm, '  ')}\n`));
  return checkReleaseConfig(root, file, around === null ? undefined : { ...AROUND, ...around }).map(
    ({ severity, message, location: { line, column } }) => `${line}:${column} ${severity} ${message}`,
  );
}

describe('what is wrong in the part `release:`', () => {
  it('is told all at once, each with its place', () => {
    expect(told('tags: v{version}\ndriven-by: knop\nscheme: { calver: MM }\nrules:\n  types:\n    feat: huge\n    fix: patch\nlines: [old]')).toEqual(
      [
        '2:3 error `tags` is not known under `release`; did you mean `tag`?',
        expect.stringMatching(/^3:14 error `driven-by` of `release` must be slipway, .*; did you mean knope\?$/),
        expect.stringMatching(/^4:11 error MM is no calendar version/),
        expect.stringMatching(/^7:13 error feat of `types` must be major, minor, patch or none$/),
        expect.stringMatching(/^9:11 error which versions the branch old keeps cannot be told/),
      ],
    );
  });

  it('is told without what only follows from it', () => {
    expect(told('components:\n  - { path: crates/core, tagg: x }\n  - { name: cli, path: crates/cli, depends-on: core }')).toEqual([
      '3:28 error `tagg` is not known under a component; did you mean `tag`?',
    ]);
    expect(told('components: 5\nchannels: { rc: { latest: maybe } }')).toEqual([
      expect.stringMatching(/^2:15 error `components` must be a list/),
      expect.stringMatching(/^3:29 error `latest` of the channel rc must be true or false/),
    ]);
  });

  it('is nothing where nothing is', () => {
    expect(
      told('components: [crates/core, { name: cli, path: crates/cli }]\nbranches: develop', { tags: [] }).filter((one) => !one.includes(' note ')),
    ).toEqual([]);
    expect(told('')).toEqual([]);
  });
});

describe('what does not fit the repository', () => {
  it.each([
    ['a folder that is not there', 'path: crate/core', ['2:9 error there is no folder crate/core; did you mean crates/core?']],
    ['a glob that matches nothing', 'paths: ["!docs/**", src/**]', ['2:23 warning no file is matched by src/**']],
    ['a folder where a glob is meant', 'paths: [docs]', ['2:11 warning no file is matched by docs; write docs/**']],
    ['marked files that are not there', 'files: [docs/*.rst]', ['2:11 warning no file is matched by docs/*.rst']],
    ['a glob that cannot be read', 'paths: ["a["]', [expect.stringMatching(/^2:11 error a\[ cannot be read as a glob: /)]],
    ['a changelog that is still to be made', 'changelog: NEWS.md', ['2:14 note there is no NEWS.md yet; the first release makes it']],
    [
      'a branch that is not there',
      'branches: [mian]',
      ['2:13 warning no branch is called mian, so nothing is released on the channels; did you mean main?'],
    ],
    [
      'the branch of a channel',
      'channels: { stable: , beta: { branches: next } }',
      ['2:43 warning no branch is called next, so nothing is released on the channel beta'],
    ],
    [
      'branches that come and go',
      'channels: { stable: , rc: { branches: "rc/**" } }',
      ['2:41 note no branch is called rc/**, so nothing is released on the channel rc'],
    ],
    ['a line without its branch', 'lines: [1.x, 2.x]', ['2:16 warning there is no branch 2.x for this line; did you mean 1.x?']],
    [
      'labels that nobody reads',
      'rules: { labels: { big: major } }',
      ['2:20 warning labels of pull requests raise nothing, because `from` does not name pull-requests'],
    ],
    [
      'a template that cannot be followed',
      'notes: { template: "{{#each x}}" }',
      [expect.stringMatching(/^2:22 error The template opens \{\{#each x\}\} at line 1/)],
    ],
  ])('%s', (_, release, expected) => {
    expect(told(release)).toEqual(expected);
  });

  it('a range that another line keeps already', () => {
    expect(told('lines: [1.x, { branch: old, range: ">=1.4 <3" }, { branch: 1.x, range: 4.x }]', null)).toEqual([
      '2:38 error old (>=1.4 <3) and 1.x (1.x) would both keep 1.4.0; narrow one of the ranges',
      '2:74 error the branch 1.x stands twice; keep one of them',
    ]);
    expect(told('lines: [1.x, 1.2.x]', null)).toEqual(['2:16 note 1.2.x of 1.2.x lies within 1.x of 1.x, so both may make 1.2.0']);
    expect(told('lines: [1.x, 2.x, 0.9.x, { branch: old, range: ">=0.1 <0.9" }]', null)).toEqual([]);
  });

  it('a ring of dependencies, and a group that can have no common version', () => {
    const components =
      'components:\n  - { path: crates/core, depends-on: cli, group: all }\n  - { path: crates/cli, depends-on: core, group: all, scheme: calver }';
    expect(told(components, null)).toEqual([
      expect.stringMatching(/^\d+:\d+ warning cli and core depend on each other/),
      '4:65 error cli and core are of the group all and count versions differently (calver YYYY.MM.MICRO, semver)',
    ]);
  });

  it('a template that no tag has', () => {
    const tags = ['1.2.0', '1.1.0'];
    expect(told('tag: v{version}', { tags })).toEqual([
      '2:8 warning no tag is a version of root (v{version}, semver), so it counts as never released; 2 tags are written like 1.2.0',
    ]);
    expect(told('tag: "{version}"', { tags })).toEqual([]);
    expect(told('scheme: calver\ntag: "{version}"', { tags })[0]).toContain('YYYY.MM.MICRO');
    const several = 'changelog: false\ncomponents: [crates/core, crates/cli]';
    expect(told(several, { tags: ['core-v1.0.0'] })).toEqual([
      expect.stringMatching(/note no tag is a version of cli, as cli-v1\.2\.3 would be: never released yet$/),
    ]);
  });

  it('files in which no line is marked', () => {
    const read = (path: string): string | undefined => (path === 'docs/a.md' ? 'version 1.0.0 <!-- slipway:version -->' : 'text');
    expect(told('files: [docs/*.md]', { read })).toEqual([]);
    expect(told('files: [README.md]', { read })).toEqual([
      '2:11 warning no line of README.md is marked by `slipway:version`, so no version is written there',
    ]);
  });

  it('hotfixes that no package manager hands out', () => {
    const release = 'channels: { stable: , hotfix: { hotfix: suffix, branches: main } }';
    expect(told(release, { registry: true })).toEqual([expect.stringMatching(/^2:43 warning hotfixes are pre-releases/)]);
    expect(told(release, { registry: false })).toEqual([]);
  });

  it('is not judged of branches that a clone does not know', () => {
    expect(told('branches: [trunk]\nlines: [1.x]', { branches: ['topic'] })).toEqual([
      '2:13 note not checked: whether there are branches trunk, 1.x, because only one branch is known here',
    ]);
  });
});
