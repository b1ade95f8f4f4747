import { ChangeError, type Data } from '../changes.ts';
import type { SourceNode } from '../types.ts';
import { type Plan, type Splice, shown } from './plan.ts';
import { entrySlots, itemSlots } from './slots.ts';

/** What a tree says, without places: keys in their order, scalars by value and type, aliases followed. An empty value is null. */
export function dataOf(node: SourceNode | null): Data {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(dataOf);
  return new Map(node.entries.map(({ key, value }) => [key.text, dataOf(value)]));
}

/**
 * What a tree says after changes.
 *
 * @param path the file's, for messages
 * @param read the data of a value as it stands in a change
 * @throws ChangeError when a change is about something that is not there
 */
export function plannedData(path: string, root: SourceNode | null, plan: Plan, read: (value: string) => Data): Data {
  const after = (node: SourceNode | null, own: Plan | undefined): Data => {
    if (!own) return dataOf(node);
    if (own.set) return read(own.set.value);
    if (own.splices.length > 0) return splicedText(path, node, own);
    if (own.below.size === 0 && own.inserts.length === 0) return dataOf(node);
    if (node?.kind === 'seq' || (node === null && own.inserts.length > 0)) {
      const slots = itemSlots(path, node?.kind === 'seq' ? node.items : [], own).filter((slot) => !slot.gone);
      return slots.map((slot) => (slot.value === undefined ? after(slot.old!, slot.plan) : read(slot.value)));
    }
    if (node?.kind === 'scalar' && node.value !== null)
      throw new ChangeError(`${path}: ${shown(own.at)} is a single value, so nothing can be changed inside it.`);
    const slots = entrySlots(path, node?.kind === 'map' ? node.entries : [], own).filter((slot) => !slot.gone);
    return new Map(slots.map((slot) => [slot.key, after(slot.old?.value ?? null, slot.plan)]));
  };
  return after(root, plan);
}

/**
 * The text of a scalar with other pieces.
 * @throws ChangeError when it is no text, or shorter
 */
export function splicedText(path: string, node: SourceNode | null, plan: Plan): string {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string')
    throw new ChangeError(`${path}: ${shown(plan.at)} is no text, so no piece of it can be changed.`);
  return spliced(path, node.text, plan.splices, plan);
}

function spliced(path: string, text: string, splices: readonly Splice[], plan: Plan): string {
  let made = '';
  let done = 0;
  for (const { start, end, text: piece } of splices) {
    if (!(start >= done && end >= start && end <= text.length))
      throw new ChangeError(`${path}: the text of ${shown(plan.at)} has ${text.length} characters, so ${start} to ${end} is no piece of it.`);
    made += text.slice(done, start) + piece;
    done = end;
  }
  return made + text.slice(done);
}

/** The two say the same. `ordered`: with their keys in the same order. */
export function sameData(a: Data, b: Data, ordered: boolean): boolean {
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => sameData(item, b[index]!, ordered));
  if (!(a instanceof Map) || !(b instanceof Map)) return Object.is(a, b);
  if (a.size !== b.size) return false;
  const names = [...b.keys()];
  let index = 0;
  for (const [key, value] of a) {
    if (ordered ? names[index++] !== key : !b.has(key)) return false;
    if (!sameData(value, b.get(key)!, ordered)) return false;
  }
  return true;
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
