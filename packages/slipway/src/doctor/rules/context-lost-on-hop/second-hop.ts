import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import { opened } from '../../opened.ts';
import type { Draft } from '../../rule.ts';
import { inExpressions } from './places.ts';

const follows = (w: Workflow) => w.triggers.find((t) => t.event === 'workflow_run');

/** The second of two `workflow_run` hops reads the branch or commit of the first run: the runs between stand on the default branch. */
export function* secondHops(analysis: Analysis): Generator<Draft> {
  const { workflows } = analysis.world;
  for (const workflow of workflows) {
    const trigger = follows(workflow);
    if (trigger === undefined) continue;
    const middle = workflows.find((w) => w !== workflow && trigger.workflows?.some((n) => n.text === w.displayName) && onlyFollows(w));
    const first = middle && workflows.find((w) => follows(middle)?.workflows?.some((n) => n.text === w.displayName));
    if (middle === undefined || first === undefined || opened(workflow, analysis).effects.length === 0) continue;
    const whole = { file: workflow.file, span: { start: 0, end: workflow.file.text.length } };
    const reads = [...inExpressions(whole, /\bgithub\.event\.workflow_run\.(?:head_branch|head_sha|head_commit[\w.]*)/g)];
    // A group only makes runs wait; what a step does with the value comes first.
    const group = workflow.concurrency?.span;
    const read = reads.find(({ match: { index = 0 } }) => group === undefined || index < group.start || index > group.end) ?? reads[0];
    if (read === undefined) continue;
    const what = read.match[0].replace('github.event.workflow_run.', '');
    const effect = opened(workflow, analysis).effects[0]!;
    yield {
      at: read.at,
      certainty: 'proven',
      title: `\`${what}\` is that of the default branch here, on the second hop behind ${first.path}`,
      message: `${workflow.path} follows ${middle.displayName}, which itself only follows ${first.displayName}. A run that \`workflow_run\` started stands on the default branch, so \`${read.match[0]}\` tells the newest commit of ${analysis.world.defaultBranch}, not the branch, tag or commit that started ${first.path}. What ${workflow.path} picks by it is right only as long as ${analysis.world.defaultBranch} has not moved on.`,
      chain: [
        { kind: 'event', text: `${middle.path} follows ${first.displayName}`, location: locate(follows(middle)!.key), state: 'holds' },
        { kind: 'event', text: `${workflow.path} follows ${middle.displayName}`, location: locate(trigger.key), state: 'holds' },
        ...reads
          .slice(0, 7)
          .map((r) => ({ kind: 'step' as const, text: `${r.match[0]} is of the default branch`, location: r.at, state: 'cut' as const })),
        { kind: 'effect', text: effectText(effect), location: effect.at, state: 'maybe' },
      ],
      facts: ['wfrun.file', 'wfrun.depth'],
      key: ['second hop', middle.path, what],
      advice: `Hand the ref on: let ${middle.path} write it into an artifact that this one downloads by \`run-id\`, dispatch this workflow with it as an input, or do both in one workflow.`,
    };
  }
}

/** Beside a dispatch by hand only `workflow_run` starts it. */
function onlyFollows(w: Workflow): boolean {
  return (
    w.triggers.some((t) => t.event === 'workflow_run') &&
    w.triggers.every((t) => t.event === 'workflow_run' || t.event === 'workflow_dispatch' || t.event === 'workflow_call')
  );
}
