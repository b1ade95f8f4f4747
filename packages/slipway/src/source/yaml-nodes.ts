import { isAlias, isMap, isPair, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { blockEnd } from './block.ts';
import type { Entry, MapNode, ScalarNode, ScalarStyle, SeqNode, SourceFile, SourceNode, SourceProblem } from './types.ts';

const MAX_ALIASED = 100_000;
/** Collections inside collections; more is refused. */
export const MAX_DEPTH = 200;

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

interface Anchored {
  readonly node: SourceNode;
  /** Nodes that a reader visits below it, aliases followed. */
  readonly size: number;
}

/** Turns the library's nodes into ours, once per file. */
export class YamlNodes {
  readonly problems: SourceProblem[] = [];
  readonly #file: SourceFile;
  readonly #anchors = new Map<string, Anchored>();
  /** Nodes made, plus nodes that aliases stand for. */
  #visited = 0;
  #aliased = 0;
  #full = false;
  /** Where the node read last ends, as written. */
  #end = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** null for an empty node, or one that is refused (then there is a problem). */
  read(node: unknown, flow = false, depth = 0): SourceNode | null {
    if (isAlias(node)) return this.#alias(node.source, node.range![0], node.range![1]);
    const before = this.#visited++;
    const made = this.#make(node, flow, depth);
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor && made) this.#anchors.set(anchor, { node: made, size: this.#visited - before });
    return made;
  }

  #make(node: unknown, flow: boolean, depth: number): SourceNode | null {
    if (isScalar(node)) return this.#scalar(node, flow);
    if (!isMap(node) && !isSeq(node)) return null;
    this.#end = node.range![1];
    if (depth >= MAX_DEPTH) {
      this.#problem(`collections are nested more than ${MAX_DEPTH} deep`, node.range![0], node.range![0] + 1);
      return null;
    }
    return isMap(node) ? this.#map(node, depth) : this.#seq(node, depth);
  }

  #alias(name: string, start: number, end: number): SourceNode | null {
    this.#end = end;
    const target = this.#anchors.get(name);
    if (!target) {
      this.#problem(`the alias \`*${name}\` has no complete anchor \`&${name}\` before it`, start, end);
      return null;
    }
    if (this.#full || this.#aliased + target.size > MAX_ALIASED) {
      if (!this.#full)
        this.#problem(`aliases stand for more than ${MAX_ALIASED.toLocaleString('en')} nodes from here on; they are not followed`, start, end);
      this.#full = true;
      return null;
    }
    this.#aliased += target.size;
    this.#visited += target.size;
    return target.node;
  }

  #scalar(node: Scalar, flow: boolean): ScalarNode | null {
    const [start, end] = node.range!;
    this.#end = end;
    const text = node.source ?? '';
    if (text === '' && start === end && !node.tag) return null;
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    if (style === 'literal' || style === 'folded') this.#end = blockEnd(this.#file.text, start, end, text);
    return { kind: 'scalar', file: this.#file, span: { start, end: this.#end }, text, value: primitive(node.value), style, flow };
  }

  #seq(node: YAMLSeq, depth: number): SeqNode {
    const flow = node.flow === true;
    const start = node.range![0];
    const items: SourceNode[] = [];
    let last = start + 1;
    for (const item of node.items) {
      const at = positionOf(item) ?? last;
      const made = isPair(item) ? null : this.read(item, flow, depth + 1);
      items.push(made ?? this.#nothing(at, flow));
      last = this.#end;
    }
    this.#end = flow ? node.range![1] : last;
    return { kind: 'seq', file: this.#file, span: { start, end: this.#end }, items, flow };
  }

  #map(node: YAMLMap, depth: number): MapNode {
    const flow = node.flow === true;
    const start = node.range![0];
    const entries: Entry[] = [];
    const seen = new Map<string, ScalarNode>();
    let last = start;
    for (const pair of node.items) {
      const entry = this.#entry(pair, flow, depth);
      const first = seen.get(entry.key.text);
      if (first) this.#duplicate(entry.key, first);
      else seen.set(entry.key.text, entry.key);
      entries.push(entry);
      last = this.#end;
    }
    this.#end = flow ? node.range![1] : last;
    return { kind: 'map', file: this.#file, span: { start, end: this.#end }, entries, flow };
  }

  #entry(pair: Pair, flow: boolean, depth: number): Entry {
    const start = positionOf(pair.key) ?? this.#end;
    const read = this.read(pair.key, flow, depth + 1);
    const keyEnd = this.#end;
    const key = read?.kind === 'scalar' ? read : this.#oddKey(read, start, keyEnd, flow);
    const value = pair.value === null || pair.value === undefined ? null : this.read(pair.value, flow, depth + 1);
    return { key, value, span: { start, end: Math.max(this.#end, keyEnd) } };
  }

  /** A key that is empty, a collection, or an alias to one: its text as written. */
  #oddKey(read: SourceNode | null, start: number, end: number, flow: boolean): ScalarNode {
    if (read) this.#problem('a key must be a text, not a list or a mapping', start, end);
    const text = this.#file.text.slice(start, Math.min(end, start + 200));
    return { kind: 'scalar', file: this.#file, span: { start, end }, text, value: text, style: 'plain', flow };
  }

  #nothing(at: number, flow: boolean): ScalarNode {
    return { kind: 'scalar', file: this.#file, span: { start: at, end: at }, text: '', value: null, style: 'plain', flow };
  }

  #duplicate(key: ScalarNode, first: ScalarNode): void {
    const line = this.#file.position(first.span.start).line;
    this.#problem(`the key \`${key.text.slice(0, 80)}\` stands twice in the same mapping (first in line ${line})`, key.span.start, key.span.end);
  }

  #problem(message: string, start: number, end: number): void {
    if (this.problems.length < 20) this.problems.push({ message, span: { start, end } });
  }
}

function positionOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

function primitive(value: unknown): ScalarNode['value'] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : String(value);
}
