import type { Trace, TraceNode } from '../options.ts';
import { type Palette, palette } from './palette.ts';
import { columns, hang, oneLine } from './terminal.ts';
import { placed } from './view.ts';

export interface TraceTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** One walk as a tree: what the event starts, what that does, and what that starts in turn. Ends with a newline. */
export function formatTrace(trace: Trace, options: TraceTextOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 40), 120);
  const lines: string[] = [];
  draw(trace.root, '', '', lines, width, paint);
  if (trace.root.children.length === 0) lines.push('  nothing follows');
  if (trace.limits.length > 0) lines.push('', paint.strong('limits'), ...trace.limits.flatMap((limit) => hang('  - ', limit, width)));
  return `${lines.join('\n')}\n`;
}

/** The walk as JSON, two spaces. Ends with a newline. */
export function formatTraceJson(trace: Trace): string {
  return `${JSON.stringify({ schemaVersion: 1, root: ordered(trace.root), limits: trace.limits }, null, 2)}\n`;
}

function draw(node: TraceNode, lead: string, below: string, lines: string[], width: number, paint: Palette): void {
  const mark = node.state === 'cut' ? '✖ ' : node.state === 'maybe' ? '? ' : lead === '' ? '▶ ' : '';
  const kind = lead === '' || node.text.startsWith(`${node.kind} `) ? '' : `${node.kind} `;
  const dress = node.state === 'cut' ? paint.cut : node.state === 'maybe' ? paint.maybe : (text: string) => text;
  const hasChildren = node.children.length > 0;
  const under = `${below}${hasChildren ? '│ ' : '  '}`;
  const { text, at } = placed(oneLine(node.text), node.location);
  const body = hang(`${lead}${mark}${kind}`, text, width, `${under}${' '.repeat(columns(mark) + 1)}`);
  body.forEach((line, index) => {
    const fixed = index === 0 ? lead.length : under.length;
    const tail = index === body.length - 1 && at !== '' ? `  ${paint.faint(at)}` : '';
    lines.push(`${paint.faint(line.slice(0, fixed))}${dress(line.slice(fixed))}${tail}`);
  });
  if (node.why !== undefined) {
    for (const line of hang(`${under}  `, oneLine(node.why), width, `${under}  `))
      lines.push(`${paint.faint(line.slice(0, under.length))}${line.slice(under.length)}`);
  }
  node.children.forEach((child, index) => {
    const last = index === node.children.length - 1;
    draw(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, lines, width, paint);
  });
}

function ordered(node: TraceNode): object {
  const { kind, text, location, state, why, children } = node;
  return {
    kind,
    text,
    state,
    ...(why === undefined ? {} : { why }),
    ...(location === undefined ? {} : { location }),
    children: children.map(ordered),
  };
}
