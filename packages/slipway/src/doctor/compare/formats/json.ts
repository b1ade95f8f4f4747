import { formatJson } from '../../formats/json.ts';
import type { Finding, Report } from '../../report.ts';
import type { Comparison, Statement } from '../types.ts';
import type { Compared } from './words.ts';

/** A statement with the ids of its findings. */
interface SaidStatement extends Omit<Statement, 'findings'> {
  readonly findings: readonly string[];
}

/** The comparison as data; `fresh` and `stays` are ids, because the report beside it, or an earlier one, has the findings. */
export interface ComparisonReport {
  readonly schemaVersion: 1;
  readonly base: { readonly name: string; readonly revision: string | null };
  readonly breaks: readonly SaidStatement[];
  readonly mends: readonly SaidStatement[];
  readonly fresh: readonly string[];
  readonly stays: readonly string[];
  readonly gone: readonly (Finding & { readonly why: 'mended' | Comparison['unproven'][number]['why']; readonly standing: readonly string[] })[];
  readonly destinations: Comparison['destinations'];
  readonly wakes: Comparison['wakes'];
  readonly sleeps: Comparison['sleeps'];
  readonly contract: Comparison['contract'];
  /** Whether `release.contract.json` says what the changed tree would release; absent without one. */
  readonly lock?: 'agrees' | 'differs';
}

export function comparisonReport({ comparison, before, base, lockDiffers }: Compared): ComparisonReport {
  const said = (list: readonly Statement[]): SaidStatement[] => list.map((s) => ({ ...s, findings: s.findings.map((f) => f.id) }));
  const { destinations, wakes, sleeps, contract } = comparison;
  return {
    schemaVersion: 1,
    base: { name: base, revision: before.source.revision },
    breaks: said(comparison.breaks),
    mends: said(comparison.mends),
    fresh: comparison.fresh.map((f) => f.id),
    stays: comparison.stays.map((f) => f.id),
    gone: comparison.gone.map((finding) => {
      const doubt = comparison.unproven.find((u) => u.finding === finding);
      return { ...finding, why: doubt?.why ?? 'mended', standing: doubt?.standing.map((f) => f.id) ?? [] };
    }),
    destinations,
    wakes,
    sleeps,
    contract,
    ...(lockDiffers === undefined ? {} : { lock: lockDiffers ? ('differs' as const) : ('agrees' as const) }),
  };
}

/** The report of the changed tree with its fresh findings only. */
export function freshReport({ report, comparison }: Compared): Report {
  return { ...report, findings: comparison.fresh };
}

/** The report with its fresh findings only, and the comparison. Ends with a newline. */
export function formatComparisonJson(compared: Compared): string {
  const whole: Report & { readonly comparison: ComparisonReport } = { ...freshReport(compared), comparison: comparisonReport(compared) };
  return formatJson(whole);
}
