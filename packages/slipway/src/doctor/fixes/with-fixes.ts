import type { Examination } from '../diagnose.ts';
import type { Report } from '../report.ts';
import { fixesFor } from './alternatives.ts';
import { isMendable } from './proposals.ts';

/**
 * A report with the fixes that are proved, finding by finding.
 * @param report of the same tree; it may hold fewer rules than the examination
 */
export function withFixes(base: Examination, report: Report = base.report): Report {
  return {
    ...report,
    findings: report.findings.map((finding) =>
      isMendable(finding.rule) ? { ...finding, fixes: fixesFor(base, finding.id).offered.map(({ fix }) => fix) } : finding,
    ),
  };
}
