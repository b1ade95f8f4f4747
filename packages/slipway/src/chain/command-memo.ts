import type { ShellCommand, Val } from '../actions/index.ts';
import type { Deed, ToolEvent } from '../tools/index.ts';
import { watchedToolEvent } from './tool-event.ts';
import { textOf } from './watch.ts';

/** What a command was found to do, and what of its surroundings was looked at for that. */
interface Kept {
  readonly cwd: string | undefined;
  readonly env: ReadonlyMap<string, Val | undefined>;
  readonly event: ReadonlyMap<keyof ToolEvent, string>;
  readonly deeds: readonly Deed[];
}

/** A script's commands are the same objects whenever it is read with the same inputs. */
const kept = new WeakMap<ShellCommand, Kept[]>();
const mostKept = 4;

/** The deeds of a command, found once for the directory, the variables and the parts of the event that they hang on. */
export function rememberedDeeds(
  command: ShellCommand,
  cwd: string | undefined,
  event: ToolEvent,
  find: (env: (name: string) => Val | undefined, event: ToolEvent) => readonly Deed[],
): readonly Deed[] {
  const earlier = kept.get(command) ?? [];
  const same = earlier.find((k) => k.cwd === cwd && holds(k, command, event));
  if (same) return same.deeds;
  const env = new Map<string, Val | undefined>();
  const looked = new Map<keyof ToolEvent, string>();
  const deeds = find(
    (name) => {
      const value = command.env(name);
      env.set(name, value);
      return value;
    },
    watchedToolEvent(event, (key) => looked.set(key, fieldText(event, key))),
  );
  if (earlier.length < mostKept) kept.set(command, [...earlier, { cwd, env, event: looked, deeds }]);
  return deeds;
}

function holds(k: Kept, command: ShellCommand, event: ToolEvent): boolean {
  for (const [name, value] of k.env) {
    const now = command.env(name);
    if (now !== value && textOf(now) !== textOf(value)) return false;
  }
  for (const [key, text] of k.event) if (fieldText(event, key) !== text) return false;
  return true;
}

/** A field of the event as a text that tells it from others. */
export function fieldText(event: ToolEvent, key: keyof ToolEvent): string {
  const value = event[key];
  return typeof value === 'string' ? value : textOf(value);
}
