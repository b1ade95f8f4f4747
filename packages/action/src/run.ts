import type { Repository } from '../../slipway/src/remotes/github/index.ts';
import { findBase } from './base.ts';
import { doors, VERSION } from './doors.ts';
import { type Event, readEvent } from './event.ts';
import { examine } from './examine.ts';
import { writeFiles } from './files.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { outputsOf } from './outputs.ts';
import type { Runner } from './runner.ts';
import { lastLine, tellCodeScanning, tellPullRequest, tellRunner } from './tell.ts';

/**
 * One check: reads, compares, tells.
 * @returns the exit code of the step: 1 when something is as bad as `fail-on` says
 */
export async function run(runner: Runner): Promise<number> {
  const inputs = readInputs(runner.env);
  const event = readEvent(runner.env);
  const at = await repository(inputs, runner);
  const examined = await examine(inputs, await findBase(inputs, event, at, runner), runner);
  tellRunner(examined, runner);
  const { sarifText, ...files } = await writeFiles(examined, inputs, runner);
  for (const [name, value] of Object.entries(outputsOf(examined, files))) runner.output(name, value);
  if (mayWrite(inputs, event, at, runner)) {
    if (inputs.comment) await tellPullRequest(examined, inputs, event, at, runner);
    if (inputs.sarif === 'upload') await tellCodeScanning(sarifText, at, runner);
  }
  if (examined.failed) runner.log(`failed: ${lastLine(examined)} (fail-on: ${inputs.failOn})`);
  return examined.failed ? 1 : 0;
}

/** The token of a pull request from a fork can only read, whatever the workflow asks for. */
function mayWrite(inputs: Inputs, { pullRequest }: Event, at: Repository | undefined, runner: Runner): at is Repository {
  const wants = (inputs.comment && pullRequest !== undefined) || inputs.sarif === 'upload';
  if (!wants) return false;
  if (pullRequest?.fork) {
    runner.log('a pull request from a fork: annotations and the job summary only');
    return false;
  }
  if (at === undefined) runner.log('no token: annotations and the job summary only');
  return at !== undefined;
}

async function repository({ token }: Inputs, { env }: Runner): Promise<Repository | undefined> {
  const slug = env.GITHUB_REPOSITORY;
  if (token === undefined || !slug) return undefined;
  const { connect, repositoryOf, tokenFrom } = await doors.github();
  const connection = connect({
    token: tokenFrom(token, 'the input `token`'),
    apiUrl: env.GITHUB_API_URL || undefined,
    userAgent: `slipway-action/${VERSION}`,
    env,
  });
  return repositoryOf(connection, slug);
}
