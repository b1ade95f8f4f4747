import type { Job, Str } from './model.ts';
import type { Tell, Unchecked } from './validate.ts';

/** Jobs of a circle that a message names. */
const mostNames = 12;

/** `needs`: jobs that do not exist, and jobs that wait for themselves. Job ids are compared without case. */
export function checkNeeds({ jobs, parsed }: Unchecked, tell: Tell): void {
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const written = new Set(jobKeys(parsed.root));
  for (const job of jobs)
    for (const need of job.needs)
      if (!need.text.includes('${{') && !written.has(need.text.toLowerCase()))
        tell({ message: `Job \`${job.id}\` needs \`${need.text}\`, and there is no such job: GitHub refuses the file.`, span: need.span });
  const cycle = findCycle(jobs, byId);
  if (cycle) {
    const { names } = cycle;
    const shown = names.length > mostNames ? [...names.slice(0, mostNames), '…', names.at(-1)] : names;
    tell({ message: `These jobs wait for each other and none can start: ${shown.join(' → ')}. GitHub refuses the file.`, span: cycle.at.span });
  }
}

function jobKeys(root: Unchecked['parsed']['root']): readonly string[] {
  if (root?.kind !== 'map') return [];
  const jobs = root.entries.find(({ key }) => key.text === 'jobs')?.value;
  return jobs?.kind === 'map' ? jobs.entries.map(({ key }) => key.text.toLowerCase()) : [];
}

/** The first cycle of `needs`, found without recursion: the depth of a chain of jobs is the file's to choose. */
function findCycle(jobs: readonly Job[], byId: ReadonlyMap<string, Job>): { readonly names: readonly string[]; readonly at: Str } | undefined {
  const done = new Set<Job>();
  for (const first of jobs) {
    const path: { readonly job: Job; next: number }[] = [{ job: first, next: 0 }];
    const onPath = new Set<Job>([first]);
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const need = done.has(top.job) ? undefined : top.job.needs[top.next++];
      if (!need) {
        done.add(top.job);
        onPath.delete(top.job);
        path.pop();
        continue;
      }
      const job = byId.get(need.text.toLowerCase());
      if (!job || done.has(job)) continue;
      if (onPath.has(job)) {
        const from = path.findIndex((one) => one.job === job);
        return { names: [...path.slice(from).map((one) => one.job.id), job.id], at: need };
      }
      path.push({ job, next: 0 });
      onPath.add(job);
    }
  }
  return undefined;
}
