import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeOf } from '../../effects/commands/world.fixture.ts';
import {
  cocogitto,
  gitCliff,
  releaseDrafter,
  releasePleaseVersioning,
  releasePlzRules,
  semanticReleaseBranches,
  semanticReleaseRules,
} from '../index.ts';
import { directoryGlob } from '../manifests.ts';
import { typesOfPattern } from './patterns.ts';

const json = (value: unknown): string => JSON.stringify(value);

describe('types of changes in a regular expression', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['^feat', ['feat']],
    ['^chore|^ci', ['chore', 'ci']],
    ['^(fix|perf):', ['fix', 'perf']],
    ['^(feat|fix)[(:!]', ['feat', 'fix']],
    ['^doc*', ['doc']],
    ['feat', ['feat']],
    ['^chore\\(release\\)', undefined],
    ['^[a-z]+\\s*:', undefined],
    ['.*security', undefined],
    ['', undefined],
  ])('%j', (pattern, types) => {
    expect(typesOfPattern(pattern)).toEqual(types);
  });

  it('never takes a pattern for a type that it does not match', () => {
    fc.assert(
      fc.property(fc.string(), (pattern) => {
        for (const type of typesOfPattern(pattern) ?? []) expect(type).toMatch(/^[a-z]+$/);
      }),
    );
  });
});

describe('a glob of a workspace', () => {
  it.each([
    ['packages/**/*', 'packages/a', true],
    ['packages/**/*', 'packages/a/b', true],
    ['packages/**/*', 'packages', false],
    ['packages/*', 'packages/a/b', false],
    ['**/a', 'a', true],
    ['packages/**', 'packages/a/b', true],
  ])('%s and %s', (glob, folder, takes) => {
    expect(directoryGlob(glob)(folder)).toBe(takes);
  });
});

describe('what raises a version', () => {
  it('semantic-release: the highest of the rules for a type counts, and what cannot be asked for is told', () => {
    const rules = semanticReleaseRules(
      treeOf({ '.releaserc': 'releaseRules: [{type: docs, release: patch}, {type: docs, release: minor}, {emoji: x, release: major}]\n' }),
    );
    expect([...rules.types]).toEqual([['docs', 'minor']]);
    expect(rules.beyond).toEqual(['a rule asks for `emoji` (line 1)']);
    expect(rules.at).toMatchObject({ path: '.releaserc', line: 1 });
  });

  it('semantic-release: rules that ask for more than a type, and a type whose rule says what breaks raises', () => {
    const further = (rules: string) => semanticReleaseRules(treeOf({ '.releaserc': `releaseRules: ${rules}\n` })).further;
    expect(further('[{type: feat, release: minor}, {scope: no-release, release: false}]')).toEqual([
      { scope: 'no-release', raises: 'none' },
      { scope: 'no-release', type: 'feat', raises: 'minor' },
      { type: 'feat', breaking: true, raises: 'minor' },
    ]);
    expect(further('[{breaking: true, release: major}, {type: "{chore,ci}", scope: deps, release: patch}]')).toEqual([
      { type: '{chore,ci}', scope: 'deps', raises: 'patch' },
      { type: '{chore,ci}', scope: 'deps', breaking: true, raises: 'major' },
    ]);
    expect(further('[{type: feat, release: major}]')).toBeUndefined();
  });

  it('semantic-release: other conventions than that of Angular count other things', () => {
    const of = (config: string) => semanticReleaseRules(treeOf({ '.releaserc': config }));
    expect(Object.fromEntries(of('preset: eslint').types)).toEqual({
      breaking: 'major',
      feat: 'none',
      fix: 'patch',
      new: 'minor',
      perf: 'none',
      update: 'minor',
    });
    expect(of('preset: conventional-changelog-atom').further).toContainEqual({ subject: ':bug:**', raises: 'patch' });
    const gitmoji = of('plugins: [[semantic-release-gitmoji, {releaseRules: {major: [":boom:"], minor: [":tada:"]}}]]');
    expect(gitmoji.further).toEqual([
      { subject: ':boom:**', raises: 'major' },
      { subject: ':tada:**', raises: 'minor' },
    ]);
    expect(gitmoji.types.get('feat')).toBe('none');
  });

  it.each<[string, Record<string, string>, boolean | undefined]>([
    ['nothing', { '.releaserc': '{}' }, undefined],
    ['the preset of Angular', { '.releaserc': 'preset: angular' }, undefined],
    ['the preset conventionalcommits', { '.releaserc': 'plugins: [["@semantic-release/commit-analyzer", {preset: conventionalcommits}]]' }, true],
    ['a header with the mark', { '.releaserc': String.raw`parserOpts: { headerPattern: '^(\w+)!?: (.*)$' }` }, true],
    ['a program', { 'release.config.js': "module.exports = { preset: 'conventionalcommits' };" }, true],
  ])('semantic-release with %s: whether a mark breaks', (_, files, mark) => {
    expect(semanticReleaseRules(treeOf(files)).breakingMark).toBe(mark);
  });

  it('semantic-release: a program is read where it has literals', () => {
    const program = (rules: string): string =>
      `export default { branches: ['main', { name: 'beta', prerelease: true }], // two\n plugins: [['@semantic-release/commit-analyzer', { releaseRules: ${rules} }]] };`;
    const read = (rules: string) => treeOf({ 'release.config.mjs': program(rules) });
    const literal = read("[\n { type: 'docs', release: 'patch' }, // ours\n { type: 'fix', release: false }, /* none */\n]");
    expect([...semanticReleaseRules(literal).types]).toEqual([
      ['docs', 'patch'],
      ['fix', 'none'],
    ]);
    expect(semanticReleaseBranches(literal)).toMatchObject([
      { name: 'main', prerelease: undefined },
      { name: 'beta', prerelease: 'beta' },
    ]);
    expect([...semanticReleaseRules(read('[...shared]')).types]).toEqual([]);
    expect([...semanticReleaseRules(read('rules')).types]).toEqual([]);
  });

  it('release-please: always the same number, what a strategy begins with, what it leaves out', () => {
    const tree = treeOf({
      'release-please-config.json': json({
        versioning: 'always-bump-minor',
        packages: { a: { 'exclude-paths': ['a/docs'], 'initial-version': '2.0.0' }, b: { versioning: 'prerelease', 'skip-changelog': true } },
      }),
    });
    const a = releasePleaseVersioning(tree, 'a', 'node');
    expect([...a.rules.types.values()].every((raise) => raise === 'minor')).toBe(true);
    expect(a).toMatchObject({
      first: '2.0.0',
      changelog: 'a/CHANGELOG.md',
      exclude: ['a/docs'],
      rules: { breaking: 'minor', early: { breaking: 'minor', feature: 'minor' } },
    });
    expect(releasePleaseVersioning(tree, 'b', 'rust')).toMatchObject({
      first: '0.1.0',
      changelog: undefined,
      rules: { beyond: ['versioning is prerelease'] },
    });
  });

  it('release-please: types that no section names make no release, though they break', () => {
    const sections = [
      { type: 'feat', section: 'New' },
      { type: 'chore', section: 'Rest', hidden: true },
    ];
    const rules = (config: object) =>
      releasePleaseVersioning(treeOf({ 'release-please-config.json': json({ packages: { '.': {} }, ...config }) }), '.', 'node').rules;
    expect(rules({ 'changelog-sections': sections }).further).toEqual([{ type: '!{chore,feat}', breaking: true, raises: 'none' }]);
    expect(rules({})).not.toHaveProperty('further');
  });

  it('git-cliff: only what a parser names, where the rest is left out', () => {
    const found = gitCliff(
      treeOf({
        'cliff.toml':
          '[git]\nfilter_commits = true\ncommit_parsers = [{ message = "^feat" }, { message = "^doc", skip = true }]\n[bump]\ncustom_major_increment_regex = "boom"\n',
      }),
    )!;
    expect(Object.fromEntries(found.rules.types)).toEqual({ feat: 'minor', doc: 'none', docs: 'none', boom: 'major', '*': 'none' });
    expect(found.counts).toBe(true);
    expect(gitCliff(treeOf({}))).toBeUndefined();
  });

  it('release-plz: own regular expressions, and the check of the interface', () => {
    const rules = releasePlzRules(
      treeOf({
        'release-plz.toml': '[workspace]\ncustom_minor_increment_regex = "minor|add"\n[[package]]\nname = "a"\nrelease_commits = "^feat\\\\(x"\n',
      }),
      'a',
    );
    expect(Object.fromEntries(rules.types)).toEqual({ minor: 'minor', add: 'minor' });
    expect(rules.beyond).toHaveLength(2);
  });

  it('cocogitto: tags of the whole and of packages', () => {
    const found = cocogitto(
      treeOf({ 'cog.toml': 'generate_mono_repository_global_tag = false\nmonorepo_version_separator = "/"\n[packages.a]\npath = "./a/"\n' }),
    )!;
    expect(found.tag).toBeUndefined();
    expect(found.packages).toMatchObject([{ name: 'a', path: 'a', tag: 'a/{version}', changelog: 'a/CHANGELOG.md' }]);
  });

  it('Release Drafter: categories say it too', () => {
    const found = releaseDrafter(
      treeOf({
        '.github/release-drafter.yml':
          'categories:\n  - { title: New, labels: [new], semver-increment: minor }\nversion-resolver: { default: minor }\n',
      }),
    )!;
    expect(found.rules).toMatchObject({ labels: new Map([['new', 'minor']]), other: 'minor' });
    expect(found.tag).toBeUndefined();
  });
});
