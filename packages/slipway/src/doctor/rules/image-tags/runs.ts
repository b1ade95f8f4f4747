import { alternatives, asText, describe, type Val } from '../../../actions/index.ts';
import type { Analysis, Effect, ImageTagsSeen, JobRun, Run } from '../../../chain/index.ts';
import { isConstantFamily } from '../../../chain/index.ts';
import type { ImageDeed } from '../../../tools/index.ts';

/** A step that computes tags, in one run. */
export interface TagsSeen extends ImageTagsSeen {
  readonly run: Run;
  readonly job: JobRun;
}

/** Every step of a run that computes tags, with those of called workflows. */
export function* tagsOf(run: Run, jobs: readonly JobRun[] = run.jobs): Generator<TagsSeen> {
  for (const job of jobs) {
    for (const seen of job.imageTags) yield { ...seen, run, job };
    if (job.callee) yield* tagsOf(run, job.callee.jobs);
  }
}

/**
 * Runs that an entry comes to without anything in its way, each once. A release that a person publishes by hand, where the tree makes releases,
 * is not looked at: what comes of the tree's own counts.
 */
export function* reachedRuns(analysis: Analysis): Generator<Run> {
  const roles = new Map(analysis.entries.map((e) => [e.entry, e.role]));
  const given = new Set<string>();
  for (const walk of analysis.walks) {
    const role = roles.get(walk.entry);
    if (role === 'aside' || (role === 'workaround' && walk.entry.kind === 'release')) continue;
    for (const node of walk.nodes) {
      const open = node.labels.some((l) => l.cuts.length === 0 && l.doubts.length === 0);
      if (!open || given.has(node.run.id)) continue;
      given.add(node.run.id);
      yield node.run;
    }
  }
}

export interface ImageEffect extends Effect {
  readonly deed: ImageDeed;
}

/** Images that a run pushes. */
export function pushedBy(run: Run): ImageEffect[] {
  return run.effects.filter((e): e is ImageEffect => e.deed.kind === 'image' && e.deed.push === true && e.happens !== false && !e.possible);
}

/** Tags of an image deed, without the image's name. */
export function tagsIn(deed: ImageDeed): Val[] {
  return deed.images.flatMap((i) => alternatives(i));
}

/** A tag of an image names the version. */
export function namesVersion(value: Val, version: string): boolean {
  if (value.k === 'unknown' || value.k === 'token') return true;
  const text = asText(value) ?? describe(value);
  return text.includes(version) || text.includes('{version}') || text.includes('{any}') || text.includes('{word}');
}

/** The run is that of a tag that names a version. */
export function isOfVersion({ event }: Run): boolean {
  return event.refType === 'tag' && event.ref.k === 'str' && event.family !== undefined && !isConstantFamily(event.family);
}
