import { quoteScalar } from '../../source/index.ts';
import type { BumpRules, Channel, Component, NotesConfig, ReleaseConfig, Scheme } from '../types.ts';
import { rangeOf } from './channels.ts';
import { DEFAULT_CALVER } from './components.ts';
import {
  channelDefaults,
  componentDefaults,
  DEFAULT_BRANCHES,
  DEFAULT_CHANNELS,
  DEFAULT_NOTES,
  DEFAULT_PULL_REQUEST,
  DEFAULT_TAGGING,
  fromDefaults,
  ONLY,
  rulesOf,
  sectionDefaults,
} from './defaults.ts';

/** What a file of the configuration says, as data without places; maps keep the order of their keys. */
type Value = string | boolean | readonly Value[] | Fields;
interface Fields {
  readonly [key: string]: Value | undefined;
}

/** First line of the file, by which editors find the schema. */
const SCHEMA_COMMENT = '# yaml-language-server: $schema=./node_modules/slipway/slipway.schema.json';
const WIDTH = 140;

/**
 * The text of slipway.yaml for a configuration; what equals the default is not written. `readReleaseConfig` of it is the configuration again.
 *
 * @param comments lines above a key, by its path below `release` (`tag`, `components.core`, `channels`)
 */
export function writeReleaseConfig(config: ReleaseConfig, comments: ReadonlyMap<string, readonly string[]> = new Map()): string {
  const body = mapLines(releaseFields(config), '', 1, comments);
  const head = [SCHEMA_COMMENT, 'version: 1', ...(comments.get('') ?? []).map((line) => `# ${line}`)];
  return `${[...head, ...(body.length === 0 ? ['release: {}'] : ['release:', ...body])].join('\n')}\n`;
}

function releaseFields(config: ReleaseConfig): Fields {
  return {
    ...componentFields(config.components),
    ...channelFields(config.channels),
    lines: config.lines.length === 0 ? undefined : config.lines.map((one) => (rangeOf(one.branch) === one.range ? one.branch : { ...one })),
    from: same(config.from, fromDefaults(config.components)) ? undefined : config.from,
    notes: notesFields(config.notes),
    'pull-request': differing(config.pullRequest, DEFAULT_PULL_REQUEST),
    tagging: differing(config.tagging, { annotated: config.tagging.signed || DEFAULT_TAGGING.annotated, signed: DEFAULT_TAGGING.signed }),
  };
}

function componentFields(components: readonly Component[]): Fields {
  const [only] = components;
  if (components.length === 1 && only?.group === undefined && only?.dependsOn.length === 0)
    return { ...ownFields(only, false), ...sharedFields(only, false) };
  const several = components.length > 1;
  const all = components.map((one) => sharedFields(one, several));
  const common: Record<string, Value> = {};
  for (const [key, value] of Object.entries(all[0] ?? {})) if (value !== undefined && all.every((one) => same(one[key], value))) common[key] = value;
  return {
    ...common,
    components: components.map((one, index) => {
      const left = Object.fromEntries(Object.entries(all[index] ?? {}).filter(([key]) => common[key] === undefined));
      const own = ownFields(one, several);
      const fields = present({ ...own, ...left });
      return Object.keys(fields).length === 1 && own.path !== undefined ? own.path : fields;
    }),
  };
}

function ownFields(one: Component, listed: boolean): Fields {
  const name = one.path === '' ? ONLY : one.path.slice(one.path.lastIndexOf('/') + 1);
  return {
    name: one.name === name ? undefined : one.name,
    path: one.path === '' ? (listed ? '.' : undefined) : one.path,
    paths: one.paths.length === 0 ? undefined : one.paths,
    files: one.files?.length ? one.files : undefined,
    group: one.group,
    'depends-on': one.dependsOn.length === 0 ? undefined : one.dependsOn,
  };
}

function sharedFields(one: Component, several: boolean): Fields {
  const defaults = componentDefaults(one.path, one.driver, several);
  return {
    'driven-by': one.driver === 'slipway' ? undefined : one.driver,
    tag: one.tag === defaults.tag ? undefined : one.tag,
    scheme: schemeValue(one.scheme),
    first: one.first === defaults.first ? undefined : one.first,
    changelog: one.changelog === defaults.changelog ? undefined : (one.changelog ?? false),
    rules: rulesFields(one.rules, rulesOf(one.driver)),
  };
}

function schemeValue(scheme: Scheme): Value | undefined {
  if (scheme.kind === 'semver') return undefined;
  return scheme.format === DEFAULT_CALVER ? 'calver' : { calver: scheme.format };
}

function rulesFields(rules: BumpRules, base: BumpRules): Fields | undefined {
  const types: Record<string, Value> = {};
  for (const [type, bump] of rules.types) if (base.types.get(type) !== bump) types[type] = bump;
  for (const type of base.types.keys()) if (!rules.types.has(type)) types[type] = type === '*' ? 'none' : (rules.types.get('*') ?? 'none');
  return some({
    types: some(types),
    labels: rules.labels && Object.fromEntries(rules.labels),
    further: same(rules.further ?? [], base.further ?? []) ? undefined : (rules.further ?? []).map((one) => ({ ...one })),
    breaking: rules.breaking === base.breaking ? undefined : rules.breaking,
    'breaking-mark': rules.breakingMark === base.breakingMark ? undefined : (rules.breakingMark ?? true),
    other: rules.other === base.other ? undefined : rules.other,
    'before-1.0': differing(withInitial(rules.beforeOne, base.beforeOne), base.beforeOne),
  });
}

/** With the value below 0.1.0 wherever the tool tells it apart. */
function withInitial(given: BumpRules['beforeOne'], base: BumpRules['beforeOne']): BumpRules['beforeOne'] {
  return base.initial === undefined ? given : { ...given, initial: given.initial ?? given.breaking };
}

function channelFields(channels: readonly Channel[]): Fields {
  const first = channels.find((one) => one.name !== 'hotfix')?.branches ?? DEFAULT_BRANCHES;
  const names = channels.map((one) => one.name);
  const differences = channels.map((one) => {
    const base = channelDefaults(one.name, names, first);
    return some({
      identifier: one.identifier === base.identifier ? undefined : (one.identifier ?? false),
      branches: same(one.branches, base.branches) ? undefined : one.branches,
      promotes: one.promotes === base.promotes ? undefined : (one.promotes ?? false),
      hotfix: one.hotfix === base.hotfix ? undefined : one.hotfix,
      latest: one.latest === (base.latest && one.identifier === undefined) ? undefined : one.latest,
      taken: one.taken === 'refuse' ? one.taken : undefined,
    });
  });
  const plain = differences.every((one) => one === undefined);
  return {
    branches: same(first, DEFAULT_BRANCHES) ? undefined : first,
    channels: !plain
      ? Object.fromEntries(names.map((name, index) => [name, differences[index] ?? {}]))
      : same(names, DEFAULT_CHANNELS)
        ? undefined
        : names,
  };
}

function notesFields(notes: NotesConfig): Fields | undefined {
  return some({
    style: notes.style === DEFAULT_NOTES.style ? undefined : notes.style,
    sections: same([...notes.sections], [...sectionDefaults(notes.style)]) ? undefined : Object.fromEntries(notes.sections),
    contributors: notes.contributors === DEFAULT_NOTES.contributors ? undefined : notes.contributors,
    compare: notes.compare === DEFAULT_NOTES.compare ? undefined : notes.compare,
    template: notes.template,
  });
}

function differing<T extends object>(given: T, base: T): Fields | undefined {
  const before = new Map(Object.entries(base));
  return some(Object.fromEntries(Object.entries(given).filter(([key, value]) => !same(value, before.get(key)))));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function some(fields: Fields): Fields | undefined {
  const kept = present(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Lines of a map, two blanks for each level. */
function mapLines(fields: Fields, path: string, depth: number, comments: ReadonlyMap<string, readonly string[]>): string[] {
  const indent = '  '.repeat(depth);
  return Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const here = path === '' ? key : `${path}.${key}`;
    const head = `${indent}${quoteScalar(key)}:`;
    const lines = (comments.get(here) ?? []).map((line) => `${indent}# ${line}`);
    const inside = [...comments.keys()].some((name) => name.startsWith(`${here}.`));
    const short = `${head} ${flow(value)}`;
    if (typeof value !== 'object' || (!inside && short.length <= WIDTH && !(key === 'components' || (isFields(value) && depth === 1))))
      return [...lines, typeof value === 'string' ? `${head} ${quoteScalar(value)}` : short];
    if (isFields(value)) return [...lines, head, ...mapLines(value, here, depth + 1, comments)];
    return [...lines, head, ...value.flatMap((item) => itemLines(item, here, depth + 1, comments))];
  });
}

/** Lines of an item; one that is a map stands on one line as long as that can be read. */
function itemLines(item: Value, path: string, depth: number, comments: ReadonlyMap<string, readonly string[]>): string[] {
  const indent = '  '.repeat(depth);
  const name = isFields(item) ? (item.name ?? item.path) : item;
  const here = `${path}.${typeof name === 'string' ? name : ''}`;
  const lines = (comments.get(here) ?? []).map((line) => `${indent}# ${line}`);
  const short = `${indent}- ${typeof item === 'string' ? quoteScalar(item) : flow(item)}`;
  if (!isFields(item) || short.length <= WIDTH) return [...lines, short];
  const [first = '', ...rest] = mapLines(item, here, depth + 1, comments);
  return [...lines, `${indent}- ${first.trimStart()}`, ...rest];
}

const isFields = (value: Value): value is Fields => typeof value === 'object' && !Array.isArray(value);

function flow(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoteScalar(value, { flow: true });
  if (!isFields(value)) return `[${value.map(flow).join(', ')}]`;
  const pairs = Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [`${quoteScalar(key, { flow: true })}: ${flow(one)}`]));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
