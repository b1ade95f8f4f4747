import { comparisonSummaryMarkdown, formatComparisonMarkdown } from '../../slipway/src/doctor/compare/formats/index.ts';
import { cut, fitting, formatMarkdown, githubSummary } from '../../slipway/src/doctor/formats/index.ts';
import type { Examined } from './examine.ts';

/** GitHub refuses a job summary above 1 MiB. */
const SUMMARY_BYTES = 1_000_000;
/** GitHub refuses a comment of more characters; a text never has more characters than bytes. */
const COMMENT_BYTES = 65_536;

/** The job summary: what the change does, then the whole state with the picture of each broken chain. */
export function summaryText({ report, compared, prefix }: Examined): string {
  const change = compared === undefined ? '' : `${cut(comparisonSummaryMarkdown(compared, prefix), SUMMARY_BYTES / 2)}\n`;
  const left = SUMMARY_BYTES - new TextEncoder().encode(change).length;
  return `${change}${githubSummary([{ report, prefix }], left)}`;
}

/** Stands in the comment, so that the next run of the same path finds its own. */
export function markerOf(path: string): string {
  return `<!-- slipway: check of ${path.replaceAll('--', '- -').replaceAll('>', '')} -->`;
}

/**
 * The comment on a pull request, within what GitHub takes.
 * @param run address of the run, for what is left out
 */
export function commentText({ report, compared, prefix }: Examined, marker: string, run: string | undefined): string {
  const end = `\n${run === undefined ? '' : `[The whole state and its pictures](${run})\n`}${marker}\n`;
  const room = COMMENT_BYTES - new TextEncoder().encode(end).length;
  return `${compared === undefined ? stateText(report, prefix, room) : cut(formatComparisonMarkdown(compared, prefix || undefined), room)}${end}`;
}

function stateText(report: Examined['report'], prefix: string, room: number): string {
  return fitting(
    report.findings.length,
    (shown) => formatMarkdown(report, { flow: 'mermaid', shown, ...(prefix === '' ? {} : { label: prefix }) }),
    room,
  );
}

/** Whether there is anything that a comment would tell. */
export function isWorthTelling({ report, compared }: Examined): boolean {
  if (compared === undefined) return report.findings.some((finding) => finding.severity !== 'note');
  const { breaks, mends, fresh, wakes, sleeps, contract } = compared.comparison;
  return [breaks, mends, fresh, wakes, sleeps, contract.removed, contract.renamed].some((list) => list.length > 0);
}
