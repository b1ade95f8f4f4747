import type { Io } from './io.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, findings: 1, usage: 2, nothing: 10, waiting: 30, incomplete: 40, outside: 50, defect: 70 } as const;

/** Something the caller wrote cannot be meant: one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly exitCode = EXIT.usage;
}

/** What was asked for has to wait for something that is under way: one sentence, exit code 30. */
export class WaitingError extends Error {
  override readonly name = 'WaitingError';
  readonly exitCode = EXIT.waiting;
}

/** Tells one error in one line on stderr and gives its exit code. An error that was foreseen names its own; any other is a defect of ours. */
export function report(error: unknown, io: Io): number {
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    io.err(`slipway: ${oneLine(error.message)}\n`);
    return error.exitCode;
  }
  const what = firstLine(error instanceof Error ? error.message : String(error));
  io.err(`slipway: a defect of Slipway itself: ${what}. Please report this line and the command; SLIPWAY_DEBUG=1 shows where it happened.\n`);
  if (io.env.SLIPWAY_DEBUG && error instanceof Error) io.err(`${error.stack}\n`);
  return EXIT.defect;
}

/** A sentence may repeat what the caller wrote: it stays one line, and sends a terminal no commands. */
export function oneLine(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/\p{Cc}/gu, '\uFFFD')
    .trim();
}

/** Text for people that holds words of commits and files: in a run, GitHub's runner obeys `::…` at the start of a line and `##[…]` anywhere. */
export function unheard(text: string, { env }: Pick<Io, 'env'>): string {
  return env.GITHUB_ACTIONS === 'true' ? text.replace(/^([^\S\n]*)::/gm, '$1\uFFFD::').replaceAll('##[', '##\uFFFD[') : text;
}

function firstLine(text: string): string {
  return oneLine(text.split('\n', 1)[0] ?? '');
}
