import { lineEnd, nextLine } from './block.ts';
import { tomlScalar } from './toml-scalar.ts';
import { type TomlStatement, TomlTables } from './toml-tables.ts';
import type { Entry, Parsed, ScalarNode, SourceFile, SourceNode, SourceProblem } from './types.ts';

const MAX_LENGTH = 2 * 1024 * 1024;
const MAX_DEPTH = 100;
const MOST_PROBLEMS = 20;
/** A file with more bad lines is no TOML; its rest is not read. */
const MOST_BAD_LINES = 200;

/**
 * Reads TOML 1.0 (and the newlines and trailing commas in inline tables of 1.1). Dates are texts.
 *
 * Written here and not taken from a library because a file with one bad line must still give the rest, with places.
 * Never throws: a line that cannot be read is a problem and is left out. An empty file is an empty mapping.
 */
export function parseToml(file: SourceFile): Parsed {
  const { root, problems } = readToml(file);
  return { file, root, problems };
}

/** A TOML file with the lines that make its tree. */
export interface ParsedToml extends Parsed {
  readonly statements: readonly TomlStatement[];
}

/** As `parseToml`, with the lines that make the tree, in their order. */
export function readToml(file: SourceFile): ParsedToml {
  if (file.text.length > MAX_LENGTH) {
    return { file, root: null, problems: [{ message: 'the file is too large to be read as TOML', span: { start: 0, end: 0 } }], statements: [] };
  }
  return new Reader(file).document();
}

/** Why a line cannot be read; caught at the line. */
class Unreadable extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Reader {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #problems: SourceProblem[] = [];
  readonly #tables: TomlTables;
  #at = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#text = file.text;
    this.#tables = new TomlTables(file, (message, span) => this.#problem(message, span.start, span.end));
  }

  document(): ParsedToml {
    for (let bad = 0; bad < MOST_BAD_LINES && this.#skipBlank(); ) {
      try {
        this.#expression();
        this.#endOfLine();
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        bad++;
        this.#problem(error.message, error.at, Math.max(error.at + 1, lineEnd(this.#text, error.at)));
        this.#at = nextLine(this.#text, Math.max(error.at, this.#at));
      }
    }
    return { file: this.#file, root: this.#tables.root, problems: this.#problems, statements: this.#tables.statements };
  }

  #expression(): void {
    const start = this.#at;
    if (this.#text[start] !== '[') {
      const key = this.#key();
      this.#expect('=', 'an equals sign is missing after the key');
      this.#spaces();
      this.#tables.assign(this.#tables.current, key, this.#value(0));
      return;
    }
    const many = this.#text[start + 1] === '[';
    this.#at += many ? 2 : 1;
    this.#spaces();
    const key = this.#key();
    this.#expect(']', 'a table header is not closed');
    if (many) this.#expect(']', 'a header of an array of tables is not closed');
    this.#tables.open(key, many, { start, end: this.#at });
  }

  /** A dotted key: its parts. */
  #key(): ScalarNode[] {
    const parts: ScalarNode[] = [];
    for (;;) {
      this.#spaces();
      parts.push(this.#keyPart());
      if (parts.length > MAX_DEPTH) throw new Unreadable('a key has too many parts', this.#at);
      this.#spaces();
      if (this.#text[this.#at] !== '.') return parts;
      this.#at++;
    }
  }

  #keyPart(): ScalarNode {
    const start = this.#at;
    const first = this.#text[start];
    if (first === '"' || first === "'") return this.#scalar();
    const bare = /[A-Za-z0-9_-]+/y;
    bare.lastIndex = start;
    const text = bare.exec(this.#text)?.[0];
    if (text === undefined) throw new Unreadable('a key is missing here', start);
    this.#at += text.length;
    return { kind: 'scalar', file: this.#file, span: { start, end: this.#at }, text, value: text, style: 'plain' };
  }

  #value(depth: number): SourceNode {
    if (depth > MAX_DEPTH) throw new Unreadable('values are nested too deep', this.#at);
    const first = this.#text[this.#at];
    if (first === '[') return this.#array(depth);
    if (first === '{') return this.#inlineTable(depth);
    return this.#scalar();
  }

  #scalar(): ScalarNode {
    const read = tomlScalar(this.#file, this.#at);
    if (typeof read === 'string') throw new Unreadable(read, this.#at);
    this.#at = read.span.end;
    return read;
  }

  #array(depth: number): SourceNode {
    const start = this.#at++;
    const items: SourceNode[] = [];
    while (this.#more(']', start)) {
      items.push(this.#value(depth + 1));
      if (!this.#comma(']')) break;
    }
    this.#expect(']', 'an array is not closed');
    return { kind: 'seq', file: this.#file, span: { start, end: this.#at }, items, flow: true };
  }

  #inlineTable(depth: number): SourceNode {
    const start = this.#at++;
    const entries: Entry[] = [];
    const table = this.#tables.table({ start, end: start }, entries, true);
    while (this.#more('}', start)) {
      const key = this.#key();
      this.#expect('=', 'an equals sign is missing after the key');
      this.#spaces();
      this.#tables.assign(table, key, this.#value(depth + 1));
      if (!this.#comma('}')) break;
    }
    this.#expect('}', 'an inline table is not closed');
    table.span = { start, end: this.#at };
    return table;
  }

  /** Another element comes before the closing bracket. */
  #more(close: string, start: number): boolean {
    if (!this.#skipBlank()) throw new Unreadable(close === ']' ? 'an array is not closed' : 'an inline table is not closed', start);
    return this.#text[this.#at] !== close;
  }

  #comma(close: string): boolean {
    this.#skipBlank();
    if (this.#text[this.#at] === ',') {
      this.#at++;
      return true;
    }
    if (this.#text[this.#at] === close) return false;
    throw new Unreadable('a comma is missing here', this.#at);
  }

  #expect(char: string, message: string): void {
    if (char !== ']' || this.#text[this.#at] !== ']') this.#spaces();
    if (this.#text[this.#at] !== char) throw new Unreadable(message, this.#at);
    this.#at++;
  }

  #endOfLine(): void {
    this.#spaces();
    const char = this.#text[this.#at];
    if (char === '#' || char === '\n' || char === '\r' || char === undefined) return;
    throw new Unreadable('more follows a value that is complete', this.#at);
  }

  #spaces(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++;
  }

  /** Passes spaces, line breaks and comments; false at the end of the file. */
  #skipBlank(): boolean {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) return false;
      if (char === '#') this.#at = nextLine(this.#text, this.#at);
      else if (char === ' ' || char === '\t' || char === '\n' || char === '\r') this.#at++;
      else return true;
    }
  }

  #problem(message: string, start: number, end: number): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push({ message, span: { start, end } });
  }
}
