import type { ScalarNode, ScalarStyle, SourceNode } from './types.ts';

/** What YAML 1.1 or 1.2 takes for something else than a text: null, booleans, numbers, dates, times, merge keys. */
const NOT_TEXT =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.?\d[\d_]*(?:[.:][\d_:.]*)?(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|<<|=)$/i;

export interface PlainContext {
  /** Inside brackets or braces, where plain text may not hold them. */
  readonly flow?: boolean;
}

/** YAML that reads as exactly this text: plain where that is safe, else in single quotes, else (line breaks, control characters) in double quotes. */
export function quoteScalar(text: string, context: PlainContext = {}): string {
  if (isPlain(text, context) && !NOT_TEXT.test(text)) return text;
  return needsEscapes(text) ? doubleQuoted(text) : singleQuoted(text);
}

/** The text can stand without quotes, whatever it is then read as. */
export function isPlain(text: string, context: PlainContext = {}): boolean {
  if (text === '' || needsEscapes(text) || /^\s|\s$|^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:\s|:$|\s#|^(?:---|\.\.\.)/.test(text)) return false;
  return !context.flow || !/[,[\]{}]|^[-?:]|:["']/.test(text);
}

/** A scalar's new text in the style that its node has, as far as the style can hold it. */
export function inStyleOf(node: ScalarNode, text: string): string {
  const style: ScalarStyle = node.style;
  if (style === 'double') return doubleQuoted(text);
  if (style === 'single') return needsEscapes(text) ? doubleQuoted(text) : singleQuoted(text);
  if (typeof node.value !== 'string' && isPlain(text, node)) return text;
  return quoteScalar(text, node);
}

function singleQuoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

export function doubleQuoted(text: string): string {
  const escaped = text.replace(/["\\\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/gu, (char) => {
    const named = NAMED[char];
    return named ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function needsEscapes(text: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/u.test(text);
}

/** Indents all lines but the first; blank lines stay blank. */
export function indented(text: string, columns: number): string {
  return text.replace(/\n(?=[^\n\r])/g, `\n${' '.repeat(columns)}`);
}

/** A node on one line, for inside brackets and braces. */
export function flowText(node: SourceNode | null): string {
  if (node === null) return 'null';
  if (node.kind === 'seq') return `[${node.items.map(flowText).join(', ')}]`;
  if (node.kind === 'map')
    return `{${node.entries.map(({ key, value }) => `${quoteScalar(key.text, { flow: true })}: ${flowText(value)}`).join(', ')}}`;
  if (typeof node.value !== 'string' && node.style === 'plain') return node.text === '' ? 'null' : node.text;
  return quoteScalar(node.text, { flow: true });
}

/** A block scalar can hold the text: YAML allows its characters without escapes. */
export function isPrintable(text: string): boolean {
  return !/[^\n\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
}
