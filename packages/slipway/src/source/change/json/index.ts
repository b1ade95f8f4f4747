import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import { ChangeError, type Data } from '../../changes.ts';
import { sourceFile } from '../../file.ts';
import { parseJson } from '../../json.ts';
import type { Edit, MapNode, Parsed, SeqNode, SourceFile, SourceNode, Span } from '../../types.ts';
import { splicedText } from '../data.ts';
import { editFlow } from '../flow.ts';
import { nameFlow } from '../flow-named.ts';
import { replace } from '../lines.ts';
import { type Plan, shown } from '../plan.ts';
import { holdPlan, plannedValue } from '../planned.ts';
import { settled } from '../settled.ts';
import { type EntrySlot, entrySlots, type ItemSlot, itemSlots } from '../slots.ts';
import { dataOfValue } from '../yaml/texts.ts';
import { filled, jsonText, type Layout, layoutOf, member, padOf, skipJson } from './texts.ts';

/**
 * The edits that make planned changes in a JSON file, with its comments and its layout.
 * @throws ChangeError when the file is broken or a key stands twice
 */
export function jsonEdits(path: string, text: string, plan: Plan): Edit[] {
  const file = sourceFile(path, text);
  const parsed = parseJson(file);
  holdPlan(parsed, plan);
  const edits: Edit[] = [];
  new JsonEditor(file, edits).visit(parsed.root, plan);
  return settled(file, edits);
}

class JsonEditor {
  readonly #file: SourceFile;
  readonly #edits: Edit[];
  readonly #layout: Layout;

  constructor(file: SourceFile, edits: Edit[]) {
    this.#file = file;
    this.#edits = edits;
    this.#layout = layoutOf(file.text);
  }

  visit(node: SourceNode | null, plan: Plan): void {
    if (plan.set) this.#put(node, dataOfValue(plan.set.value));
    else if (plan.splices.length > 0) this.#put(node, splicedText(this.#file.path, node, plan));
    else if (plan.below.size === 0 && plan.inserts.length === 0) return;
    else if (node?.kind === 'map') this.#map(node, plan);
    else if (node?.kind === 'seq') this.#seq(node, plan);
    else this.#put(node, plannedValue(this.#file.path, plan));
  }

  #put(node: SourceNode | null, data: Data): void {
    const { text } = this.#file;
    const { start, end } = node?.span ?? { start: text.length, end: text.length };
    this.#edits.push(replace(this.#file, start, end, jsonText(data, this.#layout, padOf(text, start))));
  }

  #map(map: MapNode, plan: Plan): void {
    const slots = entrySlots(this.#file.path, map.entries, plan);
    const members = membersOf(map, plan);
    const value = (slot: EntrySlot): Data => plannedValue(this.#file.path, slot.plan!);
    const pad = padOf(this.#file.text, map.span.start);
    const style = {
      skip: skipJson,
      comment: '//',
      written: (slot: EntrySlot, inner: string) => member(slot.key, value(slot), this.#layout, inner),
      filled: (all: readonly EntrySlot[]) =>
        filled(
          '{',
          '}',
          all.map((slot) => (inner: string) => member(slot.key, value(slot), this.#layout, inner)),
          this.#layout,
          pad,
        ).slice(1, -1),
    };
    editFlow(this.#edits, this.#file, map.span, members, slots, style, ({ old, plan: own }) => {
      if (!old || !own) return;
      if (own.rename !== undefined) this.#edits.push(replace(this.#file, old.key.span.start, old.key.span.end, JSON.stringify(own.rename)));
      this.visit(old.value, own);
    });
  }

  #seq(seq: SeqNode, plan: Plan): void {
    const slots = itemSlots(this.#file.path, seq.items, plan);
    const pad = padOf(this.#file.text, seq.span.start);
    const style = {
      skip: skipJson,
      comment: '//',
      written: (slot: ItemSlot, inner: string) => jsonText(dataOfValue(slot.value!), this.#layout, inner),
      filled: (all: readonly ItemSlot[]) =>
        jsonText(
          all.map((slot) => dataOfValue(slot.value!)),
          this.#layout,
          pad,
        ).slice(1, -1),
    };
    editFlow(this.#edits, this.#file, seq.span, membersOf(seq, plan), slots, style, ({ old, plan: own }) => {
      if (old && own) this.visit(old, own);
    });
  }
}

/** Where the members of an object or a list stand. */
function membersOf(node: MapNode | SeqNode, plan: Plan): Span[] {
  const members =
    node.kind === 'seq' ? node.items.map(({ span }) => span) : node.entries.map(({ key, value, span }) => span ?? value?.span ?? key.span);
  for (const [index, { start }] of members.entries())
    if (start < (members[index - 1]?.end ?? 0))
      throw new ChangeError(`${node.file.path}: the file is broken: a key stands twice in ${shown(plan.at)}.`);
  return members;
}

/** The lines that planned changes of a JSON file name. */
export function jsonLines({ file, root }: Parsed, plan: Plan): Span[] {
  const { text, path } = file;
  const named: Span[] = [];
  const lines = (start: number, end: number): void => void named.push({ start: lineBegin(text, start), end: afterBreak(text, lineEnd(text, end)) });
  const visit = (node: SourceNode | null, own: Plan): void => {
    if (own.below.size === 0 && own.inserts.length === 0 && !own.set && own.splices.length === 0) return;
    if (own.set || own.splices.length > 0 || node === null || node.kind === 'scalar') lines(node?.span.start ?? 0, node?.span.end ?? text.length);
    else if (node.kind === 'map') {
      const slots = entrySlots(path, node.entries, own);
      nameFlow(named, text, node.span, membersOf(node, own), slots);
      for (const { old, plan: one, gone } of slots) {
        if (!old || !one || gone) continue;
        if (one.rename !== undefined) lines(old.key.span.start, old.key.span.end);
        visit(old.value, one);
      }
    } else {
      const slots = itemSlots(path, node.items, own);
      nameFlow(named, text, node.span, membersOf(node, own), slots);
      for (const { old, plan: one, gone } of slots) if (old && one && !gone) visit(old, one);
    }
  };
  visit(root, plan);
  return named;
}
