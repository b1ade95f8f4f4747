import type { Doors } from './doors.ts';
import type { Io } from './io.ts';

/** What every command gets besides its own arguments. */
export interface Context {
  readonly io: Io;
  readonly doors: Doors;
  /** Slipway's own version. */
  readonly version: string;
}
