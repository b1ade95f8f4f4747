import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PullRequestFacts } from '../release/index.ts';

/** Raised when the file's form changes; files of other forms are as none. */
const FORM = 'slipway pull requests 1';

/** What GitHub told of the pull requests behind commits; nothing of it is asked for again unless that is wanted. */
export interface KnownPullRequests {
  /** By number. */
  readonly facts: ReadonlyMap<number, PullRequestFacts>;
  /** Numbers of the pull requests that a commit came with, by its hash; empty for one that came without. */
  readonly commits: ReadonlyMap<string, readonly number[]>;
}

const NONE: KnownPullRequests = { facts: new Map(), commits: new Map() };

/** The file in which those of one repository are kept. @param host `github.com`, or the host of a GitHub Enterprise Server */
export function pullRequestFile(cache: string, host: string, slug: string): string {
  return join(cache, 'pull-requests', `${host}+${slug.replace('/', '+')}.json`.replace(/[^\w.+-]/g, '_').toLowerCase());
}

/** What was kept; nothing when the file is missing, broken or of another form. */
export function loadPullRequests(file: string): KnownPullRequests {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as { form?: unknown; facts?: unknown; commits?: unknown };
    if (read.form !== FORM || !Array.isArray(read.facts) || !Array.isArray(read.commits)) return NONE;
    const facts = read.facts.filter(isFacts);
    const commits = read.commits.filter(isCommit);
    return { facts: new Map(facts.map((one) => [one.number, one])), commits: new Map(commits) };
  } catch {
    return NONE;
  }
}

/** Writes a file of its own and renames it. @returns false when the disk cannot be written: then the next plan asks again */
export function savePullRequests(file: string, { facts, commits }: KnownPullRequests): boolean {
  const own = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(own, JSON.stringify({ form: FORM, facts: [...facts.values()], commits: [...commits] }), { mode: 0o600, flag: 'wx' });
    renameSync(own, file);
    return true;
  } catch {
    remove(own);
    return false;
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder could not even be made.
  }
}

function isFacts(value: unknown): value is PullRequestFacts {
  const one = value as Partial<PullRequestFacts> | null;
  return (
    typeof one === 'object' &&
    one !== null &&
    Number.isSafeInteger(one.number) &&
    typeof one.title === 'string' &&
    typeof one.body === 'string' &&
    Array.isArray(one.labels) &&
    one.labels.every((label) => typeof label === 'string') &&
    (one.author === null || typeof one.author === 'string') &&
    (one.mergeCommit === null || typeof one.mergeCommit === 'string')
  );
}

function isCommit(value: unknown): value is [string, number[]] {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]) && value[1].every((one) => Number.isSafeInteger(one));
}
