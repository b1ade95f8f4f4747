import type { PlannedTag } from '../release/tagging/index.ts';
import type { NewTag, RemoteRefs } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine } from './exit.ts';
import { because } from './tag-facts.ts';

/** What became of a tag. */
export interface TagOutcome {
  readonly name: string;
  /** `there`: it was there already. `made`: here only. `pushed`: seen at the remote. `planned`: nothing was done. */
  readonly state: 'planned' | 'there' | 'made' | 'pushed';
}

/** Something was done, and not all: what is so, and how to go on. */
export class IncompleteError extends Error {
  override readonly name = 'IncompleteError';
  readonly exitCode = EXIT.incomplete;
}

export interface MakeQuestion {
  readonly gitDir: string;
  /** Where git runs, so that hooks find their files; undefined for a git directory alone. */
  readonly folder: string | undefined;
  readonly tags: readonly { readonly planned: PlannedTag; readonly wanted: NewTag }[];
  /** Absent: the tags are made here only. */
  readonly remote?: { readonly name: string; readonly refs: RemoteRefs };
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the tags, then pushes them one by one: GitHub makes no events when more than three tags come in one push (`push.3tags`). What is there already
 * is looked at and not made again, so a run that was broken off is simply repeated. Where one cannot be made, those that this run made are taken back
 * and nothing is pushed.
 *
 * @throws IncompleteError when a tag is not where it should be after a push
 */
export async function makeTags(question: MakeQuestion, { io, doors }: Context<'tags'>): Promise<readonly TagOutcome[]> {
  const place = question.folder === undefined ? { gitDir: question.gitDir } : { cwd: question.folder };
  const { deleteLocalTag, makeTag, readLocalTag } = await doors.tags();
  const fresh: { name: string; object: string }[] = [];
  const outcomes: TagOutcome[] = [];
  for (const { wanted } of question.tags) {
    if ((await readLocalTag(place, wanted.name)) !== undefined || isThere(wanted, question.remote?.refs)) continue;
    try {
      fresh.push(await makeTag(place, wanted));
    } catch (error) {
      for (const one of fresh) await deleteLocalTag(place, one);
      throw error;
    }
  }
  const { remote } = question;
  if (remote === undefined)
    return question.tags.map(({ wanted: { name } }) => ({ name, state: fresh.some((one) => one.name === name) ? 'made' : 'there' }));
  for (const [at, { wanted }] of question.tags.entries()) {
    if (isThere(wanted, remote.refs)) outcomes.push({ name: wanted.name, state: 'there' });
    else {
      if (question.tags.length > 3) io.err(`slipway: ${wanted.name} (${at + 1} of ${question.tags.length})\n`);
      await pushAndLook(wanted, question, remote.name, outcomes, doors);
      outcomes.push({ name: wanted.name, state: 'pushed' });
    }
  }
  return outcomes;
}

const isThere = ({ name, commit }: NewTag, refs: RemoteRefs | undefined): boolean => refs?.tags.get(name)?.commit === commit;

async function pushAndLook(
  wanted: NewTag,
  question: MakeQuestion,
  remote: string,
  before: readonly TagOutcome[],
  doors: Context<'tags'>['doors'],
): Promise<void> {
  const { lsRemote, pushTag, shownRemote } = await doors.tags();
  const place = question.folder === undefined ? { gitDir: question.gitDir } : { cwd: question.folder };
  const { signal } = question;
  const done = before.filter(({ state }) => state === 'pushed').map(({ name }) => name);
  const already = done.length === 0 ? '' : ` ${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} pushed already.`;
  const again = ' The same command goes on from here.';
  let refused: string | undefined;
  try {
    await pushTag(place, remote, wanted.name, { signal });
  } catch (error) {
    refused = because(error);
  }
  // Also after a refusal: the answer to a push that was done may have been lost.
  const there = await lsRemote(place, remote, { signal }).then(
    ({ tags }) => ({ commit: tags.get(wanted.name)?.commit }),
    (error: unknown) => ({ unknown: because(error) }),
  );
  if ('commit' in there && there.commit === wanted.commit) return;
  const asked = shownRemote(remote);
  if ('unknown' in there)
    throw new IncompleteError(
      `${refused ?? `${wanted.name} was pushed`}, and whether ${asked} has it is not known: ${there.unknown}.${already}${again}`,
    );
  if (there.commit !== undefined)
    throw new IncompleteError(
      `${asked} has ${wanted.name} at ${there.commit.slice(0, 10)} and not at ${wanted.commit.slice(0, 10)}: somebody else made it.${already}`,
    );
  throw new IncompleteError(
    refused === undefined
      ? `${wanted.name} was pushed, and ${asked} does not show it.${already}${again}`
      : `${oneLine(refused)}. ${wanted.name} is made here and not pushed.${already}${again}`,
  );
}
