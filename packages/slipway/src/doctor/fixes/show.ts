import type { Examination } from '../diagnose.ts';
import { drawChain } from '../formats/chain.ts';
import { sourceFrame } from '../formats/frame.ts';
import { type Palette, palette } from '../formats/palette.ts';
import { capital, count, hang, oneLine, withoutMarks, wrap } from '../formats/terminal.ts';
import { destinationText, VERDICT_WORD } from '../formats/view.ts';
import type { Finding, Fix } from '../report.ts';
import type { Alternatives } from './alternatives.ts';
import { outcomesOf } from './outcome.ts';
import { patchLines } from './patch-text.ts';
import type { Proved, Tried } from './prove.ts';
import { refusalText } from './refusal-text.ts';
import { setupOf } from './secrets.ts';
import { brokenBy, sameIn } from './verdicts.ts';
import { walkPair } from './walk-lines.ts';

export interface ShowOptions {
  readonly width: number;
  readonly color: boolean;
}

/** A finding with the ways to mend it. */
export interface Mendable {
  readonly finding: Finding;
  readonly alternatives: Alternatives;
}

/** The last lines of a list of findings with the ways to mend them. Ends with a newline. */
export function formatEnd({ shown, mended, others, width }: { shown: number; mended: number; others: number; width: number }): string {
  const end = [
    `${mended} of ${count(shown, 'finding')} can be mended by an edit that is proved.`,
    ...(others === 0
      ? []
      : [
          `${count(others, 'more finding')} ${others === 1 ? 'is' : 'are'} mended by hand: \`slipway doctor\` shows ${others === 1 ? 'it' : 'them'}.`,
        ]),
    ...(mended === 0
      ? []
      : ['Nothing is written yet: --finding ID --write applies the first way, with --fix WAY another one; --plan puts all of them in order.']),
  ];
  return `${end.flatMap((line) => wrap(line, fit(width))).join('\n')}\n`;
}

const fit = (width: number): number => Math.min(Math.max(width, 60), 120);

/** One finding with the ways to mend it, for people at a terminal: what each changes, needs and wakes, and the walk before and after. */
export function formatMendable(base: Examination, one: Mendable, options: ShowOptions): string {
  return block(base, one, fit(options.width), palette(options.color)).join('\n');
}

function block(base: Examination, { finding, alternatives }: Mendable, width: number, paint: Palette): string[] {
  const lines = findingHead(base, finding, width, paint);
  alternatives.offered.forEach((proved, index) => {
    lines.push('', ...alternative(base, proved, index, width, paint));
  });
  for (const refusal of alternatives.refused) lines.push('', ...hang('  no edit: ', refusalText(refusal), width));
  if (alternatives.offered.length > 0) return lines;
  for (const { proposal, why } of alternatives.unproved) lines.push(...hang('  not offered: ', `${proposal.title}: ${why}`, width));
  // What a refusal says already is not said again.
  const said = alternatives.refused.some(({ instead }) => instead !== '');
  if (finding.advice !== undefined && !said) lines.push(...hang('  by hand: ', finding.advice, width));
  return lines;
}

/** What is wrong, and where. */
export function findingHead(base: Examination, finding: Finding, width: number, paint: Palette): string[] {
  const tag = `${finding.severity}[${finding.rule}]`;
  const [first = '', ...rest] = wrap(`${tag} ${oneLine(finding.title)}`, width - 2);
  return [
    paint.severity(finding.severity, tag) + paint.strong(first.slice(tag.length)),
    ...rest.map((line) => `  ${line}`),
    ...sourceFrame(finding.location, (path) => base.tree.read(path), width, paint),
    paint.faint(`  finding ${finding.id}`),
  ];
}

function alternative(base: Examination, proved: Proved, index: number, width: number, paint: Palette): string[] {
  const { fix, proposal } = proved;
  const lines = wayHead(`  ${index + 1}. `, fix.id, fix.title, fix.safety, width, paint);
  lines.push(...details(base, proved, setupOf(proposal, base.report.source.repository.slug), width));
  // The walk is the same for every way that mends it; one is enough to see it.
  if (index === 0) lines.push(...walkLines(base, proved, width, paint));
  const outcomes = outcomesOf((path) => base.tree.read(path), proved.edits);
  lines.push('', ...patchLines(outcomes, paint).map((line) => `     ${line}`.trimEnd()));
  return lines;
}

/** `1. dispatch (review)  Start release.yml …`. */
export function wayHead(first: string, id: string, title: string, safety: Fix['safety'], width: number, paint: Palette): string[] {
  const [line = '', ...rest] = hang(first, `${id} (${safety})  ${capital(oneLine(title))}`, width);
  const at = first.length + id.length;
  const mark = line.slice(at, at + safety.length + 3);
  return [
    paint.strong(line.slice(0, at)) +
      (safety === 'safe' ? paint.verdict('reached', mark) : paint.maybe(mark)) +
      paint.strong(line.slice(at + mark.length)),
    ...rest.map(paint.strong),
  ];
}

/** What a change does beside mending: one line for each thing that a reader must know. */
export function details(base: Examination, { finding, after, proposal, proof }: Tried, setup: readonly string[], width: number): string[] {
  const say = (name: string, texts: readonly string[]): string[] => texts.flatMap((text) => hang(`     ${name}: `, withoutMarks(text), width));
  const broken = brokenBy(base.report, finding.id);
  const now = broken.map((d) => ({ d, after: sameIn(after.report, [d])[0]?.verdict }));
  const walks = now.map(
    ({ d, after: verdict }) =>
      `${destinationText(d)} ${VERDICT_WORD[d.verdict]} -> ${verdict === undefined ? 'not delivered here' : VERDICT_WORD[verdict]}`,
  );
  return [
    ...say('walk', walks.length > 4 ? [...walks.slice(0, 4), `and ${walks.length - 4} more destinations`] : walks),
    ...say('needs', proposal.secret === undefined ? [] : [`the secret ${proposal.secret.name}`]),
    ...say('widens', proof.widens),
    ...say('wakes', proof.wakes),
    ...say('sleeps', proof.sleeps),
    ...say('costs', proposal.tradeoffs),
    ...setup.flatMap((step, index) => hang(`     set-up ${index + 1}: `, withoutMarks(step), width)),
    ...say('check', [proposal.check]),
  ];
}

/** What a person does first, as a numbered list for a terminal. Ends with a newline. */
export function formatSetup(setup: readonly string[], width: number): string {
  return setup.flatMap((step, index) => hang(`  ${index + 1}. `, withoutMarks(step), fit(width)).map((line) => `${line}\n`)).join('');
}

/** The way to the destination before and after. */
export function walkLines(base: Examination, { finding, after }: Tried, width: number, paint: Palette): string[] {
  const pair = walkPair(base, finding, after);
  if (pair === undefined) return [];
  const drawn = (links: typeof pair.before): string[] => drawChain(links, width - 5, paint).map((line) => `    ${line}`);
  return [
    '',
    paint.faint('     before'),
    ...drawn(pair.before),
    paint.faint('     after'),
    ...(pair.after.length === 0 ? ['     (no way leads there)'] : drawn(pair.after)),
  ];
}
