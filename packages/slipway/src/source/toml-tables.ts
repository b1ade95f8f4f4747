import type { Entry, ScalarNode, SourceFile, SourceNode, Span } from './types.ts';

/** A mapping while it is built. */
export interface TomlTable {
  readonly kind: 'map';
  readonly file: SourceFile;
  span: Span;
  readonly entries: Entry[];
  readonly flow?: boolean;
}

/** A line of the file, or several: a table header or a key with its value. */
export interface TomlStatement extends Span {
  readonly kind: 'table' | 'list item' | 'entry';
  /** The parts of its key, as written there. */
  readonly key: readonly ScalarNode[];
  /** What it opens or gives a value, from the root of the file. */
  readonly at: readonly (string | number)[];
}

/** Puts keys and table headers into one tree: dotted keys and headers make the tables on their way. */
export class TomlTables {
  readonly root: TomlTable;
  /** The table that the last header opened. */
  current: TomlTable;
  readonly statements: TomlStatement[] = [];
  readonly #file: SourceFile;
  readonly #paths = new WeakMap<TomlTable, TomlStatement['at']>();
  readonly #complain: (message: string, span: Span) => void;
  readonly #index = new WeakMap<TomlTable, Map<string, Entry>>();
  readonly #opened = new WeakSet<TomlTable>();

  constructor(file: SourceFile, complain: (message: string, span: Span) => void) {
    this.#file = file;
    this.#complain = complain;
    this.root = this.table({ start: 0, end: file.text.length }, []);
    this.#paths.set(this.root, []);
    this.current = this.root;
  }

  table(span: Span, entries: Entry[], flow?: boolean): TomlTable {
    const table: TomlTable = { kind: 'map', file: this.#file, span, entries, flow };
    this.#index.set(table, new Map());
    return table;
  }

  /** `a.b = value` in a table. */
  assign(into: TomlTable, key: readonly ScalarNode[], value: SourceNode): void {
    const last = key[key.length - 1]!;
    const table = this.#descend(into, key.slice(0, -1), { start: key[0]!.span.start, end: value.span.end });
    if (!table) return;
    if (this.#index.get(table)!.has(last.text)) {
      this.#complain(`the key \`${last.text.slice(0, 80)}\` stands twice in the same table`, last.span);
      return;
    }
    this.#put(table, { key: last, value, span: { start: last.span.start, end: value.span.end } });
    const at = this.#paths.get(table);
    if (into === this.current && at)
      this.statements.push({ kind: 'entry', key, at: [...at, last.text], start: key[0]!.span.start, end: value.span.end });
    if (into === this.current && into !== this.root) into.span = { start: into.span.start, end: value.span.end };
  }

  /** `[a.b]`, or `[[a.b]]` when `many`. */
  open(key: readonly ScalarNode[], many: boolean, header: Span): void {
    const last = key[key.length - 1]!;
    const parent = this.#descend(this.root, key.slice(0, -1), header);
    const found = parent && this.#index.get(parent)!.get(last.text)?.value;
    // What follows a header that clashes is read into a table of its own, so that it does not land in the table before.
    this.current = this.table(header, []);
    if (!parent) return;
    const items = found?.kind === 'seq' ? found.items.length : 0;
    const at = [...(this.#paths.get(parent) ?? []), last.text, ...(many ? [items] : [])];
    this.#paths.set(this.current, at);
    this.statements.push({ kind: many ? 'list item' : 'table', key, at, start: header.start, end: header.end });
    if (many) {
      if (!found) this.#put(parent, { key: last, value: { kind: 'seq', file: this.#file, span: header, items: [this.current] }, span: header });
      else if (found.kind === 'seq' && !found.flow) (found.items as SourceNode[]).push(this.current);
      else this.#complain(`\`${last.text}\` is already something else than an array of tables`, header);
      return;
    }
    if (!found) this.#put(parent, { key: last, value: this.current, span: header });
    else if (found.kind === 'map' && !found.flow) {
      this.current = found as TomlTable;
      if (this.#opened.has(this.current)) this.#complain(`the table \`${key.map((part) => part.text).join('.')}\` is opened twice`, header);
    } else this.#complain(`\`${last.text}\` is already something else than a table`, header);
    this.#opened.add(this.current);
  }

  /** The table that a path leads to; of an array of tables its last one. Undefined, with a complaint, when something else is in the way. */
  #descend(from: TomlTable, path: readonly ScalarNode[], span: Span): TomlTable | undefined {
    let table = from;
    for (const part of path) {
      const entry = this.#index.get(table)!.get(part.text);
      if (!entry) {
        const made = this.table(span, []);
        this.#put(table, { key: part, value: made, span });
        const at = this.#paths.get(table);
        if (at) this.#paths.set(made, [...at, part.text]);
        table = made;
        continue;
      }
      const next = entry.value?.kind === 'seq' ? entry.value.items[entry.value.items.length - 1] : entry.value;
      if (next?.kind !== 'map' || !this.#index.has(next as TomlTable)) {
        this.#complain(`\`${part.text.slice(0, 80)}\` is not a table`, part.span);
        return undefined;
      }
      table = next as TomlTable;
    }
    return table;
  }

  #put(table: TomlTable, entry: Entry): void {
    table.entries.push(entry);
    this.#index.get(table)!.set(entry.key.text, entry);
  }
}
