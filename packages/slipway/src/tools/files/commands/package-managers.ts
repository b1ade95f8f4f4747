import { str } from '../../../actions/index.ts';
import type { CommandFiles } from '../types.ts';
import { anythingIn } from './places.ts';

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
    if (sub === 'pack') return [anythingIn(str('./'), `${program} names its file itself`)];
    if (sub === 'build') return [anythingIn(str(program === 'uv' || program === 'poetry' ? 'dist' : './'), `${program} names its file itself`)];
    if (program === 'pip' || program === 'pip3' || program === 'pipx' || program === 'bundle' || program === 'composer') return [];
    return undefined;
  },
};
