import type { Registry, VersionSource } from '../../../tools/index.ts';

/** Number parts of a version, without `v`, pre-release and build; undefined when it has less than two. */
export function numbers(version: string): readonly number[] | undefined {
  const found = /^v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?/.exec(version);
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

/** Which of two versions is the older; 0 when their numbers are equal. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a) ?? [], numbers(b) ?? []];
  for (let at = 0; at < 3; at++) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
  return 0;
}

/**
 * The two say different versions. Ecosystems write pre-releases in different ways (`1.0.0-rc.1`, `1.0.0rc1`), so that only the numbers count
 * where one of them has more than numbers; a stand-in differs from nothing.
 */
export function differ(a: VersionSource, b: VersionSource): boolean {
  if (a.placeholder || b.placeholder) return false;
  return numbers(a.value) !== undefined && numbers(b.value) !== undefined && compareVersions(a.value, b.value) !== 0;
}

/** Where it is said, as a reader finds it. */
export const said = (one: VersionSource): string => `${one.path}:${one.at.line} says ${one.value}`;

/** One of the two was left behind by a bump or two: versions that are further apart are versions of their own. */
export function areNear(a: string, b: string): boolean {
  const [left, right] = [numbers(a), numbers(b)];
  return left !== undefined && right !== undefined && left[0] === right[0] && Math.abs(left[1]! - right[1]!) <= 2;
}

/** What the users of a registry put before or behind a name to say its language. */
const LANGUAGE: Readonly<Partial<Record<Registry, RegExp>>> = {
  'crates.io': /-(?:rs|rust)$/,
  pypi: /^(?:py|python)-|-(?:py|python)$/,
  npm: /^node-|-(?:js|ts|node|nodejs)$/,
  rubygems: /^ruby-|-(?:rb|ruby)$/,
  hackage: /-(?:hs|haskell)$/,
  nuget: /-(?:net|dotnet)$/,
  packagist: /^php-|-php$/,
};

/** A name without its owner and its registry's own language: npm's `@acme/tool`, PyPI's `tool-py`, NuGet's `Acme.Tool` and the crate `tool_rs` are all `tool`. */
export function bareName(name: string, registry: Registry): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  const plain = last.toLowerCase().replace(/_/g, '-');
  const language = LANGUAGE[registry];
  return language === undefined ? plain : plain.replace(language, '');
}
