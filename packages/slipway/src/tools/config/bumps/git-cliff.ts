import type { Location } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, document, firstFile, flagAt, itemsAt, place, textAt } from '../documents.ts';
import { typesOfPattern } from './patterns.ts';
import type { Raise, ToolRules } from './types.ts';

export interface GitCliff {
  readonly path: string;
  readonly first: string | undefined;
  /** It says how versions are counted. */
  readonly counts: boolean;
  readonly rules: ToolRules;
  readonly at: Location | undefined;
}

/**
 * git-cliff's configuration as far as `--bump` goes: what the parsers leave out raises nothing, everything else at least the patch number.
 * https://git-cliff.org/docs/configuration/bump, read 2026-11-20; undefined when there is no configuration
 */
export function gitCliff(world: ToolWorld): GitCliff | undefined {
  const path = firstFile(world, ['cliff.toml', '.cliff.toml', '.config/cliff.toml', '.github/cliff.toml']);
  const root = path === undefined ? undefined : document(world, path);
  if (path === undefined || root === undefined) return undefined;
  const git = at(root, 'git');
  const bump = at(root, 'bump');
  const types = new Map<string, Raise>();
  const beyond: string[] = [];
  const only = flagAt(git, 'filter_commits') === true;
  for (const parser of itemsAt(git, 'commit_parsers')) {
    const skip = flagAt(parser, 'skip') === true;
    const pattern = textAt(parser, 'message');
    const named = pattern === undefined ? undefined : typesOfPattern(pattern);
    if (named === undefined) {
      if (skip) beyond.push(`commits like ${pattern ?? 'these'} are skipped (line ${place(parser)?.line ?? 1})`);
      continue;
    }
    for (const type of named.flatMap((one) => (one === 'doc' ? ['doc', 'docs'] : [one]))) {
      if (types.has(type)) continue;
      if (skip) types.set(type, 'none');
      else if (only) types.set(type, type === 'feat' ? 'minor' : 'patch');
    }
  }
  const always = textAt(bump, 'bump_type');
  const forced = always === 'major' || always === 'minor' || always === 'patch' ? always : undefined;
  for (const [key, raise] of [
    ['custom_minor_increment_regex', 'minor'],
    ['custom_major_increment_regex', 'major'],
    ['no_increment_regex', 'none'],
  ] as const) {
    const pattern = textAt(bump, key);
    const named = pattern === undefined ? [] : typesOfPattern(pattern);
    if (named === undefined) beyond.push(`${key} is ${pattern}`);
    for (const type of named ?? []) types.set(type, raise);
  }
  types.set('*', only ? 'none' : (forced ?? 'patch'));
  if (forced) types.set('feat', forced);
  return {
    path,
    first: textAt(bump, 'initial_tag')?.replace(/^[^\d]*/, ''),
    counts: bump !== undefined,
    rules: {
      types,
      ...(forced === undefined ? {} : { breaking: forced }),
      other: flagAt(git, 'filter_unconventional') === false && !only ? 'patch' : 'none',
      early: {
        breaking: forced ?? (flagAt(bump, 'breaking_always_bump_major') === false ? 'minor' : 'major'),
        feature: forced ?? (flagAt(bump, 'features_always_bump_minor') === false ? 'patch' : 'minor'),
      },
      beyond,
      at: place(bump ?? at(git, 'commit_parsers') ?? git),
    },
    at: place(bump ?? root),
  };
}
