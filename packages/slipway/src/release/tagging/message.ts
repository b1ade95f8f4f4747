import type { PlannedTag } from './types.ts';

/** Why a tag was made although something stood against it. */
export interface Anyway {
  readonly reason: string;
  /** Codes of what stood against it. */
  readonly against: readonly string[];
}

/**
 * What a tag says: its name, then the notes of its version. A reason for which it was made against advice stands at the end, so that whoever asks
 * later why finds it where git keeps it.
 */
export function tagMessage({ name, notes }: Pick<PlannedTag, 'name' | 'notes'>, anyway?: Anyway): string {
  const parts = [name, notes.trim()];
  if (anyway !== undefined && anyway.against.length > 0) parts.push(`Made anyway (${anyway.against.join(', ')}): ${oneLine(anyway.reason)}`);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
