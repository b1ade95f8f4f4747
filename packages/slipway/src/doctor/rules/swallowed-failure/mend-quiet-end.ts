import type { Analysis } from '../../../chain/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { linesOf, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inStep, together } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import { stepId } from '../../fixes/parts/step-ids.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { SwallowSubject } from './subject.ts';

/** Where the script gives up it says so, and the step that reports is left out then. */
export function* mendQuietEnd({ effect, exit, claim }: Extract<SwallowSubject, { kind: 'quiet' }>, analysis: Analysis): Generator<Proposal> {
  const { step, job } = effect;
  const piece = pieceAt(exit, analysis);
  const report = stepAt(claim, analysis);
  if (step === undefined || piece === undefined || report === undefined) return;
  const line = linesOf(piece);
  const blank = /^[ \t]*/.exec(line.text)![0];
  const { id, changes } = stepId(job, step, 'make');
  const condition = demand(report.step.if, inStep(report.step, job, 'if'), [`steps.${id}.outputs.skipped != 'true'`], { before: 'run' });
  yield {
    id: 'skipped',
    title: 'let the summary say that it was done only when it was',
    changes: together(
      [replaced(line, 0, 0, `${blank}echo "skipped=true" >> "$GITHUB_OUTPUT"\n`)],
      [changed(job.node.file.path, ...changes, ...condition)],
    ),
    tradeoffs: ['When nothing was made, the summary has no line about it: the warning of the script says so.'],
    check: 'A run in which the script gives up shows no line that says it was done.',
  };
}
