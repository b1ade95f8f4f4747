import type { Tag } from '../release/index.ts';
import { InputError } from './errors.ts';
import type { GitPlace } from './facts.ts';
import { git } from './git.ts';

/** The revision that a history is read of. */
export interface HistoryHead {
  readonly hash: string;
  /** Branch that is checked out, or that the revision names, without its remote. */
  readonly branch: string | undefined;
  readonly shallow: boolean;
  /** Full path. */
  readonly gitDir: string;
}

/**
 * @throws InputError when there is no repository, no commit, or no such revision
 */
export async function readHead(place: GitPlace, revision: string): Promise<HistoryHead> {
  const where = place.gitDir ?? place.cwd ?? '.';
  if (revision.startsWith('-') || /[\0\n]/.test(revision)) throw noRevision(revision, where);
  const asked = ['rev-parse', '--is-shallow-repository', '--absolute-git-dir', `${revision}^{commit}`, '--symbolic-full-name', revision];
  const { code, out, error } = await git(asked, place);
  const [shallow = '', gitDir = '', hash = '', ref = ''] = out.toString('utf8').split('\n');
  if (code === 0) return { hash, branch: branchOf(ref), shallow: shallow === 'true', gitDir };
  if (gitDir === '') throw new InputError(`\`${where}\` is not in a git repository${/dubious|safe/.test(error) ? ` (${error})` : ''}.`);
  if (revision === 'HEAD') throw new InputError(`The repository in \`${where}\` has no commits yet: nothing can be released from it.`);
  throw noRevision(revision, where);
}

/** The error for a revision that git does not find. @param where the repository, as the caller named it */
export function noRevision(revision: string, where: string): InputError {
  return new InputError(`There is no revision \`${revision}\` in \`${where}\`; in a shallow clone fetch it first.`);
}

function branchOf(ref: string): string | undefined {
  return /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(ref)?.[1];
}

/** All tags that lead to a commit, newest first, of one date in reverse order of their names. */
export async function readTags(place: GitPlace): Promise<readonly Tag[]> {
  const form = '%(refname:strip=2)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(creatordate:unix)';
  let listed = await git(['for-each-ref', `--format=${form}`, 'refs/tags'], place);
  // A copy that lacks an object which a tag names: then each tag as it stands, without its date.
  if (listed.code !== 0) listed = await git(['for-each-ref', '--format=%(refname:strip=2)%00%(objectname)%00commit', 'refs/tags'], place);
  const tags: Tag[] = [];
  const nested: Tag[] = [];
  for (const line of listed.out.toString('utf8').split('\n')) {
    const [name = '', object = '', type = '', peeled = '', peeledType = '', date = ''] = line.split('\0');
    const tag = { name, date: Number(date || 0), annotated: type === 'tag' };
    if (type === 'commit') tags.push({ ...tag, commit: object });
    else if (peeledType === 'commit') tags.push({ ...tag, commit: peeled });
    // Before git 2.45 only the first of several tags in a chain is followed.
    else if (peeledType === 'tag') nested.push({ ...tag, commit: peeled });
  }
  if (nested.length > 0) tags.push(...(await peel(place, nested)));
  return tags.sort((a, b) => b.date - a.date || (a.name < b.name ? 1 : -1));
}

async function peel(place: GitPlace, tags: readonly Tag[]): Promise<Tag[]> {
  const input = tags.map((tag) => `${tag.commit}^{commit}\n`).join('');
  const { out } = await git(['cat-file', '--batch-check=%(objectname)'], { ...place, input });
  const commits = out.toString('latin1').split('\n');
  return tags.flatMap((tag, i) => (/^[0-9a-f]+$/.test(commits[i] ?? '') ? [{ ...tag, commit: commits[i]! }] : []));
}
