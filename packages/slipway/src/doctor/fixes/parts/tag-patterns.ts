import { type Analysis, familyOfText, isConstantFamily, isRollingFamily } from '../../../chain/index.ts';

/** A filter's pattern for the versions of one family of tags: `v*`, `tool-v*`, `[0-9]+.[0-9]+.[0-9]+*` where nothing stands before the number. */
export const patternOf = (family: string): string => (family === '' ? '[0-9]+.[0-9]+.[0-9]+*' : `${family}*`);

/** The same, as strict about the number as a pattern that is there: of `v[0-9]+.[0-9]+.[0-9]+` for `tool-v` `tool-v[0-9]+.[0-9]+.[0-9]+`. */
export function patternLike(pattern: string, family: string): string {
  const rest = pattern.replace(/^[^*?[\\+]*/, '');
  // A sign that belongs to the letter before it, or any text, says nothing of the number.
  return rest === '' || /^[?+]/.test(rest) || (family === '' && rest.startsWith('*')) ? patternOf(family) : `${family}${rest}`;
}

/** Families of the tags of versions that git has, the newest first; those that the tree makes when it has none. */
export function familiesInUse({ world, families }: Analysis): string[] {
  const ofGit = (world.tree.git?.tags ?? []).slice(0, 30).map((t) => familyOfText(t.name));
  const meant = [...new Set([...ofGit, ...families])].filter((f): f is string => f !== undefined && !isConstantFamily(f) && !isRollingFamily(f));
  const first = ofGit.find((f) => f !== undefined && meant.includes(f));
  // What git had long ago, or what another component makes, is no reason to listen to it.
  return first === undefined ? meant.slice(0, 1) : [first];
}
