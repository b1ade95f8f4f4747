import type { Val } from '../value.ts';
import { asText } from '../values.ts';
import type { Machine } from './machine.ts';
import type { Call } from './simple.ts';

/** `cd`, `pushd`, `popd`: the directory is kept relative to the step's, and null when it is not known. */
export function changeDirectory(machine: Machine, args: readonly Val[], call: Call): void {
  const name = asText(call.words[0]!);
  const now = machine.get('@cwd') as string | null;
  const stack = (machine.get('@stack') as readonly (string | null)[] | null | undefined) ?? [];
  if (name === 'popd') {
    machine.set('@cwd', stack.at(-1) ?? null);
    machine.set('@stack', stack.slice(0, -1));
    return;
  }
  const target = args.map(asText).filter((arg) => arg === undefined || arg === '-' || !/^-[LPe]$|^--$/.test(arg))[0];
  const next = target === '-' ? ((machine.get('@oldcwd') as string | null | undefined) ?? null) : args.length === 0 ? null : resolve(now, target);
  if (name === 'pushd') machine.set('@stack', [...stack, now]);
  machine.set('@oldcwd', now);
  machine.set('@cwd', next);
}

/** A path after `cd`: '' is where the step starts, `..` may lead above it. */
function resolve(from: string | null, to: string | undefined): string | null {
  if (to === undefined || /^~|^\$|[*?]/.test(to)) return null;
  if (to.startsWith('/')) return to;
  if (from === null) return null;
  const rooted = from.startsWith('/');
  const parts: string[] = [];
  for (const part of `${from}/${to}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/');
}
