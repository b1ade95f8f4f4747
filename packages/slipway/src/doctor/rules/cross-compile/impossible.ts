import type { ShellCommand, Step } from '../../../actions/index.ts';

/** What would let the runner build it: a linker of the distribution, a target of the toolchain, no cgo. */
export type Remedy =
  | { readonly as: 'linker'; readonly command: string; readonly isSet: boolean }
  | { readonly as: 'target' }
  | { readonly as: 'no-cgo' };

/** A build that a leg's runner cannot do. */
export interface Impossible {
  readonly step: Step;
  /** undefined: the step's action does it. */
  readonly command?: ShellCommand;
  /** Target as the file may hold it: a triple, `linux/arm64`. */
  readonly target: string;
  /** As a reader knows it: `cargo build`. */
  readonly by: string;
  /** The start of a title. */
  readonly what: string;
  /** Sentences. */
  readonly why: string;
  readonly advice: string;
  readonly remedy?: Remedy;
  /** It may work after all: what it hangs on. */
  readonly assumes?: string;
}
