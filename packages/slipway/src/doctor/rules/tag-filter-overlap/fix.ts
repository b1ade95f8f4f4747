import { type Change, get, isSeq } from '../../../source/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { listOf, patternText } from '../../fixes/parts/triggers.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Overlapping } from './rule.ts';

const at = ['on', 'push', 'tags'] as const;

/** A filter that ends with the version, or one that leaves the pre-releases out. */
export const fix: Fixer<Overlapping> = function* ({ subject }) {
  const { workflow, filter, theirs } = subject;
  const node = get(workflow.parsed.root, ...at);
  const index = isSeq(node) ? node.items.indexOf(filter) : -1;
  const strict = `${/^[^*?[\\+]*/.exec(filter.text)?.[0] ?? ''}[0-9]+.[0-9]+.[0-9]+`;
  const check = `Push the tag of a pre-release: no run of ${workflow.path} starts.`;
  const set: Change = index === -1 ? { op: 'set', at, value: listOf([strict]) } : { op: 'set', at: [...at, index], value: patternText(strict) };
  yield {
    id: 'stable-only',
    title: `Let ${workflow.path} wait for "${strict}", behind which nothing may follow`,
    changes: [changed(workflow.path, set)],
    tradeoffs: ['Tags with anything behind the version start it no more: builds, hotfixes with a suffix, versions of two numbers.'],
    check,
  };
  const but = `!${theirs}`;
  const add: Change =
    index === -1
      ? { op: 'set', at, value: listOf([filter.text, but]) }
      : { op: 'insert', at: [...at, isSeq(node) ? node.items.length : 0], value: patternText(but) };
  yield {
    id: 'leave-out',
    title: `Leave "${theirs}" out of the tags for which ${workflow.path} waits`,
    changes: [changed(workflow.path, add)],
    tradeoffs: ['Pre-releases of another kind still start it.'],
    check,
  };
};
