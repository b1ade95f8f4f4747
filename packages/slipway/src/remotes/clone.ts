import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError, OutsideError } from './errors.ts';
import { type GitResult, git } from './git.ts';
import { listRevision } from './git-dir.ts';
import { alsoWanted, isWanted } from './preload.ts';

export interface CloneOptions {
  readonly signal?: AbortSignal;
  /** For each of the steps: clone, names of tags and branches, contents. */
  readonly timeoutMs?: number;
}

export interface Clone {
  readonly gitDir: string;
  /** What to read: the default branch's newest commit. */
  readonly rev: string;
  /** What could not be brought up to date, one sentence each. */
  readonly limits: readonly string[];
}

export const PROTOCOLS = 'https:ssh:git:file';
const CLONE_TIMEOUT_MS = 120_000;
const MAX_CONTENTS = 4_000;

/**
 * A shallow, blob-filtered bare clone of a repository in a cache, without any token; a copy that is there is brought up to date.
 *
 * Only contents that a release analysis reads are fetched, in one request. Throws InputError for a name that is none,
 * OutsideError when the clone fails and the cache has no older copy.
 *
 * @param ownerRepoOrUrl `owner/repo` on GitHub, or a git URL (https, ssh, git, file)
 */
export async function cloneRemote(ownerRepoOrUrl: string, cacheDir: string, options: CloneOptions = {}): Promise<Clone> {
  const url = remoteUrl(ownerRepoOrUrl);
  const shown = withoutCredential(ownerRepoOrUrl);
  const gitDir = join(resolve(cacheDir), folderName(url));
  const limits: string[] = [];
  const run = (args: readonly string[], input?: string): Promise<GitResult> =>
    git(args, { gitDir, protocols: PROTOCOLS, timeoutMs: options.timeoutMs ?? CLONE_TIMEOUT_MS, signal: options.signal, input });
  if (existsSync(join(gitDir, 'HEAD'))) {
    const fetched = await run(['fetch', '--quiet', '--depth=1', '--no-tags', '--filter=blob:none', '--', url, '+HEAD:refs/slipway/head']);
    if (fetched.code !== 0) limits.push(`${shown} could not be brought up to date (${reason(fetched, options.signal)}); an older copy was read.`);
  } else await firstClone(url, shown, gitDir, options);
  const known = await run(['rev-parse', '--verify', '--quiet', '--end-of-options', 'refs/slipway/head^{commit}']);
  const rev = known.code === 0 ? known.out.toString('utf8').trim() : 'HEAD';
  // The commits of tags and branches without their files: names, dates and subjects.
  const names = await run([
    'fetch',
    '--quiet',
    '--depth=1',
    '--filter=tree:0',
    '--',
    url,
    '+refs/tags/*:refs/tags/*',
    '+refs/heads/*:refs/remotes/origin/*',
  ]);
  if (names.code !== 0 && limits.length === 0) limits.push(`The tags of ${shown} could not be read (${reason(names, options.signal)}).`);
  const contents = await fetchContents(gitDir, rev, url, run);
  if (contents && contents.code !== 0 && limits.length === 0)
    limits.push(`Files of ${shown} could not be read (${reason(contents, options.signal)}).`);
  return { gitDir, rev, limits };
}

async function firstClone(url: string, name: string, gitDir: string, options: CloneOptions): Promise<void> {
  mkdirSync(resolve(gitDir, '..'), { recursive: true });
  // Cloned aside and then renamed: a clone that was cut off never looks like a whole one.
  const aside = `${gitDir}.${process.pid}.tmp`;
  rmSync(aside, { recursive: true, force: true });
  const cloned = await git(['clone', '--quiet', '--bare', '--template=', '--filter=blob:none', '--depth=1', '--no-tags', '--', url, aside], {
    protocols: PROTOCOLS,
    timeoutMs: options.timeoutMs ?? CLONE_TIMEOUT_MS,
    signal: options.signal,
  });
  if (cloned.code !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new OutsideError(`${name} could not be cloned (${reason(cloned, options.signal)}).`);
  }
  // git would keep a password of the URL in the copy's configuration.
  await git(['config', 'remote.origin.url', withoutCredential(url)], { gitDir: aside });
  rmSync(gitDir, { recursive: true, force: true });
  renameSync(aside, gitDir);
}

/** Contents in one request; git would otherwise fetch each alone when it is read. */
async function fetchContents(
  gitDir: string,
  rev: string,
  url: string,
  run: (args: readonly string[], input?: string) => Promise<GitResult>,
): Promise<GitResult | undefined> {
  const listed = await listRevision(gitDir, rev);
  if (!listed) return undefined;
  const present = await run(['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)']);
  const has = new Set(present.out.toString('latin1').split('\n'));
  const wanted = new Set<string>();
  const later = new Set(alsoWanted(listed.files.keys()));
  for (const [path, { id }] of [...listed.files, ...listed.links]) if ((isWanted(path) || later.has(path)) && !has.has(id)) wanted.add(id);
  if (wanted.size === 0) return undefined;
  const ids = [...wanted].slice(0, MAX_CONTENTS);
  const negotiation = ['-c', 'fetch.negotiationAlgorithm=noop'];
  return run(
    [...negotiation, 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--filter=blob:none', '--stdin', '--', url],
    `${ids.join('\n')}\n`,
  );
}

/** The URL that a name or URL means. Throws InputError when it means none. */
export function remoteUrl(name: string): string {
  if (/^[A-Za-z0-9][\w.-]*\/[\w.-]+$/.test(name) && !name.endsWith('/..') && !name.endsWith('/.'))
    return `https://github.com/${name.replace(/\.git$/, '')}`;
  if (/^(?:https|ssh|git|file):\/\/[^\s-]\S*$/.test(name)) return name;
  if (/^[\w.-]+@[\w.-]+:[^\s-]\S*$/.test(name)) return name;
  throw new InputError(`\`${withoutCredential(name)}\` is neither \`owner/repo\` nor a git URL (https, ssh, git or file).`);
}

/** A URL, or a text with URLs in it, without the user and password that may stand in front of a host. */
function withoutCredential(text: string): string {
  return text.replace(/(\b\w+:\/\/)[^\s/@]*(?::[^\s/@]*)?@/g, '$1');
}

/** One folder a URL, readable and safe as a name. */
function folderName(url: string): string {
  return url
    .replace(/^\w+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/\.git\/?$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '+')
    .replace(/^[.+]+/, '')
    .slice(0, 200);
}

function reason(result: GitResult, signal?: AbortSignal): string {
  if (signal?.aborted) return 'stopped';
  if (result.code === -1) return 'it took too long';
  return withoutCredential(result.error).replace(/\.$/, '') || `git ended with ${result.code}`;
}
