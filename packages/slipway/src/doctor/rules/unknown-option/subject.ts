import type { Location } from '../../../source/index.ts';

/** An option that nobody knows, and the one that is meant. */
export interface OptionSubject {
  readonly at: Location;
  readonly name: string;
  readonly near?: string;
  /** A key of a file; otherwise a word of a text. */
  readonly isKey: boolean;
}
