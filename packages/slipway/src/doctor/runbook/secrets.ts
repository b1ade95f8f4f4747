import type { Effect } from '../../chain/index.ts';
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

/** The secrets that workflows on the ways read, by name; GITHUB_TOKEN is none that anyone sets. */
export function secretsOf({ ways }: Material): readonly Secret[] {
  const workflows = new Map(ways.flatMap((way) => way.hops.flatMap((hop) => hop.run.jobs.map((job) => job.workflow))).map((w) => [w.path, w]));
  const found = new Map<string, { readonly at: Location; readonly job: string | undefined }>();
  for (const { file, jobs } of workflows.values()) {
    for (const match of file.text.matchAll(SECRET)) {
      const name = match[1] ?? '';
      if (found.has(name) || /^GITHUB_TOKEN$/i.test(name) || isComment(file.text, match.index)) continue;
      const at = file.locate({ start: match.index, end: match.index + match[0].length });
      const job = jobs.find(({ node }) => node.span.start <= match.index && match.index < node.span.end);
      found.set(name, { at, job: job?.id });
    }
  }
  const effects = [...new Set(ways.flatMap((way) => way.hops.flatMap((hop) => hop.run.effects)))].filter((effect) => effect.happens !== false);
  return [...found]
    .map(([name, { at, job }]) => ({ name, at, job, effects: effects.filter((effect) => readsSecret(effect, name)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readsSecret({ held }: Effect, name: string): boolean {
  const { credential } = held;
  return (credential.kind === 'pat' || credential.kind === 'app' || credential.kind === 'either') && credential.secret === name;
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /^\s*#|\s#\s/.test(line);
}
