import type { Truth, Val } from './value.ts';

/** What the interpreter of a `run:` block needs to know. */
export interface ShellContext {
  /** `bash`, `sh`, `pwsh`, `powershell`, `cmd`, `python`, or another program's name. */
  readonly shell: string;
  /** Value of an environment variable at the start of the script; undefined when it is not set by anything known. */
  env(name: string): Val | undefined;
  /** Values of the expressions in the script: every `${{ }}` stands in it as one placeholder, see `maskExpressions`. */
  readonly expressions: readonly Val[];
  /** What `$(command …)` prints, where a tool's knowledge decides it; undefined when unknown. Gets the words, and the words of each later command of the pipe. */
  substitute?(pipeline: readonly (readonly Val[])[]): Val | undefined;
}

export interface Redirect {
  /** '>', '>>', '<', '<<', '<<<', … */
  readonly op: string;
  readonly target?: Val;
}

export interface ShellCommand {
  /** Command name and arguments, expanded; never empty. */
  readonly words: readonly Val[];
  /** `NAME=value cmd`. */
  readonly assigns: ReadonlyMap<string, Val>;
  /** The whole environment of this command: assignments, exports, and shell variables that were exported or came in by env. */
  env(name: string): Val | undefined;
  readonly redirects: readonly Redirect[];
  /** Body of a here-document or here-string on its standard input, expanded. */
  readonly stdin?: Val;
  /** The words of the commands whose output is piped into this one, nearest last. */
  readonly pipedFrom: readonly (readonly Val[])[];
  /** Offsets of the command in the (unmasked) script text. */
  readonly start: number;
  readonly end: number;
  /** true: runs whenever the step runs. undefined: hangs on something that is not known. Commands that provably never run are not listed. */
  readonly runs: Truth;
  /** Its failure cannot fail the step: `|| true`, `|| echo …`, an `if` condition, `set +e`, not last in a pipe without pipefail. */
  readonly swallowed: boolean;
  /** The right side of `||` when that is what swallows it, as text (`true`, `echo "…"`). */
  readonly swallowedBy?: string;
  /** Inside `$( )` or backticks. */
  readonly substituted: boolean;
  /** Directory it runs in, relative to the step's working directory, after `cd` and subshells; '' at the start, undefined when not known. */
  readonly cwd: string | undefined;
}

export interface ShellResult {
  readonly commands: readonly ShellCommand[];
  /** `NAME=value` written to $GITHUB_OUTPUT (or `::set-output`), joined over what may happen. */
  readonly outputs: ReadonlyMap<string, Val>;
  /** `NAME=value` written to $GITHUB_ENV. */
  readonly envWrites: ReadonlyMap<string, Val>;
  /** The outputs may hold names that are not listed (a name or a whole block was not decidable). */
  readonly openOutputs: boolean;
  /** The script provably ends with a failure: `exit 1`, or a last command that is known to fail. */
  readonly fails?: true;
  /** Set when the script was read only in part, and why. */
  readonly partly?: string;
}
