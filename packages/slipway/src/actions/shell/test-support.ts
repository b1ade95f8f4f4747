/** What the tests of this folder share: a script read with plain values, and printed in a form that is easy to compare. */
import type { ShellContext, ShellResult } from '../shell-types.ts';
import type { Val } from '../value.ts';
import { describe as print, str } from '../values.ts';
import { interpretShell } from './index.ts';

export interface Given {
  readonly env?: Readonly<Record<string, string | Val>>;
  readonly expressions?: readonly (string | Val)[];
  readonly shell?: string;
  readonly substitute?: ShellContext['substitute'];
}

function val(given: string | Val): Val {
  return typeof given === 'string' ? str(given) : given;
}

export function read(script: string, given: Given = {}): ShellResult {
  return interpretShell(script, {
    shell: given.shell ?? 'bash',
    env: (name) => (given.env && Object.hasOwn(given.env, name) ? val(given.env[name]!) : undefined),
    expressions: (given.expressions ?? []).map(val),
    substitute: given.substitute,
  });
}

/** Each command as one line of its words; `?` in front when it hangs on something unknown. */
export function commandsOf(result: ShellResult): string[] {
  return result.commands.map((command) => (command.runs ? '' : '? ') + command.words.map(print).join(' '));
}

export function run(script: string, given: Given = {}): string[] {
  return commandsOf(read(script, given));
}

export function outputsOf(result: ShellResult): Record<string, string> {
  return Object.fromEntries(Array.from(result.outputs, ([name, value]) => [name, print(value)]));
}

export function outputs(script: string, given: Given = {}): Record<string, string> {
  return outputsOf(read(script, given));
}

/** What a word expands to, given the variables. */
export function expansion(word: string, given: Given = {}, before = ''): string[] {
  const { commands } = read(`${before}\nshow ${word}`, given);
  return commands.at(-1)!.words.slice(1).map(print);
}
