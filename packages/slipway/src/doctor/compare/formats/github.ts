import { formatGithub } from '../../formats/github.ts';
import { oneLine } from '../../formats/terminal.ts';
import { freshReport } from './json.ts';
import { formatComparisonMarkdown } from './markdown.ts';
import { type Compared, comparisonSummary, contractSection, firingText, statementText } from './words.ts';

/** Lines of one kind in the log of a step. */
const MOST = 20;
/** GitHub shows at most ten errors of a step. */
const MOST_ERRORS = 10;

/**
 * Annotations for what a change breaks: its fresh findings, and destinations that get worse without one; then lines for the log.
 * @param prefix folder of the tree's root below the workspace ('' for the workspace itself)
 */
export function formatComparisonGithub(compared: Compared, prefix: string): string {
  const { comparison } = compared;
  const annotations = formatGithub([{ report: freshReport(compared), prefix }])
    .split('\n')
    .filter((line) => line.startsWith('::') || line.includes('not annotated'));
  const silent = comparison.breaks.filter((s) => s.findings.length === 0).map((s) => statementText(s, compared));
  const room = MOST_ERRORS - annotations.filter((line) => line.startsWith('::error ')).length;
  const lines = [
    ...annotations,
    ...silent.slice(0, room).map((text) => `::error title=This change breaks a destination::${data(text)}`),
    ...silent.slice(room, room + MOST).map((text) => `breaks ${text}`),
    ...comparison.mends.slice(0, MOST).map((s) => `mends ${statementText(s, compared)}`),
    ...comparison.wakes.slice(0, MOST).map((f) => `wakes ${firingText(f, 'starts')}`),
    ...contractSection(compared).slice(0, MOST),
    comparisonSummary(compared),
  ];
  return `${lines.map((line) => (line.startsWith('::') ? line : `slipway: ${oneLine(line)}`)).join('\n')}\n`;
}

/** The Markdown for `$GITHUB_STEP_SUMMARY`. */
export function comparisonSummaryMarkdown(compared: Compared, prefix: string): string {
  return formatComparisonMarkdown(compared, prefix || undefined);
}

const data = (text: string): string => oneLine(text).replaceAll('%', '%25');
