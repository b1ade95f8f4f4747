import type { Location } from '../../../source/index.ts';
import { folderOf } from '../../paths.ts';
import type { ToolWorld } from '../../types.ts';
import { at, document, entriesAt, firstFile, flagAt, itemsAt, place, textAt, textsAt } from '../documents.ts';
import { directoryGlob } from '../manifests.ts';
import type { Raise, ToolRules } from './types.ts';

/** python-semantic-release: `commit_parser_options`, `major_on_zero`, `allow_zero_version`. @param root the table of its configuration */
export function pythonSemanticReleaseRules(world: ToolWorld): ToolRules & { readonly first: string | undefined } {
  const project = at(document(world, 'pyproject.toml'), 'tool', 'semantic_release');
  const file = project ? undefined : firstFile(world, ['releaserc.toml', 'releaserc.json']);
  const root =
    project ??
    (file === undefined ? undefined : (at(document(world, file), 'semantic_release') ?? at(document(world, file), 'tool', 'semantic_release')));
  const options = at(root, 'commit_parser_options');
  const types = new Map<string, Raise>();
  const minor = at(options, 'minor_tags');
  const patch = at(options, 'patch_tags');
  if (minor) for (const type of ['feat', ...textsAt(minor)]) types.set(type, textsAt(minor).includes(type) ? 'minor' : 'none');
  if (patch)
    for (const type of ['fix', 'perf', ...textsAt(patch)])
      if (types.get(type) !== 'minor') types.set(type, textsAt(patch).includes(type) ? 'patch' : 'none');
  const zero = at(root, 'major_on_zero');
  const parser = textAt(root, 'commit_parser');
  return {
    types,
    early: flagAt(zero) === false ? { breaking: 'minor' } : {},
    beyond: parser === undefined || /^(angular|conventional)$/.test(parser) ? [] : [`the parser is ${parser}`],
    first: flagAt(root, 'allow_zero_version') === true ? '0.1.0' : undefined,
    at: place(options ?? zero),
  };
}

/** Types of nx release's `conventionalCommits`. https://nx.dev/nx-api/nx/documents/release, read 2026-11-20 */
export function nxRules(world: ToolWorld): ToolRules & { readonly conventional: boolean; readonly plans: boolean } {
  const release = at(document(world, 'nx.json'), 'release');
  const version = at(release, 'version');
  const types = new Map<string, Raise>();
  for (const { name, value } of entriesAt(release, 'conventionalCommits', 'types')) {
    const raise = value?.kind === 'scalar' && value.value === false ? 'none' : textAt(value, 'semverBump');
    if (raise === 'major' || raise === 'minor' || raise === 'patch' || raise === 'none') types.set(name, raise);
  }
  const zero = flagAt(version, 'adjustSemverBumpsForZeroMajorVersion') === true;
  return {
    types,
    early: zero ? { breaking: 'minor', feature: 'patch' } : {},
    conventional: flagAt(version, 'conventionalCommits') === true || at(release, 'conventionalCommits') !== undefined,
    // Files that say what rises: `true`, or a map of what must have one.
    plans: [at(release, 'versionPlans'), ...entriesAt(release, 'groups').map(({ value }) => at(value, 'versionPlans'))].some(
      (one) => one?.kind === 'map' || flagAt(one) === true,
    ),
    beyond: [],
    at: place(at(release, 'conventionalCommits') ?? at(version, 'conventionalCommits')),
  };
}

/** A package of knope.toml; `[package]` has no name. */
export interface KnopePackage {
  readonly name: string | undefined;
  /** Folder of its first versioned file, '' for the root. */
  readonly path: string;
  readonly changelog: string | undefined;
  readonly rules: ToolRules;
  readonly at: Location | undefined;
}

/** Packages of knope.toml, and whether commits count for them. https://knope.tech/reference/config-file/packages, read 2026-11-20 */
export function knopePackages(world: ToolWorld): { readonly packages: readonly KnopePackage[]; readonly commits: boolean } {
  const root = document(world, 'knope.toml');
  const single = at(root, 'package');
  const nodes = single ? [{ name: undefined, value: single }] : entriesAt(root, 'packages');
  return {
    commits: flagAt(root, 'changes', 'ignore_conventional_commits') !== true,
    packages: nodes.map(({ name, value }) => {
      const first = itemsAt(value, 'versioned_files')[0];
      const scopes = textsAt(value, 'scopes');
      return {
        name,
        path: folderOf(textAt(first) ?? textAt(first, 'path') ?? ''),
        changelog: textAt(value, 'changelog'),
        // Types with a section of their own are those of change files; of commits only `feat`, `fix` and what breaks count.
        rules: {
          types: new Map(),
          beyond: scopes.length === 0 ? [] : [`commits with another scope than ${scopes.join(', ')} are of other packages`],
          at: place(at(value, 'scopes')),
        },
        at: place(value),
      };
    }),
  };
}

/** Packages that Changesets raise together: each list of `fixed` and `linked`, as globs of names. */
export function changesetGroups(
  world: ToolWorld,
): readonly { readonly takes: (name: string) => boolean; readonly kind: 'fixed' | 'linked'; readonly at: Location | undefined }[] {
  const root = document(world, '.changeset/config.json');
  return (['fixed', 'linked'] as const).flatMap((kind) =>
    itemsAt(root, kind).flatMap((item) => {
      const globs = textsAt(item).map(directoryGlob);
      return globs.length === 0 ? [] : [{ kind, takes: (name: string) => globs.some((test) => test(name)), at: place(item) }];
    }),
  );
}

export interface ReleaseDrafter {
  readonly path: string;
  /** With `{version}`; undefined when it is written in another way. */
  readonly tag: string | undefined;
  readonly rules: ToolRules;
  readonly at: Location | undefined;
}

/** Release Drafter: labels of pull requests decide (`version-resolver`, or `semver-increment` of a category). https://github.com/release-drafter/release-drafter, read 2026-11-20 */
export function releaseDrafter(world: ToolWorld): ReleaseDrafter | undefined {
  const path = firstFile(world, ['.github/release-drafter.yml', '.github/release-drafter.yaml']);
  const root = path === undefined ? undefined : document(world, path);
  if (path === undefined || root === undefined) return undefined;
  const resolver = at(root, 'version-resolver');
  const labels = new Map<string, Raise>();
  for (const raise of ['major', 'minor', 'patch'] as const)
    for (const label of textsAt(resolver, raise, 'labels')) if (!labels.has(label)) labels.set(label, raise);
  for (const category of itemsAt(root, 'categories')) {
    const raise = textAt(category, 'semver-increment');
    if (raise !== 'major' && raise !== 'minor' && raise !== 'patch') continue;
    for (const label of [...textsAt(category, 'label'), ...textsAt(category, 'labels')]) if (!labels.has(label)) labels.set(label, raise);
  }
  const rest = textAt(resolver, 'default');
  const template = textAt(root, 'tag-template')?.replace(/\$(?:RESOLVED|NEXT_(?:PATCH|MINOR|MAJOR))_VERSION/, '{version}');
  return {
    path,
    tag: template?.includes('{version}') && !template.includes('$') ? template : undefined,
    rules: {
      types: new Map(),
      labels,
      other: rest === 'major' || rest === 'minor' ? rest : 'patch',
      beyond: [],
      at: place(resolver ?? at(root, 'categories')),
    },
    at: place(root),
  };
}
