/**
 * The part of Go's text/template that names of files are written in: fields, `if`, `else if`, `else`, `with`, `end`, and a few functions.
 * Anything else makes the whole template not known.
 */

export type Fields = Readonly<Record<string, string | undefined>>;

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

type Token = { readonly text: string } | { readonly action: string };

class Unknown extends Error {}

const mostTokens = 400;

/** Fills a template; undefined when it uses what is not understood, or a field that is not given. @param fields values by their name with its dot (`.Os`) */
export function goTemplate(template: string, fields: Fields): string | undefined {
  try {
    const reader: Reader = { tokens: tokensOf(template), at: 0 };
    const out = list(reader, fields, undefined, true);
    return reader.at < reader.tokens.length ? undefined : out;
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function tokensOf(template: string): Token[] {
  const out: Token[] = [];
  let end = 0;
  let trim = false;
  const push = (text: string, trimEnd: boolean): void => {
    const a = trim ? text.replace(/^\s+/, '') : text;
    const b = trimEnd ? a.replace(/\s+$/, '') : a;
    if (b !== '') out.push({ text: b });
  };
  for (const m of template.slice(0, 4000).matchAll(/\{\{(-?)([^{}]*?)(-?)\}\}/g)) {
    push(template.slice(end, m.index), m[1] === '-');
    out.push({ action: m[2]!.trim() });
    trim = m[3] === '-';
    end = m.index + m[0].length;
    if (out.length > mostTokens) throw new Unknown();
  }
  push(template.slice(end), false);
  return out;
}

/** Reads up to `else`, `end` or the end of the template. */
function list(reader: Reader, fields: Fields, dot: string | undefined, shown: boolean): string {
  let out = '';
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at]!;
    if ('text' in token) {
      out += token.text;
      reader.at++;
      continue;
    }
    const word = /^\w*/.exec(token.action)![0];
    if (word === 'else' || word === 'end') return out;
    reader.at++;
    if (token.action.startsWith('/*')) continue;
    if (word === 'if' || word === 'with') out += branch(reader, fields, dot, shown, word, token.action.slice(word.length).trim());
    else if (/^\$\w+\s*:?=/.test(token.action) || word === 'range' || word === 'define') throw new Unknown();
    else if (shown) out += value(token.action, fields, dot);
  }
  return out;
}

function branch(reader: Reader, fields: Fields, dot: string | undefined, shown: boolean, kind: string, condition: string): string {
  const given = shown ? value(condition, fields, dot) : '';
  const holds = shown && given !== '' && given !== 'false';
  const taken = list(reader, fields, kind === 'with' ? given : dot, holds);
  const next = reader.tokens[reader.at];
  if (next === undefined || !('action' in next)) throw new Unknown();
  reader.at++;
  if (next.action === 'end') return holds ? taken : '';
  const rest = next.action.slice('else'.length).trim();
  let other: string;
  if (rest.startsWith('if ')) other = branch(reader, fields, dot, shown && !holds, 'if', rest.slice(3));
  else {
    other = list(reader, fields, dot, shown && !holds);
    const close = reader.tokens[reader.at];
    if (close === undefined || !('action' in close) || close.action !== 'end') throw new Unknown();
    reader.at++;
  }
  return holds ? taken : other;
}

/** A pipeline: commands with words, the last result is the last word of the next one. */
function value(pipeline: string, fields: Fields, dot: string | undefined): string {
  let piped: string | undefined;
  for (const command of splitPipe(pipeline)) piped = call(wordsOf(command), fields, dot, piped);
  if (piped === undefined) throw new Unknown();
  return piped;
}

const splitPipe = (text: string): string[] => text.match(/(?:"[^"]*"|`[^`]*`|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^|])+/g) ?? [];
const wordsOf = (text: string): string[] => text.match(/"[^"]*"|`[^`]*`|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s]+/g) ?? [];

function call(words: readonly string[], fields: Fields, dot: string | undefined, piped: string | undefined): string {
  const [name = '', ...rest] = words;
  if (rest.length === 0 && piped === undefined) return operand(name, fields, dot);
  const args = [...rest.map((w) => operand(w, fields, dot)), ...(piped === undefined ? [] : [piped])];
  const f = functions[name];
  if (f === undefined) throw new Unknown();
  return f(args);
}

function operand(word: string, fields: Fields, dot: string | undefined): string {
  if (/^["`].*["`]$/s.test(word)) return word.slice(1, -1);
  if (word.startsWith('(')) return value(word.slice(1, -1), fields, dot);
  if (word === '.' && dot !== undefined) return dot;
  if (word === 'true' || word === 'false') return word;
  const known = fields[word.replace(/^\$/, '')];
  if (known === undefined) throw new Unknown();
  return known;
}

const bool = (b: boolean): string => (b ? 'true' : 'false');
const holds = (s: string | undefined): boolean => s !== undefined && s !== '' && s !== 'false';

const functions: Readonly<Record<string, (args: readonly string[]) => string>> = {
  title: ([s = '']) => s.charAt(0).toUpperCase() + s.slice(1),
  tolower: ([s = '']) => s.toLowerCase(),
  toupper: ([s = '']) => s.toUpperCase(),
  trim: ([s = '']) => s.trim(),
  replace: ([s = '', from = '', to = '']) => s.replaceAll(from, to),
  trimprefix: ([s = '', p = '']) => (p !== '' && s.startsWith(p) ? s.slice(p.length) : s),
  trimsuffix: ([s = '', p = '']) => (p !== '' && s.endsWith(p) ? s.slice(0, -p.length) : s),
  eq: ([a, ...others]) => bool(others.includes(a ?? '')),
  ne: ([a, b]) => bool(a !== b),
  not: ([a]) => bool(!holds(a)),
  and: (args) => args.find((a) => !holds(a)) ?? args.at(-1) ?? '',
  or: (args) => args.find((a) => holds(a)) ?? args.at(-1) ?? '',
  contains: ([a = '', b = '']) => bool(a.includes(b)),
  printf: ([format = '', ...args]) => {
    let i = 0;
    return format.replace(/%[sv]/g, () => args[i++] ?? '');
  },
};
