import { type Analysis, locate } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { inExpressions, isOfRelease } from './places.ts';
import type { Lost } from './subject.ts';

/** `needs.x` in a job that does not need `x`: an empty text, always. */
export function* undeclaredNeeds(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows) {
    if (!/\bneeds\./.test(workflow.file.text)) continue;
    const jobs = new Map(workflow.jobs.map((j) => [j.id.toLowerCase(), j]));
    for (const job of workflow.jobs) {
      const needs = new Set(job.needs.map((n) => n.text.toLowerCase()));
      const reads = [...inExpressions(job.node, /\bneeds\.([A-Za-z_][\w-]*)\.(?:result|outputs)\b/g)].filter(
        ({ match }) => !needs.has(match[1]!.toLowerCase()),
      );
      const first = reads[0];
      if (first === undefined || !isOfRelease(workflow, analysis)) continue;
      const ids = [...new Set(reads.map(({ match }) => match[1]!))];
      const others = ids.flatMap((id) => jobs.get(id.toLowerCase()) ?? []);
      const named = listed(ids.map((id) => `\`${id}\``));
      yield {
        at: first.at,
        certainty: 'proven',
        title: `\`needs.${ids[0]}\` is empty in job \`${job.id}\`, which does not need \`${ids[0]}\``,
        message: `\`needs\` holds the jobs that are listed under \`needs:\` of the same job, and ${named} ${ids.length === 1 ? 'is' : 'are'} not among those of \`${job.id}\` in ${workflow.path}${others.length < ids.length ? '; there is not even a job of each name' : ''}. So \`${first.match[0]}\` is empty in every run: it equals no result, and what asks for it takes the wrong branch or goes on without a value.`,
        chain: [
          {
            kind: 'job',
            text: `${job.id} needs ${job.needs.map((n) => n.text).join(', ') || 'nothing'}`,
            location: job.needs[0] ? locate(job.needs[0]) : locate(job.key),
            state: 'holds',
          },
          ...reads.slice(0, 6).map((r) => ({ kind: 'step' as const, text: `${r.match[0]} is empty`, location: r.at, state: 'cut' as const })),
        ],
        facts: ['if.needs', 'if.result'],
        key: [job.id, 'not needed', ...ids],
        subject: { why: 'needs', workflow, job, ids: others.map((o) => o.id), all: others.length === ids.length } satisfies Lost,
        advice: others.length > 0 ? `Add ${listed(others.map((o) => `\`${o.id}\``))} to \`needs:\` of \`${job.id}\`.` : 'Name a job that is there.',
      };
    }
  }
}
