import { code, inline } from '../../formats/markdown-text.ts';
import { place, subject } from '../../formats/view.ts';
import type { Finding } from '../../report.ts';
import { capital } from '../../wording.ts';
import type { Statement } from '../types.ts';
import {
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

/** Items of one list; a pull request's comment and a job's summary have their limits. */
const MOST = 30;

/** What a change breaks, mends and lets start, in Markdown: for a pull request's comment or a job's summary. Ends with a newline. */
export function formatComparisonMarkdown(compared: Compared, label?: string): string {
  const { comparison } = compared;
  const blocks = [`# Release check: ${inline(subject(compared.report, label))}`, `${inline(capital(comparisonSummary(compared)))}.`];
  if (isSilent(comparison)) return `${blocks.join('\n\n')}\n`;
  const told = new Set([...comparison.breaks, ...comparison.mends].flatMap((s) => s.destinations.map((d) => d.id)));
  list(
    blocks,
    '## Breaks',
    comparison.breaks.map((s) => statement('✖', s, compared)),
  );
  list(
    blocks,
    '## Mends',
    comparison.mends.map((s) => statement('✔', s, compared)),
  );
  list(
    blocks,
    '## New findings',
    comparison.fresh.map((f) => `**${f.severity}** ${finding(f)}${f.severity === 'note' ? '' : `\n  ${inline(f.message)}`}`),
  );
  list(
    blocks,
    '## Gone, and not mended',
    comparison.unproven.flatMap(({ finding: f, why, standing }) =>
      why === 'minor'
        ? []
        : [
            `${finding(f)}: ${UNPROVEN_TEXT[why]}${
              why === 'stands'
                ? standing
                    .slice(0, 2)
                    .map((s) => `\n  - now: ${finding(s)}`)
                    .join('')
                : ''
            }`,
          ],
    ),
  );
  list(
    blocks,
    '## Other verdicts',
    comparison.destinations.filter((c) => !told.has(c.id)).map((c) => `${inline(nameOf(c.id, compared))}: ${changeText(c)}`),
  );
  list(blocks, '## Wakes', [...new Set(comparison.wakes.map((f) => inline(firingText(f, 'starts'))))]);
  list(blocks, '## No longer starts', [...new Set(comparison.sleeps.map((f) => inline(firingText(f, 'no longer starts'))))]);
  list(blocks, '## Contract', contractSection(compared).map(inline));
  return `${blocks.join('\n\n')}\n`;
}

function list(blocks: string[], title: string, items: readonly string[]): void {
  if (items.length === 0) return;
  const more = items.length - MOST;
  blocks.push(title, [...items.slice(0, MOST).map((item) => `- ${item}`), ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'));
}

function statement(mark: string, said: Statement, compared: Compared): string {
  const titles = said.destinations.length === 0 ? [] : said.findings.map((f) => `\n  - ${finding(f)}`);
  return `${mark} ${inline(statementText(said, compared))}${titles.join('')}`;
}

const finding = (f: Finding): string => `${inline(f.title)}: ${code(place(f.location))}, rule ${code(f.rule)}`;
