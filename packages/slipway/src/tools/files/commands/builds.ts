import { concat, str } from '../../../actions/index.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import { kindOfFile, platformOf } from '../kinds.ts';
import type { CommandFiles } from '../types.ts';
import { cargo } from './cargo.ts';
import { packageManagers } from './package-managers.ts';
import { anythingIn, textOf } from './places.ts';

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

/** Options with which one or another of them is given the directory. */
const directories = [
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
];

const systems: CommandFiles = {
  command: Object.keys(homes),
  files(call) {
    const program = call.texts[0] ?? '';
    const args = readArguments(call.words.slice(1), {
      valued: directories,
    });
    const given = args.value(...directories);
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

/** What compilers, build systems and package managers write. */
export const builds: readonly CommandFiles[] = [cargo, named, systems, dotnet, packageManagers];
