import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from './errors.ts';
import { bareHead, gitFacts, readCommit, readConfig, readRefs } from './facts.ts';
import { git } from './git.ts';
import { type GitObject, GitObjects } from './git-objects.ts';
import { alsoWanted, isBinary, isWanted } from './preload.ts';
import { sortedPaths, treeOf } from './tree.ts';
import type { Tree } from './types.ts';

const MAX_LINKS = 8;

/** What a revision lists: files by path, and symbolic links by path. */
export interface RevisionFiles {
  readonly files: ReadonlyMap<string, GitObject>;
  readonly links: ReadonlyMap<string, GitObject>;
}

const NOTHING: RevisionFiles = { files: new Map(), links: new Map() };

/**
 * A revision of a git directory (bare or not, or a folder that holds `.git`) as a tree, without a checkout.
 *
 * What a release analysis reads is loaded at once through one `git cat-file --batch`; other files when they are asked for.
 * Throws InputError when the directory is none of git's, or has no such revision.
 *
 * @param limits what the caller already knows to be missing
 * @param folder folder of the repository that is the tree's root ('' for the whole); one that the revision does not have gives an empty tree
 */
export async function openGitDir(gitDir: string, rev: string, limits: readonly string[] = [], folder = ''): Promise<Tree> {
  const dir = gitDirectory(gitDir);
  const place = { gitDir: dir };
  const listing = folder === '' ? listRevision(dir, rev) : listRevision(dir, `${rev}:${folder}`).then((found) => found ?? NOTHING);
  const [commit, listed, refs, config] = await Promise.all([readCommit(place, rev), listing, readRefs(place), readConfig(place)]);
  if (!commit || !listed) throw new InputError(await whyNot(dir, gitDir, rev));
  const partial = [...config.all.keys()].some((key) => key === 'extensions.partialclone' || key.endsWith('.promisor'));
  const objects = new GitObjects(dir, partial);
  const wanted = [
    ...listed.links.values(),
    ...[...listed.files].filter(([path]) => isWanted(path)).map(([, object]) => object),
    ...alsoWanted(listed.files.keys()).map((path) => listed.files.get(path)!),
  ];
  await objects.preload(wanted);
  const targets = followLinks(listed, objects);
  const near = neighboursOf(listed);
  return treeOf({
    label: `${gitDir}@${rev}`,
    revision: commit.hash,
    dirty: false,
    paths: sortedPaths([...listed.files.keys(), ...targets.keys()]),
    git: gitFacts(commit, refs, config, bareHead(dir, config)),
    limits,
    load: (path) => {
      const real = targets.get(path) ?? path;
      return objects.load(listed.files.get(real)!, () => near(real));
    },
    loadAll: (paths) => objects.loadAll(paths.map((path) => listed.files.get(targets.get(path) ?? path)!)),
  });
}

/** Files of one revision; undefined when there is no such revision. */
export async function listRevision(gitDir: string, rev: string): Promise<RevisionFiles | undefined> {
  const { code, out } = await git(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', rev], { gitDir });
  if (code !== 0) return undefined;
  const files = new Map<string, GitObject>();
  const links = new Map<string, GitObject>();
  for (const item of out.toString('utf8').split('\0')) {
    const tab = item.indexOf('\t');
    if (tab === -1) continue;
    const [mode = '', type, id = ''] = item.slice(0, tab).split(' ');
    if (type !== 'blob') continue;
    (mode === '120000' ? links : files).set(item.slice(tab + 1), { id });
  }
  return { files, links };
}

/** The git directory that a path names: itself, or its `.git`. */
export function gitDirectory(path: string): string {
  const full = resolve(path);
  if (!existsSync(full)) throw new InputError(`There is no git directory \`${path}\`.`);
  if (existsSync(join(full, 'HEAD')) && existsSync(join(full, 'objects'))) return full;
  const inside = join(full, '.git');
  if (statSync(full).isDirectory() && existsSync(inside)) return inside;
  // A linked work tree's own directory has HEAD and `commondir` but no objects.
  if (existsSync(join(full, 'commondir'))) return full;
  throw new InputError(`\`${path}\` is not a git directory.`);
}

async function whyNot(dir: string, gitDir: string, rev: string): Promise<string> {
  const { code } = await git(['rev-parse', '--git-dir'], { gitDir: dir });
  return code === 0 ? `There is no revision \`${rev}\` in \`${gitDir}\`.` : `\`${gitDir}\` is not a git directory.`;
}

/** Symbolic links that lead to a file of the revision, with that file. */
function followLinks(listed: RevisionFiles, objects: GitObjects): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of listed.links.keys()) {
    let at: string | undefined = path;
    for (let step = 0; at !== undefined && step < MAX_LINKS && listed.links.has(at); step++) {
      const target = objects.load(listed.links.get(at)!, () => []);
      at = typeof target === 'string' ? undefined : linked(at, target.toString('utf8'));
    }
    if (at !== undefined && listed.files.has(at)) found.set(path, at);
  }
  return found;
}

/** Path that a link's target means; undefined when it leaves the tree. */
function linked(from: string, target: string): string | undefined {
  if (target.startsWith('/')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** So often only the neighbours of a file are loaded with it; then whoever asks is taken to read the whole tree. */
const FEW = 3;

/**
 * What may be asked for after a file: files of the same folder with the same ending (who asks for one page of documentation asks for the next).
 * From the fourth time on what follows in the tree, twice as much each time, so that reading everything starts git a few times and not for each folder.
 */
function neighboursOf(listed: RevisionFiles): (path: string) => GitObject[] {
  let times = 0;
  let order: readonly string[] | undefined;
  return (path) => {
    if (++times <= FEW) return sameFolder(listed, path);
    order ??= sortedPaths(listed.files.keys());
    const from = order.indexOf(path) + 1;
    const many = 128 << Math.min(times - FEW, 5);
    return order.slice(from, from + many).flatMap((other) => (isBinary(other) ? [] : listed.files.get(other)!));
  };
}

function sameFolder(listed: RevisionFiles, path: string): GitObject[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const ending = path.slice(path.lastIndexOf('.'));
  const near: GitObject[] = [];
  for (const [other, object] of listed.files) {
    if (other.startsWith(folder) && other.endsWith(ending) && other.indexOf('/', folder.length) === -1) near.push(object);
    if (near.length >= 32) break;
  }
  return near;
}
