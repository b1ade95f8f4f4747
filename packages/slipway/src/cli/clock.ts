import type { Io } from './io.ts';

/** Today in UTC as `YYYY-MM-DD`. */
export function today({ now = () => new Date() }: Pick<Io, 'now'>): string {
  return now().toISOString().slice(0, 10);
}
