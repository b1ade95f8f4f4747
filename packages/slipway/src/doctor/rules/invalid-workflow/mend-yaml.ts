import { type FileChange, parseYaml, quoteScalar, type SourceFile, type SourceProblem } from '../../../source/index.ts';
import { changesOf, indentOf, type Lines, linesOf, originOf, type Rewritten, withLines } from './lines.ts';

/** What was done to make a file YAML again. */
export interface Repair {
  readonly changes: readonly FileChange[];
  /** Kinds of what was done, each once, as the ends of "…": `indent the text of a script`. */
  readonly deeds: readonly string[];
  readonly lines: number;
}

/** Problems of one file that are mended one after the other. */
const mostRepairs = 40;
/** Lines of a script that are moved together. */
const mostMoved = 400;

interface Attempt {
  readonly deed: string;
  readonly by: Rewritten;
}

/**
 * Makes YAML of a file that is none, where what was meant can be told: texts of scripts that stand too far left, tabs, texts that want quotes,
 * brackets and keys in a wrong column. Undefined when something remains that cannot be told.
 */
export function repairYaml(file: SourceFile): Repair | undefined {
  const lines = linesOf(file);
  const deeds = new Set<string>();
  let by: Map<number, string> = new Map();
  for (let n = 0; n < mostRepairs; n++) {
    const now = withLines(lines, by);
    const problem = parseYaml(now).problems[0];
    if (problem === undefined) return by.size === 0 ? undefined : { changes: changesOf(lines, by), deeds: [...deeds], lines: by.size };
    const at = originOf(now.position(problem.span.start).line, lines, by);
    const done = attempts(problem, at, lines, by).find((a) => helps(a.by, at, lines));
    if (done === undefined) return undefined;
    deeds.add(done.deed);
    by = new Map([...by, ...done.by]);
  }
  return undefined;
}

/** The file has no problem any more, or its first one stands further down. */
function helps(by: Rewritten, before: number, lines: Lines): boolean {
  const now = withLines(lines, by);
  const problem = parseYaml(now).problems[0];
  return problem === undefined || originOf(now.position(problem.span.start).line, lines, by) > before;
}

function attempts({ message }: SourceProblem, at: number, lines: Lines, by: Rewritten): Attempt[] {
  const text = by.get(at) ?? lines.texts[at]!;
  const put = (deed: string, ...pairs: readonly (readonly [number, string])[]): Attempt => ({ deed, by: new Map([...by, ...pairs]) });
  const missing = /indent it by (\d+) more/.exec(message)?.[1];
  if (missing !== undefined) {
    const blanks = ' '.repeat(Number(missing));
    const moved = strayLines(at, indentOf(text) + Number(missing), lines, by);
    return [put('indent the rest of a script with it', ...moved.map((i) => [i, `${blanks}${by.get(i) ?? lines.texts[i]!}`] as const))];
  }
  if (/indented with a tab/.test(message)) return tabbed(at, lines, by).map((t) => put('indent with spaces', [at, t]));
  if (/a `: ` inside a plain text/.test(message)) {
    const quoted = inQuotes(text);
    return quoted === undefined ? [] : [put('put a text with a colon into quotes', [at, quoted])];
  }
  const out: Attempt[] = [];
  const script = openScript(at, lines, by);
  if (script) out.push({ deed: 'write a script of several lines as a block', by: new Map([...by, ...script]) });
  if (/^\s*[\]})]+\s*$/.test(text)) for (const more of [2, 4, 1]) out.push(put('indent a closing bracket', [at, ' '.repeat(more) + text]));
  if (/never closed/.test(message)) for (const quote of text.match(/["']/) ?? []) out.push(put('close a quote', [at, `${text.trimEnd()}${quote}`]));
  const glued = /^(\s*(?:- )?[a-z][\w-]*):([^\s:/].*)$/.exec(text);
  if (glued) out.push(put('put a blank behind a colon', [at, `${glued[1]}: ${glued[2]}`]));
  const spaced = /^(\s*(?:- )?)(name|uses|run|runs-on|needs|if|id|shell|permissions|environment|timeout-minutes)\s+([^:\s].*)$/.exec(text);
  if (spaced && !/:(?:\s|$)/.test(text)) out.push(put('put a colon behind a key', [at, `${spaced[1]}${spaced[2]}: ${spaced[3]}`]));
  if (/column of the keys above|Bad indentation|BAD_INDENT|neither `key: value`/.test(message) && /^\s*(?:- )?[\w-]+:(?:\s|$)/.test(text))
    for (const column of columnsAbove(at, lines, by)) out.push(put('put a key into the column of its neighbours', ...moveTo(at, column, lines, by)));
  return out;
}

/**
 * The lines of a block's text that stand too far left: to the end of the here-document that is open there, and on to where the script goes on or
 * something else of the file begins.
 */
function strayLines(at: number, column: number, { texts }: Lines, by: Rewritten): number[] {
  const out: number[] = [];
  const word = openHere(at, column, texts);
  let inside = word !== undefined;
  for (let i = at; i < texts.length && i - at < mostMoved; i++) {
    const text = by.get(i) ?? texts[i]!;
    if (text.trim() === '') continue;
    if (inside) {
      out.push(i);
      inside = text.trim() !== word;
    } else if (i > at && (indentOf(text) >= column || isStructure(text))) break;
    else out.push(i);
  }
  // A here-document that never ends is none.
  return inside ? [at] : out;
}

/** The word that ends the here-document which is open at a line of a block's body. */
function openHere(at: number, column: number, texts: readonly string[]): string | undefined {
  let word: string | undefined;
  let start = at - 1;
  while (start >= 0 && (texts[start]!.trim() === '' || indentOf(texts[start]!) >= column)) start--;
  for (let i = start + 1; i < at; i++) {
    const text = texts[i]!;
    if (word !== undefined) {
      if (text.trim() === word) word = undefined;
    } else word = /<<-?\s*(["']?)([A-Za-z_]\w*)\1/.exec(text)?.[2];
  }
  return word;
}

/** Something that a script does not have at so small a column: the next step, the next key of the step or the job. */
const isStructure = (text: string): boolean =>
  /^\s+- (?:name|uses|run|id|if|with|env|shell|working-directory)\s*:/.test(text) ||
  /^\s{2,}(?:name|uses|run|id|if|with|env|shell|working-directory|needs|runs-on|steps|strategy|permissions|outputs|timeout-minutes|continue-on-error)\s*:(?:\s|$)/.test(
    text,
  ) ||
  /^(?:name|on|jobs|env|permissions|concurrency|defaults)\s*:(?:\s|$)/.test(text) ||
  /^\s{2}[\w-]+:\s*$/.test(text);

/** A line whose tabs are blanks: in the column of the line above, or two for each. */
function tabbed(at: number, { texts }: Lines, by: Rewritten): string[] {
  const text = by.get(at) ?? texts[at]!;
  const rest = text.trimStart();
  const tabs = /^ *(\t+)/.exec(text)?.[1]?.length ?? 0;
  const spaces = indentOf(text) - tabs;
  let above = at - 1;
  while (above >= 0 && (by.get(above) ?? texts[above]!).trim() === '') above--;
  const column = above < 0 ? 0 : indentOf(by.get(above) ?? texts[above]!);
  const columns = [...new Set([spaces + tabs * 2, column, column + 2, Math.max(0, column - 2), spaces + tabs * 4, spaces + tabs * 8])];
  return columns.map((c) => ' '.repeat(c) + rest);
}

/** `key: value` with the value in quotes. */
function inQuotes(text: string): string | undefined {
  const found = /^(\s*(?:- )?[\w.-]+:\s+)([^\s'"|>[{&*!%@`#].*?)(\s+#.*)?$/.exec(text) ?? /^(\s*- )([^\s'"|>[{&*!%@`#].*?)(\s+#.*)?$/.exec(text);
  if (found === null || !found[2]!.includes(': ')) return undefined;
  const quoted = quoteScalar(found[2]!);
  return `${found[1]}${/^['"]/.test(quoted) ? quoted : `'${found[2]!.replaceAll("'", "''")}'`}${found[3] ?? ''}`;
}

/** A script that begins behind `run:` and goes on in lines further left: a block with all of them. */
function openScript(at: number, { texts }: Lines, by: Rewritten): Map<number, string> | undefined {
  let head = at - 1;
  while (head >= 0 && at - head < mostMoved && !/^\s*(?:- )?[\w-]+:(?:\s|$)/.test(by.get(head) ?? texts[head]!)) head--;
  const found = /^(\s*(?:- )?)(run:)\s+([^|>\s].*)$/.exec(by.get(head) ?? texts[head] ?? '');
  if (found === null) return undefined;
  const column = found[1]!.length + 2;
  const out = new Map([[head, `${found[1]}run: |\n${' '.repeat(column)}${found[3]}`]]);
  for (let i = head + 1; i < texts.length && i - head < mostMoved; i++) {
    const text = by.get(i) ?? texts[i]!;
    if (text.trim() === '') continue;
    if (i > at && isStructure(text)) break;
    out.set(i, ' '.repeat(column) + text);
  }
  return out;
}

/** Columns in which keys stand above a line, the nearest first. */
function columnsAbove(at: number, { texts }: Lines, by: Rewritten): number[] {
  const out: number[] = [];
  for (let i = at - 1; i >= 0 && at - i < 60 && out.length < 4; i--) {
    const text = by.get(i) ?? texts[i]!;
    const key = /^(\s*(?:- )?)[\w.-]+:(?:\s|$)/.exec(text);
    if (key === null) continue;
    const column = key[1]!.length;
    if (column !== indentOf(by.get(at) ?? texts[at]!) && !out.includes(column)) out.push(column);
  }
  return out;
}

/** A key and what stands below it, moved to another column. */
function moveTo(at: number, column: number, { texts }: Lines, by: Rewritten): (readonly [number, string])[] {
  const first = by.get(at) ?? texts[at]!;
  const from = indentOf(first);
  const out: (readonly [number, string])[] = [];
  for (let i = at; i < texts.length && i - at < mostMoved; i++) {
    const text = by.get(i) ?? texts[i]!;
    if (text.trim() === '') continue;
    if (i > at && indentOf(text) <= from) break;
    out.push([i, ' '.repeat(Math.max(0, indentOf(text) + column - from)) + text.trimStart()]);
  }
  return out;
}
