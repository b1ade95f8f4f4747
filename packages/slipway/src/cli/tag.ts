import type { PreflightCredential } from '../doctor/preflight/index.ts';
import type { Anyway, PlannedTag, TagFacts, TagRefusal } from '../release/tagging/index.ts';
import type { NewTag } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { EXIT, oneLine, UsageError, unheard } from './exit.ts';
import type { TokenFlags } from './github.ts';
import { wantsColor } from './io.ts';
import { type OpenedPlan, openPlan } from './plan-input.ts';
import { type Pusher, pusherOf } from './tag-credential.ts';
import { type AskedRemote, gatherFacts, namesOf, walkTags } from './tag-facts.ts';
import { maybeGitHub } from './tag-github.ts';
import { makeTags, type TagOutcome } from './tag-make.ts';
import { type TagPlanFlags, type ToTag, tagsToMake } from './tag-plan.ts';
import { type TagReport, tagEntry, tagJson, tagText, tellRefusals } from './tag-text.ts';

export interface TagFlags extends TagPlanFlags, TokenFlags {
  dryRun?: boolean;
  /** false with --no-push. */
  push: boolean;
  remote?: string;
  /** Who pushes, where a person knows better. */
  as?: PreflightCredential;
  /** Why it is made although something stands against it. */
  anyway?: string;
  /** Name of a tag that is made anew. */
  redo?: string;
  format?: 'text' | 'json';
  color: boolean;
}

/**
 * `slipway tag`: makes the planned tags and pushes them one by one, after walking what each would start. Nothing is made while something stands
 * against it.
 */
export async function runTag(path: string | undefined, flags: TagFlags, context: Context): Promise<number> {
  if (flags.anyway !== undefined && flags.anyway.trim() === '') throw new UsageError('--anyway needs a reason, which the tag will tell.');
  if (flags.redo !== undefined) return (await import('./tag-redo.ts')).runRedo(path, flags.redo, flags, context);
  const { io } = context;
  const opened = await openPlan(path, flags, context);
  for (const remark of opened.remarks) io.err(`slipway: ${remark}\n`);
  const remote = flags.push ? await askRemote(opened, flags, context) : undefined;
  const { tags, remarks, code, tagging } = await tagsToMake(opened, await madeHere(opened, remote, context), flags, context);
  opened.history.keep();
  for (const remark of remarks.filter((one) => one !== ''))
    io.err(`slipway: ${tags.length === 0 && code === EXIT.nothing ? 'nothing to tag: ' : ''}${oneLine(remark)}\n`);
  if (tags.length === 0) {
    if (flags.format === 'json') io.out(tagJson({ ...empty(flags, remote), tags: [], refusals: [], anyway: null, unchecked: [] }));
    return code;
  }
  return release({ tags, tagging }, opened, remote, flags, context);
}

export interface Pushing extends AskedRemote {
  readonly pusher: Pusher;
}

/** The remote of a branch, or the one that is named, with who will push to it. */
export async function askRemote({ gitDir, folder, worktree }: OpenedPlan, flags: TagFlags, context: Context): Promise<Pushing> {
  const { lsRemote, pushCredential, readPushFacts, shownRemote } = await context.doors.tags();
  const name = flags.remote ?? /^([^/]+)\//.exec(worktree?.upstream ?? '')?.[1] ?? 'origin';
  const place = folder === undefined ? { gitDir } : { cwd: folder };
  const found = pushCredential(await readPushFacts(place, name, context.io.env));
  const [refs, pusher] = await Promise.all([lsRemote(place, name), pusherOf(found, flags.as, context)]);
  return { name: shownRemote(name), refs, pusher };
}

/** Tags that this clone has made and the remote has not. */
export async function madeHere(opened: OpenedPlan, remote: AskedRemote | undefined, { doors }: Context): Promise<ReadonlySet<string>> {
  if (remote === undefined) return new Set();
  const { unpushedTags } = await doors.tagging();
  return unpushedTags(opened.question.config, opened.history, new Set(remote.refs.tags.keys()));
}

/** What goes before a tag is pushed anew: the new one is made here, and the old one taken away everywhere. Gives what the remote has then. */
export type Clear = (wanted: NewTag) => Promise<AskedRemote['refs']>;

/** Judges tags, makes them when nothing stands against them, and tells of it. */
export async function release(
  { tags, tagging }: Pick<ToTag, 'tags' | 'tagging'>,
  opened: OpenedPlan,
  remote: Pushing | undefined,
  flags: TagFlags,
  context: Context,
  clear?: Clear,
): Promise<number> {
  const { io, doors } = context;
  const { judgeTags, tagMessage } = await doors.tagging();
  const { isTagName } = await doors.tags();
  for (const { name } of tags)
    if (!(await isTagName({ gitDir: opened.gitDir }, name))) throw new UsageError(`git takes no tag of the name '${oneLine(name)}'.`);
  const github = await maybeGitHub(opened.question.repository, flags, context);
  // Without a push nobody starts anything yet: the walk is that of whoever will push.
  const by = remote?.pusher.as ?? flags.as ?? 'person';
  const [walked, gathered] = await Promise.all([walkTags(tags, by, opened, flags, context), gatherFacts(tags, opened, remote, github, context)]);
  const unchecked = [...gathered.unchecked];
  const preflight = new Map([...walked].flatMap(([name, { refusal }]) => (refusal === undefined ? [] : [[name, refusal] as const])));
  const known: TagFacts = { ...gathered.facts, tagging, names: new Map(), preflight };
  const against = [
    ...new Set(
      judgeTags(known)
        .filter(({ anyway }) => anyway)
        .map(({ code }) => code),
    ),
  ];
  const anyway: Anyway | undefined = flags.anyway === undefined || against.length === 0 ? undefined : { reason: flags.anyway, against };
  const wanted = tags.map((tag): NewTag => ({ name: tag.name, commit: tag.commit, message: tagMessage(tag, anyway), ...tagging }));
  // The name of a tag that is made anew is used, by itself.
  const names = clear === undefined ? await namesOf(wanted, opened, remote, github, unchecked, doors) : new Map();
  const refusals = judgeTags({ ...known, names }).filter((one) => !(one.anyway && anyway !== undefined));
  const make = refusals.length === 0 && !flags.dryRun;
  const cleared = make && clear !== undefined && remote !== undefined ? { ...remote, refs: await clear(wanted[0]!) } : remote;
  const outcomes = make
    ? await makeTags({ ...opened, tags: pairs(tags, wanted), ...(cleared === undefined ? {} : { remote: cleared }) }, context)
    : [];
  const report: TagReport = {
    ...empty(flags, remote),
    tags: tags.map((tag, at) => tagEntry(tag, kindOf(wanted[at]!), wanted[at]!.message, stateOf(tag, outcomes), walked.get(tag.name))),
    refusals: refusals.map(({ code, text }) => ({ code, text })),
    anyway: anyway?.reason ?? null,
    unchecked,
  };
  if (flags.format === 'json') io.out(tagJson(report));
  else if (refusals.length === 0) {
    const nothing = new Map(
      [...walked].flatMap(([name, { startsNothing }]) => (startsNothing === undefined ? [] : [[name, startsNothing.text] as const])),
    );
    io.out(unheard(tagText(report, wantsColor(io, flags.color), { startsNothing: nothing }), io));
  }
  tellRefusals(report.refusals, io);
  return refusals.length === 0 ? EXIT.done : codeOf(refusals, flags, io);
}

/** What a report says before any tag. */
function empty({ dryRun }: TagFlags, remote: Pushing | undefined): Pick<TagReport, 'schemaVersion' | 'dryRun' | 'remote'> {
  const to = remote === undefined ? null : { name: remote.name, as: remote.pusher.as, with: remote.pusher.text, doubt: remote.pusher.doubt ?? null };
  return { schemaVersion: 1, dryRun: dryRun === true, remote: to };
}

function codeOf(refusals: readonly TagRefusal[], flags: TagFlags, io: Context['io']): number {
  if (flags.anyway === undefined && refusals.every(({ anyway }) => anyway))
    io.err('slipway: nothing was made; --anyway REASON goes on all the same, and the tag tells the reason.\n');
  return refusals.find(({ exitCode }) => exitCode === EXIT.usage)?.exitCode ?? refusals[0]!.exitCode;
}

const pairs = (tags: readonly PlannedTag[], wanted: readonly NewTag[]) => tags.map((planned, at) => ({ planned, wanted: wanted[at]! }));
const kindOf = ({ annotated, signed }: NewTag): TagReport['tags'][number]['kind'] => (signed ? 'signed' : annotated ? 'annotated' : 'lightweight');
const stateOf = ({ name }: PlannedTag, outcomes: readonly TagOutcome[]): TagOutcome['state'] =>
  outcomes.find((one) => one.name === name)?.state ?? 'planned';
