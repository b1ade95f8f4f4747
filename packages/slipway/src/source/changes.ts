/** The way to a node from the root of a file: a text for a key of a mapping, a number for an item of a list. */
export type NodePath = readonly (string | number)[];

/** Where a new entry goes; at the end of the mapping when nothing is said or the key is not there. Of several new mappings it is the outermost that is put there. */
export interface Place {
  readonly after?: string;
  readonly before?: string;
  readonly first?: boolean;
}

/**
 * A change to the meaning of a YAML, JSON or TOML file. Paths, indices and offsets are those of the file as it was read, also when several changes
 * go together. Values are YAML, indented from column 0 (`write`, `contents: read\nid-token: write`, `|\n  script`); JSON and TOML get the same data
 * in their own writing.
 */
export type Change =
  /** The value at a key, or of an item; a key that is not there is put in, with the mappings that lead to it. */
  | { readonly op: 'set'; readonly at: NodePath; readonly value: string; readonly place?: Place }
  /** A new item of a list; the last step of the path is the index of the item before which it goes, or the length of the list. */
  | { readonly op: 'insert'; readonly at: NodePath; readonly value: string }
  /** An entry or an item with its lines. */
  | { readonly op: 'remove'; readonly at: NodePath }
  /** Another name for a key; its value stays as it is. */
  | { readonly op: 'rename-key'; readonly at: NodePath; readonly to: string }
  /** Another piece of a scalar's text (a line of a script): UTF-16 offsets into its text, as read. */
  | { readonly op: 'splice'; readonly at: NodePath; readonly start: number; readonly end: number; readonly text: string };

/** What a fix does to one file. */
export type FileChange =
  | { readonly op: 'change'; readonly path: string; readonly changes: readonly Change[] }
  /** A file that is no tree (a script, a document): UTF-16 offsets into its text. */
  | { readonly op: 'text'; readonly path: string; readonly start: number; readonly end: number; readonly text: string }
  | { readonly op: 'create'; readonly path: string; readonly text: string }
  | { readonly op: 'delete'; readonly path: string }
  | { readonly op: 'rename'; readonly path: string; readonly to: string };

/** Data without places: what a file says, whatever it looks like. Keys keep their order. */
export type Data = string | number | boolean | null | readonly Data[] | ReadonlyMap<string, Data>;

/** A change that cannot be made as asked, in one sentence: the node is not there, is written as an alias, or two changes contradict each other. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}
