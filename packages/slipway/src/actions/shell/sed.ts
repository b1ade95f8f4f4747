/** `sed` programs that only substitute, and `grep`. */
import type { Part, Truth, Val } from '../value.ts';
import { str, text } from '../values.ts';
import { compileRegex, execRegex, type Fuel, type Regex } from './regex.ts';
import { lines, type Texts } from './texts.ts';
import { replaceLiteral } from './trim.ts';

interface Substitution {
  readonly pattern: string;
  readonly by: string;
  readonly all: boolean;
  /** Prints the line that it changed. */
  readonly prints: boolean;
  readonly regex: Regex | undefined;
}

/** The output of a `sed` of substitutions; undefined when the program does anything else. */
export function sed(args: readonly string[], parts: Texts, fuel: Fuel): Val | undefined {
  const quiet = args.includes('-n') || args.includes('-nE') || args.includes('-En') || args.includes('-nr');
  const program = readProgram(args.flatMap((arg) => (arg === '-n' ? [] : [/^-(?:nE|En|nr)$/.test(arg) ? '-E' : arg])));
  const all = lines(parts);
  if (!program || !all) return undefined;
  if (quiet) return printed(program, all, fuel);
  if (program.some((one) => one.prints)) return undefined;
  const out: Part[] = [];
  for (const line of all) {
    let current: Texts = line;
    for (const one of program) {
      const next = substitute(one, current, fuel);
      if (!next) return undefined;
      current = next;
    }
    out.push(...current, '\n');
  }
  return text(out);
}

/** `sed -n 's/…/…/p'`: the lines that are changed, and no others. */
function printed(program: readonly Substitution[], all: readonly Texts[], fuel: Fuel): Val | undefined {
  const [only] = program;
  if (program.length !== 1 || !only?.prints || !only.regex) return undefined;
  const out: Part[] = [];
  for (const line of all) {
    if (!line.every((part) => typeof part === 'string')) return undefined;
    const found = execRegex(only.regex, line.join(''), fuel);
    const changed = found === null ? [] : found && substitute(only, line, fuel);
    if (changed === undefined) return undefined;
    if (found !== null) out.push(...changed, '\n');
  }
  return text(out);
}

function readProgram(args: readonly string[]): Substitution[] | undefined {
  let extended = false;
  const scripts: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '-E' || arg === '-r' || arg === '--regexp-extended') extended = true;
    else if (arg === '-e' || arg === '-Ee' || arg === '-re') {
      extended ||= arg !== '-e';
      scripts.push(args[++i] ?? '');
    } else if (arg.startsWith('-') || scripts.length > 0) return undefined;
    else scripts.push(arg);
  }
  const program: Substitution[] = [];
  for (const script of scripts) {
    const read = readSubstitutions(script, extended);
    if (!read) return undefined;
    program.push(...read);
  }
  return program;
}

function readSubstitutions(script: string, extended: boolean): Substitution[] | undefined {
  const all: Substitution[] = [];
  let at = 0;
  while (at < script.length) {
    while (/[\s;]/.test(script[at] ?? '')) at++;
    if (at >= script.length) break;
    if (script[at] !== 's' || script[at + 1] === undefined) return undefined;
    const separator = script[at + 1]!;
    const pattern = until(script, at + 2, separator);
    const by = pattern && until(script, pattern.end + 1, separator);
    if (!pattern || !by) return undefined;
    const flags = /^[gIip]*/.exec(script.slice(by.end + 1, by.end + 9))![0];
    at = by.end + 1 + flags.length;
    if (at < script.length && !/[\s;]/.test(script[at]!)) return undefined;
    all.push({
      pattern: pattern.text,
      by: by.text,
      all: flags.includes('g'),
      prints: flags.includes('p'),
      regex: compileRegex(pattern.text, extended, /i/i.test(flags)),
    });
  }
  return all;
}

/** A piece of a substitution up to its separator; an escaped separator stands for itself. */
function until(script: string, from: number, separator: string): { text: string; end: number } | undefined {
  let found = '';
  for (let at = from; at < script.length; at++) {
    const c = script[at]!;
    if (c === separator) return { text: found, end: at };
    if (c === '\\' && at + 1 < script.length) {
      at++;
      found += script[at] === separator ? separator : `\\${script[at]}`;
    } else found += c;
  }
  return undefined;
}

function substitute(one: Substitution, line: Texts, fuel: Fuel): Texts | undefined {
  if (line.every((part) => typeof part === 'string')) {
    const replaced = one.regex && replaceRegex(one.regex, line.join(''), one.by, one.all, fuel);
    return replaced === undefined ? undefined : [replaced];
  }
  const atStart = one.pattern.startsWith('^');
  const plain = plainText(atStart ? one.pattern.slice(1) : one.pattern);
  const by = plainText(one.by.replace(/&/g, '(') === one.by ? one.by : '(');
  if (plain === undefined || by === undefined) return undefined;
  const result = replaceLiteral(line, plain, [by], one.all, atStart);
  return result.k === 'str' ? [result.v] : result.k === 'text' ? result.parts : undefined;
}

/** The text that a pattern without operators stands for. */
function plainText(pattern: string): string | undefined {
  const unescaped = pattern.replace(/\\([./$^*[\]+-])/g, '$1');
  return /[\\^$*[\]()+?{}|]/.test(pattern.replace(/\\[./$^*[\]+-]/g, '')) || (pattern.includes('.') && /(^|[^\\])\./.test(pattern))
    ? undefined
    : unescaped;
}

function replaceRegex(regex: Regex, line: string, by: string, all: boolean, fuel: Fuel): string | undefined {
  let out = '';
  let at = 0;
  let last = -1;
  while (at <= line.length) {
    const found = execRegex(regex, line, fuel, at);
    if (found === undefined) return undefined;
    if (found === null) break;
    const [start, end] = [found[0]!, found[1]!];
    // An empty match right after a match is none.
    out += line.slice(at, start) + (end === start && start === last ? '' : filled(by, line, found));
    if (end === start) out += line.slice(start, start + 1);
    at = end === start ? end + 1 : end;
    last = end === start ? -1 : end;
    if (!all) break;
  }
  return out + line.slice(at);
}

function filled(by: string, line: string, found: readonly number[]): string {
  const group = (index: number) =>
    found[index * 2] === undefined || found[index * 2]! < 0 ? '' : line.slice(found[index * 2], found[index * 2 + 1]);
  return by.replace(/\\([0-9])|\\(.)|&/g, (whole, digit?: string, escaped?: string) => {
    if (digit !== undefined) return group(Number(digit));
    if (escaped !== undefined) return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
    return whole === '&' ? group(0) : whole;
  });
}

/** What `grep` prints, and whether it found something. */
export function grep(
  args: readonly string[],
  parts: Texts,
  kind: 'fixed' | 'basic' | 'extended',
  fuel: Fuel,
): { out: Val; status: Truth } | undefined {
  const flags = args
    .filter((arg) => /^-[a-zA-Z]+$/.test(arg))
    .join('')
    .replace(/-/g, '');
  const rest = args.filter((arg) => !arg.startsWith('-'));
  if (rest.length !== 1 || args.some((arg) => arg.startsWith('--')) || /[^qEPFiovxs]/.test(flags)) return undefined;
  const source = rest[0]!;
  const literal = kind === 'fixed' || flags.includes('F');
  const pattern = literal ? source.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&') : source;
  const regex = compileRegex(
    flags.includes('x') ? `^(${pattern})$` : pattern,
    kind === 'extended' || literal || /[EPx]/.test(flags),
    flags.includes('i'),
  );
  const all = lines(parts);
  if (!regex || !all?.every((line) => line.every((part) => typeof part === 'string'))) return undefined;
  const out: string[] = [];
  for (const line of all) {
    const known = line.join('');
    const found = execRegex(regex, known, fuel);
    if (found === undefined) return undefined;
    if ((found !== null) === flags.includes('v')) continue;
    if (flags.includes('o')) out.push(...everyMatch(regex, known, fuel));
    else out.push(known);
  }
  const quiet = flags.includes('q');
  return { out: quiet ? str('') : str(out.map((line) => `${line}\n`).join('')), status: out.length > 0 };
}

function everyMatch(regex: Regex, line: string, fuel: Fuel): string[] {
  const all: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const found = execRegex(regex, line, fuel, at);
    if (!found) break;
    if (found[1]! > found[0]!) all.push(line.slice(found[0], found[1]));
    at = Math.max(found[1]!, at + 1, found[0]! + 1);
  }
  return all;
}
