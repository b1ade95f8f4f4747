import type { Examination } from '../diagnose.ts';
import type { Report } from '../report.ts';
import { fixesFor } from './alternatives.ts';
import { isMendable } from './proposals.ts';

/** The report of an examination with the fixes that are proved, finding by finding. */
export function withFixes(base: Examination): Report {
  return {
    ...base.report,
    findings: base.report.findings.map((finding) =>
      isMendable(finding.rule) ? { ...finding, fixes: fixesFor(base, finding.id).offered.map(({ fix }) => fix) } : finding,
    ),
  };
}
