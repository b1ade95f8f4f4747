/** Where a command's input comes from and its output goes. */
import type { Redirection } from 'unbash';
import type { Redirect } from '../shell-types.ts';
import type { Val } from '../value.ts';
import { asText, concat, str } from '../values.ts';
import type { How, Sink } from './how.ts';
import type { Machine } from './machine.ts';
import { output } from './substitution.ts';
import { anything } from './texts.ts';
import { expandOne, expandParts, withExpressions } from './words.ts';

export interface Redirected {
  readonly redirects: readonly Redirect[];
  readonly sink: Sink;
  /** Body of a here-document or here-string. */
  readonly body?: Val;
  /** Everything on standard input, wherever it comes from. */
  readonly stdin?: Val;
}

const NOWHERE: Sink = { to: 'nowhere' };

/** Expands redirections, in order, onto what the command inherits. */
export function redirect(machine: Machine, all: readonly Redirection[], how: How): Redirected {
  if (all.length === 0) return { redirects: [], sink: how.sink, stdin: how.stdin };
  const redirects: Redirect[] = [];
  let { sink, stdin } = how;
  let body: Val | undefined;
  for (const one of all) {
    if (one.type === 'HereDoc') {
      body = hereDocument(machine, one.body, one.delimiter?.quoted === true, one.operator === '<<-', how);
      stdin = body;
      redirects.push({ op: one.operator });
    } else if (one.type === 'HereString') {
      body = concat(one.target ? expandOne(machine, one.target, how) : anything, str('\n'));
      stdin = body;
      redirects.push({ op: one.operator });
    } else {
      const target = one.target && targetOf(machine, one, how);
      redirects.push({ op: descriptor(one) + one.operator, target: target?.val });
      if (one.operator === '<') stdin = target?.content ?? anything;
      else sink = sinkAfter(one, target?.val, sink);
    }
  }
  return { redirects, sink, body, stdin };
}

type Plain = Redirection & { type: 'Redirect' };

function descriptor(one: Plain): string {
  if (one.descriptor?.type !== 'FileDescriptor') return '';
  const { value } = one.descriptor;
  return value === (one.operator.startsWith('<') ? 0 : 1) ? '' : String(value);
}

/** `< <(command)` reads what the command prints. */
function targetOf(machine: Machine, one: Plain, how: How): { val: Val; content?: Val } {
  const part = one.target!.parts?.length === 1 ? one.target!.parts[0]! : undefined;
  if (one.operator === '<' && part?.type === 'ProcessSubstitution' && part.script)
    return { val: anything, content: output(machine, part.script, { ...how, sink: NOWHERE }) };
  const val = expandOne(machine, one.target!, how);
  return { val, content: machine.context.substitute?.([[str('cat'), val]]) };
}

function sinkAfter(one: Plain, target: Val | undefined, sink: Sink): Sink {
  const descriptorValue = one.descriptor?.type === 'FileDescriptor' ? one.descriptor.value : 1;
  if (descriptorValue !== 1 || one.operator === '<&' || one.operator === '<>') return sink;
  return target === undefined ? NOWHERE : fileSink(target, one.operator === '>&' ? sink : NOWHERE);
}

/** The runner's file that a path names, else the given sink. */
export function fileSink(target: Val, otherwise: Sink): Sink {
  const known = asText(target);
  if (known === '$GITHUB_OUTPUT') return { to: 'file', file: 'output' };
  if (known === '$GITHUB_ENV') return { to: 'file', file: 'env' };
  if (known === '1' || known === '/dev/stdout') return otherwise;
  return NOWHERE;
}

function hereDocument(
  machine: Machine,
  body: { readonly text: string; readonly parts: Parameters<typeof expandParts>[1] | undefined },
  quoted: boolean,
  tabs: boolean,
  how: How,
): Val {
  const source = tabs && !body.parts ? body.text.replace(/^\t+/gm, '') : body.text;
  if (quoted) return withExpressions(machine, source);
  if (body.parts) return expandParts(machine, body.parts, how);
  return withExpressions(
    machine,
    source.replace(/\\([$`\\]|\n)/g, (_, c: string) => (c === '\n' ? '' : c)),
  );
}
