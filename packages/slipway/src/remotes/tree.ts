import type { GitFacts, Tree } from './types.ts';

/** Files larger than this are not read. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** Why a file gives no text. */
export type Refusal = 'absent' | 'binary' | 'large';

export interface TreeParts {
  readonly label: string;
  readonly revision: string | null;
  readonly dirty: boolean;
  /** Sorted, without duplicates. */
  readonly paths: readonly string[];
  readonly git: GitFacts | undefined;
  /** What is known to be missing from the start. */
  readonly limits: readonly string[];
  /** Bytes of a listed file; called at most once a path. */
  readonly load: (path: string) => Buffer | Refusal;
  /** Loads several listed files at once. */
  readonly loadAll?: (paths: readonly string[]) => void;
}

/** A tree over any way to load bytes: texts are kept, limits are noted once a file. */
export function treeOf(parts: TreeParts): Tree {
  const listed = new Set(parts.paths);
  const texts = new Map<string, string | undefined>();
  const limits = [...parts.limits];
  const absent: string[] = [];
  const read = (path: string): string | undefined => {
    const loaded = parts.load(path);
    if (typeof loaded !== 'string') return textOf(loaded);
    if (loaded === 'large') limits.push(`${path} is larger than 1 MiB and was not read.`);
    else if (loaded === 'absent') absent.push(path);
    return undefined;
  };
  const { loadAll } = parts;
  return {
    ...(loadAll === undefined
      ? {}
      : { prefetch: (paths: readonly string[]) => loadAll(paths.filter((path) => listed.has(path) && !texts.has(path))) }),
    label: parts.label,
    revision: parts.revision,
    dirty: parts.dirty,
    git: parts.git,
    list: () => parts.paths,
    has: (path) => listed.has(path),
    limits: () => (absent.length === 0 ? limits : [...limits, unread(absent)]),
    read(path) {
      if (!listed.has(path)) return undefined;
      if (!texts.has(path)) texts.set(path, read(path));
      return texts.get(path);
    },
  };
}

/** One sentence, however many they are. */
function unread(paths: readonly string[]): string {
  const [first = ''] = paths;
  return paths.length === 1 ? `${first} could not be read.` : `${first} and ${paths.length - 1} more could not be read.`;
}

/** UTF-8 text with its byte order mark, if it has one; undefined for binary content. */
export function textOf(bytes: Buffer): string | undefined {
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

/** Sorted by code unit, so that the same tree gives the same list on every system. */
export function sortedPaths(paths: Iterable<string>): string[] {
  return [...new Set(paths)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
