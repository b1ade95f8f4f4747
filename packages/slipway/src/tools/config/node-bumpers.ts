import type { Val } from '../../actions/index.ts';
import { alts, text } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, entriesAt, firstFile, flagAt, itemsAt, join, place, textAt, textsAt } from './documents.ts';
import { fillTemplate, VERSION } from './templates.ts';

export interface ReleaseIt {
  readonly tag: Val;
  readonly commit: boolean;
  readonly tags: boolean;
  readonly push: boolean;
  readonly commitMessage: Val;
  readonly github: boolean;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Environment variable with the token for the release. */
  readonly tokenEnv: string;
  readonly npm: boolean;
  /** Patterns of the files that the release gets. */
  readonly assets: readonly string[];
  /** The release is made in a browser, not by API. */
  readonly web: boolean;
  /** Branches from which it releases, as written; undefined: all. */
  readonly branches: readonly string[] | undefined;
  /** Remote or URL that is pushed to; undefined: the branch's own. */
  readonly pushRepo: Val | undefined;
  /** A plugin publishes the packages of the workspace. */
  readonly workspaces: boolean;
  /** Commands beside its own, by the moment at which they run: `before:init`, `after:bump`. */
  readonly hooks: readonly { readonly name: string; readonly text: string; readonly at: Location | undefined }[];
  readonly at: Location | undefined;
  /** The configuration is a program, or builds on another one. */
  readonly open: boolean;
}

/**
 * release-it's configuration (the given file, `.release-it.*`, then the key of package.json); GitHub releases are off by default.
 * https://github.com/release-it/release-it/blob/main/config/release-it.json, read 2026-11-20
 */
export function releaseIt(world: ToolWorld, directory = '', given?: string): ReleaseIt {
  const inside = (file: string) => join(directory, file) ?? file;
  const named = given === undefined ? undefined : inside(given);
  const isProgram = named !== undefined && /\.[cm]?[jt]s$/.test(named);
  const file =
    named !== undefined
      ? isProgram
        ? undefined
        : named
      : firstFile(world, ['.release-it.json', '.release-it.yaml', '.release-it.yml', '.release-it.toml'].map(inside));
  const program = isProgram ? named : firstFile(world, ['.release-it.js', '.release-it.cjs', '.release-it.mjs', '.release-it.ts'].map(inside));
  const root = file !== undefined ? document(world, file) : at(document(world, inside('package.json')), 'release-it');
  const fill = (template: string) =>
    fillTemplate(template, /\$\{(\w+)\}/g, (name) => (name === 'version' || name === 'tagName' ? VERSION : undefined));
  const off = (key: string) => at(root, key) !== undefined && flagAt(root, key) === false;
  // Without a name, a tag is written like the one before it: with `v` or without.
  const tagName = textAt(root, 'git', 'tagName');
  const pushRepo = textAt(root, 'git', 'pushRepo');
  const branches = textsAt(root, 'git', 'requireBranch').filter((name) => name !== 'false' && name !== '');
  const workspaces = entriesAt(root, 'plugins').some(({ name }) => /workspaces$|release-it-pnpm/.test(name));
  return {
    tag: tagName === undefined ? alts([fill('${version}'), fill('v${version}')]) : fill(tagName),
    commit: !off('git') && flagAt(root, 'git', 'commit') !== false,
    tags: !off('git') && flagAt(root, 'git', 'tag') !== false,
    push: !off('git') && flagAt(root, 'git', 'push') !== false,
    commitMessage: fill(textAt(root, 'git', 'commitMessage') ?? 'Release ${version}'),
    github: flagAt(root, 'github', 'release') ?? flagAt(root, 'github') ?? false,
    draft: flagAt(root, 'github', 'draft') ?? false,
    prerelease: flagAt(root, 'github', 'preRelease') ?? false,
    tokenEnv: textAt(root, 'github', 'tokenRef') ?? 'GITHUB_TOKEN',
    // The plugin for workspaces publishes in its place.
    npm: !off('npm') && flagAt(root, 'npm', 'publish') !== false && !workspaces,
    assets: textsAt(root, 'github', 'assets').filter((pattern) => pattern !== ''),
    web: flagAt(root, 'github', 'web') ?? false,
    branches: branches.length === 0 ? undefined : branches,
    pushRepo: pushRepo === undefined || pushRepo === '' ? undefined : fill(pushRepo),
    workspaces,
    hooks: entriesAt(root, 'hooks').flatMap(({ name, value }) =>
      itemsAt(value).flatMap((item) => (item.kind === 'scalar' ? [{ name, text: item.text, at: place(item) }] : [])),
    ),
    at: place(at(root, 'git', 'tagName') ?? at(root, 'github') ?? root),
    open: (file === undefined && program !== undefined) || at(root, 'extends') !== undefined,
  };
}

export interface StandardVersion {
  readonly tag: Val;
  readonly message: Val;
  readonly skipTag: boolean;
  readonly skipCommit: boolean;
  readonly at: Location | undefined;
}

/** commit-and-tag-version and standard-version: `.versionrc*` or the key of package.json. */
export function standardVersion(world: ToolWorld): StandardVersion {
  const file = firstFile(world, ['.versionrc', '.versionrc.json', '.versionrc.yaml', '.versionrc.yml']);
  const manifest = document(world, 'package.json');
  const root = file !== undefined ? document(world, file) : (at(manifest, 'commit-and-tag-version') ?? at(manifest, 'standard-version'));
  return {
    tag: text([textAt(root, 'tagPrefix') ?? 'v', VERSION]),
    message: fillTemplate(textAt(root, 'releaseCommitMessageFormat') ?? 'chore(release): {{currentTag}}', /\{\{(\w+)\}\}/g, () => VERSION),
    skipTag: flagAt(root, 'skip', 'tag') ?? false,
    skipCommit: flagAt(root, 'skip', 'commit') ?? false,
    at: place(at(root, 'tagPrefix') ?? root),
  };
}
