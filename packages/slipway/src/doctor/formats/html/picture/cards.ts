import { VERDICT_MARK } from '../../view.ts';
import type { Graph, GraphEdge, GraphNode, NodeKind } from './graph.ts';
import { fitted, widthOf } from './measure.ts';

/** Font sizes and distances in pixels of the drawing; the page's style has the same sizes. */
const TEXT = { size: 13, small: 11.5, line: 17, apart: 5 } as const;
export const PAD = { x: 12, y: 9 } as const;
/** Widest text of a card, and most lines of each of its texts. */
const ROOM: Readonly<Record<NodeKind, { readonly width: number; readonly lines: number }>> = {
  entry: { width: 172, lines: 4 },
  workflow: { width: 172, lines: 3 },
  effect: { width: 156, lines: 4 },
  event: { width: 132, lines: 4 },
  destination: { width: 236, lines: 2 },
};
/** Reasons are sentences: they get more room than a name. */
const REASON = { width: 172, lines: 5, most: 3 } as const;

export interface CardLine {
  readonly text: string;
  readonly role: 'main' | 'faint' | 'reason';
  /** Of its baseline, from the card's upper edge. */
  readonly y: number;
}

/** Whether anything arrives at a card: `dead` when all that leads to it is cut. */
export type CardState = 'holds' | 'maybe' | 'cut' | 'dead';

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly CardLine[];
  readonly state: CardState;
}

/** A card where it stands; x and y are its upper left corner. */
export interface Card extends Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** A node's card as large as its texts, reasons of cuts among them. */
export function boxOf(graph: Graph, node: GraphNode): Box {
  const room = ROOM[node.kind];
  const into = graph.edges.filter((edge) => edge.to === node.key);
  const state = stateOf(node, into);
  const mark = node.kind === 'destination' ? `${MARK[state]}\u00a0` : '';
  const texts = node.lines.map((text, index) => {
    const faint = node.kind === 'effect' && index > 0 && !text.startsWith('→');
    return {
      role: faint ? ('faint' as const) : ('main' as const),
      lines: fitted(mark + text, faint ? TEXT.small : TEXT.size, room.width, room.lines),
    };
  });
  const reasons = reasonsOf(graph, node, into).slice(0, REASON.most);
  const width = Math.max(room.width, REASON.width);
  const all = [...texts, ...reasons.map((text) => ({ role: 'reason' as const, lines: fitted(`✖\u00a0${text}`, TEXT.small, width, REASON.lines) }))];
  const lines: CardLine[] = [];
  let y: number = PAD.y;
  let widest = 0;
  for (const [index, text] of all.entries()) {
    if (index > 0) y += TEXT.apart;
    for (const line of text.lines) {
      widest = Math.max(widest, widthOf(line, text.role === 'main' ? TEXT.size : TEXT.small));
      lines.push({ text: line, role: text.role, y: y + TEXT.line * 0.74 });
      y += TEXT.line;
    }
  }
  return { width: Math.ceil(widest) + 2 * PAD.x, height: y + PAD.y, lines, state };
}

const MARK: Readonly<Record<CardState, string>> = {
  holds: VERDICT_MARK.reached,
  maybe: VERDICT_MARK.unknown,
  cut: VERDICT_MARK.broken,
  dead: VERDICT_MARK.broken,
};

/** A destination is what the worst route of a release makes it; any other card lives when one edge to it does. */
function stateOf(node: GraphNode, into: readonly GraphEdge[]): CardState {
  if (node.kind === 'destination') {
    if (into.some((edge) => edge.ends === 'broken' || edge.ends === 'never')) return 'cut';
    if (into.some((edge) => edge.ends === 'unknown')) return 'maybe';
    if (into.some((edge) => edge.ends === 'reached')) return 'holds';
  }
  if (into.length === 0 || into.some((edge) => edge.state === 'holds')) return 'holds';
  if (into.some((edge) => edge.state === 'maybe')) return 'maybe';
  return isArrival(node) && into.some((edge) => edge.state === 'cut') ? 'cut' : 'dead';
}

/** What tells of its own cut; that an event starts no workflow is told at the event. */
function isArrival(node: GraphNode | undefined): boolean {
  return node?.kind === 'destination' || node?.kind === 'effect';
}

/** Why an effect does not happen, a destination is not reached, or nothing goes on from a node; with the target's name where only some of its edges are cut so. */
function reasonsOf(graph: Graph, node: GraphNode, into: readonly GraphEdge[]): readonly string[] {
  const own = isArrival(node) ? into.filter((edge) => edge.state === 'cut').flatMap((edge) => edge.reason ?? []) : [];
  const out = graph.edges.filter((edge) => edge.from === node.key && !isArrival(graph.nodes.get(edge.to)));
  const cuts = out.filter((edge) => edge.state === 'cut' && edge.reason !== undefined);
  const reasons = [...new Set(cuts.flatMap((edge) => edge.reason ?? []))];
  if (reasons.length === 1 && cuts.length === out.length) return [...new Set([...own, ...reasons])];
  return [...new Set([...own, ...cuts.map((edge) => `${graph.nodes.get(edge.to)?.lines[0]}: ${edge.reason}`)])];
}
