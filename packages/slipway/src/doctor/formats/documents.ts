import type { Claim, DocumentsReport } from '../documents/index.ts';
import { palette } from './palette.ts';
import { clean, count, hang } from './terminal.ts';

export interface DocumentsTextOptions {
  readonly width: number;
  readonly color: boolean;
  /** Also claims that are true, or not known to be false. */
  readonly all: boolean;
}

const WORD = { false: 'not so', true: 'so', unknown: 'not known' } as const;

/** The claims of documents for a terminal: by document, each with its line, what it says, what is so and what follows. */
export function formatDocuments(report: DocumentsReport, { width, color, all }: DocumentsTextOptions): string {
  const paint = palette(color);
  const shown = shownOf(report, all);
  const out: string[] = [];
  let path = '';
  for (const claim of shown) {
    if (claim.at.path !== path) {
      if (path !== '') out.push('');
      path = claim.at.path;
      out.push(paint.strong(clean(path)));
    }
    const word = WORD[claim.verdict];
    const mark = claim.verdict === 'false' ? paint.maybe(word) : paint.faint(word);
    out.push(`  ${claim.at.line}  ${mark}  ${paint.faint(claim.kind)}`);
    const rows: [string, string][] = [
      ['documented', claim.text],
      ['actual', claim.actual],
    ];
    if (claim.verdict === 'false') rows.push(['impact', claim.impact]);
    for (const [name, text] of rows) if (text !== '') out.push(...hang(`     ${paint.faint(name.padEnd(11))}`, readable(clean(text)), width));
  }
  out.push(...(out.length > 0 ? [''] : []), sentence(report));
  if (report.limits.length > 0)
    out.push(paint.faint(`${count(report.limits.length, 'limit')} on what could be read or followed (--format json lists them)`));
  return `${out.join('\n')}\n`;
}

/** The same as a Markdown table: documented, actual, impact. */
export function formatDocumentsMarkdown(report: DocumentsReport, all: boolean): string {
  const shown = shownOf(report, all);
  const lines = [sentence(report)];
  if (shown.length > 0) {
    lines.push('', `| Where | Documented | ${all ? 'Verdict | ' : ''}Actual | Impact |`, `| --- | --- | ${all ? '--- | ' : ''}--- | --- |`);
    for (const c of shown)
      lines.push(`| ${[`\`${c.at.path}:${c.at.line}\``, c.text, ...(all ? [WORD[c.verdict]] : []), c.actual, c.impact].map(cell).join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** All claims with their verdicts, as JSON. */
export function formatDocumentsJson(report: DocumentsReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function shownOf({ claims }: DocumentsReport, all: boolean): readonly Claim[] {
  return all ? claims : claims.filter((c) => c.verdict === 'false');
}

function sentence({ claims }: DocumentsReport): string {
  const of = (verdict: Claim['verdict']) => claims.filter((c) => c.verdict === verdict).length;
  const files = new Set(claims.map((c) => c.at.path)).size;
  if (claims.length === 0) return 'No document says anything of the release that can be held against the workflows.';
  return `${count(claims.length, 'claim')} in ${count(files, 'document')}: ${of('true')} so, ${of('false')} not so, ${of('unknown')} not known.`;
}

function cell(text: string): string {
  return readable(clean(text)).replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

function readable(text: string): string {
  return text.replaceAll('{any}', '…');
}
