import type { Destination, Finding, Report, Severity } from '../report.ts';
import { decisiveRoutes, destinationText, entryText, openQuestions, place, subject, VERDICT_WORD } from './view.ts';

export interface JunitReport {
  readonly report: Report;
  /** What the tree is called when its repository's name is not known. */
  readonly label?: string | undefined;
}

interface Case {
  readonly name: string;
  readonly class: string;
  readonly file?: string;
  readonly line?: number;
  readonly failure?: { readonly type: string; readonly message: string; readonly text: string };
  readonly skipped?: string;
}

/**
 * JUnit XML, as most CI systems read it: for each report one suite of destinations (unknown ones are skipped) and one of findings. Ends with a newline.
 * There is no schema that all readers share; this keeps to what Jenkins, GitLab and Azure read.
 * @param failOn from which severity on a finding is a failed test; `never`: nothing fails
 */
export function formatJunit(reports: readonly JunitReport[], failOn: Severity | 'never'): string {
  const suites = reports.flatMap(({ report, label }) => {
    const name = subject(report, label);
    return [suite(`${name}: destinations`, destinations(report, failOn)), suite(`${name}: findings`, findings(report, failOn))];
  });
  const sum = (key: 'tests' | 'failures' | 'skipped'): number => suites.reduce((total, one) => total + one[key], 0);
  const counts = `tests="${sum('tests')}" failures="${sum('failures')}" errors="0" skipped="${sum('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="slipway" ${counts}>`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

function destinations(report: Report, failOn: Severity | 'never'): Case[] {
  return report.destinations.map((row) => {
    const named = { name: destinationText(row), class: `slipway.destination.${row.kind}` };
    if (row.verdict === 'reached') return named;
    if (row.verdict === 'broken' && failOn !== 'never') return { ...named, failure: broken(report, row) };
    const open = decisiveRoutes(row).flatMap((route) =>
      route.assumes.map(({ text, decide }) => (decide === undefined ? text : `${text} (${decide})`)),
    );
    return { ...named, skipped: [VERDICT_WORD[row.verdict], ...new Set(open)].join('; ') };
  });
}

function broken(report: Report, row: Destination): NonNullable<Case['failure']> {
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

function findings(report: Report, failOn: Severity | 'never'): Case[] {
  if (report.findings.length === 0) return [{ name: 'no findings', class: 'slipway' }];
  const levels: Severity[] = ['note', 'warning', 'error'];
  return report.findings.map((finding) => {
    const fails = failOn !== 'never' && levels.indexOf(finding.severity) >= levels.indexOf(failOn);
    const { path, line } = finding.location;
    const named = { name: `${finding.title} (${path}:${line})`, class: `slipway.${finding.rule}`, file: path, line };
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

function suite(name: string, cases: readonly Case[]): { xml: string; tests: number; failures: number; skipped: number } {
  const failures = cases.filter((one) => one.failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const xml = [`  <testsuite name="${attribute(name)}" ${counts}>`, ...cases.map(testcase), '  </testsuite>'].join('\n');
  return { xml, tests: cases.length, failures, skipped };
}

function testcase({ name, class: group, file, line, failure, skipped }: Case): string {
  const at = file === undefined ? '' : ` file="${attribute(file)}" line="${line}"`;
  const open = `    <testcase name="${attribute(name)}" classname="${attribute(group)}"${at}`;
  if (failure !== undefined) {
    const { type, message, text: body } = failure;
    return `${open}>\n      <failure type="${attribute(type)}" message="${attribute(message)}">${text(body)}</failure>\n    </testcase>`;
  }
  return skipped === undefined ? `${open}/>` : `${open}>\n      <skipped message="${attribute(skipped)}"/>\n    </testcase>`;
}

function text(value: string): string {
  return printable(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;');
}

/** XML 1.0 has no way to write most control characters, halves of a surrogate pair, or U+FFFE and U+FFFF. */
function printable(value: string): string {
  return value.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
