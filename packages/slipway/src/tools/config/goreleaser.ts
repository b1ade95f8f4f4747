import type { Part, Val } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import type { TapDeed, ToolWorld } from '../types.ts';
import { at, document, firstFile, flagAt, itemsAt, place, textAt, textsAt } from './documents.ts';
import { fillTemplate, VERSION } from './templates.ts';

export interface GoreleaserTap {
  readonly manager: TapDeed['manager'];
  readonly act: TapDeed['act'];
  /** `owner/name`, with holes where it is a template; undefined when only a git URL or nothing is given. */
  readonly repository: Val | undefined;
  /** Environment variable of its own token (`{{ .Env.X }}`); undefined: the release token is used. */
  readonly tokenEnv: string | undefined;
  /** An expression of GitHub Actions where a template should be; GoReleaser does not evaluate it. */
  readonly foreignToken: string | undefined;
  /** It pushes with an SSH key of its own. */
  readonly sshKey: boolean;
  /** `skip_upload: auto`: not for pre-releases. */
  readonly skipsPrerelease: boolean;
  readonly at: Location | undefined;
}

export interface Goreleaser {
  readonly path: string;
  readonly projectName: string | undefined;
  readonly release: {
    readonly disabled: boolean | undefined;
    readonly draft: boolean;
    /** `auto`: by the version. */
    readonly prerelease: boolean | 'auto';
    /** `owner/name` when `release.github` names one. */
    readonly repository: Val | undefined;
    readonly useExistingDraft: boolean;
    readonly replaceExistingDraft: boolean;
    readonly updates: boolean;
    readonly skipUpload: boolean;
    /** `make_latest`: false keeps the release from becoming latest. */
    readonly makeLatest: boolean | undefined;
    readonly at: Location | undefined;
  };
  readonly images: readonly { readonly image: Val; readonly at: Location | undefined }[];
  readonly taps: readonly GoreleaserTap[];
  /** Snaps, Chocolatey packages and npm packages that it uploads. */
  readonly packages: readonly {
    readonly registry: 'snap' | 'choco' | 'npm' | 'cloudsmith' | 'gemfury';
    readonly name: string | undefined;
    readonly at: Location | undefined;
  }[];
  readonly changelog: { readonly disabled: boolean; readonly use: string };
  /** Commands of `before.hooks`. */
  readonly hooks: readonly { readonly text: string; readonly at: Location | undefined }[];
  /** `monorepo.tag_prefix`. */
  readonly tagPrefix: string | undefined;
  readonly at: Location | undefined;
}

export const goreleaserFiles = [
  '.config/goreleaser.yml',
  '.config/goreleaser.yaml',
  '.goreleaser.yml',
  '.goreleaser.yaml',
  'goreleaser.yml',
  'goreleaser.yaml',
];

const TAPS: readonly (readonly [key: string, manager: TapDeed['manager']])[] = [
  ['brews', 'homebrew'],
  ['homebrew_casks', 'homebrew'],
  ['scoops', 'scoop'],
  ['scoop', 'scoop'],
  ['winget', 'winget'],
  ['nix', 'nix'],
  ['krews', 'krew'],
  ['aurs', 'aur'],
  ['aur_sources', 'aur'],
];

/** Fills a Go template of GoReleaser; a template with anything but a plain field is a hole. */
function render(world: ToolWorld, template: string): Val {
  const [owner, name] = (world.slug ?? '/').split('/');
  return fillTemplate(template, /\{\{-?\s*(.*?)\s*-?\}\}/gs, (expression): Part | undefined => {
    switch (expression.replace(/^\(?\s*tolower\s+/, '')) {
      case '.Version':
      case '.RawVersion':
        return VERSION;
      case '.Tag':
        return { hole: 'any' };
      case '.ProjectName':
        return name || undefined;
      case '.Env.GITHUB_REPOSITORY':
        return world.slug;
      case '.Env.GITHUB_REPOSITORY_OWNER':
        return owner || undefined;
      case '.Major':
      case '.Minor':
      case '.Patch':
        return { hole: 'number' };
      case '.ShortCommit':
      case '.FullCommit':
      case '.Commit':
        return { hole: 'sha' };
      default:
        return undefined;
    }
  });
}

function tokenEnv(template: string | undefined): string | undefined {
  return template === undefined
    ? undefined
    : (/\.Env\.(\w+)|envOrDefault\s+"(\w+)"|index\s+\.Env\s+"(\w+)"/.exec(template)?.slice(1).find(Boolean) ?? undefined);
}

function tap(world: ToolWorld, node: SourceNode, manager: TapDeed['manager']): GoreleaserTap | undefined {
  const skip = textAt(node, 'skip_upload');
  if (skip === 'true' || textAt(node, 'disable') === 'true') return undefined;
  const repository = at(node, 'repository') ?? at(node, 'tap') ?? at(node, 'bucket') ?? at(node, 'index');
  const owner = textAt(repository, 'owner');
  const name = textAt(repository, 'name');
  const key = textAt(node, 'private_key') ?? textAt(repository, 'git', 'private_key');
  const token = textAt(repository, 'pull_request', 'token') ?? textAt(repository, 'token');
  return {
    manager,
    act: flagAt(repository, 'pull_request', 'enabled') === true ? 'pull-request' : 'push',
    repository: owner !== undefined && name !== undefined ? render(world, `${owner}/${name}`) : undefined,
    tokenEnv: tokenEnv(token) ?? (manager === 'aur' ? tokenEnv(key) : undefined),
    foreignToken: token === undefined ? undefined : /\$\{\{.*?\}\}/.exec(token)?.[0],
    sshKey: key !== undefined,
    skipsPrerelease: skip === 'auto',
    at: place(at(repository, 'token') ?? repository ?? node),
  };
}

function images(world: ToolWorld, root: SourceNode): Goreleaser['images'] {
  const found: { image: Val; at: Location | undefined }[] = [];
  const add = (template: string, node: SourceNode) => found.push({ image: render(world, template), at: place(node) });
  const off = (node: SourceNode, key: string) => textAt(node, key) === 'true';
  for (const node of itemsAt(root, 'docker_manifests'))
    if (!off(node, 'skip_push')) for (const name of textsAt(node, 'name_template')) add(name, node);
  if (found.length === 0)
    for (const node of itemsAt(root, 'dockers')) if (!off(node, 'skip_push')) for (const name of textsAt(node, 'image_templates')) add(name, node);
  for (const node of itemsAt(root, 'dockers_v2')) {
    if (off(node, 'disable')) continue;
    const tags = textsAt(node, 'tags');
    for (const image of textsAt(node, 'images')) for (const tag of tags.length > 0 ? tags : ['latest']) add(`${image}:${tag}`, node);
  }
  for (const node of itemsAt(root, 'kos')) {
    if (off(node, 'disable')) continue;
    const tags = textsAt(node, 'tags');
    const repositories = [...textsAt(node, 'repositories'), ...textsAt(node, 'repository')];
    for (const image of repositories) for (const tag of tags.length > 0 ? tags : ['latest']) add(`${image}:${tag}`, node);
  }
  return found.slice(0, 64);
}

function packages(root: SourceNode): Goreleaser['packages'] {
  const project = textAt(root, 'project_name');
  return [
    ...itemsAt(root, 'snapcrafts').flatMap((node) =>
      flagAt(node, 'publish') === true ? [{ registry: 'snap' as const, name: textAt(node, 'name') ?? project, at: place(node) }] : [],
    ),
    ...itemsAt(root, 'chocolateys').flatMap((node) =>
      textAt(node, 'skip_publish') === 'true' ? [] : [{ registry: 'choco' as const, name: textAt(node, 'name') ?? project, at: place(node) }],
    ),
    ...itemsAt(root, 'npms').map((node) => ({ registry: 'npm' as const, name: textAt(node, 'name'), at: place(node) })),
    ...itemsAt(root, 'cloudsmiths').map((node) => ({ registry: 'cloudsmith' as const, name: textAt(node, 'repository'), at: place(node) })),
    ...itemsAt(root, 'gemfury').map((node) => ({ registry: 'gemfury' as const, name: textAt(node, 'account'), at: place(node) })),
  ];
}

/** What GoReleaser is configured to do; `path` is the file of `--config`. undefined when there is no configuration. */
export function goreleaser(world: ToolWorld, path?: string): Goreleaser | undefined {
  const file = path ?? firstFile(world, goreleaserFiles);
  const root = file === undefined ? undefined : document(world, file);
  if (file === undefined || root?.kind !== 'map') return undefined;
  const release = at(root, 'release');
  const disable = textAt(release, 'disable');
  const owner = textAt(release, 'github', 'owner');
  const name = textAt(release, 'github', 'name');
  const prerelease = textAt(release, 'prerelease');
  return {
    path: file,
    projectName: textAt(root, 'project_name'),
    release: {
      disabled: disable === undefined || disable === 'false' ? false : disable === 'true' ? true : undefined,
      draft: flagAt(release, 'draft') ?? false,
      prerelease: prerelease === 'auto' ? 'auto' : prerelease === 'true',
      repository: owner !== undefined && name !== undefined ? render(world, `${owner}/${name}`) : undefined,
      useExistingDraft: flagAt(release, 'use_existing_draft') ?? false,
      replaceExistingDraft: flagAt(release, 'replace_existing_draft') ?? false,
      updates: true,
      skipUpload: textAt(release, 'skip_upload') === 'true',
      makeLatest: flagAt(release, 'make_latest'),
      at: place(at(release, 'draft') ?? at(release, 'disable') ?? release ?? root),
    },
    images: images(world, root),
    taps: TAPS.flatMap(([key, manager]) => itemsAt(root, key).flatMap((node) => tap(world, node, manager) ?? [])),
    packages: packages(root),
    changelog: {
      disabled: textAt(root, 'changelog', 'disable') === 'true' || textAt(root, 'changelog', 'skip') === 'true',
      use: textAt(root, 'changelog', 'use') ?? 'git',
    },
    hooks: itemsAt(root, 'before', 'hooks').flatMap((node) => {
      const text = textAt(node) ?? textAt(node, 'cmd');
      return text === undefined ? [] : [{ text, at: place(node) }];
    }),
    tagPrefix: textAt(root, 'monorepo', 'tag_prefix'),
    at: place(release ?? root),
  };
}

/** GoReleaser's own word for a pre-release: the version has a pre-release part. */
export function isPrerelease(setting: boolean | 'auto', version: string): boolean {
  return setting === 'auto' ? version.includes('-') : setting;
}
