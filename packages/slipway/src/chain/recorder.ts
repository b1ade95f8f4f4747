import type { Job, Truth, Val, Workflow } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import type { FileDeed } from '../tools/index.ts';
import type { Effect, Opaque } from './types.ts';

/** Takes down what each leg of a job does to files. */
export interface FileLog {
  /** Whether what a job does to files matters: it uploads to a release, or has to do with artifacts. */
  wants(workflow: Workflow, job: Job): boolean;
  /** A leg of a job begins. @param leg its values, as a reader knows them; undefined without a matrix */
  begin(workflow: string, job: string, leg: string | undefined, runner: string | undefined): void;
  add(deed: FileDeed, at: Location, cwd: string | undefined, runs: Truth): void;
  /** An upload to a release: its files are those of this moment. */
  release(effect: Effect, cwd: string | undefined): void;
}

/** What a run collects while it is carried out. */
export interface Recorder {
  readonly effects: Effect[];
  readonly opaque: Opaque[];
  /** Tags that the run has made so far. */
  readonly tags: Val[];
  /** Workflows that the run has called so far. */
  calls: number;
  /** Set when files are followed: each leg of a matrix is then carried out for itself. */
  files?: FileLog | undefined;
}

/** One that is not known is as bad as four hundred. */
const mostOpaque = 400;

/** Notes something that may do anything. */
export function addOpaque(recorder: Recorder, opaque: Opaque): void {
  if (recorder.opaque.length < mostOpaque) recorder.opaque.push(opaque);
}
