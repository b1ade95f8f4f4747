import type { Val } from '../actions/index.ts';
import type { Effect, Opaque } from './types.ts';

/** What a run collects while it is carried out. */
export interface Recorder {
  readonly effects: Effect[];
  readonly opaque: Opaque[];
  /** Tags that the run has made so far. */
  readonly tags: Val[];
  /** Workflows that the run has called so far. */
  calls: number;
}

/** One that is not known is as bad as four hundred. */
const mostOpaque = 400;

/** Notes something that may do anything. */
export function addOpaque(recorder: Recorder, opaque: Opaque): void {
  if (recorder.opaque.length < mostOpaque) recorder.opaque.push(opaque);
}
