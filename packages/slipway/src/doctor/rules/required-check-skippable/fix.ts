import type { Job, Workflow } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { Skippable } from './rule.ts';

/** Lets the check run and fail, where it would be skipped behind a job that failed. */
export const fix: Fixer<Skippable> = function* ({ subject }) {
  const { workflow, jobs, byItself } = subject;
  const names = listed(jobs.map((j) => `\`${j.id}\``));
  if (byItself || jobs.some((j) => j.uses || j.steps.length === 0)) {
    yield {
      refused: byItself
        ? `The condition of ${names} is false for every pull request, and why it is there the tree does not say.`
        : `${names} calls a workflow, and has no step of its own that could fail.`,
      instead: byItself ? 'Let the job run for pull requests, or require another check.' : 'Require the jobs before it too.',
    };
    return;
  }
  const choosy = jobs.flatMap((j) => before(j, workflow)).find((j) => j.if !== undefined && !/\b(?:always|cancelled|failure)\s*\(/.test(j.if.text));
  if (choosy) {
    yield {
      refused: `\`${choosy.id}\`, which comes before ${names}, is left out by a condition of its own: ${names} would fail whenever that is so.`,
      instead: 'Require the jobs before it too.',
    };
    return;
  }
  yield {
    id: 'fail-behind-failure',
    title: `Let ${names} of ${workflow.path} fail when a job before failed, and not be skipped`,
    changes: [changed(workflow.path, ...jobs.flatMap(failing))],
    tradeoffs: ['A failed job shows as two failed checks.', 'A job before it that is given a condition later on makes it fail when it is left out.'],
    check: 'In a pull request with a failed job before it, the required check is red and the merge is held back.',
  };
};

/** The jobs that a job waits for, and those that they wait for. */
function before(job: Job, { jobs }: Workflow): Job[] {
  const out = new Set<Job>();
  const add = ({ needs }: Job): void => {
    for (const need of needs) {
      const found = jobs.find((j) => j.id === need.text);
      if (found === undefined || out.has(found)) continue;
      out.add(found);
      add(found);
    }
  };
  add(job);
  return [...out];
}

/** Runs whatever came before, and looks at it in its first step. */
function failing(job: Job): Change[] {
  const ask = job.needs.map((n) => `needs.${n.text}.result != 'success'`).join(' || ');
  return [
    ...demand(job.if, inJob(job, 'if'), ['!cancelled()'], { before: 'runs-on' }),
    { op: 'insert', at: inJob(job, 'steps', 0), value: `name: Fail when a job before failed\nif: ${ask}\nrun: exit 1` },
  ];
}
