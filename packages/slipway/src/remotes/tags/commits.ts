import { OutsideError } from '../errors.ts';
import type { GitPlace } from '../facts.ts';
import { git } from '../git.ts';

/** So many commits that touched the files of a release are looked at. */
const MOST = 200;

/**
 * Commits of the first-parent line that change one of the paths, newest first: a merged pull request is its one merge commit.
 * @param since the line ends where this commit is reached
 */
export async function commitsTouching(place: GitPlace, from: string, paths: readonly string[], since?: string): Promise<readonly string[]> {
  const ends = since === undefined ? [] : [`^${since}`];
  const { code, out, error } = await git(
    ['--literal-pathspecs', 'rev-list', '--first-parent', `--max-count=${MOST}`, from, ...ends, '--', ...paths],
    place,
  );
  if (code !== 0) throw new OutsideError(`git could not tell which commits changed ${paths.join(', ')}: ${error}.`);
  return out
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Whether one commit has another among its ancestors, or is it; undefined when this clone does not have one of the two. */
export async function containsCommit(place: GitPlace, commit: string, ancestor: string): Promise<boolean | undefined> {
  const { code } = await git(['merge-base', '--is-ancestor', ancestor, commit], place);
  return code === 0 ? true : code === 1 ? false : undefined;
}
