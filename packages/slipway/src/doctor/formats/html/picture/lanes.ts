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
    return merged(merged(joined({ nodes, edges }), 'entry'), 'destination');
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

/** Lets an effect and the only event that it makes share a card: a chain is half as long then. */
function joined(graph: Graph): Graph {
  const events = new Map<string, string[]>();
  const into = new Map<string, number>();
  for (const { from, to } of graph.edges) {
    if (graph.nodes.get(to)?.kind !== 'event') continue;
    into.set(to, (into.get(to) ?? 0) + 1);
    if (graph.nodes.get(from)?.kind !== 'effect') continue;
    const list = events.get(from);
    if (list === undefined) events.set(from, [to]);
    else list.push(to);
  }
  const home = new Map<string, string>();
  const nodes = new Map(graph.nodes);
  for (const [key, [event, ...others]] of events) {
    const [effect, made] = [nodes.get(key), nodes.get(event ?? '')];
    if (effect === undefined || made === undefined || others.length > 0 || into.get(made.key) !== 1) continue;
    home.set(made.key, key);
    nodes.delete(made.key);
    nodes.set(key, { ...effect, lines: [...effect.lines, `→\u00a0${made.lines.join(' ')}`], title: `${effect.title} → ${made.title}` });
  }
  const edges = graph.edges.filter(({ to }) => !home.has(to)).map((edge) => ({ ...edge, from: home.get(edge.from) ?? edge.from }));
  return { nodes, edges };
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
