import type { Channel, Line } from '../../types.ts';
import { rangeOf } from '../channels.ts';
import { channelDefaults, DEFAULT_BRANCHES, DEFAULT_CHANNELS } from '../defaults.ts';
import type { Facts } from './facts.ts';
import type { Reason } from './found.ts';
import { identifiersOf } from './tags.ts';

/** More lines than this nobody maintains. */
const MOST_LINES = 4;
const LINE = /^(?:(?:release|releases|stable|maint|maintenance|support)[-/_]v?\d+(?:\.\d+)?(?:\.[xX])?|v?\d+(?:\.\d+)?\.[xX])$/;

/** Maintained ranges, and the shape of the branches that the newest versions come from where they have such a branch too. */
interface Lines {
  readonly lines: readonly Line[];
  /** As a glob: `release/v*`. */
  readonly newest: string | undefined;
  readonly reasons: readonly Reason[];
}

/**
 * Branches whose names say which versions they keep, the highest first. One that keeps the newest version, or a later one, is no line of
 * maintenance: a line never is the latest.
 * @param tags of the components
 */
export function linesOf({ branches }: Facts, tags: readonly string[]): Lines {
  const top = Math.max(-1, ...tags.flatMap((tag) => numbersOf(tag) ?? []));
  const found = branches.flatMap((branch) => {
    const range = LINE.test(branch) ? rangeOf(branch) : undefined;
    return range === undefined ? [] : [{ branch, range }];
  });
  found.sort((a, b) => rank(b.range) - rank(a.range) || (a.branch < b.branch ? -1 : 1));
  const kept = found.filter(({ range }) => rank(range) < top);
  const current = found.find(({ range }) => rank(range) === top || rank(range) === Math.floor(top / 1000) * 1000 + 999);
  const lines = kept.filter((one) => one !== current).slice(0, MOST_LINES);
  const more = kept.length > lines.length ? `, the highest ${lines.length} of ${kept.length}` : '';
  return {
    lines,
    newest: current?.branch.replace(/\d.*?(?=\.[xX]$|$)/, '*'),
    reasons: [
      ...(lines.length === 0 ? [] : [{ key: 'lines', why: `branches that keep a range of versions by their names${more}`, at: undefined }]),
      ...(current ? [{ key: 'branches', why: `the newest version is of the branch ${current.branch}`, at: undefined }] : []),
    ],
  };
}

/** The major and minor number of a tag without pre-release, as one number. */
function numbersOf(tag: string): number | undefined {
  const match = /(?<![\d.])(\d{1,6})\.(\d{1,3})(?:\.\d+)*$/.exec(tag);
  return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}

const rank = (range: string): number => {
  const [major = 0, minor = 999] = range.replace(/\.x$/, '').split('.').map(Number);
  return major * 1000 + minor;
};

/** Names of pre-releases that say what they are; others in a tag were an accident, or a person's. */
const USUAL = new Set(['next', 'preview', 'pre', 'dev', 'canary', 'experimental', 'insiders', 'edge', 'snapshot', 'milestone', 'ea']);

/**
 * The usual channels from this repository's branch, and those that only its tags show.
 * @param newest glob of other branches that the newest versions come from
 */
export function channelsOf(
  facts: Facts,
  tags: readonly string[],
  newest?: string,
): { readonly channels: readonly Channel[]; readonly reasons: readonly Reason[] } {
  const { defaultBranch } = facts;
  const own = defaultBranch !== undefined && !DEFAULT_BRANCHES.includes(defaultBranch);
  const branches = [...(own ? [defaultBranch] : DEFAULT_BRANCHES), ...(newest === undefined ? [] : [newest])];
  const identifiers = identifiersOf(tags);
  const more = identifiers.filter((name) => USUAL.has(name)).slice(0, 3);
  const names = [...DEFAULT_CHANNELS, ...more];
  const suffix = identifiers.includes('hotfix');
  const channels = names.map((name) => ({
    ...channelDefaults(name, names, branches),
    ...(name === 'hotfix' && suffix ? { hotfix: 'suffix' as const } : {}),
  }));
  const shown = (name: string): string => facts.tags.find((tag) => new RegExp(`\\d-${name}\\b|\\d-${name}[.-]?\\d`, 'i').test(tag)) ?? name;
  return {
    channels,
    reasons: [
      ...(own ? [{ key: 'branches', why: `the default branch is ${defaultBranch}`, at: undefined }] : []),
      ...more.map((name) => ({ key: 'channels', why: `pre-releases are called ${name}, as in the tag ${shown(name)}`, at: undefined })),
      ...(suffix ? [{ key: 'channels', why: `hotfixes are pre-releases of a version, as in the tag ${shown('hotfix')}`, at: undefined }] : []),
    ],
  };
}
