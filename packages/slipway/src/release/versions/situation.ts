import type { Bump } from '../types.ts';
import { isSemanticFormat } from './calendar.ts';
import { latestOf } from './latest.ts';
import type { Next, NextQuestion, NoRelease } from './question.ts';
import { type Release, releasesOf, writtenInTags } from './releases.ts';
import { tagOf } from './templates.ts';
import { type Arithmetic, compareNumbers, compareVersions, highest, inRange, isRefusal, type Version } from './version.ts';

/** Identifiers of builds that promise nothing: what they are called binds no later version. */
const PASSING = new Set(['nightly', 'canary', 'snapshot', 'dev', 'edge']);

/** Whether the versions are made by our own rules. */
export function countsItself(driver: NextQuestion['component']['driver']): boolean {
  return driver === undefined || driver === 'slipway' || driver === 'goreleaser' || driver === 'cargo-dist';
}

/** A build of the day or of a commit (nightly, canary, …), by the identifier of its pre-release. */
export function isPassing(version: Pick<Version, 'prerelease'>): boolean {
  return typeof version.prerelease[0] === 'string' && PASSING.has(version.prerelease[0].toLowerCase());
}

/** A question with its tags read, and the ways to answer it. */
export interface Situation {
  readonly question: NextQuestion;
  readonly arithmetic: Arithmetic;
  /** Of any branch, highest first. */
  readonly all: readonly Release[];
  /** That head contains, highest first. */
  readonly contained: readonly Release[];
  /** The last stable release that head contains, on this line. */
  readonly from: Release | undefined;
  /** Releases that sit on head itself, highest first. */
  readonly here: readonly Release[];
  readonly why: string[];
  readonly warnings: string[];
  readonly leftOut: readonly { readonly tag: string; readonly why: string }[];
  /** One of the newest tags, which are no versions of the scheme. */
  readonly unread: string | undefined;
}

/** What every rule for the next version begins with: the releases there are, the last one, and what was left out. */
export function situationOf(question: NextQuestion, arithmetic: Arithmetic): Situation {
  const { component, line, head } = question;
  const every = releasesOf(component, question.all, arithmetic);
  const names = new Set(question.contained.map(({ name }) => name));
  const contained = every.releases.filter(({ tag }) => names.has(tag));
  const stable = contained.filter((one) => one.prerelease.length === 0 && (!line || inRange(one, line.range)));
  const from = highest(stable);
  const why: string[] = [];
  const warnings = [...every.warnings];
  const twin = stable.find((one) => one !== from && one.commit === from?.commit);
  if (from && twin) why.push(`${from.tag} and ${twin.tag} are on one commit; the higher counts.`);
  for (const one of contained.filter((release) => release.undotted && (!from || compareVersions(release, from) > 0)))
    warnings.push(
      `${one.tag} has no dot before its number; \`rc10\` so written sorts before \`rc2\`. It is read as ${arithmetic.write(one.numbers, one.prerelease)}.`,
    );
  const here = every.releases.filter(({ commit }) => commit === head);
  return { question, arithmetic, all: every.releases, contained, from, here, why, warnings, leftOut: every.leftOut, unread: every.unread };
}

/** No release, because there is nothing to release. */
export function nothing(situation: Situation, reason: string): NoRelease {
  return { kind: 'nothing', reason, why: [...situation.why, reason], warnings: situation.warnings, leftOut: situation.leftOut };
}

/** No release, though there is something: it must not be released so. */
export function refused(situation: Situation, reason: string): NoRelease {
  return { kind: 'refused', reason, why: [...situation.why, reason], warnings: situation.warnings, leftOut: situation.leftOut };
}

/** Whether a version is there already, as a tag or as one that orders the same. */
export function isTaken(situation: Situation, text: string): boolean {
  const { component, all } = situation.question;
  const name = tagOf(component.tag, component.name, text);
  if (all.some((tag) => tag.name === name)) return true;
  const version = situation.arithmetic.read(text);
  return !isRefusal(version) && situation.all.some((one) => compareVersions(one, version) === 0);
}

interface Chosen {
  readonly numbers: readonly number[];
  readonly prerelease?: readonly (string | number)[];
  readonly bump: Bump;
  readonly promotes?: Release;
}

/**
 * The last judge of every way to a version: it is readable, free, inside its line, and higher than all that its commit contains.
 * A promoted candidate's commit may lie below head; then what head contains besides does not count.
 */
export function release(situation: Situation, { numbers, prerelease = [], bump, promotes }: Chosen): Next {
  const { question, arithmetic, contained, from } = situation;
  const { line, channel, component } = question;
  const text = arithmetic.write(numbers, prerelease);
  const version = arithmetic.read(text);
  if (isRefusal(version)) return refused(situation, `${text} cannot be released: ${version.refused}.`);
  if (line && !inRange(version, line.range)) return refused(situation, leaves(situation, text, bump));
  if (isTaken(situation, text)) return refused(situation, `${tagOf(component.tag, component.name, text)} exists already; a tag name is used once.`);
  // To another tool pre-releases of other channels are no releases of this one.
  const ours = (one: Release): boolean => countsItself(component.driver) || one.prerelease.length === 0 || one.prerelease[0] === prerelease[0];
  const binding = contained.filter(
    (one) => ours(one) && (isPassing(version) || !isPassing(one)) && (!promotes || compareVersions(one, promotes) <= 0),
  );
  const last = binding[0];
  if (last && compareVersions(version, last) <= 0)
    return refused(situation, `${text} would be lower than ${last.tag}, which this commit contains; a version never goes back.`);
  for (const old of contained.filter((one) => one.undotted && compareNumbers(one.numbers, numbers) === 0))
    if (prerelease.length > 0)
      situation.warnings.push(
        `To package managers ${text} is lower than ${old.tag}, for its number has no dot; who installed that is not offered this.`,
      );
  if (question.registry && component.scheme.kind === 'calver' && !isSemanticFormat(component.scheme.format))
    situation.warnings.push(`The format \`${component.scheme.format}\` gives versions that are not semantic ones, such as npm and crates.io demand.`);
  const latest = latestOf(version, channel, situation.all, line, question.lines);
  const tag = tagOf(component.tag, component.name, writtenInTags(text, version, situation.all));
  const result = {
    kind: 'release' as const,
    from: from ?? null,
    version: text,
    tag,
    commit: promotes?.commit ?? question.head,
    bump,
    prerelease: prerelease.length > 0,
    latest: latest.changes,
    why: [...situation.why, latest.why],
    warnings: situation.warnings,
    leftOut: situation.leftOut,
  };
  return promotes ? { ...result, promotes } : result;
}

function leaves(situation: Situation, text: string, bump: Bump): string {
  const { range } = situation.question.line!;
  const what = { major: 'A breaking change', minor: 'A feature', patch: 'This change', none: 'This version' }[bump];
  return `${what} cannot be released on the line ${range}: ${text} lies outside of it; release it from the main branch, or take it back here.`;
}
