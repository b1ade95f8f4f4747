import { html, type Markup } from '../markup.ts';
import { type Card, PAD } from './cards.ts';
import type { EdgeState, Graph } from './graph.ts';
import type { Layout, Point } from './layout.ts';

/** How far a picture may shrink before its texts are hard to read. */
const LEAST = 0.8;

/** What is drawn last lies on top: what breaks must be seen. */
const LAYER: Readonly<Record<EdgeState, number>> = { dead: 0, holds: 1, maybe: 2, cut: 3 };

/**
 * One lane as inline SVG: cards of real text, edges that say by colour and stroke whether the release passes.
 * @param label what a screen reader calls the picture
 * @param link where a cut's finding is told, if it is
 */
export function drawLane(graph: Graph, layout: Layout, label: string, link: (finding: string) => string | undefined): Markup {
  const { width, height, cards, ways } = layout;
  const order = graph.edges.map((_, index) => index).sort((a, b) => LAYER[graph.edges[a]!.state] - LAYER[graph.edges[b]!.state] || a - b);
  const lines = order.map((index) => {
    const edge = graph.edges[index]!;
    return wire(ways[index]!, edge.state, `${graph.nodes.get(edge.from)?.title} → ${graph.nodes.get(edge.to)?.title}${TOLD[edge.state]}`);
  });
  const marks = order.flatMap((index) => {
    const edge = graph.edges[index]!;
    if (edge.state !== 'cut') return [];
    const target = edge.finding === undefined ? undefined : link(edge.finding);
    return [crossing(ways[index]!, edge.reason ?? 'the chain is cut here', target)];
  });
  // A picture that is a little too wide shrinks; one that is much too wide is scrolled.
  const size = html`viewBox="0 0 ${round(width)} ${round(height)}" style="width: ${round(width)}px; min-width: ${round(width * LEAST)}px"`;
  return html`<svg class="lane" role="group" aria-label="${label}" ${size}>${lines}${cards.map(card)}${marks}</svg>`;
}

const TOLD: Readonly<Record<EdgeState, string>> = { holds: '', maybe: ' (not known)', cut: ' (cut)', dead: ' (never, because of a cut before)' };

function card({ node, state, lines, x, y, width, height }: Card): Markup {
  const corner = node.kind === 'event' ? 16 : node.kind === 'entry' ? 10 : 5;
  const texts = lines.map((line) => html`<text class="${line.role}" x="${round(x + PAD.x)}" y="${round(y + line.y)}">${line.text}</text>`);
  return html`<g class="card ${node.kind} ${state}"><title>${node.title}</title><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${corner}"/>${texts}</g>`;
}

function wire(points: readonly Point[], state: EdgeState, title: string): Markup {
  const end = points.at(-1)!;
  const head = `M${round(end.x - 8)} ${round(end.y - 4.5)}L${round(end.x)} ${round(end.y)}L${round(end.x - 8)} ${round(end.y + 4.5)}Z`;
  return html`<g class="edge ${state}"><title>${title}</title><path class="wire" d="${curve(points)}"/><path class="head" d="${head}"/></g>`;
}

/** Level pieces beside the cards between, and an S from one level to the next. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  let path = `M${round(first!.x)} ${round(first!.y)}`;
  let from = first!;
  for (const to of rest) {
    if (to.y === from.y) path += `L${round(to.x)} ${round(to.y)}`;
    else {
      const bend = to.x > from.x ? (to.x - from.x) / 2 : 40;
      path += `C${round(from.x + bend)} ${round(from.y)} ${round(to.x - bend)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    }
    from = to;
  }
  return path;
}

/** The mark on a cut edge, before it arrives. */
function crossing(points: readonly Point[], reason: string, target: string | undefined): Markup {
  const [a, b] = [points.at(-2)!, points.at(-1)!];
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const cross = `M${round(x - 4)} ${round(y - 4)}l8 8m0 -8l-8 8`;
  const mark = html`<g class="crossing"><title>${reason}</title><circle cx="${round(x)}" cy="${round(y)}" r="9"/><path d="${cross}"/></g>`;
  return target === undefined ? mark : html`<a href="${target}" aria-label="${`cut: ${reason}`}">${mark}</a>`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
