import type { Job } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';

export interface SecretRead {
  readonly name: string;
  readonly at: Location;
}

const known = new WeakMap<Job, readonly SecretRead[]>();
const named = /\bsecrets\.([A-Za-z_]\w*)/g;

/** The secrets that a job's text reads, each once with its first place; the GITHUB_TOKEN is none. Comments do not count. */
export function secretsOf(job: Job): readonly SecretRead[] {
  const before = known.get(job);
  if (before) return before;
  const { file, span } = job.node;
  const text = file.text.slice(span.start, span.end).replace(/(^|\s)#.*$/gm, (c) => ' '.repeat(c.length));
  const out = new Map<string, SecretRead>();
  for (const m of text.matchAll(named)) {
    const name = m[1]!.toUpperCase();
    const start = span.start + m.index;
    if (name !== 'GITHUB_TOKEN' && !out.has(name)) out.set(name, { name, at: file.locate({ start, end: start + m[0].length }) });
  }
  const found = [...out.values()];
  known.set(job, found);
  return found;
}
