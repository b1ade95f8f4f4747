import type { Tree } from '../../remotes/types.ts';
import { type Examination, examine } from '../diagnose.ts';
import type { DoctorOptions } from '../options.ts';
import type { Finding } from '../report.ts';
import { compareExaminations } from './compare.ts';
import type { DestinationChange } from './types.ts';

/** A finding that dated facts of the platform will bring, and the first day on which it stands. */
export interface Forecasted {
  readonly date: string;
  readonly finding: Finding;
}

/** What time alone does to a tree. */
export interface Forecast {
  readonly schemaVersion: 1;
  /** Days, YYYY-MM-DD. */
  readonly from: string;
  readonly until: string;
  /** By date, then as in a report. */
  readonly findings: readonly Forecasted[];
  /** Verdicts that are other ones on the last day. */
  readonly destinations: readonly DestinationChange[];
}

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Examines a tree for a later day, and finds the day of each finding that comes by halving the time between.
 * @param from day from which on it is looked at
 * @param days how many days ahead
 */
export function forecast(tree: Tree, options: DoctorOptions, from: string, days: number): Forecast {
  const at = (day: number, earlier?: Examination): Examination => examine(tree, { ...options, asOf: daysAfter(from, day) }, earlier);
  const today = at(0);
  const then = at(days, today);
  const { fresh, destinations } = compareExaminations(today, then);
  const dates = new Map<string, number>();
  const search = (low: number, high: number, ids: readonly string[]): void => {
    if (ids.length === 0) return;
    if (high - low <= 1) {
      for (const id of ids) dates.set(id, high);
      return;
    }
    const middle = Math.floor((low + high) / 2);
    const standing = new Set(at(middle, today).report.findings.map((f) => f.id));
    search(
      low,
      middle,
      ids.filter((id) => standing.has(id)),
    );
    search(
      middle,
      high,
      ids.filter((id) => !standing.has(id)),
    );
  };
  search(
    0,
    days,
    fresh.map((f) => f.id),
  );
  const findings = fresh.map((finding) => ({ date: daysAfter(from, dates.get(finding.id) ?? days), finding }));
  findings.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { schemaVersion: 1, from, until: daysAfter(from, days), findings, destinations };
}
