/** The tag that each rule of docker/metadata-action's `tags` makes for an event. Source: its README.md and src/, v3 to v6. */

import type { Truth, Val } from '../../../actions/index.ts';
import { hole, str, unknown } from '../../../actions/index.ts';
import type { ImageTagRule } from '../../images/types.ts';
import type { ActionCall } from '../../types.ts';
import { isEmpty, join, matches, plain } from './build.ts';
import { type Attributes, attributes, linesOf } from './docker-metadata-lines.ts';

const DEFAULT_RULES = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const PRIORITIES: Readonly<Record<string, number>> = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};

/** More rules than these are no real ones. */
const MOST_RULES = 50;

/** What each rule makes for the event of a call, in the action's order: by priority, then as written. */
export function tagRules(call: ActionCall): readonly ImageTagRule[] {
  const own = linesOf(call, 'tags');
  const written = own.length > 0 ? own : DEFAULT_RULES.map((rule) => [rule]);
  const rules = written.slice(0, MOST_RULES).map((line, index) => {
    const found = attributes(line);
    return { priority: priorityOf(found), rule: ruleOf(call, found, own.length === 0 ? -1 : index) };
  });
  return rules.sort((a, b) => b.priority - a.priority).map((r) => r.rule);
}

function priorityOf(rule: Attributes): number {
  const own = Number(plain(rule.get('priority')) ?? Number.NaN);
  return Number.isNaN(own) ? (PRIORITIES[rule.has('type') ? (plain(rule.get('type')) ?? '') : 'raw'] ?? 0) : own;
}

function ruleOf(call: ActionCall, rule: Attributes, index: number): ImageTagRule {
  const type = rule.has('type') ? plain(rule.get('type')) : 'raw';
  const base = { type, line: index };
  const value = rule.get('value');
  // A line that is not known may be any rule, or several.
  if (!rule.has('type') && value !== undefined && value.k !== 'str' && value.k !== 'text')
    return { ...base, type: undefined, enabled: undefined, tag: unknown('a rule that is computed') };
  if (type === undefined) return { ...base, enabled: undefined, tag: unknown('the type of a rule') };
  const error = errorOf(type, rule);
  if (error !== undefined) return { ...base, enabled: true, error };
  const enable = enabled(call, rule.get('enable'));
  if (typeof enable === 'object') return { ...base, enabled: true, error: enable.error };
  if (enable === false) return { ...base, enabled: false };
  const around = { prefix: rule.get('prefix') ?? OWN_PREFIX[`${type} ${plain(rule.get('event')) ?? ''}`.trim()], suffix: rule.get('suffix') };
  return { ...base, ...around, enabled: enable, ...make(call, type, rule) };
}

/** Prefixes that rules have unless they give one. */
const OWN_PREFIX: Readonly<Record<string, Val>> = { sha: str('sha-'), 'ref pr': str('pr-') };

/** What the action refuses, whatever the event. */
function errorOf(type: string, rule: Attributes): string | undefined {
  if (PRIORITIES[type] === undefined) return `Unknown tag type attribute: ${type}`;
  const needed =
    type === 'semver' || type === 'pep440' || type === 'match' ? 'pattern' : type === 'ref' ? 'event' : type === 'raw' ? 'value' : undefined;
  if (needed !== undefined && !rule.has(needed)) return `Missing ${needed} attribute`;
  const event = plain(rule.get('event'));
  if (type === 'ref' && event !== undefined && !['branch', 'tag', 'pr'].includes(event)) return 'Invalid event';
  const format = plain(rule.get('format'));
  if (type === 'sha' && format !== undefined && !['short', 'long'].includes(format)) return 'Invalid format';
  return undefined;
}

function enabled(call: ActionCall, value: Val | undefined): Truth | { readonly error: string } {
  if (value === undefined) return true;
  const text = plain(value);
  if (text === undefined) return undefined;
  if (/\{\{\s*is_default_branch\s*\}\}/.test(text)) return isDefaultBranch(call);
  if (/\{\{\s*is_not_default_branch\s*\}\}/.test(text)) return not(isDefaultBranch(call));
  if (text.includes('{{')) return undefined;
  return text === 'true' ? true : text === 'false' ? false : { error: `Invalid value for enable attribute: ${text}` };
}

const not = (t: Truth): Truth => (t === undefined ? undefined : !t);

function isDefaultBranch({ event, world }: ActionCall): Truth {
  if (/create|discussion|issues|schedule/.test(event.name)) return true;
  if (event.refType !== 'branch' || event.name.startsWith('pull_request')) return false;
  const name = plain(event.refName);
  return name === undefined ? undefined : name === world.defaultBranch;
}

type Made = Pick<ImageTagRule, 'tag' | 'from' | 'latest' | 'why'>;

function make(call: ActionCall, type: string, rule: Attributes): Made {
  switch (type) {
    case 'semver':
    case 'pep440':
      return versioned(call, type, rule);
    case 'match':
      return matched(call, rule);
    case 'ref':
      return ref(call, rule);
    case 'edge': {
      const branch = plain(rule.get('branch')) || call.world.defaultBranch;
      const name = plain(call.event.refName);
      if (call.event.refType !== 'branch') return { why: 'the event has no branch' };
      if (name === undefined) return { tag: unknown('the branch is not known'), latest: false };
      return name === branch ? { tag: str('edge'), latest: false } : { why: `the branch is not ${branch}` };
    }
    case 'sha':
      return { tag: hole('sha'), latest: false };
    case 'schedule':
      return call.event.name === 'schedule'
        ? { tag: globals(call, plain(rule.get('pattern')) || 'nightly'), latest: false }
        : { why: 'the event is no schedule' };
    default: {
      const value = rule.get('value') ?? str('');
      const tag = value.k === 'str' ? globals(call, value.v) : value;
      return isEmpty(tag) ? { why: 'its value is empty' } : { tag, latest: false };
    }
  }
}

/** The git tag of the event or of a `value=`; a text that holds neither says why there is none. */
function source(call: ActionCall, rule: Attributes): Val | { readonly why: string } {
  const value = rule.get('value');
  if (value !== undefined && !isEmpty(value)) return value.k === 'str' ? globals(call, value.v) : value;
  if (call.event.refType === 'tag') return call.event.refName;
  return { why: value === undefined ? 'the event has no tag' : 'its `value` is empty, and the event has no tag' };
}

const SEMVER = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const PEP440 =
  /^v?(?:\d+!)?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)*([-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[-_.]?\d*|-\d+)*(?:\+[\w.-]+)?$/i;

function versioned(call: ActionCall, type: 'semver' | 'pep440', rule: Attributes): Made {
  const from = source(call, rule);
  if ('why' in from && !('k' in from)) return { why: from.why };
  if (!('k' in from)) return { tag: unknown('the version is not known') };
  const match = plain(rule.get('match'));
  const whole = plain(from)?.replace(/^refs\/tags\//, '');
  if (whole === undefined || (rule.has('match') && match === undefined)) {
    if (from.k === 'text' && !rule.has('match') && startsOtherwise(from)) return { from, why: `${shownText(from)} is no ${WORDS[type]}` };
    return { tag: from.k === 'text' ? hole('version') : unknown('the version is not known'), from, latest: undefined };
  }
  let text = whole;
  if (match !== undefined && match !== '') {
    const found = matches(match, whole);
    if (found === undefined) return { tag: unknown('type=semver with match'), from, latest: undefined };
    text = found?.[1] ?? whole;
  }
  text = text.replaceAll('/', '-');
  const parts = (type === 'semver' ? SEMVER : PEP440).exec(text.trim());
  if (!parts) return { from, why: `${text} is no ${WORDS[type]}` };
  const [, major = '', minor = '0', patch = '0', pre] = parts;
  const pattern = plain(rule.get('pattern')) ?? '{{version}}';
  const version = type === 'semver' ? `${major}.${minor}.${patch}${pre ?? ''}` : text.replace(/^v/, '');
  if (pre !== undefined) return { tag: str(/^\s*\{\{\s*raw\s*\}\}\s*$/.test(pattern) ? text : version), from, latest: false };
  const filled = pattern
    .replaceAll(/\{\{\s*raw\s*\}\}/g, text)
    .replaceAll(/\{\{\s*version\s*\}\}/g, version)
    .replaceAll(/\{\{\s*major\s*\}\}/g, major)
    .replaceAll(/\{\{\s*minor\s*\}\}/g, minor)
    .replaceAll(/\{\{\s*patch\s*\}\}/g, patch);
  return { tag: globals(call, filled), from, latest: true };
}

const WORDS = { semver: 'semantic version', pep440: 'version as PEP 440 has them' } as const;

/** What stands before a version that is not known: `tool-v` in `tool-v{version}` keeps it from being one, `v` does not. */
function startsOtherwise(value: Val & { k: 'text' }): boolean {
  const [first, second] = value.parts;
  return typeof first === 'string' && typeof second === 'object' && second.hole === 'version' && !/^(?:refs\/tags\/)?v?$/.test(first);
}

const shownText = (value: Val & { k: 'text' }): string => value.parts.map((p) => (typeof p === 'string' ? p : `{${p.hole}}`)).join('');

function matched(call: ActionCall, rule: Attributes): Made {
  const from = source(call, rule);
  if (!('k' in from)) return from;
  const text = plain(from);
  const written = plain(rule.get('pattern'));
  const pattern = /^\/(.+)\/$/.exec(written ?? '')?.[1] ?? written;
  const found = text === undefined || pattern === undefined ? undefined : matches(pattern, text);
  if (found === undefined) return { tag: unknown('type=match'), from, latest: true };
  const group = found?.[Number(plain(rule.get('group')) ?? 0)];
  return group === undefined ? { from, why: `${pattern} does not match ${text}` } : { tag: str(group), from, latest: true };
}

function ref(call: ActionCall, rule: Attributes): Made {
  const event = plain(rule.get('event'));
  const isPull = call.event.name.startsWith('pull_request');
  if (event === undefined) return { tag: unknown('type=ref') };
  if (event === 'tag') return call.event.refType === 'tag' ? { tag: sanitized(call.event.refName), latest: true } : { why: 'the event has no tag' };
  if (event === 'branch')
    return call.event.refType === 'branch' && !isPull ? { tag: sanitized(call.event.refName), latest: false } : { why: 'the event has no branch' };
  return isPull ? { tag: hole('number'), latest: false } : { why: 'the event is no pull request' };
}

/** Slashes and other letters that tags cannot have become dashes. */
function sanitized(value: Val): Val {
  return value.k === 'str' ? str(value.v.replaceAll(/[^\w.-]+/g, '-')) : value;
}

/** Fills the action's own expressions; of dates and hashes only the kind of the text is known. */
function globals(call: ActionCall, pattern: string): Val {
  const { event } = call;
  const parts = pattern.split(/(\{\{[^}]*\}\})/).map((piece) => {
    if (!piece.startsWith('{{')) return str(piece);
    if (/date/.test(piece)) return hole('date');
    if (/sha/.test(piece)) return hole('sha');
    if (/\bbranch\b/.test(piece) && !/is_/.test(piece)) return event.refType === 'branch' ? event.refName : str('');
    if (/\btag\b/.test(piece)) return event.refType === 'tag' ? event.refName : str('');
    return hole('word');
  });
  return join(...parts);
}
