import { literally } from '../../patterns.ts';

/** A name as it is written with variables, which gives other names. */
export interface Rewritten {
  /** As it was written. */
  readonly before: string;
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands for a text that is known later: in a workflow, a shell, GoReleaser, JavaScript, Ruby, Python, PowerShell, a document. */
const variable = /\$\{\{.*?\}\}|\$\{[^}\s]*\}|\$\([^()\n]*\)|\$env:\w+|\$[A-Za-z_]\w*|\{\{.*?\}\}|#\{[^}]*\}|\{[A-Za-z_][\w.]*\}|<[A-Za-z_]+>/g;
/** Marks a variable in a line, one character for each. */
const first = 0xf000;
const most = 64;

/**
 * A name in a line that gives certain texts, written so that it gives others: `tool-${OS}.tar.gz` for `tool_1.0_${OS}.tar.gz`. Only when one
 * writing does for all of them.
 *
 * @param pairs what the name gives for each machine, and what it should give
 * @param extra values that are known in the line beside its variables, and how each is written there
 */
export function rewriteName(
  line: string,
  pairs: readonly (readonly [from: string, to: string])[],
  extra: ReadonlyMap<string, string> = new Map(),
): Rewritten | undefined {
  const holes: string[] = [];
  const masked = line.replace(variable, (whole) => {
    if (holes.length >= most) return whole;
    holes.push(whole);
    return String.fromCharCode(first + holes.length - 1) + '\u0000'.repeat(whole.length - 1);
  });
  for (const { 0: word, index } of masked.matchAll(/[^\s"'`/|;,()<>=:[\]]+/g)) {
    const trimmed = word.replace(/[\\.]+$/, '');
    const values = pairs.map(([from]) => valuesIn(trimmed.replaceAll('\u0000', ''), from));
    if (values.some((v) => v === undefined)) continue;
    const made = new Set(pairs.map(([, to], i) => writingOf(to, values[i]!, holes, extra)));
    const [text] = made;
    if (made.size !== 1 || text === undefined) continue;
    return { before: line.slice(index, index + trimmed.length), start: index, end: index + trimmed.length, text };
  }
  return undefined;
}

/** What each variable of a written name is when the name is this one; undefined when it cannot be. */
function valuesIn(word: string, name: string): Map<number, string> | undefined {
  // A variable alone may be anything.
  if (!/[A-Za-z0-9]{2}/.test(word)) return undefined;
  const order: number[] = [];
  const pattern = [...word]
    .map((c) => {
      const at = c.charCodeAt(0) - first;
      if (at < 0 || at >= most) return literally(c);
      order.push(at);
      return '(.+?)';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`, 'i').exec(name);
  return found === null ? undefined : new Map(order.map((at, i) => [at, found[i + 1]!]));
}

/** A name written with the variables whose values it holds; undefined when it holds something that nothing gives. */
function writingOf(
  name: string,
  values: ReadonlyMap<number, string>,
  holes: readonly string[],
  extra: ReadonlyMap<string, string>,
): string | undefined {
  const known = [...[...values].map(([at, value]) => ({ value, text: holes[at]! })), ...[...extra].map(([value, text]) => ({ value, text }))].sort(
    (a, b) => b.value.length - a.value.length,
  );
  let out = '';
  for (let at = 0; at < name.length; ) {
    const one = known.find((k) => k.value !== '' && name.startsWith(k.value, at) && isWhole(name, at, k.value));
    out += one ? one.text : name[at]!;
    at += one ? one.value.length : 1;
  }
  // A hole of a name that no variable gives.
  return /[\ue000-\ue005]/.test(out) ? undefined : out;
}

/** The value is a word of the name, not a part of one. */
function isWhole(name: string, at: number, value: string): boolean {
  const isWord = (c: string | undefined): boolean => c !== undefined && /[A-Za-z0-9]/.test(c);
  return !(isWord(name[at - 1]) && isWord(value[0])) && !(isWord(name[at + value.length]) && isWord(value.at(-1)));
}
