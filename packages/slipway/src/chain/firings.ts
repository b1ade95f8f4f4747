/** Every workflow that starts, whatever it does: what `starts` and `emits` say of the events that people and reached runs make. */

import { describe, get, type Workflow } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import { fileName } from '../tools/index.ts';
import type { Analysis } from './analyse.ts';
import { fullBudget } from './budget.ts';
import { declaredEvents } from './declared.ts';
import { type Entry, entries } from './entries.ts';
import { credentialText } from './events.ts';
import type { Event, JobRun } from './types.ts';
import { type Label, type RunNode, walk } from './walk.ts';
import type { World } from './world.ts';

/** A workflow that starts for an event. */
export interface Firing {
  /** Equal situations of two trees have the same: workflow, event, kind of ref, whether a person or a workflow makes it. */
  readonly key: string;
  readonly workflow: string;
  /** `push of a tag v*`, `release: published`, `a call`. */
  readonly event: string;
  /** Who makes it: `a person`, `tag.yml with the token in secret RELEASE_TOKEN`. */
  readonly by: string;
  /** The trigger, or the call. */
  readonly at?: Location;
  /** A person has to approve the run first. */
  readonly held: boolean;
  /** Something that is not known has to be so. */
  readonly doubtful: boolean;
}

/** What another tree knows and the walks of this one are to try as well, so that both answer the same questions. */
export interface Questions {
  /** Triggers from which people's events are read. */
  readonly workflows: readonly Workflow[];
  /** Families of tags. */
  readonly families: readonly string[];
}

/** All firings of a tree, by key. Those that are certain go before those that hang on something. */
export function firingsOf(analysis: Analysis, also: Questions = { workflows: [], families: [] }): Map<string, Firing> {
  const { world } = analysis;
  // The analysis may have spent what it had; the runs that it has followed are not followed again.
  const own: World = { ...world, budget: fullBudget(), limit: () => {} };
  const families = [...new Set([...analysis.families, ...also.families])].sort();
  const workflows = [...world.workflows, ...also.workflows];
  const asked = entries(own, workflows, families).filter((e) => e.workflow === undefined || world.workflows.includes(e.workflow));
  const out = new Map<string, Firing>();
  const add = (firing: Firing): void => {
    const other = out.get(firing.key);
    if (other === undefined || weight(firing) < weight(other)) out.set(firing.key, firing);
  };
  for (const entry of [...asked, aside(own, workflows, families)])
    for (const node of walk(entry, world.workflows, own).nodes) {
      const label = node.labels.find((l) => l.cuts.length === 0);
      if (label === undefined || !doesSomething(node.run.jobs)) continue;
      const firing = firingOf(node, label, own);
      add(firing);
      for (const called of callsOf(node.run.jobs, firing, node.run.workflow)) add(called);
    }
  return out;
}

/** Events that the entries of a release have. */
const ofReleases = new Set(['push', 'create', 'release', 'workflow_dispatch', 'workflow_run', 'workflow_call', 'schedule', 'repository_dispatch']);

/** Everything else that people do and that a workflow waits for: they open a pull request, comment, label. */
function aside(world: World, workflows: readonly Workflow[], families: readonly string[]): Entry {
  const events = new Map<string, Event>();
  for (const w of workflows) {
    if (w.triggers.every((t) => ofReleases.has(t.event))) continue;
    for (const e of declaredEvents(w, world, families)) if (!ofReleases.has(e.name)) events.set(e.id, e);
  }
  return { id: 'aside', text: 'a person does something else', kind: 'other', channel: 'stable', events: [...events.values()] };
}

const weight = (f: Firing): number => Number(f.held) + 2 * Number(f.doubtful);

const doesSomething = (jobs: readonly JobRun[]): boolean => jobs.some((j) => j.runs !== false);

function firingOf(node: RunNode, label: Label, world: World): Firing {
  const { event, start } = label.via;
  return {
    key: `${node.run.workflow.path}|${eventKey(event, world)}|${event.by.kind}`,
    workflow: node.run.workflow.path,
    event: eventText(event, world),
    by: byText(label),
    ...(start.at ? { at: start.at } : {}),
    held: start.answer === 'held' || label.persons.some((p) => p.includes('approves')),
    doubtful: label.doubts.length > 0,
  };
}

/** Workflows of this tree that jobs call, and those that they call in turn. */
function* callsOf(jobs: readonly JobRun[], caller: Firing, from: Workflow): Generator<Firing> {
  for (const job of jobs) {
    if (job.runs === false || job.callee === undefined) continue;
    const { workflow, jobs: inner } = job.callee;
    if (!doesSomething(inner)) continue;
    if (workflow.path.startsWith('.github/')) {
      const firing: Firing = {
        ...caller,
        key: `${workflow.path}|call|${caller.key}`,
        workflow: workflow.path,
        event: `a call, on ${caller.event}`,
        by: fileName(from.path),
        at: job.job.key.file.locate(job.job.key.span),
      };
      yield firing;
    }
    yield* callsOf(inner, caller, workflow);
  }
}

/** What of an event decides which workflows start and what they do, without what differs from one release to the next. */
function eventKey(event: Event, world: World): string {
  const upstream = event.upstream === undefined ? '' : `${event.upstream.workflow.path}<${eventKey(event.upstream.run.event, world)}>`;
  const merged = describe(get(get(event.payload, 'pull_request'), 'merged'));
  const early = describe(get(get(event.payload, 'release'), 'prerelease'));
  const type = event.name === 'repository_dispatch' ? describe(get(event.payload, 'action')) : '';
  return [
    event.name,
    event.activity ?? '',
    event.refType,
    refKey(event, world),
    merged === 'true' ? 'merged' : '',
    early === 'true' ? 'early' : '',
    type,
    upstream,
  ].join(' ');
}

function refKey(event: Event, world: World): string {
  if (event.name === 'workflow_dispatch' || event.name === 'schedule' || event.name === 'workflow_run') return '';
  if (event.refType === 'tag') return event.family ?? '?';
  const branch = event.base ?? event.ref;
  const name = describe(branch);
  return name === world.defaultBranch ? '' : name.replaceAll(world.version, '{version}');
}

/** `push of a tag v*`, `release: published`, `the end of ci.yml`. */
function eventText(event: Event, world: World): string {
  const early = describe(get(get(event.payload, 'release'), 'prerelease')) === 'true' ? ' (pre-release)' : '';
  if (event.upstream !== undefined) return `the end of ${fileName(event.upstream.workflow.path)}, on ${eventText(event.upstream.run.event, world)}`;
  if (event.name === 'push') return `push ${event.refType === 'tag' ? tagText(event) : `to ${describe(event.ref).replaceAll('{any}', '…')}`}`;
  if (event.name === 'create') return event.refType === 'tag' ? `creation ${tagText(event)}` : 'creation of a branch';
  if (event.name === 'schedule') return 'schedule';
  const merged = event.activity === 'closed' && describe(get(get(event.payload, 'pull_request'), 'merged')) === 'true';
  return `${event.name}${event.activity === undefined ? '' : `: ${merged ? 'closed by a merge' : event.activity}`}${early}`;
}

function tagText({ family }: Event): string {
  if (family === undefined) return 'of a tag';
  return family.startsWith('=') ? `of tag ${family.slice(1)}` : `of a tag ${family}*`;
}

function byText({ via }: Label): string {
  const { event, effect } = via;
  if (event.name === 'schedule') return 'the clock';
  if (event.by.kind === 'person') return 'a person';
  if (event.by.kind === 'platform') return 'GitHub';
  const token = credentialText(event.by.held.credential);
  return effect === undefined ? token : `${fileName(effect.workflow.path)} with ${token}`;
}
