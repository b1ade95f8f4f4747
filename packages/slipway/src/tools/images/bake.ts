import { sourceFile } from '../../source/index.ts';
import { listItems, parseHcl, quotedText } from '../hcl.ts';

/** A target of a bake file, with what it inherits. Texts may hold `${…}` that could not be filled. */
export interface BakeTarget {
  readonly name: string;
  readonly context: string | undefined;
  /** Relative to the context. */
  readonly dockerfile: string | undefined;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly tags: readonly string[];
  readonly output: readonly string[];
}

export interface BakeFile {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** Names of targets and groups of each group. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** A block of a bake file, with those of its attributes that are texts or lists of texts; what is computed is undefined. */
interface Block {
  /** `target`, `group`, `variable`. */
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, string | readonly (string | undefined)[] | undefined>;
}

interface Raw {
  readonly inherits: readonly string[];
  readonly text: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const mostTargets = 200;
const largest = 200_000;

/** Reads bake files of the given paths and texts, later ones over earlier ones. Source: Docker's bake file reference, 2026. */
export function bakeFile(files: readonly { readonly path: string; readonly text: string }[]): BakeFile {
  const raw = new Map<string, Raw>();
  const groups = new Map<string, readonly string[]>();
  const variables = new Map<string, string>();
  for (const { path, text } of files) {
    const blocks = path.endsWith('.json') ? jsonBlocks(text) : hclBlocks(text);
    for (const { type, labels, attributes } of blocks) {
      const [name] = labels;
      if (name === undefined || raw.size >= mostTargets) continue;
      const lists = new Map<string, readonly string[]>();
      const texts = new Map<string, string>();
      for (const [key, value] of attributes) {
        if (typeof value === 'string') texts.set(key, value);
        else if (value !== undefined)
          lists.set(
            key,
            value.map((v) => v ?? '${…}'),
          );
      }
      if (type === 'variable') variables.set(name, texts.get('default') ?? '');
      else if (type === 'group') groups.set(name, lists.get('targets') ?? []);
      else if (type === 'target') {
        const before = raw.get(name);
        raw.set(name, {
          inherits: lists.get('inherits') ?? before?.inherits ?? [],
          text: new Map([...(before?.text ?? []), ...texts]),
          lists: new Map([...(before?.lists ?? []), ...lists]),
        });
      }
    }
  }
  const fill = (text: string): string => text.replace(/\$\{(\w+)\}/g, (whole, name: string) => variables.get(name) || whole);
  const targets = new Map([...raw.keys()].map((name) => [name, resolved(name, raw, fill)]));
  return { targets, groups };
}

function resolved(name: string, raw: ReadonlyMap<string, Raw>, fill: (text: string) => string): BakeTarget {
  const text = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const apply = (one: string): void => {
    const own = raw.get(one);
    if (own === undefined || seen.has(one)) return;
    seen.add(one);
    for (const parent of own.inherits) apply(parent);
    for (const [k, v] of own.text) text.set(k, v);
    for (const [k, v] of own.lists) lists.set(k, v);
  };
  apply(name);
  const get = (key: string): string | undefined => {
    const value = text.get(key);
    return value === undefined ? undefined : fill(value);
  };
  const list = (key: string): readonly string[] => (lists.get(key) ?? []).map(fill);
  return {
    name,
    context: get('context'),
    dockerfile: text.has('dockerfile-inline') ? '${…}' : get('dockerfile'),
    target: get('target'),
    platforms: list('platforms'),
    tags: list('tags'),
    output: list('output'),
  };
}

function hclBlocks(text: string): Block[] {
  if (text.length > largest) return [];
  const file = sourceFile('', text);
  return parseHcl(file).blocks.map(({ type, labels, body }) => ({
    type,
    labels,
    attributes: new Map(
      body.attributes.map(({ name, span }) => {
        const written = file.text.slice(span.start, span.end);
        return [name, quotedText(written) ?? listItems(written)] as const;
      }),
    ),
  }));
}

function* jsonBlocks(text: string): Generator<Block> {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return;
  }
  const isObject = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
  if (!isObject(root)) return;
  for (const type of ['variable', 'group', 'target']) {
    const named = root[type];
    if (!isObject(named)) continue;
    for (const [label, body] of Object.entries(named)) {
      if (!isObject(body)) continue;
      const attributes = new Map(
        Object.entries(body).map(
          ([k, v]) =>
            [k, typeof v === 'string' ? v : Array.isArray(v) ? v.map((x: unknown) => (typeof x === 'string' ? x : undefined)) : undefined] as const,
        ),
      );
      yield { type, labels: [label], attributes };
    }
  }
}

/** The targets that a name stands for: itself, or those of a group and of its groups. */
export function targetsNamed({ targets, groups }: BakeFile, names: readonly string[]): readonly BakeTarget[] {
  const out = new Set<BakeTarget>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const target = targets.get(name);
    if (target) out.add(target);
    for (const one of groups.get(name) ?? []) visit(one);
  };
  for (const name of names) visit(name);
  return [...out];
}
