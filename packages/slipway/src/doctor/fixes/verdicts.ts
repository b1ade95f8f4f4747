import type { Destination, Report, Verdict } from '../report.ts';

const rank: Readonly<Record<Verdict, number>> = { broken: 0, never: 1, unknown: 2, reached: 3 };

/** Destinations that a finding breaks. */
export function brokenBy(report: Report, finding: string): Destination[] {
  return report.destinations.filter((d) => d.routes.some((r) => r.because.includes(finding)));
}

/** Destinations that a release is meant to reach. */
export function ofRelease(report: Report): Destination[] {
  return report.destinations.filter((d) => d.routes.some((r) => r.role === 'release'));
}

/** The worst verdict; `unknown` when there is none. */
export function worst(destinations: readonly Destination[]): Verdict {
  return destinations.reduce<Verdict | undefined>((v, d) => (v === undefined || rank[d.verdict] < rank[v] ? d.verdict : v), undefined) ?? 'unknown';
}

/** True when the second verdict is worse than the first. */
export function isWorse(before: Verdict, after: Verdict): boolean {
  return rank[after] < rank[before];
}

/** The same destinations after a change; those that are gone are left out. */
export function sameIn(report: Report, destinations: readonly Destination[]): Destination[] {
  return destinations.flatMap((d) => report.destinations.find((other) => other.id === d.id && other.kind === d.kind) ?? []);
}
