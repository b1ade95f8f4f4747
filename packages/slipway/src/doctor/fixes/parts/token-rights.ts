import type { Job } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Right } from '../../../tools/index.ts';

/** Rights of the GITHUB_TOKEN that an App or a fine-grained token has under another name, or not at all. */
const names: ReadonlyMap<string, string> = new Map([
  ['contents', 'Contents'],
  ['pull-requests', 'Pull requests'],
  ['issues', 'Issues'],
  ['actions', 'Actions'],
  ['statuses', 'Commit statuses'],
  ['checks', 'Checks'],
  ['deployments', 'Deployments'],
  ['pages', 'Pages'],
]);

/** What the steps of a job need of the token that is given to them: what each effect of theirs needs, and to read and push where git does it. */
export function tokenRights(job: Job, steps: ReadonlySet<number>, { declared }: Analysis): Right[] {
  const found = new Map<string, Right['level']>([['contents', 'write']]);
  for (const runs of declared.values())
    for (const run of runs)
      for (const e of run.effects)
        if (e.job === job && e.step !== undefined && steps.has(e.step.index) && e.elsewhere === undefined)
          for (const { scope, level } of e.deed.needs) if (names.has(scope) && found.get(scope) !== 'write') found.set(scope, level);
  return [...found].map(([scope, level]) => ({ scope, level }));
}

/** Rights as GitHub's forms name them: `Contents: read and write`. */
export const rightNames = (rights: readonly Right[]): string[] =>
  rights.flatMap(({ scope, level }) => (names.has(scope) ? [`${names.get(scope)}: ${level === 'write' ? 'read and write' : 'read-only'}`] : []));
