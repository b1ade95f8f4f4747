/** `$( )` and backticks: what their commands print. */
import type { Command, ParsedScript } from 'unbash';
import type { Val } from '../value.ts';
import { str } from '../values.ts';
import type { How } from './how.ts';
import { type Machine, MOST_DEPTH } from './machine.ts';
import { inSubshell } from './subshell.ts';
import { anything, bounded, withoutTrailingNewlines } from './texts.ts';
import { expandOne } from './words.ts';

/** Runs a substitution and gives what it prints, without the newlines at the end. */
export function captured(machine: Machine, script: ParsedScript, how: How): Val {
  return withoutTrailingNewlines(output(machine, script, how));
}

/** Runs commands and gives what they print. */
export function output(machine: Machine, script: ParsedScript, outer: How): Val {
  if (machine.state.dead) return anything;
  if (machine.depth >= MOST_DEPTH) {
    machine.limit('commands are nested too deeply');
    return anything;
  }
  if (script.errors?.length) machine.limit(`a command substitution cannot be parsed: ${script.errors[0]!.message}`);
  const sink = machine.buffer();
  const how = within(machine, script, outer, sink);
  let known: Val | undefined;
  machine.depth++;
  inSubshell(machine, () => {
    // Bash does not hand `set -e` down into a substitution: there only the last command decides.
    machine.set('@errexit', false);
    known = single(machine, script, how);
  });
  machine.depth--;
  return known ?? bounded((machine.getFile(`>${sink.id}`) as Val | undefined) ?? str(''));
}

function within(machine: Machine, script: ParsedScript, outer: How, sink: How['sink']): How {
  const swallow = !outer.assigning || outer.swallow || (!machine.on('errexit') && !outer.tail);
  const how: How = { ...outer, sink, swallow, tested: false, assigning: false, tail: true, substituted: true, pipedFrom: [] };
  return script.source === undefined ? how : { ...how, source: script.source };
}

/** A substitution that is one pipe of simple commands: its output may be known to whoever knows the tools. */
function single(machine: Machine, script: ParsedScript, how: How): Val | undefined {
  const only = script.commands.length === 1 ? script.commands[0]!.command : undefined;
  if (only?.type === 'Command' && !only.name && only.prefix.length === 1) return fileContent(machine, only, how);
  const pipe = only?.type === 'Command' ? [only] : only?.type === 'Pipeline' && only.prefixes.length === 0 ? only.commands : undefined;
  if (!pipe) {
    machine.runner.list(machine, script.commands, how);
    return undefined;
  }
  const words = machine.runner.pipe(machine, pipe, how);
  return words && machine.context.substitute?.(words);
}

/** `$(<file)` prints the file. */
function fileContent(machine: Machine, command: Command, how: How): Val | undefined {
  const redirect = command.prefix[0]!;
  if (redirect.type !== 'Redirect' || redirect.operator !== '<' || !redirect.target) {
    machine.runner.pipe(machine, [command], how);
    return undefined;
  }
  const file = expandOne(machine, redirect.target, how);
  return machine.context.substitute?.([[str('cat'), file]]) ?? anything;
}
