import type { Location } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, document, entriesAt, flagAt, place, textAt, textsAt } from '../documents.ts';
import type { Raise, ToolRules } from './types.ts';

export interface Cocogitto {
  /** Tags of the whole, with `{version}`; undefined: it gets none. */
  readonly tag: string | undefined;
  readonly packages: readonly {
    readonly name: string;
    readonly path: string;
    readonly tag: string;
    readonly changelog: string;
    /** Globs from the root: what is its own besides its folder, and what is not (`!`). */
    readonly paths: readonly string[];
    /** Its changes raise the version of the whole too. */
    readonly raisesWhole: boolean;
    readonly at: Location | undefined;
  }[];
  /** Branches that may be bumped, as globs; undefined: all. */
  readonly branches: readonly string[] | undefined;
  readonly changelog: string | undefined;
  readonly rules: ToolRules;
  readonly at: Location | undefined;
}

/**
 * cog.toml; undefined when there is none. https://docs.cocogitto.io/reference/config.html, read 2026-11-20;
 * cocogitto crates/cocogitto/src/{settings/mod.rs,command/bump/monorepo.rs}, read 2026-11-21
 */
export function cocogitto(world: ToolWorld): Cocogitto | undefined {
  const root = document(world, 'cog.toml');
  if (root === undefined) return undefined;
  const prefix = textAt(root, 'tag_prefix') ?? '';
  const separator = textAt(root, 'monorepo_version_separator') ?? '-';
  const types = new Map<string, Raise>();
  for (const { name, value } of entriesAt(root, 'commit_types')) {
    if (flagAt(value, 'bump_minor') === true) types.set(name, 'minor');
    else if (flagAt(value, 'bump_patch') === true) types.set(name, 'patch');
    else if (flagAt(value, 'bump_minor') === false || flagAt(value, 'bump_patch') === false) types.set(name, 'none');
  }
  // Since 7.0.0 they stand below `monorepo`.
  const packages = [...entriesAt(root, 'packages'), ...entriesAt(root, 'monorepo', 'packages')].flatMap(({ name, value }) => {
    const path = textAt(value, 'path')?.replace(/^\.\//, '').replace(/\/+$/, '');
    if (path === undefined) return [];
    const changelog = textAt(value, 'changelog_path') ?? `${path}/CHANGELOG.md`;
    return [
      {
        name,
        path,
        tag: `${name}${separator}${prefix}{version}`,
        changelog,
        paths: [...textsAt(at(value, 'include')), ...textsAt(at(value, 'ignore')).map((glob) => `!${glob}`)],
        raisesWhole: flagAt(value, 'public_api') !== false,
        at: place(value),
      },
    ];
  });
  const whitelist = at(root, 'branch_whitelist');
  return {
    tag: packages.length > 0 && flagAt(root, 'generate_mono_repository_global_tag') === false ? undefined : `${prefix}{version}`,
    packages,
    branches: whitelist === undefined ? undefined : textsAt(whitelist),
    changelog: flagAt(root, 'disable_changelog') === true ? undefined : (textAt(root, 'changelog', 'path') ?? 'CHANGELOG.md'),
    rules: { types, beyond: [], at: place(at(root, 'commit_types')) },
    at: place(at(root, 'tag_prefix') ?? root),
  };
}
