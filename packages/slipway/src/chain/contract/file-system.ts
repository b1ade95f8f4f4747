import type { Location } from '../../source/index.ts';
import { type FileKind, kindOfFile, type Platform, platformOf } from '../../tools/index.ts';
import { ANY, baseName, directoryName, globMayMatch, isKnown, joinPath, type Name } from './names.ts';
import { type TreeIndex, treeIndex } from './tree-index.ts';

/** A file of a job's workspace. */
export interface Entry {
  readonly path: Name;
  readonly what: FileKind;
  /** The line that gave it its name. */
  readonly at: Location;
  readonly platform?: Platform;
  readonly lists?: readonly Name[];
  readonly leg?: string;
}

/** Something that may have made files that are not listed. */
interface Opening {
  readonly under: Name | undefined;
  readonly why: string;
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Why others may match too. */
  readonly open: readonly string[];
}

const mostEntries = 2000;

/** Whether a text has characters that a shell or a glob expands. */
export const isGlob = (path: Name): boolean => /[*?[{]/.test(path);

/** The files that a job makes, as far as its steps tell. */
export class FileSystem {
  readonly #entries = new Map<Name, Entry>();
  readonly #openings: Opening[] = [];
  /** Directories that the job made itself: what it does not put there is not there. */
  readonly #directories = new Set<Name>();
  readonly #tree: (path: Name) => boolean;
  readonly #index: () => TreeIndex;

  /** @param tree what the checkout brings */
  constructor(tree: { has(path: string): boolean; list(): readonly string[] }) {
    this.#tree = (path) => tree.has(path);
    this.#index = () => treeIndex(tree.list());
  }

  make(entry: Entry): void {
    if (this.#entries.size >= mostEntries) this.#openings.push({ under: undefined, why: 'there are too many files to follow' });
    else this.#entries.set(entry.path, entry);
  }

  directory(path: Name): void {
    if (path !== '' && !isGlob(path)) this.#directories.add(path);
  }

  open(under: Name | undefined, why: string): void {
    this.#openings.push({ under, why });
  }

  isDirectory(path: Name): boolean {
    if (path === '' || path === '.' || this.#directories.has(path)) return true;
    const inside = `${path}/`;
    for (const known of this.#entries.keys()) if (known.startsWith(inside)) return true;
    return this.#index().isDirectory(path);
  }

  has(path: Name): Entry | undefined {
    return this.#entries.get(path);
  }

  inTree(path: Name): boolean {
    return this.#tree(path);
  }

  /** Files that a path or a glob means. A directory means all that is in it. */
  find(pattern: Name): Found {
    const exact = this.#entries.get(pattern);
    if (exact) return { entries: [exact], open: [] };
    const globs = isGlob(pattern) || pattern.includes(ANY) ? [pattern] : [`${pattern}/**`];
    const entries = [...this.#entries.values()].filter((e) => globs.some((g) => globMayMatch(g, e.path)));
    return { entries, open: this.#openAt(pattern, entries.length > 0) };
  }

  /** Files of the checkout that a glob means. */
  findInTree(pattern: Name): string[] {
    if (this.#tree(pattern)) return [pattern];
    const glob = isGlob(pattern) ? pattern : `${pattern}/**`;
    const head = /^[^*?[{\ue000-\ue005]*/.exec(glob)?.[0] ?? '';
    return this.#index()
      .startingWith(head)
      .filter((p) => globMayMatch(glob, p))
      .slice(0, 200);
  }

  #openAt(pattern: Name, some: boolean): string[] {
    const fixed = isGlob(pattern) ? directoryName(/^[^*?[{]*/.exec(pattern)![0].concat('x')) : pattern;
    const own = fixed !== '' && [...this.#directories].some((d) => fixed === d || fixed.startsWith(`${d}/`));
    const why = new Set<string>();
    for (const o of this.#openings) {
      if (o.under === undefined) {
        // What is not understood seldom writes into a directory that the job made for the release's files.
        if (!(own && some)) why.add(o.why);
      } else if (overlaps(o.under, fixed)) why.add(o.why);
    }
    return [...why];
  }

  remove(pattern: Name): void {
    for (const path of this.#entries.keys()) if (path === pattern || path.startsWith(`${pattern}/`)) this.#entries.delete(path);
    if (isGlob(pattern) && isKnown(pattern)) for (const path of this.#entries.keys()) if (globMayMatch(pattern, path)) this.#entries.delete(path);
  }

  /** `cp`, `mv`: each source keeps its name in a directory; a single one takes the name of the target. */
  copy(sources: readonly Name[], to: Name, options: { into: boolean; move: boolean; at: Location; leg?: string }): void {
    const slash = /\/\.?$/.test(to);
    const target = joinPath('', to);
    const many = sources.length > 1 || sources.some(isGlob);
    const into = options.into || slash || many || this.isDirectory(target);
    if (slash || options.into) this.directory(target);
    for (const source of sources) {
      const { entries, open } = this.find(source);
      const whole = entries.length > 0 && !isGlob(source) && this.has(source) === undefined;
      if (entries.length === 0) this.#copyUnknown(source, target, into, open, options);
      for (const e of entries) {
        const name = whole ? e.path.slice(directoryName(source) === '' ? 0 : directoryName(source).length + 1) : baseName(e.path);
        const path = into ? joinPath(target, name) : whole ? joinPath(target, e.path.slice(source.length + 1)) : target;
        // The name is given here when it changes.
        this.make({
          ...e,
          path,
          what: into ? e.what : kindOfName(path, e.what),
          at: baseName(path) === baseName(e.path) ? e.at : options.at,
          ...withPlatform(path, e.platform),
        });
      }
      if (options.move) this.remove(source);
    }
  }

  #copyUnknown(source: Name, target: Name, into: boolean, open: readonly string[], options: { at: Location; leg?: string }): void {
    const given = isGlob(source) ? this.findInTree(source).map(baseName) : [baseName(source)];
    const names = given.length > 0 ? given : [];
    if (names.length === 0) this.open(into ? target : undefined, open[0] ?? `what ${source} stands for is not known`);
    for (const name of names) {
      const path = into ? joinPath(target, name) : target;
      this.make({
        path,
        what: kindOfFile(baseName(path)),
        at: options.at,
        ...withPlatform(path, undefined),
        ...(options.leg === undefined ? {} : { leg: options.leg }),
      });
    }
  }
}

/** The kind of a renamed file: its ending decides, unless it has none. */
function kindOfName(path: Name, before: FileKind): FileKind {
  const kind = kindOfFile(baseName(path));
  return kind === 'binary' ? before : kind;
}

export function withPlatform(path: Name, before: Platform | undefined): { platform?: Platform } {
  const platform = platformOf(baseName(path)) ?? before;
  return platform === undefined ? {} : { platform };
}

/** One directory holds the other. */
function overlaps(a: Name, b: Name): boolean {
  if (a.startsWith('/') !== b.startsWith('/')) return a.startsWith(ANY) || b.startsWith(ANY);
  return a === b || a === '' || b === '' || a.startsWith(`${b}/`) || b.startsWith(`${a}/`) || a.includes(ANY) || b.includes(ANY);
}
