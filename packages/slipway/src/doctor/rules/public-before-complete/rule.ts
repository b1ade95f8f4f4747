import type { Job } from '../../../actions/index.ts';
import { locate, type Run, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { LateSubject } from '../../fixes/parts/draft-first/late-files.ts';
import { type LateFiles, lateFiles } from '../../late-files.ts';
import { effectText } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft, Rule } from '../../rule.ts';
import { type LatestReader, latestReader } from './latest-readers.ts';

export const rule: Rule = {
  id: 'public-before-complete',
  group: 'assets',
  severity: 'warning',
  title: 'A release that is public before its files are there',
  *check(analysis) {
    const { world } = analysis;
    for (const workflow of analysis.declared.keys())
      for (const run of analysis.declared.get(workflow) ?? []) {
        const late = [...lateFiles(run)].find(isLong);
        const draft = late && draftFor(late, run, world);
        if (draft === undefined) continue;
        yield draft;
        break;
      }
  },
};

/** Between publication and files lies a build: that of another job, or of another leg. */
function isLong({ how, upload, published }: LateFiles): boolean {
  if (how === 'event' || how === 'legs') return true;
  return how === 'after' && published !== undefined && published.job !== upload.job && !bringsFiles(published);
}

/** What is published has files of its own: what comes later is an addition. */
const bringsFiles = ({ deed }: LateFiles['upload']): boolean =>
  (deed.kind === 'release' && (deed.assets?.length ?? 0) > 0) || /goreleaser|cargo-dist|^dist\b/.test(deed.tool);

function draftFor(late: LateFiles, run: Run, world: World): Draft | undefined {
  const { upload } = late;
  const matrix = upload.legs > 1 && late.how !== 'legs' ? failFastAt(upload.job) : undefined;
  const reader = latestReader(world);
  return reader === undefined && matrix === undefined ? undefined : draftOf(late, run, reader, matrix);
}

/** The matrix of a job whose first failing leg cancels the others. */
function failFastAt(job: Job): Location | undefined {
  if (job.matrix === undefined || job.matrix.failFast?.value === false || job.continueOnError?.value === true) return undefined;
  const strategy = job.node.entries.find((one) => one.key.text === 'strategy')?.key;
  return strategy && locate(strategy);
}

function draftOf(late: LateFiles, run: Run, reader: LatestReader | undefined, matrix: Location | undefined): Draft {
  const { how, upload, published } = late;
  const at = publicationAt(late, run);
  const links: Link[] = [
    {
      kind: how === 'event' ? 'event' : 'effect',
      text: how === 'event' ? run.event.text : `${effectText(published ?? upload)}, public at once`,
      location: at,
      state: 'holds',
    },
  ];
  if (published && published.at.line !== at.line)
    links.push({ kind: 'effect', text: `${effectText(published)} (${published.deed.tool})`, location: published.at, state: 'holds' });
  if (matrix) links.push({ kind: 'job', text: `${upload.job.id}: the first leg that fails cancels the others`, location: matrix, state: 'maybe' });
  links.push({ kind: 'effect', text: `${effectText(upload)} (${upload.deed.tool})`, location: upload.at, state: 'maybe' });
  if (reader) links.push({ kind: 'destination', text: `${reader.path} takes its files from the latest release`, location: reader.at, state: 'cut' });
  const until =
    how === 'legs'
      ? `Each of the ${upload.legs} legs of job \`${upload.job.id}\` adds its files to the release, which is public as soon as the first one is through.`
      : `${how === 'event' ? `${run.workflow.path} starts when a release is public` : `Job \`${published?.job.id}\` makes the release public without files`}, and job \`${upload.job.id}\` builds and uploads them after that.`;
  const asked = reader
    ? ` ${reader.path}:${reader.at.line} takes its files from the latest release, which is this one from its publication on: until the last upload it asks for files that are not there.`
    : '';
  const fails = matrix
    ? ` The matrix of job \`${upload.job.id}\` has no \`fail-fast: false\`, so one leg that fails cancels the others, and the release stays public without their files.`
    : '';
  return {
    at,
    certainty: 'likely',
    title: 'The release is public before its files are there',
    message: `${until}${asked}${fails}`,
    chain: links,
    facts: ['rls.latest', ...(matrix ? ['matrix.failfast'] : [])],
    key: [how, upload.job.id],
    subject: { late, run } satisfies LateSubject,
    advice: 'Make the release as a draft, upload every file, and publish it at the end: `gh release edit TAG --draft=false`.',
  };
}

/** The line that makes it public: the activity of the trigger, `draft: false`, or the step. */
function publicationAt({ how, upload, published }: LateFiles, run: Run): Location {
  if (how === 'event') {
    const trigger = run.workflow.triggers.find((t) => t.event === 'release');
    const type = trigger?.types?.find((one) => one.text === run.event.activity);
    if (trigger) return locate(type ?? trigger.key);
  }
  const by = published ?? upload;
  const draft = by.step?.with.find((one) => one.name === 'draft')?.key;
  return draft && by.at.path === by.workflow.path ? locate(draft) : by.at;
}
