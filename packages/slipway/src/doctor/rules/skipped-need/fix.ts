import { conditionTrees, type Job, usesStatus } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { conjuncts, demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { opened, publishesByText } from '../../opened.ts';
import { literally } from '../../patterns.ts';
import type { Skipped } from './subject.ts';

/**
 * Writes out what the hidden `success()` stood for: the needed jobs, one by one, and not those before them. Never `always()`: the job would run after
 * a failure and in a cancelled run.
 */
export const fix: Fixer<Skipped> = function* ({ subject, analysis }) {
  const { workflow, job, need, may } = subject;
  const jobs = may === 'succeed' ? [job, ...behindTheSame(subject, analysis)] : [job];
  const changes = jobs.flatMap((j) =>
    demand(
      j.if,
      inJob(j, 'if'),
      ['!cancelled()', ...j.needs.flatMap((n) => asked(n.text, n.text === need.id && may === 'be skipped', j.if?.text ?? ''))],
      placeIn(j),
    ),
  );
  yield {
    id: 'own-needs',
    title: `Let ${listed(jobs.map((j) => `job \`${j.id}\``))} of ${workflow.path} look at the jobs that ${jobs.length === 1 ? 'it needs' : 'they need'}, not at all before them`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: [
      may === 'be skipped'
        ? `It runs without \`${need.id}\`: what it takes from there is empty then.`
        : `${jobs.length === 1 ? 'It runs' : 'They run'} as soon as \`${need.id}\` succeeded, whatever came before that one.`,
      'A job that is needed later on has to be asked for in the condition too.',
    ],
    check: `Start ${workflow.path} with an event that skips the earlier job: \`${job.id}\` runs; and it is skipped when a job that it needs fails.`,
  };
};

/** Other jobs that deliver behind the same one and ask nothing about how it came out: they are skipped for the same reason. */
const behindTheSame = ({ workflow, job, need }: Skipped, analysis: Analysis): Job[] =>
  workflow.jobs.filter(
    (j) =>
      j !== job &&
      j.needs.some((n) => n.text === need.id) &&
      !(j.if && (j.if.text.includes('.result') || conditionTrees(j.if.text).some(usesStatus))) &&
      (j.uses !== undefined || publishesByText(j.node) || opened(workflow, analysis).ofJob(j).length > 0),
  );

/** How a needed job has to come out, unless the condition demands it already. */
function asked(id: string, skipped: boolean, condition: string): string[] {
  const result = `needs.${id}.result`;
  const is = (outcome: string): RegExp => new RegExp(`${literally(result)}\\s*==\\s*'${outcome}'`);
  if (skipped) return is('success').test(condition) && is('skipped').test(condition) ? [] : [`(${result} == 'success' || ${result} == 'skipped')`];
  return conjuncts(condition).some((c) => !c.includes('||') && is('success').test(c)) ? [] : [`${result} == 'success'`];
}

const placeIn = (job: Job) => (job.uses ? { before: 'uses' } : { before: 'runs-on' });
