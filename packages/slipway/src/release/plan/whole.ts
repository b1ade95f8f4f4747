import type { Schema } from '../../doctor/schema.ts';
import type { Plan } from '../types.ts';
import { PLAN_SCHEMA } from './schema.ts';

/**
 * The first part of a value that no plan of ours has so, as a path (`components.0.tag`); undefined when it is a whole plan. A digest proves that
 * nothing changed, not that it was a plan: whoever can write a plan can write its digest.
 */
export function partThatIsNone(value: unknown): string | undefined {
  return strange(value, PLAN_SCHEMA, '') ?? strayed(value as Plan);
}

function strange(value: unknown, schema: Schema, at: string): string | undefined {
  if ('const' in schema && value !== schema.const) return at;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return at;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isA(value, type))) return at;
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) return at;
  if (Array.isArray(value)) return schema.items === undefined ? undefined : firstOf(value.entries(), () => schema.items, at);
  if (schema.properties === undefined || typeof value !== 'object' || value === null) return undefined;
  const { properties, required = [] } = schema;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return below(at, missing);
  return firstOf(Object.entries(value), (name) => (Object.hasOwn(properties, name) ? properties[name] : undefined), at);
}

function firstOf<K extends string | number>(
  entries: Iterable<[K, unknown]>,
  schemaOf: (key: K) => Schema | undefined,
  at: string,
): string | undefined {
  for (const [key, item] of entries) {
    const schema = schemaOf(key);
    const found = schema === undefined ? undefined : strange(item, schema, below(at, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

const below = (at: string, key: string | number): string => (at === '' ? `${key}` : `${at}.${key}`);

function isA(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** What a plan says besides notes and texts of files is one line; its names are names for git; and it tags what it was made of. */
function strayed({ tool, source, channel, components, files, pullRequest }: Plan): string | undefined {
  const lines: [string, string | null][] = [
    ['tool.version', tool.version],
    ['source.branch', source.branch],
    ['source.repository', source.repository],
    ['channel', channel],
    ['pullRequest.title', pullRequest.title],
    ...pullRequest.labels.map((label, at): [string, string] => [`pullRequest.labels.${at}`, label]),
  ];
  for (const [at, one] of components.entries())
    for (const key of ['name', 'path', 'to', 'channel', 'changelog', 'promotes'] as const) lines.push([`components.${at}.${key}`, one[key]]);
  for (const [at, { from }] of components.entries())
    if (from !== null) lines.push([`components.${at}.from.version`, from.version], [`components.${at}.from.tag`, from.tag]);
  const broken = lines.find(([, text]) => text !== null && /\p{Cc}/u.test(text));
  if (broken !== undefined) return broken[0];
  if (!isRefName(pullRequest.branch)) return 'pullRequest.branch';
  const tag = components.findIndex((one) => !isRefName(one.tag));
  if (tag >= 0) return `components.${tag}.tag`;
  const elsewhere = components.findIndex(({ commit, promotes }) => promotes === null && commit !== source.revision);
  if (elsewhere >= 0) return `components.${elsewhere}.commit`;
  const file = files.findIndex(({ path }) => !isSafePath(path));
  return file < 0 ? undefined : `files.${file}.path`;
}

/** What git takes for a name, and never for an option: git help check-ref-format. */
function isRefName(name: string): boolean {
  return name !== '' && name !== '@' && !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|(?:^|\/)\.|\.lock(?:\/|$)/u.test(name);
}

/** Below the root of the repository, and nothing of git's own. */
function isSafePath(path: string): boolean {
  const parts = path.split('/');
  return (
    !path.includes('\\') &&
    !/\p{Cc}/u.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git')
  );
}
