import type { Destination, Finding, Report } from '../report.ts';
import { drawChain } from './chain.ts';
import { sourceFrame } from './frame.ts';
import { type Palette, palette } from './palette.ts';
import { clean, columns, count, hang, oneLine, pad, wrap } from './terminal.ts';
import {
  decisiveRoutes,
  destinationText,
  emptySentence,
  entryText,
  isEmpty,
  ofSeverity,
  openQuestions,
  personsOf,
  place,
  type ReadSource,
  secretsOf,
  subject,
  summary,
  VERDICT_MARK,
  VERDICT_WORD,
} from './view.ts';

export interface TextOptions {
  readonly read: ReadSource;
  /** What the tree is called when its repository's name is not known. */
  readonly label?: string;
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Errors and the last line only. */
  readonly quiet?: boolean;
  /** Notes in full, every destination, every limit. */
  readonly verbose?: boolean;
}

/** More workflows than this that a fix starts are counted. */
const SHORT_LIST = 3;
/** A table longer than this shows only some of what is reached. */
const SHORT_TABLE = 12;

/** The report for people at a terminal. Ends with a newline. */
export function formatText(report: Report, options: TextOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 60), 120);
  if (isEmpty(report)) return `${nothing(report, width, paint).join('\n')}\n`;
  const blocks: string[][] = [];
  if (!options.quiet) {
    blocks.push(header(report, options.label, width, paint));
    if (report.destinations.length > 0) blocks.push(destinations(report, width, paint, options.verbose === true));
  }
  for (const finding of shown(report, options)) blocks.push(describeFinding(finding, report, options.read, width, paint));
  const notes = ofSeverity(report, 'note');
  if (!options.quiet && !options.verbose && notes.length > 0) blocks.push(notes.flatMap((note) => brief(note, width, paint)));
  if (options.verbose && report.limits.length > 0) blocks.push(limits(report.limits, width, paint));
  blocks.push(footer(report, width, paint, options));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** One sentence, and what could not be read, since that may be why nothing was found. */
function nothing(report: Report, width: number, paint: Palette): string[] {
  const sentence = emptySentence(report);
  const others = report.limits.filter((limit) => !sentence.startsWith(limit));
  return [...wrap(sentence, width), ...(others.length === 0 ? [] : ['', ...limits(others, width, paint)])];
}

function shown(report: Report, options: TextOptions): readonly Finding[] {
  const errors = ofSeverity(report, 'error');
  if (options.quiet) return errors;
  const some = [...errors, ...ofSeverity(report, 'warning')];
  return options.verbose ? [...some, ...ofSeverity(report, 'note')] : some;
}

function header(report: Report, label: string | undefined, width: number, paint: Palette): string[] {
  const what = clean(subject(report, label));
  const when = `${report.platform.host} as of ${report.platform.asOf}`;
  if (columns(what) + 2 + columns(when) > width) return [paint.strong(what), paint.faint(when)];
  return [`${paint.strong(what)}  ${paint.faint(when)}`];
}

function destinations(report: Report, width: number, paint: Palette, all: boolean): string[] {
  const full = all || report.destinations.length <= SHORT_TABLE;
  const rows = full ? report.destinations : shorten(report.destinations);
  const idWidth = Math.min(Math.max(...rows.map((row) => columns(oneLine(destinationText(row))))), 44);
  const words = Math.max(...rows.map((row) => VERDICT_WORD[row.verdict].length));
  const lines = [paint.strong('destinations')];
  for (const row of rows) {
    const lead = `  ${VERDICT_MARK[row.verdict]} ${pad(oneLine(destinationText(row)), idWidth)}  ${pad(VERDICT_WORD[row.verdict], words)}`;
    const by = entriesOf(report, row);
    const beside = by !== '' && width - columns(lead) >= 26;
    const [first = '', ...rest] = beside ? hang(`${lead}  `, by, width) : [lead.trimEnd(), ...(by === '' ? [] : hang('      ', by, width))];
    lines.push(
      paint.verdict(row.verdict, first.slice(0, lead.length)) + (first.length > lead.length ? paint.faint(first.slice(lead.length)) : ''),
      ...rest.map(paint.faint),
    );
    if (row.verdict === 'unknown') lines.push(...doubts(row, width, all).map(paint.faint));
  }
  const hidden = report.destinations.length - rows.length;
  if (hidden > 0) lines.push(paint.faint(`  … and ${hidden} more reached (--verbose lists them)`));
  const secrets = secretsOf(report);
  if (secrets.length > 0) {
    const some = all ? secrets : secrets.slice(0, 6);
    const rest = secrets.length - some.length;
    lines.push(
      ...hang(
        '  taken for granted: ',
        `${secrets.length === 1 ? 'secret' : 'secrets'} ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
        width,
      ).map(paint.faint),
    );
  }
  return lines;
}

/** What is not reached always shows; of the rest, as many as the short table holds. */
function shorten(list: readonly Destination[]): readonly Destination[] {
  let room = Math.max(3, SHORT_TABLE - list.filter((row) => row.verdict !== 'reached').length);
  return list.filter((row) => row.verdict !== 'reached' || room-- > 0);
}

function entriesOf(report: Report, destination: Destination): string {
  const texts = [...new Set(decisiveRoutes(destination).map((route) => oneLine(entryText(report, route))))];
  const more = texts.length - 2;
  const then = destination.verdict === 'reached' ? personsOf(destination).slice(0, 1) : [];
  return [...texts.slice(0, 2), ...(more > 0 ? [`and ${more} more`] : []), ...then.map((t) => `once ${oneLine(t)}`)].join('; ');
}

/** What decides a destination that the tree leaves open: the first two questions, or all of them. */
function doubts(row: Destination, width: number, all: boolean): string[] {
  const questions = decisiveRoutes(row).flatMap((route) =>
    route.assumes.map(({ text, decide }) => `${text}${decide === undefined ? '' : `; decide with: ${decide}`}`),
  );
  return [...new Set(questions)].slice(0, all ? undefined : 2).flatMap((question) => hang('      hangs on: ', question, width));
}

/** One finding in full: what, where, why, and what to do. */
export function describeFinding(finding: Finding, report: Report, read: ReadSource, width: number, paint: Palette): string[] {
  const doubt = finding.certainty === 'proven' ? '' : ` (${finding.certainty === 'likely' ? 'likely' : 'not certain'})`;
  const tag = `${finding.severity}[${finding.rule}]`;
  const lines = headline(tag, `${oneLine(finding.title)}${doubt}`, width);
  lines[0] = paint.severity(finding.severity, tag) + paint.strong((lines[0] ?? '').slice(tag.length));
  lines.push(...sourceFrame(finding.location, read, width, paint), '', ...indent(wrap(finding.message, width - 2)));
  if (finding.chain.length > 0) lines.push('', ...drawChain(finding.chain, width, paint));
  const last: string[] = [];
  for (const question of openQuestions(finding)) last.push(...hang('  ', question, width, '    '));
  last.push(...remedies(finding, width));
  const reaches = blocked(finding, report);
  if (reaches !== '') last.push(...hang('  stops: ', reaches, width));
  last.push(paint.faint(`  explain: slipway explain ${finding.rule}`));
  lines.push('', ...last);
  return lines;
}

function remedies(finding: Finding, width: number): string[] {
  if (finding.fixes.length === 0) return finding.advice === undefined ? [] : hang('  fix: ', finding.advice, width);
  const ways = finding.fixes.flatMap((fix) => {
    const secret = fix.secret === null ? '' : ` (needs the secret ${fix.secret})`;
    const more = fix.wakes.length - SHORT_LIST;
    const wakes = fix.wakes.length === 0 ? '' : `; also starts ${fix.wakes.slice(0, SHORT_LIST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return hang('  fix: ', `${fix.id}: ${oneLine(fix.title)}${secret}${wakes}`, width);
  });
  return [...ways, ...hang('  apply: ', `slipway fix --finding ${finding.id} --write`, width)];
}

/** Destinations that are not reached because of this finding. */
function blocked(finding: Finding, report: Report): string {
  const ids = report.destinations
    .filter((row) => row.routes.some((route) => route.because.includes(finding.id)))
    .map((row) => oneLine(destinationText(row)));
  return ids.length > 6 ? `${ids.slice(0, 6).join(', ')} and ${ids.length - 6} more` : ids.join(', ');
}

function brief(note: Finding, width: number, paint: Palette): string[] {
  const tag = `note[${note.rule}]`;
  const lines = headline(tag, `${oneLine(note.title)}: ${place(note.location)}`, width);
  lines[0] = paint.severity('note', tag) + (lines[0] ?? '').slice(tag.length);
  return lines;
}

/** A tag and a title, further lines indented. */
function headline(tag: string, title: string, width: number): string[] {
  return wrap(`${tag} ${title}`, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function limits(list: readonly string[], width: number, paint: Palette): string[] {
  return [paint.strong('limits'), ...list.flatMap((limit) => hang('  - ', limit, width))];
}

function footer(report: Report, width: number, paint: Palette, options: TextOptions): string[] {
  const worst = (['error', 'warning', 'note'] as const).find((severity) => ofSeverity(report, severity).length > 0);
  const hidden = !options.verbose && !options.quiet && report.limits.length > 0;
  const more = hidden ? `; ${count(report.limits.length, 'limit')} (--verbose lists ${report.limits.length === 1 ? 'it' : 'them'})` : '';
  const dress = (line: string): string => (worst === undefined ? paint.verdict('reached', line) : paint.severity(worst, line));
  return wrap(summary(report) + more, width).map(dress);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}
