import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanQuestion } from '../release/plan/types.ts';
import type { KnownPullRequests, OpenHistory, Worktree } from '../remotes/index.ts';
import type { Tree } from '../remotes/types.ts';
import { today } from './clock.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { type AskedFlags, checkAsked, openConfig } from './plan-config.ts';
import { reachOf } from './plan-reach.ts';
import { cacheFolder, type TreeFlags } from './trees.ts';
import { isSlug } from './values.ts';

/** The options that plan, notes, prepare and tag share. */
export interface PlanFlags extends TreeFlags, AskedFlags {
  /** The branch that the revision is taken to be on. */
  branch?: string;
}

/** All that a plan is made of, opened; nothing is planned yet. */
export interface OpenedPlan {
  readonly question: PlanQuestion;
  /** Files of the revision that is planned, not of the work tree. */
  readonly tree: Tree;
  readonly history: OpenHistory;
  /** Full path of the git directory. */
  readonly gitDir: string;
  /** Full path of the work tree's root; undefined where a git directory is read. */
  readonly folder: string | undefined;
  /** State of the work tree; undefined where a git directory is read. */
  readonly worktree: Worktree | undefined;
  /** The configuration was inferred, because no file says anything of releases. */
  readonly inferred: boolean;
  /** What the cache knows, and the file that it is; undefined for a repository that GitHub does not have. */
  readonly pullRequests: { readonly file: string; readonly known: KnownPullRequests } | undefined;
  /** What a reader of the plan should know of how it was read, one sentence each; commands say it on stderr. */
  readonly remarks: readonly string[];
  /** That what is changed and not committed does not count: a sentence, or none. */
  readonly uncommitted: readonly string[];
}

/**
 * Opens what a plan is made of: history, files and configuration of the revision, the pull requests that were kept, and the doctor's answers.
 * The plan is of the commit: files that are changed or new in the work tree do not count. Nothing is asked of the network.
 *
 * @param path folder of a work tree; undefined for the current one, or with `--git-dir`
 * @param walks false where nobody asks what a release reaches: then no doctor is loaded
 * @throws UsageError, InputError, ReleaseConfigError, each with one sentence and exit code 2
 */
export async function openPlan(
  path: string | undefined,
  flags: PlanFlags,
  context: Context<'remotes' | 'release' | 'reach'>,
  { walks = true }: { readonly walks?: boolean } = {},
): Promise<OpenedPlan> {
  const { io, doors, version } = context;
  const cache = cacheFolder(io.env);
  const remotes = await doors.remotes();
  const { gitDir, folder, revision } = await placeOf(path, flags, context);
  const branches = { ...(flags.branch === undefined ? {} : { branch: flags.branch }), ...branchOfRun(io.env, folder) };
  const [history, tree, worktree] = await Promise.all([
    remotes.openHistory({ gitDir }, { revision, cache: join(cache, 'history'), ...branches }),
    remotes.openGitDir(gitDir, revision),
    folder === undefined ? undefined : remotes.readWorktree(folder),
    // What comes next is loaded while git answers.
    doors.release(),
    walks ? doors.reach() : undefined,
  ]);
  const day = flags.asOf ?? today(io);
  const slug = flags.repo ?? tree.git?.slug;
  const { config, inferred } = await openConfig(tree, flags.config, context);
  if (config.notes.contributors) history.expectAuthors();
  checkAsked(flags, config);
  const asksRegistry = asksForRegistry(config, flags);
  const reach = walks || asksRegistry ? await reachOf({ tree, slug, prefix: '' }, { ...flags, asOf: day }, context, { cache, gitDir }) : undefined;
  const server = io.env.GITHUB_SERVER_URL || undefined;
  const host = server !== undefined && URL.canParse(server) ? new URL(server).host : 'github.com';
  const file = slug === undefined ? undefined : remotes.pullRequestFile(cache, host, slug);
  const known = file === undefined ? undefined : remotes.loadPullRequests(file);
  const question: PlanQuestion = {
    history,
    read: wholeTexts(tree, (name) => remotes.readBlobText({ gitDir }, history.head, name)),
    readAt: (commit, name) => remotes.readBlobText({ gitDir }, commit, name),
    list: () => tree.list(),
    config,
    repository: slug,
    server,
    day,
    version,
    channel: flags.channel,
    asked: flags.bump,
    components: flags.component,
    pullRequests: known?.facts,
    // Only these ask how a registry reads versions, and the answer needs a walk.
    registry: asksRegistry ? reach?.registry() : undefined,
    ...(walks && reach !== undefined ? { prove: reach.prove } : {}),
  };
  return {
    question,
    tree,
    history,
    gitDir,
    folder,
    worktree,
    inferred,
    pullRequests: file === undefined || known === undefined ? undefined : { file, known },
    uncommitted: uncommittedOf(worktree),
    remarks: remarksOf(worktree, inferred, tree, history, flags),
  };
}

/** The same question with other pull requests: those that were just asked for. */
export function withPullRequests({ question }: OpenedPlan, known: KnownPullRequests): PlanQuestion {
  return { ...question, pullRequests: known.facts };
}

interface Place {
  readonly gitDir: string;
  readonly folder: string | undefined;
  readonly revision: string;
}

async function placeOf(path: string | undefined, flags: PlanFlags, { doors }: Context<'remotes'>): Promise<Place> {
  const { gitDirectory, placeOfFolder } = await doors.remotes();
  if (flags.gitDir !== undefined) {
    if (flags.gitDir === '') throw new UsageError('--git-dir needs a directory.');
    if (path !== undefined) throw new UsageError(`--git-dir already says what to read; '${path}' is one target too many.`);
    return { gitDir: gitDirectory(flags.gitDir), folder: undefined, revision: flags.rev ?? 'HEAD' };
  }
  if (flags.rev !== undefined) throw new UsageError('--rev needs --git-dir.');
  if (path !== undefined && !existsSync(path)) throw new UsageError(`there is no folder '${path}'${meant(path)}.`);
  return { ...(await placeOfFolder(path ?? '.')), revision: 'HEAD' };
}

/** What somebody may mean who gives something else for the folder. */
function meant(path: string): string {
  if (/^v?\d+\.\d+/.test(path)) return `; --bump ${path} asks for a version`;
  if (/^(?:major|minor|patch)$/.test(path)) return `; --bump ${path} says how much the version rises`;
  if (/^(?:stable|rc|beta|alpha|next|hotfix|nightly)$/.test(path)) return `; --channel ${path} names a channel`;
  return isSlug(path) || path.includes('://') ? '; a plan is made of a clone, so give its folder' : '';
}

/**
 * The branch that a run of GitHub Actions is about, for a HEAD that is detached: that of a pull request is the one that it goes into.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
function branchOfRun(env: Readonly<Record<string, string | undefined>>, folder: string | undefined): { otherwise?: string } {
  if (folder === undefined || env.GITHUB_ACTIONS !== 'true') return {};
  const branch = env.GITHUB_BASE_REF || (env.GITHUB_REF_TYPE === 'branch' ? env.GITHUB_REF_NAME : undefined);
  return branch ? { otherwise: branch } : {};
}

/** Texts of a tree, also those that are longer than anything that a workflow is read from, such as lock files. */
function wholeTexts(tree: Tree, readWhole: (name: string) => string | undefined): (name: string) => string | undefined {
  const whole = new Map<string, string | undefined>();
  return (name) => {
    if (!tree.has(name)) return undefined;
    const text = tree.read(name);
    // A text with such a character may not say what its bytes say.
    if (text !== undefined && !text.includes('\uFFFD')) return text;
    if (!whole.has(name)) whole.set(name, readWhole(name));
    return whole.get(name);
  };
}

function asksForRegistry(config: PlanQuestion['config'], { bump }: AskedFlags): boolean {
  return (
    bump === 'hotfix' || config.channels.some(({ hotfix }) => hotfix === 'suffix') || config.components.some(({ scheme }) => scheme.kind === 'calver')
  );
}

function uncommittedOf(worktree: Worktree | undefined): string[] {
  const [first, ...more] = worktree?.changed ?? [];
  if (first === undefined) return [];
  return more.length === 0
    ? [`${first} differs from the commit; the plan is of the commit, without that.`]
    : [`${more.length + 1} files differ from the commit; the plan is of the commit, without those.`];
}

function remarksOf(worktree: Worktree | undefined, inferred: boolean, tree: Tree, history: OpenHistory, flags: PlanFlags): string[] {
  const remarks: string[] = [];
  if (history.tags.length === 0)
    remarks.push('this clone has no tags, so nothing counts as released; if there are releases already, `git fetch --tags` brings their tags.');
  if (inferred && flags.config === undefined)
    remarks.push(
      worktree?.untracked.includes('slipway.yaml')
        ? 'slipway.yaml is not committed, so it does not count yet: the configuration is inferred; commit it, or say --config slipway.yaml.'
        : `${tree.has('slipway.yaml') ? 'slipway.yaml says nothing of releases' : 'there is no slipway.yaml'}: the configuration is inferred from the repository; \`slipway init\` writes it down.`,
    );
  return remarks;
}
