import type { Examination } from '../diagnose.ts';
import type { Finding, Link, Route } from '../report.ts';
import { brokenBy } from './verdicts.ts';

/** One destination's way before and after a change. */
export interface WalkPair {
  readonly destination: string;
  readonly before: readonly Link[];
  /** Empty when no route leads there any more. */
  readonly after: readonly Link[];
}

/** The walk that a finding breaks, and the same entry's way to the same destination after a change. A finding that breaks none has its own chain. */
export function walkPair(base: Examination, finding: Finding, after: Examination): WalkPair | undefined {
  for (const destination of brokenBy(base.report, finding.id)) {
    const route = destination.routes.find((r) => r.because.includes(finding.id));
    const now = after.report.destinations.find((d) => d.id === destination.id && d.kind === destination.kind);
    const next =
      now &&
      bestOf(
        now.routes.filter((r) => r.role === 'release'),
        route,
      );
    if (route) return { destination: destination.id, before: route.chain, after: next?.chain ?? [] };
  }
  return undefined;
}

/** Reached, by the same entry where that can be. */
function bestOf(routes: readonly Route[], like: Route | undefined): Route | undefined {
  const same = routes.filter((r) => r.entry === like?.entry);
  return [...same, ...routes].find((r) => r.verdict === 'reached') ?? same[0] ?? routes[0];
}
