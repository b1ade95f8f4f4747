import type { Destination, Finding, Report, Severity } from '../report.ts';
import { type JunitCase, junitXml } from './junit-xml.ts';
import { decisiveRoutes, destinationText, entryText, openQuestions, place, subject, VERDICT_WORD } from './view.ts';

export interface JunitReport {
  readonly report: Report;
  /** What the tree is called when its repository's name is not known. */
  readonly label?: string | undefined;
}

/**
 * JUnit XML, as most CI systems read it: for each report one suite of destinations (unknown ones are skipped) and one of findings. Ends with a newline.
 * @param failOn from which severity on a finding is a failed test; `never`: nothing fails
 */
export function formatJunit(reports: readonly JunitReport[], failOn: Severity | 'never'): string {
  return junitXml(
    reports.flatMap(({ report, label }) => {
      const name = subject(report, label);
      return [
        { name: `${name}: destinations`, cases: destinations(report, failOn) },
        { name: `${name}: findings`, cases: findings(report, failOn) },
      ];
    }),
  );
}

function destinations(report: Report, failOn: Severity | 'never'): JunitCase[] {
  return report.destinations.map((row) => {
    const named = { name: destinationText(row), group: `slipway.destination.${row.kind}` };
    if (row.verdict === 'reached') return named;
    if (row.verdict === 'broken' && failOn !== 'never') return { ...named, failure: broken(report, row) };
    const open = decisiveRoutes(row).flatMap((route) =>
      route.assumes.map(({ text, decide }) => (decide === undefined ? text : `${text} (${decide})`)),
    );
    return { ...named, skipped: [VERDICT_WORD[row.verdict], ...new Set(open)].join('; ') };
  });
}

function broken(report: Report, row: Destination): NonNullable<JunitCase['failure']> {
  const routes = decisiveRoutes(row);
  const because = new Set(routes.flatMap((route) => route.because));
  const causes = report.findings.filter((finding) => because.has(finding.id));
  const ways = routes.map(
    (route) => `${entryText(report, route)}: ${route.chain.find((link) => link.state === 'cut')?.text ?? 'it does not get there'}`,
  );
  return {
    type: causes[0]?.rule ?? 'broken',
    message: causes[0]?.title ?? 'no release reaches it',
    text: [...new Set(ways), ...causes.map((cause) => `${place(cause.location)}: ${cause.title}`)].join('\n'),
  };
}

function findings(report: Report, failOn: Severity | 'never'): JunitCase[] {
  if (report.findings.length === 0) return [{ name: 'no findings', group: 'slipway' }];
  const levels: Severity[] = ['note', 'warning', 'error'];
  return report.findings.map((finding) => {
    const fails = failOn !== 'never' && levels.indexOf(finding.severity) >= levels.indexOf(failOn);
    const { path, line } = finding.location;
    const named = { name: `${finding.title} (${path}:${line})`, group: `slipway.${finding.rule}`, file: path, line };
    const text = textOf(finding);
    return fails
      ? { ...named, failure: { type: finding.severity, message: finding.title, text } }
      : { ...named, skipped: `${finding.severity}: ${text}` };
  });
}

function textOf(finding: Finding): string {
  const remedy = finding.fixes[0]?.title ?? finding.advice;
  return [
    `${place(finding.location)}: ${finding.message}`,
    ...openQuestions(finding),
    ...(remedy === undefined ? [] : [`fix: ${remedy}`]),
    `explain: slipway explain ${finding.rule}`,
  ].join('\n');
}
