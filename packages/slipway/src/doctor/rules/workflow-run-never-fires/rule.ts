import { asText, type Str, type Trigger, type Workflow } from '../../../actions/index.ts';
import { type Analysis, completion, locate, perform, starts, targetsOf } from '../../../chain/index.ts';
import { bareName } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of a wait that never ends. */
export interface DeadWait {
  readonly why: 'unnamed' | 'called' | 'filtered';
  readonly listener: Workflow;
  /** The name, or the first of the names, that is waited for. */
  readonly name: Str;
  /** The workflow that is meant, by all that is known; the awaited ones where they exist. */
  readonly meant: readonly Workflow[];
}

export const rule: Rule = {
  id: 'workflow-run-never-fires',
  group: 'chain',
  severity: 'error',
  title: 'A workflow_run that never fires',
  *check(analysis) {
    const { workflows } = analysis.world;
    for (const w of workflows)
      for (const t of w.triggers) {
        if (t.event !== 'workflow_run' || !delivers(w, analysis)) continue;
        const waited = t.workflows ?? [];
        // Whether a name with signs of a pattern is one is not documented.
        const missing = waited.filter((n) => !workflows.some((o) => o.displayName === n.text) && !/[\\*?[\]!]|\$\{\{/.test(n.text));
        for (const name of missing) yield unnamed(name, missing.length === waited.length, w, analysis);
        if (waited.length === 0 || waited.some((n) => !workflows.some((o) => o.displayName === n.text))) continue;
        const upstream = workflows.filter((o) => waited.some((n) => n.text === o.displayName));
        const draft = onlyCalled(t, upstream, w) ?? filteredOut(t, upstream, w, analysis);
        if (draft) yield draft;
      }
  },
};

/** No workflow has the name. */
function unnamed(name: Str, all: boolean, w: Workflow, analysis: Analysis): Draft {
  const { workflows } = analysis.world;
  const near = nearest(name.text, w, workflows);
  const sure = all && (w.triggers.length === 1 || near !== undefined);
  return {
    at: locate(name),
    severity: sure ? 'error' : all ? 'warning' : 'note',
    certainty: 'proven',
    title: `No workflow is named "${name.text}", so ${all ? `${w.path} never starts from it` : 'this part of the trigger is dead'}`,
    message: `\`workflow_run\` waits for workflows by their \`name:\`; one without a name is called by its path.${
      near
        ? ` ${near.path} is named "${near.displayName}".`
        : ` The names here are ${listed(
            workflows.map((o) => `"${o.displayName}"`),
            8,
          )}.`
    } GitHub reports no error for a name that does not exist.`,
    chain: [
      ...(near
        ? [
            {
              kind: 'workflow' as const,
              text: `${near.path} is named "${near.displayName}"`,
              location: near.name ? locate(near.name) : near.file.locate({ start: 0, end: 0 }),
              state: 'holds' as const,
            },
          ]
        : []),
      { kind: 'filter', text: `workflow_run waits for "${name.text}"`, location: locate(name), state: 'cut' },
    ],
    facts: ['wfrun.names'],
    key: [name.text],
    subject: { why: 'unnamed', listener: w, name, meant: near ? [near] : [] } satisfies DeadWait,
    advice: near
      ? `Write ${near.name ? `"${near.displayName}"` : `\`name: ${name.text}\` at the top of ${near.path}, or the path "${near.path}" here`}.`
      : 'Name a workflow that exists, or remove the trigger.',
  };
}

/** Whether a release has to do with it: carried out as if the wait had ended, it delivers something, or it calls itself so. */
function delivers(w: Workflow, { world, declared }: Analysis): boolean {
  if (/release|publish|deploy/i.test(`${w.path} ${w.displayName}`)) return true;
  const ended = [...declared.values()].flat().find((r) => r.workflow !== w);
  const [event] = ended === undefined ? [] : completion(ended, world);
  return event !== undefined && perform(event, w, world).effects.some((e) => targetsOf(e, world).length > 0);
}

function nearest(name: string, w: Workflow, workflows: readonly Workflow[]): Workflow | undefined {
  const bare = bareName(name.replace(/\.ya?ml$/, ''));
  return workflows.find(
    (o) =>
      o !== w &&
      (o.path.endsWith(`/${name}`) ||
        o.path === name ||
        bareName(o.displayName) === bareName(name) ||
        bareName(o.path.replace(/^.*\/|\.ya?ml$/g, '')) === bare ||
        o.displayName.startsWith(name)),
  );
}

/** A workflow that others call has no runs of its own: its jobs are part of the caller's. */
function onlyCalled(t: Trigger, upstream: readonly Workflow[], w: Workflow): Draft | undefined {
  if (upstream.length === 0 || !upstream.every((o) => o.triggers.length > 0 && o.triggers.every((x) => x.event === 'workflow_call')))
    return undefined;
  const [first] = upstream;
  const name = t.workflows![0]!;
  return {
    at: locate(name),
    certainty: 'proven',
    title: `"${name.text}" is only called by other workflows, so ${w.path} never starts from it`,
    message: `${first!.path} has \`workflow_call\` for its only trigger. A called workflow is no run of its own: its jobs belong to the run of its caller, and \`workflow_run\` tells of that one under the caller's name.`,
    chain: [
      { kind: 'workflow', text: `${first!.path} is only called`, location: locate(first!.triggers[0]!.key), state: 'holds' },
      { kind: 'filter', text: `workflow_run waits for "${name.text}"`, location: locate(name), state: 'cut' },
    ],
    facts: ['wfrun.names'],
    key: [name.text, 'called'],
    subject: { why: 'called', listener: w, name, meant: upstream } satisfies DeadWait,
    advice: 'Wait for the workflow that calls it.',
  };
}

/** The filter takes no branch, or tag, from which the awaited workflows run. */
function filteredOut(t: Trigger, upstream: readonly Workflow[], w: Workflow, analysis: Analysis): Draft | undefined {
  const [pattern] = t.branches ?? t.branchesIgnore ?? [];
  if (pattern === undefined) return undefined;
  // Nobody calls a tag as a branch is called: one that stands for all of them is left out.
  const runs = upstream
    .flatMap((o) => analysis.declared.get(o.path) ?? [])
    .filter((r) => r.event.refType !== 'tag' || asText(r.event.ref) !== undefined);
  const ends = runs.flatMap((r) => completion(r, analysis.world).map((event) => starts(event, w, analysis.world)));
  const filtered = ends.filter((s) => s.gate === 'filter' && s.answer === 'no');
  if (filtered.length === 0 || ends.some((s) => s.answer !== 'no') || upstream.some((o) => (analysis.declared.get(o.path) ?? []).length === 0))
    return undefined;
  const refs = [...new Set(runs.map((r) => r.event.text))];
  return {
    at: locate(pattern),
    certainty: 'proven',
    title: `${w.path} never starts: its branch filter passes no run of ${listed(upstream.map((o) => o.path))}`,
    message: `The filter of \`workflow_run\` looks at the branch of the run that ended, or at the bare name of its tag. ${listed(upstream.map((o) => o.path))} ${upstream.length === 1 ? 'runs' : 'run'} when ${listed(refs, 3)}, and none of these passes ${listed((t.branches ?? t.branchesIgnore ?? []).map((p) => `"${p.text}"`))}.`,
    chain: [
      ...upstream
        .slice(0, 3)
        .map((o) => ({ kind: 'workflow' as const, text: `${o.path} ends`, location: locate(o.triggers[0]!.key), state: 'holds' as const })),
      { kind: 'filter', text: 'the branch filter', location: locate(pattern), state: 'cut' },
    ],
    facts: ['wfrun.names', 'wfrun.branches'],
    key: [...upstream.map((o) => o.path), 'branches'],
    subject: { why: 'filtered', listener: w, name: pattern, meant: upstream } satisfies DeadWait,
    advice:
      'Take the filter away and look at `github.event.workflow_run.head_branch` in a condition, or name the branches from which the other workflow runs.',
  };
}
