import type { Fact } from '../../actions/facts/index.ts';
import type { RulePage } from '../options.ts';
import { type Palette, palette } from './palette.ts';
import { clean, columns, hang, pad, wrap } from './terminal.ts';

export interface PageOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const CONFIDENCE: Readonly<Record<string, string>> = {
  H: 'documented, or many consistent reports',
  M: 'consistent reports, or inferred',
  L: 'one report, or not verified',
};

/** A rule's page for a terminal: its Markdown with headings set off and paragraphs wrapped; code stays as it is. */
export function formatPage(rule: RulePage, options: PageOptions): string {
  const paint = palette(options.color);
  const width = bounded(options.width);
  const lines = [`${paint.strong(rule.id)}  ${paint.faint(`${rule.severity}, ${rule.group}`)}`];
  let fence = '';
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) lines.push(...wrap(paragraph.join(' '), width));
    paragraph = [];
  };
  for (const line of clean(rule.page).trim().split('\n')) {
    const [, ticks] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== '') {
      if (ticks?.startsWith(fence)) fence = '';
      else lines.push(paint.faint(`    ${line}`));
    } else if (ticks !== undefined) {
      flush();
      fence = ticks;
    } else if (line === `# ${rule.id}`) {
      // The first line has said so.
    } else if (/^#{1,6} /.test(line)) {
      flush();
      lines.push(paint.strong(line.replace(/^#+ /, '')));
    } else if (/^\s*(?:[-*]|\d+\.) /.test(line)) {
      flush();
      const [, marker = '', rest = ''] = /^(\s*(?:[-*]|\d+\.) )(.*)$/.exec(line) ?? [];
      lines.push(...hang(marker, rest, width));
    } else if (line.trim() === '' || line.startsWith('|')) {
      flush();
      lines.push(line.trimEnd());
    } else {
      paragraph.push(line.trim());
    }
  }
  flush();
  return `${lines.join('\n')}\n`;
}

/** A fact of the platform, what follows from it, and where it was read. */
export function formatFact(fact: Fact, options: PageOptions): string {
  const paint = palette(options.color);
  const width = bounded(options.width);
  const lines = [paint.strong(fact.slug), '', ...wrap(fact.says, width)];
  if (fact.consequence !== '') lines.push('', ...hang('so: ', fact.consequence, width));
  lines.push('', ...fact.sources.flatMap((source) => hang('source: ', source, width)));
  if (fact.date !== '') lines.push(...hang('date: ', fact.date, width));
  lines.push(...hang('confidence: ', CONFIDENCE[fact.confidence] ?? fact.confidence, width));
  if (fact.note !== undefined) lines.push(...hang('note: ', fact.note, width));
  return `${lines.join('\n')}\n`;
}

/** All rules by group: id, severity, title. */
export function formatRuleList(rules: readonly RulePage[], options: PageOptions): string {
  const paint = palette(options.color);
  const width = bounded(options.width);
  const wide = Math.max(0, ...rules.map((rule) => columns(rule.id)));
  const groups = [...new Set(rules.map((rule) => rule.group))];
  const blocks = groups.map((group) => [
    paint.strong(group),
    ...rules.filter((rule) => rule.group === group).flatMap((rule) => ruleLines(rule, wide, width, paint)),
  ]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function ruleLines(rule: RulePage, wide: number, width: number, paint: Palette): string[] {
  const lead = `  ${pad(rule.id, wide)}  ${pad(rule.severity, 'warning'.length)}  `;
  const lines = hang(lead, rule.title, width);
  const severity = pad(rule.severity, 'warning'.length);
  lines[0] = (lines[0] ?? '').replace(severity, () => paint.severity(rule.severity, severity));
  return lines;
}

function bounded(width: number): number {
  return Math.min(Math.max(width, 40), 100);
}
