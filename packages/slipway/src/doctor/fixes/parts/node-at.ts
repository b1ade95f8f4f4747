import type { NodePath, SourceNode } from '../../../source/index.ts';

/** A key, or a text, of a tree with the way to it. */
export interface NodeAt {
  readonly at: NodePath;
  /** The place is in the key of the entry to which the way leads. */
  readonly isKey: boolean;
  readonly node: SourceNode | null;
}

/** The innermost node that an offset of the file lies in. What an alias stands for is found where its anchor is. */
export function nodeAt(root: SourceNode | null, offset: number): NodeAt | undefined {
  return root === null || !holds(root, offset) ? undefined : find(root, offset, []);
}

function find(node: SourceNode, offset: number, at: NodePath): NodeAt {
  if (node.kind === 'map')
    for (const { key, value } of node.entries) {
      if (holds(key, offset)) return { at: [...at, key.text], isKey: true, node: value };
      if (value && holds(value, offset) && within(value, node)) return find(value, offset, [...at, key.text]);
    }
  if (node.kind === 'seq')
    for (const [index, item] of node.items.entries()) if (holds(item, offset) && within(item, node)) return find(item, offset, [...at, index]);
  return { at, isKey: false, node };
}

const holds = ({ span }: SourceNode, offset: number): boolean => span.start <= offset && (offset < span.end || span.start === span.end);

const within = (inner: SourceNode, outer: SourceNode): boolean => inner.span.start >= outer.span.start;
