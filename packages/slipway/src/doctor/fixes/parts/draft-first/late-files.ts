import type { Analysis, Effect, Run } from '../../../../chain/index.ts';
import { type LateFiles, lateFiles } from '../../../late-files.ts';
import type { Fixer, Proposal, Refusal } from '../../types.ts';
import { changed, inStep, together } from '../places.ts';
import { asDraft, otherDrafts } from './as-draft.ts';
import { beforeLegs } from './before-legs.ts';
import { byTag } from './by-tag.ts';
import { publishLast } from './publish-last.ts';
import { refusePublic } from './replaced.ts';

/** Files that come late, with the run in which they do: what a rule puts on its draft. */
export interface LateSubject {
  readonly late: LateFiles;
  readonly run: Run;
}

/** The release is a draft until all of its files are there, and then public. */
export const draftFirst: Fixer<LateSubject> = ({ subject, analysis }) => {
  const { late, run } = byTagToo(subject, analysis);
  return ways(late, run, analysis);
};

/** The same in a run that a pushed tag starts, where the workflow has one: there the tag is known. */
function byTagToo(subject: LateSubject, { declared }: Analysis): LateSubject {
  const { late, run } = subject;
  if (late.how === 'event' || run.event.refType === 'tag') return subject;
  for (const other of declared.get(run.workflow.path) ?? []) {
    const same = other.event.name === 'push' && other.event.refType === 'tag' ? [...lateFiles(other)].find((l) => l.how === late.how) : undefined;
    if (same) return { late: same, run: other };
  }
  return subject;
}

function* ways(late: LateFiles, run: Run, analysis: Analysis): Generator<Proposal | Refusal> {
  if (late.how === 'event') {
    yield* byTag(late, run, analysis);
    return;
  }
  if (late.how === 'replaces') {
    yield* refusePublic(late, analysis);
    return;
  }
  const own = ownWay(late.upload);
  if (own && late.how === 'publishes-first') yield own;
  const maker = late.published ?? late.upload;
  const uploads = filesOf(run, maker);
  const drafts = [maker, ...uploads].map((e) => asDraft(e, analysis));
  const others = otherDrafts([maker, ...uploads]);
  const last = publishLast(run, maker, uploads, others.length > 0);
  const first = late.how === 'legs' ? beforeLegs(run, late.upload) : [];
  if (drafts.some((d) => d === undefined) || last === undefined || first === undefined) {
    yield {
      refused: `how ${maker.deed.tool} is told to leave a draft here, and which tag it is for, cannot be told from the workflow`,
      instead: 'Make the release as a draft, upload every file, and publish it in the last step: `gh release edit TAG --draft=false`.',
    };
    return;
  }
  const path = run.workflow.path;
  const inOneJob = late.how !== 'legs' && uploads.every((u) => u.job === maker.job);
  yield {
    id: 'draft-first',
    title: inOneJob
      ? `leave a draft, and publish it in the last step of job ${maker.job.id}`
      : `leave a draft, and publish it in a job that waits for ${[...new Set([maker, ...uploads].map((e) => e.job.id))].slice(-3).join(', ')}`,
    changes: together(...drafts.map((d) => d!), others, [changed(path, ...first, ...last)]),
    tradeoffs: [
      'When a job fails, the draft stays: take it away, or run the failed jobs again.',
      ...(maker.tagExists ? [] : ['The tag is made when the draft is published, not before.']),
    ],
    check,
  };
}

export const check =
  'While the next release runs, `gh release view TAG --json isDraft,assets` says that it is a draft; when the run is over it has all files and is public.';

/** Effects that put files on the release of a maker, besides itself. */
function filesOf(run: Run, maker: Effect): Effect[] {
  return run.effects.filter(
    (e) =>
      e !== maker &&
      e.deed.kind === 'release' &&
      e.deed.act !== 'delete' &&
      e.happens !== false &&
      e.elsewhere === undefined &&
      (e.deed.act === 'upload' || (e.deed.assets?.length ?? 0) > 0 || e.deed.updates === true),
  );
}

/** An action that does all of it itself when it is asked to. */
function ownWay({ step, job, deed }: Effect): Proposal | undefined {
  if (step?.uses === undefined || deed.kind !== 'release' || !/^ncipollo\/release-action@/i.test(step.uses.at.text)) return undefined;
  return {
    id: 'immutable-create',
    title: 'let ncipollo/release-action upload to a draft and publish it then',
    changes: [changed(step.node.file.path, { op: 'set', at: inStep(step, job, 'with', 'immutableCreate'), value: 'true' })],
    tradeoffs: ['Needs version 1.19 or later of the action.'],
    check,
  };
}
