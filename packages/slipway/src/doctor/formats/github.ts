import type { Finding, Report, Severity } from '../report.ts';
import { fitting } from './fitting.ts';
import { formatMarkdown } from './markdown.ts';
import { count } from './terminal.ts';
import { openQuestions, summary } from './view.ts';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };
/** GitHub shows at most ten annotations of each level for a step and drops the rest without a word. */
const SHOWN = 10;
/** GitHub refuses a job summary above 1 MiB. */
const SUMMARY_BYTES = 1_000_000;

/** A report, and the folder of its tree's root below the workspace ('' for the workspace itself): annotations name files from there. */
export interface Annotated {
  readonly report: Report;
  readonly prefix: string;
}

/**
 * Workflow commands that GitHub turns into annotations: the ten worst findings of each level, then how many more there are. Ends with a newline.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGithub(audits: readonly Annotated[]): string {
  const lines: string[] = [];
  for (const severity of ['error', 'warning', 'note'] as const) {
    const all = audits.flatMap(({ report, prefix }) =>
      report.findings.filter((finding) => finding.severity === severity).map((finding) => annotation(finding, prefix)),
    );
    lines.push(...all.slice(0, SHOWN));
    if (all.length > SHOWN) lines.push(`${count(all.length - SHOWN, `more ${severity}`)} not annotated: GitHub shows ${SHOWN} a step.`);
  }
  for (const { report } of audits) lines.push(`slipway: ${summary(report)}`);
  return `${lines.join('\n')}\n`;
}

/** The Markdown for `$GITHUB_STEP_SUMMARY`, chains as Mermaid flowcharts; of more findings than fit, the worst. */
export function githubSummary(audits: readonly Annotated[], bytes = SUMMARY_BYTES): string {
  const total = audits.reduce((sum, { report }) => sum + report.findings.length, 0);
  return fitting(
    total,
    (kept) => {
      let left = kept;
      return audits
        .map(({ report, prefix }) => {
          const shown = Math.min(left, report.findings.length);
          left -= shown;
          return formatMarkdown(report, { flow: 'mermaid', label: prefix || undefined, shown });
        })
        .join('\n');
    },
    bytes,
  );
}

function annotation(finding: Finding, prefix: string): string {
  const { path, line, column, endLine, endColumn } = finding.location;
  const file = prefix === '' ? path : `${prefix}/${path}`;
  // GitHub refuses an end column unless the annotation stays on one line.
  const columns = endLine === line ? [`col=${column}`, `endColumn=${endColumn}`] : [];
  const title = `${finding.title} (${finding.rule})`;
  const properties = [`file=${property(file)}`, `line=${line}`, `endLine=${endLine}`, ...columns, `title=${property(title)}`];
  const remedy = finding.fixes[0]?.title ?? finding.advice;
  const text = [finding.message, ...openQuestions(finding), ...(remedy === undefined ? [] : [`fix: ${remedy}`])].join('\n');
  return `::${COMMAND[finding.severity]} ${properties.join(',')}::${commandData(text)}`;
}

/** Text after the `::` of a workflow command. */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
