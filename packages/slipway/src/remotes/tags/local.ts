import { InputError, OutsideError } from '../errors.ts';
import type { GitPlace } from '../facts.ts';
import { git } from '../git.ts';
import { complaintOf, type OwnGitResult, ownGit } from './own-git.ts';

/** A tag in this repository. */
export interface LocalTag {
  readonly name: string;
  /** The commit that it leads to, 40 hex digits. */
  readonly commit: string;
  /** What the ref itself names: the tag's own object, or the commit. */
  readonly object: string;
  readonly annotated: boolean;
  readonly signed: boolean;
  /** Without a signature, as it was written; '' of a lightweight one. */
  readonly message: string;
}

/** What a tag is to be. */
export interface NewTag {
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  readonly annotated: boolean;
  /** By git's own means: `gpg.format`, `user.signingKey`. */
  readonly signed: boolean;
}

const SIGNATURE = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;

/** The tag of a name; undefined when there is none. */
export async function readLocalTag(place: GitPlace, name: string): Promise<LocalTag | undefined> {
  const format = '--format=%(objecttype)%00%(objectname)%00%(*objectname)%00%(contents)';
  const { code, out } = await git(['for-each-ref', format, `refs/tags/${name}`], place);
  // A pattern without a glob also names what lies below it: `v1` and `v1/rc`.
  const [type = '', object = '', peeled = '', ...contents] = code === 0 ? out.toString('utf8').split('\0') : [];
  if (object === '' || !(await isExactly(place, name, object))) return undefined;
  if (type !== 'tag') return { name, commit: object, object, annotated: false, signed: false, message: '' };
  const text = contents.join('\0').replace(/\n$/, '');
  const signature = SIGNATURE.exec(text);
  return {
    name,
    commit: peeled,
    object,
    annotated: true,
    signed: signature !== null,
    message: signature === null ? text : text.slice(0, signature.index),
  };
}

async function isExactly(place: GitPlace, name: string, object: string): Promise<boolean> {
  const { code, out } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/tags/${name}`], place);
  return code === 0 && out.toString('utf8').trim() === object;
}

/** Whether a name is one that git takes for a tag. */
export async function isTagName(place: GitPlace, name: string): Promise<boolean> {
  return !name.startsWith('-') && (await git(['check-ref-format', `refs/tags/${name}`], place)).code === 0;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Makes a tag in this repository. The message is kept byte for byte: headings of Markdown are no comments. A signature that fails leaves no tag.
 * @param env in place of the environment of this process
 * @throws InputError when git does not know who makes it; OutsideError with git's own word for anything else
 */
export async function makeTag(place: GitPlace, tag: NewTag, env: Environment = process.env): Promise<LocalTag> {
  // Whatever `tag.gpgSign` says: the configuration of the release decides.
  const kind = !tag.annotated && !tag.signed ? ['--no-sign'] : tag.signed ? ['--sign'] : ['--annotate', '--no-sign'];
  const message = tag.annotated || tag.signed ? ['--cleanup=verbatim', '--file=-'] : [];
  const tagger = tag.annotated || tag.signed ? await taggerOf(place, tag, env) : env;
  const made = await ownGit(['tag', ...kind, ...message, '--end-of-options', tag.name, tag.commit], {
    ...place,
    input: endingInLine(tag.message),
    env: tagger,
  });
  const there = await readLocalTag(place, tag.name);
  if (made.code !== 0) throw new OutsideError(notMade(tag, made));
  if (there?.commit !== tag.commit) throw new OutsideError(`${tag.name} was made and is not there: git says ${there?.commit ?? 'nothing'} of it.`);
  // Some versions of git make the tag without a signature when signing by SSH fails, and say that all is well.
  if (tag.signed && !there.signed) {
    await deleteLocalTag(place, there);
    throw new OutsideError(notMade(tag, made));
  }
  return there;
}

/**
 * Who github.com says it is when a run acts; a runner has no name for git of its own.
 * @see https://github.com/actions/checkout#push-a-commit-using-the-built-in-token
 */
const BOT = { GIT_COMMITTER_NAME: 'github-actions[bot]', GIT_COMMITTER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com' };

/** The environment in which git knows who makes a tag: as it is set, else in a run the bot of the run. */
async function taggerOf(place: GitPlace, { name }: NewTag, env: Environment): Promise<Environment> {
  if ((await ownGit(['var', 'GIT_COMMITTER_IDENT'], { ...place, env })).code === 0) return env;
  if (env.GITHUB_ACTIONS === 'true') return { ...env, ...BOT };
  throw new InputError(`git does not know who makes ${name}; set it with \`git config user.name\` and \`git config user.email\`.`);
}

function notMade({ name, signed }: NewTag, made: OwnGitResult): string {
  const why = complaintOf(made);
  return signed
    ? `${name} could not be signed, so it was not made: ${why.replace(/[.?]$/, '')}; check \`git config user.signingKey\` and \`gpg.format\`.`
    : `${name} could not be made: ${why}.`;
}

/**
 * Takes a tag away here, if it is still what it was.
 * @param object what its ref names
 */
export async function deleteLocalTag(place: GitPlace, { name, object }: Pick<LocalTag, 'name' | 'object'>): Promise<void> {
  const done = await ownGit(['update-ref', '-d', `refs/tags/${name}`, object], place);
  if (done.code !== 0) throw new OutsideError(`${name} could not be deleted here: ${complaintOf(done)}.`);
}

/**
 * Puts a tag back that was taken away here, if there is none of its name.
 * @param object what its ref named
 */
export async function restoreLocalTag(place: GitPlace, { name, object }: Pick<LocalTag, 'name' | 'object'>): Promise<void> {
  const done = await ownGit(['update-ref', `refs/tags/${name}`, object, '0'.repeat(object.length)], place);
  if (done.code !== 0) throw new OutsideError(`${name} could not be put back here: ${complaintOf(done)}; it was ${object}.`);
}

/** Whether a tag that is there is the one that is to be made; else why not, as half a sentence. */
export function differs(there: LocalTag, wanted: NewTag): string | undefined {
  if (there.commit !== wanted.commit) return `it is at ${there.commit.slice(0, 10)} and not at ${wanted.commit.slice(0, 10)}`;
  const annotated = wanted.annotated || wanted.signed;
  if (there.annotated !== annotated)
    return there.annotated ? 'it is annotated, and a lightweight one is configured' : 'it is lightweight, and an annotated one is configured';
  if (wanted.signed && !there.signed) return 'it is not signed';
  if (annotated && there.message.trimEnd() !== wanted.message.trimEnd()) return 'its message is another one';
  return undefined;
}

const endingInLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
