import type { Job } from '../../../actions/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Skipped } from './subject.ts';

/**
 * Writes out what the hidden `success()` stood for: the needed jobs, one by one, and not those before them. Never `always()`: the job would run after
 * a failure and in a cancelled run.
 */
export const fix: Fixer<Skipped> = function* ({ subject }) {
  const { workflow, job, need, may } = subject;
  const text = job.if?.text ?? '';
  const demands = ['!cancelled()', ...job.needs.flatMap((n) => asked(n.text, n.text === need.id && may === 'be skipped', text))];
  yield {
    id: 'own-needs',
    title: `Let job \`${job.id}\` of ${workflow.path} look at the jobs that it needs, not at all before them`,
    changes: [changed(workflow.path, ...demand(job.if, inJob(job, 'if'), demands, placeIn(job)))],
    tradeoffs: [
      may === 'be skipped'
        ? `It runs without \`${need.id}\`: what it takes from there is empty then.`
        : `It runs as soon as \`${need.id}\` succeeded, whatever came before that one.`,
      'A job that is needed later on has to be asked for in the condition too.',
    ],
    check: `Start ${workflow.path} with an event that skips the earlier job: \`${job.id}\` runs; and it is skipped when a job that it needs fails.`,
  };
};

/** How a needed job has to come out, unless the condition says it already. */
function asked(id: string, skipped: boolean, condition: string): string[] {
  const result = `needs.${id}.result`;
  const says = (outcome: string): boolean => new RegExp(`${result.replace(/[.-]/g, '\\$&')}\\s*==\\s*'${outcome}'`).test(condition);
  if (skipped) return says('success') && says('skipped') ? [] : [`(${result} == 'success' || ${result} == 'skipped')`];
  return says('success') && !condition.includes('||') ? [] : [`${result} == 'success'`];
}

const placeIn = (job: Job) => (job.uses ? { before: 'uses' } : { before: 'runs-on' });
