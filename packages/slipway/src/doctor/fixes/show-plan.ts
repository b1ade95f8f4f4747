import type { DestinationChange } from '../compare/types.ts';
import { type Palette, palette } from '../formats/palette.ts';
import { columns, count, hang, oneLine, pad, wrap } from '../formats/terminal.ts';
import { destinationName, VERDICT_MARK, VERDICT_WORD } from '../formats/view.ts';
import type { Verdict } from '../report.ts';
import { outcomesOf } from './outcome.ts';
import { patchLines } from './patch-text.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { safetyOf } from './prove.ts';
import { raised } from './raised.ts';
import { refusalText } from './refusal-text.ts';
import { setupOf } from './secrets.ts';
import { details, findingHead, type ShowOptions, walkLines, wayHead } from './show.ts';
import type { Proof } from './types.ts';

/** A plan for people at a terminal: its steps in order, each with the walk after it, then what is reached at the end and what remains. */
export function formatPlan(plan: Plan, options: ShowOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 60), 120);
  const blocks = plan.steps.map((step, index) => stepBlock(plan, step, index, width, paint));
  if (plan.destinations.length > 0) blocks.push(destinationLines(plan, paint));
  if (plan.remains.length > 0) blocks.push(remaining(plan, width, paint));
  const left = raised(plan.base, plan.comparison).length;
  blocks.push(
    wrap(
      plan.steps.length === 0
        ? plan.remains.length === 0
          ? 'There is nothing to mend.'
          : 'No edit that is proved mends what was found.'
        : `${count(plan.steps.length, 'step')}, ${count(plan.comparison.gone.length, 'finding')} gone, ${left === 0 ? 'nothing new' : `${left} new`}. --write applies them, --patch prints them as a diff.`,
      width,
    ),
  );
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function stepBlock(plan: Plan, step: PlannedStep, index: number, width: number, paint: Palette): string[] {
  const { before, tried, alone, finding } = step;
  const { proposal, proof } = tried;
  const title = wayHead(`Step ${index + 1}  `, proposal.id, proposal.title, safetyOf(proposal, proof), width, paint);
  const lines = [...title, ...findingHead(before, finding, width, paint)];
  lines.push(...details(before, tried, setupOf(proposal, plan.base.report.source.repository.slug), width));
  lines.push(...hang('     alone: ', aloneText(plan, step), width));
  const brings = alone === tried ? [] : raised(before, tried.comparison);
  for (const f of brings) lines.push(...hang('     brings: ', `${f.rule} at ${f.location.path}:${f.location.line}, which a later step mends`, width));
  lines.push(...walkLines(before, tried, width, paint));
  const outcomes = outcomesOf((path) => before.tree.read(path), tried.edits);
  lines.push('', ...patchLines(outcomes, paint).map((line) => `     ${line}`.trimEnd()));
  return lines;
}

/** What the walk says of a step by itself, on the tree as it is today. */
export function aloneText({ base }: Pick<Plan, 'base'>, { alone, finding }: PlannedStep): string {
  if (alone === undefined) return 'mends what an earlier step brings; by itself there is nothing for it to do';
  const { proof, comparison } = alone;
  const next = raised(base, comparison)[0];
  const gone = proof.gone.includes(finding.id) ? 'the finding is gone' : 'the finding still stands';
  const then = next === undefined ? 'nothing new stands' : `the next break is ${next.rule} at ${next.location.path}:${next.location.line}`;
  return `${reach(proof)}; ${gone}, and ${then}`;
}

/** The worst of the destinations that it is about, before and after: one word where it stays what it was. */
function reach({ before, after }: Proof): string {
  if (before === 'unknown' && after === 'unknown') return 'whether the release arrives stays unknown';
  return before === after ? `the release stays ${VERDICT_WORD[after]}` : `the release is ${VERDICT_WORD[after]}, and was ${VERDICT_WORD[before]}`;
}

function destinationLines({ destinations, base, end }: Plan, paint: Palette): string[] {
  const named = ({ id }: DestinationChange): string => oneLine(destinationName(id, base.report, end.report));
  const wide = Math.min(44, Math.max(...destinations.map((d) => columns(named(d)))));
  const mark = (verdict: Verdict | 'absent'): string => (verdict === 'absent' ? '· absent' : `${VERDICT_MARK[verdict]} ${verdict}`);
  return [
    paint.strong('destinations'),
    ...destinations.map((destination) => {
      const { before, after } = destination;
      const line = `  ${pad(named(destination), wide)}  ${pad(mark(before), 10)} -> ${mark(after)}`;
      return after === 'absent' ? line : paint.verdict(after, line);
    }),
  ];
}

function remaining({ remains }: Plan, width: number, paint: Palette): string[] {
  return [
    paint.strong('remains'),
    ...remains.flatMap(({ finding, why, refused }) => [
      ...hang('  - ', `${finding.severity}[${finding.rule}] ${finding.location.path}:${finding.location.line} ${oneLine(finding.title)}`, width),
      ...refused.flatMap((r) => hang('      no edit: ', refusalText(r), width)),
      ...why.flatMap((text) => hang('      ', text, width)),
      ...(refused.length === 0 && finding.advice !== undefined ? hang('      by hand: ', finding.advice, width) : []),
    ]),
  ];
}
