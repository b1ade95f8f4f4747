import type { History } from './base.ts';
import { InputError, OutsideError } from './errors.ts';
import { bareHead, type Commit, gitFacts, readConfig, readRefs } from './facts.ts';
import { type GitResult, git } from './git.ts';
import { listRevision } from './git-dir.ts';
import { type GitObject, GitObjects } from './git-objects.ts';
import { alsoWanted, isWanted } from './preload.ts';
import { sortedPaths, treeOf } from './tree.ts';
import type { GitFacts, Tree } from './types.ts';

/** A commit on the way of first parents, with its tree. */
export interface Revision {
  readonly hash: string;
  /** Seconds since 1970 of the commit. */
  readonly date: number;
  readonly author: string;
  /** First line of the message. */
  readonly subject: string;
  /** As it was. */
  readonly tree: Tree;
}

/** Revisions, oldest first. They are made one after the other, so that one listing at a time is held. */
export interface Revisions {
  readonly count: number;
  readonly each: Iterable<Revision>;
}

const LOG_TIMEOUT_MS = 120_000;
const NONE: Revisions = { count: 0, each: [] };

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
export async function openRevisions(history: History, asked: RevisionsAsked): Promise<Revisions> {
  const { gitDir, folder } = history;
  const place = { gitDir, timeoutMs: LOG_TIMEOUT_MS };
  const range = await rangeOf(history, asked.since);
  const specs = RELEASE_FILES.map((spec) => `:(top,glob)${folder === '' ? '' : `${folder}/`}${spec}${spec === '.github' ? '/**' : ''}`);
  const chosen = await git(['log', '--first-parent', '-m', '--format=%H', `--max-count=${asked.limit}`, ...range, '--', ...specs], place);
  checkLog(chosen);
  const hashes = chosen.out
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .reverse();
  const [oldest] = hashes;
  if (oldest === undefined) return NONE;
  const [listed, log, refs, config] = await Promise.all([
    listRevision(gitDir, oldest),
    git(
      ['log', '--first-parent', '-m', '--reverse', '--raw', '--no-abbrev', '-z', '--no-renames', `--format=${FORMAT}`, `${oldest}..${hashes.at(-1)}`],
      place,
    ),
    readRefs(place),
    readConfig(place),
  ]);
  checkLog(log);
  const first = await git(['log', '-1', '-z', `--format=${FORMAT}`, oldest, '--'], place);
  const commits = [...parseLog(first.out.toString('utf8')), ...parseLog(log.out.toString('utf8'))];
  const partial = [...config.all.keys()].some((key) => key === 'extensions.partialclone' || key.endsWith('.promisor'));
  const objects = new GitObjects(gitDir, partial);
  const start = [...(listed?.files ?? [])].map(([path, { id }]) => ({ path, id }));
  await objects.preload(wantedIn([start, ...commits.slice(1).map((commit) => commit.changes)].flatMap((changes) => below(changes, folder))));
  const head = bareHead(gitDir, config);
  const label = history.workTree ?? gitDir;
  return {
    count: hashes.length,
    each: treesOf(start, commits, new Set(hashes), folder, (commit, files) =>
      treeAt(commit, files, label, objects, gitFacts(commit, refs, config, head)),
    ),
  };
}

/** A repository without a commit has no log; one that takes too long is another matter. @throws OutsideError for that */
function checkLog({ code }: GitResult): void {
  if (code === -1) throw new OutsideError('git took too long to list the commits; ask for fewer with --limit, or for later ones with --since.');
}

/** Applies commit after commit, and opens those that were chosen. The first one's own changes are in the start already. */
function* treesOf(
  start: readonly Change[],
  commits: readonly Logged[],
  chosen: ReadonlySet<string>,
  folder: string,
  open: (commit: Logged, files: ReadonlyMap<string, GitObject>) => Tree,
): Generator<Revision> {
  const files = new Map<string, GitObject>();
  const apply = (changes: readonly Change[]): void => {
    for (const { path, id } of below(changes, folder)) {
      if (id === undefined) files.delete(path);
      else files.set(path, { id });
    }
  };
  apply(start);
  for (const [index, commit] of commits.entries()) {
    if (index > 0) apply(commit.changes);
    if (!chosen.has(commit.hash)) continue;
    const { hash, date, author, message } = commit;
    yield { hash, date, author, subject: message.split('\n', 1)[0] ?? '', tree: open(commit, new Map(files)) };
  }
}

function treeAt(commit: Logged, files: ReadonlyMap<string, GitObject>, label: string, objects: GitObjects, facts: GitFacts): Tree {
  return treeOf({
    label: `${label}@${commit.hash.slice(0, 10)}`,
    revision: commit.hash,
    dirty: false,
    paths: sortedPaths(files.keys()),
    git: facts,
    limits: [],
    load: (path) => objects.load(files.get(path)!, () => wantedIn([...files].map(([other, { id }]) => ({ path: other, id })))),
    loadAll: (paths) => objects.loadAll(paths.flatMap((path) => files.get(path) ?? [])),
  });
}

/** Changes below a folder, with their paths from there. */
function below(changes: readonly Change[], folder: string): readonly Change[] {
  if (folder === '') return changes;
  const prefix = `${folder}/`;
  return changes.flatMap((change) => (change.path.startsWith(prefix) ? { ...change, path: change.path.slice(prefix.length) } : []));
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

/** What reading a release asks for, of all the states that the files had. */
function wantedIn(changes: readonly Change[]): GitObject[] {
  const later = new Set(alsoWanted(changes.map((change) => change.path)));
  return changes.flatMap(({ path, id }) => (id !== undefined && (isWanted(path) || later.has(path)) ? { id } : []));
}
