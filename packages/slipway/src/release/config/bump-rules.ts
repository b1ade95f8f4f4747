import type { SourceNode } from '../../source/index.ts';
import type { Bump, BumpRules, FurtherRule } from '../types.ts';
import { wordGlob } from '../versions/word-globs.ts';
import { BUMPS, canonicalRules } from './defaults.ts';
import { fail, Section, wordOf } from './section.ts';

export const RULE_KEYS = ['types', 'labels', 'further', 'breaking', 'breaking-mark', 'other', 'before-1.0'];

/** Reads `rules:`; what it does not say is as in `base`, type by type. */
export function readRules(node: SourceNode, base: BumpRules): BumpRules {
  const section = new Section(node, '`rules`', RULE_KEYS);
  const early = section.get('before-1.0');
  const before = early === undefined ? undefined : new Section(early, '`before-1.0`', ['breaking', 'feature', 'initial']);
  return canonicalRules({
    types: new Map([...base.types, ...bumpsOf(section.get('types'), '`types`', 'types of changes')]),
    labels: new Map([...(base.labels ?? []), ...bumpsOf(section.get('labels'), '`labels`', 'labels')]),
    further: furtherOf(section.get('further')) ?? base.further ?? [],
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

/** A list of maps, each with at least one thing that it asks for. */
function furtherOf(node: SourceNode | undefined): readonly FurtherRule[] | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== 'seq') return fail(node, '`further` must be a list of rules such as {type: docs, scope: api, raises: patch}');
  return node.items.map((item): FurtherRule => {
    const rule = new Section(item, 'a rule of `further`', ['type', 'scope', 'subject', 'breaking', 'raises']);
    const [type, scope, subject] = (['type', 'scope', 'subject'] as const).map((key) => {
      const text = rule.text(key);
      if (text !== undefined && wordGlob(text) === undefined)
        fail(rule.get(key)!, `${text} cannot be read as a glob; it may hold *, ** and {a,b}, and ! in front`);
      return text;
    });
    const breaking = rule.flag('breaking');
    const raises = rule.word('raises', BUMPS);
    if (raises === undefined) return fail(item, 'a rule of `further` must say what it `raises`: major, minor, patch or none');
    if (type === undefined && scope === undefined && subject === undefined && breaking !== true)
      return fail(item, 'a rule of `further` must ask for something: `type`, `scope`, `subject` or `breaking: true`');
    return {
      ...(type === undefined ? {} : { type }),
      ...(scope === undefined ? {} : { scope }),
      ...(subject === undefined ? {} : { subject }),
      ...(breaking === true ? { breaking } : {}),
      raises,
    };
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
