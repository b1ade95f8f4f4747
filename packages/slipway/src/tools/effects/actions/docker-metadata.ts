/** Which image tags docker/metadata-action makes for an event. */

import type { Truth, Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ImageTagRule } from '../../images/types.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { flag, join, known, LOCAL, list, NO_RIGHTS, outputs, plain } from './build.ts';
import { attributes, linesOf } from './docker-metadata-lines.ts';
import { tagRules } from './docker-tag-rules.ts';

/** More images than these are no real ones. */
const MOST_IMAGES = 20;

interface Flavor {
  readonly latest: 'auto' | 'true' | 'false' | undefined;
  readonly prefix: Val;
  readonly suffix: Val;
  readonly error?: string;
}

function flavor(call: ActionCall): Flavor {
  const found: Record<string, Val> = {};
  let error: string | undefined;
  for (const line of linesOf(call, 'flavor'))
    for (const [name, value] of attributes(line)) {
      found[name] = value;
      if (!['latest', 'prefix', 'suffix', 'onlatest'].includes(name)) error ??= `Unknown flavor entry: ${name}`;
    }
  const text = plain(found.latest ?? str('auto'));
  if (text !== undefined && !['auto', 'true', 'false'].includes(text)) error ??= `Invalid latest flavor entry: ${text}`;
  return {
    latest: text === 'auto' ? 'auto' : text === undefined ? undefined : flag(str(text), undefined) ? 'true' : 'false',
    prefix: found.prefix ?? str(''),
    suffix: found.suffix ?? str(''),
    ...(error === undefined ? {} : { error }),
  };
}

interface Tags {
  /** Without the image's name, in order, `latest` at the end. */
  readonly names: readonly Val[];
  readonly rules: readonly ImageTagRule[];
  /** The flavor adds `latest`. */
  readonly latest: Truth;
  readonly error?: string;
}

function tagsOf(call: ActionCall): Tags {
  const rules = tagRules(call);
  const { latest: wanted, prefix, suffix, error } = flavor(call);
  const names: Val[] = [];
  // The first rule that makes a tag decides whether `latest` goes with it.
  let latest: Truth | 'open' = 'open';
  for (const rule of rules) {
    if (rule.enabled === false || rule.tag === undefined) continue;
    const name = join(rule.prefix ?? prefix, rule.tag, rule.suffix ?? suffix);
    if (!names.some((n) => n.k === 'str' && name.k === 'str' && n.v === name.v)) names.push(name);
    if (latest === 'open')
      latest = wanted === 'auto' ? (rule.enabled === undefined ? undefined : rule.latest) : wanted === undefined ? undefined : wanted === 'true';
  }
  const added = latest === 'open' ? false : latest;
  if (added !== false && !names.some((n) => plain(n) === 'latest')) names.push(str('latest'));
  return { names, rules, latest: added, ...(error === undefined ? {} : { error }) };
}

/** A line names images, by commas, or one image with attributes. */
function imagesOf(line: ReturnType<typeof linesOf>[number]): readonly Val[] {
  const attributed = attributes(line);
  const name = attributed.get('name');
  if (name) return flag(attributed.get('enable'), true) === false ? [] : [name];
  return list(join(...line), /,/);
}

/** `tags` is one text, with one full name a line. */
function metadata(call: ActionCall): ReadonlyMap<string, Val> {
  const images = linesOf(call, 'images').flatMap(imagesOf).slice(0, MOST_IMAGES);
  const { names: tags } = tagsOf(call);
  const names = images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => join(lower(image), ':', tag)));
  const separator = plain(call.input('sep-tags')) ?? '\n';
  const all = names.flatMap((name, index) => (index === 0 ? [name] : [str(separator), name]));
  return outputs({
    tags: all.length === 0 ? str('') : join(...all),
    version: tags[0] ?? str(''),
    labels: unknown('labels of the image'),
    json: unknown('output json of docker/metadata-action'),
  });
}

function lower(value: Val): Val {
  if (value.k === 'str') return str(value.v.toLowerCase());
  if (value.k !== 'text') return value;
  return { k: 'text', parts: value.parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part)) };
}

function deeds(call: ActionCall): readonly Deed[] {
  const { rules, latest, error } = tagsOf(call);
  // With `context: git` the ref is that of the working copy, not the event's.
  const fromGit = plain(call.input('context')) === 'git';
  return [
    {
      kind: 'image-tags',
      tool: call.name,
      by: LOCAL,
      needs: NO_RIGHTS,
      rules: fromGit ? [] : rules,
      latest,
      ...(error === undefined ? {} : { error }),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['docker/metadata-action', 'crazy-max/ghaction-docker-meta'],
    'https://github.com/docker/metadata-action README.md and src/, v3 to v6',
    '2026-07-02',
    deeds,
    {
      outputs: metadata,
    },
  ),
];
