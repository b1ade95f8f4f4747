import type { Examination } from '../diagnose.ts';
import type { Report } from '../report.ts';
import { fixesFor } from './alternatives.ts';
import { isMendable } from './proposals.ts';

/** Findings for which ways are looked for in one report: each takes some walks. */
const most = 60;

/**
 * A report with the fixes that are proved, finding by finding, the gravest first.
 * @param report of the same tree; it may hold fewer rules than the examination
 */
export function withFixes(base: Examination, report: Report = base.report): Report {
  const mendable = report.findings.filter((finding) => isMendable(finding.rule));
  const tried = new Set(mendable.slice(0, most));
  const left = mendable.length - tried.size;
  return {
    ...report,
    findings: report.findings.map((finding) =>
      tried.has(finding) ? { ...finding, fixes: fixesFor(base, finding.id).offered.map(({ fix }) => fix) } : finding,
    ),
    limits:
      left === 0
        ? report.limits
        : [...report.limits, `fixes were looked for the first ${most} findings that can have one; \`slipway fix\` looks at the other ${left} too`],
  };
}
