import { type Ast, conditionTrees, type Job, literalsIn, type Workflow } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import type { Skipped } from './subject.ts';

interface Comparison {
  readonly path: string;
  readonly literal: string;
}

/** What a condition asks, joined by one operator only: nothing is known of a part under a `!` or deeper. */
function parts(text: string, joined: 'and' | 'or'): readonly Ast[] {
  const trees = conditionTrees(text);
  const [tree] = trees;
  if (trees.length !== 1 || tree === undefined) return [];
  return tree.t === joined ? tree.args : [tree];
}

const compared = (part: Ast, op: '==' | '!='): readonly Comparison[] =>
  part.t !== 'compare' || part.op !== op
    ? []
    : literalsIn(part).map(({ path, literal }) => ({ path: path.toLowerCase(), literal: literal.toLowerCase() }));

/**
 * A need runs only when a value is one text, and the job's condition lets it run when the value is another: that is exactly when the need is
 * skipped, and the job with it.
 */
export function opposesInVain(job: Job, workflow: Workflow, losses: string): Draft | undefined {
  if (job.if === undefined) return undefined;
  const branches = parts(job.if.text, 'or');
  if (branches.length < 2) return undefined;
  const allowed = branches.flatMap((part) => compared(part, '!='));
  for (const { text: id } of job.needs) {
    const need = workflow.jobs.find((j) => j.id.toLowerCase() === id.toLowerCase());
    if (need?.if === undefined) continue;
    const asked = parts(need.if.text, 'and').flatMap((part) => compared(part, '=='));
    const both = asked.find((a) => allowed.some((o) => o.path === a.path && o.literal === a.literal));
    if (both === undefined) continue;
    const at = locate(job.if);
    return {
      at,
      certainty: 'proven',
      title: `Job \`${job.id}\` is to run without \`${need.id}\`, and is skipped with it`,
      message: `The condition of job \`${job.id}\` lets it run when \`${both.path}\` is not '${both.literal}'. But \`${need.id}\`, which it needs, runs only when it is, and the condition calls none of success(), failure(), always() and cancelled(): GitHub puts \`success() &&\` before it, which is false as soon as one needed job was skipped. So for every other value \`${need.id}\` is skipped, and \`${job.id}\` with it${losses}.`,
      chain: [
        { kind: 'job', text: `${need.id} is skipped by its own condition`, location: locate(need.if), state: 'holds' },
        { kind: 'job', text: `${job.id} is skipped because ${need.id} was`, location: at, state: 'cut' },
      ],
      facts: ['if.implicit', 'if.needs', 'if.pattern'],
      key: [job.id, need.id, 'opposes'],
      subject: { workflow, job, need, may: 'be skipped' } satisfies Skipped,
      advice: `Write \`!cancelled() && (needs.${need.id}.result == 'success' || needs.${need.id}.result == 'skipped')\` as its condition.`,
    };
  }
  return undefined;
}
