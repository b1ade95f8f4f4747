import type { Bump, BumpRules, Channel, Component, Driver, NotesConfig, ReleaseConfig } from '../types.ts';

export const BUMPS: readonly Bump[] = ['major', 'minor', 'patch', 'none'];

export const DRIVERS: readonly Driver[] = [
  'slipway',
  'semantic-release',
  'release-please',
  'changesets',
  'release-plz',
  'git-cliff',
  'cargo-dist',
  'goreleaser',
  'nx',
  'knope',
  'release-it',
  'lerna',
  'cocogitto',
  'python-semantic-release',
];

function rules(
  types: Readonly<Record<string, Bump>>,
  beforeOne: readonly [breaking: Bump, feature: Bump, initial?: Bump],
  other: Bump = 'none',
): BumpRules {
  return canonicalRules({
    types: new Map(Object.entries(types)),
    breaking: 'major',
    other,
    beforeOne: { breaking: beforeOne[0], feature: beforeOne[1], ...(beforeOne[2] === undefined ? {} : { initial: beforeOne[2] }) },
  });
}

/** Below 1.0.0 nothing becomes 1.0.0 by itself: that is a person's decision. */
const OWN = rules({ feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' }, ['minor', 'minor']);

/**
 * What each tool does with a change when its configuration says nothing of it; read in their sources on 2026-11-20:
 * semantic-release/commit-analyzer lib/default-release-rules.js, release-please src/versioning-strategies/default.ts and src/util/filter-commits.ts,
 * release-plz crates/next_version, git-cliff git-cliff-core/src/config.rs, knope crates/knope-versioning, nx release's conventional commits,
 * lerna core/conventional-commits, cocogitto's and python-semantic-release's documentation.
 * Changesets write the bump down themselves, so nothing is raised by a commit. GoReleaser and dist build what somebody else has tagged: our own rules count.
 */
const RULES: Readonly<Record<Driver, BumpRules>> = {
  slipway: OWN,
  goreleaser: OWN,
  'cargo-dist': OWN,
  // Its usual preset, that of Angular, does not know `!`.
  'semantic-release': { ...rules({ feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' }, ['major', 'minor']), breakingMark: false },
  'release-please': rules({ feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' }, ['major', 'minor']),
  changesets: rules({}, ['major', 'minor']),
  'release-plz': rules({ feat: 'minor', '*': 'patch' }, ['minor', 'patch', 'patch'], 'patch'),
  'git-cliff': rules({ feat: 'minor', '*': 'patch' }, ['major', 'minor'], 'patch'),
  nx: rules({ feat: 'minor', fix: 'patch' }, ['major', 'minor']),
  knope: rules({ feat: 'minor', fix: 'patch' }, ['minor', 'patch']),
  'release-it': rules({ feat: 'minor', '*': 'patch' }, ['major', 'minor'], 'patch'),
  lerna: rules({ feat: 'minor', '*': 'patch' }, ['minor', 'minor'], 'patch'),
  // Below 1.0.0 a breaking change raises what its type does.
  cocogitto: rules({ feat: 'minor', fix: 'patch' }, ['none', 'minor']),
  'python-semantic-release': rules({ feat: 'minor', fix: 'patch', perf: 'patch' }, ['major', 'minor']),
};

/** Rules of a tool that is not told otherwise. */
export function rulesOf(driver: Driver): BumpRules {
  return RULES[driver];
}

/** The one way to write rules that mean the same: types in order of the alphabet, and none that raises what types without a name raise anyway. */
export function canonicalRules(given: BumpRules): BumpRules {
  const rest = given.types.get('*') ?? 'none';
  const types = [...given.types].filter(([type, bump]) => (type === '*' ? bump !== 'none' : bump !== rest));
  const labels = given.labels === undefined || given.labels.size === 0 ? undefined : new Map([...given.labels].sort(byKey));
  return {
    types: new Map(types.sort(byKey)),
    breaking: given.breaking,
    other: given.other,
    beforeOne: earlyOf(given.beforeOne),
    ...(labels ? { labels } : {}),
    ...(given.further === undefined || given.further.length === 0 ? {} : { further: given.further }),
    ...(given.breakingMark === false ? { breakingMark: false } : {}),
  };
}

/** What is raised below 0.1.0 is told only where it differs. */
function earlyOf({ breaking, feature, initial }: BumpRules['beforeOne']): BumpRules['beforeOne'] {
  return { breaking, feature, ...(initial === undefined || initial === breaking ? {} : { initial }) };
}

/** What a component has that says nothing of it. */
export function componentDefaults(
  path: string,
  driver: Driver,
  several: boolean,
): Pick<Component, 'tag' | 'scheme' | 'rules' | 'first' | 'dependsOn' | 'paths'> & { readonly changelog: string } {
  return {
    tag: !several || path === '' ? 'v{version}' : NPM_TAGS.has(driver) ? '{name}@{version}' : '{name}-v{version}',
    scheme: { kind: 'semver' },
    rules: rulesOf(driver),
    first: FIRST_IS_ONE.has(driver) ? '1.0.0' : '0.1.0',
    dependsOn: [],
    paths: [],
    changelog: path === '' ? 'CHANGELOG.md' : `${path}/CHANGELOG.md`,
  };
}

const NPM_TAGS: ReadonlySet<Driver> = new Set(['changesets', 'lerna', 'nx']);
const FIRST_IS_ONE: ReadonlySet<Driver> = new Set(['semantic-release', 'release-please', 'python-semantic-release']);

/** Name of the component of a repository that has one and does not name it. */
export const ONLY = 'root';

export const DEFAULT_BRANCHES: readonly string[] = ['main', 'master'];
export const DEFAULT_CHANNELS: readonly string[] = ['stable', 'rc', 'beta', 'alpha', 'hotfix', 'nightly'];

/** A channel of which only the name is known. @param all names of all channels */
export function channelDefaults(name: string, all: readonly string[], branches: readonly string[]): Channel {
  if (name === 'stable') return { name, branches, latest: true, ...(all.includes('rc') ? { promotes: 'rc' } : {}) };
  if (name === 'hotfix') return { name, branches: ['hotfix/**'], hotfix: 'patch', latest: true };
  return { name, identifier: name, branches, latest: false };
}

const KEEP_A_CHANGELOG = {
  feat: 'Added',
  perf: 'Changed',
  refactor: 'Changed',
  deprecate: 'Deprecated',
  revert: 'Removed',
  fix: 'Fixed',
  security: 'Security',
};
const SECTIONS = { feat: 'Features', fix: 'Bug Fixes', perf: 'Performance', revert: 'Reverts' };

/** Titles of sections by type of change, in the order in which they stand. */
export function sectionDefaults(style: NotesConfig['style']): ReadonlyMap<string, string> {
  return new Map(Object.entries(style === 'sections' ? SECTIONS : KEEP_A_CHANGELOG));
}

export const DEFAULT_NOTES: NotesConfig = {
  style: 'keep-a-changelog',
  sections: sectionDefaults('keep-a-changelog'),
  contributors: true,
  compare: true,
};

export const DEFAULT_PULL_REQUEST: ReleaseConfig['pullRequest'] = {
  branch: 'slipway/release',
  title: 'chore: release {version}',
  labels: ['release'],
};

export const DEFAULT_TAGGING: ReleaseConfig['tagging'] = { annotated: true, signed: false };

/** Where the kind of a release comes from when nothing is said: changeset files where all components live by them. */
export function fromDefaults(components: readonly Component[]): ReleaseConfig['from'] {
  return components.length > 0 && components.every((one) => one.driver === 'changesets') ? ['changesets'] : ['commits'];
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
