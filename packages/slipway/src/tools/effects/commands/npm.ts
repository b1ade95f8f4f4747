import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import { nodeManifest, nodePackages } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed, PackageDeed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { fromEnv, ID_TOKEN, LOCAL, PACKAGES } from './credentials.ts';
import { scriptDeeds } from './npm-scripts.ts';
import { known, resolve, shape } from './words.ts';

/** Options that take a value, for all four package managers. */
const NODE_VALUED = [
  '-w',
  '--workspace',
  '--filter',
  '-F',
  '-C',
  '--dir',
  '--cwd',
  '--prefix',
  '--tag',
  '--access',
  '--registry',
  '--otp',
  '-m',
  '--message',
  '--userconfig',
  '--loglevel',
  '--new-version',
  '--preid',
  '--tag-version-prefix',
  '--auth-type',
  '--publish-branch',
  '--scope',
  '--backstage',
];

/** What npm, pnpm, yarn and bun authenticate with, as far as the environment tells; an `.npmrc` or trusted publishing decides the rest. */
function npmCredential(call: CommandCall): CredentialSource {
  return (
    fromEnv(call, ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_AUTH_TOKEN', 'YARN_NPM_AUTH_TOKEN', 'NPM_CONFIG_TOKEN', 'BUN_AUTH_TOKEN']) ?? {
      how: 'unknown',
      why: 'an .npmrc or trusted publishing decides',
    }
  );
}

/** One package's upload. */
export function npmPackage(
  call: CommandCall,
  tool: string,
  names: readonly string[],
  options: { registry?: string; stage?: boolean; directory?: string; provenance?: boolean } = {},
): PackageDeed {
  const github = options.registry !== undefined && /npm\.pkg\.github\.com/.test(options.registry);
  return {
    kind: 'package',
    registry: github ? 'github-packages' : 'npm',
    names,
    tool,
    by: npmCredential(call),
    needs: github ? PACKAGES : options.provenance ? ID_TOKEN : [],
    ...(options.stage ? { stage: true } : {}),
    ...(options.directory !== undefined ? { directory: options.directory } : {}),
    facts: ['npm.perm', 'npm.tokens'],
  };
}

/** All packages of the workspace that may be published. */
export function workspacePackages(call: CommandCall, tool: string): readonly Deed[] {
  const all = nodePackages(call.world).filter((one) => !one.private && one.name !== undefined && one.version !== undefined);
  return all
    .slice(0, 200)
    .map((one) => npmPackage(call, tool, [one.name ?? ''], { directory: one.directory, ...(one.registry ? { registry: one.registry } : {}) }));
}

/** Directory of the package that a call is about, after `-C`, `--prefix`, `--filter` and `-w`. */
function packageDirectory(call: CommandCall, given: Val | undefined, workspace: Val | undefined): string | undefined {
  const path = known(given);
  const base = given === undefined ? call.cwd : path === undefined ? undefined : resolve(call.cwd, path);
  const wanted = known(workspace)
    ?.replace(/^\.\//, '')
    .replace(/^\{|\}$/g, '')
    .replace(/\.\.\.$/, '');
  if (workspace === undefined) return base;
  return nodePackages(call.world).find((one) => one.name === wanted || one.directory === wanted)?.directory;
}

/** The package of the tree that a tarball holds, by the name that `npm pack` gives it: `@acme/tool` becomes `acme-tool-1.2.3.tgz`. */
function packageIn(tarball: string, { world }: CommandCall): { readonly directory: string } | undefined {
  const file = tarball.slice(tarball.lastIndexOf('/') + 1);
  const found = nodePackages(world).filter(({ name, private: hidden }) => {
    const stem = name?.replace(/^@/, '').replaceAll('/', '-');
    return stem !== undefined && !hidden && file.startsWith(`${stem}-`) && /^v?(?:\d|[^\w.-])/.test(file.slice(stem.length + 1));
  });
  return found.length === 1 ? found[0] : undefined;
}

function publish(call: CommandCall, manager: string, words: readonly Val[], stage: boolean): readonly Deed[] {
  const args = readArguments(words, { valued: NODE_VALUED });
  if (args.may('--dry-run', '-n')) return [];
  const tool = `${manager} publish`;
  if (args.may('-r', '--recursive', '--workspaces', '-ws')) return workspacePackages(call, tool);
  const [target] = args.words;
  const path = known(target);
  const tarball = target !== undefined && /\.(tgz|tar\.gz)$/.test(shape(target));
  const start = packageDirectory(call, args.value('-C', '--dir', '--cwd', '--prefix'), args.value('-w', '--workspace', '--filter', '-F'));
  const packed = tarball ? packageIn(shape(target), call) : undefined;
  const directory = packed
    ? packed.directory
    : target === undefined || tarball
      ? start
      : path === undefined || start === undefined
        ? undefined
        : resolve(start, path);
  const manifest = directory === undefined ? undefined : nodeManifest(call.world, directory);
  const name = tarball && (!manifest || (manifest.private && !packed)) ? undefined : manifest?.name;
  const registry = known(args.value('--registry')) ?? manifest?.registry;
  return [
    npmPackage(call, tool, name === undefined ? [] : [name], {
      stage,
      provenance: args.given('--provenance') === true,
      ...(registry ? { registry } : {}),
      ...(directory !== undefined && manifest ? { directory } : {}),
    }),
  ];
}

const BUMPS = /^(major|minor|patch|premajor|preminor|prepatch|prerelease|from-git)$/;

/** `npm version`: a commit and an annotated tag, only where the repository's root is the package's directory, between the scripts around it. */
function version(call: CommandCall, manager: string, words: readonly Val[]): readonly Deed[] {
  const args = readArguments(words, { valued: NODE_VALUED });
  const [wanted] = args.words.length > 0 ? args.words : args.values('--new-version');
  const bump = args.may('--patch', '--minor', '--major');
  if (wanted === undefined && !bump) return [];
  const written = known(wanted);
  const exact: Val =
    wanted === undefined || (written !== undefined && BUMPS.test(written))
      ? str(call.world.version)
      : written === undefined
        ? wanted
        : str(written.replace(/^v/, ''));
  const tool = `${manager} version`;
  const scripts = (name: string) => scriptDeeds(call, manager, name, { directory: call.cwd, lifecycle: true });
  const off =
    args.given('--no-git-tag-version') === true || (args.values('--git-tag-version').length > 0 && args.given('--git-tag-version') === false);
  const workspaces = args.may('-w', '--workspace', '--workspaces', '-ws');
  if (off || workspaces || (call.cwd !== undefined && call.cwd !== ''))
    return [...scripts('preversion'), ...scripts('version'), ...scripts('postversion')];
  const prefix =
    known(args.value('--tag-version-prefix')) ??
    /^tag-version-prefix\s*=\s*["']?([^"'\n]*)["']?\s*$/m.exec(call.world.read('.npmrc') ?? call.world.read('.yarnrc') ?? '')?.[1] ??
    'v';
  const message = args.value('-m', '--message');
  const pattern = known(message);
  const text =
    message === undefined
      ? exact
      : pattern === undefined
        ? message
        : concat(...pattern.split(/(%s)/).map((part) => (part === '%s' ? exact : str(part))));
  const base = { kind: 'git' as const, tool, by: LOCAL, needs: [] };
  return [
    ...scripts('preversion'),
    ...scripts('version'),
    { ...base, act: 'commit', name: text },
    { ...base, act: 'tag', name: concat(str(prefix), exact), annotated: true },
    ...scripts('postversion'),
  ];
}

function deeds(call: CommandCall): readonly Deed[] {
  const manager = known(call.words[0]) ?? 'npm';
  const { name, before, after } = subcommand(call.words.slice(1), NODE_VALUED);
  const words = [...before, ...after];
  switch (name) {
    case 'publish':
      return [
        ...scriptDeeds(call, manager, 'prepublishOnly', { directory: call.cwd, lifecycle: true }),
        ...publish(call, manager, words, false),
        ...scriptDeeds(call, manager, 'postpublish', { directory: call.cwd, lifecycle: true }),
      ];
    case 'stage':
      return known(after[0]) === 'publish' ? publish(call, manager, [...before, ...after.slice(1)], true) : [];
    case 'version':
      return version(call, manager, words);
    case 'npm':
      return known(after[0]) === 'publish' ? publish(call, manager, [...before, ...after.slice(1)], false) : [];
    case 'workspaces': {
      // Yarn: `workspaces foreach --all npm publish`, with options of its own before the command.
      const at = after.findIndex((word) => known(word) === 'publish');
      return at > 0 && known(after[at - 1]) === 'npm' ? workspacePackages(call, 'yarn npm publish') : [];
    }
    default:
      return scriptDeeds(call, manager, undefined, { directory: call.cwd, words: call.words.slice(1) });
  }
}

export const npm: CommandKnowledge = {
  command: ['npm', 'pnpm', 'yarn', 'bun'],
  source: "npm's, pnpm's, Yarn's and Bun's command references",
  asOf: '2026-11-20',
  deeds,
};
