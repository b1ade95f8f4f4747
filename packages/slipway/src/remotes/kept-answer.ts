import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './types.ts';

/** Raised when the file's form changes; files of other forms are as none. */
const FORM = 'slipway answer 1';

interface Kept {
  readonly form: string;
  /** Hash of everything but the files' texts. */
  readonly circumstances: string;
  /** Paths that were read, each with the hash of its text; null for one that gave none. */
  readonly reads: readonly (readonly [string, string | null])[];
  readonly answer: unknown;
}

/** The file in which an answer about one repository is kept. @param kind names the question */
export function answerFile(cache: string, gitDir: string, kind: string): string {
  return join(cache, 'answers', `${hashOf(gitDir).slice(0, 32)}.${kind.replace(/[^\w-]/g, '_')}.json`);
}

/**
 * An answer that depends on a tree and on circumstances, and on nothing else: the one that was kept, where every file that it was made of has the
 * same text, the paths are the same and the circumstances are; else it is made, and kept. A disk that cannot be written costs time, nothing else.
 *
 * @param circumstances all that it depends on besides paths and texts
 * @param make gives what JSON can hold; asks nothing but the tree that it is given
 * @param build what tells this build of Slipway from others, which may answer otherwise; undefined: nothing is kept
 */
export function keptAnswer<T>(
  file: string,
  tree: Tree,
  circumstances: readonly unknown[],
  make: (tree: Tree) => T,
  build = buildOf(import.meta.url),
): T {
  if (build === undefined) return make(tree);
  const now = hashOf(JSON.stringify([build, circumstances, tree.list()]));
  const kept = load(file);
  if (kept !== undefined && kept.circumstances === now) {
    tree.prefetch?.(kept.reads.map(([path]) => path));
    if (kept.reads.every(([path, hash]) => textHash(tree.read(path)) === hash)) return kept.answer as T;
  }
  const reads = new Map<string, string | null>();
  const answer = make({
    ...tree,
    read(path) {
      const text = tree.read(path);
      if (!reads.has(path)) reads.set(path, textHash(text));
      return text;
    },
  });
  save(file, { form: FORM, circumstances: now, reads: [...reads], answer });
  return answer;
}

/** When the bundle was written; its sources change without a build, so that nothing is kept where they run. */
function buildOf(url: string): string | undefined {
  return url.endsWith('.ts') ? undefined : String(statSync(new URL(url)).mtimeMs);
}

function textHash(text: string | undefined): string | null {
  return text === undefined ? null : hashOf(text);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function load(file: string): Kept | undefined {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept> | null;
    const whole =
      read?.form === FORM && typeof read.circumstances === 'string' && Array.isArray(read.reads) && read.reads.every(isRead) && 'answer' in read;
    return whole ? (read as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function isRead(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && (value[1] === null || typeof value[1] === 'string');
}

/** Writes a file of its own and renames it. */
function save(file: string, kept: Kept): void {
  const own = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(own, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
    renameSync(own, file);
  } catch {
    try {
      rmSync(own, { force: true });
    } catch {
      // Its folder could not even be made.
    }
  }
}
