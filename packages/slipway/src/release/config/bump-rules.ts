import type { SourceNode } from '../../source/index.ts';
import type { Bump, BumpRules } from '../types.ts';
import { BUMPS, canonicalRules } from './defaults.ts';
import { fail, Section, wordOf } from './section.ts';

export const RULE_KEYS = ['types', 'labels', 'breaking', 'breaking-mark', 'other', 'before-1.0'];

/** Reads `rules:`; what it does not say is as in `base`, type by type. */
export function readRules(node: SourceNode, base: BumpRules): BumpRules {
  const section = new Section(node, '`rules`', RULE_KEYS);
  const early = section.get('before-1.0');
  const before = early === undefined ? undefined : new Section(early, '`before-1.0`', ['breaking', 'feature', 'initial']);
  return canonicalRules({
    types: new Map([...base.types, ...bumpsOf(section.get('types'), '`types`', 'types of changes')]),
    labels: new Map([...(base.labels ?? []), ...bumpsOf(section.get('labels'), '`labels`', 'labels')]),
    breaking: section.word('breaking', BUMPS) ?? base.breaking,
    other: section.word('other', BUMPS) ?? base.other,
    ...((section.flag('breaking-mark') ?? base.breakingMark ?? true) ? {} : { breakingMark: false }),
    beforeOne: {
      ...initialOf(before?.word('initial', BUMPS) ?? base.beforeOne.initial),
      breaking: before?.word('breaking', BUMPS) ?? base.beforeOne.breaking,
      feature: before?.word('feature', BUMPS) ?? base.beforeOne.feature,
    },
  });
}

const initialOf = (initial: Bump | undefined): { readonly initial?: Bump } => (initial === undefined ? {} : { initial });

function bumpsOf(node: SourceNode | undefined, title: string, what: string): Map<string, Bump> {
  const bumps = new Map<string, Bump>();
  if (node === undefined) return bumps;
  if (node.kind !== 'map') return fail(node, `${title} must be a map of ${what} to major, minor, patch or none`);
  for (const { key, value } of node.entries) bumps.set(key.text, wordOf(value ?? key, `${key.text} of ${title}`, BUMPS));
  return bumps;
}
