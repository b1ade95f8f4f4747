import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from './base.ts';
import { InputError } from './errors.ts';
import { bareHead, type Commit, gitFacts, readConfig, readRefs } from './facts.ts';
import { git } from './git.ts';
import { listRevision } from './git-dir.ts';
import { type GitObject, GitObjects } from './git-objects.ts';
import { alsoWanted, isWanted } from './preload.ts';
import { sortedPaths, treeOf } from './tree.ts';
import type { Tree } from './types.ts';

/** A commit on the way of first parents, with its tree. */
export interface Revision {
  readonly hash: string;
  /** Seconds since 1970 of the commit. */
  readonly date: number;
  readonly author: string;
  /** First line of the message. */
  readonly subject: string;
  /** Opens the tree as it was. */
  tree(): Tree;
}

export interface RevisionsAsked {
  /** A day (YYYY-MM-DD) or a revision: what came after it. */
  readonly since?: string;
  /** At most so many, the newest. */
  readonly limit: number;
}

/** Where workflows and the configuration of releases lie: pathspecs of git, below the tree's root. */
const RELEASE_FILES = [
  '.github',
  '**/action.yml',
  '**/action.yaml',
  '**/.releaserc*',
  '**/release.config.*',
  '**/release-please-config.json',
  '**/.goreleaser*',
  '**/dist-workspace.toml',
  '**/release-plz.toml',
  '**/release.toml',
  '**/knope.toml',
  '**/lerna.json',
  '**/.changeset/config.json',
  '**/.release-it*',
  '**/.versionrc*',
  '**/Dockerfile*',
  '**/install.sh',
  '**/Makefile',
  '**/*release*.sh',
  '**/*publish*.sh',
  'slipway.yaml',
];

/**
 * Commits that touched workflows or the configuration of releases, along first parents, oldest first. Trees share what git has read: their listings
 * are made of one log, and their files come from one `git cat-file`.
 * @throws InputError when `since` is neither a day nor a revision
 */
export async function openRevisions(history: History, asked: RevisionsAsked): Promise<Revision[]> {
  const { gitDir, folder } = history;
  const place = { gitDir };
  const range = await rangeOf(history, asked.since);
  const specs = RELEASE_FILES.map((spec) => `:(top,glob)${folder === '' ? '' : `${folder}/`}${spec}${spec === '.github' ? '/**' : ''}`);
  const chosen = await git(['log', '--first-parent', '-m', '--format=%H', `--max-count=${asked.limit}`, ...range, '--', ...specs], place);
  const hashes = chosen.out
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .reverse();
  const [oldest] = hashes;
  if (chosen.code !== 0 || oldest === undefined) return [];
  const [listed, log, refs, config] = await Promise.all([
    listRevision(gitDir, oldest),
    git(
      ['log', '--first-parent', '-m', '--reverse', '--raw', '--no-abbrev', '-z', '--no-renames', `--format=${FORMAT}`, `${oldest}..${hashes.at(-1)}`],
      place,
    ),
    readRefs(place),
    readConfig(place),
  ]);
  const first = await git(['log', '-1', '-z', `--format=${FORMAT}`, oldest, '--'], place);
  const commits = [...parseLog(first.out.toString('utf8')), ...parseLog(log.out.toString('utf8'))];
  const wanted = new Set(hashes);
  const objects = new GitObjects(gitDir, existsSync(join(gitDir, 'shallow')) || [...config.all.keys()].some((key) => key.endsWith('.promisor')));
  const files = new Map([...(listed?.files ?? [])].map(([path, object]) => [path, object.id]));
  const prefix = folder === '' ? '' : `${folder}/`;
  const revisions: { commit: Logged; files: ReadonlyMap<string, GitObject> }[] = [];
  for (const commit of commits) {
    if (commit.hash !== oldest) for (const change of commit.changes) apply(files, change);
    if (!wanted.has(commit.hash)) continue;
    const own = [...files].filter(([path]) => path.startsWith(prefix)).map(([path, id]) => [path.slice(prefix.length), { id }] as const);
    revisions.push({ commit, files: new Map(own) });
  }
  await objects.preload(revisions.flatMap((r) => wantedOf(r.files)));
  const head = bareHead(gitDir, config);
  return revisions.map(({ commit, files: own }) => ({
    hash: commit.hash,
    date: commit.date,
    author: commit.author,
    subject: commit.message.split('\n', 1)[0] ?? '',
    tree: () =>
      treeOf({
        label: `${history.workTree ?? gitDir}@${commit.hash.slice(0, 10)}`,
        revision: commit.hash,
        dirty: false,
        paths: sortedPaths(own.keys()),
        git: gitFacts(commit, refs, config, head),
        limits: [],
        load: (path) => objects.load(own.get(path)!, () => []),
        loadAll: (paths) => objects.loadAll(paths.flatMap((path) => own.get(path) ?? [])),
      }),
  }));
}

async function rangeOf({ gitDir, rev }: History, since: string | undefined): Promise<string[]> {
  if (since === undefined) return [rev];
  if (/^\d{4}-\d{2}-\d{2}$/.test(since)) return [`--since=${since}T00:00:00Z`, rev];
  const { code, out } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${since}^{commit}`], { gitDir });
  if (code !== 0) throw new InputError(`--since takes a day as YYYY-MM-DD or a revision, not \`${since}\`.`);
  return [`${out.toString('utf8').trim()}..${rev}`];
}

/** Git's own mark before each commit, then hash, time, author and message. */
const FORMAT = '%x01%H%x00%ct%x00%an%x00%B%x00';

interface Change {
  readonly path: string;
  /** Of the new file; undefined when it is deleted, or no file that is read. */
  readonly id: string | undefined;
}

interface Logged extends Commit {
  readonly author: string;
  readonly changes: readonly Change[];
}

function parseLog(text: string): Logged[] {
  const items = text.split('\0');
  const commits: (Logged & { changes: Change[] })[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!.replace(/^\n/, '');
    if (item.startsWith('\u0001')) {
      const [date = '', author = '', message = ''] = items.slice(i + 1, i + 4);
      commits.push({ hash: item.slice(1), date: Number(date), author, message: message.replace(/\n+$/, ''), changes: [] });
      i += 3;
    } else if (item.startsWith(':')) {
      const [, mode = '', , id = '', status = ''] = item.split(' ');
      const path = items[++i] ?? '';
      // A link, or another repository, is no file of its own here.
      commits.at(-1)?.changes.push({ path, id: status.startsWith('D') || !mode.startsWith('100') ? undefined : id });
    }
  }
  return commits;
}

function apply(files: Map<string, string>, { path, id }: Change): void {
  if (id === undefined) files.delete(path);
  else files.set(path, id);
}

function wantedOf(files: ReadonlyMap<string, GitObject>): GitObject[] {
  const paths = [...files.keys()];
  return [...paths.filter(isWanted), ...alsoWanted(paths)].map((path) => files.get(path)!);
}
