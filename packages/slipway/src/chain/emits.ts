import { alternatives, describe, hole, startsWith, str, type Val } from '../actions/index.ts';
import { spend } from './budget.ts';
import { outcomes } from './credentials.ts';
import { createRef, dispatchRepository, dispatchWorkflow, noText, pullRequest, pushBranch, pushTag, release, workflowRun } from './events.ts';
import { familyOf } from './families.ts';
import { likelyTag } from './likely-tag.ts';
import { cutPrefix } from './refspecs.ts';
import type { Actor, Cut, Effect, Event, Run } from './types.ts';
import type { World } from './world.ts';

/** An event that an effect makes, and what stands between the two. */
export interface Emitted {
  readonly event: Event;
  readonly cuts: readonly Cut[];
  /** A person carries on here: publishes the draft, merges the pull request. */
  readonly continues?: boolean;
}

const person: Actor = { kind: 'person' };

const known = new WeakMap<Effect, readonly Emitted[]>();

/** What an effect makes happen on GitHub, with each credential that it may have. */
export function emits(effect: Effect, world: World): readonly Emitted[] {
  let made = known.get(effect);
  if (made === undefined) {
    made = emit(effect, world);
    // Events are the heaviest things that an analysis makes.
    spend(world, 4 * made.length);
    known.set(effect, made);
  }
  return made;
}

function emit(effect: Effect, world: World): Emitted[] {
  if (effect.elsewhere !== undefined && effect.deed.kind !== 'tap') return [];
  const own: Cut[] = [];
  if (effect.lacks) own.push(cut('missing-permission', effect, ['perm.key']));
  if (effect.held.credential.kind === 'none') own.push(cut('no-credential', effect, ['tok.persist']));
  // The first of a fallback; the walk is done again with the secret missing.
  const first = outcomes(effect.held.credential)[0]!;
  const by: Actor = { kind: 'token', held: { ...effect.held, credential: first.credential } };
  return eventsOf(effect, by, world).map((e) => ({ ...e, cuts: [...own, ...e.cuts] }));
}

export function cut(
  kind: Cut['kind'],
  effect: Effect,
  facts: readonly string[],
  doubts: readonly string[] = [],
  event?: Event,
  listener?: Cut['listener'],
): Cut {
  return {
    id: `${kind}:${effect.id}${event ? `:${event.name}:${event.activity ?? ''}:${event.family ?? describe(event.ref)}` : ''}`,
    kind,
    effect,
    facts,
    doubts,
    ...(event ? { event } : {}),
    ...(listener ? { listener } : {}),
  };
}

function eventsOf(effect: Effect, by: Actor, world: World): Emitted[] {
  const { deed } = effect;
  const plain = (events: readonly Event[], cuts: readonly Cut[] = []): Emitted[] => events.map((event) => ({ event, cuts }));
  switch (deed.kind) {
    case 'tag': {
      if (deed.act === 'delete' || effect.tag === undefined) return [];
      const many = deed.count !== undefined && deed.count > 3 ? [cut('too-many-tags', effect, ['push.3tags'])] : [];
      return plain(tagEvents(effect.tag, by, effect.message ?? noText, world), many);
    }
    case 'branch':
      return plain([pushBranch(world, effect.branch ?? { k: 'unknown', why: 'the branch that is checked out' }, by, effect.message ?? noText)]);
    case 'release':
      return releaseEvents(effect, by, world);
    case 'pull-request':
      return pullRequestEvents(effect, by, world);
    case 'dispatch':
      if (deed.act === 'repository')
        return plain([
          dispatchRepository(
            world,
            deed.eventType ?? { k: 'unknown', why: 'the event type' },
            deed.payload
              ? { k: 'obj', fields: new Map([...deed.payload].map(([k, v]) => [k.toLowerCase(), v])), open: true }
              : { k: 'obj', fields: new Map(), open: true },
            by,
          ),
        ]);
      return plain(dispatchesOf(deed, by, world));
    default:
      return [];
  }
}

function dispatchesOf(deed: Extract<Effect['deed'], { kind: 'dispatch' }>, by: Actor, world: World): Event[] {
  const ref = deed.ref === undefined ? str(world.defaultBranch) : likelyRef(deed.ref, world);
  return refsOf(ref).map((r) =>
    dispatchWorkflow(
      world,
      deed.workflow ?? { k: 'unknown', why: 'the workflow' },
      r.ref,
      r.type,
      deed.inputs ?? new Map(),
      by,
      deed.inputsKnown ?? true,
    ),
  );
}

/** `v` and something is a version's tag, as it is where one is made; of what is not known at all nothing is said. */
const likelyRef = (ref: Val, world: World): Val => (ref.k === 'text' && ref.parts.length > 1 ? likelyTag(ref, world) : ref);

/** A ref given to a dispatch: a tag when it looks like a version, a branch when it is known to be none, else either. */
function refsOf(ref: Val): { ref: Val; type: 'branch' | 'tag' }[] {
  if (startsWith(ref, str('refs/tags/')) === true) return [{ ref: cutPrefix(ref, 'refs/tags/'), type: 'tag' }];
  if (startsWith(ref, str('refs/heads/')) === true) return [{ ref: cutPrefix(ref, 'refs/heads/'), type: 'branch' }];
  const family = familyOf(ref);
  if (family !== undefined && !family.startsWith('=') && !/release[-/]|hotfix[-/]|\/x$/.test(family)) return [{ ref, type: 'tag' }];
  if (ref.k === 'str') return [{ ref, type: 'branch' }];
  return [
    { ref, type: 'tag' },
    { ref, type: 'branch' },
  ];
}

function tagEvents(tag: Val, by: Actor, message: Val, world: World): Event[] {
  return alternatives(tag)
    .slice(0, 4)
    .flatMap((t) => [pushTag(world, t, by, message), createRef(world, 'tag', t, by)]);
}

function releaseEvents(effect: Effect, by: Actor, world: World): Emitted[] {
  const deed = effect.deed;
  if (deed.kind !== 'release' || deed.act === 'upload' || deed.act === 'delete' || effect.tag === undefined) return [];
  const tag = alternatives(effect.tag)[0] ?? effect.tag;
  const out: Emitted[] = [];
  if (deed.act === 'create' && deed.draft !== false) {
    // A person may look at the draft and publish it.
    const events = [
      release(world, 'published', tag, deed.prerelease, person, `publishes the draft of ${describe(tag)}`),
      ...(deed.prerelease === true ? [] : [release(world, 'released', tag, deed.prerelease, person, `publishes the draft of ${describe(tag)}`)]),
    ];
    for (const event of events) out.push({ event, cuts: [], continues: true });
    if (!effect.tagExists) for (const event of tagEvents(tag, person, noText, world)) out.push({ event, cuts: [], continues: true });
  }
  if (deed.act === 'create' && deed.draft === true) {
    const created = release(world, 'created', tag, deed.prerelease, by);
    const pre = deed.prerelease === false ? [] : [release(world, 'prereleased', tag, true, by)];
    for (const event of [created, ...pre])
      out.push({ event, cuts: [cut('draft-first', effect, [event.activity === 'created' ? 'rel.created.dead' : 'rel.prereleased'], [], event)] });
    return out;
  }
  const afterDraft = deed.act === 'publish' || deed.draftFirst === true;
  const drafted = (event: Event, fact: string): Emitted => ({ event, cuts: afterDraft ? [cut('draft-first', effect, [fact], [], event)] : [] });
  out.push({ event: release(world, 'published', tag, deed.prerelease, by), cuts: [] });
  if (deed.prerelease !== true) out.push({ event: release(world, 'released', tag, deed.prerelease, by), cuts: [] });
  if (deed.act === 'create' || afterDraft) out.push(drafted(release(world, 'created', tag, deed.prerelease, by), 'rel.created.dead'));
  if (deed.prerelease !== false) out.push(drafted(release(world, 'prereleased', tag, true, by), 'rel.prereleased'));
  if (!effect.tagExists && !(deed.needsTag ?? false)) for (const event of tagEvents(tag, by, noText, world)) out.push({ event, cuts: [] });
  return out;
}

function pullRequestEvents(effect: Effect, by: Actor, world: World): Emitted[] {
  const deed = effect.deed;
  if (deed.kind !== 'pull-request' || deed.act === 'approve') return [];
  const facts = {
    head: deed.head ?? hole('any'),
    base: deed.base ?? str(world.defaultBranch),
    title: deed.title ?? ({ k: 'unknown', why: 'the title' } as Val),
    author: by.kind === 'token' && by.held.credential.kind === 'github-token' ? str('github-actions[bot]') : hole('word'),
  };
  if (deed.act === 'open') {
    const merge = mergeEvents(facts, person, world).map((event) => ({ event, cuts: [], continues: true }));
    return [
      { event: pullRequest(world, 'pull_request', 'opened', false, facts, by), cuts: [] },
      { event: pullRequest(world, 'pull_request_target', 'opened', false, facts, by), cuts: [] },
      ...merge,
    ];
  }
  return mergeEvents(facts, by, world).map((event) => ({ event, cuts: [] }));
}

/** What merging a pull request makes: `closed`, and a push whose message holds the title (squash) or names the branch. */
export function mergeEvents(facts: Parameters<typeof pullRequest>[4], by: Actor, world: World, what?: string): Event[] {
  return [
    pushBranch(world, facts.base, by, facts.title, what),
    pullRequest(world, 'pull_request', 'closed', true, facts, by, what),
    pullRequest(world, 'pull_request_target', 'closed', true, facts, by, what),
  ];
}

/** What the end of a run tells the workflows that wait for it. */
export function completion(run: Run, world: World): Event[] {
  const depth = (run.event.upstream?.depth ?? 0) + 1;
  if (depth > 4) return [];
  return [workflowRun(world, run, 'completed', depth, conclusionOf(run)), workflowRun(world, run, 'requested', depth, str(''))];
}

function conclusionOf(run: Run): Val {
  const jobs = run.jobs;
  if (jobs.length > 0 && jobs.every((j) => j.results.size === 1 && j.results.has('skipped'))) return str('skipped');
  // A step succeeds unless it provably cannot.
  return str('success');
}
