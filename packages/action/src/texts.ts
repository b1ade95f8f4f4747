import { comparisonSummaryMarkdown, formatComparisonMarkdown } from '../../slipway/src/doctor/compare/formats/index.ts';
import { code, cut, fitting, formatMarkdown, githubSummary, inline, sizeOf, uncalled } from '../../slipway/src/doctor/formats/index.ts';
import type { Examined } from './examine.ts';
import type { Offer } from './offers.ts';

/** GitHub refuses a job summary above 1 MiB. */
const SUMMARY_BYTES = 1_000_000;
/** GitHub refuses a comment of more characters; a text never has more characters than bytes. */
const COMMENT_BYTES = 65_536;

/** The job summary: what the change does and how to mend it, then the whole state with the picture of each broken chain; without a base the state comes first. */
export function summaryText({ report, compared, offers, prefix }: Examined): string {
  const ways = offersText(offers);
  const told = cut(
    compared === undefined ? ways : [comparisonSummaryMarkdown(compared, prefix), ways].filter((text) => text !== '').join('\n'),
    SUMMARY_BYTES / 2,
  );
  const state = githubSummary([{ report, prefix }], SUMMARY_BYTES - sizeOf(told) - 1);
  return (compared === undefined ? [state, told] : [told, state]).filter((text) => text !== '').join('\n');
}

/** Stands in the comment, so that the next run of the same path finds its own. */
export function markerOf(path: string): string {
  return `<!-- slipway: check of ${path.replaceAll('--', '- -').replaceAll('>', '')} -->`;
}

/**
 * The comment on a pull request, within what GitHub takes.
 * @param run address of the run, for what is left out
 */
export function commentText({ report, compared, offers, prefix }: Examined, marker: string, run: string | undefined): string {
  const ways = uncalled(offersText(offers));
  const end = `${ways === '' ? '' : `\n${cut(ways, COMMENT_BYTES / 4)}`}\n${run === undefined ? '' : `[The whole state and its pictures](${run})\n`}${marker}\n`;
  const room = COMMENT_BYTES - sizeOf(end);
  return `${compared === undefined ? stateText(report, prefix, room) : cut(uncalled(formatComparisonMarkdown(compared, prefix || undefined)), room)}${end}`;
}

/** Ways to mend the findings, each with the command that takes it; '' when there are none. */
function offersText(offers: readonly Offer[]): string {
  if (offers.length === 0) return '';
  const lines = offers.flatMap(({ finding, fixes }) => [
    `- ${code(finding.rule)} at ${code(`${finding.location.path}:${finding.location.line}`)}`,
    ...fixes.slice(0, 3).map((fix) => {
      const secret = fix.secret === null ? '' : ` (needs the secret ${code(fix.secret)})`;
      return `  - ${inline(fix.title)}${secret}: ${code(`slipway fix --finding ${finding.id} --fix ${fix.id} --write`)}`;
    }),
  ]);
  return `## Ways to mend it\n\nEach was walked: the finding is gone, and nothing new stands.\n\n${lines.join('\n')}\n`;
}

function stateText(report: Examined['report'], prefix: string, room: number): string {
  return fitting(
    report.findings.length,
    (shown) => uncalled(formatMarkdown(report, { flow: 'mermaid', shown, ...(prefix === '' ? {} : { label: prefix }) })),
    room,
  );
}

/** Whether there is anything that a comment would tell. */
export function isWorthTelling({ report, compared }: Examined): boolean {
  if (compared === undefined) return report.findings.some((finding) => finding.severity !== 'note');
  const { breaks, mends, fresh, wakes, sleeps, contract } = compared.comparison;
  return [breaks, mends, fresh, wakes, sleeps, contract.removed, contract.renamed].some((list) => list.length > 0);
}
