import { type Change, ChangeError, type NodePath, type Place } from '../changes.ts';

/** Another piece of a scalar's text, by offsets into the text as read. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is asked for one node and for those below it. */
export interface Plan {
  readonly at: NodePath;
  set?: { readonly value: string; readonly place?: Place };
  remove?: true;
  rename?: string;
  readonly splices: Splice[];
  /** New items of a list, by the index before which they go, in the order in which they were asked for. */
  readonly inserts: { readonly index: number; readonly value: string }[];
  /** By key or index, in the order in which they were asked for. */
  readonly below: Map<string | number, Plan>;
}

/**
 * The changes of one file by the nodes that they are about. The same change asked for twice is one, but for new items of a list.
 * @throws ChangeError when two of them cannot both be made
 */
export function planOf(path: string, changes: readonly Change[]): Plan {
  const root = emptyPlan([]);
  for (const change of changes) put(path, root, change);
  hold(path, root);
  return root;
}

/** `jobs.build.steps[2].run`, as a person would write it. */
export function shown(at: NodePath): string {
  const text = at.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the whole file' : `\`${text.replace(/^\./, '').slice(0, 200)}\``;
}

function emptyPlan(at: NodePath): Plan {
  return { at, splices: [], inserts: [], below: new Map() };
}

function child(plan: Plan, step: string | number): Plan {
  let found = plan.below.get(step);
  if (!found) {
    found = emptyPlan([...plan.at, step]);
    plan.below.set(step, found);
  }
  return found;
}

function put(path: string, root: Plan, change: Change): void {
  if (change.op === 'insert') {
    const index = change.at[change.at.length - 1];
    if (typeof index !== 'number') throw new ChangeError(`${path}: an item is put in by its index, and ${shown(change.at)} ends with a key.`);
    change.at.slice(0, -1).reduce(child, root).inserts.push({ index, value: change.value });
    return;
  }
  const plan = change.at.reduce(child, root);
  if (change.op === 'set') {
    if (plan.set && plan.set.value !== change.value) throw new ChangeError(`${path}: two changes give ${shown(change.at)} different values.`);
    plan.set ??= { value: change.value, ...(change.place && { place: change.place }) };
  } else if (change.op === 'rename-key') {
    if (typeof change.at[change.at.length - 1] !== 'string') throw new ChangeError(`${path}: ${shown(change.at)} has no key that could be renamed.`);
    if (plan.rename !== undefined && plan.rename !== change.to)
      throw new ChangeError(`${path}: two changes give the key of ${shown(change.at)} different names.`);
    plan.rename = change.to;
  } else if (change.op === 'splice') {
    const { start, end, text } = change;
    if (start === end || !plan.splices.some((one) => one.start === start && one.end === end && one.text === text))
      plan.splices.push({ start, end, text });
  } else if (change.at.length === 0) throw new ChangeError(`${path}: the whole file is deleted, and not removed from itself.`);
  else plan.remove = true;
}

/** Holds that no change contradicts another one. */
function hold(path: string, plan: Plan): void {
  const { set, remove, rename, splices, inserts, below } = plan;
  const inside = inserts.length > 0 || below.size > 0;
  const ways = [set !== undefined, splices.length > 0, inside].filter(Boolean).length;
  if (remove && (ways > 0 || rename !== undefined))
    throw new ChangeError(`${path}: one change removes ${shown(plan.at)}, and another one changes it.`);
  if (ways > 1) throw new ChangeError(`${path}: one change replaces ${shown(plan.at)}, and another one changes something inside it.`);
  splices.sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, splice] of splices.entries())
    if (splice.start < (splices[index - 1]?.end ?? 0)) throw new ChangeError(`${path}: two changes overlap in the text of ${shown(plan.at)}.`);
  for (const one of below.values()) hold(path, one);
}
