import type { Job } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { inJob } from './places.ts';

/** Jobs that a job waits for from now on, beside those that it waits for already. */
export function addNeeds(job: Job, ids: readonly string[]): Change[] {
  const before = job.needs.map((n) => n.text);
  const fresh = ids.filter((id) => !before.includes(id));
  const at = inJob(job, 'needs');
  const given = job.node.entries.find((e) => e.key.text === 'needs')?.value;
  if (given?.kind === 'seq') return fresh.map((id) => ({ op: 'insert', at: [...at, given.items.length], value: id }));
  const all = [...before, ...fresh];
  const place = job.node.entries.some((e) => e.key.text === 'name') ? { after: 'name' } : { first: true };
  return fresh.length === 0 ? [] : [{ op: 'set', at, value: all.length === 1 ? all[0]! : `[${all.join(', ')}]`, ...(given ? {} : { place }) }];
}
