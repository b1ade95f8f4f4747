import type { Location } from '../../../source/index.ts';
import type { ToolSubject } from './subject.ts';

/** Something that a script asks for and that is not there where it runs. */
export interface Gap {
  readonly at: Location;
  readonly title: string;
  /** Sentences. */
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly certain: boolean;
  readonly key: readonly string[];
  readonly advice: string;
  readonly remedy: ToolSubject;
  /** What decides it, when the tree does not. */
  readonly needs?: readonly string[];
}
