import { isMap, isScalar, type Location, parseYaml, type SourceFile, type SourceNode, sourceFile, textOf } from '../../source/index.ts';
import type { Bump, Change, Commit } from '../types.ts';

/**
 * A file in `.changeset`, as Changesets (npm) and Knope (`default: minor`, own types of changes) write it, or one of nx in `.nx/version-plans`, whose
 * names are projects, groups or `__default__`.
 */
export interface Changeset {
  /** Name of its file without the ending, with `pre/` before it in that folder; what `pre.json` calls it. */
  readonly id: string;
  readonly path: string;
  readonly releases: readonly {
    /** `default` where Knope keeps a single package. */
    readonly package: string;
    readonly bump: Bump;
    /** As written: `minor`, or a type of Knope's own, which raises the patch version. */
    readonly type: string;
  }[];
  /** First line of the text, without the marks of a heading. */
  readonly summary: string;
  /** What follows the first line. */
  readonly details: string | undefined;
  /** Of a line `pr: #12`, which Changesets takes out of the text. */
  readonly pullRequest: number | undefined;
}

/** What keeps a file from being read as meant, in one sentence. */
export interface ChangesetProblem {
  readonly location: Location;
  readonly message: string;
}

/** One package's part of a changeset. */
export interface PackageChange {
  readonly package: string;
  readonly bump: Bump;
  readonly change: Change;
}

/** Since 3.0.0 Changesets move what a pre-release took into a folder `pre`. */
const FILE = /^(?:.*\/)?(?:\.changeset\/((?:pre\/)?(?!\.)[^/]+)|\.nx\/version-plans\/((?!\.)[^/]+))\.md$/;
const FRONT = /^\s*---[ \t]*(?:\r?\n)((?:[^\n]*\n)*?)[ \t]*---[ \t]*(?:\r?\n|$)/;
const PULL_REQUEST = /^[ \t]*(?:pr|pull|pull request):[ \t]*#?(\d{1,9})[ \t]*$\n?/im;
/** Lines for the links that the changelog of Changesets makes. */
const LINKS = /^[ \t]*(?:commit|author|user):[ \t]*\S+[ \t]*$\n?/gim;

/** Whether a path is that of a changeset: Markdown right below `.changeset`, `.changeset/pre` or `.nx/version-plans`, but no README. */
export function isChangesetPath(path: string): boolean {
  const name = idOf(path);
  return name !== undefined && !/^(?:pre\/)?readme$/i.test(name);
}

/**
 * One changeset. Never throws: `problems` says what could not be read, and the rest is there.
 * A file without packages (`---` twice and nothing between) is one that raises nothing, as `changeset add --empty` writes.
 */
export function readChangeset(file: SourceFile): { readonly changeset: Changeset | undefined; readonly problems: readonly ChangesetProblem[] } {
  const front = FRONT.exec(file.text);
  if (front === null) {
    const message =
      'The changeset does not begin with packages and their kinds of change between two lines `---`; write for example `"name": minor` there.';
    return { changeset: undefined, problems: [{ location: file.locate({ start: 0, end: 0 }), message }] };
  }
  const problems: ChangesetProblem[] = [];
  const start = front.index + front[0].indexOf('\n') + 1;
  const releases = readReleases(file, front[1]!, front[1] === '' ? start : file.text.indexOf(front[1]!, start), problems);
  const text = file.text.slice(front[0].length).replace(/\r\n?/g, '\n');
  const number = PULL_REQUEST.exec(text)?.[1];
  const [summary = '', ...details] = text.replace(PULL_REQUEST, '').replace(LINKS, '').trim().split('\n');
  const changeset: Changeset = {
    id: idOf(file.path) ?? file.path,
    path: file.path,
    releases,
    summary: summary.replace(/^#{1,6}\s+/, '').trim(),
    details: details.join('\n').trim() || undefined,
    pullRequest: number === undefined ? undefined : Number(number),
  };
  return { changeset, problems };
}

/**
 * Changesets as changes of packages, in the order of the changesets.
 *
 * @param commits of the range, newest first, with files: what added a changeset is the oldest that names it
 * @param head for a changeset that no commit of the range names: one that is not committed yet, or was added before
 */
export function changesOfChangesets(changesets: readonly Changeset[], commits: readonly Commit[], head: Commit): PackageChange[] {
  const wanted = new Set(changesets.map(({ path }) => path));
  const added = new Map<string, Commit>();
  for (const commit of commits) for (const path of commit.files ?? []) if (wanted.has(path)) added.set(path, commit);
  return changesets.flatMap((changeset) => {
    const commit = added.get(changeset.path) ?? head;
    return changeset.releases.map((release) => ({ package: release.package, bump: release.bump, change: changeOf(changeset, release, commit) }));
  });
}

/**
 * Ids of changesets that a pre-release took already, by the list in `.changeset/pre.json` or, since 3.0.0, by their folder; none outside pre mode, when
 * all count again for the stable release.
 *
 * @param ids of all changesets of the tree
 */
export function takenByPrerelease(pre: SourceNode | null, ids: readonly string[] = []): ReadonlySet<string> {
  const entry = (key: string) => (pre !== null && isMap(pre) ? pre.entries.find((one) => one.key.text === key)?.value : undefined);
  const mode = entry('mode');
  const list = entry('changesets');
  if (!mode || textOf(mode) !== 'pre') return new Set();
  const listed = list?.kind === 'seq' ? list.items.flatMap((item) => textOf(item) ?? []) : [];
  return new Set([...listed, ...ids.filter((id) => id.startsWith('pre/'))]);
}

function readReleases(file: SourceFile, text: string, offset: number, problems: ChangesetProblem[]): Changeset['releases'] {
  const parsed = parseYaml(sourceFile(file.path, text));
  const at = (span: { readonly start: number; readonly end: number }) => file.locate({ start: offset + span.start, end: offset + span.end });
  for (const { message, span } of parsed.problems)
    problems.push({ location: at(span), message: `The packages of the changeset cannot be read: ${message}.` });
  const { root } = parsed;
  if (root === null || (isScalar(root) && root.value === null)) return [];
  if (!isMap(root)) {
    problems.push({ location: at(root.span), message: 'The changeset must name each package with its kind of change, as in `"name": minor`.' });
    return [];
  }
  return root.entries.flatMap(({ key, value }) => {
    const type = value !== null && isScalar(value) && typeof value.value === 'string' ? value.text.trim() : '';
    if (type !== '') return { package: key.text, ...(isVersionPlan(file.path) ? planned(type) : { bump: bumpOf(type), type }) };
    problems.push({
      location: at(key.span),
      message: `The changeset names \`${key.text}\` without a kind of change; write major, minor, patch or none.`,
    });
    return [];
  });
}

const idOf = (path: string): string | undefined => {
  const found = FILE.exec(path);
  return found?.[1] ?? found?.[2];
};

const isVersionPlan = (path: string): boolean => path.includes('.nx/version-plans/');

/**
 * Kinds of change of nx beside the three: `premajor` and the like ask for a pre-release, which is what the channel decides here, and types of commits
 * stand for what they raise. packages/nx/src/command-line/release/config/version-plans.ts, read 2026-11-21
 */
const PLANNED: Readonly<Record<string, Bump>> = {
  'feat!': 'major',
  'fix!': 'major',
  feat: 'minor',
  fix: 'patch',
  premajor: 'major',
  preminor: 'minor',
};

function planned(type: string): { readonly bump: Bump; readonly type: string } {
  const bump = PLANNED[type] ?? bumpOf(type);
  return { bump, type: bump };
}

function bumpOf(type: string): Bump {
  return type === 'major' || type === 'minor' || type === 'none' ? type : 'patch';
}

const TYPES: Readonly<Record<string, string>> = { major: 'feat', minor: 'feat', patch: 'fix' };

function changeOf(changeset: Changeset, release: Changeset['releases'][number], commit: Commit): Change {
  return {
    commit,
    type: TYPES[release.type] ?? release.type.toLowerCase(),
    description: changeset.summary,
    markdown: true,
    footers: [],
    reverts: [],
    ...(changeset.details !== undefined && { body: changeset.details }),
    ...(release.bump === 'major' && { breaking: true as const }),
    ...(changeset.pullRequest !== undefined && { pullRequest: changeset.pullRequest }),
  };
}
