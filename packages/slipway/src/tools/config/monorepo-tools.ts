import type { Part, Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, flagAt, place, textAt, textsAt } from './documents.ts';
import { nodePackages } from './packages.ts';
import { fillTemplate, VERSION } from './templates.ts';

export interface NxRelease {
  readonly tags: readonly Val[];
  readonly commit: boolean;
  readonly tag: boolean;
  readonly push: boolean;
  readonly commitMessage: Val;
  /** A GitHub release is made. */
  readonly github: boolean;
  readonly at: Location | undefined;
}

function publicNames(world: ToolWorld): readonly string[] {
  return nodePackages(world).flatMap((one) => (one.name !== undefined && !one.private ? [one.name] : []));
}

/** Fills `{version}` and `{projectName}` once for each project when the template names projects. */
function perProject(template: string, names: readonly string[]): readonly Val[] {
  const fill = (name: string | undefined) =>
    fillTemplate(template, /\{(version|projectName|releaseGroupName)\}/g, (key): Part | undefined =>
      key === 'version' ? VERSION : key === 'projectName' ? name : undefined,
    );
  return template.includes('{projectName}') && names.length > 0 ? names.slice(0, 64).map(fill) : [fill(undefined)];
}

/** `release` of nx.json; works without it (the defaults) but answers undefined when there is no nx.json. */
export function nxRelease(world: ToolWorld): NxRelease | undefined {
  const root = document(world, 'nx.json');
  if (root === undefined) return undefined;
  const release = at(root, 'release');
  const independent = textAt(release, 'projectsRelationship') === 'independent';
  const pattern = at(release, 'releaseTag', 'pattern') ?? at(release, 'releaseTagPattern');
  const git = at(release, 'git');
  const changelog = at(release, 'changelog');
  const creates = ['workspaceChangelog', 'projectChangelogs'].some((key) => {
    const value = at(changelog, key, 'createRelease');
    return value !== undefined && flagAt(value) !== false;
  });
  return {
    tags: perProject(textAt(pattern) ?? (independent ? '{projectName}@{version}' : 'v{version}'), publicNames(world)),
    commit: flagAt(git, 'commit') ?? true,
    tag: flagAt(git, 'tag') ?? true,
    push: flagAt(git, 'push') ?? creates,
    commitMessage: fillTemplate(textAt(git, 'commitMessage') ?? 'chore(release): publish {version}', /\{(version|projectName)\}/g, (key) =>
      key === 'version' ? VERSION : undefined,
    ),
    github: creates,
    at: place(pattern ?? release ?? root),
  };
}

export interface Lerna {
  readonly tags: readonly Val[];
  readonly message: Val;
  readonly push: boolean;
  readonly tag: boolean;
  readonly github: boolean;
  /** Branches from which a version may be made, as globs; undefined: all. */
  readonly allowBranch: readonly string[] | undefined;
  readonly independent: boolean;
  readonly at: Location | undefined;
}

/**
 * lerna.json: one version for all (`v{version}`, message `v{version}`) or independent ones (`{name}@{version}`, message `Publish`).
 * @param tagPrefix what `--tag-version-prefix` says
 */
export function lerna(world: ToolWorld, tagPrefix?: string): Lerna | undefined {
  const root = document(world, 'lerna.json');
  if (root === undefined) return undefined;
  const independent = textAt(root, 'version') === 'independent';
  const option = (name: string): SourceNode | undefined => at(root, 'command', 'version', name) ?? at(root, 'command', 'publish', name);
  const prefix = tagPrefix ?? textAt(option('tagVersionPrefix')) ?? 'v';
  const message = textAt(option('message'));
  const release = option('createRelease');
  return {
    tags: independent
      ? publicNames(world)
          .slice(0, 64)
          .map((name) => text([`${name}@`, VERSION]))
      : [text([prefix, VERSION])],
    message: message !== undefined ? fillTemplate(message, /(%[sv])/g, () => VERSION) : independent ? text(['Publish']) : text([prefix, VERSION]),
    push: flagAt(option('push')) ?? true,
    tag: flagAt(option('gitTagVersion')) ?? true,
    github: textAt(release) === 'github',
    allowBranch: option('allowBranch') === undefined ? undefined : textsAt(option('allowBranch')),
    independent,
    at: place(option('tagVersionPrefix') ?? at(root, 'version') ?? root),
  };
}
