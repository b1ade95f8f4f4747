import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { fromEnv, fromOption } from './credentials.ts';
import { known } from './words.ts';

/** Tools that change a package manager's index in another repository: a tap, winget-pkgs, the AUR. */
function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const args = readArguments(call.words.slice(1), {
    valued: [
      '-t',
      '--token',
      '--url',
      '--urls',
      '-u',
      '-v',
      '--version',
      '--tag',
      '--revision',
      '--sha256',
      '--message',
      '--identifier',
      '-i',
      '--fork-org',
      '-o',
      '--out',
    ],
  });
  if (args.may('-n', '--dry-run', '--write-only')) return [];
  const [sub] = args.words.map(known);
  const by = (names: readonly string[], what: string): CredentialSource =>
    fromOption(args.value('-t', '--token'), '--token') ?? fromEnv(call, names) ?? { how: 'none', why: `${what} has no ${names[0]}` };
  switch (program) {
    case 'brew':
      if (sub !== 'bump-formula-pr' && sub !== 'bump-cask-pr' && sub !== 'bump') return [];
      if (sub === 'bump' && !args.may('--open-pr')) return [];
      return [
        {
          kind: 'tap',
          act: 'pull-request',
          manager: 'homebrew',
          tool: `brew ${sub}`,
          by: by(['HOMEBREW_GITHUB_API_TOKEN'], 'brew'),
          needs: [],
          repository: str('Homebrew/homebrew-core'),
        },
      ];
    case 'wingetcreate':
      if (sub !== 'submit' && !((sub === 'update' || sub === 'new') && args.may('-s', '--submit'))) return [];
      return [
        {
          kind: 'tap',
          act: 'pull-request',
          manager: 'winget',
          tool: `wingetcreate ${sub}`,
          by: by(['WINGET_CREATE_GITHUB_TOKEN'], 'wingetcreate'),
          needs: [],
          repository: str('microsoft/winget-pkgs'),
        },
      ];
    case 'komac':
      if (sub !== 'update' && sub !== 'submit' && sub !== 'new') return [];
      if (sub === 'update' && !args.may('-s', '--submit')) return [];
      return [
        {
          kind: 'tap',
          act: 'pull-request',
          manager: 'winget',
          tool: `komac ${sub}`,
          by: by(['GITHUB_TOKEN', 'KOMAC_TOKEN'], 'komac'),
          needs: [],
          repository: str('microsoft/winget-pkgs'),
        },
      ];
    default:
      return [];
  }
}

export const packageIndexes: CommandKnowledge = {
  command: ['brew', 'wingetcreate', 'komac'],
  source: 'command references of Homebrew, wingetcreate and Komac',
  asOf: '2026-11-20',
  deeds,
};
