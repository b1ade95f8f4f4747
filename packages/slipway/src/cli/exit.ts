import type { Doors } from './doors.ts';
import type { Io } from './io.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, findings: 1, usage: 2, outside: 50, defect: 70 } as const;

/** Something the caller wrote cannot be meant: one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Tells one error in one line on stderr and gives the exit code for it. */
export async function report(error: unknown, io: Io, doors: Doors): Promise<number> {
  if (error instanceof UsageError) return say(io, error.message, EXIT.usage);
  const { InputError, OutsideError } = await doors.remotes();
  if (error instanceof InputError) return say(io, error.message, EXIT.usage);
  if (error instanceof OutsideError) return say(io, error.message, EXIT.outside);
  const [what = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  say(io, `a defect of Slipway itself: ${what}. Please report this line and the command; SLIPWAY_DEBUG=1 shows where it happened.`, EXIT.defect);
  if (io.env.SLIPWAY_DEBUG && error instanceof Error) io.err(`${error.stack}\n`);
  return EXIT.defect;
}

function say(io: Io, sentence: string, code: number): number {
  io.err(`slipway: ${sentence}\n`);
  return code;
}
