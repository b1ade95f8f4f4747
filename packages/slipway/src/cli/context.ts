import type { Doors } from './doors.ts';
import type { Io } from './io.ts';

/** What every command gets besides its own arguments; what needs fewer rooms says so. */
export interface Context<Rooms extends keyof Doors = keyof Doors> {
  readonly io: Io;
  readonly doors: Pick<Doors, Rooms>;
  /** Slipway's own version. */
  readonly version: string;
}
