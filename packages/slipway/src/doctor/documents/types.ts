import type { Location, SourceFile } from '../../source/index.ts';
import type { Link, Severity } from '../report.ts';

/**
 * `guide`: says how this repository is released, deployed or worked on. `readme`: speaks to users too. `report`: tells what was so on one day;
 * only what holds on any day is asked of it.
 */
export type DocumentKind = 'guide' | 'readme' | 'report';

/** Whose line it is: a heading, prose (with lists), a row of a table, or a line of a fenced block. */
export type LineKind = 'heading' | 'text' | 'row' | 'code';

export interface Line {
  readonly kind: LineKind;
  /** As written, without its line break. */
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
  /** Index of its fenced block among those of the document, and the language after the fence in lower case. */
  readonly fence?: { readonly index: number; readonly language: string };
}

export interface Document {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly file: SourceFile;
  readonly lines: readonly Line[];
  /** Commands of its shell blocks and inline code, in order. */
  readonly commands: readonly Command[];
}

/** One simple command as a reader would type it. */
export interface Command {
  readonly words: readonly string[];
  readonly at: Location;
  readonly line: Line;
  /** What is said beside it: the comment lines above, and behind it. */
  readonly said: string;
  /** A `cd` stands before it in its block: where it runs is not the root. */
  readonly moved: boolean;
}

export type ClaimKind =
  | 'workflow'
  | 'dispatch'
  | 'command'
  | 'flag'
  | 'secret'
  | 'trigger'
  | 'route'
  | 'environment'
  | 'branch'
  | 'asset'
  | 'download'
  | 'count'
  | 'channel'
  | 'capability'
  | 'destination'
  | 'link'
  | 'config'
  | 'action'
  | 'effect'
  | 'contradiction'
  | 'status';

/** Something that a document says of this repository, held against what is so. */
export interface Claim {
  readonly kind: ClaimKind;
  /** Where the document says it. */
  readonly at: Location;
  /** What it says, in a few words. */
  readonly text: string;
  /** `unknown`: what is so hangs on something that the tree does not tell. */
  readonly verdict: 'true' | 'false' | 'unknown';
  /** What is so, as a sentence without its full stop; '' when the claim is true and there is no more to say. */
  readonly actual: string;
  /** What happens to whoever believes it, as a sentence without its full stop; '' when the claim is true. */
  readonly impact: string;
  /** What it is about: false claims of one kind about one thing are one defect of a document. */
  readonly about: string;
  readonly severity?: Severity;
  /** Places in the tree that decide it. */
  readonly links?: readonly Link[];
  readonly facts?: readonly string[];
  /** Queries that would decide what the tree leaves open. */
  readonly needs?: readonly string[];
  readonly advice?: string;
  /** What the document should say in place of its words, where one thing is meant. */
  readonly correct?: { readonly from: string; readonly to: string };
}
