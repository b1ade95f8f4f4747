import { ChangeError } from '../../changes.ts';
import type { SourceNode } from '../../types.ts';
import { type Plan, shown } from '../plan.ts';
import { isAlias } from './geometry.ts';

/** Where nodes stand that are written elsewhere, by the node that they stand for. */
type Uses = ReadonlyMap<SourceNode, readonly number[]>;

/**
 * Holds that changes stay where they are made: nothing that an alias stands for, and no anchor that others ask for, is changed.
 * @throws ChangeError which says where the text is shared
 */
export function holdUnshared(path: string, root: SourceNode | null, plan: Plan): void {
  if (root === null) return;
  const uses = usesOf(root);
  const line = (node: SourceNode) => node.file.position(node.span.start).line;

  const refuse = (at: Plan, why: string): never => {
    throw new ChangeError(`${path}: ${shown(at.at)} ${why}, so a change there would change other places too.`);
  };
  const holdWhole = (from: number, end: number, own: Plan): void => {
    for (const [target, places] of uses)
      if (target.span.start >= from && target.span.end <= end && places.some((place) => place < from || place >= end))
        refuse(own, `holds an anchor (line ${line(target)}) that an alias elsewhere asks for`);
  };
  const visit = (node: SourceNode | null, from: number, end: number, own: Plan): void => {
    const deeper = own.below.size > 0 || own.inserts.length > 0 || own.splices.length > 0;
    if (node === null) return;
    if (own.remove) {
      if (!isAlias(node, from)) holdWhole(from, end, own);
      return;
    }
    if (!deeper && !own.set) return;
    if (isAlias(node, from)) refuse(own, `is written as an alias of what stands in line ${line(node)}`);
    if (uses.has(node)) refuse(own, 'has an anchor that an alias elsewhere asks for');
    if (own.set) holdWhole(from, end, own);
    if (node.kind === 'map')
      for (const { key, value, span } of node.entries) {
        const one = own.below.get(key.text);
        if (!one) continue;
        if (key.text === '<<' && value?.kind !== 'scalar') refuse(one, 'is a merge key');
        visit(value, key.span.start, span?.end ?? key.span.end, one);
      }
    if (node.kind === 'seq')
      for (const [index, item] of node.items.entries()) {
        const one = own.below.get(index);
        const before = node.items[index - 1];
        if (one) visit(item, Math.max(node.span.start, before && before.span.start >= node.span.start ? before.span.end : 0), item.span.end, one);
      }
  };
  visit(root, 0, root.file.text.length, plan);
}

function usesOf(root: SourceNode): Uses {
  const uses = new Map<SourceNode, number[]>();
  const visit = (node: SourceNode | null, from: number): void => {
    if (node === null) return;
    if (isAlias(node, from)) {
      uses.set(node, [...(uses.get(node) ?? []), from]);
      return;
    }
    if (node.kind === 'map')
      for (const { key, value, span } of node.entries) {
        if (span && span.start !== key.span.start) uses.set(key, [...(uses.get(key) ?? []), span.start]);
        visit(value, key.span.start);
      }
    if (node.kind !== 'seq') return;
    let reached = node.span.start;
    for (const item of node.items) {
      visit(item, reached);
      reached = Math.max(reached, item.span.start < reached ? reached : item.span.end);
    }
  };
  visit(root, 0);
  return uses;
}
