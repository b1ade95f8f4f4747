import { asText, matchVal, type Step } from '../../../actions/index.ts';
import { type Analysis, baseName, type Effect, familyOf, isConstantFamily, type Run } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { actionTags, type TagText } from '../../fixes/parts/action-tags.ts';
import { afterCommand } from '../../fixes/parts/after-command.ts';
import { dispatchCommand } from '../../fixes/parts/dispatch-command.ts';
import { bothConditions, dispatchStep, ghToken } from '../../fixes/parts/dispatch-step.ts';
import { type DispatchedRun, dispatchedRun } from '../../fixes/parts/dispatched-run.ts';
import { grantPermission, grantTradeoffs } from '../../fixes/parts/permissions.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { type ScriptTag, scriptTag } from '../../fixes/parts/script-tags.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { Missed, Waiting } from './subject.ts';

interface Target extends Waiting {
  readonly dispatched: DispatchedRun;
}

const actions = [{ scope: 'actions', level: 'write' }] as const;

/** The run that makes the event starts the workflow itself: the GITHUB_TOKEN may send `workflow_dispatch`. */
export function* byDispatch(missed: Missed, analysis: Analysis): Generator<Proposal | Refusal> {
  const { effect } = missed;
  const { step, job } = effect;
  // A matrix would start it once for each leg; a step of an action stands in no job's list.
  if (step === undefined || step.node.file !== job.node.file || effect.legs > 1) return;
  const targets: Target[] = [];
  for (const waiting of missed.waiting) {
    const dispatched = dispatchedRun(waiting.listener, waiting.event, analysis);
    if ('why' in dispatched) {
      yield { refused: `It cannot be dispatched as it is: ${dispatched.why}.`, instead: 'Let a token act whose events start runs.' };
      return;
    }
    targets.push({ ...waiting, dispatched });
  }
  const start = startOf(missed, step, targets, analysis);
  if (start === undefined) return;
  const files = targets.map((t) => baseName(t.listener.path));
  const own = baseName(effect.workflow.path);
  yield {
    id: 'dispatch',
    title: `Start ${listed(files)} from job ${job.id} of ${own} with \`gh workflow run\`, which the GITHUB_TOKEN may do`,
    changes: together(
      targets.flatMap((t) => t.dispatched.changes),
      [changed(effect.workflow.path, ...start)],
      grantPermission(job, actions, analysis),
    ),
    tradeoffs: [
      `The runs are listed under workflow_dispatch, started by github-actions[bot], on the ${targets[0]!.event.refType}.`,
      ...targets
        .filter((t) => t.dispatched.opened)
        .map((t) => `Whoever may write to the repository can start ${baseName(t.listener.path)} by hand from now on, on any ref.`),
      `When another token makes the event one day, ${listed(files)} would run twice: take the dispatch out then.`,
      ...grantTradeoffs(job, actions, analysis),
    ],
    check: `After the next release \`gh run list --workflow ${files[0]} --event workflow_dispatch --limit 1\` shows a run on its ${targets[0]!.event.refType}.`,
  };
}

/** What starts the workflows right after the event was made: further steps, or a line of the script that makes it. */
function startOf({ effect, run }: Missed, step: Step, targets: readonly Target[], analysis: Analysis): Change[] | undefined {
  const { job } = effect;
  const after = (texts: readonly TagText[]): Change[] => [
    ...texts.flatMap((t) => t.changes),
    ...texts.flatMap((t): Change[] => {
      const those = targets.filter((target) => waitsFor(target, t));
      return those.length === 0 ? [] : [{ op: 'insert', at: inJob(job, 'steps', step.index + 1), value: stepText(effect, step, t, those) }];
    }),
  ];
  const [first] = targets;
  if (first!.event.refType === 'branch') {
    const branch = asText(first!.event.ref);
    const later = effect.deed.kind === 'pull-request' && effect.deed.act !== 'merge';
    return branch === undefined || later ? undefined : after([{ text: branch, changes: [] }]);
  }
  if (step.uses) {
    const texts = actionTags(effect, job, step, analysis.world);
    if (texts.length > 0 && texts.length <= 6) return after(texts);
    return fallback(effect, run, step, targets);
  }
  const found = scriptTag(effect, step, job);
  if (found === undefined) return fallback(effect, run, step, targets);
  if (found.anywhere && found.command.runs === true && !found.command.swallowed)
    return after([{ text: found.word.replace(/["']/g, ''), changes: [] }]);
  return inScript(effect, step, found, targets);
}

/** A tag of one component is none of the business of what waits for another's. */
function waitsFor({ listener, event }: Target, { tag }: TagText): boolean {
  const patterns = listener.triggers.find((t) => t.event === 'push')?.tags?.map((t) => t.text) ?? [];
  return tag === undefined || event.name !== 'push' || patterns.length === 0 || matchVal(patterns, tag) !== false;
}

function stepText({ job, workflow }: Effect, step: Step, { text, when, among }: TagText, targets: readonly Target[]): string {
  if (among !== undefined)
    return dispatchStep(job, workflow, {
      name: nameOf(targets),
      commands: [
        'for tag in $TAGS; do',
        '  case "$tag" in',
        `    ${among}[0-9]*)`,
        ...targets.map((t) => `      ${dispatchCommand(t.listener, '"$tag"', t.dispatched)}`),
        '      ;;',
        '  esac',
        'done',
      ],
      ...whenOf(bothConditions(step.if?.text, when)),
      env: { TAGS: text },
    });
  const literal = !text.includes('${{');
  const ref = literal ? text : '"$TAG"';
  return dispatchStep(job, workflow, {
    name: nameOf(targets),
    commands: targets.map((t) => dispatchCommand(t.listener, ref, t.dispatched)),
    ...whenOf(bothConditions(step.if?.text, when)),
    ...(literal ? {} : { env: { TAG: text } }),
  });
}

const whenOf = (when: string | undefined): { when?: string } => (when === undefined ? {} : { when });

const nameOf = (targets: readonly Target[]): string =>
  `Start ${listed(targets.map((t) => t.listener.name?.text.trim() ?? baseName(t.listener.path)))}`;

function inScript(effect: Effect, step: Step, { command, word }: ScriptTag, targets: readonly Target[]): Change[] | undefined {
  const { job, workflow } = effect;
  const gh = ghToken(step, job, workflow);
  if (gh === 'other') return undefined;
  const line = targets.map((t) => dispatchCommand(t.listener, word, t.dispatched)).join(' && ');
  const place = afterCommand(step.run!.text, command, line);
  if (place === undefined) return undefined;
  const at = inStep(step, job, 'run');
  return [
    { op: 'splice', at, start: place.offset, end: place.offset, text: place.text },
    ...(gh === 'none' ? [{ op: 'set' as const, at: inStep(step, job, 'env', 'GH_TOKEN'), value: '${{ github.token }}' }] : []),
  ];
}

/** Where only git knows: the tag that stands on the commit which is checked out, when the step made one there. */
function fallback(effect: Effect, run: Run | undefined, step: Step, targets: readonly Target[]): Change[] | undefined {
  const { job, deed, workflow } = effect;
  const family = effect.tag === undefined ? undefined : familyOf(effect.tag);
  const local = deed.by.how === 'git' || run?.effects.some((e) => e.step === step && e.deed.kind === 'tag' && e.deed.by.how === 'git') === true;
  if (!local || family === undefined || isConstantFamily(family)) return undefined;
  const commands = [
    `if tag=$(git describe --tags --exact-match --match '${family}*' 2>/dev/null); then`,
    ...targets.map((t) => `  ${dispatchCommand(t.listener, '"$tag"', t.dispatched)}`),
    'fi',
  ];
  const value = dispatchStep(job, workflow, { name: nameOf(targets), commands, ...whenOf(bothConditions(step.if?.text, undefined)) });
  return [{ op: 'insert', at: inJob(job, 'steps', step.index + 1), value }];
}
