import { type Location, type SourceFile, sourceFile } from '../../../source/index.ts';
import type { Name } from '../names.ts';

/** Finds the lines of a file that a reader would edit. */
export class Lines {
  readonly file: SourceFile;
  readonly #lines: readonly string[];

  constructor(path: string, text: string) {
    this.file = sourceFile(path, text);
    this.#lines = this.file.text.split('\n');
  }

  /** The line of an offset, without its indentation. */
  at(offset: number): Location {
    return this.line(this.file.position(offset).line);
  }

  /** A line by its number, from 1. */
  line(number: number): Location {
    const start = this.file.lineStart(number);
    const text = this.#lines[number - 1] ?? '';
    const from = start + text.length - text.trimStart().length;
    return this.file.locate({ start: from, end: start + text.trimEnd().length });
  }

  /** The first line, comments aside, that holds this text. */
  holding(text: string): Location | undefined {
    const at = this.#lines.findIndex((l) => l.includes(text) && !/^\s*(?:#(?!\{)|\/\/|\*)/.test(l));
    return at < 0 ? undefined : this.line(at + 1);
  }

  /** The line that gives a name: the one with its longest literal piece, when that is long enough to be no accident. */
  naming(name: Name): Location | undefined {
    const pieces = name.split(/[\ue000-\ue005]/).sort((a, b) => b.length - a.length);
    const longest = pieces[0] ?? '';
    return longest.length < 8 ? undefined : this.holding(longest);
  }
}
