import type { Graph, GraphEdge } from './graph.ts';

/** Nodes of one lane by layer, left to right; `waypoint`s lead an edge that is longer than one layer past the nodes between. */
export interface Layers {
  /** Keys of nodes and of waypoints, top to bottom. */
  readonly columns: readonly (readonly string[])[];
  /** Edges as the keys that they pass, from end to end; drawn backwards when the lane runs in a circle. */
  readonly ways: readonly (readonly string[])[];
}

const SWEEPS = 8;

/** Layers by the longest way, entries as late as they can stand, ordered so that few edges cross. */
export function layersOf(graph: Graph): Layers {
  const forward = withoutCircles(graph);
  const rank = ranks(graph, forward);
  const columns: string[][] = [];
  for (const key of graph.nodes.keys()) {
    const at = rank.get(key) ?? 0;
    while (columns.length <= at) columns.push([]);
    columns[at]!.push(key);
  }
  const ways = graph.edges.map(({ from, to }, edge) => {
    const [a, b] = [rank.get(from) ?? 0, rank.get(to) ?? 0];
    const step = a < b ? 1 : -1;
    const way = [from];
    for (let at = a + step; at !== b && a !== b; at += step) {
      const waypoint = `waypoint:${edge}:${at}`;
      columns[at]?.push(waypoint);
      way.push(waypoint);
    }
    return [...way, to];
  });
  return { columns: ordered(columns, ways), ways };
}

/** Indices of edges that lead on; those that would close a circle are left out. */
function withoutCircles(graph: Graph): ReadonlySet<number> {
  const out = new Map<string, number[]>();
  const into = new Set<string>();
  graph.edges.forEach(({ from, to }, index) => {
    out.set(from, [...(out.get(from) ?? []), index]);
    into.add(to);
  });
  const kept = new Set<number>();
  const state = new Map<string, 'open' | 'done'>();
  const keys = [...graph.nodes.keys()];
  for (const start of [...keys.filter((key) => !into.has(key)), ...keys]) {
    if (state.has(start)) continue;
    const stack: { key: string; next: number }[] = [{ key: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const index = out.get(top.key)?.[top.next++];
      if (index === undefined) {
        state.set(top.key, 'done');
        stack.pop();
        continue;
      }
      const { to } = graph.edges[index]!;
      if (state.get(to) === 'open') continue;
      kept.add(index);
      if (!state.has(to)) {
        state.set(to, 'open');
        stack.push({ key: to, next: 0 });
      }
    }
  }
  return kept;
}

function ranks(graph: Graph, forward: ReadonlySet<number>): Map<string, number> {
  const rank = new Map([...graph.nodes.keys()].map((key) => [key, 0]));
  const edges = graph.edges.filter((_, index) => forward.has(index));
  // As many rounds as the longest way has edges, and each round goes over every edge: ways are short.
  for (let moved = true, round = 0; moved && round <= graph.nodes.size; round++) {
    moved = false;
    for (const { from, to } of edges) {
      const least = rank.get(from)! + 1;
      if (rank.get(to)! >= least) continue;
      rank.set(to, least);
      moved = true;
    }
  }
  late(graph, edges, rank);
  return rank;
}

/** Moves entries, and what only entries start, to the right until they stand beside what follows: a long way then begins late. */
function late(graph: Graph, edges: readonly GraphEdge[], rank: Map<string, number>): void {
  const next = new Map<string, string[]>();
  const bound = new Set<string>();
  for (const { from, to } of edges) {
    next.set(from, [...(next.get(from) ?? []), to]);
    if (graph.nodes.get(from)?.kind !== 'entry') bound.add(to);
  }
  const free = [...next.keys()].filter((key) => !bound.has(key)).sort((a, b) => rank.get(b)! - rank.get(a)!);
  for (const key of free) rank.set(key, Math.max(rank.get(key)!, Math.min(...next.get(key)!.map((to) => rank.get(to)!)) - 1));
}

/** Sorts each layer by where its neighbours stand, to and fro. */
function ordered(columns: readonly (readonly string[])[], ways: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const way of ways) {
    for (let i = 1; i < way.length; i++) {
      add(before, way[i]!, way[i - 1]!);
      add(after, way[i - 1]!, way[i]!);
    }
  }
  const sorted = columns.map((column) => [...column]);
  const place = new Map<string, number>();
  const number = (column: readonly string[]): void => {
    for (const [index, key] of column.entries()) place.set(key, (index + 0.5) / column.length);
  };
  sorted.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const beside = sweep % 2 === 0 ? before : after;
    for (const column of sweep % 2 === 0 ? sorted : [...sorted].reverse()) {
      const wish = new Map(
        column.map((key) => {
          const near = beside.get(key) ?? [];
          return [key, near.length === 0 ? place.get(key)! : near.reduce((sum, other) => sum + place.get(other)!, 0) / near.length];
        }),
      );
      column.sort((a, b) => wish.get(a)! - wish.get(b)!);
      number(column);
    }
  }
  return sorted;
}
