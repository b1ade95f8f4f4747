import { type Location, type SourceFile, sourceFile } from '../../source/index.ts';

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals: `RUN`. */
  readonly word: string;
  /** `--platform=…`, `--from=…` by their names without dashes; a flag without a value is ''. */
  readonly flags: ReadonlyMap<string, string>;
  /** What follows word and flags, with lines joined and comments left out; the bodies of here-documents are not part of it. */
  readonly text: string;
  /** Its first line. */
  readonly at: Location;
}

/** A `FROM` and what follows it. */
export interface Stage {
  /** Name behind `AS`, in lower case. */
  readonly name: string | undefined;
  /** The image, or the name of an earlier stage, with the defaults of global `ARG`s filled in. */
  readonly base: string;
  /** As it is written: `$BUILDPLATFORM`, `linux/amd64`. */
  readonly platform: string | undefined;
  readonly instructions: readonly Instruction[];
  readonly at: Location;
}

export interface Dockerfile {
  readonly path: string;
  /** Defaults of the `ARG`s before the first `FROM`; undefined without one. */
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly stages: readonly Stage[];
}

/** Longer files are none that people write. */
const mostLetters = 200_000;
const mostInstructions = 2000;
const mostBodyLines = 2000;

/**
 * Reads a Dockerfile: line continuations, comments between them, here-documents, the `escape` directive. Never throws; what it does not know is
 * an instruction like any other. Undefined for a file that is no Dockerfile (nothing before the first `FROM` but `ARG`) or too large.
 * Source: Dockerfile reference of Docker's documentation, 2026.
 */
export function dockerfile(path: string, text: string): Dockerfile | undefined {
  if (text.length > mostLetters) return undefined;
  const file = sourceFile(path, text);
  const args = new Map<string, string | undefined>();
  const stages: { -readonly [K in keyof Stage]: Stage[K] extends readonly Instruction[] ? Instruction[] : Stage[K] }[] = [];
  for (const one of instructions(file)) {
    if (one.word === 'FROM') {
      const [base = '', as, name] = one.text.split(/\s+/);
      stages.push({
        name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
        base: filled(base, args),
        platform: one.flags.get('platform'),
        instructions: [],
        at: one.at,
      });
    } else if (stages.length > 0) stages.at(-1)!.instructions.push(one);
    else if (one.word === 'ARG') for (const [name, value] of assignments(one.text)) args.set(name, value);
    else return undefined;
  }
  return stages.length === 0 ? undefined : { path, args, stages };
}

function* instructions(file: SourceFile): Generator<Instruction> {
  const lines = file.text.split('\n').map((l) => (l.endsWith('\r') ? l.slice(0, -1) : l));
  const joiner = /^#\s*escape\s*=\s*`/im.test(file.text.slice(0, 500)) ? '`' : '\\';
  let count = 0;
  for (let at = 0; at < lines.length && count < mostInstructions; at++) {
    if (isBlank(lines[at]!)) continue;
    const first = at;
    const pieces: string[] = [];
    for (; at < lines.length; at++) {
      const line = lines[at]!;
      // Comments and empty lines between continued lines are left out.
      if (pieces.length > 0 && isBlank(line)) continue;
      const bare = line.trimEnd();
      const goesOn = bare.endsWith(joiner);
      pieces.push(goesOn ? bare.slice(0, -1) : line);
      if (!goesOn) break;
    }
    const whole = pieces.join(' ').trim();
    const [, word = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(whole) ?? [];
    const { flags, text } = flagsOf(rest);
    const upper = word.toUpperCase();
    if (upper === 'RUN' || upper === 'COPY' || upper === 'ADD') at = behindBodies(lines, at, text);
    count++;
    const start = file.lineStart(first + 1);
    yield { word: upper, flags, text, at: file.locate({ start, end: start + lines[first]!.trimEnd().length }) };
  }
}

const isBlank = (line: string): boolean => /^\s*(?:#|$)/.test(line);

function flagsOf(rest: string): { flags: Map<string, string>; text: string } {
  const flags = new Map<string, string>();
  let text = rest.trimStart();
  for (let m = /^--([\w-]+)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(text); m && flags.size < 50; m = /^--([\w-]+)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(text)) {
    const value = (m[2] ?? '').replace(/^"|"$/g, '');
    // A stage may mount several others.
    const before = flags.get(m[1]!);
    flags.set(m[1]!, before === undefined ? value : `${before}\n${value}`);
    text = text.slice(m[0].length);
  }
  return { flags, text: text.trim() };
}

/** The last line of the here-documents that an instruction opens, or its own when it opens none. */
function behindBodies(lines: readonly string[], at: number, text: string): number {
  let last = at;
  for (const [, dash, name = ''] of [...text.matchAll(/<<(-?)\s*["']?([A-Za-z_]\w*)["']?/g)].slice(0, 3)) {
    let end = last + 1;
    const limit = Math.min(lines.length, end + mostBodyLines);
    while (end < limit && (dash ? lines[end]!.replace(/^\t+/, '') : lines[end]!) !== name) end++;
    // Nothing closes it: then it was none (`a << B` of a shell's arithmetic).
    if (end >= limit) continue;
    last = end;
  }
  return last;
}

function assignments(text: string): [string, string | undefined][] {
  return [...text.matchAll(/([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)].map((m) => [m[1]!, m[2]?.replace(/^["']|["']$/g, '')]);
}

/** Puts the defaults of arguments into a text: `$NAME`, `${NAME}`, `${NAME:-default}`. What has none stays as it is written. */
export function filled(text: string, args: ReadonlyMap<string, string | undefined>): string {
  return text.replace(/\$(?:\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|([A-Za-z_]\w*))/g, (whole, braced?: string, fallback?: string, plain?: string) => {
    return args.get(braced ?? plain ?? '') ?? fallback ?? whole;
  });
}

/** What an instruction copies from the build's own context, as it is written; undefined when it takes from elsewhere or from a here-document. */
export function contextSources({ word, flags, text }: Instruction): readonly string[] | undefined {
  if ((word !== 'COPY' && word !== 'ADD') || flags.has('from') || text.includes('<<')) return undefined;
  const words = text.startsWith('[') ? jsonWords(text) : text.split(/\s+/).filter(Boolean);
  if (words === undefined || words.length < 2) return undefined;
  return words.slice(0, -1).filter((w) => word !== 'ADD' || !/^(?:https?:|git@|git:|ssh:)/.test(w));
}

function jsonWords(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((x) => typeof x === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
