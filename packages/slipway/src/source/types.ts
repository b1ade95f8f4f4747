/** A stretch of a file: UTF-16 offsets into `SourceText.text`, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A 1-based place in a file; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands, ready for a report: 1-based, end exclusive in columns. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One file's text, with its path relative to the root of the tree ('/' on every system). */
export interface SourceFile {
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** The file starts with a byte order mark, which `text` and its offsets leave out. */
  readonly bom?: boolean;
  /** Position of a UTF-16 offset (clamped to the text). */
  position(offset: number): Position;
  /** Location of a span. */
  locate(span: Span): Location;
  /** Offset of a 1-based line's first character. */
  lineStart(line: number): number;
  readonly lineCount: number;
  /** UTF-8 byte offset of a UTF-16 offset, for the edits of a report. */
  byteOffset(offset: number): number;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A leaf. `text` is the content as written (after unquoting and unfolding); `value` its YAML/TOML/JSON core value. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly file: SourceFile;
  readonly span: Span;
  readonly text: string;
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
  /** Stands inside a flow collection (`[a, b]`, `{a: b}`), where plain text may hold less. */
  readonly flow?: boolean;
}

export interface Entry {
  readonly key: ScalarNode;
  /** null for an empty value (`push:`). */
  readonly value: SourceNode | null;
  /** From the key to the end of its value as written here: an alias ends where it stands, not where its anchor does. */
  readonly span?: Span;
}

export interface MapNode {
  readonly kind: 'map';
  readonly file: SourceFile;
  readonly span: Span;
  readonly entries: readonly Entry[];
  /** Written with braces (or as a pair in brackets). */
  readonly flow?: boolean;
}

export interface SeqNode {
  readonly kind: 'seq';
  readonly file: SourceFile;
  readonly span: Span;
  readonly items: readonly SourceNode[];
  /** Written with brackets. */
  readonly flow?: boolean;
}

/** One tree for YAML, TOML and JSON; aliases are resolved to the node of their anchor, within a bound. */
export type SourceNode = ScalarNode | MapNode | SeqNode;

/** Something that keeps a file from being read as meant. */
export interface SourceProblem {
  readonly message: string;
  readonly span: Span;
}

export interface Parsed {
  readonly file: SourceFile;
  readonly root: SourceNode | null;
  readonly problems: readonly SourceProblem[];
}

/** A change to a tree: offsets are UTF-16 offsets into the file as it was read. */
export type Edit =
  | { readonly op: 'replace'; readonly path: string; readonly start: number; readonly end: number; readonly text: string }
  | { readonly op: 'create'; readonly path: string; readonly text: string }
  | { readonly op: 'delete'; readonly path: string }
  | { readonly op: 'rename'; readonly path: string; readonly to: string };
