import { type Box, boxOf, type Card } from './cards.ts';
import type { Graph } from './graph.ts';
import { type Layers, layersOf } from './layers.ts';

/** Distances in pixels of the drawing. */
const GAP = { column: 42, row: 16, waypoint: 12 } as const;
const MARGIN = 8;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  /** For each edge of the graph, in its order: where it leaves, what it passes, where it arrives. */
  readonly ways: readonly (readonly Point[])[];
}

/** Where everything of one lane stands. No two cards overlap, and every text fits into its card. */
export function layoutOf(graph: Graph): Layout {
  const layers = layersOf(graph);
  const boxes = new Map([...graph.nodes.values()].map((node) => [node.key, boxOf(graph, node)]));
  const widths = layers.columns.map((column) => Math.max(0, ...column.map((key) => boxes.get(key)?.width ?? 0)));
  const lefts: number[] = [];
  for (let at = 0, x = MARGIN; at < widths.length; x += widths[at]! + GAP.column, at++) lefts.push(x);
  const middles = heights(layers, boxes);
  const cards: Card[] = [];
  const columnOf = new Map<string, number>();
  layers.columns.forEach((column, at) => {
    for (const key of column) {
      columnOf.set(key, at);
      const box = boxes.get(key);
      const node = graph.nodes.get(key);
      if (box === undefined || node === undefined) continue;
      // Entries stand close to what they start, everything else close to where it comes from.
      const x = node.kind === 'entry' ? lefts[at]! + widths[at]! - box.width : lefts[at]!;
      cards.push({ ...box, node, x, y: middles.get(key)! - box.height / 2 });
    }
  });
  const byKey = new Map(cards.map((card) => [card.node.key, card]));
  const ways = layers.ways.map((way) =>
    way.flatMap((key, index): Point[] => {
      const y = middles.get(key)!;
      const card = byKey.get(key);
      const left = lefts[columnOf.get(key)!]!;
      if (card === undefined) {
        const right = left + widths[columnOf.get(key)!]!;
        const back = columnOf.get(way[index - 1]!)! > columnOf.get(key)!;
        return back
          ? [
              { x: right, y },
              { x: left, y },
            ]
          : [
              { x: left, y },
              { x: right, y },
            ];
      }
      return [index === 0 ? { x: card.x + card.width, y } : { x: card.x, y }];
    }),
  );
  const bottom = Math.max(0, ...cards.map((card) => card.y + card.height), ...ways.flat().map((point) => point.y));
  return { width: (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0) + MARGIN, height: bottom + MARGIN, cards, ways };
}

/** The middle of every node and waypoint: near its neighbours, in its layer's order, with room between. */
function heights({ columns, ways }: Layers, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, number> {
  const height = (key: string): number => boxes.get(key)?.height ?? 0;
  const gap = (a: string, b: string): number => (height(a) + height(b)) / 2 + (boxes.has(a) && boxes.has(b) ? GAP.row : GAP.waypoint);
  const middle = new Map<string, number>();
  for (const column of columns) {
    for (const [i, key] of column.entries()) middle.set(key, i === 0 ? 0 : middle.get(column[i - 1]!)! + gap(column[i - 1]!, key));
  }
  const near = new Map<string, string[]>();
  for (const column of columns) for (const key of column) near.set(key, []);
  for (const way of ways) {
    for (let i = 1; i < way.length; i++) {
      near.get(way[i]!)?.push(way[i - 1]!);
      near.get(way[i - 1]!)?.push(way[i]!);
    }
  }
  for (let round = 0; round < 12; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const wishes = column.map((key) => {
        const others = near.get(key) ?? [];
        return others.length === 0 ? middle.get(key)! : others.reduce((sum, other) => sum + middle.get(other)!, 0) / others.length;
      });
      const placed = spread(
        wishes,
        column.map((key, i) => (i === 0 ? 0 : gap(column[i - 1]!, key))),
      );
      for (const [i, key] of column.entries()) middle.set(key, placed[i]!);
    }
  }
  const top = Math.min(...[...middle].map(([key, y]) => y - height(key) / 2));
  return new Map([...middle].map(([key, y]) => [key, y - top + MARGIN]));
}

/**
 * The places nearest to the wished ones (least squares) that keep the order and the distances: pool adjacent violators.
 * @param gaps distance of each from the one before it
 */
export function spread(wishes: readonly number[], gaps: readonly number[]): readonly number[] {
  let offset = 0;
  const offsets = gaps.map((gap) => {
    offset += gap;
    return offset;
  });
  const pools: { sum: number; count: number }[] = [];
  wishes.forEach((wish, i) => {
    let pool = { sum: wish - offsets[i]!, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const out: number[] = [];
  for (const pool of pools) for (let n = 0; n < pool.count; n++) out.push(pool.sum / pool.count + offsets[out.length]!);
  return out;
}
