import type { Hole } from '../value.ts';

const HOLDS: Readonly<Record<Exclude<Hole, 'any' | 'word'>, RegExp>> = {
  version: /[0-9A-Za-z.+-]/,
  number: /[0-9]/,
  date: /[0-9TZ:.+_-]/,
  sha: /[0-9a-f]/,
};

/** Whether what stands in the hole may hold the character. */
export function holeMay(hole: Hole, c: string): boolean {
  if (hole === 'any') return true;
  if (hole === 'word') return c !== '/' && !/\s/.test(c);
  return HOLDS[hole].test(c);
}

/** What is left of a hole when an unknown part of it is cut off. */
export function cutHole(hole: Hole): Hole {
  return hole === 'any' ? 'any' : hole === 'number' || hole === 'sha' ? hole : 'word';
}

export function startsWithDigit(hole: Hole): boolean {
  return hole === 'version' || hole === 'number' || hole === 'date';
}

/** Whether what stands in the hole may begin with the character. */
export function holeMayStart(hole: Hole, c: string): boolean {
  return holeMay(hole, c) && (!startsWithDigit(hole) || /[0-9]/.test(c));
}
