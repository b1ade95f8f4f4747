import type { Scheme } from '../types.ts';
import { arithmeticOf } from './scheme.ts';
import { highest, isRefusal } from './version.ts';

/**
 * The one version that all members of a locked group get: the highest that any of them would get alone.
 * Members that would stay lower ask for it by name (`explicit`), and so keep every other promise of a next version.
 * @returns undefined when none of the texts is a version of the scheme
 */
export function lockedVersion(scheme: Scheme, versions: readonly string[]): string | undefined {
  const arithmetic = arithmeticOf(scheme);
  if (isRefusal(arithmetic)) return undefined;
  return highest(
    versions.flatMap((text) => {
      const version = arithmetic.read(text);
      return isRefusal(version) ? [] : [version];
    }),
  )?.text;
}
