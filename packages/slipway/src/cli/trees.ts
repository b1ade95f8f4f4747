import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { DoctorOptions } from '../doctor/options.ts';
import type { RepositoryReader } from '../remotes/index.ts';
import type { Tree } from '../remotes/types.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { isFolder } from './files.ts';
import { assumptions, isSlug } from './values.ts';

/** The options that say which tree is read and under which circumstances. */
export interface TreeFlags {
  gitDir?: string;
  rev?: string;
  repo?: string;
  platform?: 'github.com' | 'ghes';
  asOf?: string;
  assume?: string[];
  mirrors?: string;
  fetch?: boolean;
  config?: string;
}

export interface Target {
  readonly tree: Tree;
  /** `owner/name` when the target itself was named so. */
  readonly slug: string | undefined;
  /** Where the tree's root lies below the workspace: '' for the workspace itself, and for a tree that lies elsewhere. */
  readonly prefix: string;
}

/** What one diagnosis is told besides the tree. */
export interface Circumstances {
  readonly options: DoctorOptions;
  /** What could not be read of other repositories; known once the diagnosis is made. */
  readonly limits: () => readonly string[];
}

/** What the configuration at the root of an audited tree is called. */
const CONFIG = 'slipway.yaml';

/**
 * What is to be audited, each opened only when its turn comes: a path that exists, else OWNER/NAME or a git URL, else --git-dir at --rev.
 * @throws UsageError when the options contradict each other
 */
export function openTargets(names: readonly string[], flags: TreeFlags, context: Context): (() => Promise<Target>)[] {
  if (flags.gitDir !== undefined) {
    // An empty path would mean the current folder.
    if (flags.gitDir === '') throw new UsageError('--git-dir needs a directory.');
    if (names.length > 0) throw new UsageError(`--git-dir already says what to read; '${names[0]}' is one target too many.`);
    return [() => openGit(flags.gitDir!, flags.rev ?? 'HEAD', context)];
  }
  if (flags.rev !== undefined) throw new UsageError('--rev needs --git-dir.');
  const targets = names.length === 0 ? ['.'] : names;
  if (flags.repo !== undefined && targets.length > 1) throw new UsageError('--repo names one repository, but there are several targets.');
  return targets.map((name) => () => openNamed(name, context));
}

/**
 * Root of the work tree that the current folder is in, as a path from it: `.`, or `../..`. slipway.yaml lies there, whoever asks from further down.
 * `.` where there is no repository.
 */
export async function rootHere({ doors }: Context<'remotes'>): Promise<string> {
  const { InputError, placeOfFolder } = await doors.remotes();
  try {
    const { folder } = await placeOfFolder('.');
    return relative(realpathSync('.'), folder) || '.';
  } catch (error) {
    if (error instanceof InputError) return '.';
    throw error;
  }
}

async function openGit(dir: string, rev: string, { doors }: Context): Promise<Target> {
  const { openGitDir } = await doors.remotes();
  return { tree: await openGitDir(dir, rev), slug: undefined, prefix: '' };
}

async function openNamed(name: string, { io, doors }: Context): Promise<Target> {
  const remotes = await doors.remotes();
  if (existsSync(name)) return { tree: await remotes.openFolder(name), slug: undefined, prefix: below(io.env.GITHUB_WORKSPACE || '.', name) };
  if (!isSlug(name) && !isUrl(name)) throw new UsageError(`there is no folder '${name}', and it is neither OWNER/NAME nor a git URL.`);
  const { gitDir, rev, limits } = await remotes.cloneRemote(name, cacheFolder(io.env));
  return { tree: await remotes.openGitDir(gitDir, rev, limits), slug: isSlug(name) ? name : undefined, prefix: '' };
}

/** The circumstances of one audit, from the options, the tree and the environment. */
export async function doctorOptions(target: Target, flags: TreeFlags, { io, doors, version }: Context<'remotes'>): Promise<Circumstances> {
  const remotes = await doors.remotes();
  const slug = flags.repo ?? target.slug ?? target.tree.git?.slug;
  const config = flags.config === undefined ? configOf(target.tree) : readConfig(flags.config);
  const options: DoctorOptions = { version, npmRegistryHost: remotes.npmRegistryHost(), asOf: flags.asOf ?? new Date().toISOString().slice(0, 10) };
  if (slug !== undefined) Object.assign(options, { slug, slugHow: flags.repo === undefined ? 'remote' : '--repo' });
  const host = flags.platform ?? platformOf(io.env.GITHUB_SERVER_URL);
  if (host !== undefined) options.host = host;
  if (flags.assume !== undefined) options.assume = assumptions(flags.assume);
  if (config !== undefined) options.config = config;
  const reader = await readerOf(flags, { io, doors, version });
  if (reader === undefined) return { options, limits: () => [] };
  // A call without a ref means whatever the other repository's HEAD is.
  options.elsewhere = { read: (name, ref, path) => reader.read(name, ref ?? 'HEAD', path) };
  return { options, limits: () => reader.limits() };
}

/** A run on a server of one's own names it; GitHub's cloud with data residency is `*.ghe.com`. */
function platformOf(server: string | undefined): 'ghes' | undefined {
  if (!server || !URL.canParse(server)) return undefined;
  return /(?:^|\.)(?:github|ghe)\.com$/.test(new URL(server).hostname) ? undefined : 'ghes';
}

async function readerOf(flags: TreeFlags, { io, doors }: Context<'remotes'>): Promise<RepositoryReader | undefined> {
  if (flags.mirrors !== undefined && flags.fetch) throw new UsageError('--mirrors and --fetch exclude each other.');
  const remotes = await doors.remotes();
  if (flags.mirrors !== undefined) {
    if (!isFolder(flags.mirrors)) throw new UsageError(`--mirrors: there is no folder '${flags.mirrors}'.`);
    return remotes.mirrorReader(flags.mirrors);
  }
  return flags.fetch ? remotes.remoteReader(cacheFolder(io.env), { fetch: true }) : undefined;
}

/** The configuration at the root of a tree. One that is there and is no text must not pass for none. */
function configOf(tree: Tree): string | undefined {
  const text = tree.read(CONFIG);
  if (text === undefined && tree.has(CONFIG)) throw new UsageError(`${tree.label}: ${CONFIG} is no text, or too large to be read.`);
  return text;
}

function readConfig(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`--config: ${path} cannot be read.`);
  }
}

/** Where what may be read again is kept: https://specifications.freedesktop.org/basedir-spec */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const base = env.XDG_CACHE_HOME;
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache'), 'slipway');
}

function isUrl(name: string): boolean {
  return /^(?:https?|ssh|git|file):\/\/\S+$/.test(name) || /^[\w.-]+@[\w.-]+:\S+$/.test(name);
}

/** A path below a folder with '/' on every system; '' when it is the folder itself or lies outside. */
function below(folder: string, path: string): string {
  const way = relative(resolve(folder), resolve(path));
  return way.startsWith('..') || isAbsolute(way) ? '' : way.replaceAll('\\', '/');
}
