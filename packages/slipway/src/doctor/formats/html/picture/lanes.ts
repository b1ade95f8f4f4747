import type { Graph, GraphEdge, GraphNode } from './graph.ts';

/** Names that one card of destinations or entries shows before it only counts. */
const SHOWN = 6;

/** What belongs together: workflows that start each other, with their entries. A destination stands in every lane that leads to it. */
export function lanesOf(graph: Graph): readonly Graph[] {
  const home = componentsOf(graph);
  const lanes = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    const lane = home(edge.from);
    const edges = lanes.get(lane);
    if (edges === undefined) lanes.set(lane, [edge]);
    else edges.push(edge);
  }
  return [...lanes.values()].map((edges) => {
    const keys = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const nodes = new Map([...graph.nodes].filter(([key]) => keys.has(key)));
    return merged(merged({ nodes, edges }, 'entry'), 'destination');
  });
}

/** Names the component of a node: destinations do not join what leads to them. */
function componentsOf(graph: Graph): (key: string) => string {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  for (const { from, to } of graph.edges) {
    if (graph.nodes.get(to)?.kind === 'destination') continue;
    const [a, b] = [root(from), root(to)];
    if (a !== b) parent.set(b, a);
  }
  return root;
}

/** Joins nodes of one kind whose edges are the same into one card with several names. */
function merged(graph: Graph, kind: 'entry' | 'destination'): Graph {
  const around = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [own, other] = kind === 'entry' ? [edge.from, edge.to] : [edge.to, edge.from];
    around.set(own, [...(around.get(own) ?? []), `${other}\0${edge.state}\0${edge.reason ?? ''}\0${edge.ends ?? ''}`]);
  }
  const groups = new Map<string, GraphNode[]>();
  for (const node of graph.nodes.values()) {
    if (node.kind !== kind) continue;
    const signature = (around.get(node.key) ?? []).sort().join('\n');
    groups.set(signature, [...(groups.get(signature) ?? []), node]);
  }
  const into = new Map<string, string>();
  const nodes = new Map(graph.nodes);
  for (const [first, ...others] of groups.values()) {
    if (first === undefined || others.length === 0) continue;
    const all = [first, ...others];
    for (const { key } of others) {
      into.set(key, first.key);
      nodes.delete(key);
    }
    const shown = all.length > SHOWN + 1 ? all.slice(0, SHOWN) : all;
    const lines = shown.flatMap((node) => node.lines);
    const more = all.length - shown.length;
    nodes.set(first.key, {
      ...first,
      lines: more > 0 ? [...lines, `and ${more} more`] : lines,
      title: all.map((node) => node.title).join('; '),
    });
  }
  const edges = graph.edges.filter(({ from, to }) => !into.has(from) && !into.has(to));
  return { nodes, edges };
}
