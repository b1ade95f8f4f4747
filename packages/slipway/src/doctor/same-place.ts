import type { Location } from '../source/index.ts';

/** Whether two places begin at the same character. */
export const isSamePlace = (a: Location, b: Location): boolean => a.path === b.path && a.line === b.line && a.column === b.column;
