import type { Concurrency, Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, type Event, locate, type Run } from '../../../chain/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { mayRelease, versionTargets } from '../../version-effects.ts';
import { deadlocks } from './deadlocks.ts';
import { evictions } from './evictions.ts';
import { cancels, groupOf, nextOf, onOneBranch } from './groups.ts';
import { type Scope, scopesOf } from './scopes.ts';
import type { Held } from './subject.ts';

export const rule: Rule = {
  id: 'release-cancelled',
  group: 'chain',
  severity: 'warning',
  title: 'A run that publishes and that the next run cancels',
  *check(analysis) {
    yield* deadlocks(analysis);
    yield* evictions(analysis);
    const newcomers = newcomersOf(analysis);
    if (newcomers.length === 0) return;
    const found = new Map<Concurrency, Found>();
    for (const [path, runs] of analysis.declared)
      for (const run of runs) {
        // Who dispatches twice, or sits in front of a clock, means it.
        if (!mayRelease(run) || run.event.name === 'schedule') continue;
        for (const scope of scopesOf(run)) {
          const delivered = lossesOf(scope, run.event, analysis);
          if (delivered.length === 0) continue;
          const event = onOneBranch(run.event, analysis.world);
          const group = groupOf(scope.concurrency, event, run.workflow, analysis.world, scope.called);
          const by =
            group === undefined
              ? undefined
              : newcomers.find((n) => n.group === group && (n.path === path || !sameShape(n.event, event)) && isAnother(n, run, scope));
          if (by === undefined) continue;
          const before = found.get(by.scope.concurrency);
          if (before === undefined || certain(delivered) > certain(before.delivered)) found.set(by.scope.concurrency, { run, delivered, by });
        }
      }
    for (const one of found.values()) yield draftOf(one, analysis);
  },
};

/** A run that cancels what is in progress in its group. */
interface Newcomer {
  readonly path: string;
  readonly workflow: Workflow;
  readonly group: string;
  readonly event: Event;
  readonly scope: Scope;
}

interface Found {
  readonly run: Run;
  readonly delivered: readonly Effect[];
  readonly by: Newcomer;
}

function newcomersOf({ declared, world }: Analysis): Newcomer[] {
  const out: Newcomer[] = [];
  for (const [path, runs] of declared)
    for (const run of runs) {
      if (run.event.name === 'workflow_dispatch') continue;
      for (const scope of scopesOf(run)) {
        const event = nextOf(onOneBranch(run.event, world), world);
        if (event === undefined || cancels(scope.concurrency, event, run.workflow, world, scope.called) !== true) continue;
        const group = groupOf(scope.concurrency, event, run.workflow, world, scope.called);
        if (group !== undefined) out.push({ path, workflow: run.workflow, group, event, scope });
      }
    }
  return out;
}

/** A job's group cancels the same job of the next run; of its own run nothing is cancelled here. */
function isAnother(n: Newcomer, run: Run, scope: Scope): boolean {
  return n.path !== run.workflow.path || n.scope.job === scope.job || (n.scope.job === undefined) === (scope.job === undefined);
}

const sameShape = (a: Event, b: Event): boolean => a.name === b.name && a.refType === b.refType;

/** Effects that are lost for good when the run ends in the middle. */
function lossesOf(scope: Scope, event: Event, { world }: Analysis): Effect[] {
  return scope.effects.filter((e) => versionTargets(e, world).length > 0 && !carriesOn(e) && !isSnapshot(e, event, world));
}

/** What a branch publishes to Maven while its version ends with -SNAPSHOT is overwritten by the next push. */
function isSnapshot(e: Effect, event: Event, world: Analysis['world']): boolean {
  return e.deed.kind === 'package' && e.deed.registry === 'maven' && event.refType === 'branch' && buildsSnapshots(world);
}

const builds = /(?:^|\/)(?:gradle\.properties|pom\.xml|[\w.-]+\.gradle(?:\.kts)?)$/;
const snapshots = new WeakMap<Analysis['world'], boolean>();

function buildsSnapshots(world: Analysis['world']): boolean {
  const known = snapshots.get(world);
  if (known !== undefined) return known;
  const files = world.tree.list().filter((p) => builds.test(p));
  const found = files.slice(0, 100).some((p) => /\d-SNAPSHOT\b/.test(world.tree.read(p) ?? ''));
  snapshots.set(world, found);
  return found;
}

/** release-please and its like look at what is there and do the rest on the next push. */
function carriesOn(e: Effect): boolean {
  return /release-please|release-drafter/.test(e.deed.tool);
}

const certain = (effects: readonly Effect[]): number => effects.filter((e) => e.happens === true).length;

function draftOf({ run, delivered, by }: Found, { world }: Analysis): Draft {
  const { concurrency } = by.scope;
  const at = concurrency.cancelInProgress ?? concurrency.group!;
  const first = delivered.find((e) => e.happens === true) ?? delivered[0]!;
  const names = [...new Set(delivered.flatMap((e) => versionTargets(e, world).map(targetText)))];
  const what = kindOf(run.event);
  const next = kindOf(by.event);
  const who = by.path === run.workflow.path ? `The next run of this workflow${next === what ? '' : ` (${next})`}` : `A run of ${by.path} (${next})`;
  return {
    at: locate(at),
    certainty: 'likely',
    title: `A release in progress is cancelled by ${next === what ? `the next ${what}` : next}`,
    message: `${run.workflow.path} delivers ${listed(names)} on ${what}${by.scope.job === undefined ? '' : ` in job \`${by.scope.job}\``}. ${who} comes into the same concurrency group (\`${concurrency.group?.text ?? ''}\`), and \`cancel-in-progress\` is true for it: GitHub stops the run in progress wherever it is. A release that is stopped in the middle leaves a part published, which a second run often cannot mend.`,
    chain: [
      { kind: 'event', text: `${what} starts ${run.workflow.path}`, state: 'holds' },
      { kind: 'filter', text: `concurrency group ${concurrency.group?.text ?? ''}`, location: locate(concurrency.group ?? at), state: 'holds' },
      { kind: 'event', text: `${next} starts a run in the same group and cancels the one in progress`, location: locate(at), state: 'cut' },
      { kind: 'effect', text: `${effectText(first)} (${first.deed.tool})`, location: first.at, state: 'maybe' },
    ],
    assumptions: ['the next event comes while the release is in progress'],
    facts: ['conc.cip', 'conc.scope'],
    key: [by.scope.job ?? '', concurrency.group?.text ?? ''],
    subject: { why: 'cancelled', concurrency, event: run.event } satisfies Held,
    advice:
      'Give the job that releases a concurrency group of its own with `cancel-in-progress: false`, or make `cancel-in-progress` true for pull requests only.',
  };
}

function kindOf(event: Event): string {
  if (event.name === 'push') return event.refType === 'tag' ? 'push of a tag' : event.ref.k === 'str' ? `push to ${event.ref.v}` : 'push to a branch';
  return event.activity === undefined ? event.name : `${event.name} (${event.activity})`;
}
