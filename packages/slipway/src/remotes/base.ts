import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './errors.ts';
import { openFolder } from './folder.ts';
import { git } from './git.ts';
import { gitDirectory, openGitDir } from './git-dir.ts';
import { alsoWanted, isWanted } from './preload.ts';
import type { Tree } from './types.ts';

/** Where the history of an opened tree is: its git directory, and the folder of the repository that is the tree's root. */
export interface History {
  readonly gitDir: string;
  /** '' for the whole repository. */
  readonly folder: string;
  /** The tree is what lies on disk, not a revision. */
  readonly workTree: string | undefined;
  /** The revision that was opened; HEAD for a work tree. */
  readonly rev: string;
}

/** Where the history of a folder is. @throws InputError when the folder is in no git repository */
export async function historyOfFolder(path: string): Promise<History> {
  const { code, out } = await git(['rev-parse', '--absolute-git-dir', '--show-prefix'], { cwd: path });
  const [gitDir = '', prefix = ''] = out.toString('utf8').split('\n');
  if (code !== 0 || gitDir === '') throw new InputError(`\`${path}\` is in no git repository, so it has no revisions to compare with.`);
  return { gitDir, folder: prefix.replace(/\/$/, ''), workTree: path, rev: 'HEAD' };
}

/** Where the history of a revision of a git directory is. @throws InputError when the directory is none of git's */
export function historyOfGitDir(path: string, rev: string): History {
  return { gitDir: gitDirectory(path), folder: '', workTree: undefined, rev };
}

/** Something to compare with: another revision of the same history, or a folder or git directory of its own. */
export interface Base {
  readonly tree: Tree;
  /** The revision as git knows it (`main...` is the commit where the two parted); undefined when the base has a place of its own. */
  readonly rev: string | undefined;
}

/**
 * Opens what a tree is to be compared with. A name that git knows is a revision; one with `...` behind it is the commit where that revision and the
 * tree's own parted; else it is the path of a folder or of a git directory.
 * @throws InputError when it is none of these
 */
export async function openBase(name: string, history: History | undefined): Promise<Base> {
  const rev = history === undefined ? undefined : await revisionOf(name, history);
  if (rev !== undefined && history !== undefined) return { tree: await openGitDir(history.gitDir, rev, [], history.folder), rev };
  if (existsSync(name) && statSync(name).isDirectory()) {
    const isGitDir = existsSync(join(name, 'HEAD')) && existsSync(join(name, 'objects'));
    return { tree: isGitDir ? await openGitDir(name, 'HEAD') : await openFolder(name), rev: undefined };
  }
  const shallow = history !== undefined && existsSync(join(history.gitDir, 'shallow'));
  throw new InputError(
    `--base: \`${name}\` is no revision${history === undefined ? '' : ` of \`${history.workTree ?? history.gitDir}\``}, and no folder or git directory${
      shallow ? '; this clone is shallow, so fetch that revision first (`fetch-depth: 0` of actions/checkout)' : ''
    }.`,
  );
}

async function revisionOf(name: string, { gitDir, rev }: History): Promise<string | undefined> {
  const parted = name.endsWith('...');
  const asked = parted ? name.slice(0, -3) : name;
  if (asked === '' || asked.startsWith('-')) return undefined;
  const args = parted ? ['merge-base', '--', asked, rev] : ['rev-parse', '--verify', '--quiet', '--end-of-options', `${asked}^{commit}`];
  const { code, out } = await git(args, { gitDir });
  const hash = out.toString('utf8').trim().split('\n').at(-1) ?? '';
  return code === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

/** Paths that differ, by git's word for it. */
export interface Changed {
  readonly path: string;
  readonly how: 'added' | 'deleted' | 'modified';
}

/**
 * What differs between a revision and an opened tree, from the tree's root; no file is read when both are revisions. undefined: git cannot tell.
 */
export async function changedSince(rev: string, { gitDir, folder, workTree, rev: now }: History): Promise<Changed[] | undefined> {
  const flags = ['--name-status', '-z', '--no-renames', '--ignore-submodules=all', ...(folder === '' ? [] : [`--relative=${folder}`])];
  if (workTree === undefined) return parse(await git(['diff-tree', '-r', ...flags, '--end-of-options', rev, now], { gitDir }));
  const [known, fresh] = await Promise.all([
    git(['diff-index', ...flags.filter((flag) => !flag.startsWith('--relative')), '--relative', '--end-of-options', rev, '--', '.'], {
      cwd: workTree,
    }),
    git(['ls-files', '-z', '--others', '--exclude-standard'], { cwd: workTree }),
  ]);
  const changes = parse(known);
  if (changes === undefined || fresh.code !== 0) return undefined;
  for (const path of fresh.out.toString('utf8').split('\0')) if (path !== '') changes.push({ path, how: 'added' });
  return changes;
}

function parse({ code, out }: { readonly code: number; readonly out: Buffer }): Changed[] | undefined {
  if (code !== 0) return undefined;
  const items = out.toString('utf8').split('\0');
  const changes: Changed[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const how = items[i] === 'A' ? 'added' : items[i] === 'D' ? 'deleted' : 'modified';
    changes.push({ path: items[i + 1]!, how });
  }
  return changes;
}

/**
 * Whether a change may concern a release. A file that is neither a workflow, nor configuration, a script or a document concerns it only by being there,
 * or not: a workflow may package it.
 */
export function mayConcernRelease(changes: readonly Changed[]): boolean {
  const paths = changes.map((change) => change.path);
  return changes.some((change) => change.how !== 'modified' || isWanted(change.path)) || alsoWanted(paths).length > 0;
}
