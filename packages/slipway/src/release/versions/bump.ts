import { revertedBy } from '../commits/reverts.ts';
import type { Bump, BumpRules, Change, Considered, FurtherRule } from '../types.ts';
import { bumpOfLabels } from './labels.ts';
import { wordGlob } from './word-globs.ts';

const ORDER: readonly Bump[] = ['none', 'patch', 'minor', 'major'];
const SUBJECT = 120;
/** What semantic-release looks for, and what people write in its stead. */
const SKIPPED = /\[(?:skip release|release skip|no release)\]/i;

/** The larger of two. */
export function larger(a: Bump, b: Bump): Bump {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

export interface Judged {
  readonly bump: Bump;
  /** What decides it, a sentence; why nothing does, when nothing does. */
  readonly why: readonly string[];
  /** Every commit, in the order of the changes, and what it raises. */
  readonly considered: readonly Considered[];
  /** Version that the newest `Release-As` footer asks for. */
  readonly asked?: string;
}

/**
 * How much changes raise a version. A commit that is taken back by another of them counts nothing, nor does the one that takes it back;
 * one that takes back what was released counts as a `revert`.
 * @param changes those since the last release, newest first; several may share a commit
 * Where a pull request has a label about versions, the label decides.
 * @param labels by the number of a pull request
 * @param current numbers of the last version; below 1.0.0 (or before a first release) `rules.beforeOne` holds
 */
export function bumpOf(
  changes: readonly Change[],
  rules: BumpRules,
  current?: readonly number[],
  labels: ReadonlyMap<number, readonly string[]> = new Map(),
): Judged {
  const reverted = reasonsOf(changes);
  const byCommit = new Map<string, Considered>();
  let asked: string | undefined;
  for (const change of changes) {
    const { hash, message } = change.commit;
    const by = reverted.get(change);
    const found = by === undefined ? (byLabel(change, labels, rules.labels) ?? judge(change, rules, current)) : { bump: 'none' as const, why: by };
    if (by === undefined) asked ??= change.footers.find(({ token }) => token.toLowerCase() === 'release-as')?.value.trim();
    const before = byCommit.get(hash);
    if (before && ORDER.indexOf(before.bump) >= ORDER.indexOf(found.bump)) continue;
    byCommit.set(hash, { hash, subject: subjectOf(message), ...found });
  }
  const considered = [...byCommit.values()];
  const bump = considered.reduce<Bump>((most, one) => larger(most, one.bump), 'none');
  const result = { bump, why: [summary(considered, bump)], considered };
  return asked === undefined ? result : { ...result, asked };
}

/** Why a change counts nothing for another one: it is taken back, or does nothing else than take back what was not released. */
function reasonsOf(changes: readonly Change[]): ReadonlyMap<Change, string> {
  const reverted = revertedBy(changes);
  if (reverted.size === 0) return new Map();
  const places = new Map(changes.map((change, at) => [change, at]));
  return new Map(
    [...reverted].map(([change, other]) => {
      const hash = other.commit.hash.slice(0, 7);
      const isTarget = places.get(other)! < places.get(change)!;
      return [change, isTarget ? `it is taken back by ${hash}` : `it takes back ${hash}, which was not released either`];
    }),
  );
}

function judge(change: Change, rules: BumpRules, current: readonly number[] | undefined): Pick<Considered, 'bump' | 'why'> {
  // Where the mark is outside the convention, the whole line is; a footer is found all the same.
  const unread = change.breaking === true && rules.breakingMark === false;
  const type = unread ? undefined : (change.type ?? (change.reverts.length > 0 ? 'revert' : undefined));
  const further = rules.further === undefined ? undefined : furtherOf(change, type, change.breaking !== undefined && !unread, rules.further);
  if (further !== undefined) {
    const bump = current?.[0] ? further : early(further, further, false, rules.beforeOne, current);
    return { bump, why: `a rule for changes like this one: ${bump}${bump === further ? '' : ' below 1.0.0'}` };
  }
  const usual = type === undefined ? rules.other : (rules.types.get(type) ?? rules.types.get('*') ?? 'none');
  const breaks = change.breaking !== undefined && !unread;
  const plain = breaks ? larger(rules.breaking, usual) : usual;
  const bump = current?.[0] ? plain : early(plain, usual, breaks, rules.beforeOne, current);
  const below = bump === plain ? '' : ' below 1.0.0';
  if (breaks) return { bump, why: bump === 'none' ? `it breaks, which raises nothing${below}` : `it breaks: ${bump}${below}` };
  if (unread && bump === 'none')
    return { bump, why: 'to this tool a `!` is outside the convention, which raises nothing; a footer `BREAKING CHANGE:` would' };
  if (type === undefined)
    return { bump, why: bump === 'none' ? 'it follows no convention, which raises nothing' : `it follows no convention: ${bump}${below}` };
  return { bump, why: bump === 'none' ? `\`${type}\` raises nothing` : `\`${type}\`: ${bump}${below}` };
}

type Test = (change: Change, type: string | undefined, breaks: boolean) => boolean;

const tests = new WeakMap<FurtherRule, Test>();

/** What the highest rule raises that fits; undefined when none fits. */
function furtherOf(change: Change, type: string | undefined, breaks: boolean, rules: readonly FurtherRule[]): Bump | undefined {
  let bump: Bump | undefined;
  for (const rule of rules) {
    const test = tests.get(rule) ?? testOf(rule);
    tests.set(rule, test);
    if (test(change, type, breaks)) bump = larger(bump ?? 'none', rule.raises);
  }
  return bump;
}

function testOf({ type, scope, subject, breaking }: FurtherRule): Test {
  const of = (glob: string | undefined): ((text: string | undefined) => boolean) => {
    const matches = glob === undefined ? undefined : wordGlob(glob);
    return glob === undefined ? () => true : (text) => text !== undefined && matches?.(text) === true;
  };
  const [byType, byScope, bySubject] = [of(type), of(scope), of(subject)];
  return (change, own, breaks) => (breaking !== true || breaks) && byType(own) && byScope(change.scope) && bySubject(change.description);
}

/** Below 1.0.0 a feature that breaks raises at least what a feature does. */
function early(plain: Bump, usual: Bump, breaks: boolean, before: BumpRules['beforeOne'], current: readonly number[] | undefined): Bump {
  const own = usual === 'minor' ? before.feature : usual;
  if (plain !== 'major') return plain === 'minor' && !breaks ? own : plain;
  const breaking = current?.[0] === 0 && current[1] === 0 ? (before.initial ?? before.breaking) : before.breaking;
  return larger(breaking, own === 'major' ? 'none' : own);
}

function byLabel(
  { pullRequest, commit }: Change,
  labels: ReadonlyMap<number, readonly string[]>,
  known: BumpRules['labels'],
): Pick<Considered, 'bump' | 'why'> | undefined {
  const skipped = commit.message.includes('[') ? SKIPPED.exec(commit.message)?.[0] : undefined;
  if (skipped !== undefined) return { bump: 'none', why: `it says \`${skipped}\`` };
  const bump = pullRequest === undefined ? undefined : bumpOfLabels(labels.get(pullRequest) ?? [], known);
  return bump === undefined
    ? undefined
    : { bump, why: bump === 'none' ? `the labels of #${pullRequest} want no release` : `the labels of #${pullRequest}: ${bump}` };
}

function summary(considered: readonly Considered[], bump: Bump): string {
  if (considered.length === 0) return 'There is no commit since the last release.';
  const { length } = considered;
  if (bump === 'none')
    return length === 1
      ? 'The one commit since the last release raises nothing.'
      : `None of the ${length} commits since the last release raises the version.`;
  const deciding = considered.filter((one) => one.bump === bump);
  const first = `${deciding[0]!.hash.slice(0, 7)} "${deciding[0]!.subject}"`;
  const others = deciding.length === 1 ? '' : ` and ${deciding.length - 1} more`;
  return `${first}${others} of ${length} ${length === 1 ? 'commit' : 'commits'}: ${bump}.`;
}

/** The first line of a message, cut where it is long. */
export function subjectOf(message: string): string {
  const end = message.indexOf('\n');
  const line = (end < 0 ? message : message.slice(0, end)).trim();
  return line.length > SUBJECT ? `${line.slice(0, SUBJECT - 1)}…` : line;
}
