import type { PlannedTag } from '../release/tagging/index.ts';
import type { LocalTag, RemoteTag } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError } from './exit.ts';
import { type OpenedPlan, openPlan } from './plan-input.ts';
import { askRemote, madeHere, type Pushing, release, type TagFlags } from './tag.ts';
import { type Came, cameOf } from './tag-came.ts';
import { walkTags } from './tag-facts.ts';
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
  const at = old.there === undefined || (await has(opened, commit, context)) ? commit : toTag.tags[0]!.commit;
  const planned: PlannedTag = { component, version, name: tag, commit: at, notes: '', channel: '', driver: 'slipway', promotes: null, why: [] };
  const walked = (await walkTags([planned], 'person', opened, flags, context)).get(tag)!;
  const came = await cameOf(
    { name: tag, version },
    walked,
    (file) => opened.tree.read(file),
    await maybeGitHub(opened.question.repository, flags, context),
    context,
  );
  const code = refuse(tag, came, io);
  if (code !== undefined) return code;
  if (flags.format !== 'json') for (const seen of came.absent) io.err(`slipway: seen: ${oneLine(seen)}.\n`);
  return release(toTag, opened, remote, flags, context, () => clear(old, tag, opened, remote, context));
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

/** Takes the tag away at the remote, then here; each only while it is what was looked at. */
async function clear(
  { here, there }: Old,
  tag: string,
  { gitDir, folder }: OpenedPlan,
  { name }: Pushing,
  { doors }: Context,
): Promise<Pushing['refs']> {
  const { deleteLocalTag, deleteRemoteTag, lsRemote } = await doors.tags();
  const place = folder === undefined ? { gitDir } : { cwd: folder };
  if (there !== undefined) await deleteRemoteTag(place, name, there);
  const refs = await lsRemote(place, name);
  if (refs.tags.has(tag)) throw new IncompleteError(`${tag} was deleted at ${name}, and is there again: somebody else made it.`);
  if (here !== undefined) await deleteLocalTag(place, here);
  return refs;
}
