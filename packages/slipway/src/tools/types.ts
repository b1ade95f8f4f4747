import type { Val } from '../actions/value.ts';
import type { Deed } from './deeds.ts';

export type * from './deeds.ts';

/** What the knowledge of a tool may look at; reading only. */
export interface ToolWorld {
  /** Text of a file of the tree by its path from the root; undefined when there is none or it is no text. */
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Paths of the tree, sorted. */
  list(): readonly string[];
  /** `owner/name`, when known. */
  readonly slug: string | undefined;
  readonly defaultBranch: string;
  /** Version that stands for the release that is walked (no `v`), e.g. '1.2.3'. */
  readonly version: string;
  /** Today for the facts, ISO date. */
  readonly asOf: string;
  /** Host of npm's public registry, from npm's own defaults at run time; undefined when not found. */
  readonly npmRegistryHost?: string;
}

/** The event that the run has, as far as tools decide by it. */
export interface ToolEvent {
  readonly name: string;
  readonly refType: 'branch' | 'tag' | 'other';
  readonly ref: Val;
  readonly refName: Val;
  /** Head commit's message, '' or unknown where it has none. */
  readonly message: Val;
}

/** A step's call of an action, with values evaluated. */
export interface ActionCall {
  /** `owner/repo[/path]` in lower case. */
  readonly name: string;
  readonly ref: string;
  /** From the ref, or from the comment behind a commit hash (`# v4.1.2`); parts that are not given are undefined. */
  readonly version: { readonly major: number; readonly minor?: number; readonly patch?: number } | undefined;
  /** undefined when the workflow does not give it (or gives null); the default is the action's knowledge. */
  input(name: string): Val | undefined;
  /** The pieces of an input's text as it is written: literal text, and the value of each expression. undefined when it holds no expression. */
  written?(name: string): readonly (string | Val)[] | undefined;
  readonly inputNames: readonly string[];
  env(name: string): Val | undefined;
  readonly workingDirectory: string | undefined;
  readonly event: ToolEvent;
  readonly world: ToolWorld;
}

/** A command of a script. */
export interface CommandCall {
  /** The words; the first is the program's base name. */
  readonly words: readonly Val[];
  /** The same as text where it is known in full, else undefined. */
  readonly texts: readonly (string | undefined)[];
  env(name: string): Val | undefined;
  readonly stdin?: Val;
  readonly pipedFrom: readonly (readonly Val[])[];
  /** Directory from the root of the tree; undefined when not known. */
  readonly cwd: string | undefined;
  readonly event: ToolEvent;
  readonly world: ToolWorld;
}

/** What is known of an action. One file each in `effects/`. */
export interface ActionKnowledge {
  /** `owner/repo` or `owner/repo/path`, lower case; `owner/repo/*` for every path of it. */
  readonly action: string | readonly string[];
  /** Where the knowledge is from and when it was read. */
  readonly source: string;
  readonly asOf: string;
  deeds(call: ActionCall): readonly Deed[];
  /** Values of its outputs; what is not listed is unknown. */
  outputs?(call: ActionCall): ReadonlyMap<string, Val>;
  /** Commands that it needs in the job's container. */
  readonly requires?: readonly string[];
  /** It does nothing that a release is made of (setup, cache, lint): it is known, not opaque. */
  readonly harmless?: boolean;
}

export interface CommandKnowledge {
  /** Base names of the program: `gh`, `npm`, `goreleaser`. */
  readonly command: string | readonly string[];
  readonly source: string;
  readonly asOf: string;
  /** undefined: this call is not known (then it has no deeds, and is not opaque unless `opaque` says so). */
  deeds(call: CommandCall): readonly Deed[];
  /** What the command prints, when it can be said (`git describe` prints a tag). */
  prints?(call: CommandCall): Val | undefined;
}
