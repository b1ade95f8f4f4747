import type { ToolWorld } from '../../types.ts';
import { at, document, firstFile, flagAt, itemsAt, place, textAt } from '../documents.ts';
import { typesOfPattern } from './patterns.ts';
import type { Raise, ToolRules } from './types.ts';

/** How release-plz raises a crate: every commit at least the patch number, below 1.0.0 as cargo counts. https://release-plz.dev/docs/config, read 2026-11-20 */
export function releasePlzRules(world: ToolWorld, name: string): ToolRules {
  const path = firstFile(world, ['release-plz.toml', '.release-plz.toml']);
  const root = path === undefined ? undefined : document(world, path);
  const own = itemsAt(root, 'package').find((one) => textAt(one, 'name') === name);
  const of = (key: string) => at(own, key) ?? at(root, 'workspace', key);
  const features = of('features_always_increment_minor');
  const commits = textAt(of('release_commits'));
  const types = new Map<string, Raise>();
  const beyond: string[] = [];
  const named = commits === undefined ? undefined : typesOfPattern(commits);
  if (named) {
    for (const type of named) types.set(type, type === 'feat' ? 'minor' : 'patch');
    if (!named.includes('feat')) types.set('feat', 'none');
    types.set('*', 'none');
  } else if (commits !== undefined) beyond.push(`it releases only for commits like ${commits}`);
  for (const [key, raise] of [
    ['custom_minor_increment_regex', 'minor'],
    ['custom_major_increment_regex', 'major'],
  ] as const) {
    const pattern = textAt(of(key));
    const matched = pattern === undefined ? [] : typesOfPattern(pattern);
    if (matched === undefined) beyond.push(`${key} is ${pattern}`);
    for (const type of matched ?? []) types.set(type, raise);
  }
  if (flagAt(of('semver_check')) !== false)
    beyond.push('a change of the public interface that breaks raises the version too, and only a build finds it');
  return {
    types,
    ...(named ? { other: 'none' as const } : {}),
    early: flagAt(features) === true ? { feature: 'minor' } : {},
    beyond,
    at: place(of('release_commits') ?? features ?? of('custom_minor_increment_regex') ?? of('custom_major_increment_regex')),
  };
}

/** Whether release-plz has cargo-semver-checks look at a crate's public interface; it does so unless `semver_check` says no. */
export function releasePlzChecksInterface(world: ToolWorld, name: string): boolean {
  const path = firstFile(world, ['release-plz.toml', '.release-plz.toml']);
  const root = path === undefined ? undefined : document(world, path);
  const own = itemsAt(root, 'package').find((one) => textAt(one, 'name') === name);
  return (flagAt(own, 'semver_check') ?? flagAt(root, 'workspace', 'semver_check')) !== false;
}

/** Crates of one `version_group` get one version; undefined for a crate without one. */
export function releasePlzGroup(world: ToolWorld, name: string): string | undefined {
  const path = firstFile(world, ['release-plz.toml', '.release-plz.toml']);
  const root = path === undefined ? undefined : document(world, path);
  return textAt(
    itemsAt(root, 'package').find((one) => textAt(one, 'name') === name),
    'version_group',
  );
}

/** Changelog of a crate, from the root; undefined: it keeps none. */
export function releasePlzChangelog(world: ToolWorld, name: string, directory: string): string | undefined {
  const path = firstFile(world, ['release-plz.toml', '.release-plz.toml']);
  const root = path === undefined ? undefined : document(world, path);
  const own = itemsAt(root, 'package').find((one) => textAt(one, 'name') === name);
  if ((flagAt(own, 'changelog_update') ?? flagAt(root, 'workspace', 'changelog_update')) === false) return undefined;
  const given = textAt(own, 'changelog_path') ?? textAt(root, 'workspace', 'changelog_path');
  return given?.replace(/^\.\//, '') ?? (directory === '' ? 'CHANGELOG.md' : `${directory}/CHANGELOG.md`);
}
