import type { Refusal } from './types.ts';

/** Why no edit is made, and what to do in its place: two sentences. */
export function refusalText({ refused, instead }: Refusal): string {
  return [refused, instead]
    .filter((part) => part !== '')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}${/[.!?]$/.test(part) ? '' : '.'}`)
    .join(' ');
}
