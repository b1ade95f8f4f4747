import type { Channel, Line } from '../../types.ts';
import { rangeOf } from '../channels.ts';
import { channelDefaults, DEFAULT_BRANCHES, DEFAULT_CHANNELS } from '../defaults.ts';
import type { Facts } from './facts.ts';
import type { Reason } from './found.ts';
import { identifiersOf } from './tags.ts';

/** More lines than this nobody maintains. */
const MOST_LINES = 4;
const LINE = /^(?:(?:release|releases|stable|maint|maintenance|support)[-/_]v?\d+(?:\.\d+)?(?:\.[xX])?|v?\d+(?:\.\d+)?\.[xX])$/;

/** Branches whose names say which versions they keep, the highest first. */
export function linesOf({ branches }: Facts): { readonly lines: readonly Line[]; readonly reasons: readonly Reason[] } {
  const found = branches.flatMap((branch) => {
    const range = LINE.test(branch) ? rangeOf(branch) : undefined;
    return range === undefined ? [] : [{ branch, range }];
  });
  found.sort((a, b) => rank(b.range) - rank(a.range) || (a.branch < b.branch ? -1 : 1));
  const lines = found.slice(0, MOST_LINES);
  if (lines.length === 0) return { lines, reasons: [] };
  const more = found.length > lines.length ? `, the highest ${lines.length} of ${found.length}` : '';
  return { lines, reasons: [{ key: 'lines', why: `branches that keep a range of versions by their names${more}`, at: undefined }] };
}

const rank = (range: string): number => {
  const [major = 0, minor = 999] = range.replace(/\.x$/, '').split('.').map(Number);
  return major * 1000 + minor;
};

/** Names of pre-releases that say what they are; others in a tag were an accident, or a person's. */
const USUAL = new Set(['next', 'preview', 'pre', 'dev', 'canary', 'experimental', 'insiders', 'edge', 'snapshot', 'milestone', 'ea']);

/** The usual channels from this repository's branch, and those that only its tags show. */
export function channelsOf(facts: Facts, tags: readonly string[]): { readonly channels: readonly Channel[]; readonly reasons: readonly Reason[] } {
  const { defaultBranch } = facts;
  const own = defaultBranch !== undefined && !DEFAULT_BRANCHES.includes(defaultBranch);
  const branches = own ? [defaultBranch] : DEFAULT_BRANCHES;
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
