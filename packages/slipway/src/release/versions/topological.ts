/** An order in which every name comes after what it depends on, where that can be. */
export interface Topological {
  readonly order: readonly string[];
  /** Names that depend on each other in a ring, sorted; one that depends on itself is a ring of one. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Sorts names so that dependencies come first; among equals the one that sorts first. The members of a ring stand together, by name.
 * Tarjan's strongly connected components, without recursion. What is depended on and not a key is left out.
 */
export function topological(dependencies: ReadonlyMap<string, readonly string[]>): Topological {
  const order: string[] = [];
  const cycles: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const targets = (name: string): readonly string[] => [...new Set(dependencies.get(name))].filter((on) => dependencies.has(on)).sort();
  const enter = (name: string): { name: string; rest: string[] } => {
    index.set(name, index.size);
    low.set(name, index.get(name)!);
    stack.push(name);
    onStack.add(name);
    return { name, rest: [...targets(name)] };
  };
  const leave = (name: string): void => {
    if (low.get(name) !== index.get(name)) return;
    const ring = stack.splice(stack.indexOf(name)).sort();
    for (const member of ring) onStack.delete(member);
    order.push(...ring);
    if (ring.length > 1 || targets(name).includes(name)) cycles.push(ring);
  };
  for (const root of [...dependencies.keys()].sort()) {
    if (index.has(root)) continue;
    const open = [enter(root)];
    while (open.length > 0) {
      const frame = open.at(-1)!;
      const next = frame.rest.shift();
      if (next === undefined) {
        open.pop();
        leave(frame.name);
        const parent = open.at(-1)?.name;
        if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(frame.name)!));
      } else if (!index.has(next)) open.push(enter(next));
      else if (onStack.has(next)) low.set(frame.name, Math.min(low.get(frame.name)!, index.get(next)!));
    }
  }
  return { order, cycles };
}
