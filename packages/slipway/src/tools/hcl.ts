import type { SourceFile, Span } from '../source/index.ts';

/** `name = value` of a body. */
export interface HclAttribute {
  readonly name: string;
  readonly key: Span;
  /** The value as written, without what stands behind it on its line. */
  readonly span: Span;
  /** The value when it is a literal: a quoted text without `${ }`, a number, `true`, `false`. Undefined for an expression. */
  readonly literal: string | undefined;
}

/** `type "label" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** From the type to the closing brace. */
  readonly span: Span;
  readonly body: HclBody;
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

interface OpenBody {
  readonly attributes: HclAttribute[];
  readonly blocks: HclBlock[];
}

interface Open {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
  readonly into: OpenBody;
}

/** Blocks in blocks that are followed; what is deeper is read past. */
const deepest = 40;
const start = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|([A-Za-z_][\w-]*)|\}|[^\s]/y;
const space = /\s+/y;
const assign = /[^\S\n]*=(?!=)[^\S\n]*/y;
const header = /(?:[^\S\n]*(?:"(?:[^"\\\n]|\\.)*"|[A-Za-z_][\w-]*)){0,4}[^\S\n]*\{/y;

/**
 * The attributes and blocks of a file of HashiCorp's configuration language, with their places: the part of its native syntax that settings are
 * written in (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, read 2026-11). Expressions are not evaluated. What cannot be read
 * is left out; never throws, and takes time in proportion to the text.
 */
export function parseHcl(file: SourceFile): HclBody {
  const { text } = file;
  const root: OpenBody = { attributes: [], blocks: [] };
  const stack: Open[] = [];
  let body = root;
  for (let at = 0; at < text.length; ) {
    at = after(space, text, at) ?? at;
    const m = match(start, text, at);
    if (m === null) break;
    const end = at + m[0].length;
    if (m[0] === '}') {
      const open = stack.pop();
      if (open) {
        open.into.blocks.push({ type: open.type, labels: open.labels, span: { start: open.start, end }, body });
        body = open.into;
      }
      at = end;
      continue;
    }
    const name = m[1];
    const value = name === undefined ? undefined : after(assign, text, end);
    if (name !== undefined && value !== undefined) {
      const stop = endOfValue(text, value);
      const span = { start: value, end: value + text.slice(value, stop).trimEnd().length };
      body.attributes.push({ name, key: { start: at, end }, span, literal: literalOf(text.slice(span.start, span.end)) });
      at = Math.max(stop, value + 1);
      continue;
    }
    const opens = name === undefined ? null : match(header, text, end);
    if (name !== undefined && opens && stack.length < deepest) {
      const labels = [...opens[0].matchAll(/"((?:[^"\\\n]|\\.)*)"|([A-Za-z_][\w-]*)/g)].map((l) => l[1] ?? l[2] ?? '');
      stack.push({ type: name, labels, start: at, into: body });
      body = { attributes: [], blocks: [] };
      at = end + opens[0].length;
    } else at = end;
  }
  return root;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const after = (pattern: RegExp, text: string, at: number): number | undefined => (match(pattern, text, at) ? pattern.lastIndex : undefined);

const string = /"(?:[^"\\\n]|\\.)*"?/y;
const comment = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const heredoc = /<<[-~]?([A-Za-z_]\w*)[^\n]*\n/y;

/** Where a value ends: at the end of its line, unless brackets or a here-document go on. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const c = text[at]!;
    const passed = c === '"' ? after(string, text, at) : c === '#' || c === '/' ? after(comment, text, at) : undefined;
    if (passed !== undefined) {
      if (c !== '"' && depth === 0) return at;
      at = passed;
      continue;
    }
    const doc = c === '<' ? match(heredoc, text, at) : null;
    if (doc) {
      at = endOfHeredoc(text, at + doc[0].length, doc[1]!);
      continue;
    }
    if (c === '{' || c === '[' || c === '(') depth += 1;
    else if (c === '}' || c === ']' || c === ')') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (c === '\n' && depth === 0) return at;
    at += 1;
  }
  return at;
}

function endOfHeredoc(text: string, from: number, word: string): number {
  for (let at = from; at < text.length; ) {
    const line = text.indexOf('\n', at);
    const end = line === -1 ? text.length : line;
    if (text.slice(at, end).trim() === word) return end;
    at = end + 1;
  }
  return text.length;
}

function literalOf(written: string): string | undefined {
  if (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(written)) return written;
  const quoted = /^"((?:[^"\\\n]|\\.)*)"$/.exec(written)?.[1];
  if (quoted === undefined || /(?<!\$)\$\{|(?<!%)%\{/.test(quoted)) return undefined;
  return unescaped(quoted).replace(/([$%])\1\{/g, '$1{');
}

const unescaped = (quoted: string): string => quoted.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c));

/** A value that is one quoted text: what it says, with `${…}` as it is written. Undefined for every other value. */
export function quotedText(written: string): string | undefined {
  const quoted = /^"((?:[^"\\\n]|\\.)*)"$/.exec(written)?.[1];
  return quoted === undefined ? undefined : unescaped(quoted);
}

/** A value that is one list: its items as `quotedText` reads them. Undefined for every other value. */
export function listItems(written: string): readonly (string | undefined)[] | undefined {
  if (!written.startsWith('[')) return undefined;
  const items: (string | undefined)[] = [];
  let item = '';
  let depth = 0;
  const add = (): void => {
    if (item.trim() !== '') items.push(quotedText(item.trim()));
    item = '';
  };
  for (let at = 1; at < written.length; ) {
    const c = written[at]!;
    const passed = c === '"' ? after(string, written, at) : c === '#' || c === '/' ? after(comment, written, at) : undefined;
    if (passed !== undefined) {
      if (c === '"') item += written.slice(at, passed);
      at = passed;
      continue;
    }
    at += 1;
    if (c === ',' && depth === 0) add();
    else if (c === ']' && depth === 0) {
      add();
      return at === written.length ? items : undefined;
    } else item += c;
    if (c === '{' || c === '[' || c === '(') depth += 1;
    else if (c === '}' || c === ']' || c === ')') depth -= 1;
  }
  return undefined;
}
