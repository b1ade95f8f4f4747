import { type Effect, type JobRun, neededRuns, type Run } from '../../chain/index.ts';
import type { Location } from '../../source/index.ts';
import type { Material } from './types.ts';

/** A secret that the ways to release read. */
export interface Secret {
  readonly name: string;
  /** Where a workflow of a way reads it first. */
  readonly at: Location;
  /** Id of the job that reads it there; undefined when the whole workflow does. */
  readonly job: string | undefined;
  /** What is done with it, as far as that is known. */
  readonly effects: readonly Effect[];
}

const SECRET = /\bsecrets\.([A-Za-z_][A-Za-z0-9_]*)/g;

/** The secrets that jobs on the ways read, by name; GITHUB_TOKEN is none that anyone sets. */
export function secretsOf({ ways }: Material): readonly Secret[] {
  const hops = ways.flatMap((way) => way.hops);
  const jobs = new Set(hops.flatMap(({ run, effects }) => [...jobsOn(run, effects)]));
  const workflows = new Set([...jobs].map(({ workflow }) => workflow));
  const ids = new Set([...jobs].map(({ workflow, job }) => `${workflow.path}\0${job.id}`));
  const found = new Map<string, { readonly at: Location; readonly job: string | undefined }>();
  for (const workflow of workflows) {
    const { file } = workflow;
    for (const match of file.text.matchAll(SECRET)) {
      const name = match[1] ?? '';
      if (found.has(name) || /^GITHUB_TOKEN$/i.test(name) || isComment(file.text, match.index)) continue;
      const job = workflow.jobs.find(({ node }) => node.span.start <= match.index && match.index < node.span.end);
      if (job !== undefined && !ids.has(`${workflow.path}\0${job.id}`)) continue;
      found.set(name, { at: file.locate({ start: match.index, end: match.index + match[0].length }), job: job?.id });
    }
  }
  const effects = [...new Set(hops.flatMap((hop) => hop.run.effects))].filter((effect) => effect.happens !== false);
  return [...found]
    .map(([name, { at, job }]) => ({ name, at, job, effects: effects.filter((effect) => readsSecret(effect, name)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The jobs of a run that do something for the release, those that they wait for, and those of the workflows that they call. */
export function jobsOn(run: Run, effects: readonly Effect[]): Set<JobRun> {
  const out = new Set<JobRun>();
  for (const one of run.jobs) {
    const inside = one.callee === undefined ? undefined : jobsOn(one.callee, effects);
    if (inside?.size === 0 || (inside === undefined && !effects.some((effect) => effect.job === one.job))) continue;
    for (const job of [one, ...neededRuns(one.job, run.jobs), ...(inside ?? [])]) out.add(job);
  }
  return out;
}

function readsSecret({ held }: Effect, name: string): boolean {
  const { credential } = held;
  return (credential.kind === 'pat' || credential.kind === 'app' || credential.kind === 'either') && credential.secret === name;
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /^\s*#|\s#\s/.test(line);
}
