import type { Bump } from '../types.ts';

/** What a label says: `major`, `semver:minor`, `release-patch`, `bump/minor`. */
const LEVEL = /^(?:(?:semver|release|bump|version)[:/ -]\s?)?(major|minor|patch)$/i;
const BREAKS = /^(?:breaking(?:[ -]change)?|semver[:/ -]\s?breaking)$/i;
const NONE = /^(?:(?:skip|no)[:/ -]release|release[:/ -]\s?(?:skip|none)|(?:semver|bump|version)[:/ -]\s?none)$/i;
const ORDER: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

/**
 * What the labels of a pull request ask for, by the names that release tools and their users give them. A person sets a label, so it goes before
 * the title; of several the highest counts, but one that wants no release goes before all.
 * @param known what labels raise by the configuration; the others are read by their names
 * @returns undefined when no label is about versions
 */
export function bumpOfLabels(labels: readonly string[], known: ReadonlyMap<string, Bump> = new Map()): Bump | undefined {
  if (labels.some((label) => NONE.test(label.trim()))) return 'none';
  const asked = labels.flatMap((label): Bump[] => {
    const told = known.get(label.trim());
    if (told !== undefined) return [told];
    const level = LEVEL.exec(label.trim())?.[1]?.toLowerCase();
    return level !== undefined ? [level as Bump] : BREAKS.test(label.trim()) ? ['major'] : [];
  });
  return asked.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0];
}
