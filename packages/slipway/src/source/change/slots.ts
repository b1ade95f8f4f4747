import { ChangeError, type Place } from '../changes.ts';
import type { Entry, SourceNode } from '../types.ts';
import { type Plan, shown } from './plan.ts';

/** A place in a mapping or a list after the changes, in order; what goes still has its place. */
export interface Slot<Member> {
  /** What stood there; undefined for something new. */
  readonly old?: Member;
  readonly plan?: Plan;
  readonly gone: boolean;
}

export interface EntrySlot extends Slot<Entry> {
  readonly key: string;
}

export interface ItemSlot extends Slot<SourceNode> {
  /** Of a new item. */
  readonly value?: string;
}

/**
 * The entries of a mapping after the changes.
 * @throws ChangeError when one of them is about an entry that is not there, or a key would stand twice
 */
export function entrySlots(path: string, entries: readonly Entry[], plan: Plan): EntrySlot[] {
  const known = new Map(entries.map((entry, index) => [entry.key.text, index]));
  const fresh: { gap: number; rank: number; slot: EntrySlot }[] = [];
  for (const [step, one] of plan.below) {
    if (typeof step === 'number') throw new ChangeError(`${path}: ${shown(plan.at)} is a mapping, so ${shown(one.at)} is not there.`);
    if (known.has(step)) continue;
    if (!makes(one)) throw new ChangeError(`${path}: ${shown(one.at)} is not there, so it cannot be changed.`);
    const place = placeOf(one) ?? {};
    const beside = fresh.find(({ slot }) => slot.key === (place.after ?? place.before));
    const slot = { key: step, plan: one, gone: false };
    if (beside && !place.first) fresh.splice(fresh.indexOf(beside) + (place.after === undefined ? 0 : 1), 0, { ...beside, slot });
    else fresh.push({ ...gapOf(place, known, entries.length), slot });
  }
  if (plan.inserts.length > 0) throw new ChangeError(`${path}: ${shown(plan.at)} is a mapping, so no item can be put into it.`);
  fresh.sort((a, b) => a.gap - b.gap || a.rank - b.rank);
  const slots: EntrySlot[] = [];
  for (let gap = 0; gap <= entries.length; gap++) {
    while (fresh[0]?.gap === gap) slots.push(fresh.shift()!.slot);
    const old = entries[gap];
    if (!old) break;
    const own = plan.below.get(old.key.text);
    slots.push({ old, key: own?.rename ?? old.key.text, ...(own && { plan: own }), gone: own?.remove === true });
  }
  const kept = slots.filter((slot) => !slot.gone).map((slot) => slot.key);
  const twice = kept.find((key, index) => kept.indexOf(key) !== index);
  if (twice !== undefined) throw new ChangeError(`${path}: the key \`${twice.slice(0, 80)}\` would stand twice in ${shown(plan.at)}.`);
  return slots;
}

/**
 * The items of a list after the changes.
 * @throws ChangeError when one of them is about an item that is not there
 */
export function itemSlots(path: string, items: readonly SourceNode[], plan: Plan): ItemSlot[] {
  for (const [step, one] of plan.below)
    if (typeof step !== 'number' || !Number.isInteger(step) || step < 0 || step >= items.length)
      throw new ChangeError(`${path}: ${shown(plan.at)} is a list of ${items.length}, so ${shown(one.at)} is not there.`);
  for (const { index } of plan.inserts)
    if (!Number.isInteger(index) || index < 0 || index > items.length)
      throw new ChangeError(`${path}: ${shown(plan.at)} is a list of ${items.length}, so no item can be put before its item ${index}.`);
  const slots: ItemSlot[] = [];
  for (let gap = 0; gap <= items.length; gap++) {
    for (const { index, value } of plan.inserts) if (index === gap) slots.push({ value, gone: false });
    const old = items[gap];
    if (!old) break;
    const own = plan.below.get(gap);
    slots.push({ old, ...(own && { plan: own }), gone: own?.remove === true });
  }
  return slots;
}

/** The change can make the node when it is not there. */
export function makes(plan: Plan): boolean {
  if (plan.set) return true;
  if (plan.remove || plan.rename !== undefined || plan.splices.length > 0) return false;
  if (plan.below.size === 0) return plan.inserts.length > 0 && plan.inserts.every(({ index }) => index === 0);
  return plan.inserts.length === 0 && [...plan.below].every(([step, one]) => typeof step === 'string' && makes(one));
}

/** The place asked for by the first value below that asks for one: it is that of the outermost entry that is put in. */
function placeOf(plan: Plan): Place | undefined {
  if (plan.set) return plan.set.place;
  for (const one of plan.below.values()) {
    const place = placeOf(one);
    if (place) return place;
  }
  return undefined;
}

/** Before which entry something goes, and which of those that go there come first. */
function gapOf(place: Place, known: ReadonlyMap<string, number>, length: number): { gap: number; rank: number } {
  if (place.first) return { gap: 0, rank: 0 };
  const before = place.before === undefined ? undefined : known.get(place.before);
  if (before !== undefined) return { gap: before, rank: 1 };
  const after = place.after === undefined ? undefined : known.get(place.after);
  return after === undefined ? { gap: length, rank: 2 } : { gap: after + 1, rank: 0 };
}
