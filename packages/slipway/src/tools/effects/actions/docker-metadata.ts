/** Which image tags docker/metadata-action makes for an event. */

import type { Val } from '../../../actions/index.ts';
import { hole, str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge } from '../../types.ts';
import { flag, given, isEmpty, join, known, list, matches, outputs, plain } from './build.ts';

const DEFAULT_RULES = 'type=schedule\ntype=ref,event=branch\ntype=ref,event=tag\ntype=ref,event=pr';
/** Types that ask for `latest` by themselves, when they apply. */
const MAKES_LATEST = new Set(['semver', 'pep440', 'match', 'ref:tag']);

/** Longer lines, more images and more rules than these are no real ones. */
const MOST_LETTERS = 1000;
const MOST_IMAGES = 20;
const MOST_RULES = 50;

interface Made {
  readonly tag: Val;
  readonly latest: boolean;
}

type Attributes = ReadonlyMap<string, Val>;

/** The lines of an input, as long as they may be lines of tags. */
function lines(value: Val | undefined): readonly Val[] {
  return list(value).filter((line) => line.k !== 'str' || line.v.length <= MOST_LETTERS);
}

/** `type=semver,pattern={{version}}` by its parts. A value may hold holes. */
function attributes(line: Val): Attributes {
  const map = new Map<string, Val>();
  for (const item of list(line, /,/)) {
    if (item.k === 'str') {
      const at = item.v.indexOf('=');
      if (at < 0) map.set('value', item);
      else map.set(item.v.slice(0, at).trim().toLowerCase(), str(item.v.slice(at + 1).trim()));
    } else if (item.k === 'text' && typeof item.parts[0] === 'string' && item.parts[0].includes('=')) {
      const [first, ...rest] = item.parts;
      const at = first.indexOf('=');
      map.set(first.slice(0, at).trim().toLowerCase(), join(first.slice(at + 1), { k: 'text', parts: rest }));
    } else map.set('value', item);
  }
  if (!map.has('type')) map.set('type', str('raw'));
  return map;
}

const SEMVER = /^v?(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** The tag for a version and a pattern; undefined when the version is no semantic version. */
function semverTag(version: string, pattern: string): Made | undefined {
  const match = SEMVER.exec(version.trim());
  if (!match) return undefined;
  const [, major = '', minor = '', patch = '', pre] = match;
  const whole = `${major}.${minor}.${patch}${pre ?? ''}`;
  if (pre !== undefined && !/\{\{\s*(version|raw)\s*\}\}/.test(pattern)) return { tag: str(whole), latest: false };
  const filled = pattern
    .replaceAll(/\{\{\s*raw\s*\}\}/g, version)
    .replaceAll(/\{\{\s*version\s*\}\}/g, whole)
    .replaceAll(/\{\{\s*major\s*\}\}/g, major)
    .replaceAll(/\{\{\s*minor\s*\}\}/g, minor)
    .replaceAll(/\{\{\s*patch\s*\}\}/g, patch);
  return { tag: globals(filled), latest: pre === undefined };
}

/** Global expressions of which only the kind of the text is known. */
function globals(pattern: string): Val {
  const parts = pattern.split(/(\{\{[^}]*\}\})/).map((piece) => {
    if (!piece.startsWith('{{')) return str(piece);
    if (/date/.test(piece)) return hole('date');
    if (/sha/.test(piece)) return hole('sha');
    return hole('word');
  });
  return join(...parts);
}

/** Slashes and other letters that tags cannot have become dashes. */
function sanitized(value: Val): Val {
  return value.k === 'str' ? str(value.v.replaceAll(/[^\w.-]+/g, '-')) : value;
}

/** The git tag of the event or of a `value=`. */
function source(call: ActionCall, rule: Attributes): Val | undefined {
  const value = rule.get('value');
  if (!isEmpty(value)) return value;
  return call.event.refType === 'tag' ? call.event.refName : undefined;
}

function semver(call: ActionCall, rule: Attributes): Made | undefined {
  const from = source(call, rule);
  if (from === undefined) return undefined;
  const text = plain(from)?.replace(/^refs\/tags\//, '');
  if (text === undefined) return { tag: from.k === 'text' ? hole('version') : unknown('the version is not known'), latest: true };
  return semverTag(text, plain(rule.get('pattern')) ?? '{{version}}');
}

function matched(call: ActionCall, rule: Attributes): Made | undefined {
  const from = source(call, rule);
  if (from === undefined) return undefined;
  const text = plain(from);
  const pattern = plain(rule.get('pattern'));
  const found = text === undefined || pattern === undefined ? undefined : matches(pattern, text);
  if (found === undefined) return { tag: unknown('type=match'), latest: true };
  const group = found?.[Number(plain(rule.get('group')) ?? 0)];
  return group === undefined ? undefined : { tag: str(group), latest: true };
}

function ref(call: ActionCall, rule: Attributes): Made | undefined {
  const event = plain(rule.get('event'));
  if (event === 'tag' && call.event.refType === 'tag') return { tag: sanitized(call.event.refName), latest: true };
  const isPull = call.event.name.startsWith('pull_request');
  if (event === 'branch' && call.event.refType === 'branch' && !isPull) return { tag: sanitized(call.event.refName), latest: false };
  if (event === 'pr' && isPull) return { tag: join('pr-', hole('number')), latest: false };
  return undefined;
}

function edge(call: ActionCall, rule: Attributes): Made | undefined {
  const branch = plain(rule.get('branch')) || call.world.defaultBranch;
  const onIt = call.event.refType === 'branch' && plain(call.event.refName) === branch;
  return onIt ? { tag: str('edge'), latest: false } : undefined;
}

function make(call: ActionCall, rule: Attributes): Made | undefined {
  switch (plain(rule.get('type'))) {
    case 'semver':
    case 'pep440':
      return semver(call, rule);
    case 'match':
      return matched(call, rule);
    case 'ref':
      return ref(call, rule);
    case 'edge':
      return edge(call, rule);
    case 'sha':
      return { tag: join(isEmpty(rule.get('prefix')) && !rule.has('prefix') ? 'sha-' : '', hole('sha')), latest: false };
    case 'schedule': {
      const pattern = plain(rule.get('pattern')) || 'nightly';
      return call.event.name === 'schedule' ? { tag: globals(pattern), latest: false } : undefined;
    }
    case 'raw': {
      const value = rule.get('value');
      if (value === undefined || isEmpty(value)) return undefined;
      return { tag: value.k === 'str' ? globals(value.v) : value, latest: false };
    }
    default:
      return undefined;
  }
}

interface Flavor {
  readonly latest: 'auto' | 'true' | 'false' | undefined;
  readonly prefix: Val;
  readonly suffix: Val;
}

function flavor(call: ActionCall): Flavor {
  const found: Record<string, Val> = {};
  for (const line of lines(call.input('flavor'))) for (const [name, value] of attributes(line)) found[name] = value;
  const latest = found.latest ?? str('auto');
  const known = flag(latest, undefined);
  const text = plain(latest);
  return {
    latest: text === 'auto' ? 'auto' : text === undefined ? undefined : known ? 'true' : 'false',
    prefix: found.prefix ?? str(''),
    suffix: found.suffix ?? str(''),
  };
}

/** Tags without the image's name, in order, `latest` at the end. */
function tagsOf(call: ActionCall): readonly Val[] {
  const rules = lines(given(call, 'tags') ?? str(DEFAULT_RULES))
    .slice(0, MOST_RULES)
    .map(attributes);
  const { latest, prefix, suffix } = flavor(call);
  const made: Val[] = [];
  let wantsLatest = latest === 'true';
  for (const rule of rules) {
    if (flag(rule.get('enable'), true) === false) continue;
    const one = make(call, rule);
    if (!one) continue;
    const type = plain(rule.get('type')) ?? '';
    made.push(join(rule.get('prefix') ?? prefix, one.tag, rule.get('suffix') ?? suffix));
    if (latest === 'auto' && one.latest && MAKES_LATEST.has(type === 'ref' ? 'ref:tag' : type)) wantsLatest = true;
  }
  if (wantsLatest) made.push(str('latest'));
  return made;
}

/** A line names images, by commas, or one image with attributes. */
function imagesOf(line: Val): readonly Val[] {
  const attributed = attributes(line);
  const name = attributed.get('name');
  if (name) return flag(attributed.get('enable'), true) === false ? [] : [name];
  return list(line, /,/);
}

/** `tags` is one text, with one full name a line. */
function metadata(call: ActionCall): ReadonlyMap<string, Val> {
  const images = lines(call.input('images')).flatMap(imagesOf).slice(0, MOST_IMAGES);
  const tags = tagsOf(call);
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

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['docker/metadata-action', 'crazy-max/ghaction-docker-meta'],
    'https://github.com/docker/metadata-action README.md, v3 to v6',
    '2026-03-01',
    () => [],
    {
      outputs: metadata,
    },
  ),
];
