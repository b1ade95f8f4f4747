import { alternatives, defaultTypes, describe, hole, matchFilters, str, type Trigger, type Workflow } from '../actions/index.ts';
import { dispatchEvent } from './entries.ts';
import { createRef, dispatchWorkflow, noText, otherEvent, pullRequest, pushBranch, pushTag, release, schedule, workflowRun } from './events.ts';
import { familyOf, familyOfText, isRollingFamily } from './families.ts';
import { perform } from './perform.ts';
import { passes } from './starts.ts';
import type { Actor, Effect, Event, Run } from './types.ts';
import type { World } from './world.ts';

const person: Actor = { kind: 'person' };

/** Tag families that matter here: of git's own tags, of the tags that workflows make, of the filters that nothing else explains. */
export function familiesOf(world: World, made: readonly Effect[]): string[] {
  const out = new Set<string>();
  for (const e of made) {
    if (e.tag === undefined || e.elsewhere !== undefined) continue;
    for (const t of alternatives(e.tag)) {
      const f = familyOf(t);
      if (f !== undefined && f.length < 60) out.add(f);
    }
  }
  const [most] = world.families.keys();
  for (const [f, n] of [...world.families].slice(0, 6)) if (n > 2 || f === most) out.add(f);
  for (const w of world.workflows)
    for (const t of w.triggers) {
      if (t.event !== 'push' || t.tags === undefined) continue;
      const patterns = t.tags.map((p) => p.text);
      if ([...out].some((f) => matchFilters(patterns, sample(f, world)))) continue;
      for (const p of patterns) {
        const f = familyOfPattern(p, world);
        if (f !== undefined && matchFilters(patterns, sample(f, world))) {
          out.add(f);
          break;
        }
      }
    }
  if (![...out].some((f) => !isRollingFamily(f))) out.add('v');
  return [...out].slice(0, 10);
}

export function sample(family: string, world: World): string {
  return family.startsWith('=') ? family.slice(1) : `${family}${world.version}`;
}

/** A family that a filter lets pass, when the repository's own tags do not tell: the literal start of the pattern. */
function familyOfPattern(pattern: string, world: World): string | undefined {
  if (pattern.startsWith('!')) return undefined;
  if (!/[*?+[\]]/.test(pattern)) return familyOfText(pattern).startsWith('=') ? `=${pattern}` : undefined;
  const head = /^[^*?+[\]\\]*/.exec(pattern)?.[0] ?? '';
  const family = head.replace(/\d+(?:\.\d+)*\.?$/, '');
  for (const f of [family, 'v', '', 'release-v', 'release/']) if (matchFilters([pattern], sample(f, world))) return f;
  return undefined;
}

/** Events that start a workflow, one for each thing that its triggers wait for: made by a person, so that nothing but the file decides. */
export function declaredEvents(workflow: Workflow, world: World, families: readonly string[]): Event[] {
  const out: Event[] = [];
  for (const t of workflow.triggers)
    for (const e of eventsOfTrigger(t, workflow, world, families)) if (passes(e, workflow, t, world).passes !== false) out.push(e);
  return out;
}

function eventsOfTrigger(t: Trigger, workflow: Workflow, world: World, families: readonly string[]): Event[] {
  const tags = () => families.slice(0, 4).map((f) => str(sample(f, world)));
  const facts = { head: hole('any'), base: str(world.defaultBranch), title: noText };
  switch (t.event) {
    case 'push': {
      const wide = (list: typeof t.branches) =>
        list === undefined || list.length === 0 || list.some((p) => /[*?+[!]/.test(p.text)) || list.length > 2;
      const literal = (t.branches ?? []).filter((b) => !/[*?+[!]/.test(b.text)).map((b) => b.text);
      const branches = new Set([world.defaultBranch, ...literal.slice(0, 2)]);
      // Any branch or tag stands for the many that a pattern lets pass.
      const open = [
        ...(wide(t.branches) || t.branchesIgnore ? [pushBranch(world, hole('any'), person)] : []),
        ...(wide(t.tags) ? [pushTag(world, hole('any'), person)] : []),
      ];
      return [...[...branches].map((b) => pushBranch(world, str(b), person)), ...tags().map((tag) => pushTag(world, tag, person)), ...open];
    }
    case 'create':
      return [...tags().map((tag) => createRef(world, 'tag', tag, person)), createRef(world, 'branch', str('feature'), person)];
    case 'release': {
      const types = t.types?.map((x) => x.text) ?? ['published', 'created', 'released', 'prereleased'];
      return [...tags().slice(0, 1), hole('any')].flatMap((tag) =>
        types.flatMap((type) =>
          [false, true].flatMap((pre) =>
            (type === 'released' && pre) || (type === 'prereleased' && !pre) ? [] : [release(world, type, tag, pre, person)],
          ),
        ),
      );
    }
    case 'pull_request':
    case 'pull_request_target': {
      const all = t.types?.map((x) => x.text) ?? defaultTypes(t.event) ?? ['opened'];
      // The activities differ only for a file that looks at them.
      const types = /event\.action/.test(workflow.file.text)
        ? all
        : [...all.filter((x) => x !== 'closed').slice(0, 1), ...all.filter((x) => x === 'closed')];
      const bases = (t.branches ?? []).filter((b) => !/[*?+[!]/.test(b.text)).map((b) => str(b.text));
      const base =
        bases.find((b) => b.k === 'str' && b.v === world.defaultBranch) ?? bases[0] ?? (t.branches === undefined ? hole('any') : facts.base);
      return types.flatMap((type) =>
        (type === 'closed' ? [true, false] : [false]).map((merged) =>
          pullRequest(world, t.event as 'pull_request', type, merged, { ...facts, base }, person),
        ),
      );
    }
    case 'workflow_dispatch': {
      const event = dispatchEvent(world, workflow, t, true);
      // A dispatch may choose any branch or tag; that matters to a file that looks at its ref.
      if (!/github\.ref|GITHUB_REF|ref_name|ref_type/.test(workflow.file.text)) return [event];
      const types = [
        ...(/refs\/heads|ref_name|github\.ref\b/.test(workflow.file.text) ? (['branch'] as const) : []),
        ...(/refs\/tags|ref_type|ref_name/.test(workflow.file.text) ? (['tag'] as const) : []),
      ];
      return [event, ...types.map((type) => dispatchWorkflow(world, event.target!, hole('any'), type, event.inputs ?? new Map(), person, true))];
    }
    case 'schedule':
      return (t.cron ?? []).slice(0, 2).map((c) => schedule(world, c.text));
    case 'workflow_run': {
      const names = new Set((t.workflows ?? []).map((n) => n.text));
      const types = t.types?.map((x) => x.text) ?? ['completed'];
      const up = world.workflows.filter((w) => names.has(w.displayName));
      const events = firstOf(up, maxUpstream, (w) =>
        w.triggers
          .filter((x) => x.event !== 'workflow_run' && x.event !== 'workflow_call')
          .flatMap((x) => eventsOfTrigger(x, w, world, families).filter((e) => passes(e, w, x, world).passes !== false))
          .filter(distinct())
          .slice(0, 6)
          .flatMap((e) => types.map((type) => workflowRun(world, hollowRun(w, e), type, 1, str('success')))),
      );
      const chained = firstOf(
        up.filter((w) => w.triggers.some((x) => x.event === 'workflow_run')),
        maxUpstream - events.length,
        (w) =>
          types.map((type) =>
            workflowRun(world, hollowRun(w, otherEvent(world, 'workflow_run', 'completed', { kind: 'platform' })), type, 2, str('success')),
          ),
      );
      return [...events, ...chained];
    }
    case 'repository_dispatch': {
      const types = t.types?.map((x) => x.text) ?? [undefined];
      return types.map((type) => otherEvent(world, t.event, type, person));
    }
    case 'workflow_call':
      return [];
    default: {
      const types = t.types?.map((x) => x.text) ?? [undefined];
      return types.slice(0, 4).map((type) => otherEvent(world, t.event, type, person));
    }
  }
}

/** Runs of other workflows that a `workflow_run` is carried out for. */
const maxUpstream = 12;

/** The first events that workflows give; the others are not asked. */
function firstOf(workflows: readonly Workflow[], most: number, events: (w: Workflow) => readonly Event[]): Event[] {
  const out: Event[] = [];
  for (const w of workflows) {
    if (out.length >= most) break;
    out.push(...events(w).slice(0, most - out.length));
  }
  return out;
}

/** Keeps one event of each name, kind of ref and branch. */
function distinct(): (e: Event) => boolean {
  const seen = new Set<string>();
  return (e) => {
    const key = `${e.name}|${e.activity ?? ''}|${e.refType}|${e.name === 'push' && e.refType === 'branch' ? describe(e.ref) : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

/** A run of which only workflow and event matter. */
function hollowRun(workflow: Workflow, event: Event): Run {
  return { id: `${workflow.path}|${event.id}|hollow`, workflow, event, jobs: [], effects: [], opaque: [] };
}

/** Every workflow carried out for each event that its triggers name. */
export function declaredRuns(world: World, families: readonly string[]): Map<string, Run[]> {
  const out = new Map<string, Run[]>();
  for (const w of world.workflows) {
    if (w.problems.some((p) => p.effect === 'refused')) {
      out.set(w.path, []);
      continue;
    }
    const seen = new Set<string>();
    const runs: Run[] = [];
    for (const e of declaredEvents(w, world, families)) {
      if (seen.has(e.id)) continue;
      seen.add(e.id);
      runs.push(perform(e, w, world));
    }
    out.set(w.path, runs);
  }
  return out;
}
