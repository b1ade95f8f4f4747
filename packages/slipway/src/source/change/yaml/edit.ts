import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import { ChangeError } from '../../changes.ts';
import type { Edit, MapNode, ScalarNode, SeqNode, SourceFile, SourceNode, Span } from '../../types.ts';
import { inStyleOf, quoteScalar } from '../../yaml-text.ts';
import { editFlow } from '../flow.ts';
import { replace } from '../lines.ts';
import { type Plan, shown } from '../plan.ts';
import { type EntrySlot, entrySlots, type ItemSlot, itemSlots, type Slot } from '../slots.ts';
import { chunksOf, columnOf, entrySeat, entryStart, itemSeats, type Seat, valueStart } from './geometry.ts';
import { editMembers } from './members.ts';
import { putValue } from './put.ts';
import { spliceScalar } from './splice.ts';
import { entryText, inFlow, itemText, planText, readValue, type Style } from './texts.ts';

/** Makes the edits of one YAML file. */
export class YamlEditor {
  readonly edits: Edit[] = [];
  /** Those of them that change a text inside. */
  readonly splices = new Set<Edit>();
  readonly #file: SourceFile;
  readonly #style: Style;

  constructor(file: SourceFile, style: Style) {
    this.#file = file;
    this.#style = style;
  }

  /** Makes the edits that a plan asks for at a node and below it. */
  visit(node: SourceNode | null, seat: Seat, plan: Plan): void {
    if (plan.set) this.#put(node, seat, plan.set.value);
    else if (plan.splices.length > 0) this.#splice(node as ScalarNode, seat, plan);
    else if (plan.below.size === 0 && plan.inserts.length === 0) return;
    else if (node?.kind === 'map') this.#map(node, seat, plan);
    else if (node?.kind === 'seq') this.#seq(node, seat, plan);
    else this.#put(node, seat, planText(plan, this.#style));
  }

  #splice(node: ScalarNode, seat: Seat, plan: Plan): void {
    for (const edit of spliceScalar(node, seat, plan)) {
      this.edits.push(edit);
      this.splices.add(edit);
    }
  }

  #put(node: SourceNode | null, seat: Seat, yamlText: string): void {
    this.edits.push(...putValue(this.#file, node, seat, readValue(yamlText), this.#style));
  }

  #map(map: MapNode, seat: Seat, plan: Plan): void {
    const { path, text } = this.#file;
    for (const { key, span } of map.entries) {
      const explicit = /\?[ \t]+$/.test(text.slice(lineBegin(text, key.span.start), key.span.start));
      if (explicit || (span && span.start !== key.span.start))
        throw new ChangeError(`${path}: ${shown(plan.at)} has a key that is written with \`?\` or as an alias; change it by hand.`);
    }
    const slots = entrySlots(path, map.entries, plan);
    const fresh = (slot: EntrySlot): string => planText(slot.plan!, this.#style);
    if (map.flow) {
      const seats = map.entries.map((entry) => entrySeat(entry, true));
      const members = map.entries.map((entry, index) => ({ start: entryStart(entry), end: seats[index]!.end }));
      const written = (slot: EntrySlot): string => `${quoteScalar(slot.key, { flow: true })}: ${inFlow(readValue(fresh(slot)))}`;
      this.#flow(map, members, slots, written, (slot) => this.#entry(slot, true));
      return;
    }
    const column = columnOf(text, map.entries[0] ? entryStart(map.entries[0]) : map.span.start);
    if (slots.every((slot) => slot.gone || !slot.old)) {
      const left = slots.filter((slot) => !slot.gone).map((slot) => entryText(slot.key, fresh(slot), 0, this.#style));
      this.#put(map, seat, left.length === 0 ? '{}' : left.join('\n'));
      return;
    }
    const members = map.entries.map((entry) => ({ start: entryStart(entry), end: entrySeat(entry, false).end, node: entry.value }));
    const chunks = chunksOf(text, members, this.#floor(seat));
    const written = (slot: EntrySlot): string => entryText(slot.key, fresh(slot), column, this.#style);
    editMembers(this.edits, this.#file, chunks, column, slots, written, (slot) => this.#entry(slot, false));
  }

  #entry(slot: EntrySlot, flow: boolean): void {
    const { old, plan } = slot;
    if (!old || !plan) return;
    if (plan.rename !== undefined && plan.rename !== old.key.text) {
      const { start, end } = old.key.span;
      const key = old.key.style === 'plain' ? quoteScalar(plan.rename, { flow }) : inStyleOf(old.key, plan.rename);
      this.edits.push({ op: 'replace', path: this.#file.path, start, end, text: key });
    }
    this.visit(old.value, entrySeat(old, flow), plan);
  }

  #seq(seq: SeqNode, seat: Seat, plan: Plan): void {
    const { path, text } = this.#file;
    const slots = itemSlots(path, seq.items, plan);
    const seats = itemSeats(seq);
    const change = (slot: ItemSlot): void => {
      if (slot.plan) this.visit(slot.old!, seats[seq.items.indexOf(slot.old!)]!, slot.plan);
    };
    if (seq.flow) {
      const members = seats.map(({ after, end }) => ({ start: after, end }));
      this.#flow(seq, members, slots, (slot) => inFlow(readValue(slot.value!)), change);
      return;
    }
    if (slots.every((slot) => slot.gone || !slot.old)) {
      const left = slots.filter((slot) => !slot.gone).map((slot) => itemText(slot.value!, 0));
      this.#put(seq, seat, left.length === 0 ? '[]' : left.join('\n'));
      return;
    }
    const { column } = seats[0]!;
    const members = seats.map(({ after, end }, index) => ({ start: after - 1, end, node: seq.items[index]! }));
    const width = this.#width(seq, seats);
    editMembers(
      this.edits,
      this.#file,
      chunksOf(text, members, this.#floor(seat)),
      column,
      slots,
      (slot) => itemText(slot.value!, column, width),
      change,
    );
  }

  #flow<S extends Slot<unknown>>(
    { span }: MapNode | SeqNode,
    members: readonly Span[],
    slots: readonly S[],
    written: (slot: S) => string,
    change: (slot: S) => void,
  ): void {
    const style = { skip: (text: string, from: number) => valueStart(text, from, text.length), comment: '#', written };
    const braces = /[[{]/.test(this.#file.text[span.start]!);
    if (braces || slots.every((slot) => slot.old !== undefined && !slot.gone)) {
      editFlow(this.edits, this.#file, span, members, slots, style, change);
      return;
    }
    // A single pair in brackets (`[a: b]`) gets braces when it is no longer single.
    const left = slots.filter((slot) => !slot.gone);
    if (left.every((slot) => slot.old === undefined)) {
      this.edits.push(replace(this.#file, span.start, span.end, `{${left.map(written).join(', ')}}`));
      return;
    }
    this.edits.push(replace(this.#file, span.start, span.start, '{'));
    editFlow(this.edits, this.#file, { start: span.start - 1, end: span.end + 1 }, members, slots, style, change);
    this.edits.push(replace(this.#file, span.end, span.end, '}'));
  }

  /** Columns from a dash to the mapping behind it, as the list has them. */
  #width(seq: SeqNode, seats: readonly Seat[]): number {
    for (const [index, item] of seq.items.entries()) {
      const { after } = seats[index]!;
      if (item.kind === 'map' && !item.flow && item.span.start >= after && item.span.start <= lineEnd(this.#file.text, after))
        return item.span.start - after + 1;
    }
    return 2;
  }

  /** Behind the line of the key or dash that leads to a collection. */
  #floor(seat: Seat): number {
    return seat.kind === 'file' ? 0 : afterBreak(this.#file.text, lineEnd(this.#file.text, seat.after));
  }
}
