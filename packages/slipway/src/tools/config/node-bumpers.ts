import type { Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, firstFile, flagAt, join, place, textAt } from './documents.ts';
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
  readonly at: Location | undefined;
  /** The configuration is a program. */
  readonly open: boolean;
}

/** release-it's configuration (`.release-it.*`, then the key of package.json); GitHub releases are off by default. */
export function releaseIt(world: ToolWorld, directory = ''): ReleaseIt {
  const inside = (file: string) => join(directory, file) ?? file;
  const file = firstFile(world, ['.release-it.json', '.release-it.yaml', '.release-it.yml', '.release-it.toml'].map(inside));
  const program = firstFile(world, ['.release-it.js', '.release-it.cjs', '.release-it.mjs', '.release-it.ts'].map(inside));
  const root = file !== undefined ? document(world, file) : at(document(world, inside('package.json')), 'release-it');
  const fill = (template: string) =>
    fillTemplate(template, /\$\{(\w+)\}/g, (name) => (name === 'version' || name === 'tagName' ? VERSION : undefined));
  const off = (key: string) => at(root, key) !== undefined && flagAt(root, key) === false;
  return {
    tag: fill(textAt(root, 'git', 'tagName') ?? '${version}'),
    commit: !off('git') && flagAt(root, 'git', 'commit') !== false,
    tags: !off('git') && flagAt(root, 'git', 'tag') !== false,
    push: !off('git') && flagAt(root, 'git', 'push') !== false,
    commitMessage: fill(textAt(root, 'git', 'commitMessage') ?? 'Release ${version}'),
    github: flagAt(root, 'github', 'release') ?? flagAt(root, 'github') ?? false,
    draft: flagAt(root, 'github', 'draft') ?? false,
    prerelease: flagAt(root, 'github', 'preRelease') ?? false,
    tokenEnv: textAt(root, 'github', 'tokenRef') ?? 'GITHUB_TOKEN',
    npm: !off('npm') && flagAt(root, 'npm', 'publish') !== false,
    at: place(at(root, 'git', 'tagName') ?? at(root, 'github') ?? root),
    open: file === undefined && program !== undefined,
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
