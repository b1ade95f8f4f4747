import { comparisonSummary, formatComparisonGithub } from '../../slipway/src/doctor/compare/formats/index.ts';
import { formatGithub, formatText, reportSentence } from '../../slipway/src/doctor/formats/index.ts';
import type { Repository } from '../../slipway/src/remotes/github/index.ts';
import { doors } from './doors.ts';
import type { Event } from './event.ts';
import type { Examined } from './examine.ts';
import type { Inputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import { commentText, isWorthTelling, markerOf, summaryText } from './texts.ts';

/** What needs no rights: annotations, the log and the job summary. */
export function tellRunner(examined: Examined, runner: Runner): void {
  const { report, compared, prefix, read } = examined;
  runner.io.out(compared === undefined ? formatGithub([{ report, prefix }]) : formatComparisonGithub(compared, prefix));
  runner.io.out(
    `::group::The whole state: ${reportSentence(report)}\n${formatText(report, { read, width: 120, color: false, quiet: false, verbose: true })}::endgroup::\n`,
  );
  runner.summary(summaryText(examined));
}

/** One comment that is kept up to date. What the token may not do is said in the log and left. */
export async function tellPullRequest(examined: Examined, inputs: Inputs, event: Event, at: Repository, runner: Runner): Promise<void> {
  const number = event.pullRequest?.number;
  if (number === undefined) return;
  const { GitHubError, upsertComment } = await doors.github();
  const marker = markerOf(inputs.path);
  try {
    const made = await upsertComment(at, number, marker, commentText(examined, marker, addressOf(runner)), isWorthTelling(examined));
    if (made !== undefined) runner.log(`comment: ${made.url}`);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const hint = error.kind === 'forbidden' ? ' Give the job `pull-requests: write`, or set `comment: false`.' : '';
    runner.log(`no comment: ${error.message}${hint}`);
  }
}

/** The findings for code scanning. */
export async function tellCodeScanning(sarif: string, at: Repository, runner: Runner): Promise<void> {
  const { GITHUB_SHA: commit, GITHUB_REF: ref } = runner.env;
  if (!commit || !ref) {
    runner.warning('No upload to code scanning: GITHUB_SHA and GITHUB_REF are not set.');
    return;
  }
  const { GitHubError, uploadSarif } = await doors.github();
  try {
    const { state, errors } = await uploadSarif(at, { sarif, commit, ref });
    if (state === 'failed') runner.warning(`Code scanning did not take the findings in: ${errors.join('; ') || 'it does not say why'}.`);
    else runner.log(`code scanning: ${state === 'complete' ? 'the findings are there' : 'the findings are being taken in'}`);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const hint =
      error.kind === 'forbidden' ? ' Give the job `security-events: write`, and turn code scanning on where the repository is private.' : '';
    runner.warning(`No upload to code scanning: ${error.message}${hint}`);
  }
}

/** One line that says how it went. */
export function lastLine({ report, compared }: Examined): string {
  return compared === undefined ? reportSentence(report) : comparisonSummary(compared);
}

function addressOf({ env }: Runner): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: slug, GITHUB_RUN_ID: run } = env;
  return server && slug && run ? `${server}/${slug}/actions/runs/${run}` : undefined;
}
