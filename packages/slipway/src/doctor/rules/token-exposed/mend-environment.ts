import type { Job } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { literally } from '../../patterns.ts';
import { jobText } from '../../workflow-texts.ts';
import type { Open } from './rule.ts';

/** A variable of the whole workflow becomes one of the jobs that name it, or whose effects go with it. */
export function toJobs({ workflow, name }: Extract<Open, { why: 'environment' }>, analysis: Analysis): Proposal | Refusal {
  const value = workflow.env.find((p) => p.name === name)?.value;
  const jobs = workflow.jobs.filter((j) => j.uses === undefined && needs(j, name, workflow, analysis));
  if (value?.kind !== 'scalar' || jobs.length === 0)
    return {
      refused: `Nothing in ${workflow.path} names ${name}: what reads it is not known.`,
      instead: `Move ${name} into \`env\` of the step that needs it.`,
    };
  const gone: Change = workflow.env.length === 1 ? { op: 'remove', at: ['env'] } : { op: 'remove', at: ['env', name] };
  const given = jobs.filter((j) => !j.env.some((p) => p.name === name));
  return {
    id: 'jobs',
    title: `Give ${name} to ${listed(jobs.map((j) => `job \`${j.id}\``))} of ${workflow.path} alone`,
    changes: [changed(workflow.path, gone, ...given.map((j): Change => ({ op: 'set', at: inJob(j, 'env', name), value: quoteScalar(value.text) })))],
    tradeoffs: ['Every step of these jobs can still read it; a program that reads it unnamed in another job no longer finds it.'],
    check: `The log of a step in another job does not list ${name} under "env".`,
  };
}

function needs(job: Job, name: string, workflow: Open['workflow'], { world, declared }: Analysis): boolean {
  const own = job.node.file.text.slice(job.node.span.start, job.node.span.end);
  const word = new RegExp(`(?<![\\w-])${literally(name)}(?![\\w-])`);
  if (word.test(own) || (job.needs.length === 0 && word.test(jobText(job, workflow, world)))) return true;
  return [...declared.values()].flat().some((r) => r.effects.some((e) => e.job === job && e.held.from === `env ${name}`));
}
