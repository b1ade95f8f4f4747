import type { Workflow } from '../../../actions/index.ts';

/** An id that no job of the workflow has: `wanted` in the letters that an id may have, with a number when another job has that. */
export function freeJobId(wanted: string, { jobs }: Pick<Workflow, 'jobs'>): string {
  const bare = wanted.replace(/[^\w-]/g, '-');
  let id = bare;
  for (let n = 2; jobs.some((j) => j.id === id); n++) id = `${bare}-${n}`;
  return id;
}
