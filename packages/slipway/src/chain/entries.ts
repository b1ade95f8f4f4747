import { alts, bool, hole, type InputDecl, str, type Trigger, text, type Val, type Workflow } from '../actions/index.ts';
import { createRef, dispatchWorkflow, noText, otherEvent, pullRequest, pushBranch, pushTag, release, schedule } from './events.ts';
import { isRollingFamily } from './families.ts';
import type { Actor, Event } from './types.ts';
import type { World } from './world.ts';

export interface Entry {
  readonly id: string;
  /** `a person pushes tag v1.2.3`. */
  readonly text: string;
  readonly kind: 'push' | 'tag' | 'release' | 'dispatch' | 'schedule' | 'merge' | 'other';
  readonly channel: string;
  readonly family?: string;
  readonly events: readonly Event[];
  /** Dispatch: the workflow. */
  readonly workflow?: Workflow;
}

const person: Actor = { kind: 'person' };

/** Every event from outside from which something of a release can follow. */
export function entries(world: World, relevant: readonly Workflow[], families: readonly string[]): Entry[] {
  const out: Entry[] = [];
  const has = (event: string) => relevant.some((w) => w.triggers.some((t) => t.event === event));
  const mainRef = str(world.defaultBranch);
  if (has('push') || has('pull_request') || has('pull_request_target')) {
    const facts = { head: hole('any'), base: mainRef, title: noText };
    const text = `a person merges a pull request into ${world.defaultBranch}`;
    out.push({
      id: 'merge',
      text,
      kind: 'merge',
      channel: 'stable',
      events: [
        pushBranch(world, mainRef, person, noText, `pushes to ${world.defaultBranch}, or merges a pull request`),
        pullRequest(world, 'pull_request', 'closed', true, facts, person),
        pullRequest(world, 'pull_request_target', 'closed', true, facts, person),
      ],
    });
  }
  for (const branch of otherBranches(world, relevant)) {
    out.push({
      id: `push:${branch}`,
      text: `a person pushes to ${branch}`,
      kind: 'push',
      channel: branch,
      events: [pushBranch(world, str(branch), person)],
    });
  }
  if (has('push') || has('create')) for (const family of families) out.push(...tagEntries(world, family));
  if (has('release')) for (const family of families.slice(0, 3)) out.push(...releaseEntries(world, family));
  for (const w of relevant) {
    const dispatch = w.triggers.find((t) => t.event === 'workflow_dispatch');
    if (dispatch) out.push(dispatchEntry(world, w, dispatch));
  }
  if (has('schedule')) {
    const crons = new Set(relevant.flatMap((w) => w.triggers.flatMap((t) => (t.event === 'schedule' ? (t.cron ?? []).map((c) => c.text) : []))));
    out.push({
      id: 'schedule',
      text: 'a scheduled time is reached',
      kind: 'schedule',
      channel: 'schedule',
      events: [...crons].slice(0, 4).map((c) => schedule(world, c)),
    });
  }
  for (const name of [
    'repository_dispatch',
    'issue_comment',
    'issues',
    'milestone',
    'deployment',
    'registry_package',
    'check_suite',
    'status',
    'label',
    'watch',
  ]) {
    if (!has(name)) continue;
    const types = new Set(relevant.flatMap((w) => w.triggers.flatMap((t) => (t.event === name ? (t.types ?? []).map((x) => x.text) : []))));
    out.push({
      id: name,
      text: name === 'repository_dispatch' ? 'someone sends a repository_dispatch' : `${name} happens`,
      kind: 'other',
      channel: 'stable',
      events: (types.size > 0 ? [...types] : [undefined]).slice(0, 6).map((t) => otherEvent(world, name, t, person)),
    });
  }
  return out;
}

export function tagOf(family: string): Val {
  return family.startsWith('=') ? str(family.slice(1)) : text([family, { hole: 'version' }]);
}

function tagEntries(world: World, family: string): Entry[] {
  const tag = representativeTag(world, family);
  return [
    {
      id: `tag:${family}`,
      text: `a person pushes tag ${tag.v}`,
      kind: 'tag',
      family,
      channel: isRollingFamily(family) ? family.replace(/^=|[-_.]v?$/g, '') : 'stable',
      events: [pushTag(world, tag, person), createRef(world, 'tag', tag, person)],
    },
  ];
}

function representativeTag(world: World, family: string): { k: 'str'; v: string } {
  return { k: 'str', v: family.startsWith('=') ? family.slice(1) : `${family}${world.version}` };
}

function releaseEntries(world: World, family: string): Entry[] {
  const tag = representativeTag(world, family);
  const make = (prerelease: boolean) => [
    release(world, 'published', tag, prerelease, person),
    ...(prerelease ? [release(world, 'prereleased', tag, true, person)] : [release(world, 'released', tag, false, person)]),
    release(world, 'created', tag, prerelease, person),
    pushTag(world, tag, person),
    createRef(world, 'tag', tag, person),
  ];
  return [
    { id: `release:${family}`, text: `a person publishes release ${tag.v}`, kind: 'release', family, channel: 'stable', events: make(false) },
    {
      id: `prerelease:${family}`,
      text: `a person publishes pre-release ${tag.v}`,
      kind: 'release',
      family,
      channel: 'pre-release',
      events: make(true),
    },
  ];
}

/** A dispatch with every choice of its inputs at once; a free text stands for what its name promises, or (`blank`) for anything. */
export function dispatchEvent(world: World, w: Workflow, trigger: Trigger, blank = false): Event {
  const file = w.path.slice(w.path.lastIndexOf('/') + 1);
  const inputs = new Map(trigger.inputs.map((i) => [i.name, alts(inputValues(i, world, blank))]));
  return dispatchWorkflow(world, str(file), str(world.defaultBranch), 'branch', inputs, person, true, `dispatches ${file}`);
}

function dispatchEntry(world: World, w: Workflow, trigger: Trigger): Entry {
  const file = w.path.slice(w.path.lastIndexOf('/') + 1);
  return {
    id: `dispatch:${w.path}`,
    text: `a person dispatches ${file}`,
    kind: 'dispatch',
    channel: 'stable',
    workflow: w,
    events: [dispatchEvent(world, w, trigger)],
  };
}

function inputValues(i: InputDecl, world: World, blank: boolean): Val[] {
  if (i.type === 'boolean') return [bool(true), bool(false)];
  if (i.type === 'choice') return (i.options ?? []).map((o) => str(o.text));
  if (i.type === 'number') return [hole('number')];
  if (blank) return [hole('any')];
  const free = freeText(i.name, world);
  return i.required || i.default?.text === '' || i.default === undefined ? (i.required ? [free] : [free, str('')]) : [free, str(i.default.text)];
}

/** A free text stands for what its name promises: a tag of the repository's family, a version, or anything. */
export function freeText(name: string, world: World): Val {
  const family = [...world.families.keys()].find((f) => !isRollingFamily(f)) ?? 'v';
  if (/(?:^|[-_])tag(?:$|[-_])|^tag|tag$|tagname/i.test(name)) return text([family, { hole: 'version' }]);
  if (/version/i.test(name)) return hole('version');
  return hole('any');
}

/** Branches that release workflows wait for, beside the default one. */
function otherBranches(world: World, relevant: readonly Workflow[]): string[] {
  const out = new Set<string>();
  for (const w of relevant)
    for (const t of w.triggers)
      if (t.event === 'push')
        for (const b of t.branches ?? []) {
          if (b.text.startsWith('!')) continue;
          const name = b.text
            .replace(/\*\*?/g, '1.2')
            .replace(/\[0-9\]\+?/g, '1')
            .replace(/[?+]/g, '');
          if (name !== world.defaultBranch && !/^(?:main|master)$/.test(name) && !/^1\.2$/.test(b.text.replace(/\*\*?/g, '1.2'))) out.add(name);
        }
  return [...out].slice(0, 6);
}
