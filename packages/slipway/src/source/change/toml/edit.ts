import { lineBegin } from '../../block.ts';
import { ChangeError, type Data, type Place } from '../../changes.ts';
import type { ParsedToml } from '../../toml.ts';
import type { Edit, MapNode, SeqNode, SourceFile, SourceNode } from '../../types.ts';
import { splicedText } from '../data.ts';
import { editFlow } from '../flow.ts';
import { replace } from '../lines.ts';
import { type Plan, shown } from '../plan.ts';
import { plannedValue } from '../planned.ts';
import { type EntrySlot, entrySlots, type ItemSlot, itemSlots } from '../slots.ts';
import { dataOfValue } from '../yaml/texts.ts';
import { above, below, isSame, isUnder, type Row, removeRows, rowsOf, runsUnder, sectionOf } from './rows.ts';
import { skipToml, tomlEntry, tomlKey, tomlPath, tomlTable, tomlText } from './texts.ts';

type At = Plan['at'];
type Table = ReadonlyMap<string, Data>;

/** Makes the edits of one TOML file. */
export class TomlEditor {
  readonly #edits: Edit[] = [];
  /** New tables: where they and new entries go to the same place, the entries come first. */
  readonly #tables: Edit[] = [];
  readonly #file: SourceFile;
  readonly #rows: readonly Row[];
  /** Rows that go: nothing is put beside them. */
  readonly #gone = new Set<Row>();
  readonly #plan: Plan;

  constructor(parsed: ParsedToml, plan: Plan) {
    this.#plan = plan;
    this.#file = parsed.file;
    this.#rows = rowsOf(parsed);
  }

  get edits(): readonly Edit[] {
    return [...this.#edits, ...this.#tables];
  }

  visit(node: SourceNode | null, plan: Plan): void {
    if (plan.set) this.#put(node, plan, dataOfValue(plan.set.value));
    else if (plan.splices.length > 0) this.#put(node, plan, splicedText(this.#file.path, node, plan));
    else if (plan.below.size === 0 && plan.inserts.length === 0) return;
    else if (node?.kind === 'map') node.flow ? this.#inline(node, plan) : this.#table(node, plan);
    else if (node?.kind === 'seq') node.flow ? this.#array(node, plan) : this.#items(node, plan);
    else throw new ChangeError(`${this.#file.path}: ${shown(plan.at)} is a single value, so nothing can be changed inside it.`);
  }

  #put(node: SourceNode | null, { at }: Plan, data: Data): void {
    if (node && (node.kind === 'scalar' || node.flow)) {
      this.#edits.push(replace(this.#file, node.span.start, node.span.end, tomlText(data)));
      return;
    }
    const section = sectionOf(this.#rows, at);
    if (data instanceof Map && section && (section.header || at.length === 0)) {
      for (const row of this.#remove(at, section.header)) this.#gone.add(row);
      for (const [key, value] of data) this.#add(at, key, value, {});
      return;
    }
    const key = at[at.length - 1];
    if (typeof key !== 'string') throw new ChangeError(`${this.#file.path}: ${shown(at)} is in a list of tables, so a new item must be a mapping.`);
    for (const row of this.#remove(at)) this.#gone.add(row);
    this.#add(at.slice(0, -1), key, data, {});
  }

  /** Takes out all that is under a path, but for one row. */
  #remove(at: At, except?: Row): Row[] {
    const rows = this.#rows.filter((row) => row !== except);
    const kept = new Set(rows);
    const runs = runsUnder(
      this.#rows.map((row) => (kept.has(row) ? row : { ...row, at: ['', 0] })),
      at,
    );
    for (const run of runs) this.#edits.push(removeRows(this.#file, run[0]!, run[run.length - 1]!));
    return this.#rows.filter((row) => row !== except && isUnder(row.at, at));
  }

  #table(table: MapNode, plan: Plan): void {
    const slots = entrySlots(this.#file.path, table.entries, plan);
    if (!this.#rows.some((row) => isUnder(row.at, plan.at)) && plan.at.length > 0)
      throw new ChangeError(`${this.#file.path}: ${shown(plan.at)} is written with dotted keys inside braces; change it by hand.`);
    for (const { old, gone } of slots) if (old && gone) for (const row of this.#remove([...plan.at, old.key.text])) this.#gone.add(row);
    for (const { old, plan: own, gone } of slots) {
      if (!old || !own || gone) continue;
      if (own.rename !== undefined && own.set && old.value?.kind !== 'scalar' && !old.value?.flow) {
        for (const row of this.#remove(own.at)) this.#gone.add(row);
        this.#add(plan.at, own.rename, dataOfValue(own.set.value), {});
        continue;
      }
      this.visit(old.value, own);
      if (own.rename !== undefined) this.#rename(own.at, own.rename);
    }
    if (slots.length > 0 && slots.every((slot) => slot.gone)) this.#empty(plan.at);
    for (const { old, key, plan: own } of slots) if (!old) this.#add(plan.at, key, plannedValue(this.#file.path, own!), own?.set?.place ?? {});
  }

  /** A table that only its entries made is said to be empty when they are gone. */
  #empty(at: At): void {
    if (at.length === 0 || sectionOf(this.#rows, at)) return;
    const [first] = this.#rows.filter((row) => isUnder(row.at, at));
    if (first && isDotted(first, at)) this.#edits.push(above(this.#file, first, `${this.#dotted(first, at)} = {}`));
    else if (first) this.#tables.push(above(this.#file, first, `[${tomlPath(this.#now(at))}]`));
  }

  /** A path with the names that its keys get. */
  #now(at: At): At {
    let plan: Plan | undefined = this.#plan;
    return at.map((step) => {
      plan = plan?.below.get(step);
      return plan?.rename ?? step;
    });
  }

  /** The key of a path as an entry below the header of another entry has to say it. */
  #dotted(entry: Row, at: At): string {
    const above = entry.at.length - entry.key.length;
    return tomlPath(this.#now(at).slice(above));
  }

  #rename(at: At, to: string): void {
    const depth = at.filter((step) => typeof step === 'string').length - 1;
    let outer = 0;
    for (const row of this.#rows) {
      if (row.kind !== 'entry') outer = row.key.length;
      if (!isUnder(row.at, at) || this.#gone.has(row)) continue;
      const part = row.key[row.kind === 'entry' ? depth - outer : depth];
      if (part) this.#edits.push(replace(this.#file, part.span.start, part.span.end, tomlKey(to)));
    }
  }

  /** Puts a key into a table, wherever the file has room for it. */
  #add(at: At, key: string, data: Data, place: Place): void {
    const file = this.#file;
    const rows = this.#rows.filter((row) => !this.#gone.has(row));
    const section = sectionOf(rows, at);
    const under = rows.filter((row) => isUnder(row.at, at));
    const last = under[under.length - 1];
    const dotted = under.filter((row) => isDotted(row, at)).pop();
    const inline = section?.entries.some((row) => isSame(row.at.slice(0, -1), at) && this.#isInline(row)) === true;
    if (data instanceof Map && data.size > 0 && !inline && (section || !dotted)) {
      const table = tomlTable([...this.#now(at), key], data as Table, false);
      if (last) this.#tables.push(below(file, last, table, true));
      else this.#tables.push(atEnd(file, table));
      return;
    }
    const line = tomlEntry(key, data);
    if (!section) {
      const [first] = under;
      const parent = at[at.length - 1];
      // Nothing is left that makes the table.
      if (!first && typeof parent === 'string') this.#add(at.slice(0, -1), parent, new Map([[key, data]]), {});
      if (dotted) this.#edits.push(below(file, dotted, `${this.#pad(dotted)}${this.#dotted(dotted, at)}.${line}`));
      else if (first) this.#tables.push(above(file, first, `[${tomlPath(this.#now(at))}]\n${line}`, true));
      return;
    }
    const { header, entries } = section;
    const named = (wanted: string | undefined): Row[] => entries.filter((row) => wanted !== undefined && isUnder(row.at, [...at, wanted]));
    const [before] = place.first ? entries : named(place.before);
    const after = named(place.after);
    const beside = after[after.length - 1] ?? entries[entries.length - 1] ?? header;
    if (before) this.#edits.push(above(file, before, `${this.#pad(before)}${line}`));
    else if (beside) this.#edits.push(below(file, beside, `${this.#pad(beside)}${line}`));
    else if (rows[0]) this.#edits.push(above(file, rows[0], line, true));
    else this.#edits.push(atEnd(file, line));
  }

  #pad({ start }: Row): string {
    return this.#file.text.slice(lineBegin(this.#file.text, start), start);
  }

  #isInline({ end, start, kind }: Row): boolean {
    return kind === 'entry' && /=\s*\{[^\n]*\}$/.test(this.#file.text.slice(start, end));
  }

  /** The tables of an array of tables. */
  #items(seq: SeqNode, plan: Plan): void {
    const slots = itemSlots(this.#file.path, seq.items, plan);
    const rowsOfItem = (index: number): Row[] => this.#rows.filter((row) => isUnder(row.at, [...plan.at, index]));
    let index = 0;
    for (const slot of slots) {
      if (slot.old === undefined) {
        const data = dataOfValue(slot.value!);
        if (!(data instanceof Map))
          throw new ChangeError(`${this.#file.path}: ${shown(plan.at)} is a list of tables, so a new item must be a mapping.`);
        const table = tomlTable(this.#now(plan.at), data, true);
        const [next] = rowsOfItem(index);
        const before = rowsOfItem(index - 1);
        if (next) this.#tables.push(above(this.#file, next, table, true));
        else this.#tables.push(below(this.#file, before[before.length - 1]!, table, true));
        continue;
      }
      if (slot.gone) for (const row of this.#remove([...plan.at, index])) this.#gone.add(row);
      else if (slot.plan) this.visit(slot.old, slot.plan);
      index++;
    }
    if (slots.every((slot) => slot.gone)) this.#add(plan.at.slice(0, -1), String(plan.at[plan.at.length - 1]), [], {});
  }

  #inline(table: MapNode, plan: Plan): void {
    const slots = entrySlots(this.#file.path, table.entries, plan);
    const text = (slot: EntrySlot): string => tomlEntry(slot.key, plannedValue(this.#file.path, slot.plan!));
    const members = table.entries.map(({ key, value }) => ({ start: key.span.start, end: value?.span.end ?? key.span.end }));
    const style = { skip: skipToml, comment: '#', written: text, filled: (all: readonly EntrySlot[]) => ` ${all.map(text).join(', ')} ` };
    editFlow(this.#edits, this.#file, table.span, members, slots, style, ({ old, plan: own }) => {
      if (!old || !own) return;
      if (own.rename !== undefined) this.#edits.push(replace(this.#file, old.key.span.start, old.key.span.end, tomlKey(own.rename)));
      this.visit(old.value, own);
    });
  }

  #array(seq: SeqNode, plan: Plan): void {
    const slots = itemSlots(this.#file.path, seq.items, plan);
    const style = { skip: skipToml, comment: '#', written: (slot: ItemSlot) => tomlText(dataOfValue(slot.value!)) };
    editFlow(
      this.#edits,
      this.#file,
      seq.span,
      seq.items.map(({ span }) => span),
      slots,
      style,
      ({ old, plan: own }) => {
        if (old && own) this.visit(old, own);
      },
    );
  }
}

/** The entry's own key makes the table on its way. */
function isDotted(row: Row, table: At): boolean {
  return row.kind === 'entry' && row.at.length - row.key.length < table.length;
}

function atEnd(file: SourceFile, lines: string): Edit {
  const { length } = file.text;
  return replace(file, length, length, `${/(?:^|[\n\r])$/.test(file.text) ? '' : '\n'}${lines}\n`);
}
