import type { ScalarNode, ScalarStyle, SourceFile } from './types.ts';

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b', '"': '"', '\\': '\\' };

/** Reads the string, number, boolean or date at an offset; a text says why there is none. */
export function tomlScalar(file: SourceFile, start: number): ScalarNode | string {
  const { text } = file;
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return bare(file, start);
  return text.startsWith(quote.repeat(3), start) ? long(file, start, quote) : short(file, start, quote);
}

function node(file: SourceFile, start: number, end: number, text: string, style: ScalarStyle, value: ScalarNode['value'] = text): ScalarNode {
  return { kind: 'scalar', file, span: { start, end }, text, value, style };
}

function short(file: SourceFile, start: number, quote: string): ScalarNode | string {
  const { text } = file;
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === '\n' || text[at] === '\r') return 'a string is opened here and not closed in its line';
    at += quote === '"' && text[at] === '\\' ? 2 : 1;
  }
  if (at >= text.length) return 'a string is opened here and never closed';
  const raw = text.slice(start + 1, at);
  return node(file, start, at + 1, quote === '"' ? unescaped(raw) : raw, quote === '"' ? 'double' : 'single');
}

/** A string in three quotes: the line break right behind them is no part of it, and up to two quotes may stand before the closing three. */
function long(file: SourceFile, start: number, quote: string): ScalarNode | string {
  const { text } = file;
  let at = start + 3;
  const close = quote.repeat(3);
  while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  if (at >= text.length) return 'a string of several lines is opened here and never closed';
  for (let more = 0; more < 2 && text[at + 3] === quote; more++) at++;
  const raw = text
    .slice(start + 3, at)
    .replace(/^\r?\n/, '')
    .replace(/\r\n?/g, '\n');
  return node(file, start, at + 3, quote === '"' ? unescaped(raw) : raw, quote === '"' ? 'double' : 'single');
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:[ \t]*\n\s*|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (all, two, four, eight, one) => {
    const hex = two ?? four ?? eight;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }
    return one === undefined ? '' : (ESCAPES[one] ?? all);
  });
}

function bare(file: SourceFile, start: number): ScalarNode | string {
  // A date and a time may be separated by one space.
  const pattern = /\d{4}-\d{2}-\d{2} \d{2}:[0-9:.]+(?:[Zz]|[+-]\d{2}:\d{2})?|[^\s,\]}#=]+/y;
  pattern.lastIndex = start;
  const text = pattern.exec(file.text)?.[0];
  if (text === undefined) return 'a value is missing here';
  const value = coreValue(text);
  return value === undefined
    ? `\`${text.slice(0, 40)}\` is no value; a text needs quotes`
    : node(file, start, start + text.length, text, 'plain', value);
}

function coreValue(text: string): ScalarNode['value'] | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[+-]?(?:inf|nan)$/.test(text)) return text.endsWith('nan') ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity;
  if (/^\d{4}-\d{2}-\d{2}|^\d{2}:\d{2}/.test(text)) return text;
  const digits = text.replace(/_/g, '');
  if (/^0(?:x[0-9a-fA-F]+|o[0-7]+|b[01]+)$/.test(digits)) return Number(digits);
  return /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(digits) ? Number(digits) : undefined;
}
