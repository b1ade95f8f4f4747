import type { Val } from '../../actions/index.ts';
import { str, text } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, entriesAt, flagAt, join, place, textAt, textsAt } from './documents.ts';
import { cargoManifest, nodeManifest, pythonName } from './manifests.ts';
import { fillTemplate, VERSION, withVersion } from './templates.ts';

export interface ReleasePleaseOptions {
  /** Set: the action's simple mode, without a configuration file. */
  readonly releaseType?: string;
  readonly packageName?: string;
  readonly component?: string;
  readonly path?: string;
  /** The action passes false when it is not given; the command line's default is true only in manifest mode. */
  readonly includeComponentInTag?: boolean;
  /** Default `release-please-config.json`. */
  readonly configFile?: string;
  readonly targetBranch?: string;
}

export interface ReleasePleasePackage {
  /** Directory of the package, '.' for the root. */
  readonly path: string;
  readonly releaseType: string;
  /** undefined: release-please finds no name for it. */
  readonly component: string | undefined;
  /** Tag name, with a hole for the version. */
  readonly tag: Val;
  readonly draft: boolean;
  /** A release of this version is marked as a pre-release. */
  prerelease(version: string): boolean;
  /** `skip-github-release`: neither tag nor release is made. */
  readonly skipRelease: boolean;
  /** `force-tag-creation`: the tag is made although the release is a draft. */
  readonly forceTag: boolean;
  readonly at: Location | undefined;
}

export interface ReleasePlease {
  readonly mode: 'manifest' | 'release-type';
  readonly packages: readonly ReleasePleasePackage[];
  /** Titles of the release pull requests, with holes; a merge commit's message begins with one of them. */
  readonly titles: readonly Val[];
  readonly labels: readonly string[];
  /** One pull request for each package. */
  readonly separate: boolean;
  readonly at: Location | undefined;
}

/** Strategies that name a package by its manifest when the configuration does not; the others find none. */
function defaultComponent(world: ToolWorld, releaseType: string, path: string): string | undefined {
  const directory = path === '.' ? '' : path;
  const read = (file: string) => document(world, join(directory, file) ?? '');
  switch (releaseType) {
    case 'node':
    case 'expo':
      return unscoped(nodeManifest(world, directory)?.name);
    case 'rust':
      return cargoManifest(world, directory)?.name;
    case 'python':
      return pythonName(world, directory);
    case 'dart':
      return textAt(read('pubspec.yaml'), 'name');
    case 'helm':
      return textAt(read('Chart.yaml'), 'name');
    case 'php':
      return textAt(read('composer.json'), 'name');
    default:
      return undefined;
  }
}

function unscoped(name: string | undefined): string | undefined {
  return name?.replace(/^@[\w-]+\//, '');
}

const TITLE = 'chore${scope}: release${component} ${version}';
const GROUP_TITLE = 'chore: release ${branch}';

function title(pattern: string, branch: string, component: string | undefined, componentNoSpace: boolean): Val {
  return fillTemplate(pattern, /\$\{(scope|component|version|branch)\}/g, (name) => {
    if (name === 'scope') return `(${branch})`;
    if (name === 'component') return component ? (componentNoSpace ? component : ` ${component}`) : '';
    return name === 'version' ? VERSION : branch;
  });
}

function tagOf(component: string | undefined, separator: string, includeV: boolean): Val {
  return text([component ? `${component}${separator}` : '', includeV ? 'v' : '', VERSION]);
}

/**
 * What release-please makes in this repository. Two modes with opposite defaults: with a configuration file the component is in the tag
 * as soon as there is one; with the action's `release-type` input it is not.
 */
export function releasePlease(world: ToolWorld, options: ReleasePleaseOptions = {}): ReleasePlease | undefined {
  const branch = options.targetBranch ?? world.defaultBranch;
  if (options.releaseType !== undefined && options.releaseType !== '') return simple(world, options, options.releaseType, branch);
  const path = options.configFile || 'release-please-config.json';
  const root = document(world, path);
  if (root?.kind !== 'map') return undefined;
  const listed = entriesAt(root, 'packages');
  const packages = listed.map(({ name, value }) => fromConfig(world, root, name, value));
  const separate = flagAt(root, 'separate-pull-requests') ?? listed.length === 1;
  const titles: Val[] = [];
  if (!separate) {
    const main = listed.find((one) => one.name === '.');
    const component = main ? packages[listed.indexOf(main)]?.component : undefined;
    titles.push(title(textAt(root, 'group-pull-request-title-pattern') ?? GROUP_TITLE, branch, component, false));
  }
  listed.forEach(({ value }, index) => {
    if (!separate && flagAt(value, 'separate-pull-requests') !== true) return;
    const pattern = textAt(value, 'pull-request-title-pattern') ?? textAt(root, 'pull-request-title-pattern') ?? TITLE;
    const included = setting(root, value, 'include-component-in-tag') ?? true;
    titles.push(title(pattern, branch, included ? packages[index]?.component : undefined, setting(root, value, 'component-no-space') ?? false));
  });
  const label = textAt(root, 'label')?.split(',') ?? textsAt(root, 'label');
  return {
    mode: 'manifest',
    packages,
    titles,
    labels: label.length > 0 ? label : ['autorelease: pending'],
    separate,
    at: place(at(root, 'packages') ?? root),
  };
}

function setting(root: SourceNode, one: SourceNode | null, name: string): boolean | undefined {
  return flagAt(one, name) ?? flagAt(root, name);
}

function fromConfig(world: ToolWorld, root: SourceNode, path: string, node: SourceNode | null): ReleasePleasePackage {
  const word = (name: string) => textAt(node, name) ?? textAt(root, name);
  const releaseType = word('release-type') ?? 'node';
  const given = textAt(node, 'component') ?? (releaseType === 'node' ? unscoped(textAt(node, 'package-name')) : textAt(node, 'package-name'));
  const component = given ?? defaultComponent(world, releaseType, path);
  const included = setting(root, node, 'include-component-in-tag') ?? true;
  const marked = setting(root, node, 'prerelease') ?? false;
  const deciding =
    at(node, 'include-component-in-tag') ?? at(root, 'include-component-in-tag') ?? at(node, 'component') ?? at(node, 'package-name') ?? node;
  return {
    path,
    releaseType,
    component,
    tag: tagOf(included ? component : undefined, word('tag-separator') ?? '-', setting(root, node, 'include-v-in-tag') ?? true),
    draft: setting(root, node, 'draft') ?? false,
    prerelease: (version) => marked && (version.includes('-') || version.startsWith('0.')),
    skipRelease: setting(root, node, 'skip-github-release') ?? false,
    forceTag: setting(root, node, 'force-tag-creation') ?? false,
    at: place(deciding ?? root),
  };
}

function simple(world: ToolWorld, options: ReleasePleaseOptions, releaseType: string, branch: string): ReleasePlease {
  const path = options.path || '.';
  const component = options.component ?? options.packageName ?? defaultComponent(world, releaseType, path);
  const included = options.includeComponentInTag === true ? component : undefined;
  const only: ReleasePleasePackage = {
    path,
    releaseType,
    component,
    tag: tagOf(included, '-', true),
    draft: false,
    prerelease: () => false,
    skipRelease: false,
    forceTag: false,
    at: undefined,
  };
  return {
    mode: 'release-type',
    packages: [only],
    titles: [title(TITLE, branch, included, false)],
    labels: ['autorelease: pending'],
    separate: true,
    at: undefined,
  };
}

/** The titles with a version in them; a title without a version stays as it is. */
export function releasePleaseTitles(config: ReleasePlease, version: string): readonly Val[] {
  return config.titles.length > 0 ? config.titles.map((one) => withVersion(one, version)) : [str(`chore: release ${version}`)];
}
