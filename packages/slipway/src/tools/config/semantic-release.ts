import type { Val } from '../../actions/index.ts';
import { unknown } from '../../actions/index.ts';
import { type Location, type SourceFile, type SourceNode, sourceFile } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, firstFile, flagAt, itemsAt, join, place, textAt } from './documents.ts';
import { nodeManifest } from './manifests.ts';
import { fillTemplate, VERSION } from './templates.ts';

export interface SemanticRelease {
  /** Tag name with a hole for the version; unknown when the configuration is a program. */
  readonly tag: Val;
  /** Branches that release, as written (they may be globs); undefined: not known. */
  readonly branches: readonly string[] | undefined;
  /** Message of the commit that `@semantic-release/git` pushes; undefined: no such commit. */
  readonly commitMessage: Val | undefined;
  readonly github: boolean;
  /** The npm plugin publishes; false too when the package is private or the plugin says `npmPublish: false`. */
  readonly npm: boolean;
  /** Commands of `@semantic-release/exec`, in the order of their steps. */
  readonly commands: readonly { readonly step: string; readonly text: string; readonly at: Location | undefined }[];
  readonly plugins: readonly string[];
  /** The configuration is a program or extends another: what is listed may not be all. */
  readonly open: boolean;
  readonly at: Location | undefined;
}

const FILES = ['.releaserc', '.releaserc.json', '.releaserc.yaml', '.releaserc.yml'];
const PROGRAMS = [
  '.releaserc.js',
  '.releaserc.cjs',
  '.releaserc.mjs',
  '.releaserc.ts',
  'release.config.js',
  'release.config.cjs',
  'release.config.mjs',
  'release.config.ts',
];
const DEFAULT_PLUGINS = [
  '@semantic-release/commit-analyzer',
  '@semantic-release/release-notes-generator',
  '@semantic-release/npm',
  '@semantic-release/github',
];
const DEFAULT_BRANCHES = ['+([0-9])?(.{+([0-9]),x}).x', 'master', 'main', 'next', 'next-major', 'beta', 'alpha'];
const GIT_MESSAGE = 'chore(release): ${nextRelease.version} [skip ci]\n\n${nextRelease.notes}';

interface Plugin {
  readonly name: string;
  readonly options: SourceNode | undefined;
}

/** The plugins that a configuration lists with their options, or the defaults. */
export function semanticReleasePlugins(root: SourceNode | undefined): readonly Plugin[] {
  if (at(root, 'plugins') === undefined) return DEFAULT_PLUGINS.map((name) => ({ name, options: undefined }));
  return itemsAt(root, 'plugins').flatMap((item): Plugin[] => {
    if (item.kind === 'scalar') return [{ name: item.text, options: undefined }];
    const name = textAt(item, 0) ?? textAt(item, 'path');
    return name === undefined ? [] : [{ name, options: at(item, 1) ?? (item.kind === 'map' ? item : undefined) }];
  });
}

/** Root of the configuration of a directory where it is data; undefined without one, or when it is a program. */
export function semanticReleaseRoot(world: ToolWorld, directory = ''): SourceNode | undefined {
  const inside = (file: string) => join(directory, file) ?? file;
  const inPackage = at(document(world, inside('package.json')), 'release');
  if (inPackage?.kind === 'map') return inPackage;
  const file = firstFile(world, FILES.map(inside));
  return file === undefined ? undefined : document(world, file);
}

/** The configuration of a directory where it is a program. */
export function semanticReleaseProgram(world: ToolWorld, directory = ''): SourceFile | undefined {
  const path = firstFile(
    world,
    PROGRAMS.map((file) => join(directory, file) ?? file),
  );
  const text = path === undefined ? undefined : world.read(path);
  return path === undefined || text === undefined ? undefined : sourceFile(path, text.slice(0, 100_000));
}

function branchesOf(root: SourceNode | undefined): readonly string[] {
  if (at(root, 'branches') === undefined) return DEFAULT_BRANCHES;
  return itemsAt(root, 'branches').flatMap((item) => textAt(item) ?? textAt(item, 'name') ?? []);
}

function tagTemplate(format: string): Val {
  return fillTemplate(format, /\$\{\s*version\s*\}/g, () => VERSION);
}

/** Reads what can be said of a configuration that is a program: literals of its text. */
function fromProgram(world: ToolWorld, directory: string, path: string): SemanticRelease {
  const text = (world.read(path) ?? '').slice(0, 100_000);
  const format = /tagFormat\s*:\s*(['"`])([^'"`\n]*)\1/.exec(text)?.[2];
  const uses = (plugin: string) => new RegExp(`['"\`]@semantic-release/${plugin}['"\`]`).test(text);
  const names = [...text.matchAll(/['"`](@?[\w-]+\/[\w-]+)['"`]/g)].map((match) => match[1] ?? '');
  const listed = /\bplugins\s*:/.test(text);
  const message = /message\s*:\s*(['"`])([\s\S]*?)\1/.exec(text)?.[2];
  return {
    tag: format === undefined ? (/tagFormat/.test(text) ? unknown(`${path} computes tagFormat`) : tagTemplate('v${version}')) : tagTemplate(format),
    branches: undefined,
    commitMessage: uses('git') ? commitMessage(message ?? GIT_MESSAGE) : undefined,
    github: listed ? uses('github') : true,
    npm: (listed ? uses('npm') && !/npmPublish\s*:\s*false/.test(text) : true) && nodeManifest(world, directory)?.private !== true,
    commands: [],
    plugins: listed ? names : DEFAULT_PLUGINS,
    open: true,
    at: undefined,
  };
}

function commitMessage(template: string): Val {
  return fillTemplate(template, /\$\{\s*([^}]*)\}/g, (name) => (/nextRelease\.(version|gitTag)/.test(name) ? VERSION : undefined));
}

const STEPS = [
  'verifyConditionsCmd',
  'analyzeCommitsCmd',
  'verifyReleaseCmd',
  'generateNotesCmd',
  'prepareCmd',
  'addChannelCmd',
  'publishCmd',
  'successCmd',
];

/**
 * What semantic-release does with the configuration of a directory ('' is the root): the `release` key of package.json, then `.releaserc*`,
 * then `release.config.*`. Without any, the defaults of semantic-release.
 */
export function semanticRelease(world: ToolWorld, directory = ''): SemanticRelease {
  const inside = (file: string) => join(directory, file) ?? file;
  const inPackage = at(document(world, inside('package.json')), 'release');
  const file = firstFile(world, FILES.map(inside));
  const program = firstFile(world, PROGRAMS.map(inside));
  const root = inPackage?.kind === 'map' ? inPackage : file === undefined ? undefined : document(world, file);
  if (root === undefined && program !== undefined) return fromProgram(world, directory, program);
  const plugins = semanticReleasePlugins(root);
  const find = (name: string) => plugins.find((one) => one.name === `@semantic-release/${name}`);
  const git = find('git');
  const npm = find('npm');
  const exec = plugins.filter((one) => one.name === '@semantic-release/exec');
  return {
    tag: tagTemplate(textAt(root, 'tagFormat') ?? 'v${version}'),
    branches: branchesOf(root),
    commitMessage: git && commitMessage(textAt(git.options, 'message') ?? GIT_MESSAGE),
    github: find('github') !== undefined,
    npm: npm !== undefined && flagAt(npm.options, 'npmPublish') !== false && nodeManifest(world, directory)?.private !== true,
    commands: exec.flatMap((one) =>
      STEPS.flatMap((step) => {
        const text = textAt(one.options, step);
        return text === undefined ? [] : [{ step, text, at: place(at(one.options, step)) }];
      }),
    ),
    plugins: plugins.map((one) => one.name),
    open: at(root, 'extends') !== undefined,
    at: place(at(root, 'tagFormat') ?? git?.options ?? root),
  };
}
