import { asText, type Trigger, type Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, credentialText, type Effect, locate } from '../../../chain/index.ts';
import { bareName, fileName } from '../../../tools/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened } from '../../opened.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Dead } from './subject.ts';

export const rule: Rule = {
  id: 'dead-trigger',
  group: 'chain',
  severity: 'warning',
  title: 'A release workflow that waits for events which nothing makes',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      const draft = suppressed(workflow, analysis) ?? renamedBranch(workflow, analysis);
      if (draft) yield draft;
    }
    yield* unheard(analysis);
  },
};

/** By hand, or as part of another run: what is left when every other trigger is dead. */
const byHand = new Set(['workflow_dispatch', 'workflow_call']);

/** Every automatic trigger waits for events that only the GITHUB_TOKEN makes here: the workflow is never started by a release. */
function suppressed(workflow: Workflow, analysis: Analysis): Draft | undefined {
  const automatic = workflow.triggers.filter((t) => !byHand.has(t.event));
  if (
    automatic.length === 0 ||
    !automatic.every((t) => t.event === 'release' || t.event === 'create' || (t.event === 'push' && t.tags !== undefined && t.branches === undefined))
  )
    return undefined;
  if (isCalled(workflow, analysis)) return undefined;
  // Where something is lost by it, that is said where the event is made.
  if (analysis.causes.some((c) => c.losses.some((l) => l.cuts.some((cut) => cut.listener?.path === workflow.path)))) return undefined;
  const roles = new Map(analysis.entries.map((e) => [e.entry, e.role]));
  const walks = analysis.walks.filter((w) => roles.get(w.entry) === 'release');
  if (walks.some((w) => w.nodes.some((n) => n.run.workflow === workflow && n.labels.some((l) => l.cuts.length === 0)))) return undefined;
  const seen = walks.flatMap((w) => w.seen.filter((s) => s.workflow === workflow && s.effect !== undefined && s.start.answer === 'no'));
  if (seen.length === 0 || !seen.every((s) => s.start.gate === 'github-token' || !s.start.openable)) return undefined;
  const cut = seen.find((s) => s.start.gate === 'github-token');
  if (cut?.effect === undefined) return undefined;
  // It waits for releases of a kind that nothing here makes: someone else does.
  const finished = automatic
    .flatMap((t) => (t.event === 'release' ? (t.types ?? []).map((x) => x.text) : []))
    .filter((x) => /^(?:published|released)$/.test(x));
  if (finished.length > 0 && !seen.some((s) => s.event.activity !== undefined && finished.includes(s.event.activity))) return undefined;
  const { effects } = opened(workflow, analysis);
  if (effects.length === 0) return undefined;
  const trigger = automatic.find((t) => t.event === cut.event.name) ?? automatic[0]!;
  const { effect } = cut;
  const makers = distinct(seen.flatMap((s) => (s.start.gate === 'github-token' && s.effect ? [s.effect] : [])));
  const hand = workflow.triggers.some((t) => t.event === 'workflow_dispatch');
  return {
    at: locate(trigger.key),
    certainty: 'likely',
    title: `${workflow.path} never starts by itself: the events that it waits for are made with the GITHUB_TOKEN`,
    message: `${workflow.path} waits for ${listed(automatic.map(triggerText))}. In this repository ${listed([...new Set(makers.map((m) => `${m.deed.tool} in ${m.workflow.path}`))], 3)} makes ${makers.length === 1 ? 'that event' : 'these events'}, with ${credentialText(effect.held.credential)}, and events made with the GITHUB_TOKEN start no run. What it delivers is reached in another way or not at all; as it stands, only ${hand ? 'a dispatch by hand, or ' : ''}a person who makes ${cut.event.refType === 'tag' && cut.event.name === 'push' ? 'the tag' : 'the release'} starts it. The day the token is changed to one that starts runs, it wakes up beside what does its work now.`,
    chain: [
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'holds' },
      {
        kind: 'credential',
        text: `with ${credentialText(effect.held.credential)}: ${effect.held.from}`,
        ...(effect.held.at ? { location: effect.held.at } : {}),
        state: 'holds',
      },
      ...automatic.slice(0, 3).map((t) => ({ kind: 'event' as const, text: `on ${t.event}`, location: locate(t.key), state: 'cut' as const })),
      { kind: 'effect', text: effectText(effects[0]!), location: effects[0]!.at, state: 'cut' },
    ],
    assumptions: ['nobody makes these events by hand'],
    facts: [
      'gt.suppress',
      ...(automatic.some((t) => t.event === 'release') ? ['gt.release'] : []),
      ...(automatic.some((t) => t.event === 'push') ? ['gt.tag'] : []),
    ],
    key: ['suppressed', ...automatic.map((t) => t.event)],
    subject: { why: 'suppressed', workflow, effect } satisfies Dead,
    advice: `Remove ${workflow.path} when its work is done elsewhere, or call or dispatch it from ${effect.workflow.path}.`,
  };
}

const distinct = (effects: readonly Effect[]): Effect[] => [...new Map(effects.map((e) => [`${e.workflow.path}|${e.deed.tool}`, e])).values()];

function triggerText(t: Trigger): string {
  if (t.event === 'push')
    return `pushed tags ${listed(
      t.tags!.map((p) => p.text),
      2,
    )}`;
  return t.types && t.types.length > 0 ? `\`${t.event}\` (${listed(t.types.map((x) => x.text))})` : `\`${t.event}\``;
}

function isCalled(workflow: Workflow, { world, declared }: Analysis): boolean {
  if (world.workflows.some((w) => w.jobs.some((j) => j.uses && calledWorkflow(j.uses.is, { workflow: w }, world) === workflow))) return true;
  const file = fileName(workflow.path);
  return [...declared.values()]
    .flat()
    .some((r) =>
      r.effects.some(
        (e) =>
          e.deed.kind === 'dispatch' &&
          e.deed.act === 'workflow' &&
          [file, workflow.path, workflow.displayName, undefined].includes(e.deed.workflow && asText(e.deed.workflow)),
      ),
    );
}

/** The filter names the default branch as it was once called. */
function renamedBranch(workflow: Workflow, analysis: Analysis): Draft | undefined {
  const { world } = analysis;
  const git = world.tree.git;
  const automatic = workflow.triggers.filter((t) => !byHand.has(t.event));
  if (git === undefined || git.defaultBranch === undefined || !git.branches.includes(git.defaultBranch) || automatic.length === 0) return undefined;
  const isOld = (t: Trigger): boolean =>
    t.event === 'push' &&
    t.tags === undefined &&
    t.branches !== undefined &&
    t.branches.length > 0 &&
    t.branches.every((b) => /^(?:main|master)$/.test(b.text) && !git.branches.includes(b.text));
  if (!automatic.every((t) => isOld(t) || t.event === 'pull_request') || !automatic.some(isOld)) return undefined;
  // The tree itself knows the new name: otherwise it may be older than the renaming.
  const named = world.workflows.flatMap((w) => w.triggers.flatMap((t) => t.branches ?? [])).find((b) => b.text === git.defaultBranch);
  const effects = opened(workflow, analysis).effects;
  if (named === undefined || effects.length === 0 || isCalled(workflow, analysis)) return undefined;
  const at = automatic.find(isOld)!.branches![0]!;
  return {
    at: locate(at),
    certainty: 'likely',
    title: `There is no branch \`${at.text}\`, so pushes never start ${workflow.path}`,
    message: `${workflow.path} starts from pushes to \`${at.text}\`. The default branch is \`${git.defaultBranch}\`, and git knows no branch \`${at.text}\`. So no push starts it, and it never ${listed([...new Set(effects.map(effectText))], 3)}.`,
    chain: [
      { kind: 'filter', text: `another workflow names ${named.text}`, location: locate(named), state: 'holds' },
      { kind: 'filter', text: `branches: ${at.text}`, location: locate(at), state: 'cut' },
      { kind: 'effect', text: effectText(effects[0]!), location: effects[0]!.at, state: 'cut' },
    ],
    assumptions: [`there is no branch ${at.text} on GitHub`],
    needs: ['GET /repos/{owner}/{repo}/branches'],
    facts: ['flt.tagsonly'],
    key: ['branch', at.text],
    subject: { why: 'branch', workflow, names: automatic.filter(isOld).flatMap((t) => t.branches!), branch: git.defaultBranch } satisfies Dead,
    advice: `Write \`${git.defaultBranch}\`.`,
  };
}

/** A repository_dispatch to this repository whose type no workflow waits for. */
function* unheard(analysis: Analysis): Generator<Draft> {
  const { world, declared } = analysis;
  const listeners = world.workflows.flatMap((w) => w.triggers.filter((t) => t.event === 'repository_dispatch').map((t) => ({ w, t })));
  const said = new Set<string>();
  for (const runs of declared.values())
    for (const run of runs)
      for (const e of run.effects) {
        if (e.deed.kind !== 'dispatch' || e.deed.act !== 'repository' || e.elsewhere !== undefined || e.possible) continue;
        const type = e.deed.eventType && asText(e.deed.eventType);
        if (type === undefined || type === '' || said.has(`${e.at.path}:${e.at.line}:${type}`)) continue;
        if (listeners.some(({ t }) => t.types === undefined || t.types.length === 0 || t.types.some((x) => x.text === type))) continue;
        // The webhook of an App may hear it; only what belongs to a release is worth the question.
        if (listeners.length === 0 && !releaseWords.test(type) && !releasing(analysis).workflows.has(run.workflow)) continue;
        said.add(`${e.at.path}:${e.at.line}:${type}`);
        const near = listeners.find(({ t }) => t.types?.some((x) => bareName(x.text) === bareName(type)));
        yield {
          at: e.at,
          certainty: 'likely',
          title: `No workflow waits for the repository_dispatch "${type}"`,
          message: `${e.deed.tool} sends this repository a repository_dispatch of type "${type}". ${
            listeners.length === 0
              ? 'No workflow here has `on: repository_dispatch`'
              : `The workflows here wait for ${listed(
                  listeners.flatMap(({ t }) => (t.types ?? []).map((x) => `"${x.text}"`)),
                  6,
                )}`
          }. Types are compared letter by letter, and GitHub answers 204 also when nobody listens: the step is green, and nothing starts.`,
          chain: [
            { kind: 'effect', text: `sends repository_dispatch ${type}`, location: e.at, state: 'holds' },
            ...(near
              ? [
                  {
                    kind: 'event' as const,
                    text: `${near.w.path} waits for ${near.t.types![0]!.text}`,
                    location: locate(near.t.types![0]!),
                    state: 'cut' as const,
                  },
                ]
              : []),
          ],
          assumptions: ['the dispatch is meant for a workflow of this repository'],
          facts: ['repodisp.types'],
          key: ['repository_dispatch', type],
          subject: {
            why: 'unheard',
            effect: e,
            type,
            ...(near ? { near: { workflow: near.w, type: near.t.types!.find((x) => bareName(x.text) === bareName(type))! } } : {}),
          } satisfies Dead,
          advice: `Add \`on: repository_dispatch: types: [${type}]\` to the workflow that should start, or remove the step.`,
        };
      }
}

const releaseWords = /releas|publish|deploy|version|bump|tag|build|packag|image|docs|update|upload|ship|promot/i;
