import type { MapNode, SourceFile, SourceNode, Span } from '../../source/index.ts';
import { nearest } from '../../tools/index.ts';
import { listed } from '../words.ts';

/** Wrong configuration of releases: one sentence with place and remedy; a command ends with exit code 2. */
export class ReleaseConfigError extends Error {
  override readonly name = 'ReleaseConfigError';
  readonly exitCode = 2;
  /** What it is about, and the sentence without its place. */
  readonly about: { readonly span: Span; readonly what: string };

  constructor(file: SourceFile, span: Span, what: string) {
    const { line, column } = file.position(span.start);
    super(`${file.path}:${line}:${column}: ${what}`);
    this.about = { span, what };
  }
}

/** Keys that were once, or are elsewhere, written in another way. */
export const OLD_KEYS: ReadonlyMap<string, string> = new Map([
  ['driver', 'driven-by'],
  ['driven_by', 'driven-by'],
  ['drivenBy', 'driven-by'],
  ['depends_on', 'depends-on'],
  ['dependsOn', 'depends-on'],
  ['packages', 'components'],
  ['pull_request', 'pull-request'],
  ['pullRequest', 'pull-request'],
  ['tag-format', 'tag'],
  ['tag-template', 'tag'],
  ['tag_format', 'tag'],
  ['tagFormat', 'tag'],
  ['pre-1.0', 'before-1.0'],
  ['before_1.0', 'before-1.0'],
  ['prerelease', 'identifier'],
]);

/** @throws ReleaseConfigError with the place of a node */
export function fail(node: SourceNode, what: string, span: Span = node.span): never {
  throw new ReleaseConfigError(node.file, span, what);
}

/** A map of the file whose keys are known, read key by key. */
export class Section {
  readonly node: MapNode;
  readonly #title: string;
  readonly #values = new Map<string, SourceNode>();

  /** @throws ReleaseConfigError when it is no map, or has a key that is not known or stands twice */
  constructor(node: SourceNode, title: string, keys: readonly string[]) {
    if (node.kind !== 'map') fail(node, `${title} must be a map with ${listed(keys, 'or')}`);
    this.node = node;
    this.#title = title;
    const seen = new Set<string>();
    for (const { key, value } of node.entries) {
      if (!keys.includes(key.text)) fail(key, unknownKey(key.text, title, keys));
      if (seen.has(key.text)) fail(key, `\`${key.text}\` stands twice under ${title}; keep one of them`);
      seen.add(key.text);
      if (value !== null && !(value.kind === 'scalar' && value.value === null)) this.#values.set(key.text, value);
    }
  }

  get(key: string): SourceNode | undefined {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  text(key: string): string | undefined {
    const node = this.get(key);
    return node === undefined ? undefined : this.#textOf(node, `\`${key}\` of ${this.#title}`);
  }

  flag(key: string): boolean | undefined {
    const node = this.get(key);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    return fail(node, `\`${key}\` of ${this.#title} must be true or false`);
  }

  /** A text, or `false` for "there is none". */
  textOrNone(key: string): string | false | undefined {
    const node = this.get(key);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && node.value === false) return false;
    return this.#textOf(node, `\`${key}\` of ${this.#title}`, ' or false');
  }

  word<T extends string>(key: string, words: readonly T[]): T | undefined {
    const node = this.get(key);
    return node === undefined ? undefined : wordOf(node, `\`${key}\` of ${this.#title}`, words);
  }

  /** A list of texts; one text is a list of one. */
  texts(key: string): readonly string[] | undefined {
    const node = this.get(key);
    if (node === undefined) return undefined;
    const title = `\`${key}\` of ${this.#title}`;
    if (node.kind === 'scalar') return [this.#textOf(node, title)];
    if (node.kind === 'map') return fail(node, `${title} must be a list of texts`);
    return node.items.map((item) => this.#textOf(item, `an item of ${title}`));
  }

  #textOf(node: SourceNode, title: string, alternative = ''): string {
    if (node.kind === 'scalar' && node.text.trim() !== '' && node.value !== null) return node.text;
    return fail(node, `${title} must be a text${alternative}`);
  }
}

/** One of some words. @throws ReleaseConfigError that names them */
export function wordOf<T extends string>(node: SourceNode, title: string, words: readonly T[]): T {
  const text = node.kind === 'scalar' ? node.text : undefined;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const close = text === undefined ? undefined : nearest(text, words);
  return fail(node, `${title} must be ${listed(words, 'or')}${close === undefined ? '' : `; did you mean ${close}?`}`);
}

/** @param keys the keys that there are */
function unknownKey(key: string, title: string, keys: readonly string[]): string {
  const now = OLD_KEYS.get(key);
  if (now !== undefined && keys.includes(now)) return `\`${key}\` is written \`${now}\`; \`slipway config check --upgrade\` rewrites it`;
  const close = nearest(key, keys);
  return close === undefined
    ? `\`${key}\` is not known under ${title}; known are ${listed(keys)}`
    : `\`${key}\` is not known under ${title}; did you mean \`${close}\`?`;
}
