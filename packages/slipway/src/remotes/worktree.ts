import { InputError } from './errors.ts';
import { type GitPlace, readConfig } from './facts.ts';
import { withoutFilters } from './folder.ts';
import { git } from './git.ts';

/** What a work tree is like, for whoever is about to commit or tag in it. */
export interface Worktree {
  /** 40 hex digits; undefined before the first commit. */
  readonly head: string | undefined;
  /** undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** `origin/main`; undefined when the branch follows none. */
  readonly upstream: string | undefined;
  /** Commits that only this side has, and that only the upstream has, as of the last fetch; undefined without an upstream, or when it is gone. */
  readonly ahead: number | undefined;
  readonly behind: number | undefined;
  /** Files that differ from HEAD, from the root, sorted: changed, staged, in conflict, renamed (with their new name). */
  readonly changed: readonly string[];
  /** Files and folders (ending with '/') that git neither tracks nor ignores. */
  readonly untracked: readonly string[];
}

/**
 * One `git status`, without locks, without the network, and without programs that the repository names.
 *
 * @throws InputError when the folder is in no work tree
 */
export async function readWorktree(cwd: string): Promise<Worktree> {
  const config = withoutFilters(await readConfig({ cwd }));
  const asked = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=normal', '--ignore-submodules=dirty'];
  const { code, out } = await git(asked, { cwd, config });
  if (code !== 0) throw new InputError(`\`${cwd}\` is not in a work tree of git.`);
  const facts = new Map<string, string>();
  const changed: string[] = [];
  const untracked: string[] = [];
  const items = out.toString('utf8').split('\0');
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const [kind = '', name = ''] = item.split(' ', 2);
    if (kind === '#') facts.set(name, item.slice(3 + name.length));
    else if (kind === '?') untracked.push(item.slice(2));
    else if (kind === '1' || kind === '2' || kind === 'u') changed.push(item.split(' ').slice(FIELDS[kind]).join(' '));
    // Behind a renamed file stands its old name.
    if (kind === '2') i++;
  }
  const distance = /^\+(\d+) -(\d+)$/.exec(facts.get('branch.ab') ?? '');
  return {
    head: known(facts.get('branch.oid'), '(initial)'),
    branch: known(facts.get('branch.head'), '(detached)'),
    upstream: facts.get('branch.upstream'),
    ahead: distance ? Number(distance[1]) : undefined,
    behind: distance ? Number(distance[2]) : undefined,
    changed: changed.sort(),
    untracked: untracked.sort(),
  };
}

/** Fields before the path, by kind of line: https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
const FIELDS = { '1': 8, '2': 9, u: 10 } as const;

function known(value: string | undefined, absent: string): string | undefined {
  return value === absent ? undefined : value;
}

/** Whether there is any other repository that a branch could follow. */
export async function hasRemotes(place: GitPlace): Promise<boolean> {
  const { all } = await readConfig(place);
  return [...all.keys()].some((key) => /^remote\..+\.url$/.test(key));
}

/** A ref that has, or shows that there was, a name that a tag is to get. */
export interface NameUse {
  /** Full name: `refs/tags/v1.0.0`. */
  readonly ref: string;
  /** `tag`: here. `remote-tag`: of a remote, as last fetched. `branch`: a branch of that name, here or there. `note`: semantic-release's note on a tag that it made once. */
  readonly kind: 'tag' | 'remote-tag' | 'branch' | 'note';
  /** What it points to: a commit, or an annotated tag. */
  readonly object: string;
}

const NOTES = 'refs/notes/semantic-release-';

/** Where the name of a tag is used already, from refs alone: in order tags, tags of remotes, branches, notes. */
export async function usesOfTagName(place: GitPlace, tag: string): Promise<readonly NameUse[]> {
  const { out } = await git(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/tags', 'refs/heads', 'refs/remotes', 'refs/notes'], place);
  const uses: NameUse[] = [];
  for (const line of out.toString('utf8').split('\n')) {
    const [object = '', ref = ''] = line.split(' ');
    const kind = kindOf(ref, tag);
    if (kind !== undefined) uses.push({ ref, kind, object });
  }
  return uses.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly NameUse['kind'][] = ['tag', 'remote-tag', 'branch', 'note'];

function kindOf(ref: string, tag: string): NameUse['kind'] | undefined {
  if (ref === `refs/tags/${tag}`) return 'tag';
  if (ref === `refs/heads/${tag}`) return 'branch';
  if (ref === NOTES + tag) return 'note';
  // A remote's name may hold slashes, so only the end tells.
  if (!ref.startsWith('refs/remotes/')) return undefined;
  if (ref.endsWith(`/tags/${tag}`)) return 'remote-tag';
  return ref.replace(/^refs\/remotes\/[^/]+\//, '') === tag ? 'branch' : undefined;
}
