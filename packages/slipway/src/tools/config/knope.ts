import type { Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, itemsAt, place, textAt } from './documents.ts';
import { VERSION } from './templates.ts';

/** Steps of a workflow of knope.toml. */
export interface KnopeStep {
  readonly type: string;
  readonly command: string | undefined;
  readonly base: string | undefined;
  readonly title: string | undefined;
  readonly at: Location | undefined;
}

export interface Knope {
  readonly workflows: ReadonlyMap<string, readonly KnopeStep[]>;
  /** Tags that the step `Release` makes: `v{version}`, or `{package}/v{version}` with named packages. */
  readonly tags: readonly Val[];
  /** With `[github]` the step `Release` makes a GitHub release, else only a local tag. */
  readonly github: boolean;
  /** `owner/name` of `[github]`. */
  readonly repository: string | undefined;
  /** Releases with assets are drafts first. */
  readonly assets: boolean;
  readonly at: Location | undefined;
}

/** The workflow `release` that Knope runs when knope.toml has none: with a forge it pushes before the release is made, else tags are pushed after it. */
function defaultWorkflow(forge: boolean, several: boolean, where: Location | undefined): readonly KnopeStep[] {
  const step = (type: string, command?: string): KnopeStep => ({ type, command, base: undefined, title: undefined, at: where });
  const commit = step('Command', several ? 'git commit -m "chore: prepare releases"' : 'git commit -m "chore: prepare release $version"');
  const push = step('Command', 'git push');
  const release = step('Release');
  return [step('PrepareRelease'), commit, ...(forge ? [push, release] : [release, push, step('Command', 'git push --tags')])];
}

/** knope.toml; undefined when there is none. */
export function knope(world: ToolWorld): Knope | undefined {
  const root = document(world, 'knope.toml');
  if (root === undefined) return undefined;
  const packages = at(root, 'packages');
  const names = packages?.kind === 'map' ? packages.entries.map((entry) => entry.key.text) : [];
  const workflows = new Map<string, readonly KnopeStep[]>();
  for (const node of itemsAt(root, 'workflows')) {
    const name = textAt(node, 'name');
    if (name === undefined) continue;
    const steps = itemsAt(node, 'steps').map((step) => ({
      type: textAt(step, 'type') ?? '',
      command: textAt(step, 'command'),
      base: textAt(step, 'base'),
      title: textAt(step, 'title', 'template'),
      at: place(step),
    }));
    workflows.set(name, steps);
  }
  if (workflows.size === 0)
    workflows.set('release', defaultWorkflow(at(root, 'github') !== undefined, names.length > 0, place(packages ?? at(root, 'package') ?? root)));
  const owner = textAt(root, 'github', 'owner');
  const repo = textAt(root, 'github', 'repo');
  return {
    workflows,
    tags: names.length > 0 ? names.slice(0, 64).map((name) => text([`${name}/v`, VERSION])) : [text(['v', VERSION])],
    github: at(root, 'github') !== undefined,
    repository: owner !== undefined && repo !== undefined ? `${owner}/${repo}` : undefined,
    assets: at(root, 'package', 'assets') !== undefined || names.some((name) => at(root, 'packages', name, 'assets') !== undefined),
    at: place(packages ?? at(root, 'package') ?? root),
  };
}
