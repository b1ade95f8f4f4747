import type { Scheme } from '../types.ts';
import { calendar } from './calendar.ts';
import { semantic } from './semantic.ts';
import type { Arithmetic, Refusal } from './version.ts';

/** How versions of a scheme are read, written and raised; one sentence when its format is none. */
export function arithmeticOf(scheme: Scheme): Arithmetic | Refusal {
  return scheme.kind === 'semver' ? semantic : calendar(scheme.format);
}
