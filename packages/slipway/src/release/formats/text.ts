import { type Palette, palette } from '../../doctor/formats/palette.ts';
import { columns, count, hang, oneLine, pad, wrap } from '../../doctor/formats/terminal.ts';
import { VERDICT_MARK, VERDICT_WORD } from '../../doctor/formats/view.ts';
import { drivenBy } from '../drivers.ts';
import type { Plan, PlannedComponent, Unreleased } from '../types.ts';
import { cropped } from './cropped.ts';
import { explainText } from './explain.ts';
import { plainMarkdown } from './markdown-shown.ts';
import {
  changeOf,
  contractSummary,
  firstSentence,
  furtherReasons,
  nextSteps,
  nothingSentence,
  shownDestinations,
  sourceOf,
  standingOf,
  stepOf,
} from './shown.ts';

export interface PlanTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Every commit that was looked at, with its reason. */
  readonly explain?: boolean;
}

/** Longer notes are cut, and so are longer lists of files. */
const NOTES_LINES = 16;
/** What breaks may be told in a page. */
const LINES_OF_ITEM = 3;
const FILES = 12;
/** What is not reached always shows. */
const DESTINATIONS = 12;
/** Reasons of one component. */
const REASONS = 4;
const WARNINGS = 8;
/** Notes of more components than this are counted. */
const WITH_NOTES = 3;
/** Components without a release of their own that are named; the others are counted. */
const UNRELEASED = 8;

/** A plan for people at a terminal. Ends with a newline. */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const width = Math.min(Math.max(options.width, 60), 120);
  const paint = palette(options.color);
  const blocks = [header(plan, paint)];
  if (plan.components.length === 0) blocks.push(nothing(plan, width, paint));
  else blocks.push(versions(plan, width, paint, options.explain === true));
  if (options.explain) blocks.push(...explainText(plan, width, paint));
  else if (plan.components.length > 0) blocks.push(...notes(plan, width, paint));
  blocks.push(files(plan, paint), destinations(plan, width, paint), warnings(plan, width, paint));
  if (plan.components.length > 0) blocks.push(unreleased(plan.unreleased, width, paint), next(plan, width, paint, options.explain === true));
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function header(plan: Plan, paint: Palette): string[] {
  return [`${paint.strong(sourceOf(plan))}  ${paint.faint(plan.date)}`];
}

function nothing(plan: Plan, width: number, paint: Palette): string[] {
  const lines = wrap(`nothing to release on ${plan.channel}: ${lowered(nothingSentence(plan))}`, width);
  return [
    ...lines.slice(0, 1).map((line) => paint.strong(line)),
    ...lines.slice(1),
    ...(plan.unreleased.length > 1 ? list(plan.unreleased, width) : []),
  ];
}

/** A sentence that goes on after a colon, unless it starts with a name. */
function lowered(sentence: string): string {
  return /^(?:The|This|There|None|No|It|A|An) /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function versions(plan: Plan, width: number, paint: Palette, explained: boolean): string[] {
  const { components } = plan;
  const lines = [paint.strong(`${plan.channel} release of ${components.length === 1 ? 'one component' : count(components.length, 'component')}`)];
  const names = Math.min(32, Math.max(...components.map(({ name }) => columns(oneLine(name)))));
  const steps = Math.max(...components.map((one) => columns(stepOf(one))));
  const bumps = Math.max(...components.map(({ bump }) => bump.length));
  const few = components.length <= 6;
  for (const one of components) {
    const lead = `  ${pad(oneLine(one.name), names)}  ${pad(stepOf(one), steps)}`;
    const rest = `${pad(one.bump === 'none' ? '' : one.bump, bumps)}  tag ${oneLine(one.tag)}`;
    const fits = columns(lead) + 2 + columns(rest) <= width;
    lines.push(`  ${pad(oneLine(one.name), names)}  ${paint.verdict('reached', pad(stepOf(one), steps))}${fits ? `  ${rest.trimEnd()}` : ''}`);
    if (!fits) lines.push(`      ${rest.trim()}`);
    if (few || explained) lines.push(...hang('      ', standingOf(one), width).map(paint.faint));
    // The explanation of each component begins with them.
    if (few && !explained) lines.push(...reasons(one, width).map(paint.faint));
  }
  if (!few && !explained) lines.push(paint.faint('  why each: --explain'));
  return lines;
}

function reasons(one: PlannedComponent, width: number): string[] {
  const why = furtherReasons(one);
  const shown = why.slice(0, REASONS).flatMap((reason) => hang('      ', oneLine(reason), width));
  return why.length > REASONS ? [...shown, `      … and ${count(why.length - REASONS, 'reason')} more (--explain)`] : shown;
}

function notes(plan: Plan, width: number, paint: Palette): string[][] {
  const withNotes = plan.components.filter((one) => one.notes.trim() !== '');
  if (withNotes.length === 0) return [[paint.strong('notes'), '  none: no change has a section in them']];
  const blocks: string[][] = [];
  const room = withNotes.length === 1 ? NOTES_LINES : 8;
  for (const one of withNotes.slice(0, WITH_NOTES)) {
    // A link alone says nothing at a terminal.
    const all = joined(plainMarkdown(one.notes.replace(/^\[[^\]\n]*\]\([^()\s]*\)$/gm, '')))
      .split('\n')
      .filter((line) => line.trim() !== '');
    const title = withNotes.length === 1 ? 'notes' : `notes of ${oneLine(one.name)} ${one.to}`;
    const lines = all.slice(0, room).flatMap((line) => noteLine(line, width, paint));
    if (all.length > room)
      lines.push(
        paint.faint(
          `  … ${all.length - room} more ${all.length - room === 1 ? 'line' : 'lines'} (slipway notes${plan.components.length === 1 ? '' : ` --component ${one.name}`})`,
        ),
      );
    blocks.push([paint.strong(title), ...lines]);
  }
  const more = withNotes.length - WITH_NOTES;
  if (more > 0) blocks.push([paint.faint(`and the notes of ${count(more, 'component')} more (slipway notes)`)]);
  return blocks;
}

/** Items that go on in lines of their own stand in one: how wide a terminal is decides where they are broken. Code keeps its lines. */
function joined(markdown: string): string {
  return markdown.includes('```') ? markdown : markdown.replace(/([^\n])\n[ \t]+(?![-*+] |\d+[.)] |[ \t])/g, '$1 ');
}

function noteLine(line: string, width: number, paint: Palette): string[] {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return [`  ${paint.strong(heading)}`];
  const item = /^(\s*[-*] )(.*)$/.exec(line);
  if (item === null) return hang('    ', cropped(line.trim(), LINES_OF_ITEM * (width - 8)), width);
  return hang(`    ${item[1]!}`, cropped(item[2]!, LINES_OF_ITEM * (width - 8)), width);
}

const MARK = { new: '+', changed: '~', removed: '-' } as const;

function files(plan: Plan, paint: Palette): string[] {
  if (plan.files.length === 0) return plan.components.length === 0 ? [] : [paint.strong('files'), '  none has to change'];
  const shown = plan.files.length <= FILES ? plan.files : plan.files.slice(0, FILES - 1);
  const lines = shown.map((file) => `  ${MARK[changeOf(file)]} ${oneLine(file.path)}${file.before === null ? paint.faint('  (new)') : ''}`);
  const more = plan.files.length - shown.length;
  return [paint.strong('files'), ...lines, ...(more > 0 ? [paint.faint(`  … and ${more} more (--format json)`)] : [])];
}

function destinations(plan: Plan, width: number, paint: Palette): string[] {
  if (plan.components.length === 0) return [];
  const all = shownDestinations(plan.destinations);
  if (all.length === 0) return [paint.strong('reaches'), '  no workflow delivers anything from here'];
  const open = all.filter(({ verdict }) => verdict !== 'reached').length;
  const shown = all.length <= DESTINATIONS ? all : all.slice(0, Math.max(DESTINATIONS - 1, open));
  const names = Math.min(50, Math.max(...shown.map(({ name }) => columns(name))));
  const lines = shown.map(({ name, verdict }) => paint.verdict(verdict, `  ${VERDICT_MARK[verdict]} ${pad(name, names)}  ${VERDICT_WORD[verdict]}`));
  if (shown.length < all.length) lines.push(paint.faint(`  … and ${all.length - shown.length} more reached (slipway doctor)`));
  else if (open > 0) lines.push(paint.faint('  why: slipway doctor'));
  const parts = contractSummary(plan.contract);
  if (parts !== '') lines.push(...hang('  must consist of ', `${parts} (slipway contract)`, width, '    ').map(paint.faint));
  return [paint.strong('reaches'), ...lines];
}

function warnings(plan: Plan, width: number, paint: Palette): string[] {
  if (plan.warnings.length === 0) return [];
  const shown = plan.warnings.length <= WARNINGS ? plan.warnings : plan.warnings.slice(0, WARNINGS - 1);
  const more = plan.warnings.length - shown.length;
  return [
    paint.strong('warnings'),
    ...shown.flatMap((text) => hang('  ! ', oneLine(text), width)).map((line) => paint.maybe(line)),
    ...(more > 0 ? [paint.faint(`  … and ${more} more (--format json)`)] : []),
  ];
}

function unreleased(rows: readonly Unreleased[], width: number, paint: Palette): string[] {
  return rows.length === 0 ? [] : [paint.strong('not released'), ...list(rows, width)];
}

/** What is refused comes first; of the others the first few. */
function list(rows: readonly Unreleased[], width: number): string[] {
  const sorted = [...rows.filter(({ kind }) => kind === 'refused'), ...rows.filter(({ kind }) => kind === 'nothing')];
  const shown =
    sorted.length <= UNRELEASED ? sorted : sorted.slice(0, Math.max(UNRELEASED - 1, rows.filter(({ kind }) => kind === 'refused').length));
  const names = Math.min(32, Math.max(...shown.map(({ name }) => columns(oneLine(name)))));
  const lines = shown.flatMap(({ name, kind, why }) =>
    hang(`  ${pad(oneLine(name), names)}  `, kind === 'refused' ? `refused: ${oneLine(why)}` : firstSentence(oneLine(why)), width),
  );
  const more = sorted.length - shown.length;
  return more > 0 ? [...lines, `  … and ${more} more (--explain)`] : lines;
}

function next(plan: Plan, width: number, paint: Palette, explained: boolean): string[] {
  const steps = nextSteps(plan).filter(({ command }) => !(explained && command.endsWith('--explain')));
  const room = Math.max(0, ...steps.map(({ command }) => columns(command)));
  // Long commands leave no room beside them.
  const beside = room <= width / 2;
  const lines = [...drivenBy(plan.components)].flatMap(([driver, names]) =>
    hang(
      '  ',
      `${driver} makes the release${names.length === plan.components.length ? '' : ` of ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`}; this is what it will do as far as its rules tell.`,
      width,
    ),
  );
  return [
    paint.strong('next'),
    ...lines,
    ...steps.flatMap(({ command, why }) =>
      beside ? hang(`  ${pad(command, room)}  `, why, width) : [`  ${command}`, ...hang('      ', why, width)],
    ),
  ];
}
