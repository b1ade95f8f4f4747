import type { Location } from '../../../source/index.ts';

/** A path that a tool's configuration names and that nothing brings. */
export interface MissingFile {
  readonly at: Location;
  readonly path: string;
  readonly tool: string;
  /** What the tool does then, as the end of a sentence. */
  readonly outcome: string;
  readonly severity: 'error' | 'warning';
  readonly why?: string | undefined;
  readonly facts: readonly string[];
}
