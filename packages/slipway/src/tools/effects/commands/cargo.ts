import { cargoManifest, cargoPackages } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { type Arguments, readArguments, subcommand } from './arguments.ts';
import { cargoReleaseDeeds, cargoWorkspacesDeeds } from './cargo-bumpers.ts';
import { fromEnv, fromOption } from './credentials.ts';
import { opaqueTask } from './opaque.ts';
import { commaList, known, resolve } from './words.ts';

const PUBLISH = [
  '-p',
  '--package',
  '--exclude',
  '--registry',
  '--index',
  '--token',
  '--manifest-path',
  '-F',
  '--features',
  '--target',
  '--target-dir',
  '-j',
  '--jobs',
  '--config',
  '--color',
  '-Z',
];

/** What cargo authenticates with: `--token`, then the variable of the registry. */
export function cargoCredential(call: CommandCall, args: Arguments): CredentialSource {
  const registry = known(args.value('--registry'));
  const own = registry === undefined || registry === 'crates-io' ? [] : [`CARGO_REGISTRIES_${registry.toUpperCase().replaceAll('-', '_')}_TOKEN`];
  return (
    fromOption(args.value('--token'), '--token') ?? fromEnv(call, [...own, 'CARGO_REGISTRY_TOKEN']) ?? { how: 'unknown', why: 'cargo login decides' }
  );
}

function publish(call: CommandCall, words: CommandCall['words']): readonly Deed[] {
  const args = readArguments(words, { valued: PUBLISH });
  if (args.may('-n', '--dry-run', '--help', '-h')) return [];
  const by = cargoCredential(call, args);
  const registry = known(args.value('--registry'));
  const common = {
    kind: 'package' as const,
    registry: registry === undefined || registry === 'crates-io' ? ('crates.io' as const) : ('other' as const),
    tool: 'cargo publish',
    by,
    needs: [],
    facts: ['crates.perm'],
  };
  const chosen = commaList(args.values('-p', '--package')).map(known);
  const directoryFor = (name: string | undefined) => cargoPackages(call.world).find((one) => one.name === name)?.directory;
  if (chosen.length > 0) {
    return chosen.map((name) => {
      const directory = directoryFor(name);
      return { ...common, names: name === undefined ? [] : [name.replace(/@.*$/, '')], ...(directory !== undefined ? { directory } : {}) };
    });
  }
  if (args.may('--workspace', '--all')) {
    const left = new Set(args.values('--exclude').map(known));
    return cargoPackages(call.world)
      .filter((one) => one.publish && one.name !== undefined && !left.has(one.name))
      .slice(0, 200)
      .map((one) => ({ ...common, names: [one.name ?? ''], directory: one.directory }));
  }
  const manifest = known(args.value('--manifest-path'));
  const directory =
    manifest === undefined ? (args.may('--manifest-path') ? undefined : call.cwd) : resolve(call.cwd, manifest.replace(/\/?Cargo\.toml$/, '') || '.');
  const name = directory === undefined ? undefined : cargoManifest(call.world, directory)?.name;
  return [{ ...common, names: name === undefined ? [] : [name], ...(name !== undefined && directory !== undefined ? { directory } : {}) }];
}

function deeds(call: CommandCall): readonly Deed[] {
  const words = call.words.slice(1).filter((word, index) => !(index === 0 && /^\+/.test(known(word) ?? '')));
  const { name, after } = subcommand(words, ['--config', '-Z', '--color', '-C']);
  switch (name) {
    case 'publish':
      return publish(call, after);
    case 'release':
      return cargoReleaseDeeds(call, after, 'cargo release');
    case 'smart-release':
      return cargoReleaseDeeds(call, after, 'cargo smart-release');
    case 'workspaces':
    case 'ws':
      return cargoWorkspacesDeeds(call, after);
    case 'login':
      return [
        {
          kind: 'login',
          to: 'crates.io',
          tool: 'cargo login',
          by: fromOption(after[0], 'cargo login') ?? { how: 'unknown', why: 'the token comes on standard input' },
          needs: [],
        },
      ];
    case 'xtask':
    case 'make':
    case 'run':
      return taskDeeds(name, after);
    default:
      return [];
  }
}

/** `cargo xtask release` may do anything; tasks with names of builds and checks are not taken for releases. */
function taskDeeds(program: string, words: CommandCall['words']): readonly Deed[] {
  const args = readArguments(words, { valued: ['-p', '--package', '--bin', '--manifest-path', '--makefile', '--profile', '--features'] });
  const task = program === 'run' ? known(args.value('--bin', '-p', '--package')) : known(args.words[0]);
  return opaqueTask(`cargo ${program}${task ? ` ${task}` : ''}`, task);
}

export const cargo: CommandKnowledge = {
  command: 'cargo',
  source: 'cargo-publish(1), documentation of cargo-release and cargo-workspaces',
  asOf: '2026-11-20',
  deeds,
};
