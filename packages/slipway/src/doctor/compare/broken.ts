import type { Examination } from '../diagnose.ts';

/** Ids of the destinations that a finding breaks, of the keys of routes that its rule names: `entry>id|version`. */
export function destinationsBrokenBy(id: string, { drafts }: Examination): string[] {
  const keys = drafts.get(id)?.breaks ?? [];
  return [...new Set(keys.map((key) => key.slice(key.indexOf('>') + 1, key.lastIndexOf('|'))))].sort();
}
