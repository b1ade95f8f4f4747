import { type Change, type FileChange, quoteScalar } from '../../../source/index.ts';
import { conjuncts, relieve } from '../../fixes/parts/conditions.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { inStep } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { Untrue } from './subject.ts';

const asks = /message|title|head_ref|head\.ref/;

/** Lets the job run on the merge too; there the tool makes the release, and release-please is told to open nothing. */
export function onMerge({ workflow, job, condition, open }: Extract<Untrue, { why: 'merge' }>): Proposal | Refusal {
  const at = pathOf(workflow.parsed.root, condition);
  const guards = conjuncts(condition.text).filter((c) => asks.test(c));
  const changes = at === undefined ? [] : relieve(condition, at, (c) => asks.test(c));
  if (changes.length === 0)
    return {
      refused: `The condition of job \`${job.id}\` joins what it asks of the message with other things.`,
      instead: `Let job \`${job.id}\` run on the push that merges the release pull request.`,
    };
  const quiet = opensNothing(open, guards);
  return {
    id: 'on-merge',
    title: `Let ${open.deed.tool} run on the merge of its pull request too${quiet.length > 0 ? ', and open none there' : ''}`,
    changes: [{ op: 'change', path: workflow.path, changes: [...changes, ...quiet] } satisfies FileChange],
    tradeoffs: [
      quiet.length > 0
        ? 'For every other push it opens and updates the pull request as it does now.'
        : `${open.deed.tool} looks at that push as at any other: commits that came in since may open the next pull request at once.`,
    ],
    check: 'Merge the next release pull request: the run of that push makes the tag and the release.',
  };
}

/** `skip-github-pull-request` for the pushes that were left out. */
function opensNothing({ step, job, deed }: Extract<Untrue, { why: 'merge' }>['open'], guards: readonly string[]): Change[] {
  const [guard, ...more] = guards;
  if (step === undefined || !/release-please/.test(deed.tool) || guard === undefined || more.length > 0 || !step.uses) return [];
  if (step.with.some((p) => p.name === 'skip-github-pull-request')) return [];
  const negated = /^!\s*([\w.]+\((?:[^()']|'[^']*')*\))$/.exec(guard)?.[1] ?? `!(${guard})`;
  const text = `\${{ ${negated} }}`;
  const value = quoteScalar(text).startsWith("'") && !/["\\]/.test(text) ? `"${text}"` : quoteScalar(text);
  return [{ op: 'set', at: inStep(step, job, 'with', 'skip-github-pull-request'), value }];
}
