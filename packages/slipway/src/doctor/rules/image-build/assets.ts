import { asText } from '../../../actions/index.ts';
import { type Analysis, type Effect, followedRuns, neededRuns, type Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { stagesOf } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { BuildSeen } from './builds.ts';
import { dockerfileAt } from './machines.ts';
import { pathFrom } from './paths.ts';
import type { ImageSubject } from './subject.ts';

/** An image that is made of the release's own files, while another run of the same event still makes them. */
export function* assetDrafts(seen: BuildSeen, analysis: Analysis): Generator<Draft> {
  if (seen.run.event.refType !== 'tag' || seen.deed.push === false) return;
  const fetched = fetchedAt(seen, analysis);
  if (fetched === undefined) return;
  const uploader = uploaderOf(seen, analysis);
  if (uploader === undefined) return;
  yield {
    at: fetched.at,
    severity: 'warning',
    certainty: 'likely',
    title: 'The image takes a file of the release that is uploaded at the same time',
    message: `When ${seen.run.event.text}, job \`${seen.job.id}\` of ${seen.job.workflow.path} builds the image and downloads \`${fetched.what}\` from the release. The same event starts job \`${uploader.job.id}\` of ${uploader.workflow.path}, which uploads the release's files, and nothing makes the one wait for the other: when the image is first, the file is not there, and the build ends with an error or with an older file.`,
    chain: [
      { kind: 'event', text: seen.run.event.text, state: 'holds' },
      { kind: 'effect', text: `${uploader.deed.tool} uploads files to the release`, location: uploader.at, state: 'maybe' },
      { kind: 'step', text: `${seen.deed.tool} builds the image`, location: seen.effect.at, state: 'maybe' },
    ],
    key: [seen.job.id, 'assets'],
    subject: { kind: 'assets', seen, uploader } satisfies ImageSubject,
    advice: 'Build the image in a job that `needs` the upload, or start it when the workflow of the release is done (`workflow_run`).',
  };
}

/** Where the job, or its Dockerfile, downloads a file of this repository's release. */
function fetchedAt(seen: BuildSeen, analysis: Analysis): { readonly at: Location; readonly what: string } | undefined {
  const { world } = analysis;
  const { file, span } = seen.job.job.node;
  // Who waits has thought of it.
  if (/\bsleep\b|\buntil\b|retry|wait/i.test(file.text.slice(span.start, span.end))) return undefined;
  const url = world.slug === undefined ? undefined : `github.com/${world.slug.toLowerCase()}/releases/`;
  const path = pathFrom(seen.build);
  const dockerfile = path === undefined ? undefined : dockerfileAt(path, world);
  const target = seen.build.target === undefined ? '' : (asText(seen.build.target) ?? '');
  for (const stage of (dockerfile && url && stagesOf(dockerfile, target)) || [])
    for (const one of stage.instructions) {
      const at = one.word === 'RUN' || one.word === 'ADD' ? one.text.toLowerCase().indexOf(url!) : -1;
      if (at >= 0 && /releases\/(?:latest\/)?download\//.test(one.text)) return { at: one.at, what: one.text.slice(at).split(/[\s"'\\]/)[0]! };
    }
  const followed = followedRuns(analysis).find((f) => f.run.workflow === seen.run.workflow);
  const leg = followed?.files.legs.find((l) => l.job === seen.job.id && l.workflow === seen.job.workflow.path);
  const deed = leg?.deeds.find(({ deed: d, runs }) => d.op === 'download-asset' && d.repository === undefined && runs !== false);
  return deed && { at: deed.at, what: 'its assets' };
}

/** A job that uploads the release's files for the same event, and that the image's job does not wait for. */
function uploaderOf(seen: BuildSeen, { world, declared }: Analysis): Effect | undefined {
  const waits = new Set([seen.job.id, ...neededRuns(seen.job.job, seen.run.jobs).map((j) => j.id)]);
  for (const workflow of world.workflows) {
    const run: Run | undefined = declared.get(workflow.path)?.find((r) => r.event.id === seen.run.event.id);
    const found = run?.effects.find(
      (e) =>
        e.deed.kind === 'release' &&
        e.deed.act !== 'delete' &&
        e.deed.act !== 'publish' &&
        e.happens !== false &&
        e.elsewhere === undefined &&
        ((e.deed.assets?.length ?? 0) > 0 || /goreleaser|tauri|\bdist\b/.test(e.deed.tool)) &&
        (run !== seen.run || !waits.has(e.job.id)),
    );
    if (found) return found;
  }
  return undefined;
}
