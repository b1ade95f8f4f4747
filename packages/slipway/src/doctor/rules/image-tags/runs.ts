import { alternatives, asText, describe, str, type Val } from '../../../actions/index.ts';
import type { Analysis, Effect, ImageTagsSeen, JobRun, Run } from '../../../chain/index.ts';
import { isConstantFamily, perform, pushTag, starts } from '../../../chain/index.ts';
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

/** Tags that show what a repository does now. */
const mostRecent = 5;

/** Runs for tags as the repository really makes them, where these have other parts than three: `v1.2`, `2026.03.01`. */
export function* unusualRuns({ world, declared, families }: Analysis): Generator<{ readonly run: Run; readonly version: string }> {
  for (const family of families.filter((f) => !isConstantFamily(f)).slice(0, 4)) {
    const own = (world.tree.git?.tags ?? [])
      .filter((t) => t.name.startsWith(family) && /^\d[\d.]*$/.test(t.name.slice(family.length)))
      .slice(0, mostRecent);
    const [newest] = own;
    if (newest === undefined || own.length < 2 || own.some((t) => isThreeParts(t.name.slice(family.length)))) continue;
    const event = pushTag(world, str(newest.name), { kind: 'person' });
    for (const [path, runs] of declared) {
      const workflow = world.workflow(path);
      if (workflow === undefined || !runs.some((r) => !tagsOf(r).next().done) || starts(event, workflow, world).answer !== 'runs') continue;
      yield { run: perform(event, workflow, world), version: newest.name.slice(family.length) };
    }
  }
}

const isThreeParts = (text: string): boolean => /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.test(text);

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
