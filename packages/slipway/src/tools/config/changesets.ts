import type { Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, flagAt, place, textAt, textsAt } from './documents.ts';
import { nodePackages } from './packages.ts';
import { VERSION } from './templates.ts';

export interface Changesets {
  /** Packages that `changeset publish` uploads and tags, with the tag's name (a hole for the version). */
  readonly packages: readonly { readonly name: string; readonly directory: string; readonly tag: Val; readonly publish: boolean }[];
  /** `changeset version` commits. */
  readonly commits: boolean;
  readonly baseBranch: string | undefined;
  /** Pre mode: the npm dist-tag (`next`); the release pull request's title ends with it. */
  readonly pre: string | undefined;
  readonly at: Location | undefined;
}

/** What Changesets do here; undefined when the repository does not use them. Tags are `v{version}` for a single package at the root, `{name}@{version}` in a workspace. */
export function changesets(world: ToolWorld): Changesets | undefined {
  if (!world.exists('.changeset/config.json')) return undefined;
  const root = document(world, '.changeset/config.json');
  const all = nodePackages(world);
  const main = all.find((one) => one.directory === '');
  const workspace = (main?.workspaces.length ?? 0) > 0 || world.exists('pnpm-workspace.yaml');
  const ignored = new Set(textsAt(root, 'ignore'));
  const tagsPrivate = flagAt(root, 'privatePackages', 'tag') === true;
  const members = workspace ? all.filter((one) => one.directory !== '') : all.filter((one) => one.directory === '');
  const packages = members
    .filter((one) => one.name !== undefined && !ignored.has(one.name) && one.version !== undefined && (!one.private || tagsPrivate))
    .map((one) => ({
      name: one.name ?? '',
      directory: one.directory,
      tag: workspace ? text([`${one.name}@`, VERSION]) : text(['v', VERSION]),
      publish: !one.private,
    }));
  const commit = at(root, 'commit');
  const pre = document(world, '.changeset/pre.json');
  return {
    packages,
    commits: commit !== undefined && flagAt(commit) !== false,
    baseBranch: textAt(root, 'baseBranch'),
    pre: textAt(pre, 'mode') === 'pre' ? textAt(pre, 'tag') : undefined,
    at: place(commit ?? root),
  };
}
