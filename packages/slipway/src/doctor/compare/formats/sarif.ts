import { formatSarif } from '../../formats/sarif.ts';
import type { RulePage } from '../../options.ts';
import { freshReport } from './json.ts';
import type { Compared } from './words.ts';

/**
 * SARIF 2.1.0 with the fresh findings only, each marked as new. Ends with a newline.
 * @param rules what the driver lists as its rules
 * @param prefix folder of the tree's root below the repository's ('' for the root itself)
 */
export function formatComparisonSarif(compared: Compared, rules: readonly RulePage[], prefix: string): string {
  const log = JSON.parse(formatSarif([freshReport(compared)], rules, [prefix])) as { runs: { results: object[] }[] };
  const runs = log.runs.map((run) => ({ ...run, results: run.results.map((result) => ({ ...result, baselineState: 'new' })) }));
  return `${JSON.stringify({ ...log, runs }, null, 2)}\n`;
}
