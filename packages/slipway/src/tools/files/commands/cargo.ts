import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import { cargoPrograms } from '../../config/programs.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import { platformOf } from '../kinds.ts';
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
export const cargo: CommandFiles = {
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
