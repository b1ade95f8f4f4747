import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makePlan, type Plan, type PullRequestFacts, readReleaseConfig } from '../src/release/index.ts';
import { linearHistory, type Step } from './linear-history.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../examples');

/** Files of the mended tree of an example. */
function filesOf(example: string): ReadonlyMap<string, string> {
  const folder = join(root, example, 'mended');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    paths
      .map((one) => join(one.parentPath, one.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

interface Asked {
  /** Another configuration than the one of the tree, below the example's folder. */
  readonly config?: string;
  readonly branch?: string;
  readonly asked?: string;
  readonly channel?: string;
  readonly registry?: boolean;
  readonly labels?: Readonly<Record<number, readonly string[]>>;
  readonly titles?: Readonly<Record<number, string>>;
  /** Text that is put in place of another one in the configuration. */
  readonly change?: readonly [from: string, to: string];
}

/** What would be released of an example with this history. */
function planned(example: string, steps: readonly Step[], more: Asked = {}): Plan {
  const files = filesOf(example);
  const text = more.config === undefined ? files.get('slipway.yaml')! : readFileSync(join(root, example, more.config), 'utf8');
  const config = readReleaseConfig(more.change === undefined ? text : text.replace(...more.change));
  const numbers = new Set([...Object.keys(more.labels ?? {}), ...Object.keys(more.titles ?? {})].map(Number));
  const pullRequests = new Map(
    [...numbers].map((number): [number, PullRequestFacts] => [
      number,
      { number, title: more.titles?.[number] ?? 'fix: thing', body: '', labels: more.labels?.[number] ?? [], author: 'ada', mergeCommit: null },
    ]),
  );
  return makePlan({
    history: linearHistory(steps, more.branch ?? config.channels[0]!.branches[0]!),
    read: (path) => files.get(path),
    list: () => [...files.keys()],
    config,
    day: '2026-11-21',
    version: '0.0.0',
    pullRequests,
    ...(more.asked === undefined ? {} : { asked: more.asked }),
    ...(more.channel === undefined ? {} : { channel: more.channel }),
    ...(more.registry === undefined ? {} : { registry: more.registry }),
  });
}

const tags = (plan: Plan): string[] => plan.components.map(({ tag }) => tag);
const why = (plan: Plan): string => [...plan.components, ...plan.unreleased].flatMap((one) => one.why).join(' ');

/** A release, and what came since. */
const since = (tag: string | readonly string[], ...messages: readonly string[]): Step[] => [
  { message: 'feat: begin', tags: typeof tag === 'string' ? [tag] : tag },
  ...messages.map((message) => ({ message, files: ['src/main.rs'] })),
];

describe('widgetctl: a release pull request with a choice of patch, minor and major', () => {
  it.each([
    ['patch', 'v0.2.1'],
    ['minor', 'v0.3.0'],
    ['major', 'v1.0.0'],
    ['0.4.0', 'v0.4.0'],
  ])('%s of v0.2.0 is %s, whatever the commits say', (asked, tag) => {
    const plan = planned('widgetctl', since('v0.2.0', 'feat: orders can be undone (#42)'), { asked });
    expect(tags(plan)).toEqual([tag]);
    expect(plan.pullRequest).toMatchObject({ branch: 'release/next', title: `chore: release ${tag}`, labels: ['release'] });
  });

  it('raises the workspace, the crates that need each other, the lock file and the changelog together', () => {
    const plan = planned('widgetctl', since('v0.2.0', 'feat: orders can be undone (#42)'), { asked: 'minor' });
    const text = (path: string): string => plan.files.find((one) => one.path === path)?.text ?? '';
    expect(plan.files.map(({ path }) => path)).toEqual(['CHANGELOG.md', 'Cargo.lock', 'Cargo.toml', 'crates/widgetctl/Cargo.toml']);
    expect(text('Cargo.toml')).toContain('\nversion = "0.3.0"\n');
    expect(text('crates/widgetctl/Cargo.toml')).toContain('widget-core = { path = "../widget-core", version = "0.3.0" }');
    expect(text('Cargo.lock')).not.toContain('version = "0.2.0"');
    expect(text('CHANGELOG.md')).toMatch(
      /^# Changelog\n\n## v?0\.3\.0[\s\S]*orders can be undone[\s\S]*\n## v0\.2\.0\n\n- Orders may be given several at a time\.\n/i,
    );
  });

  it('has tags of each crate where they are wanted, all of one version', () => {
    const before = ['widgetctl-v0.2.0', 'widget-core-v0.2.0'];
    const steps: Step[] = [...since(before), { message: 'feat: more', files: ['crates/widget-core/src/lib.rs'] }];
    for (const [asked, version] of [
      ['patch', '0.2.1'],
      ['minor', '0.3.0'],
      ['major', '1.0.0'],
    ] as const)
      expect(tags(planned('widgetctl', steps, { config: 'configs/per-crate.yaml', asked })).sort()).toEqual([
        `widget-core-v${version}`,
        `widgetctl-v${version}`,
      ]);
    // Nobody asked: the feature of one crate raises both.
    expect(tags(planned('widgetctl', steps, { config: 'configs/per-crate.yaml' })).sort()).toEqual(['widget-core-v0.3.0', 'widgetctl-v0.3.0']);
  });

  it('lets the commits decide where nobody chose', () => {
    expect(tags(planned('widgetctl', since('v0.2.0', 'fix: thing')))).toEqual(['v0.2.1']);
    const none = planned('widgetctl', since('v0.2.0', 'docs: thing'));
    expect(tags(none)).toEqual([]);
    expect(why(none)).toMatch(/v0\.2\.0/);
  });
});

describe('tpyo: a tag for every merged pull request, by its title or its labels', () => {
  it.each([
    ['feat: guess twice (#7)', 'v0.2.0'],
    ['feat(cli): guess twice (#7)', 'v0.2.0'],
    ['feat!: guess otherwise (#7)', 'v1.0.0'],
    ['feat(cli)!: guess otherwise (#7)', 'v1.0.0'],
    ['fix: guess right (#7)', 'v0.1.2'],
    ['docs: say more (#7)', 'v0.1.2'],
    ['chore(deps): raise a crate (#7)', 'v0.1.2'],
    ['Guess right (#7)', 'v0.1.2'],
  ])('a squashed %j after v0.1.1 is %s', (title, tag) => {
    expect(tags(planned('tpyo', since('v0.1.1', title)))).toEqual([tag]);
  });

  it('takes the title that the pull request has, not the one that the commit was given', () => {
    expect(tags(planned('tpyo', since('v0.1.1', 'wip (#7)'), { titles: { 7: 'feat: guess twice' } }))).toEqual(['v0.2.0']);
  });

  it.each([
    ['major', 'v1.0.0'],
    ['minor', 'v0.2.0'],
    ['patch', 'v0.1.2'],
  ])('the label %s decides before the title', (label, tag) => {
    expect(
      tags(planned('tpyo', since('v0.1.1', 'docs: say more (#7)'), { titles: { 7: 'docs: say more' }, labels: { 7: [label, 'other'] } })),
    ).toEqual([tag]);
  });

  it('releases nothing of what is labelled so', () => {
    expect(tags(planned('tpyo', since('v0.1.1', 'feat: hidden (#7)'), { labels: { 7: ['skip-release'] } }))).toEqual([]);
  });

  it('takes the largest of several, and says that labels were not asked for', () => {
    const plan = planned('tpyo', since('v0.1.1', 'fix: one (#7)', 'feat: two (#8)', 'docs: three (#9)'));
    expect(tags(plan)).toEqual(['v0.2.0']);
    expect(plan.warnings.join(' ')).toMatch(/#9, #8, #7 are not known here/);
  });

  it('gives no tag twice, though tags lie where no branch comes from', () => {
    const steps = since('v0.1.1', 'fix: guess right (#7)');
    const history = linearHistory(steps, 'master');
    const orphan = { name: 'v0.1.2', commit: 'e'.repeat(40), date: 1_770_000_000, annotated: true };
    const files = filesOf('tpyo');
    const config = readReleaseConfig(files.get('slipway.yaml'));
    const plan = makePlan({
      history: { ...history, tags: [orphan, ...history.tags], contains: (tag) => tag.name !== 'v0.1.2' },
      read: (path) => files.get(path),
      list: () => [...files.keys()],
      config,
      day: '2026-11-21',
      version: '0.0.0',
    });
    expect(tags(plan)).toEqual(['v0.1.3']);
  });
});

describe('static-site: a choice of patch, minor, major, rc, hotfix and a version by name', () => {
  // Marks that scripts of an emergency made, and a candidate of old.
  const noise = ['v0.0.0-hotfix.7', 'v0.0.0-rollback'];
  const out = since([...noise, 'v1.0.0'], 'feat: a third page');

  it.each([
    ['patch', 'v1.0.1', 'stable'],
    ['minor', 'v1.1.0', 'stable'],
    ['major', 'v2.0.0', 'stable'],
    ['rc', 'v1.1.0-rc.1', 'rc'],
    ['hotfix', 'v1.0.1-hotfix.1', 'hotfix'],
    ['v1.4.0', 'v1.4.0', 'stable'],
    ['1.4.0', 'v1.4.0', 'stable'],
  ])('%s of v1.0.0 is %s', (asked, tag, channel) => {
    const plan = planned('static-site', out, { asked });
    expect(tags(plan)).toEqual([tag]);
    expect(plan.channel).toBe(channel);
    expect(plan.components[0]).toMatchObject({ prerelease: channel !== 'stable', latest: channel === 'stable' });
  });

  it('takes no mark of an emergency for a version', () => {
    const plan = planned('static-site', [{ message: 'feat: begin', tags: noise }], { asked: 'minor' });
    expect(plan.components).toMatchObject([{ tag: 'v0.1.0', from: null }]);
  });

  it('reads rc1, warns of it, and writes rc.2', () => {
    const plan = planned('static-site', since([...noise, 'v0.1.0-rc1'], 'fix: the menu'), { asked: 'rc' });
    expect(tags(plan)).toEqual(['v0.1.0-rc.2']);
    expect(plan.warnings.join(' ')).toMatch(/v0\.1\.0-rc1 has no dot before its number/);
  });

  it('makes a candidate the version, of the same commit', () => {
    const steps: Step[] = [...since('v1.0.0', 'feat: a third page'), { message: 'fix: its menu', tags: ['v1.1.0-rc.1'] }, { message: 'docs: later' }];
    const plan = planned('static-site', steps);
    expect(plan.components).toMatchObject([{ tag: 'v1.1.0', promotes: 'v1.1.0-rc.1', commit: linearHistory(steps, 'main').tags[0]!.commit }]);
    expect(plan.files).toEqual([]);
  });

  it('counts hotfixes with their suffix, and warns where a package manager hides them', () => {
    const second = since(['v1.0.0', 'v1.0.1-hotfix.1'], 'fix: the menu again');
    expect(tags(planned('static-site', second, { asked: 'hotfix' }))).toEqual(['v1.0.1-hotfix.2']);
    expect(tags(planned('static-site', second, { branch: 'hotfix/menu' }))).toEqual(['v1.0.1-hotfix.2']);
    expect(planned('static-site', second, { asked: 'hotfix', registry: true }).warnings.join(' ')).toContain('pre-release to every package manager');
    expect(planned('static-site', second, { asked: 'hotfix', registry: false }).warnings.join(' ')).not.toContain('package manager');
    // A hotfix that is wanted as a version of its own is one word away.
    expect(tags(planned('static-site', since('v1.0.0', 'fix: it'), { asked: 'hotfix', change: ['hotfix: suffix', 'hotfix: patch'] }))).toEqual([
      'v1.0.1',
    ]);
  });
});

describe('shellm: one version for a crate and the packages of its binaries', () => {
  it('raises what carries the version, and tells it in its own words', () => {
    const plan = planned('shellm', since('v1.0.4', 'feat: answers in colour', 'fix: a quote too many'));
    expect(tags(plan)).toEqual(['v1.1.0']);
    expect(plan.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['CHANGELOG.md', 'Cargo.lock', 'Cargo.toml']));
    expect(plan.components[0]!.notes).toMatch(/### New\n\n- .*[Aa]nswers in colour[\s\S]*### Mended\n\n- .*[Aa] quote too many/);
  });

  it('makes a beta before it', () => {
    expect(tags(planned('shellm', since('v1.0.4', 'feat: answers in colour'), { channel: 'beta' }))).toEqual(['v1.1.0-beta.1']);
  });
});

describe('bun-service: semantic-release decides', () => {
  it.each([
    ['fix: a badge', 'v1.0.3'],
    ['perf: badges', 'v1.0.3'],
    ['feat: a badge', 'v1.1.0'],
    ['fix: badges\n\nBREAKING CHANGE: the old interface is gone', 'v2.0.0'],
  ])('%j after v1.0.2 is %s', (message, tag) => {
    expect(planned('bun-service', since('v1.0.2', message)).components).toMatchObject([{ tag, driver: 'semantic-release' }]);
  });

  // The preset of Angular, which is the default, knows no `!`: a famous trap.
  it.each(['feat!: badges of version 3', 'docs: a badge', 'chore(deps): a badge', 'a badge'])('%j releases nothing', (message) => {
    const plan = planned('bun-service', since('v1.0.2', message));
    expect(tags(plan)).toEqual([]);
    expect(plan.unreleased).toMatchObject([{ kind: 'nothing' }]);
  });

  it('says that a manifest is ahead of the tags, and does not follow it', () => {
    expect(planned('bun-service', since('v1.0.2', 'fix: a badge')).warnings.join(' ')).toContain('package.json:3 says 2.0.0, which no tag has');
  });

  it('begins with 1.0.0, whatever the manifest and the changelog of another tool say', () => {
    expect(tags(planned('bun-service', [{ message: 'feat: badges' }]))).toEqual(['v1.0.0']);
  });
});
