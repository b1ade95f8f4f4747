import type { Link } from '../report.ts';
import type { Palette } from './palette.ts';
import { columns, hang, oneLine, pad } from './terminal.ts';
import { placed, withoutKind } from './view.ts';

const KIND_WIDTH = 'destination'.length;

/**
 * A chain drawn link by link: `▶` where it starts, `├` while it holds, `✖` where it is cut, `┊` for what therefore never happens,
 * `└` where it ends. Places stand behind the text while they fit, else on a line of their own.
 */
export function drawChain(links: readonly Link[], width: number, paint: Palette): string[] {
  const lines: string[] = [];
  let severed = false;
  links.forEach((link, index) => {
    // A destination behind the cut is where nothing arrives, not another break.
    const cut = link.state === 'cut' && !(severed && link.kind === 'destination');
    const mark = cut ? '✖' : severed ? '┊' : link.state === 'maybe' ? '?' : index === 0 ? '▶' : index === links.length - 1 ? '└' : '├';
    const rest = index === links.length - 1 ? ' ' : severed || cut ? '┊' : '│';
    const dress = cut ? paint.cut : severed ? paint.faint : link.state === 'maybe' ? paint.maybe : (text: string) => text;
    const lead = ` ${mark} ${pad(link.kind, KIND_WIDTH)} `;
    const { text, at } = placed(withoutKind(link.kind, oneLine(link.text)), link.location);
    const body = hang(lead, text, width, ` ${rest} ${' '.repeat(KIND_WIDTH + 1)}`);
    const final = body.at(-1) ?? lead;
    const fits = at !== '' && columns(final) + 2 + columns(at) <= width;
    body.forEach((line, row) => {
      lines.push(dress(line) + (fits && row === body.length - 1 ? `  ${paint.faint(at)}` : ''));
    });
    if (at !== '' && !fits) lines.push(paint.faint(` ${rest} ${' '.repeat(KIND_WIDTH + 1)}${at}`));
    severed ||= cut;
  });
  return lines;
}
