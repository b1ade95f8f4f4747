/** What commands print, as far as their words and their input tell it. */
import type { Truth, Val } from '../value.ts';
import { asText, concat, hole, partsOf, str, text } from '../values.ts';
import { filter, isFilter } from './filters.ts';
import type { Fuel } from './regex.ts';
import { grep } from './sed.ts';
import { anything, forAll, mapTexts } from './texts.ts';

export interface Printed {
  readonly out: Val;
  readonly status: Truth;
}

/** What a command prints when that is known from its words and input; undefined when it is not one of these commands. */
export function knownOutput(words: readonly Val[], stdin: Val | undefined, fuel: Fuel): Printed | undefined {
  const name = asText(words[0]!);
  const args = words.slice(1);
  switch (name) {
    case 'echo':
      return { out: echo(args), status: true };
    case 'printf':
      return { out: printf(args), status: true };
    case 'cat':
      return args.every((arg) => asText(arg) === '-') && stdin !== undefined ? { out: stdin, status: true } : undefined;
    case 'tee':
      return stdin === undefined ? undefined : { out: stdin, status: true };
    case 'basename':
    case 'dirname':
      return { out: concat(pathPart(name, args), str('\n')), status: true };
    case 'grep':
    case 'egrep':
    case 'fgrep':
      return search(name, args, stdin, fuel);
    default:
      return name !== undefined && stdin !== undefined && isFilter(name) ? { out: filtered(name, args, stdin, fuel), status: true } : undefined;
  }
}

function filtered(name: string, args: readonly Val[], stdin: Val, fuel: Fuel): Val {
  const known = args.map(asText);
  if (known.includes(undefined)) return anything;
  return filter(name, known as string[], stdin, fuel) ?? anything;
}

function search(name: string, args: readonly Val[], stdin: Val | undefined, fuel: Fuel): Printed | undefined {
  const known = args.map(asText);
  if (stdin === undefined || known.includes(undefined)) return undefined;
  const kind = name === 'egrep' ? 'extended' : name === 'fgrep' ? 'fixed' : 'basic';
  const one = (input: Val) => grep(known as string[], partsOf(input), kind, fuel);
  return {
    out: mapTexts(stdin, (_parts, input) => one(input)?.out ?? anything),
    status: forAll(stdin, (input) => one(input)?.status),
  };
}

function echo(args: readonly Val[]): Val {
  let from = 0;
  let newline = true;
  let escapes = false;
  for (; from < args.length; from++) {
    const option = asText(args[from]!);
    if (option === undefined || !/^-[neE]+$/.test(option)) break;
    if (option.includes('n')) newline = false;
    if (option.includes('e')) escapes = true;
  }
  const line = spaced(args.slice(from));
  const out = escapes ? unescaped(line) : line;
  return newline ? concat(out, str('\n')) : out;
}

function spaced(args: readonly Val[]): Val {
  // An alternative that is empty stands for a word that is not there.
  return concat(...args.flatMap((arg, i) => (i > 0 ? [str(' '), arg] : [arg])));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', a: '\x07', e: '\x1b', '0': '\0' };

function unescaped(val: Val): Val {
  return mapTexts(val, (parts) =>
    concat(...parts.map((part) => (typeof part === 'string' ? str(withoutEscapes(part)) : ({ k: 'text', parts: [part] } as Val)))),
  );
}

function withoutEscapes(known: string): string {
  return known.replace(/\\([ntrae0\\])/g, (_, c: string) => ESCAPES[c]!);
}

const MOST_CYCLES = 64;

function printf(given: readonly Val[]): Val {
  const args = asText(given[0] ?? str('')) === '--' ? given.slice(1) : given;
  const format = args[0] && asText(args[0]);
  if (format === undefined) return args[0] ? concat(unescaped(args[0])) : str('');
  const pieces = format.split(/(%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/);
  const values = args.slice(1);
  const out: Val[] = [];
  let at = 0;
  for (let cycle = 0; cycle === 0 || (at < values.length && cycle < MOST_CYCLES); cycle++) {
    const before = at;
    for (const piece of pieces) {
      if (piece === '%%') out.push(str('%'));
      else if (/^%.*[a-zA-Z]$/.test(piece)) out.push(formatted(piece, values[at++]));
      else out.push(str(withoutEscapes(piece)));
    }
    if (at === before) break;
  }
  return concat(...out);
}

function formatted(directive: string, val: Val | undefined): Val {
  if (directive === '%s') return val ?? str('');
  if (directive === '%b') return val ? unescaped(val) : str('');
  const known = val === undefined ? '' : asText(val);
  const padded = /^%(0?)(\d*)d$/.exec(directive);
  if (!padded) return anything;
  if (known === undefined || !/^-?\d*$/.test(known)) return hole('number');
  return str((known || '0').padStart(Number(padded[2] || '0'), padded[1] ? '0' : ' '));
}

function pathPart(name: string, args: readonly Val[]): Val {
  const [path, suffix] = args;
  if (path === undefined || args.length > 2 || asText(path)?.startsWith('-')) return anything;
  const end = suffix === undefined ? '' : asText(suffix);
  return mapTexts(path, (parts, one) => {
    const known = asText(one);
    if (known !== undefined && end !== undefined) return str(name === 'dirname' ? directory(known) : base(known, end));
    if (name === 'dirname' || suffix !== undefined) return anything;
    const last = parts.at(-1);
    // The slash behind a directory (`for dir in dist/*/`) is no part of its name.
    if (typeof last === 'string' && last.endsWith('/')) return pathPart(name, [text([...parts.slice(0, -1), last.replace(/\/+$/, '')])]);
    const cut = parts.findLastIndex((part) => (typeof part === 'string' ? part.includes('/') : part.hole === 'any'));
    if (cut < 0) return one;
    const at = parts[cut]!;
    if (typeof at !== 'string') return concat(hole('any'), ...parts.slice(cut + 1).map(asVal));
    return concat(str(at.slice(at.lastIndexOf('/') + 1)), ...parts.slice(cut + 1).map(asVal));
  });
}

function asVal(part: ReturnType<typeof partsOf>[number]): Val {
  return typeof part === 'string' ? str(part) : { k: 'text', parts: [part] };
}

function base(path: string, suffix: string): string {
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return suffix !== '' && last !== suffix && last.endsWith(suffix) ? last.slice(0, -suffix.length) : last;
}

function directory(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const at = trimmed.lastIndexOf('/');
  return at < 0 ? '.' : at === 0 ? '/' : trimmed.slice(0, at);
}

/** What kind of text a command prints whose output is not known. */
export function usualOutput(words: readonly Val[]): Val {
  const [name, second, ...rest] = words.map(asText);
  const line = (val: Val) => concat(val, str('\n'));
  if (name === 'date') return line(hole('date'));
  if (name === 'wc' || name === 'nproc') return line(hole('number'));
  if (name === 'uuidgen') return line(hole('word'));
  if (name === 'git' && second === 'rev-parse') {
    const plain = rest.filter((word) => word === undefined || !/^--(short(=\d+)?|verify|quiet)$|^-q$/.test(word));
    if (plain.length === 1 && /^HEAD|^@|\^\{commit\}$/.test(plain[0] ?? '')) return line(hole('sha'));
  }
  if (name === 'git' && second === 'rev-list') return line(rest.includes('--count') ? hole('number') : rest.includes('-1') ? hole('sha') : anything);
  return line(anything);
}

/** Commands that answer a question by their status: that they succeed must not be presumed. */
export function asks(words: readonly Val[]): boolean {
  const [name, second, third] = words.map(asText);
  if (name === undefined) return false;
  if (['grep', 'egrep', 'fgrep', 'diff', 'cmp', 'which', 'type', 'hash', 'command', 'expr', 'jq', 'read', 'pgrep', 'find'].includes(name))
    return true;
  if (name === 'git')
    return [
      'diff',
      'rev-parse',
      'ls-remote',
      'show-ref',
      'merge-base',
      'diff-index',
      'diff-files',
      'ls-files',
      'cat-file',
      'describe',
      'config',
      'check-ignore',
    ].includes(second ?? '');
  if (name === 'gh') return third === 'view' || third === 'list' || second === 'api';
  return (
    (name === 'npm' && (second === 'view' || second === 'info' || second === 'show')) ||
    (name === 'docker' && (third === 'inspect' || second === 'inspect')) ||
    name === 'curl'
  );
}
