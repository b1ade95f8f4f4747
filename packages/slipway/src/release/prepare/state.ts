import { canonicalJson } from '../plan/document.ts';
import { sha256 } from '../plan/sha256.ts';
import type { Plan } from '../types.ts';
import type { Fingerprints } from './fingerprints.ts';

/** What a release pull request remembers of itself, in a comment that nobody sees. */
export interface ReleaseState {
  /** Digest of the plan that its branch carries out. */
  readonly plan: string;
  /** What is released, whatever else is in the plan: the same as long as versions and commits are. */
  readonly release: string;
  /** Labels that were put on it, so that those which are no longer wanted can go. */
  readonly labels: readonly string[];
  readonly components: Readonly<Record<string, NotesState>>;
  /** Of everything that was written besides notes. */
  readonly rest: Fingerprints;
}

/** The notes of one component in a release pull request. */
export interface NotesState {
  readonly version: string;
  /** Of the notes as they were planned, before people's edits. */
  readonly made: Fingerprints;
  /** Of the notes as they were written, with people's edits: one mark. */
  readonly written: string;
  /** The text shows only a part of them. */
  readonly cut?: true;
}

/** The same for the same components, versions and commits that raise them; the day and further commits that raise nothing do not count. */
export function releaseKey({ components, channel }: Pick<Plan, 'components' | 'channel'>): string {
  const released = components.map(({ name, to, considered }) => [name, to, considered.flatMap(({ hash, bump }) => (bump === 'none' ? [] : [hash]))]);
  return sha256(canonicalJson([channel, released])).slice(0, 16);
}

const STATE = /<!-- (\{"components":[^\r\n]*\}) -->/;

/** The comment; nothing in it can end it. */
export function writeState(state: ReleaseState): string {
  return `<!-- ${canonicalJson(state).replaceAll('>', '\\u003e').replaceAll('--', '-\\u002d')} -->`;
}

/** What a text remembers; undefined when there is nothing that Slipway wrote. */
export function readState(text: string): ReleaseState | undefined {
  const found = STATE.exec(text)?.[1];
  if (found === undefined) return undefined;
  try {
    const state: unknown = JSON.parse(found);
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** A person may have changed even this. */
function isState(value: unknown): value is ReleaseState {
  const { plan, release, labels, components, rest } = value as Record<string, unknown>;
  if (![plan, release, rest].every((one) => typeof one === 'string')) return false;
  if (!Array.isArray(labels) || typeof components !== 'object' || components === null) return false;
  return Object.values(components as Record<string, Partial<NotesState> | null>).every(
    (one) => one !== null && [one.version, one.made, one.written].every((part) => typeof part === 'string'),
  );
}
