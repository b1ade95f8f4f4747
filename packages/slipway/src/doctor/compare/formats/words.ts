import { baseName } from '../../../chain/index.ts';
import { clean, count } from '../../formats/terminal.ts';
import { destinationName } from '../../formats/view.ts';
import type { Report } from '../../report.ts';
import type { AskedBy, Comparison, DestinationChange, Firing, Statement, Unproven } from '../types.ts';

/** A comparison with the reports that it was made of, and what the base is called. */
export interface Compared {
  readonly comparison: Comparison;
  /** Of the tree after the change. */
  readonly report: Report;
  /** Of the base. */
  readonly before: Report;
  /** The base as the caller named it. */
  readonly base: string;
  /** The contract that is written down says something else than the changed tree. */
  readonly lockDiffers?: boolean;
}

/** What a person calls a destination of either side. */
export function nameOf(id: string, { report, before }: Pick<Compared, 'report' | 'before'>): string {
  return destinationName(id, report, before);
}

export const changeText = ({ before, after }: Pick<DestinationChange, 'before' | 'after'>): string => `${before} → ${after}`;

/** `npm:tool, GitHub release: broken → reached (token-cannot-trigger)`; the title of the finding, and what hangs on it, where no verdict changed. */
export function statementText({ destinations, concerns, findings, rules }: Statement, compared: Pick<Compared, 'report' | 'before'>): string {
  const why = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  if (destinations.length > 0)
    return `${named(
      destinations.map((d) => d.id),
      compared,
    )}: ${changeText(destinations[0]!)}${why}`;
  return `${clean(findings[0]?.title ?? '')}${why}${concerns.length === 0 ? '' : `, on the way to ${named(concerns, compared)}`}`;
}

function named(ids: readonly string[], compared: Pick<Compared, 'report' | 'before'>): string {
  const shown = ids.slice(0, 4).map((id) => nameOf(id, compared));
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `release.yml starts on push of a tag v*, by tag.yml with the GITHUB_TOKEN`. */
export function firingText({ workflow, event, by }: Firing, verb: 'starts' | 'no longer starts'): string {
  return clean(`${baseName(workflow)} ${verb} on ${event}, by ${by}`);
}

/** Why a finding that is gone is not said to be mended, as the end of a sentence. */
export const UNPROVEN_TEXT: Readonly<Record<Exclude<Unproven, 'minor'>, string>> = {
  removed: 'removed: what it was about is not there any more',
  unknown: 'no longer known: something that cannot be read stands there now',
  stands: 'still broken, for another reason',
  ignored: 'ignored now, by a comment or the configuration',
};

/** `install.sh:12, README.md:40`. */
function askersText(askedBy: readonly AskedBy[]): string {
  const shown = askedBy.slice(0, 3).map(({ path, line }) => `${clean(path)}:${line}`);
  const more = askedBy.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What the contract loses and gains, and whether what is written down knows of it. */
export function contractSection({ comparison, lockDiffers }: Compared): string[] {
  const lines = contractLines(comparison.contract);
  return lockDiffers ? [...lines, 'release.contract.json says something else: `slipway contract --check` tells what, `--write` agrees to it'] : lines;
}

/** What the contract loses and gains, line by line. */
export function contractLines({ added, removed, renamed }: Comparison['contract']): string[] {
  return [
    ...removed.map(({ item, askedBy }) => `removes ${what(item.kind, item.name)}${asks(askedBy)}`),
    ...renamed.map(({ from, to, askedBy }) => `renames ${what(from.kind, from.name)} to ${clean(to.name)}${asks(askedBy)}`),
    ...added.map((item) => `adds ${what(item.kind, item.name)}`),
  ];
}

const what = (kind: string, name: string): string => clean(kind === 'asset' || kind === 'package' ? name : `${kind} ${name}`);

function asks(askedBy: readonly AskedBy[]): string {
  if (askedBy.length === 0) return '';
  return `, which ${askersText(askedBy)} ${askedBy.length === 1 ? 'asks' : 'ask'} for`;
}

/** True when the change does nothing that the comparison would tell. */
export function isSilent({ fresh, gone, destinations, wakes, sleeps, contract }: Comparison): boolean {
  const { added, removed, renamed } = contract;
  return [fresh, gone, destinations, wakes, sleeps, added, removed, renamed].every((list) => list.length === 0);
}

/** The base as a person reads it: a full hash is cut. */
export const baseText = (base: string): string => clean(base).replace(/^([0-9a-f]{10})[0-9a-f]{30,54}$/, '$1');

/** One line for the end: `breaks 1, mends 2; wakes 3 workflows; 4 findings stand as before`. */
export function comparisonSummary({ comparison, base }: Compared): string {
  const { breaks, mends, wakes, sleeps, stays } = comparison;
  const standing = stays.length === 0 ? '' : `; ${count(stays.length, 'finding')} ${stays.length === 1 ? 'stands' : 'stand'} as before`;
  if (isSilent(comparison)) return `nothing that concerns a release changed since ${baseText(base)}${standing}`;
  const fired = (list: readonly Firing[]): number => new Set(list.map((f) => f.workflow)).size;
  const parts = [
    breaks.length > 0 ? `breaks ${breaks.length}` : '',
    mends.length > 0 ? `mends ${mends.length}` : '',
    wakes.length > 0 ? `wakes ${count(fired(wakes), 'workflow')}` : '',
    sleeps.length > 0 ? `stops ${count(fired(sleeps), 'workflow')}` : '',
  ].filter((part) => part !== '');
  return `since ${baseText(base)}: ${parts.length === 0 ? 'nothing is better or worse' : parts.join(', ')}${standing}`;
}
