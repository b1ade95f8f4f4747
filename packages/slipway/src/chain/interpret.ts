import { interpretShell, type ShellResult, sameVal, type Val } from '../actions/index.ts';
import type { ToolEvent } from '../tools/index.ts';
import { fieldText } from './command-memo.ts';
import { watchedToolEvent } from './tool-event.ts';
import type { World } from './world.ts';

/** What a script was read with; it is read again only when something that it looks at differs. */
export interface Interpreted {
  readonly expressions: readonly Val[];
  readonly reads: ReadonlyMap<string, Val | undefined>;
  /** Set when it asked for the output of a command: that depends on where it runs. */
  readonly asked: { readonly cwd: string | undefined; readonly event: ReadonlyMap<keyof ToolEvent, string> } | undefined;
  readonly result: ShellResult;
  /** The environment that the result's commands see; it is the one of the step at hand. */
  readonly environment: { env(name: string): Val | undefined };
}

export interface Reading {
  readonly shell: string;
  readonly text: string;
  readonly expressions: readonly Val[];
  env(name: string): Val | undefined;
  /** What a command prints; it looks at nothing but the environment and the event that it is given, the directory, and the tree. */
  substitute(pipeline: readonly (readonly Val[])[], env: (name: string) => Val | undefined, event: ToolEvent): Val | undefined;
  readonly cwd: string | undefined;
  readonly event: ToolEvent;
}

const mostKept = 12;

/** Interprets a script, or takes what an earlier reading with the same inputs gave. */
export function interpret(reading: Reading, world: World): ShellResult {
  const key = `${reading.shell}\0${reading.text}`;
  const kept = world.scripts.get(key) ?? [];
  const known = kept.find((k) => isSame(k, reading));
  if (known) {
    known.environment.env = (name) => reading.env(name);
    return known.result;
  }
  const reads = new Map<string, Val | undefined>();
  let recording = true;
  let asked = false;
  const environment = { env: (name: string) => reading.env(name) };
  const env = (name: string): Val | undefined => {
    const value = environment.env(name);
    if (recording) reads.set(name, value);
    return value;
  };
  const looked = new Map<keyof ToolEvent, string>();
  const event = watchedToolEvent(reading.event, (key) => looked.set(key, fieldText(reading.event, key)));
  const result = interpretShell(reading.text, {
    shell: reading.shell,
    expressions: reading.expressions,
    env,
    substitute: (pipeline) => {
      asked = true;
      return reading.substitute(pipeline, env, event);
    },
  });
  recording = false;
  if (kept.length < mostKept)
    world.scripts.set(key, [
      ...kept,
      { expressions: reading.expressions, reads, asked: asked ? { cwd: reading.cwd, event: looked } : undefined, result, environment },
    ]);
  return result;
}

function isSame(k: Interpreted, r: Reading): boolean {
  if (k.asked !== undefined) {
    if (k.asked.cwd !== r.cwd) return false;
    for (const [key, text] of k.asked.event) if (fieldText(r.event, key) !== text) return false;
  }
  if (k.expressions.length !== r.expressions.length || !k.expressions.every((e, i) => sameVal(e, r.expressions[i]!))) return false;
  for (const [name, value] of k.reads) {
    const now = r.env(name);
    if (value === undefined || now === undefined ? value !== now : !sameVal(value, now)) return false;
  }
  return true;
}
