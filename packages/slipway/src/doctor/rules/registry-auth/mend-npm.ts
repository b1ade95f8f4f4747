import type { Job, Step } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inJob, inStep } from '../../fixes/parts/places.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { Unaccepted } from './subject.ts';

/** The first npm with trusted publishing is 11.5.1; a major version keeps a release of it from bringing another Node with it. */
const npm = 'npm@^11.5.1';
const check = 'The log of the step before the upload names npm 11.5.1 or later, and the upload ends well.';

/** A step right before the upload. */
export const npmFirst = (job: Job, upload: Step): FileChange[] => [
  changed(upload.node.file.path, { op: 'insert', at: inJob(job, 'steps', upload.index), value: `run: npm install -g ${npm}` }),
];

export function* newerNpm({ upload, old }: Extract<Unaccepted, { why: 'old npm' }>, analysis: Analysis): Generator<Proposal> {
  const { job } = upload.job;
  const { step } = upload.effect;
  const { path } = upload.run.workflow;
  if (step === undefined) return;
  const pinned = old.from.startsWith('npm@');
  const piece = pinned ? pieceAt(old.at, analysis) : undefined;
  const version = piece && /["']?\bnpm@[^\s"']+["']?$/.exec(piece.text);
  if (piece && version)
    yield {
      id: 'npm-version',
      title: `Install npm 11.5.1 or later in job \`${job.id}\` of ${path}`,
      changes: [replaced(piece, version.index, version.index + version[0].length, npm)],
      tradeoffs: ['A later npm may write the lock file otherwise; it is installed for this job alone.'],
      check,
    };
  else
    yield {
      id: 'npm-version',
      title: `Install npm 11.5.1 or later in job \`${job.id}\` of ${path} before it publishes`,
      changes: npmFirst(job, step),
      tradeoffs: ['Everything before that step, the build and the tests, goes on with the npm that Node brings.'],
      check,
    };
  const setup = job.steps
    .filter((s) => s.index < step.index && /^actions\/setup-node@/i.test(s.uses?.at.text ?? '') && s.with.some((p) => p.name === 'node-version'))
    .at(-1);
  if (!pinned && setup)
    yield {
      id: 'node-version',
      title: `Use Node 24 in job \`${job.id}\` of ${path}, which brings such an npm`,
      changes: [changed(path, { op: 'set', at: inStep(setup, job, 'with', 'node-version'), value: '24' })],
      tradeoffs: ['What is published is built with another Node than before.'],
      check,
    };
}
