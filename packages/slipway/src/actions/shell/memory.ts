/**
 * A persistent array from small numbers to cells: taking a snapshot costs nothing, a write copies one short path, and
 * comparing two versions visits only what differs. That is what branches, joins and the environment of every recorded
 * command need.
 */
const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

type Node = readonly unknown[];

export interface Memory {
  readonly root: Node;
  /** Levels of inner nodes above the leaves. */
  readonly height: number;
}

export const emptyMemory: Memory = { root: [], height: 0 };

export function readMemory(memory: Memory, id: number): unknown {
  if (id >= WIDTH ** (memory.height + 1)) return undefined;
  let node: Node | undefined = memory.root;
  for (let level = memory.height; level > 0; level--) {
    node = node[(id >>> (level * BITS)) & MASK] as Node | undefined;
    if (node === undefined) return undefined;
  }
  return node[id & MASK];
}

export function writeMemory(memory: Memory, id: number, cell: unknown): Memory {
  let { root, height } = memory;
  while (id >= WIDTH ** (height + 1)) {
    root = [root];
    height++;
  }
  return { root: written(root, height, id, cell), height };
}

function written(node: Node, level: number, id: number, cell: unknown): Node {
  const copy = node.slice();
  const at = (id >>> (level * BITS)) & MASK;
  while (copy.length < at) copy.push(undefined);
  copy[at] = level === 0 ? cell : written((copy[at] as Node | undefined) ?? [], level - 1, id, cell);
  return copy;
}

/** Calls `visit` with the id of every cell that differs between the two. */
export function differences(a: Memory, b: Memory, visit: (id: number) => void): void {
  const height = Math.max(a.height, b.height);
  compare(raised(a, height), raised(b, height), height, 0, visit);
}

function raised(memory: Memory, height: number): Node {
  let root = memory.root;
  for (let level = memory.height; level < height; level++) root = [root];
  return root;
}

function compare(a: Node, b: Node, level: number, base: number, visit: (id: number) => void): void {
  if (a === b) return;
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a[at];
    const right = b[at];
    if (left === right) continue;
    const id = base + (at << (level * BITS));
    if (level === 0) visit(id);
    else compare((left as Node | undefined) ?? [], (right as Node | undefined) ?? [], level - 1, id, visit);
  }
}
