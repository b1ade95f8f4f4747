import { ruleIds } from '../src/doctor/index.ts';
import type { Finding, Report, Severity } from '../src/doctor/report.ts';
import { SAMPLE_FINDING, SAMPLE_REPORT } from './sample-report.ts';

/** A report with so many findings, one error in three, each with a chain and a place of its own. */
export function crowded(n: number): Report {
  const severities: Severity[] = ['error', 'warning', 'note'];
  const findings = Array.from({ length: n }, (_, index): Finding => {
    const severity = severities[index % 3]!;
    const line = index + 1;
    return {
      ...SAMPLE_FINDING,
      id: `f${index}`,
      severity,
      rule: ruleIds()[index % ruleIds().length]!,
      message: `${SAMPLE_FINDING.message} ${'It says why at length. '.repeat(60)}`,
      location: { ...SAMPLE_FINDING.location, line, endLine: line },
      chain: SAMPLE_FINDING.chain.map((link) => ({ ...link, text: `${link.text} ${index} ${'x'.repeat(120)}` })),
    };
  }).sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { ...SAMPLE_REPORT, findings };
}
