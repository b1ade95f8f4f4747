/** Shell scripts of `run:` steps, interpreted without running anything. */
import { maskExpressions } from '../masks.ts';
import type { ShellContext, ShellResult } from '../shell-types.ts';
import { runList, runPipe } from './control.ts';
import type { How, Runner } from './how.ts';
import { scanLines } from './lines.ts';
import { Machine, MOST_DEPTH } from './machine.ts';
import { parseShell } from './parse.ts';
import { collect, flush } from './runner-files.ts';

const runner: Runner = { list: runList, pipe: runPipe, text: runText };

/** What is read of a shell: bash and its kin, the two that are scanned by lines, or nothing. */
function familyOf(shell: string): { family: 'posix' | 'powershell' | 'cmd' | 'other'; name: string; errexit: boolean; pipefail: boolean } {
  const words = shell.trim().split(/\s+/);
  const name = (words[0] ?? '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (name === 'pwsh' || name === 'powershell') return { family: 'powershell', name, errexit: true, pipefail: false };
  if (name === 'cmd') return { family: 'cmd', name, errexit: false, pipefail: false };
  if (!['bash', 'sh', 'dash', 'zsh', 'ksh', 'ash', 'default', ''].includes(name)) return { family: 'other', name, errexit: false, pipefail: false };
  if (words.length === 1) return { family: 'posix', name, errexit: true, pipefail: name === 'bash' };
  const flags = words
    .slice(1)
    .filter((word) => /^-[a-z]+$/.test(word))
    .join('');
  return { family: 'posix', name, errexit: flags.includes('e'), pipefail: words.includes('pipefail') };
}

/**
 * Reads a script and gives the commands that it runs, in order, with their words expanded, and what it writes to $GITHUB_OUTPUT
 * and $GITHUB_ENV. `shell` as GitHub runs it: `bash` means `-eo pipefail`, `default` (no `shell:` at all) only `-e`.
 * Never throws; what is not read is said in `partly`.
 */
export function interpretShell(script: string, ctx: ShellContext): ShellResult {
  const shell = familyOf(ctx.shell);
  const { masked } = maskExpressions(script);
  if (shell.family === 'other') return { ...NOTHING, openOutputs: true, partly: `a ${shell.name} script is not read` };
  if (shell.family === 'powershell') return scanLines(masked, ctx, 'powershell', 'PowerShell is read only in part');
  if (shell.family === 'cmd') return scanLines(masked, ctx, 'cmd', 'a cmd script is read only in part');
  try {
    const parsed = parseShell(masked);
    if (parsed.errors?.length) return scanLines(masked, ctx, 'posix', `the script cannot be parsed: ${parsed.errors[0]!.message}`);
    const machine = new Machine(ctx, runner);
    machine.set('@errexit', shell.errexit);
    machine.set('@pipefail', shell.pipefail);
    machine.set('@cwd', '');
    runList(machine, parsed.commands, how(masked));
    return result(machine);
  } catch (error) {
    // A script that is nested deeper than the stack is read line by line.
    return scanLines(masked, ctx, 'posix', `the script is too complex: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

const NOTHING: ShellResult = { commands: [], outputs: new Map(), envWrites: new Map(), openOutputs: false };

function how(source: string): How {
  return { source, swallow: false, tested: false, tail: true, substituted: false, sink: { to: 'log' }, pipedFrom: [] };
}

function result(machine: Machine): ShellResult {
  const { state } = machine;
  const exits = machine.exits[0]!;
  const fails = exits.length === 0 && state.lost === 0 && (state.dead === 'fail' || (!state.dead && state.status === false));
  const open = machine.openOutputs || machine.partly !== undefined;
  const ends = (state.dead && exits.length > 0 ? exits : [{ ...state, dead: undefined }, ...exits]).map((end) => {
    machine.state = end;
    flush(machine);
    return machine.state;
  });
  const { outputs, envWrites } = collect(machine, ends);
  return {
    commands: machine.commands,
    outputs,
    envWrites,
    openOutputs: open || machine.openOutputs,
    fails: fails || undefined,
    partly: machine.partly,
  };
}

/** A text that a command of the script runs: `eval`, `bash -c`, an expression with shell syntax. */
function runText(machine: Machine, script: string, outer: How): void {
  if (machine.depth >= MOST_DEPTH) {
    machine.limit('commands are nested too deeply');
    return;
  }
  const parsed = parseShell(script);
  if (parsed.errors?.length) {
    machine.limit(`a nested script cannot be parsed: ${parsed.errors[0]!.message}`);
    return;
  }
  machine.depth++;
  runList(machine, parsed.commands, { ...outer, source: script });
  machine.depth--;
}
