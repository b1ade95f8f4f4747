import type { SourceFile } from '../../source/index.ts';
import { codeSpans } from './markdown.ts';
import type { Command, Line } from './types.ts';

const SHELLS = new Set([
  '',
  'bash',
  'sh',
  'shell',
  'zsh',
  'fish',
  'console',
  'terminal',
  'shell-session',
  'shellsession',
  'cmd',
  'powershell',
  'pwsh',
  'ps1',
]);
/** Programs whose commands are read where they stand in a sentence. */
const PROGRAMS = /^(?:\$ )?(?:gh|git|make|just|task|npm|pnpm|yarn|bun|cargo|brew|scoop|pip|pipx|docker|winget|choco|\.\/)\b|^\.\//;
const MAX_COMMANDS = 2_000;
/** A quote that is not closed within so many characters is an apostrophe. */
const MAX_QUOTED = 2_000;

/** The commands of a document's shell blocks and inline code, in order. */
export function commandsOf(file: SourceFile, lines: readonly Line[]): Command[] {
  const commands: Command[] = [];
  for (let at = 0; at < lines.length && commands.length < MAX_COMMANDS; ) {
    const line = lines[at]!;
    if (line.kind !== 'code') {
      commands.push(...inlineCommands(file, line));
      at++;
      continue;
    }
    const block: Line[] = [];
    while (at < lines.length && lines[at]!.fence?.index === line.fence!.index) block.push(lines[at++]!);
    if (SHELLS.has(line.fence!.language)) commands.push(...blockCommands(file, block));
  }
  return commands;
}

function inlineCommands(file: SourceFile, line: Line): Command[] {
  return codeSpans(line.text).flatMap((span) => {
    if (!PROGRAMS.test(span.text)) return [];
    const offset = file.lineStart(line.number) + span.start;
    return split(span.text).commands.map(({ words, start, end }) => ({
      words: trimmed(words),
      at: file.locate({ start: offset + start, end: offset + end }),
      line,
      said: line.text,
      moved: false,
    }));
  });
}

function blockCommands(file: SourceFile, block: readonly Line[]): Command[] {
  const first = block[0]!;
  const from = file.lineStart(first.number);
  const last = block.at(-1)!;
  const text = file.text.slice(from, file.lineStart(last.number) + last.text.length);
  const { commands, comments } = split(text);
  const byLine = new Map(block.map((l) => [l.number, l]));
  const said = new Map<number, string>();
  for (const c of comments) {
    const { line } = file.position(from + c.start);
    // A comment alone on its line is said of what comes below it.
    const alone = /^\s*(?:[$%>] )?#/.test(byLine.get(line)?.text ?? '');
    said.set(alone ? line + 0.5 : line, `${c.text} ${said.get(line) ?? ''}`);
  }
  let moved = false;
  return commands.flatMap(({ words, start, end }) => {
    const at = file.locate({ start: from + start, end: from + end });
    const kept = trimmed(words);
    if (kept.length === 0) return [];
    const line = byLine.get(at.line) ?? first;
    const above: string[] = [];
    for (let n = at.line - 1; said.has(n + 0.5); n--) above.unshift(said.get(n + 0.5)!);
    const command: Command = { words: kept, at, line, said: [...above, said.get(at.line) ?? ''].join(' ').trim(), moved };
    if (kept[0] === 'cd' || kept[0] === 'pushd') moved = true;
    return [command];
  });
}

/** Without a prompt, `sudo`, and variables that are set for the command alone. */
function trimmed(words: readonly string[]): string[] {
  let at = 0;
  while (at < words.length && /^(?:[$%>]|sudo|time|env|PS>|[A-Z_][A-Z0-9_]*=.*)$/.test(words[at]!)) at++;
  return words.slice(at);
}

interface Split {
  readonly commands: readonly { readonly words: readonly string[]; readonly start: number; readonly end: number }[];
  readonly comments: readonly { readonly text: string; readonly start: number }[];
}

/** Words of simple commands as a reader sees them: quotes and line continuations undone, nothing expanded, `<placeholders>` kept. */
function split(text: string): Split {
  const commands: { words: string[]; start: number; end: number }[] = [];
  const comments: { text: string; start: number }[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let start = 0;
  let end = 0;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push({ words, start, end });
    words = [];
  };
  for (let at = 0; at < text.length; ) {
    const c = text[at]!;
    if (c === '\\' && /[\r\n]/.test(text[at + 1] ?? '')) {
      endWord();
      at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2;
    } else if (c === '\n' || c === '\r' || c === ';' || c === '|' || (c === '&' && text[at + 1] === '&')) {
      endCommand();
      at += c === '&' || (c === '|' && text[at + 1] === '|') ? 2 : 1;
    } else if (c === ' ' || c === '\t') {
      endWord();
      at++;
    } else if (c === '#' && word === undefined) {
      const stop = lineEnd(text, at);
      comments.push({ text: text.slice(at + 1, stop).trim(), start: at });
      at = stop;
    } else {
      if (words.length === 0 && word === undefined) start = at;
      const piece = pieceAt(text, at);
      word = (word ?? '') + piece.text;
      at = piece.end;
      end = at;
    }
  }
  endCommand();
  return { commands, comments };
}

/** One character of a word, or a quoted part, a substitution or a placeholder of it. */
function pieceAt(text: string, at: number): { readonly text: string; readonly end: number } {
  const c = text[at]!;
  if (c === '"' || c === "'") {
    let close = at + 1;
    const stop = Math.min(text.length, at + MAX_QUOTED);
    while (close < stop && text[close] !== c) close += c === '"' && text[close] === '\\' ? 2 : 1;
    if (close < stop) return { text: text.slice(at + 1, close), end: close + 1 };
  }
  if (c === '$' && text[at + 1] === '(') {
    let depth = 0;
    const stop = Math.min(lineEnd(text, at), at + MAX_QUOTED);
    for (let i = at + 1; i < stop; i++) {
      if (text[i] === '(') depth++;
      else if (text[i] === ')' && --depth === 0) return { text: text.slice(at, i + 1), end: i + 1 };
    }
  }
  if (c === '<' || c === '{' || c === '[') {
    const found = /^(?:<[^<>\n]{1,60}>|\{\{?[^{}\n]{1,60}\}?\}|\[[^[\]\n]{1,60}\])/.exec(text.slice(at, at + 70));
    if (found) return { text: found[0], end: at + found[0].length };
  }
  if (c === '\\' && at + 1 < text.length) return { text: text[at + 1]!, end: at + 2 };
  return { text: c, end: at + 1 };
}

function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[\r\n]/);
  return found === -1 ? text.length : from + found;
}

/** Something that the reader fills in: `<tag>`, `vX.Y.Z`, `$VERSION`, `your-name`, `{version}`, `...`. */
export function isPlaceholder(text: string): boolean {
  return /[<>${}*[\]]|\.\.\.|…|\b(?:your|my|YOUR|MY)[-_ ]|_HERE\b|\b[vV]?X(?:\.[YX])?(?:\.[ZX])?\b|\bfoo\b|\bNAME\b|\bNNN?\b|\bexample\b|^(?:new|my|your|some|workflow-name|file|filename|name|foo|bar)(?:[-_.]|$)|^[A-Z][A-Z_]+$/.test(
    text,
  );
}
