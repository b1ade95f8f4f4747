import { conditionTrees, contextPaths, type Job, type Step, type Str, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened, publishesByText } from '../../opened.ts';
import { holds, holdsText, isConstant, type Reaching, reaching } from '../../reaching.ts';
import type { Draft, Rule } from '../../rule.ts';
import { reachesTagsByHandOnly } from '../../tag-pushes.ts';
import { oneLine } from '../../wording.ts';
import { escapedLiterals } from './escaped-literal.ts';
import { releaseNeverMade } from './release-merge.ts';
import type { Untrue } from './subject.ts';

export const rule: Rule = {
  id: 'condition-never-true',
  group: 'chain',
  severity: 'error',
  title: 'An if that no event reaching it can satisfy',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      yield* escapedLiterals(workflow, analysis);
      if (!workflow.jobs.some((j) => j.if !== undefined || j.steps.some((s) => s.if !== undefined))) continue;
      // What waits for tags behind a branch filter is the filter's fault.
      if (reachesTagsByHandOnly(workflow, analysis) !== undefined) continue;
      const events = reaching(workflow, analysis);
      if (events === undefined) continue;
      for (const job of workflow.jobs) {
        const jobEvents = events.filter((r) => holds(job, r, workflow, analysis.world) !== false);
        if (jobEvents.length === 0) {
          const draft = job.if && draftOf(workflow, job, undefined, job.if, events, analysis);
          if (draft) yield draft;
          continue;
        }
        for (const step of job.steps) {
          if (step.if === undefined || jobEvents.some((r) => holds(step, r, workflow, analysis.world) !== false)) continue;
          const draft = draftOf(workflow, job, step, step.if, jobEvents, analysis);
          if (draft) yield draft;
        }
      }
    }
    yield* releaseNeverMade(analysis);
  },
};

function draftOf(
  workflow: Workflow,
  job: Job,
  step: Step | undefined,
  condition: Str,
  events: readonly Reaching[],
  analysis: Analysis,
): Draft | undefined {
  const { world } = analysis;
  if (isConstant(condition.text) || isSwitchedOff(condition.text) || isForElsewhere(condition.text, world.slug)) return undefined;
  const node = (step ?? job).node;
  const kept = step ? opened(workflow, analysis).ofStep(step) : opened(workflow, analysis).ofJob(job);
  const called = job.uses && !step;
  if (kept.length === 0 && !publishesByText(node) && !(called && /release|publish|deploy/i.test(job.uses!.at.text))) return undefined;
  const what = step ? `This step of job \`${job.id}\`` : `Job \`${job.id}\``;
  const does = [...new Set(kept.map(effectText))];
  const names = [...new Set(events.map((r) => eventName(r)))];
  const culprit = culpritOf(condition.text, events, workflow, analysis);
  const at = locate(condition);
  const loss = does.length > 0 ? `it never ${listed(does, 3)}` : 'what it publishes is never published';
  return {
    at,
    severity: step ? 'warning' : 'error',
    certainty: events.some((r) => r.called) ? 'likely' : 'proven',
    title: `${what} can never run: no event that reaches it satisfies its condition`,
    message: `${what} runs only if \`${oneLine(condition.text, 160)}\`. ${events.some((r) => r.called) ? 'Its runs come' : `${workflow.path} starts`} ${events.some((r) => r.called) ? 'from callers with ' : 'with '}${listed(names, 5)}${culprit === undefined ? '' : `, and with none of them ${culprit} holds`}. So it is always skipped, the run stays green, and ${loss}.`,
    chain: [
      ...workflow.triggers
        .slice(0, 4)
        .map((t) => ({ kind: 'event' as const, text: `on ${t.event}`, location: locate(t.key), state: 'holds' as const })),
      { kind: step ? 'step' : 'job', text: 'the condition never holds', location: at, state: 'cut' },
      ...distinct(kept).map((e) => ({ kind: 'effect' as const, text: effectText(e), location: e.at, state: 'cut' as const })),
    ],
    facts: factsOf(condition.text, events),
    key: [job.id, step?.id ?? (step ? String(step.name?.text ?? step.index) : ''), 'never'],
    subject: { why: 'never', workflow, job, condition, events, ...(step ? { step } : {}) } satisfies Untrue,
    advice: adviceOf(condition.text, workflow, events),
  };
}

/** Three effects at most, each place once. */
const distinct = (effects: readonly Effect[]): Effect[] => [...new Map(effects.map((e) => [`${e.at.path}:${e.at.line}`, e])).values()].slice(0, 3);

/** `push of branches`, `release: published`, `a dispatch`. */
function eventName({ event }: Reaching): string {
  if (event.name === 'push') return event.refType === 'tag' ? 'pushes of tags' : 'pushes to branches';
  if (event.name === 'workflow_dispatch') return 'dispatches by hand';
  if (event.name === 'schedule') return 'its schedule';
  return event.name;
}

/** The part of a conjunction that alone keeps it from holding, when there is one. */
function culpritOf(condition: string, events: readonly Reaching[], workflow: Workflow, { world }: Analysis): string | undefined {
  const bare = condition.trim().replace(/^\$\{\{|\}\}$/g, '');
  if (bare.includes('${{')) return undefined;
  const parts = bare.split('&&').map((p) => p.trim());
  if (parts.length < 2 || bare.includes('||')) return undefined;
  const guilty = parts.find((p) => balanced(p) && events.every((r) => holdsText(p, r, workflow, world) === false));
  return guilty === undefined ? undefined : `\`${oneLine(guilty, 160)}\``;
}

const balanced = (text: string): boolean =>
  [...text].reduce((depth, c) => (depth < 0 ? depth : depth + (c === '(' ? 1 : c === ')' ? -1 : 0)), 0) === 0;

/** An input is asked for a value that says "off": whoever wrote it means that the job does not run. */
const isSwitchedOff = (condition: string): boolean =>
  /^\s*(?:\$\{\{)?\s*(?:github\.event\.)?inputs\.[\w-]+\s*==\s*'(?:skip(?:ped)?|never|none|off|disabled?)'\s*(?:\}\})?\s*$/i.test(condition);

/** The condition is for another repository: a fork or a template, where all this is as it should be. */
function isForElsewhere(condition: string, slug: string | undefined): boolean {
  const named = [...condition.matchAll(/github\.(?:event\.repository\.full_name|repository(?:_owner)?)\s*==\s*'([^']+)'/g)].map((m) =>
    m[1]!.toLowerCase(),
  );
  const own = slug?.toLowerCase();
  return named.length > 0 && (own === undefined || named.every((n) => n !== own && n !== own.split('/')[0]));
}

function factsOf(condition: string, events: readonly Reaching[]): string[] {
  const paths = conditionTrees(condition).flatMap(contextPaths);
  const facts: string[] = [];
  if (events.some((r) => r.event.name === 'workflow_run') && paths.some((p) => /^github\.(?:ref|ref_name|sha)/.test(p))) facts.push('wfrun.file');
  if (events.some((r) => r.called) && paths.includes('github.event_name')) facts.push('gt.call');
  if (/refs\/tags|ref_type/.test(condition)) facts.push('flt.tagsonly');
  return facts.length > 0 ? facts : ['if.eval'];
}

function adviceOf(condition: string, workflow: Workflow, events: readonly Reaching[]): string {
  if (events.every((r) => r.event.name === 'workflow_run') && /github\.ref/.test(condition))
    return 'In a `workflow_run` run `github.ref` is the default branch; ask `github.event.workflow_run.head_branch` instead.';
  if (events.some((r) => r.called) && /workflow_call/.test(condition))
    return 'In a called workflow `github.event_name` is the event of the caller; give it an input and ask for that.';
  const push = workflow.triggers.find((t) => t.event === 'push');
  if (/refs\/tags|ref_type/.test(condition) && push && push.tags === undefined)
    return "Add `tags:` (for example `'v*'`) under `on.push`, beside its branches.";
  return 'Add the event that the condition asks for under `on:`, or ask for what its events have.';
}
