import type { Examination } from '../diagnose.ts';
import type { Finding, Route } from '../report.ts';
import { jobAt } from './places.ts';
import type { Sides } from './standing.ts';

function routesTo(id: string, { report }: Examination): readonly Route[] {
  return report.destinations.filter((d) => d.id === id).flatMap((d) => d.routes);
}

/**
 * Whether each of the entries whose way to a destination was cut reaches it now. That a person may get there in another way, as before, mends nothing;
 * an entry that is no more asks for nothing.
 */
export function isReachedAsBefore(id: string, { before, after, renamed }: Sides): boolean {
  const old = [...renamed].find(([, now]) => now === id)?.[0] ?? id;
  const cut = routesTo(old, before).filter((r) => r.role === 'release' && r.verdict === 'broken');
  const now = routesTo(id, after).filter((r) => r.verdict === 'reached');
  const entries = new Set(after.report.entries.map((e) => e.text));
  return cut.every((r) => now.some((o) => o.entry === r.entry)) || (cut.every((r) => !entries.has(r.entry)) && now.some((o) => o.role === 'release'));
}

/** Whether every release that reached a destination reaches it still. What begins somewhere else, and does not get there, takes nothing away from it. */
export function keepsItsWays(id: string, { before, after, renamed }: Sides): boolean {
  const old = [...renamed].find(([, now]) => now === id)?.[0] ?? id;
  const ways = (of: readonly Route[]): string[] => of.flatMap((r) => (r.role === 'release' && r.verdict === 'reached' ? [r.entry] : []));
  const now = ways(routesTo(id, after));
  const had = ways(routesTo(old, before));
  return had.length > 0 && had.every((entry) => now.includes(entry));
}

/** Fresh findings in the job that delivers to a destination: it is reached, by something else than what was meant. */
export function troublesOnTheWay(id: string, { after, matched }: Sides): Finding[] {
  const jobs = new Set<string>();
  for (const route of routesTo(id, after)) {
    const at = route.chain.findLast((link) => link.kind === 'effect')?.location;
    if (at !== undefined && route.verdict === 'reached') jobs.add(`${at.path}\0${jobAt(after, at) ?? ''}`);
  }
  return matched.fresh.filter((f) => f.severity !== 'note' && jobs.has(`${f.location.path}\0${jobAt(after, f.location) ?? ''}`));
}

const MOST_CONCERNED = 8;

/** Destinations that are delivered where a finding is: by its job, or by its workflow when it is about the workflow as a whole. */
export function concernedBy({ location }: Finding, examination: Examination): string[] {
  const job = jobAt(examination, location);
  const ids = new Set<string>();
  for (const d of examination.report.destinations)
    for (const { chain } of d.routes) {
      const at = chain.findLast((link) => link.kind === 'effect')?.location;
      if (at?.path === location.path && (job === undefined || jobAt(examination, at) === job)) ids.add(d.id);
    }
  return [...ids].sort().slice(0, MOST_CONCERNED);
}
