import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InputError, OutsideError } from './errors.ts';
import { type Commit, type Config, gitFacts, readCommit, readConfig, readRefs } from './facts.ts';
import { git } from './git.ts';
import { MAX_FILE_BYTES, type Refusal, sortedPaths, treeOf } from './tree.ts';
import type { GitFacts, Tree } from './types.ts';
import { walkFolder } from './walk-folder.ts';

/** Files as git or the disk lists them, before symbolic links are judged. */
export interface Listing {
  readonly files: readonly string[];
  /** May be symbolic links. */
  readonly doubtful: readonly string[];
  readonly limits: readonly string[];
}

/**
 * A folder on disk as a tree; the path is the tree's root, also when it is a folder inside a repository.
 *
 * In a git work tree the files that git tracks or would track are listed, without git all but the usual dependency and build folders.
 * Throws InputError when the path is no folder.
 */
export async function openFolder(path: string): Promise<Tree> {
  const root = realFolder(path);
  const known = await fromGit(root);
  const listing = known?.listing ?? walkFolder(root);
  const { paths, outside } = judgeLinks(root, listing);
  const limits = [...listing.limits];
  if (outside > 0)
    limits.push(
      `${outside === 1 ? 'One symbolic link leads' : `${outside} symbolic links lead`} out of the folder and ${outside === 1 ? 'was' : 'were'} not followed.`,
    );
  return treeOf({
    label: path,
    revision: known?.commit?.hash ?? null,
    dirty: known?.dirty ?? false,
    paths,
    git: known?.facts,
    limits,
    load: (file) => load(root, file),
  });
}

interface Known {
  readonly listing: Listing;
  readonly commit: Commit | undefined;
  readonly dirty: boolean;
  readonly facts: GitFacts;
}

/** undefined when the folder is in no work tree, or there is no git. */
async function fromGit(root: string): Promise<Known | undefined> {
  const place = { cwd: root };
  try {
    const config = readConfig(place);
    const [listing, commit, refs, settings, dirty] = await Promise.all([
      listFiles(root),
      readCommit(place, 'HEAD'),
      readRefs(place),
      config,
      config.then((known) => isDirty(root, known)),
    ]);
    if (!listing) return undefined;
    return { listing, commit, dirty, facts: gitFacts(commit, refs, settings, undefined) };
  } catch (error) {
    if (error instanceof OutsideError) return undefined;
    throw error;
  }
}

async function listFiles(root: string): Promise<Listing | undefined> {
  const [all, deleted] = await Promise.all([
    git(['ls-files', '-z', '--stage', '--cached', '--others', '--exclude-standard'], { cwd: root }),
    git(['ls-files', '-z', '--deleted'], { cwd: root }),
  ]);
  if (all.code !== 0) return undefined;
  const gone = new Set(deleted.out.toString('utf8').split('\0'));
  const files: string[] = [];
  const doubtful: string[] = [];
  for (const item of all.out.toString('utf8').split('\0')) {
    const staged = /^(\d{6}) [0-9a-f]{40,64} \d\t/.exec(item);
    const path = staged ? item.slice(staged[0].length) : item;
    // A name that ends with a slash is another repository inside this one; mode 160000 is a submodule.
    if (path === '' || path.endsWith('/') || staged?.[1] === '160000' || gone.has(path)) continue;
    if (staged?.[1]?.startsWith('100')) files.push(path);
    else doubtful.push(path);
  }
  return { files, doubtful, limits: [] };
}

/** Settings that turn off the filters of a repository's own configuration: they are programs, which git must not start to compare files. */
export function withoutFilters(config: Config): [string, string][] {
  return [...config.own].filter((key) => key.startsWith('filter.')).map((key) => [key, key.endsWith('.required') ? 'false' : '']);
}

async function isDirty(root: string, config: Config): Promise<boolean> {
  const status = await git(['status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=all', '--', '.'], {
    cwd: root,
    config: withoutFilters(config),
  });
  return status.code === 0 && status.out.length > 0;
}

function judgeLinks(root: string, listing: Listing): { readonly paths: string[]; readonly outside: number } {
  let outside = 0;
  const inside = listing.doubtful.filter((path) => {
    const place = judge(root, path);
    if (place === 'outside') outside++;
    return place === 'file';
  });
  return { paths: sortedPaths([...listing.files, ...inside]), outside };
}

function judge(root: string, path: string): 'file' | 'outside' | 'other' {
  try {
    const full = join(root, path);
    if (!lstatSync(full).isSymbolicLink()) return statSync(full).isFile() ? 'file' : 'other';
    const real = realpathSync(full);
    if (!isInside(root, real)) return 'outside';
    return statSync(real).isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}

function load(root: string, path: string): Buffer | Refusal {
  try {
    const real = realpathSync(join(root, path));
    if (!isInside(root, real)) return 'absent';
    const found = statSync(real);
    if (!found.isFile()) return 'absent';
    return found.size > MAX_FILE_BYTES ? 'large' : readFileSync(real);
  } catch {
    return 'absent';
  }
}

function isInside(root: string, real: string): boolean {
  return real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function realFolder(path: string): string {
  const full = resolve(path);
  if (!existsSync(full)) throw new InputError(`There is no folder \`${path}\`.`);
  if (!statSync(full).isDirectory()) throw new InputError(`\`${path}\` is a file; give the folder of the repository.`);
  return realpathSync(full);
}
