import type { Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, firstFile, flagAt, itemsAt, place, textAt, textsAt } from './documents.ts';
import { cargoPackages } from './packages.ts';
import { fillTemplate, VERSION } from './templates.ts';

export interface ReleasePlzPackage {
  readonly name: string;
  readonly directory: string;
  /** Tag name with a hole for the version; undefined when `git_tag_enable = false`. */
  readonly tag: Val | undefined;
  /** Uploads it to the registry. */
  readonly publish: boolean;
  readonly release: boolean;
  readonly draft: boolean;
  prerelease(version: string): boolean;
  readonly at: Location | undefined;
}

export interface ReleasePlz {
  readonly packages: readonly ReleasePlzPackage[];
  /** Titles that the release pull request may have. */
  readonly titles: readonly Val[];
  /** Default true: every push releases what is not yet in the registry. false: only the merge of a release pull request does. */
  readonly releaseAlways: boolean;
  readonly branchPrefix: string;
  readonly labels: readonly string[];
  readonly draftPullRequest: boolean;
  readonly at: Location | undefined;
}

const TERA = /\{\{\s*([\w.]+)\s*\}\}/g;

function render(template: string, name: string): Val {
  return fillTemplate(template, TERA, (variable) => (variable === 'version' ? VERSION : variable === 'package' ? name : undefined));
}

/**
 * What release-plz does here; works without a configuration file too. The default tag name depends on how many public packages there are:
 * `v{version}` for one, `{package}-v{version}` for more.
 */
export function releasePlz(world: ToolWorld): ReleasePlz {
  const path = firstFile(world, ['release-plz.toml', '.release-plz.toml']);
  const root = path === undefined ? undefined : document(world, path);
  const workspace = at(root, 'workspace');
  const own = new Map<string, SourceNode>();
  for (const node of itemsAt(root, 'package')) {
    const name = textAt(node, 'name');
    if (name !== undefined) own.set(name, node);
  }
  const considered = cargoPackages(world).filter(
    (one) => (flagAt(own.get(one.name ?? ''), 'release') ?? flagAt(workspace, 'release') ?? true) && one.name !== undefined,
  );
  const open = considered.filter((one) => one.publish);
  const gitOnly = (name: string) => flagAt(own.get(name), 'git_only') ?? flagAt(workspace, 'git_only') ?? false;
  const template = open.length > 1 ? '{{ package }}-v{{ version }}' : 'v{{ version }}';
  const packages = considered
    .filter((one) => one.publish || gitOnly(one.name ?? '') || own.has(one.name ?? ''))
    .slice(0, 200)
    .map((one) => {
      const name = one.name ?? '';
      const node = own.get(name);
      const flag = (key: string) => flagAt(node, key) ?? flagAt(workspace, key);
      const word = (key: string) => textAt(node, key) ?? textAt(workspace, key);
      const tagged = flag('git_tag_enable') ?? true;
      const type = word('git_release_type') ?? 'prod';
      return {
        name,
        directory: one.directory,
        tag: tagged ? render(word('git_tag_name') ?? template, name) : undefined,
        publish: one.publish && (flag('publish') ?? true) && !gitOnly(name),
        release: tagged && (flag('git_release_enable') ?? true),
        draft: flag('git_release_draft') ?? false,
        prerelease: (version: string) => type === 'pre' || (type === 'auto' && version.includes('-')),
        at: place(at(node, 'git_tag_name') ?? at(workspace, 'git_tag_name') ?? node ?? workspace),
      };
    });
  const named = textAt(workspace, 'pr_name');
  const titles =
    named !== undefined
      ? [fillTemplate(named, TERA, (variable) => (variable === 'version' ? VERSION : undefined))]
      : [text(['chore: release v', VERSION]), ...(open.length > 1 ? [text(['chore: release'])] : [])];
  return {
    packages,
    titles,
    releaseAlways: flagAt(workspace, 'release_always') ?? true,
    branchPrefix: textAt(workspace, 'pr_branch_prefix') ?? 'release-plz-',
    labels: textsAt(workspace, 'pr_labels'),
    draftPullRequest: flagAt(workspace, 'pr_draft') ?? false,
    at: place(workspace ?? root),
  };
}
