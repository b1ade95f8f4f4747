/** What is written to $GITHUB_OUTPUT and $GITHUB_ENV, line by line, as the runner reads it. */
import type { Part, Val } from '../value.ts';
import { alternatives, alts, concat, partsOf, sameVal, str, text, unknown } from '../values.ts';
import type { RunnerFile, Sink } from './how.ts';
import type { Machine } from './machine.ts';
import { anything, bounded, length } from './texts.ts';

/** A line that is not ended yet, and a `name<<DELIMITER` block that is not closed yet. */
interface Pending {
  readonly line: readonly Part[];
  readonly block?: { readonly name: string; readonly delimiter: Val; readonly value: Val; readonly lines: number };
}

const NOTHING: Pending = { line: [] };

/** Sends what a command prints to where its output goes. */
export function write(machine: Machine, sink: Sink, val: Val): void {
  if (machine.state.dead || sink.to === 'nowhere' || !machine.work(length(val))) return;
  if (sink.to === 'buffer') {
    const key = `>${sink.id}`;
    machine.setFile(key, bounded(concat((machine.getFile(key) as Val | undefined) ?? str(''), val)));
  } else if (sink.to === 'log') writeLog(machine, val);
  else writeFile(machine, sink.file, val);
}

/** Ends lines and blocks that the script left open. */
export function flush(machine: Machine): void {
  for (const file of ['output', 'env'] as const) {
    const pending = machine.getFile(`pending-${file}`) as Pending | undefined;
    if (pending && pending.line.length > 0) writeFile(machine, file, str('\n'));
  }
}

function writeFile(machine: Machine, file: RunnerFile, val: Val): void {
  const all = alternatives(val);
  if (all.length === 1) {
    feed(machine, file, all[0]!);
    return;
  }
  const base = machine.fork();
  const ends = all.map((one) => {
    machine.state = { ...base };
    feed(machine, file, one);
    return machine.state;
  });
  machine.state = machine.joinedAll(ends)!;
}

function feed(machine: Machine, file: RunnerFile, val: Val): void {
  const key = `pending-${file}`;
  let pending = (machine.getFile(key) as Pending | undefined) ?? NOTHING;
  let line: Part[] = [...pending.line];
  for (const part of partsOf(val)) {
    if (typeof part !== 'string') {
      line.push(part);
      continue;
    }
    let from = 0;
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', from)) {
      if (at > from) line.push(part.slice(from, at));
      pending = endLine(machine, file, { ...pending, line });
      line = [];
      from = at + 1;
    }
    if (from < part.length) line.push(part.slice(from));
  }
  if (line.length > 0 || pending.block || machine.getFile(key)) machine.setFile(key, { ...pending, line } satisfies Pending);
}

function endLine(machine: Machine, file: RunnerFile, pending: Pending): Pending {
  const line = text(pending.line);
  if (pending.block) return inBlock(machine, file, pending.block, line);
  const first = text(pending.line);
  if (first.k === 'str' && first.v.trim() === '') return NOTHING;
  const [head, ...rest] = partsOf(first);
  const found = typeof head === 'string' ? /^([^=<]*?)(=|<<)/.exec(head) : null;
  if (!found || typeof head !== 'string') {
    // Without a name that is known, any output may have been written.
    if (partsOf(first).some((part) => typeof part !== 'string')) noteOpen(machine, file);
    return NOTHING;
  }
  const name = found[1]!.trim();
  const value = text([head.slice(found[0].length), ...rest]);
  if (found[2] === '<<') return { line: [], block: { name, delimiter: trimmed(value), value: str(''), lines: 0 } };
  setNamed(machine, file, name, value);
  return NOTHING;
}

function trimmed(val: Val): Val {
  return val.k === 'str' ? str(val.v.trim()) : val;
}

function inBlock(machine: Machine, file: RunnerFile, block: NonNullable<Pending['block']>, line: Val): Pending {
  // A delimiter that is made at run time looks like any other unknown line: the first such line is taken for the content.
  const closes = sameVal(trimmed(line), block.delimiter) && (block.delimiter.k === 'str' || block.lines > 0);
  if (closes) {
    setNamed(machine, file, block.name, block.value);
    return NOTHING;
  }
  const value = block.lines === 0 ? line : bounded(concat(block.value, str('\n'), line));
  return { line: [], block: { ...block, value, lines: block.lines + 1 } };
}

function setNamed(machine: Machine, file: RunnerFile, name: string, value: Val): void {
  machine.setFile(`${file === 'output' ? 'o' : 'e'}${name}`, value);
}

function noteOpen(machine: Machine, file: RunnerFile): void {
  if (file === 'output') machine.openOutputs = true;
}

/** `::set-output name=k::v` and `::set-env` in the log. */
function writeLog(machine: Machine, val: Val): void {
  for (const one of alternatives(val)) {
    const parts = partsOf(one);
    const [head, ...rest] = parts;
    if (typeof head !== 'string' || !head.startsWith('::set-')) continue;
    const found = /^::set-(output|env) name=([^:,]+)::/.exec(head);
    if (!found) {
      if (head.startsWith('::set-output')) machine.openOutputs = true;
      continue;
    }
    const value = withoutLastNewline(text([head.slice(found[0].length), ...rest]));
    setNamed(machine, found[1] === 'env' ? 'env' : 'output', found[2]!, val.k === 'alts' ? alts([value, anything]) : value);
  }
}

function withoutLastNewline(val: Val): Val {
  const parts = partsOf(val);
  const last = parts.at(-1);
  return typeof last === 'string' && last.endsWith('\n') ? text([...parts.slice(0, -1), last.slice(0, -1)]) : val;
}

/** The outputs and environment writes that are left at the end, joined over the ways the script may end. */
export function collect(machine: Machine, ends: readonly Machine['state'][]): { outputs: Map<string, Val>; envWrites: Map<string, Val> } {
  const outputs = new Map<string, Val>();
  const envWrites = new Map<string, Val>();
  const joined = machine.joinedAll(ends);
  if (!joined) return { outputs, envWrites };
  machine.state = joined;
  for (const key of machine.keys()) {
    if (key[0] !== 'o' && key[0] !== 'e') continue;
    const val = machine.getFile(key) as Val | undefined;
    if (val === undefined) continue;
    (key[0] === 'o' ? outputs : envWrites).set(key.slice(1), val.k === 'unknown' ? unknown(`the output ${key.slice(1)}`) : val);
  }
  return { outputs, envWrites };
}
