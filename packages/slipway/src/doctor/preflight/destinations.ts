import { type Analysis, isByDesign, type Route, type Target, targetKey, type Walk } from '../../chain/index.ts';
import { cutText, routeKey } from '../links.ts';
import type { Assumption, Destination } from '../report.ts';
import type { PreflightDestination } from './types.ts';

export interface Reached {
  readonly destinations: readonly PreflightDestination[];
  /** Routes that break, and are meant to be whole. */
  readonly broken: readonly Route[];
  readonly undecided: readonly Assumption[];
}

/**
 * What an event reaches.
 * @param own routes of its walk
 * @param because findings by the key of the route that breaks because of them
 * @param known destinations of a whole release: those that this event leaves out are told too
 */
export function reachedBy(
  walked: Walk,
  own: readonly Route[],
  analysis: Analysis,
  because: ReadonlyMap<string, readonly string[]>,
  known: readonly Destination[],
): Reached {
  const all = [...own, ...analysis.routes];
  // What breaks by design is no loss.
  const judged = own.filter((route) => route.verdict !== 'broken' || !isByDesign(route, all));
  const keys = new Set(judged.map((route) => targetKey(route.target)));
  // An image has moving tags beside its version's own: what counts is the version's.
  const shown = judged.filter(({ target }) => target.version === 'this' || !keys.has(targetKey({ ...target, version: 'this' })));
  const undecided: Assumption[] = [];
  const destinations = shown.map((route): PreflightDestination => {
    const ids = because.get(routeKey(route)) ?? [];
    if (route.verdict === 'unknown') undecided.push({ text: `${route.target.id}: ${doubtOf(route)}` });
    const assumed = secretOf(route);
    if (assumed !== undefined && !undecided.some((one) => one.text === assumed.text)) undecided.push(assumed);
    return { ...facts(route.target), verdict: route.verdict, ...whyOf(route), because: ids };
  });
  destinations.push(...leftOut(walked, destinations, known));
  return {
    destinations: destinations.sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1)),
    broken: shown.filter((route) => route.verdict === 'broken'),
    undecided,
  };
}

const facts = ({ id, kind, name }: Target): Pick<PreflightDestination, 'id' | 'kind' | 'name'> => ({ id, kind, name });

function whyOf(route: Route): Pick<PreflightDestination, 'why' | 'location'> {
  const cut = route.cuts[0];
  if (cut !== undefined) {
    const at = cut.effect?.at ?? route.best.label.via.start.at;
    return { why: cutText(cut), ...(at === undefined ? {} : { location: at }) };
  }
  return route.verdict === 'unknown' ? { why: doubtOf(route), location: route.best.effect.at } : {};
}

const doubtOf = (route: Route): string => route.best.label.doubts[0] ?? 'the credential of the last step is not known';

/** A registry's or another repository's secret is taken for there. */
function secretOf({ best, verdict }: Route): Assumption | undefined {
  const { credential } = best.effect.held;
  if (verdict === 'broken' || (credential.kind !== 'pat' && credential.kind !== 'either')) return undefined;
  return { text: `whether the secret ${credential.secret} exists`, decide: 'GET /repos/{owner}/{repo}/actions/secrets' };
}

/** Destinations that pushed tags of this family reach, and this very tag does not. */
function leftOut(walked: Walk, reached: readonly PreflightDestination[], known: readonly Destination[]): PreflightDestination[] {
  if (walked.entry.kind !== 'tag' || walked.nodes.length === 0) return [];
  const usual = `a person pushes tag ${walked.entry.family ?? ''}`;
  return known
    .filter((one) => !reached.some((own) => own.id === one.id) && one.version === 'this')
    .filter((one) => one.routes.some((route) => route.role === 'release' && route.verdict === 'reached' && isOf(route.entry, usual)))
    .map(({ id, kind, name }) => ({ id, kind, name, verdict: 'never', why: 'other tags of this kind reach it', because: [] }));
}

/** The sentence of an entry names one version: what stands before it is the family. */
const isOf = (entry: string, usual: string): boolean => entry.startsWith(usual) && /^\d/.test(entry.slice(usual.length));
