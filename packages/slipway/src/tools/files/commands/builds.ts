import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import { cargoPrograms } from '../../config/programs.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import { kindOfFile, platformOf } from '../kinds.ts';
import type { CommandFiles, FileCommandCall, FileDeed } from '../types.ts';
import { anythingIn, below, textOf } from './places.ts';

/** Options of cargo that take a value. */
const cargoValued = [
  '--target',
  '--target-dir',
  '--profile',
  '--bin',
  '-p',
  '--package',
  '--features',
  '-F',
  '--manifest-path',
  '-j',
  '--jobs',
  '--example',
  '--config',
  '-Z',
  '--out-dir',
  '--artifact-dir',
  '--color',
  '--output',
  '-o',
  '--release-version',
];

/** `cargo build` and what stands in for it: the programs of the workspace go to `target/[TRIPLE/]PROFILE`. */
const cargo: CommandFiles = {
  command: ['cargo', 'cross', 'cargo-zigbuild', 'cargo-xwin', 'maturin'],
  files(call) {
    const at = call.texts.findIndex((t, i) => i > 0 && t !== undefined && !t.startsWith('+') && !t.startsWith('-'));
    const sub = at < 0 ? '' : (call.texts[at] ?? '');
    const args = readArguments(call.words.slice(at + 1), { valued: cargoValued });
    const targetDir = args.value('--target-dir') ?? call.env('CARGO_TARGET_DIR') ?? str('target');
    if (call.texts[0] === 'maturin') return [anythingIn(args.value('--out', '-o') ?? str('target/wheels'), 'maturin names its files itself')];
    switch (sub) {
      case 'build':
      case 'b':
      case 'zigbuild':
      case 'auditable':
      case 'xwin':
        return cargoBuild(call, args, targetDir);
      case 'deb':
        return [anythingIn(below(targetDir, str('debian')), 'cargo deb names its file itself')];
      case 'generate-rpm':
        return [anythingIn(below(targetDir, str('generate-rpm')), 'cargo generate-rpm names its file itself')];
      case 'dist':
        return [anythingIn(below(targetDir, str('distrib')), 'cargo dist names its files itself')];
      case 'bundle':
      case 'packager':
      case 'wix':
      case 'tauri':
        return [anythingIn(targetDir, `cargo ${sub} names its files itself`)];
      case 'xtask':
      case 'make':
      case 'run':
      case 'r':
        return undefined;
      default:
        return [];
    }
  },
};

function cargoBuild(call: FileCommandCall, args: ReturnType<typeof readArguments>, targetDir: Val): readonly FileDeed[] {
  const target = args.value('--target') ?? call.env('CARGO_BUILD_TARGET');
  const profile = args.value('--profile') ?? str(args.may('--release', '-r') ? 'release' : 'debug');
  const directory = below(target === undefined ? targetDir : below(targetDir, target), profile);
  const platform = target === undefined ? undefined : platformOf(textOf(target));
  const windows = platform?.os === 'windows';
  const bins = args.values('--bin');
  const names =
    bins.length > 0
      ? bins
      : cargoPrograms(call.world)
          .flatMap((p) => p.programs)
          .map(str);
  return [
    ...names.slice(0, 60).flatMap((name): FileDeed[] => {
      const made = (path: Val): FileDeed => ({ op: 'make', path, what: 'binary', ...(platform === undefined ? {} : { platform }) });
      const plain = below(directory, name);
      // Without a target the runner decides whether it has the ending.
      if (target === undefined) return [made(plain), made(concat(plain, str('.exe')))];
      return [made(windows ? concat(plain, str('.exe')) : plain)];
    }),
    anythingIn(directory, 'cargo builds more there than its programs'),
  ];
}

/** Compilers and bundlers that write the file or the directory that an option names. */
const named: CommandFiles = {
  command: [
    'go',
    'garble',
    'bun',
    'deno',
    'gcc',
    'g++',
    'clang',
    'clang++',
    'cc',
    'zig',
    'nim',
    'crystal',
    'ghc',
    'ldc2',
    'swiftc',
    'rustc',
    'pkg',
    'v',
    'nexe',
    'caxa',
    'esbuild',
    'dart',
    'odin',
  ],
  files(call) {
    const program = call.texts[0] ?? '';
    const sub = call.texts[1] ?? '';
    if (/^(?:go|garble)$/.test(program) && sub !== 'build') return sub === 'generate' || sub === 'run' || sub === 'tool' ? undefined : [];
    if (program === 'bun' && sub !== 'build')
      return sub === 'run' || sub === 'x' || sub.endsWith('.ts')
        ? undefined
        : sub === 'install' || sub === 'i'
          ? [anythingIn(str('node_modules'), 'packages are installed there')]
          : [];
    if (program === 'deno' && sub !== 'compile') return sub === 'run' || sub === 'task' ? undefined : [];
    const args = readArguments(call.words.slice(1), {
      valued: [
        '-o',
        '--output',
        '--outfile',
        '--out',
        '-out',
        '--out:',
        '-ldflags',
        '-tags',
        '-gcflags',
        '--target',
        '-t',
        '--targets',
        '--outdir',
        '--out-path',
        '-mod',
        '--define',
        '--external',
        '--format',
        '--minify-with',
        '-I',
        '-L',
        '-trimpath=',
      ],
      words: true,
    });
    const made = args.value('-o', '--output', '--outfile', '--out', '-out');
    const os = textOf(call.env('GOOS'));
    const platform = platformOf(`${os}-${textOf(call.env('GOARCH'))}`) ?? platformOf(textOf(args.value('--target', '-t', '--targets')));
    if (made !== undefined) {
      const known = textOf(made);
      // Several packages, or a name that ends with a slash, mean a directory.
      if (known.endsWith('/') || /\.\.\.$/.test(textOf(args.words.at(-1)))) return [anythingIn(made, `${program} names its files itself`)];
      const exe = platform?.os === 'windows' && /^(?:bun|deno|dart)$/.test(program) && known !== '' && !known.endsWith('.exe');
      const path = exe ? concat(made, str('.exe')) : made;
      return [{ op: 'make', path, what: kindOfFile(known === '' ? 'x' : known), ...(platform === undefined ? {} : { platform }) }];
    }
    const outdir = args.value('--outdir', '--out-path');
    if (outdir !== undefined) return [anythingIn(outdir, `${program} names its files itself`)];
    if (/^(?:go|garble)$/.test(program)) return [anythingIn(str('./'), 'go build names its file after the directory')];
    return [anythingIn(undefined, `${program} names its file itself`)];
  },
};

/** Build systems that write below a directory of their own. */
const homes: Readonly<Record<string, readonly string[]>> = {
  mvn: ['target'],
  mvnw: ['target'],
  './mvnw': ['target'],
  gradle: ['build'],
  './gradlew': ['build'],
  gradlew: ['build'],
  sbt: ['target'],
  swift: ['.build'],
  flutter: ['build'],
  xcodebuild: ['build'],
  cmake: ['build'],
  ninja: ['build'],
  meson: ['build'],
  stack: ['.stack-work', 'dist'],
  cabal: ['dist-newstyle', 'dist'],
  mix: ['_build'],
  rebar3: ['_build'],
  dune: ['_build'],
  hatch: ['dist'],
  poetry: ['dist'],
  flit: ['dist'],
  pdm: ['dist'],
  'pyproject-build': ['dist'],
  cibuildwheel: ['wheelhouse'],
  pyinstaller: ['dist', 'build'],
  nuitka: ['dist'],
  'electron-builder': ['dist', 'release'],
  'electron-forge': ['out'],
  tsc: ['dist', 'lib', 'build'],
  tsup: ['dist'],
  vite: ['dist'],
  rollup: ['dist'],
  webpack: ['dist'],
  vsce: ['./'],
  ovsx: ['./'],
  helm: ['./'],
  dist: ['target/distrib'],
  'cargo-dist': ['target/distrib'],
  'wasm-pack': ['pkg'],
  napi: ['./'],
  snapcraft: ['./'],
  charmcraft: ['./'],
  rpmbuild: ['./', '/root/rpmbuild'],
  dpkg: [],
};

const systems: CommandFiles = {
  command: Object.keys(homes),
  files(call) {
    const program = call.texts[0] ?? '';
    const args = readArguments(call.words.slice(1), {
      valued: [
        '-o',
        '--output',
        '--out',
        '--outdir',
        '--output-dir',
        '--out-dir',
        '-d',
        '--destination',
        '-B',
        '--build',
        '--outDir',
        '-derivedDataPath',
        '--distpath',
        '--scratch-path',
      ],
    });
    const given = args.value(
      '-o',
      '--output',
      '--out',
      '--outdir',
      '--output-dir',
      '--out-dir',
      '-d',
      '--destination',
      '-B',
      '--build',
      '--outDir',
      '-derivedDataPath',
      '--distpath',
      '--scratch-path',
    );
    const why = `${program} names its files itself`;
    return given === undefined ? (homes[program] ?? []).map((directory) => anythingIn(str(directory), why)) : [anythingIn(given, why)];
  },
};

/** `dotnet publish -o DIRECTORY`. */
const dotnet: CommandFiles = {
  command: ['dotnet', 'msbuild', 'nuget'],
  files(call) {
    const args = readArguments(call.words.slice(1), {
      valued: [
        '-o',
        '--output',
        '-c',
        '--configuration',
        '-r',
        '--runtime',
        '-OutputDirectory',
        '-f',
        '--framework',
        '-p',
        '-v',
        '--os',
        '--arch',
        '-a',
      ],
    });
    const sub = textOf(args.words[0]);
    if (!/^(?:publish|pack|build)$/.test(sub) && call.texts[0] === 'dotnet') return [];
    const out = args.value('-o', '--output', '-OutputDirectory');
    return [anythingIn(out ?? str('./'), `${call.texts[0]} names its files itself`)];
  },
};

const packing: CommandFiles = {
  command: ['npm', 'pnpm', 'yarn', 'npx', 'pip', 'pip3', 'uv', 'pipx', 'gem', 'bundle', 'composer', 'poetry'],
  files(call) {
    const [program, sub = ''] = call.texts;
    if (
      /^(?:ci|i|install|add|sync|restore|cache|login|publish|version|config|whoami|view|audit|test|set|dlx-none|lock|pip|tool|dedupe|rebuild|link|prune|login|logout|help|dist-tag|deprecate|owner|unpublish|show|check|update|upgrade|self|env|python|venv)$/.test(
        sub,
      )
    )
      return [anythingIn(str('node_modules'), 'packages are installed there')];
    if (sub === 'pack') return [anythingIn(str('./'), `${program} names its file itself`)];
    if (sub === 'build') return [anythingIn(str(program === 'uv' || program === 'poetry' ? 'dist' : './'), `${program} names its file itself`)];
    if (program === 'pip' || program === 'pip3' || program === 'pipx' || program === 'bundle' || program === 'composer') return [];
    return undefined;
  },
};

export const builds: readonly CommandFiles[] = [cargo, named, systems, dotnet, packing];
