import type { Val } from '../../../actions/index.ts';
import { asText, str, text } from '../../../actions/index.ts';
import { nodeManifest, nodePackages, VERSION } from '../../config/index.ts';
import type { CommandCall } from '../../types.ts';
import type { CommandFiles, FileDeed } from '../types.ts';
import { anythingIn, below } from './places.ts';

/** Package managers: what they install lies in one directory, what they pack has a name of their own. */
export const packageManagers: CommandFiles = {
  command: ['npm', 'pnpm', 'yarn', 'npx', 'pip', 'pip3', 'uv', 'pipx', 'gem', 'bundle', 'composer', 'poetry'],
  files(call) {
    const [program, sub = ''] = call.texts;
    if (
      /^(?:ci|i|install|add|sync|restore|cache|login|publish|version|config|whoami|view|audit|test|set|lock|pip|tool|dedupe|rebuild|link|prune|login|logout|help|dist-tag|deprecate|owner|unpublish|show|check|update|upgrade|self|env|python|venv)$/.test(
        sub,
      )
    )
      return [anythingIn(str('node_modules'), 'packages are installed there')];
    if (sub === 'pack' && program === 'npm') return npmPack(call);
    if (sub === 'pack') return [anythingIn(str('./'), `${program} names its file itself`)];
    if (sub === 'build') return [anythingIn(str(program === 'uv' || program === 'poetry' ? 'dist' : './'), `${program} names its file itself`)];
    if (program === 'pip' || program === 'pip3' || program === 'pipx' || program === 'bundle' || program === 'composer') return [];
    return undefined;
  },
};

/** `npm pack`: `@acme/tool` becomes `acme-tool-1.2.3.tgz`, in the directory that `--pack-destination` names. */
function npmPack(call: CommandCall): readonly FileDeed[] {
  const options = new Map<string, Val>();
  const targets: Val[] = [];
  for (let i = 2; i < call.words.length; i++) {
    const [option = '', value] = (call.texts[i] ?? '').split(/=(.*)/s);
    if (/^(?:--pack-destination|--workspace|-w)$/.test(option)) options.set(option, value === undefined ? (call.words[++i] ?? str('')) : str(value));
    else if (option === '--dry-run') return [];
    else if (!option.startsWith('-') || option === '') targets.push(call.words[i]!);
    else if (!/^--(?:json|silent|quiet|ignore-scripts|loglevel)$/.test(option)) return unnamed(options);
  }
  const workspace = options.get('--workspace') ?? options.get('-w');
  const wanted = asText(workspace ?? str(''))?.replace(/^\.\//, '');
  const found =
    targets.length > 0
      ? undefined
      : workspace === undefined
        ? nodeManifest(call.world, call.cwd ?? '')
        : nodePackages(call.world).find((one) => one.name === wanted || one.directory === wanted);
  if (found?.name === undefined) return unnamed(options);
  const path = text([`${found.name.replace(/^@/, '').replaceAll('/', '-')}-`, VERSION, '.tgz']);
  return [{ op: 'make', path: below(options.get('--pack-destination'), path), what: 'package' }];
}

const unnamed = (options: ReadonlyMap<string, Val>): readonly FileDeed[] => [
  anythingIn(options.get('--pack-destination') ?? str('./'), 'npm names its file itself'),
];
