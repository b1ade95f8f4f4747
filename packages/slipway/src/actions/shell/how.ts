/** What the parts of the interpreter hand to each other. */
import type { CommandNode, Function as ShellFunction, Statement } from 'unbash';
import type { Redirect, ShellCommand } from '../shell-types.ts';
import type { Truth, Val } from '../value.ts';
import type { Machine } from './machine.ts';
import type { Memory } from './memory.ts';

/** A shell variable. `val` is absent after `unset`; `items` are the elements of an array. */
export interface Variable {
  readonly val: Val | undefined;
  readonly items?: readonly Val[];
  /** There may be other elements than these. */
  readonly open?: boolean;
  readonly exported: boolean;
}

/** Why nothing follows on this way: it left the script, failed it, left a function or a loop, or met a limit. */
export type Death = 'exit' | 'fail' | 'return' | 'loop' | 'limit';

export interface State {
  /** Variables, functions, options, directory: what a subshell gets a copy of. */
  vars: Memory;
  /** What was written to files and captured output: it outlives a subshell. */
  files: Memory;
  dead: Death | undefined;
  /** Which ways out some earlier way may have taken, as bits of `LOST`. */
  lost: number;
  /** `$?`: true is 0. */
  status: Truth;
}

/** Where standard output goes: the log, nowhere, a buffer, or one of the runner's files. */
export type Sink =
  | { readonly to: 'log' }
  | { readonly to: 'nowhere' }
  | { readonly to: 'buffer'; readonly id: number }
  | { readonly to: 'file'; readonly file: RunnerFile };

export type RunnerFile = 'output' | 'env';

/** How the command at hand is being run. */
export interface How {
  readonly source: string;
  /** Offsets to record instead of the node's own, inside `eval` and the like. */
  readonly at?: { readonly start: number; readonly end: number };
  /** Its failure cannot fail the step. */
  readonly swallow: boolean;
  readonly by?: string;
  /** What looks at its failure: when that fails in turn, nothing is swallowed. */
  readonly guard?: object;
  /** Its status is looked at, so `set -e` does not stop here. */
  readonly tested: boolean;
  /** It is an assignment: the status of a substitution in it is its own. In other words nothing looks at that status. */
  readonly assigning?: boolean;
  /** Its status is the script's. */
  readonly tail: boolean;
  readonly substituted: boolean;
  readonly sink: Sink;
  readonly stdin?: Val;
  readonly pipedFrom: readonly (readonly Val[])[];
}

export interface Recorded extends ShellCommand {
  swallowed: boolean;
  swallowedBy?: string;
  guard?: object;
  /** Not last in a substitution, where nothing looks at its failure. */
  readonly unseen: boolean;
  /** How many conditions that are not known it hangs on. */
  doubts: number;
  readonly redirects: readonly Redirect[];
}

export interface LoopFrame {
  readonly breaks: State[];
  readonly continues: State[];
}

/** What the modules that expand words need of the interpreter, so that they need not import it. */
export interface Runner {
  /** Runs statements one after the other. */
  list(machine: Machine, statements: readonly Statement[], how: How): void;
  /** Runs the commands of one pipe, and gives the words of each, undefined when one of them is no simple command. */
  pipe(machine: Machine, commands: readonly CommandNode[], how: How): readonly (readonly Val[])[] | undefined;
  /** Parses a text and runs it in the place of a command. */
  text(machine: Machine, script: string, how: How): void;
}

/** A function as defined in the script, with the text that its offsets are of. */
export interface DefinedFunction {
  readonly node: ShellFunction;
  readonly source: string;
  readonly at?: { readonly start: number; readonly end: number };
}
