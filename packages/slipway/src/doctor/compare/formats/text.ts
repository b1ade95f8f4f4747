import { type Palette, palette } from '../../formats/palette.ts';
import { clean, hang, oneLine, wrap } from '../../formats/terminal.ts';
import { describeFinding, type TextOptions } from '../../formats/text.ts';
import { place, subject } from '../../formats/view.ts';
import type { Statement } from '../types.ts';
import {
  baseText,
  type Compared,
  changeText,
  comparisonSummary,
  contractSection,
  firingText,
  isSilent,
  nameOf,
  statementText,
  UNPROVEN_TEXT,
} from './words.ts';

/** Workflows that start or stop: more are counted. */
const MOST_FIRINGS = 8;
/** Lines about the contract. */
const MOST_ITEMS = 12;

/** What a change breaks, mends and lets start, for people at a terminal. Ends with a newline. */
export function formatComparison(compared: Compared, options: TextOptions): string {
  const { comparison, report } = compared;
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 60), 120);
  const end = wrap(oneLine(comparisonSummary(compared)), width).map((line) => dressed(compared, line, paint));
  if (isSilent(comparison)) return `${end.join('\n')}\n`;
  const blocks: string[][] = [];
  if (!options.quiet) blocks.push([`${paint.strong(clean(subject(report, options.label)))}  ${paint.faint(`since ${baseText(compared.base)}`)}`]);
  blocks.push(
    section(
      'breaks',
      comparison.breaks.flatMap((s) => statement('✖', s, compared, width, (line) => paint.severity('error', line))),
      paint,
    ),
  );
  if (!options.quiet) {
    blocks.push(
      section(
        'mends',
        comparison.mends.flatMap((s) => statement('✔', s, compared, width, (line) => paint.verdict('reached', line))),
        paint,
      ),
    );
    blocks.push(section('gone, and not mended', unproven(compared, width, paint, options.verbose === true), paint));
    blocks.push(section('other verdicts', others(compared, width), paint));
    blocks.push(section('wakes', firings(compared, 'wakes', width, options.verbose === true), paint));
    blocks.push(section('no longer starts', firings(compared, 'sleeps', width, options.verbose === true), paint));
    blocks.push(section('contract', contract(compared, width, options.verbose === true), paint));
  }
  for (const finding of comparison.fresh)
    if (finding.severity !== 'note' || options.verbose) blocks.push(describeFinding(finding, report, options.read, width, paint));
  const notes = options.quiet || options.verbose ? [] : comparison.fresh.filter((f) => f.severity === 'note');
  blocks.push(notes.flatMap((f) => hang('', oneLine(`note[${f.rule}] ${f.title}: ${place(f.location)}`), width, '  ')));
  blocks.push(end);
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function dressed({ comparison }: Compared, line: string, paint: Palette): string {
  return comparison.breaks.length > 0 ? paint.severity('error', line) : paint.verdict('reached', line);
}

const section = (title: string, lines: readonly string[], paint: Palette): string[] => (lines.length === 0 ? [] : [paint.strong(title), ...lines]);

function statement(mark: string, said: Statement, compared: Compared, width: number, dress: (line: string) => string): string[] {
  const [first = '', ...rest] = hang(`  ${mark} `, oneLine(statementText(said, compared)), width);
  const titles = said.destinations.length === 0 ? [] : said.findings.flatMap((f) => hang('    ', oneLine(f.title), width));
  return [dress(first), ...rest.map(dress), ...titles];
}

/** Findings that went and mended nothing, by why. Notes only when asked for. */
function unproven({ comparison }: Compared, width: number, paint: Palette, all: boolean): string[] {
  return comparison.unproven.flatMap(({ finding, why, standing }) => {
    if (why === 'minor') return all ? hang('  · ', oneLine(`${finding.title} (${finding.rule}): a note`), width).map(paint.faint) : [];
    const now = why === 'stands' ? standing.slice(0, 2).flatMap((f) => hang('      now: ', oneLine(`${f.title} (${f.rule})`), width)) : [];
    return [...hang('  · ', oneLine(`${finding.title} (${finding.rule}); ${UNPROVEN_TEXT[why]}`), width), ...now];
  });
}

/** Destinations that came or went, and those whose verdict is another one without being broken or mended. */
function others(compared: Compared, width: number): string[] {
  const { comparison } = compared;
  const told = new Set([...comparison.breaks, ...comparison.mends].flatMap((s) => s.destinations.map((d) => d.id)));
  return comparison.destinations.filter((c) => !told.has(c.id)).flatMap((c) => hang('  · ', `${nameOf(c.id, compared)}: ${changeText(c)}`, width));
}

function contract(compared: Compared, width: number, all: boolean): string[] {
  const lines = contractSection(compared);
  const shown = all ? lines : lines.slice(0, MOST_ITEMS);
  const more = lines.length - shown.length;
  return [...shown.flatMap((line) => hang('  ', line, width)), ...(more > 0 ? [`    and ${more} more (--verbose lists them)`] : [])];
}

function firings({ comparison }: Compared, which: 'wakes' | 'sleeps', width: number, all: boolean): string[] {
  const list = comparison[which];
  const shown = all ? list : list.slice(0, MOST_FIRINGS);
  const lines = [...new Set(shown.map((f) => firingText(f, which === 'wakes' ? 'starts' : 'no longer starts')))];
  const more = list.length - shown.length;
  return [...lines.flatMap((line) => hang('  · ', line, width)), ...(more > 0 ? [`    and ${more} more (--verbose lists them)`] : [])];
}
