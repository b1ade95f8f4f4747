import { clean } from '../../doctor/formats/terminal.ts';
import type { Verdict } from '../../doctor/report.ts';
import { releasesItself } from '../drivers.ts';
import type { Plan, PlannedComponent, PlannedDestination } from '../types.ts';
import { asked } from './again.ts';

/** `owner/name`, the branch and the commit, as far as they are known. */
export function sourceOf({ source }: Plan): string {
  const { repository, branch, revision } = source;
  return clean(`${repository ?? 'this repository'}${branch === null ? '' : `  ${branch}`} @ ${revision.slice(0, 10)}`);
}

/** `1.2.3 -> 1.3.0`, or `none -> 1.3.0` for a first release. */
export function stepOf({ from, to }: PlannedComponent): string {
  return from === null ? `none -> ${to}` : `${from.version} -> ${to}`;
}

/** What is special about a version, in few words. */
export function standingOf({ prerelease, latest, promotes, from }: PlannedComponent): string {
  const parts = [
    ...(from === null ? ['first release'] : []),
    ...(prerelease ? ['pre-release'] : latest ? ['becomes the latest'] : ['not the latest']),
    ...(promotes === null ? [] : [`the commit of ${promotes}`]),
  ];
  return parts.join(', ');
}

/** Reasons beside those that the row of a component and its standing say already. */
export function furtherReasons({ why, from, to }: PlannedComponent): readonly string[] {
  const said = [`${to} becomes the latest.`, ...(from === null ? [] : [`${from.version} rises to ${to}: `])];
  return why.filter((sentence) => !said.some((known) => sentence.startsWith(known)));
}

/** A destination as a person calls it. */
export interface ShownDestination {
  readonly name: string;
  readonly verdict: Verdict;
}

/** Destinations by name, each once with its worst verdict: what is not reached first, tags last. */
export function shownDestinations(destinations: readonly PlannedDestination[]): readonly ShownDestination[] {
  const found = new Map<string, ShownDestination & { readonly kind: string }>();
  for (const one of destinations) {
    const name = destinationName(one);
    const verdict = one.verdict in WORSE ? (one.verdict as Verdict) : 'unknown';
    const known = found.get(name);
    if (known === undefined || WORSE[verdict] < WORSE[known.verdict]) found.set(name, { name, verdict, kind: one.kind });
  }
  const rank = ({ verdict, kind }: ShownDestination & { readonly kind: string }): number => WORSE[verdict] * 2 + Number(kind === 'tag');
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

const WORSE: Readonly<Record<Verdict, number>> = { broken: 0, never: 1, unknown: 2, reached: 3 };

function destinationName({ id, kind }: PlannedDestination): string {
  if (kind === 'release') return 'GitHub release';
  if (kind === 'asset') return 'release files';
  return clean(id).replaceAll('{any}', '…').replaceAll('{word}', '…').replaceAll('{version}', '*');
}

/** How many things of each kind a release must consist of: `1 tag, 4 assets`. */
export function contractSummary(contract: Plan['contract']): string {
  const counts = new Map<string, number>();
  for (const { items } of contract) for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => `${n} ${n === 1 ? kind : plural(kind)}`).join(', ');
}

const plural = (kind: string): string => (kind === 'pages' ? 'sites' : `${kind}s`);

/** How a file changes. */
export function changeOf({ before, after }: Plan['files'][number]): 'new' | 'changed' | 'removed' {
  return before === null ? 'new' : after === null ? 'removed' : 'changed';
}

/** What to do with a plan, most likely first: a command and what it does. */
export function nextSteps(plan: Plan): readonly { readonly command: string; readonly why: string }[] {
  if (plan.components.length === 0) return [];
  const foreign = plan.components.filter(({ driver }) => releasesItself(driver));
  const own = plan.components.length - foreign.length;
  const steps: { command: string; why: string }[] = [];
  if (own > 0 && plan.files.length > 0)
    steps.push({
      command: asked('slipway prepare', plan.asked),
      why: `opens the release pull request from ${plan.pullRequest.branch}, or commits with --local`,
    });
  else if (own > 0)
    steps.push({
      command: tagCommand(plan),
      why: `makes ${plan.components.length === 1 ? plan.components[0]!.tag : `${plan.components.length} tags`}: no file has to change first`,
    });
  steps.push({ command: `${asked('slipway plan', plan.asked)} --explain`, why: 'each commit that was looked at, and why it counts or not' });
  if (own > 0) steps.push({ command: `${asked('slipway plan', plan.asked)} --out plan.json`, why: 'keeps exactly this plan for prepare and tag' });
  return steps;
}

/** What tags a plan without files. A candidate becomes stable only where the channel is named. */
export function tagCommand({ asked: question, channel, components }: Pick<Plan, 'asked' | 'channel' | 'components'>): string {
  return asked('slipway tag', components.some(({ promotes }) => promotes !== null) ? { ...question, channel } : question);
}

/** Why nothing is released, one sentence; the reason of the only component, or how many there are of each kind. */
export function nothingSentence({ unreleased }: Pick<Plan, 'unreleased'>): string {
  if (unreleased.length === 1) return unreleased[0]!.why;
  const refused = unreleased.filter(({ kind }) => kind === 'refused');
  if (refused.length > 0) return refused.length === 1 ? refused[0]!.why : `${refused[0]!.why} So it is with ${refused.length - 1} more components.`;
  const whys = new Set(unreleased.map(({ why }) => why));
  if (whys.size === 1) return `${unreleased.length} components: ${[...whys][0]}`;
  return unreleased.length === 0 ? 'There is no component.' : `None of the ${unreleased.length} components has anything to release.`;
}

/** What decides; the rest of a reason stands in the explanation. */
export function firstSentence(text: string): string {
  return /^.*?\.(?= )/.exec(text)?.[0] ?? text;
}
