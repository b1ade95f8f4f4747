import type { History, Tag } from '../../src/release/index.ts';
import { gitSync } from '../../src/remotes/git.ts';
import { type OpenHistory, openGitDir, openHistory, readBlobText, type Tree } from '../../src/remotes/index.ts';
import type { ReleaseEvent } from './events.ts';

/** A repository as it was at one moment. */
export interface Past {
  readonly history: History;
  readonly tree: Tree;
  readonly readAt: (commit: string, path: string) => string | undefined;
}

/** Opens a revision with the tags that were there, and nothing that came later. @param branch what was checked out @param gone further branches that there were */
export async function openPast(
  gitDir: string,
  revision: string,
  tags: readonly Tag[],
  branch: string | undefined,
  gone: readonly string[],
): Promise<Past> {
  const [history, tree] = await Promise.all([openHistory({ gitDir }, { revision }), openGitDir(gitDir, revision)]);
  const readAt = (commit: string, path: string): string | undefined => readBlobText({ gitDir }, commit, path);
  return { history: hiding(history, tags, branch), tree: without(tree, tags, gone), readAt };
}

/** Tags that were there before a release: older ones, and none of the release itself. */
export function tagsBefore(all: readonly Tag[], event: ReleaseEvent): readonly Tag[] {
  return all.filter((tag) => tag.commit !== event.commit && tag.date <= event.date);
}

const LINE = /^(?:(?:releases?|stable|maint|maintenance|support)[/_-])?v?\d+(?:\.\d+)*(?:\.x)?$/;
const CHANNEL = /^(?:alpha|beta|next|next-major|rc|canary)$/;

/** The branch that a commit is of, if it is another than the main one: that of maintenance, or of pre-releases. */
export function branchOf(gitDir: string, commit: string, main: string | undefined): string | undefined {
  const { out } = gitSync(['for-each-ref', `--contains=${commit}`, '--format=%(refname)', 'refs/heads', 'refs/remotes'], { gitDir });
  const names = out
    .toString('utf8')
    .split('\n')
    .flatMap((ref) => /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(ref)?.[1] ?? [])
    .filter((name) => name !== 'HEAD');
  if (main !== undefined && names.includes(main)) return main;
  // Of the others one that is called as a line or a channel; whatever else was branched off since is none.
  return names.find((name) => LINE.test(name)) ?? names.find((name) => CHANNEL.test(name)) ?? main;
}

function hiding(history: OpenHistory, tags: readonly Tag[], branch: string | undefined): History {
  return {
    head: history.head,
    branch,
    shallow: history.shallow,
    tags,
    contains: (tag) => history.contains(tag),
    commits: (left, options) => history.commits(left, options),
    authors: (to, enough) => history.authors(to, enough),
  };
}

function without(tree: Tree, tags: readonly Tag[], gone: readonly string[]): Tree {
  const { git } = tree;
  return git
    ? {
        ...tree,
        git: { ...git, branches: [...new Set([...git.branches, ...gone])], tags: tags.map(({ name, date }) => ({ name, date, subject: '' })) },
      }
    : tree;
}
