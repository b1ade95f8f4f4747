/**
 * A scanner by lines for what is not parsed: PowerShell, cmd, and scripts that the shell parser refuses. It sees statements, words with
 * quotes, simple variables and writes to the runner's files. What stands in a block may or may not run.
 */
import { splitPlaceholders } from '../masks.ts';
import type { ShellCommand, ShellContext, ShellResult } from '../shell-types.ts';
import type { Truth, Val } from '../value.ts';
import { asText, concat, str, unknown } from '../values.ts';
import type { Runner, Sink } from './how.ts';
import { Machine } from './machine.ts';
import { fileSink } from './redirects.ts';
import { collect, flush, write } from './runner-files.ts';
import { type Dialect, type Statement, statements, type Token } from './scan.ts';
import { anything } from './texts.ts';
import { assign, environment, lookUp } from './variables.ts';

const runner: Runner = { list: () => undefined, pipe: () => undefined, text: () => undefined };
const MOST_STATEMENTS = 20_000;

/** Reads a masked script line by line. `why` is what the result says in `partly`. */
export function scanLines(masked: string, ctx: ShellContext, dialect: Dialect, why: string): ShellResult {
  const machine = new Machine(ctx, runner);
  const commands: ShellCommand[] = [];
  let count = 0;
  for (const statement of statements(masked, dialect)) {
    if (++count > MOST_STATEMENTS || machine.state.dead) break;
    const run = () => runStatement(machine, statement, dialect, commands);
    if (statement.nested) machine.branch(run, () => undefined);
    else run();
  }
  flush(machine);
  const { outputs, envWrites } = collect(machine, [machine.state]);
  return { commands, outputs, envWrites, openOutputs: true, partly: why };
}

/** Replaces placeholders and variables of a piece of a word. */
function expand(machine: Machine, token: Token, dialect: Dialect): Val {
  const vals: Val[] = [];
  for (const piece of token.pieces) {
    if (piece.literal) vals.push(...placeholders(machine, piece.text));
    else vals.push(...variables(machine, piece.text, dialect));
  }
  return concat(...vals);
}

function placeholders(machine: Machine, text: string): Val[] {
  return splitPlaceholders(text).map((piece) =>
    typeof piece === 'string' ? str(piece) : (machine.context.expressions[piece] ?? unknown('an expression')),
  );
}

const VARIABLE: Readonly<Record<Dialect, RegExp>> = {
  powershell: /\$\((?:[^()]|\([^()]*\))*\)|\$\{?(?:env:)?\w+\}?/gi,
  cmd: /%\w+%|!\w+!/g,
  posix: /\$\([^)]*\)|`[^`]*`|\$\{[^}]*\}|\$\w+/g,
};

const MOST_EXPANDED = 4000;

function variables(machine: Machine, text: string, dialect: Dialect): Val[] {
  if (text.length > MOST_EXPANDED) return [anything];
  const vals: Val[] = [];
  let from = 0;
  for (const found of text.matchAll(VARIABLE[dialect])) {
    vals.push(...placeholders(machine, text.slice(from, found.index)));
    const name = /^[$%!]\{?(?:env:)?(\w+)[}%!]?$/i.exec(found[0])?.[1];
    vals.push(name === undefined ? anything : lookUp(machine, name).val);
    from = found.index + found[0].length;
  }
  vals.push(...placeholders(machine, text.slice(from)));
  return vals;
}

function runStatement(machine: Machine, statement: Statement, dialect: Dialect, commands: ShellCommand[]): void {
  const earlier: (readonly Val[])[] = [];
  statement.pipe.forEach((tokens, i) => {
    const sink = sinkOf(machine, statement, i, dialect);
    let words = tokens.map((token) => expand(machine, token, dialect));
    if (i === 0) words = assignment(machine, tokens, words, dialect) ?? words;
    if (words.length > 0) {
      runWords(machine, words, tokens, sink, earlier, dialect);
      record(machine, commands, words, earlier, statement, i);
      earlier.push(words);
    }
  });
}

function sinkOf(machine: Machine, statement: Statement, i: number, dialect: Dialect): Sink {
  const last = i === statement.pipe.length - 1;
  const target = last ? statement.redirect : undefined;
  if (target) return fileSink(expand(machine, target, dialect), { to: 'nowhere' });
  return last ? { to: 'log' } : { to: 'nowhere' };
}

/** `$x = …`, `$env:X = …`, `set X=…`, `X=…`. Gives the words of a command whose output is assigned; none when there is none. */
function assignment(machine: Machine, tokens: readonly Token[], words: Val[], dialect: Dialect): Val[] | undefined {
  const first = tokens[0]?.source ?? '';
  if (dialect === 'powershell') {
    const name = /^\$(?:env:|script:|global:)?(\w+)$/i.exec(first)?.[1];
    if (name === undefined || !/^[+]?=$/.test(tokens[1]?.source ?? '')) return undefined;
    const value = tokens.length === 3 && isValue(tokens[2]!) && tokens[1]!.source === '=';
    assign(machine, name, value ? words[2] : anything, { export: /^\$env:/i.test(first) });
    return value ? [] : /^[A-Za-z]/.test(tokens[2]?.source ?? '') ? words.slice(2) : [];
  }
  const known = asText(words[dialect === 'cmd' ? 1 : 0] ?? str(''));
  const found = dialect === 'cmd' && first.toLowerCase() !== 'set' ? null : /^(\w+)=(.*)$/s.exec(known ?? '');
  if (!found) return undefined;
  assign(machine, found[1]!, str(found[2]!), { export: true });
  return dialect === 'cmd' ? [] : words.slice(1);
}

/** A text, number or variable, and not the name of a command. */
function isValue(token: Token): boolean {
  return /^["'$\d]/.test(token.source) || token.source.startsWith('\ue000');
}

const ECHO = /^(echo|write-output|write-host|printf)$/i;
const TO_FILE = /^(out-file|add-content|set-content|tee-object)$/i;

function runWords(
  machine: Machine,
  words: Val[],
  tokens: readonly Token[],
  sink: Sink,
  earlier: readonly (readonly Val[])[],
  dialect: Dialect,
): void {
  const name = asText(words[0]!) ?? '';
  const line = (of: readonly Val[]) => concat(...of.flatMap((word, i) => (i > 0 ? [str(' '), word] : [word])), str('\n'));
  if (ECHO.test(name)) write(machine, sink, line(words.slice(1)));
  else if (dialect === 'powershell' && words.length === 1 && isValue(tokens[0]!)) write(machine, sink, line(words));
  else if (TO_FILE.test(name)) {
    const target = words.slice(1).find((word) => fileSink(word, { to: 'nowhere' }).to === 'file');
    const before = earlier.at(-1);
    const valueAt = words.findIndex((word) => /^-value$/i.test(asText(word) ?? ''));
    const value = valueAt > 0 ? words[valueAt + 1] : before ? (ECHO.test(asText(before[0]!) ?? '') ? before[1] : before[0]) : words.at(-1);
    if (target && value) write(machine, fileSink(target, { to: 'nowhere' }), line([value]));
  } else if (sink.to === 'file') write(machine, sink, concat(anything, str('\n')));
}

function record(
  machine: Machine,
  commands: ShellCommand[],
  words: readonly Val[],
  earlier: readonly (readonly Val[])[],
  statement: Statement,
  i: number,
): void {
  const first = statement.pipe[i]![0]!;
  const { vars } = machine.state;
  const runs: Truth = machine.under === 0 ? true : undefined;
  commands.push({
    words,
    assigns: new Map(),
    env: (name) => environment(machine, vars, name),
    redirects: [],
    pipedFrom: earlier.slice(),
    start: first.start,
    end: statement.pipe[i]!.at(-1)!.end,
    runs,
    swallowed: false,
    substituted: false,
    cwd: '',
  });
}
