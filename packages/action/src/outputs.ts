import type { Examined } from './examine.ts';

/** Paths of the files that were written; '' for none. */
export interface Files {
  readonly report: string;
  readonly sarif: string;
}

/** The outputs of action.yml. With a base, findings and destinations are those that the change brings. */
export function outputsOf({ report, compared, failed }: Examined, files: Files): Record<string, string> {
  const findings = compared?.comparison.fresh ?? report.findings;
  const count = (severity: string): string => String(findings.filter((finding) => finding.severity === severity).length);
  const broken =
    compared === undefined
      ? report.destinations.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id)
      : compared.comparison.breaks.flatMap(({ destinations }) => destinations.map(({ id }) => id));
  return {
    verdict: verdictOf(report),
    change: compared === undefined ? '' : changeOf(compared.comparison),
    failed: String(failed),
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    'broken-destinations': JSON.stringify([...new Set(broken)]),
    report: files.report,
    sarif: files.sarif,
  };
}

/** The worst of the destinations. */
function verdictOf({ destinations }: Examined['report']): string {
  const verdicts = destinations.map(({ verdict }) => verdict);
  return (['broken', 'unknown', 'reached'] as const).find((one) => verdicts.includes(one)) ?? 'none';
}

function changeOf({ breaks, mends }: NonNullable<Examined['compared']>['comparison']): string {
  return [...(breaks.length > 0 ? ['breaks'] : []), ...(mends.length > 0 ? ['mends'] : [])].join(' and ') || 'neither';
}
