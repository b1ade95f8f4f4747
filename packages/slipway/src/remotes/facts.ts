import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type GitOptions, git } from './git.ts';
import type { GitFacts, GitTag } from './types.ts';

/** Where git is asked: a folder of a work tree, or a git directory. */
export type GitPlace = Pick<GitOptions, 'cwd' | 'gitDir'>;

export interface Commit {
  readonly hash: string;
  readonly date: number;
  readonly message: string;
}

/** A tag, and when its commit was made: an annotated one is always made after what it names. */
interface RefTag extends GitTag {
  /** Seconds since 1970. */
  readonly committed: number;
}

export interface Refs {
  readonly tags: readonly RefTag[];
  readonly branches: readonly string[];
  /** Where origin/HEAD points. */
  readonly originHead: string | undefined;
}

export interface Config {
  /** Of a setting that is given several times the last. */
  readonly all: ReadonlyMap<string, string>;
  /** Keys that the repository itself sets, as against the user or the system. */
  readonly own: ReadonlySet<string>;
}

/** The commit that a revision names; undefined when there is none. */
export async function readCommit(place: GitPlace, revision: string): Promise<Commit | undefined> {
  const { code, out } = await git(['log', '-1', '--no-color', '--no-notes', '--format=%H%x00%ct%x00%B', '--end-of-options', revision, '--'], place);
  const [hash, date, ...message] = out.toString('utf8').split('\0');
  return code === 0 && hash && date ? { hash, date: Number(date), message: message.join('\0').replace(/\n+$/, '') } : undefined;
}

/** Tags and branches, in one process. */
export async function readRefs(place: GitPlace): Promise<Refs> {
  const namespaces = ['refs/tags', 'refs/heads', 'refs/remotes'];
  const full = '%(refname)%00%(symref)%00%(creatordate:unix)%00%(objecttype)%00%(subject)%00%(*subject)%00%(*committerdate:unix)';
  let listed = await git(['for-each-ref', `--format=${full}`, ...namespaces], place);
  // A partial or shallow copy may lack an object that a tag points to: then the names alone.
  if (listed.code !== 0) listed = await git(['for-each-ref', '--format=%(refname)%00%(symref)', ...namespaces], place);
  const tags: RefTag[] = [];
  const branches = new Set<string>();
  let originHead: string | undefined;
  for (const line of listed.out.toString('utf8').split('\n')) {
    const [ref = '', symref = '', date = '', type = '', subject = '', peeled = '', commitDate = ''] = line.split('\0');
    if (ref.startsWith('refs/tags/')) {
      const made = Number(date || commitDate || 0);
      tags.push({ name: ref.slice(10), date: made, subject: type === 'tag' ? peeled : subject, committed: Number(commitDate || made) });
    } else if (ref.startsWith('refs/heads/')) branches.add(ref.slice(11));
    else if (ref === 'refs/remotes/origin/HEAD') originHead = symref.replace('refs/remotes/origin/', '') || undefined;
    else if (ref.startsWith('refs/remotes/') && !ref.endsWith('/HEAD')) branches.add(ref.slice(13).replace(/^[^/]*\//, ''));
  }
  tags.sort((a, b) => b.date - a.date || (a.name < b.name ? 1 : -1));
  return { tags, branches: [...branches].sort(), originHead };
}

export async function readConfig(place: GitPlace): Promise<Config> {
  const { out } = await git(['config', '--null', '--show-scope', '--list'], place);
  const all = new Map<string, string>();
  const own = new Set<string>();
  const items = out.toString('utf8').split('\0');
  for (let i = 0; i + 1 < items.length; i += 2) {
    const [scope, item] = [items[i]!, items[i + 1]!];
    const at = item.indexOf('\n');
    const key = at === -1 ? item : item.slice(0, at);
    all.set(key, at === -1 ? 'true' : item.slice(at + 1));
    if (scope === 'local' || scope === 'worktree') own.add(key);
  }
  return { all, own };
}

/**
 * @param head what the HEAD of a bare repository names, if it is one
 */
export function gitFacts(commit: Commit | undefined, refs: Refs, config: Config, head: string | undefined): GitFacts {
  const date = commit?.date ?? 0;
  return {
    tags: refs.tags.filter(({ committed }) => committed <= date).map(({ committed: _, ...tag }) => tag),
    branches: refs.branches,
    defaultBranch: refs.originHead ?? head ?? ['main', 'master'].find((name) => refs.branches.includes(name)) ?? onlyOne(refs.branches),
    slug: slugOf(config),
    message: commit?.message ?? '',
    date,
  };
}

/** Branch that the HEAD of a bare git directory names. A work tree's HEAD says only what is checked out. As git does, a directory not called `.git` is taken for bare. */
export function bareHead(gitDir: string, config: Config): string | undefined {
  const file = join(gitDir, 'HEAD');
  const bare = config.all.get('core.bare') ?? String(basename(gitDir) !== '.git');
  if (bare !== 'true' || !existsSync(file)) return undefined;
  return /^ref: refs\/heads\/(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
}

function slugOf(config: Config): string | undefined {
  const urls = [...config.all].filter(([key]) => /^remote\..*\.url$/.test(key));
  const url = config.all.get('remote.origin.url') ?? (urls.length === 1 ? urls[0]![1] : undefined);
  return url === undefined ? undefined : slugOfUrl(url);
}

/** `owner/name` of a remote's URL: `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name`; undefined for a path on this machine. */
export function slugOfUrl(url: string): string | undefined {
  const match =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?[^/:]+(?::\d+)?\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(url) ??
    /^(?:[^@/:]+@)?[^/:@]{2,}:\/?([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(url);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}
