import type { PlannedTag } from '../release/tagging/index.ts';
import type { LocalTag, NewTag, RemoteTag } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { type OpenedPlan, openPlan } from './plan-input.ts';
import { askRemote, madeHere, type Pushing, release, type TagFlags } from './tag.ts';
import { type Came, cameOf } from './tag-came.ts';
import { because, walkTags } from './tag-facts.ts';
import { maybeGitHub } from './tag-github.ts';
import { IncompleteError } from './tag-make.ts';
import { type ToTag, tagsToMake } from './tag-plan.ts';

/** A tag as it is now, here and there. */
interface Old {
  readonly here: LocalTag | undefined;
  readonly there: RemoteTag | undefined;
}

/**
 * `slipway tag --redo`: takes a tag away and makes it anew where it should be, once it was seen that nothing irreversible came of it. What could not
 * be seen refuses too: a tag is the one thing of a release that others may already have built on.
 */
export async function runRedo(path: string | undefined, tag: string, flags: TagFlags, context: Context): Promise<number> {
  if (!flags.push) throw new UsageError('--redo looks at the remote and pushes to it, so --no-push cannot be meant.');
  const { io, doors } = context;
  const opened = await openPlan(path, flags, context);
  const remote = await askRemote(opened, flags, context);
  const { readLocalTag } = await doors.tags();
  const old: Old = { here: await readLocalTag({ gitDir: opened.gitDir }, tag), there: remote.refs.tags.get(tag) };
  const commit = old.there?.commit ?? old.here?.commit;
  if (commit === undefined) throw new UsageError(`there is no tag ${oneLine(tag)}, neither here nor at ${remote.name}; \`slipway tag\` makes one.`);
  const { version, component } = await versionOf(tag, opened, context);
  const toTag = await rightPlace(tag, component, version, opened, remote, flags, context);
  if (!(await has(opened, commit, context))) return refuse(tag, unseen(tag, commit, remote.name), io)!;
  const planned: PlannedTag = { component, version, name: tag, commit, notes: '', channel: '', driver: 'slipway', promotes: null, why: [] };
  const walked = (await walkTags([planned], 'person', opened, flags, context)).get(tag)!;
  const tree = commit === opened.history.head ? opened.tree : await (await doors.remotes()).openGitDir(opened.gitDir, commit);
  const came = await cameOf(
    { name: tag, version },
    walked,
    (file) => tree.read(file),
    await maybeGitHub(opened.question.repository, flags, context),
    context,
  );
  const code = refuse(tag, came, io);
  if (code !== undefined) return code;
  if (flags.format !== 'json') for (const seen of came.absent) io.err(`slipway: seen: ${oneLine(seen)}.\n`);
  return release(toTag, opened, remote, flags, context, (wanted) => clear(old, wanted, opened, remote, context));
}

/** The component that has such tags, and the version that this one is of. */
async function versionOf(
  tag: string,
  { question }: OpenedPlan,
  { doors }: Context,
): Promise<{ readonly component: string; readonly version: string }> {
  const { arithmeticOf, isRefusal, versionOfTag } = await doors.release();
  for (const { name, tag: template, scheme } of question.config.components) {
    const arithmetic = arithmeticOf(scheme);
    const version = isRefusal(arithmetic) ? arithmetic : versionOfTag(template, name, tag, arithmetic);
    if (!isRefusal(version)) return { component: name, version: version.text };
  }
  throw new UsageError(`${oneLine(tag)} is no tag of a version of ${question.config.components.map(({ name }) => name).join(', ')}.`);
}

/** Where the tag belongs, as if it had never been made. */
async function rightPlace(
  tag: string,
  component: string,
  version: string,
  opened: OpenedPlan,
  remote: Pushing,
  flags: TagFlags,
  context: Context,
): Promise<ToTag> {
  const without = new Set([...(await madeHere(opened, remote, context)), tag]);
  const only = { ...opened, question: { ...opened.question, components: [component] } };
  const found = await tagsToMake(only, without, flags, context).catch((error: unknown) => {
    if (error instanceof UsageError) return undefined;
    throw error;
  });
  const own = found?.tags.filter(({ name }) => name === tag) ?? [];
  if (found !== undefined && own.length > 0) return { ...found, tags: own };
  const asked = await tagsToMake({ ...only, question: { ...only.question, asked: version } }, without, { ...flags, bump: version }, context);
  const these = asked.tags.filter(({ name }) => name === tag);
  if (these.length === 0)
    throw new UsageError(`${tag} cannot be made anew: ${asked.remarks.join(' ') || `${version} is not what would be released`}`);
  return { ...asked, tags: these };
}

/** Whether this clone has a commit; the remote's tag may lead to one that was never fetched. */
async function has({ gitDir }: OpenedPlan, commit: string, { doors }: Context): Promise<boolean> {
  return (await (await doors.tags()).containsCommit({ gitDir }, commit, commit)) === true;
}

/** Without its files nobody knows what a commit's workflows did. */
const unseen = (tag: string, commit: string, remote: string): Came => ({
  irreversible: [],
  unknown: [
    `what came of ${tag}: ${remote} has it at ${commit.slice(0, 10)}, which this clone does not have; \`git fetch ${remote} refs/tags/${tag}\` brings it`,
  ],
  absent: [],
});

function refuse(tag: string, { irreversible, unknown }: Came, io: Context['io']): number | undefined {
  if (irreversible.length === 0 && unknown.length === 0) return undefined;
  for (const seen of irreversible) io.err(`slipway: ${oneLine(seen)}.\n`);
  for (const what of unknown) io.err(`slipway: not known: ${oneLine(what)}.\n`);
  io.err(
    irreversible.length > 0
      ? `slipway: ${tag} is not made anew, because what came of it cannot be taken back; release the next version.\n`
      : `slipway: ${tag} is not made anew, because what came of it could not be seen.\n`,
  );
  return irreversible.length > 0 ? EXIT.findings : EXIT.incomplete;
}

/**
 * Makes the new tag here first, so that one that cannot be made (a signature fails) costs nothing; then takes the old one away at the remote, while it
 * is what was looked at.
 */
async function clear(
  { here, there }: Old,
  wanted: NewTag,
  { gitDir, folder }: OpenedPlan,
  { name }: Pushing,
  { doors }: Context,
): Promise<Pushing['refs']> {
  const { deleteLocalTag, deleteRemoteTag, lsRemote, makeTag, restoreLocalTag } = await doors.tags();
  const place = folder === undefined ? { gitDir } : { cwd: folder };
  if (here !== undefined) await deleteLocalTag(place, here);
  let made: LocalTag | undefined;
  try {
    made = await makeTag(place, wanted);
    if (there !== undefined) await deleteRemoteTag(place, name, there);
  } catch (error) {
    if (made !== undefined) await deleteLocalTag(place, made);
    if (here !== undefined) await restoreLocalTag(place, here);
    throw error;
  }
  const refs = await lsRemote(place, name).catch((error: unknown) => {
    throw new IncompleteError(`${wanted.name} was deleted at ${name} and is not pushed anew: ${because(error)}. The same command goes on from here.`);
  });
  if (refs.tags.has(wanted.name)) throw new IncompleteError(`${wanted.name} was deleted at ${name}, and is there again: somebody else made it.`);
  return refs;
}
