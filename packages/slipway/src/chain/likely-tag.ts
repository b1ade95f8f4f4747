import { text, type Val } from '../actions/index.ts';
import { isRollingFamily } from './families.ts';
import type { World } from './world.ts';

/** A tag that is computed where it cannot be followed is taken for one of the repository's usual family. */
export function likelyTag(tag: Val, world: World): Val {
  if (tag.k === 'text' && tag.parts.length === 2) {
    const [head, rest] = tag.parts;
    // What follows the start of a family of version tags is a version.
    if (typeof head === 'string' && typeof rest === 'object' && rest.hole === 'any' && (world.families.has(head) || /(?:^|[-_/@])v$/.test(head)))
      return text([head, { hole: 'version' }]);
  }
  const open =
    tag.k === 'unknown' || (tag.k === 'text' && tag.parts.length === 1 && typeof tag.parts[0] !== 'string' && tag.parts[0]?.hole === 'any');
  if (!open) return tag;
  const [first] = [...world.families].filter(([f, n]) => !isRollingFamily(f) && n >= 3);
  return first === undefined ? tag : text([first[0], { hole: 'version' }]);
}
