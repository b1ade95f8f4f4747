import { type Entry, entryOf, isMap, isSeq, type Location, type SourceFile, type SourceNode } from '../../../source/index.ts';
import type { ConfigProblem } from './tolerant.ts';

/** What stands around a configuration. */
export interface Surroundings {
  /** Paths of the files of the repository, sorted. */
  readonly paths: readonly string[];
  /** Text of a file; without it what stands in files is not checked. */
  readonly read?: (path: string) => string | undefined;
  /** Names of the branches that are known; undefined where there is no git. */
  readonly branches?: readonly string[] | undefined;
  /** Names of tags, newest first. */
  readonly tags: readonly string[];
  /** Whether a release reaches a package registry; undefined when nobody knows. */
  readonly registry?: boolean | undefined;
}

/** Where the parts of `release:` stand, and what is found there. */
export class Notebook {
  readonly problems: ConfigProblem[] = [];
  readonly #file: SourceFile;
  readonly #release: SourceNode | undefined;

  constructor(file: SourceFile, release: SourceNode | undefined) {
    this.#file = file;
    this.#release = release;
  }

  /** The node at the way, from `release`; undefined when the file does not say it. */
  node(way: readonly (string | number)[]): SourceNode | undefined {
    let node: SourceNode | null | undefined = this.#release;
    for (const step of way) {
      if (typeof step === 'number') node = isSeq(node) ? node.items[step] : undefined;
      else {
        const entry: Entry | undefined = isMap(node) ? entryOf(node, step) : undefined;
        node = entry && (entry.value ?? entry.key);
      }
    }
    return node ?? undefined;
  }

  /** Where the first of these ways leads that the file says; the beginning of the file when it says none. */
  place(...ways: readonly (readonly (string | number)[])[]): Location {
    for (const way of ways) {
      const node = this.node(way);
      if (node) return this.#file.locate(node.span);
    }
    return this.#file.locate({ start: 0, end: 0 });
  }

  tell(severity: ConfigProblem['severity'], message: string, location: Location): void {
    this.problems.push({ severity, message, location });
  }
}
