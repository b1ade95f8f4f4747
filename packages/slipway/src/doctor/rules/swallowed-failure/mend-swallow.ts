import type { Analysis, Effect } from '../../../chain/index.ts';
import type { FileChange, NodePath } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { askFirst } from './ask-first.ts';
import { spokenFailure } from './mend-scripts.ts';
import type { SwallowSubject } from './subject.ts';

type Swallow = Extract<SwallowSubject, { kind: 'swallow' }>;

/** The failure of an effect is let pass no more. */
export function* mendSwallow({ effect, by, caughtAt }: Swallow, analysis: Analysis): Generator<Proposal | Refusal> {
  if (by.startsWith('continue-on-error')) {
    yield* withoutTolerance(effect, analysis);
    return;
  }
  if (by.startsWith('||')) {
    yield* spokenFailure(effect.at, analysis, effect);
    return;
  }
  if (by.startsWith('|')) {
    yield* pipefail(effect, analysis);
    return;
  }
  yield* thrown(effect, caughtAt, analysis);
}

const tradeoffs = (what: string): string[] => [
  `A run fails in which ${what} was only there already, as when it is started a second time: ask for that first, and tolerate only that.`,
];
const check = 'A run in which the publication fails ends red.';

function* withoutTolerance(effect: Effect, analysis: Analysis): Generator<Proposal | Refusal> {
  const { job, step } = effect;
  const ofJob = job.continueOnError?.value === true;
  const seen = step?.continueOnError?.value === true ? { path: step.node.file.path, at: inStep(step, job) } : stepAt(effect.stepAt, analysis);
  const place: { path: string; at: NodePath } | undefined = ofJob
    ? { path: job.node.file.path, at: inJob(job, 'continue-on-error') }
    : seen && { path: seen.path, at: [...seen.at, 'continue-on-error'] };
  if (place === undefined) {
    yield {
      refused: 'what tolerates the failure stands in a file that is not edited here',
      instead: 'Take `continue-on-error` away where the publication is called.',
    };
    return;
  }
  const asked = ofJob ? undefined : asking(effect, analysis);
  if (asked)
    yield {
      id: 'ask-first',
      title: `publish in job ${job.id} only what is not there yet, and let the step fail otherwise`,
      changes: together([changed(place.path, { op: 'remove', at: place.at })], [asked]),
      tradeoffs: ['One question more to the registry in each run.'],
      check,
    };
  yield {
    id: 'no-continue-on-error',
    title: `let ${ofJob ? `job ${job.id}` : `the step of job ${job.id}`} fail when ${effect.deed.tool} fails`,
    changes: [changed(place.path, { op: 'remove', at: place.at })],
    tradeoffs: tradeoffs('what it publishes'),
    check,
    undoes: true,
  };
}

/** The command with the question in front of it. */
function asking(effect: Effect, analysis: Analysis): FileChange | undefined {
  const piece = pieceAt(effect.at, analysis);
  const first = piece && askFirst(piece.text, effect);
  return piece && first !== undefined ? replaced(piece, 0, 0, first) : undefined;
}

/** The status of a pipe is that of the part that failed. */
function* pipefail({ at, step, job }: Effect, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  if (step === undefined || piece === undefined) return;
  if (step.run && piece.node && step.shell === undefined && step.node.file === job.node.file)
    yield {
      id: 'bash',
      title: `run the script of job ${job.id} in \`shell: bash\`, where a pipe fails with any of its parts`,
      changes: [changed(piece.path, { op: 'set', at: inStep(step, job, 'shell'), value: 'bash', place: { before: 'run' } })],
      tradeoffs: [],
      check,
    };
  const head = /^#![^\n]*\n/.exec(piece.whole)?.[0].length ?? 0;
  yield {
    id: 'pipefail',
    title: 'let a pipe fail with any of its parts',
    changes: [replaced({ ...piece, start: head, end: head, text: '' }, 0, 0, 'set -o pipefail\n')],
    tradeoffs: ['Every other pipe of the script fails with any of its parts too.'],
    check,
  };
}

/** The catch block passes on what it caught. */
function* thrown(effect: Effect, caughtAt: Swallow['caughtAt'], analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = caughtAt && pieceAt(caughtAt, analysis);
  const end = piece && closing(piece.whole, piece.start);
  if (piece === undefined || end === undefined) {
    yield {
      refused: `what catches the failure of ${effect.deed.tool} cannot be told`,
      instead: 'Throw the error again at the end of the `catch` block.',
    };
    return;
  }
  const name = /catch\s*\(\s*(\w+)\s*\)\s*$/.exec(piece.whole.slice(0, piece.start))?.[1];
  const begin = piece.whole.lastIndexOf('\n', end - 1) + 1;
  const isAlone = /^[ \t]*$/.test(piece.whole.slice(begin, end));
  const blank = isAlone ? piece.whole.slice(begin, end) : '';
  const words = name === undefined ? "throw new Error('the publication failed');" : `throw ${name};`;
  yield {
    id: 'throw',
    title: `pass on what the \`catch\` block of job ${effect.job.id} caught`,
    changes: [
      isAlone
        ? replaced({ ...piece, start: begin, end: begin, text: '' }, 0, 0, `${blank}  ${words}\n`)
        : replaced({ ...piece, start: end, end, text: '' }, 0, 0, ` ${words} `),
    ],
    tradeoffs: tradeoffs('what it makes'),
    check,
    undoes: true,
  };
}

/** Offset of the brace that closes the one at an offset. Texts with braces of their own are counted as well: there they come in pairs. */
function closing(script: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < script.length; i++) {
    if (script[i] === '{') depth++;
    else if (script[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}
