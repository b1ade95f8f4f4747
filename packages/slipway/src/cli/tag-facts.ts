import type { Preflight, PreflightCredential } from '../doctor/preflight/index.ts';
import type { NameFacts, PlannedTag, TagFacts, UpstreamFacts } from '../release/tagging/index.ts';
import type { Repository } from '../remotes/github/index.ts';
import type { NewTag, RemoteRefs } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { oneLine } from './exit.ts';
import type { OpenedPlan } from './plan-input.ts';
import { doctorOptions, type TreeFlags } from './trees.ts';

/** A remote that was asked. */
export interface AskedRemote {
  readonly name: string;
  readonly refs: RemoteRefs;
}

/** GitHub as far as it may be asked; `why` says why not. */
export type MaybeGitHub = { readonly at: Repository; readonly why?: never } | { readonly at?: never; readonly why: string };

/** What follows from each tag, walked at the tree of its own commit. */
export async function walkTags(
  tags: readonly PlannedTag[],
  by: PreflightCredential,
  { tree, gitDir, history }: OpenedPlan,
  flags: TreeFlags,
  { io, doors, version }: Context,
): Promise<ReadonlyMap<string, Preflight>> {
  const [{ examine }, { preflightOf }, { openGitDir }] = await Promise.all([doors.doctor(), doors.preflight(), doors.remotes()]);
  const out = new Map<string, Preflight>();
  for (const commit of new Set(tags.map((tag) => tag.commit))) {
    const there = commit === history.head ? tree : await openGitDir(gitDir, commit);
    const { options } = await doctorOptions({ tree: there, slug: flags.repo, prefix: '' }, flags, { io, doors, version });
    const examination = examine(there, options);
    for (const { name, version: of } of tags.filter((tag) => tag.commit === commit))
      out.set(name, preflightOf(examination, { kind: 'tag', name, version: of }, by));
  }
  return out;
}

/** What is to be known before tags are made; what could not be asked is named in `unchecked`. */
export interface GatheredFacts {
  readonly facts: Omit<TagFacts, 'names' | 'preflight'>;
  readonly unchecked: readonly string[];
}

/** Asks git, the remote and GitHub for all that a judgement of tags needs, but for the names that are used already. */
export async function gatherFacts(
  tags: readonly PlannedTag[],
  opened: OpenedPlan,
  remote: AskedRemote | undefined,
  github: MaybeGitHub,
  { io, doors }: Context,
): Promise<GatheredFacts> {
  const { question, worktree } = opened;
  const { earlierTags, unknownHere } = await doors.tagging();
  const names = new Set(tags.map(({ name }) => name));
  const unchecked: string[] = [];
  const checks = await checksOf(tags, github, io.env.GITHUB_RUN_ID, unchecked, doors);
  const branch = worktree === undefined ? question.history.branch : worktree.branch;
  return {
    facts: {
      tags,
      config: question.config,
      tagging: question.config.tagging,
      head: opened.history.head,
      branch,
      changed: worktree?.changed,
      upstream: remote === undefined ? undefined : await upstreamOf(opened, branch, remote, doors),
      remoteName: remote?.name,
      inRun: io.env.GITHUB_ACTIONS === 'true',
      unknownHere: unknownHere(question.config, question.history, remote?.refs.tags.keys() ?? [], tags),
      earlier: earlierTags(question.config, question.history, names),
      checks,
    },
    unchecked,
  };
}

async function upstreamOf(
  { gitDir, history, worktree }: OpenedPlan,
  branch: string | undefined,
  { name, refs }: AskedRemote,
  doors: Context['doors'],
): Promise<UpstreamFacts | undefined> {
  const { containsCommit } = await doors.tags();
  const { head } = history;
  if (branch === undefined) {
    // A checked out commit belongs to whatever branch has it.
    const found =
      [...refs.branches].find(([, at]) => at === head) ??
      (await findAsync([...refs.branches], async ([, at]) => (await containsCommit({ gitDir }, at, head)) === true));
    return found === undefined
      ? { name: `every branch of ${name}`, head: '0'.repeat(40), contains: false }
      : { name: `${name}/${found[0]}`, head, contains: true };
  }
  const followed = worktree?.upstream;
  const there = followed?.startsWith(`${name}/`) ? followed.slice(name.length + 1) : branch;
  const at = refs.branches.get(there);
  if (at === undefined) return followed === undefined ? undefined : { name: `${name}/${there}`, head: undefined, contains: undefined };
  return { name: `${name}/${there}`, head: at, contains: at === head ? true : await containsCommit({ gitDir }, at, head) };
}

async function findAsync<T>(items: readonly T[], is: (item: T) => Promise<boolean>): Promise<T | undefined> {
  for (const item of items) if (await is(item)) return item;
  return undefined;
}

async function checksOf(
  tags: readonly PlannedTag[],
  github: MaybeGitHub,
  run: string | undefined,
  unchecked: string[],
  doors: Context['doors'],
): Promise<TagFacts['checks']> {
  const out = new Map<string, { text: string; pending: boolean }>();
  if (github.at === undefined) {
    unchecked.push(`CI of the commit, and releases of that name: ${github.why}`);
    return out;
  }
  const { checksOf: ask, notGreen } = await doors.github();
  for (const commit of new Set(tags.map((tag) => tag.commit))) {
    try {
      const found = await ask(github.at, commit, { run });
      const text = notGreen(found);
      if (text !== undefined) out.set(commit, { text, pending: found.state === 'pending' });
      else if (found.state === 'none') unchecked.push(`CI: ${github.at.slug} has no check of ${commit.slice(0, 10)}`);
    } catch (error) {
      unchecked.push(`CI of ${commit.slice(0, 10)}: ${because(error)}`);
    }
  }
  return out;
}

/** What is there of each tag's name: here, at the remote, on GitHub. */
export async function namesOf(
  wanted: readonly NewTag[],
  { gitDir }: OpenedPlan,
  remote: AskedRemote | undefined,
  github: MaybeGitHub,
  unchecked: string[],
  doors: Context['doors'],
): Promise<ReadonlyMap<string, NameFacts>> {
  const [{ readLocalTag, differs }, { usesOfTagName }] = await Promise.all([doors.tags(), doors.remotes()]);
  const out = new Map<string, NameFacts>();
  for (const tag of wanted) {
    const [here, uses] = await Promise.all([readLocalTag({ gitDir }, tag.name), usesOfTagName({ gitDir }, tag.name)]);
    const there = remote?.refs.tags.get(tag.name);
    out.set(tag.name, {
      ...(here === undefined ? {} : { here: { commit: here.commit, differs: differs(here, tag) } }),
      ...(there === undefined ? {} : { remote: there.commit }),
      others: uses.flatMap(({ ref, kind }) => (kind === 'tag' ? [] : [{ ref, kind }])),
      releases: await releasesOf(tag.name, github, unchecked, doors),
    });
  }
  return out;
}

async function releasesOf(tag: string, { at }: MaybeGitHub, unchecked: string[], doors: Context['doors']): Promise<NameFacts['releases']> {
  if (at === undefined) return [];
  try {
    return await (await doors.github()).releasesOfTag(at, tag, { drafts: false });
  } catch (error) {
    unchecked.push(`a release of ${tag}: ${because(error)}`);
    return [];
  }
}

/** An error that was foreseen, as half a sentence. @throws any other */
export function because(error: unknown): string {
  if (error instanceof Error && 'exitCode' in error) return oneLine(error.message).replace(/\.$/, '');
  throw error;
}
