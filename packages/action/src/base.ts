import type { Repository } from '../../slipway/src/remotes/github/index.ts';
import type { Base, History } from '../../slipway/src/remotes/index.ts';
import { doors } from './doors.ts';
import type { Event } from './event.ts';
import type { Inputs } from './inputs.ts';
import type { Runner } from './runner.ts';

/** What a change is compared with. */
export interface Found {
  readonly base: Base;
  readonly history: History;
}

/**
 * The commit that the change is compared with, fetched when the checkout does not have it. undefined: there is none to compare with, or it cannot be had,
 * which a notice says.
 */
export async function findBase(inputs: Inputs, event: Event, at: Repository | undefined, runner: Runner): Promise<Found | undefined> {
  if (inputs.base === 'none') return undefined;
  const wanted = inputs.base ?? (await baseOf(inputs.path, event, at));
  if (wanted === undefined) return undefined;
  const { fetchCommit, historyOfFolder, openBase, InputError } = await doors.remotes();
  try {
    const history = await historyOfFolder(inputs.path);
    const here = await openBase(wanted, history).catch((error: unknown) => {
      if (error instanceof InputError) return undefined;
      throw error;
    });
    if (here !== undefined) return { base: here, history };
    const fetched = await fetchCommit(inputs.path, wanted, login(inputs, runner));
    if ('hash' in fetched) return { base: await openBase(fetched.hash, history), history };
    return without(wanted, fetched.why, runner);
  } catch (error) {
    if (error instanceof InputError) return without(wanted, error.message, runner);
    throw error;
  }
}

async function without(wanted: string, why: string, runner: Runner): Promise<undefined> {
  const { redact } = await doors.github();
  const name = wanted.slice(0, 40);
  runner.notice(
    `The base ${name} is not in this checkout and could not be fetched (${redact(why).replace(/\.$/, '')}), so the whole state is reported. \`fetch-depth: 0\` of actions/checkout brings it.`,
  );
  return undefined;
}

/**
 * The base of a pull request: what the checked-out merge commit was merged onto. The event's own base may be older, and would blame the change for what
 * others did since. A checkout of the branch's own commit is compared with the commit where it parted.
 */
async function baseOf(path: string, { pullRequest, groupBase }: Event, at: Repository | undefined): Promise<string | undefined> {
  if (pullRequest === undefined) return groupBase;
  const { base, head } = pullRequest;
  const { commitAndParents } = await doors.remotes();
  const [own, first, second] = await commitAndParents(path, 'HEAD');
  if (second === head && first !== undefined) return first;
  if (own === head && at !== undefined) {
    const { GitHubError, mergeBase } = await doors.github();
    try {
      return await mergeBase(at, base, head);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
    }
  }
  return base;
}

function login({ token }: Inputs, { env }: Runner): { server: string; token: string } | undefined {
  return token === undefined ? undefined : { server: env.GITHUB_SERVER_URL || 'https://github.com', token };
}
