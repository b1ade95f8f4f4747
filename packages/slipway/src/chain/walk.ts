import type { Workflow } from '../actions/index.ts';
import { spend } from './budget.ts';
import { completion, cut, emits } from './emits.ts';
import type { Entry } from './entries.ts';
import { familyOf } from './families.ts';
import { perform } from './perform.ts';
import { starts } from './starts.ts';
import type { Cut, Effect, Event, Run, Start } from './types.ts';
import type { World } from './world.ts';

const maxDepth = 12;
const maxRuns = 400;
const maxLabels = 4;
const maxCuts = 4;
/** Events on their way to workflows, in one walk. */
const maxEvents = 20_000;

/** One way on which something is reached, with the cuts that would have to be opened for it. */
export interface Label {
  readonly cuts: readonly Cut[];
  /** What is not known on the way. */
  readonly doubts: readonly string[];
  /** A person carries on somewhere on the way. */
  readonly persons: readonly string[];
  readonly via: Via;
  readonly depth: number;
}

export interface Via {
  readonly event: Event;
  readonly start: Start;
  /** The effect that made the event; absent for the entry's own events. */
  readonly effect?: Effect;
  readonly from?: { readonly node: RunNode; readonly label: Label };
}

export interface RunNode {
  readonly run: Run;
  labels: Label[];
}

/** A start that was looked at, kept also when it does not happen. */
export interface StartSeen {
  readonly event: Event;
  readonly workflow: Workflow;
  readonly start: Start;
  readonly effect?: Effect;
  readonly from?: RunNode;
}

export interface Walk {
  readonly entry: Entry;
  readonly nodes: readonly RunNode[];
  readonly seen: readonly StartSeen[];
}

const keyOf = (l: Pick<Label, 'cuts' | 'doubts'>): string[] => [...l.cuts.map((c) => c.id), ...l.doubts.map((d) => `?${d}`)];

function dominated(labels: readonly Label[], fresh: Pick<Label, 'cuts' | 'doubts'>): boolean {
  const key = new Set(keyOf(fresh));
  return labels.some((l) => keyOf(l).every((k) => key.has(k)));
}

/** Cuts of one step count as one: the same credential, the same place. */
function startCut(start: Start, event: Event, workflow: Workflow, effect: Effect | undefined): Cut {
  const kind = start.gate === 'skip-marker' ? 'skip-marker' : start.gate === 'held' ? 'held' : 'github-token';
  if (effect === undefined) return { id: `${kind}:${event.id}:${workflow.path}`, kind, event, listener: workflow, doubts: [], facts: start.facts };
  const made = cut(kind, effect, start.facts, [], event, workflow);
  return { ...made, id: `${kind}:${effect.stepAt.path}:${effect.stepAt.line}` };
}

/** Walks an entry with every cut open, and labels what is reached with its smallest sets of cuts. */
export function walk(entry: Entry, workflows: readonly Workflow[], world: World): Walk {
  const nodes = new Map<string, RunNode>();
  const seen: StartSeen[] = [];
  const seenKeys = new Set<string>();
  const queue: {
    event: Event;
    cuts: readonly Cut[];
    doubts: readonly string[];
    persons: readonly string[];
    depth: number;
    effect?: Effect;
    from?: Via['from'];
  }[] = entry.events.map((event) => ({ event, cuts: [], doubts: [], persons: [], depth: 0 }));
  const listening = listeners(workflows);
  let capped = false;
  for (let at = 0; at < queue.length; at++) {
    const { event, cuts, doubts, persons, depth, effect, from } = queue[at]!;
    for (const workflow of listening.get(event.name) ?? []) {
      if (!spend(world)) {
        capped = true;
        break;
      }
      const start = starts(event, workflow, world);
      if (start.gate === 'not-listening' || start.gate === 'target') continue;
      const seenKey = `${event.id}|${workflow.path}|${effect?.id ?? ''}`;
      if (!seenKeys.has(seenKey)) {
        seenKeys.add(seenKey);
        seen.push({ event, workflow, start, ...(effect ? { effect } : {}), ...(from ? { from: from.node } : {}) });
      }
      if (start.answer === 'no' && !start.openable) continue;
      const more = start.answer === 'no' ? [start, ...(start.also ? [start.also] : [])].map((s) => startCut(s, event, workflow, effect)) : [];
      const all = [...cuts, ...more.filter((m) => !cuts.some((c) => c.id === m.id))];
      if (all.length > maxCuts || depth > maxDepth) {
        capped ||= depth > maxDepth;
        continue;
      }
      const doubt = start.answer === 'unknown' ? start.why : start.doubt;
      const allDoubts = doubt === undefined ? doubts : [...doubts, doubt];
      const allPersons = start.answer === 'held' ? [...persons, 'someone with write access approves the held run'] : persons;
      const key = `${workflow.path}|${event.id}`;
      let node = nodes.get(key);
      if (node === undefined) {
        if (nodes.size >= maxRuns) {
          capped = true;
          continue;
        }
        node = { run: perform(event, workflow, world), labels: [] };
        nodes.set(key, node);
        spend(world, node.run.effects.length);
      }
      const label: Label = {
        cuts: all,
        doubts: allDoubts,
        persons: allPersons,
        depth,
        via: { event, start, ...(effect ? { effect } : {}), ...(from ? { from } : {}) },
      };
      if (dominated(node.labels, label)) continue;
      const lesser = new Set(keyOf(label));
      node.labels = [...node.labels.filter((l) => !isSubset(lesser, keyOf(l))), label].slice(0, maxLabels);
      if (!node.labels.includes(label)) continue;
      const made = madeOnTheWay(label);
      for (const e of node.run.effects) {
        const before = e.deed.kind === 'release' && e.deed.act === 'create' ? madeBefore(e, made) : { tag: false, release: false };
        for (const emitted of emits(e, world)) {
          // What an earlier run of this walk made is updated here, not made again.
          if (before.release && !emitted.continues && emitted.event.name === 'release') continue;
          if (before.tag && (emitted.event.name === 'push' || emitted.event.name === 'create')) continue;
          const onward = [...all];
          for (const c of emitted.cuts) if (!onward.some((o) => o.id === c.id)) onward.push(c);
          spend(world);
          queue.push({
            event: emitted.event,
            cuts: onward,
            doubts: allDoubts,
            persons: emitted.continues ? [...allPersons, emitted.event.text] : allPersons,
            depth: depth + 1,
            effect: e,
            from: { node, label },
          });
        }
      }
      if (node.run.jobs.some((j) => j.runs !== false))
        for (const done of completion(node.run, world))
          queue.push({ event: done, cuts: all, doubts: allDoubts, persons: allPersons, depth: depth + 1, from: { node, label } });
      if (queue.length > maxEvents) {
        capped = true;
        queue.length = at + 1;
      }
    }
  }
  if (capped) world.limit(`the walk of "${entry.text}" was cut off at ${maxRuns} runs or ${maxDepth} hops`);
  return { entry, nodes: [...nodes.values()], seen };
}

const listenersOf = new WeakMap<readonly Workflow[], ReadonlyMap<string, readonly Workflow[]>>();

/** The workflows that wait for an event, by its name. */
function listeners(workflows: readonly Workflow[]): ReadonlyMap<string, readonly Workflow[]> {
  const known = listenersOf.get(workflows);
  if (known) return known;
  const made = new Map<string, Workflow[]>();
  for (const workflow of workflows)
    for (const name of new Set(workflow.triggers.map((t) => t.event))) {
      const waiting = made.get(name);
      if (waiting) waiting.push(workflow);
      else made.set(name, [workflow]);
    }
  listenersOf.set(workflows, made);
  return made;
}

/** Tags and releases that runs further up a walk made, by the family of their tag. */
type Made = ReadonlyMap<string | undefined, { tag: boolean; release: boolean }>;

function madeOnTheWay(label: Label): Made {
  const made = new Map<string | undefined, { tag: boolean; release: boolean }>();
  for (let at = label.via.from; at !== undefined; at = at.label.via.from) {
    for (const e of at.node.run.effects) {
      if (e.tag === undefined || e.elsewhere !== undefined) continue;
      const creates = e.deed.kind === 'release' && e.deed.act === 'create';
      if (!creates && (e.deed.kind !== 'tag' || e.deed.act === 'delete')) continue;
      const family = familyOf(e.tag);
      const published = made.get(family)?.release === true || (creates && e.deed.kind === 'release' && e.deed.draft === false);
      made.set(family, { tag: true, release: published });
    }
  }
  return made;
}

/** Whether a run further up the walk made the tag, or published the release, that this effect names (or may name). */
function madeBefore(effect: Effect, made: Made): { tag: boolean; release: boolean } {
  const found = { tag: false, release: false };
  const own = effect.tag === undefined ? undefined : familyOf(effect.tag);
  for (const [family, { tag, release }] of made) {
    if (own !== undefined && family !== undefined && own !== family) continue;
    found.tag ||= tag;
    found.release ||= release;
  }
  return found;
}

function isSubset(inner: ReadonlySet<string>, outer: readonly string[]): boolean {
  const o = new Set(outer);
  for (const k of inner) if (!o.has(k)) return false;
  return true;
}
