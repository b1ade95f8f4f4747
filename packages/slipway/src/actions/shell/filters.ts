/** Pure filters (`sed`, `tr`, `cut`, …) on what is piped into them, as far as it is known. */
import type { Part, Val } from '../value.ts';
import { asText, hole, str, text } from '../values.ts';
import { cutHole, holeMay } from './holes.ts';
import { cased } from './parameters.ts';
import { compileRegex, type Fuel } from './regex.ts';
import { sed } from './sed.ts';
import { anything, lines, mapTexts, type Texts } from './texts.ts';

/** What a filter prints for an input, undefined when this module does not know the filter. `args` are its known arguments. */
export function filter(name: string, args: readonly string[], input: Val, fuel: Fuel): Val | undefined {
  const one = FILTERS[name];
  return one && mapTexts(input, (parts) => one(args, parts, fuel) ?? anything);
}

export function isFilter(name: string): boolean {
  return Object.hasOwn(FILTERS, name);
}

const FILTERS: Readonly<Record<string, (args: readonly string[], parts: Texts, fuel: Fuel) => Val | undefined>> = {
  sed,
  tr,
  cut,
  awk,
  gawk: awk,
  head: (args, parts) => someLines(args, parts, (all, count) => all.slice(0, count)),
  tail: (args, parts) => someLines(args, parts, (all, count) => all.slice(Math.max(0, all.length - count))),
  xargs: (args, parts) => (args.length === 0 ? trimmedLine(parts) : undefined),
  sort: (args, parts) => wholeLines(parts, (all) => (all.length <= 1 ? all : args.length === 0 ? sorted(all) : undefined)),
  uniq: (args, parts) => wholeLines(parts, (all) => (all.length <= 1 && args.length === 0 ? all : undefined)),
  tac: (_args, parts) => wholeLines(parts, (all) => [...all].reverse()),
  rev: (_args, parts) =>
    wholeLines(parts, (all) => (all.every(isKnown) ? all.map((line) => [Array.from(line.join('')).reverse().join('')]) : undefined)),
  wc: () => hole('number'),
  nl: () => anything,
  sha256sum: () => anything,
  md5sum: () => anything,
};

function isKnown(line: Texts): boolean {
  return line.every((part) => typeof part === 'string');
}

function sorted(all: readonly Texts[]): Texts[] | undefined {
  return all.every(isKnown)
    ? all
        .map((line) => line.join(''))
        .sort()
        .map((line) => [line])
    : undefined;
}

/** A text made of lines again, each ended. */
export function joinLines(all: readonly Texts[]): Val {
  return text(all.flatMap((line) => [...line, '\n']));
}

function wholeLines(parts: Texts, change: (all: Texts[]) => readonly Texts[] | undefined): Val | undefined {
  const all = lines(parts);
  const changed = all && change(all);
  return changed && joinLines(changed);
}

function someLines(args: readonly string[], parts: Texts, take: (all: Texts[], count: number) => Texts[]): Val | undefined {
  const found = /^-(?:n ?)?([0-9]+)$/.exec(args.join(' '));
  if (!found && args.length > 0) return undefined;
  return wholeLines(parts, (all) => take(all, found ? Number(found[1]) : 10)) ?? (found?.[1] === '1' ? anything : undefined);
}

function trimmedLine(parts: Texts): Val {
  const known = asText(text(parts));
  if (known !== undefined) return str(`${known.trim().split(/\s+/).join(' ')}\n`);
  const trimmed = parts.map((part, i) => {
    if (typeof part !== 'string') return part;
    const start = i === 0 ? part.trimStart() : part;
    return i === parts.length - 1 ? start.trimEnd() : start;
  });
  return text([...trimmed, '\n']);
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:upper:]': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '[:lower:]': 'abcdefghijklmnopqrstuvwxyz',
  '[:digit:]': '0123456789',
  '[:space:]': ' \t\n\r\f\v',
  '[:blank:]': ' \t',
};

/** The characters that a `tr` set stands for, in order. */
function trSet(source: string): string | undefined {
  const plain = source
    .replace(/\[:[a-z]+:\]/g, (name) => CLASSES[name] ?? '\0')
    .replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c);
  if (plain.includes('\0')) return undefined;
  return plain.replace(/([A-Za-z0-9])-([A-Za-z0-9])/g, (whole, from: string, to: string) => {
    const [a, b] = [from.charCodeAt(0), to.charCodeAt(0)];
    return b < a ? whole : String.fromCharCode(...Array.from({ length: b - a + 1 }, (_, i) => a + i));
  });
}

function tr(args: readonly string[], parts: Texts): Val | undefined {
  const [first, second, third] = args;
  if (first === '-d' && second !== undefined && third === undefined) {
    const drop = trSet(second);
    return drop === undefined ? undefined : text(parts.map((part) => mapped(part, (c) => (drop.includes(c) ? '' : c))));
  }
  if (first === undefined || second === undefined || third !== undefined || first.startsWith('-')) return undefined;
  const from = trSet(first);
  const to = trSet(second);
  if (from === undefined || to === undefined || to === '') return undefined;
  if (from === CLASSES['[:upper:]'] && to === CLASSES['[:lower:]']) return cased(parts, ',,');
  if (from === CLASSES['[:lower:]'] && to === CLASSES['[:upper:]']) return cased(parts, '^^');
  return text(
    parts.map((part) => {
      if (typeof part !== 'string') return Array.from(from).some((c) => holeMay(part.hole, c)) ? vaguer(part, to) : part;
      return mapped(part, (c) => (from.includes(c) ? (to[from.indexOf(c)] ?? to.at(-1)!) : c));
    }),
  );
}

function vaguer(part: Part & object, to: string): Part {
  return { hole: part.hole === 'any' || /[/\s]/.test(to) ? 'any' : 'word' };
}

function mapped(part: Part, change: (c: string) => string): Part {
  return typeof part === 'string' ? Array.from(part, change).join('') : part;
}

function cut(args: readonly string[], parts: Texts): Val | undefined {
  const line = args.join(' ');
  const byField = /^-d ?(\S| ) -f ?(\d+)(-(\d*))?$/.exec(line) ?? swapped(/^-f ?(\d+)(-(\d*))? -d ?(\S| )$/.exec(line));
  if (byField) {
    const from = Number(byField[2]);
    const to = byField[3] === undefined ? from : byField[4] ? Number(byField[4]) : Infinity;
    return eachLine(parts, (one) => field(one, byField[1]!, from, to));
  }
  const byCharacter = /^-c ?(\d*)(-?)(\d*)$/.exec(line);
  if (!byCharacter) return undefined;
  const from = Number(byCharacter[1] || '1');
  const to = byCharacter[2] ? Number(byCharacter[3] || 'Infinity') : from;
  return eachLine(parts, (one) => {
    if (isKnown(one)) return [one.join('').slice(from - 1, to)];
    return one.length === 1 && typeof one[0] !== 'string' ? [{ hole: cutHole(one[0]!.hole) }] : undefined;
  });
}

function swapped(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found && [found[0], found[4], found[1], found[2], found[3]];
}

function eachLine(parts: Texts, change: (line: Texts) => Texts | undefined): Val | undefined {
  const all = lines(parts);
  if (!all) return undefined;
  const changed: Texts[] = [];
  for (const line of all) {
    const next = change(line);
    if (!next) return undefined;
    changed.push(next);
  }
  return joinLines(changed);
}

/** Fields `from` to `to` of a line, counted from 1. A hole that may hold the separator hides how many follow. */
function field(line: Texts, separator: string, from: number, to: number): Texts | undefined {
  const fields: Part[][] = [[]];
  for (const [i, part] of line.entries()) {
    if (typeof part !== 'string') {
      fields.at(-1)!.push(part);
      if (!holeMay(part.hole, separator)) continue;
      // A version's first number is a number, and before a dash it is a version; further fields are not told apart.
      if (fields.length === from && to === from && i === fields.length - 1 && fields.at(-1)!.length === 1)
        return [{ hole: part.hole === 'version' ? (separator === '.' ? 'number' : 'version') : cutHole(part.hole) }];
      if (fields.length === from && to === from)
        return [...fields.at(-1)!.slice(0, -1), { hole: separator === '.' && part.hole === 'version' ? 'number' : cutHole(part.hole) }];
      return fields.length <= from && to === Infinity
        ? undefined
        : [{ hole: part.hole === 'version' && separator === '.' ? 'number' : cutHole(part.hole) }];
    }
    part.split(separator).forEach((piece, j) => {
      if (j > 0) fields.push([]);
      if (piece !== '') fields.at(-1)!.push(piece);
    });
  }
  if (fields.length === 1) return line;
  return fields.slice(from - 1, to).flatMap((one, i) => (i > 0 ? [separator, ...one] : one));
}

function awk(args: readonly string[], parts: Texts): Val | undefined {
  const line = args.slice(0, -1).join(' ');
  const program = /^\s*\{\s*print\s+\$(\d|NF)\s*;?\s*\}\s*$/.exec(args.at(-1) ?? '');
  const separator = /^(?:-F ?(.+))?$/.exec(line);
  if (!program || !separator) return undefined;
  return eachLine(parts, (one) => {
    if (program[1] === '0') return one;
    const index = Number(program[1]);
    const by = separator[1]?.replace(/^(["'])(.*)\1$/, '$2');
    if (isKnown(one)) {
      const fields = by === undefined ? one.join('').trim().split(/\s+/) : splitKnown(one.join(''), by);
      return fields && [(program[1] === 'NF' ? fields.at(-1) : fields[index - 1]) ?? ''];
    }
    return by?.length === 1 && program[1] !== 'NF' ? field(one, by, index, index) : undefined;
  });
}

function splitKnown(line: string, by: string): string[] | undefined {
  if (by.length === 1) return line.split(by);
  return compileRegex(by, true) && /^[\w\s:/@,.-]+$/.test(by) && !by.includes('.') ? line.split(by) : undefined;
}
