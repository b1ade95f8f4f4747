import { concat, str } from '../../../actions/index.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import { kindOfFile } from '../kinds.ts';
import type { CommandFiles } from '../types.ts';
import { anythingIn, below, textOf } from './places.ts';

const fetchers: CommandFiles = {
  command: ['curl', 'wget', 'Invoke-WebRequest', 'iwr', 'aria2c'],
  files(call) {
    const args = readArguments(call.words.slice(1), {
      valued: [
        '-o',
        '--output',
        '-O',
        '-H',
        '--header',
        '-d',
        '--data',
        '-X',
        '--request',
        '-u',
        '--user',
        '--data-binary',
        '-w',
        '-F',
        '-A',
        '-OutFile',
        '-Uri',
        '-P',
        '--retry',
        '-T',
        '--upload-file',
        '--output-dir',
        '-e',
        '--max-time',
        '--connect-timeout',
      ].filter((o) => !(call.texts[0] === 'curl' && o === '-O')),
    });
    const to = args.value('-o', '--output', '-OutFile') ?? (call.texts[0] === 'wget' ? args.value('-O') : undefined);
    if (to !== undefined) return textOf(to) === '-' || textOf(to) === '/dev/null' ? [] : [{ op: 'make', path: to, what: kindOfFile(textOf(to)) }];
    if (call.texts[0] === 'curl' && !args.may('-O', '--remote-name', '-J')) return [];
    const base = textOf(args.words.at(-1))
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1);
    return base
      ? [{ op: 'make', path: below(args.value('-P', '--output-dir'), str(base)), what: kindOfFile(base) }]
      : [anythingIn(str('./'), 'a download whose name is not known')];
  },
};

/** `gh release download` fetches assets; `gh run download` artifacts. The rest of gh makes no file. */
const gh: CommandFiles = {
  command: ['gh'],
  files(call) {
    const [, area, sub] = call.texts;
    if (area === 'run' && sub === 'download') {
      const args = readArguments(call.words.slice(3), { valued: ['-n', '--name', '-D', '--dir', '-p', '--pattern', '-R', '--repo'] });
      return [anythingIn(args.value('-D', '--dir') ?? str('./'), 'artifacts of another run are downloaded there')];
    }
    if (area !== 'release' || sub !== 'download') return area === 'repo' && sub === 'clone' ? [anythingIn(str('./'), 'a repository is cloned')] : [];
    const args = readArguments(call.words.slice(3), {
      valued: ['-p', '--pattern', '-D', '--dir', '-R', '--repo', '-O', '--output', '-A', '--archive'],
    });
    const output = args.value('-O', '--output');
    const repository = args.value('-R', '--repo') ?? call.env('GH_REPO');
    const [tag] = args.words;
    const names = args.values('-p', '--pattern');
    if (output !== undefined) return [{ op: 'make', path: output, what: kindOfFile(textOf(output)) }];
    return [
      {
        op: 'download-asset',
        names: names.length > 0 ? names : [str('*')],
        into: concat(args.value('-D', '--dir') ?? str('.'), str('/')),
        ...(repository === undefined ? {} : { repository }),
        ...(tag === undefined ? {} : { tag }),
      },
    ];
  },
};

export const downloads: readonly CommandFiles[] = [fetchers, gh];
