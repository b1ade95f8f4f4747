import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { LOCAL } from './credentials.ts';
import { known } from './words.ts';

function versionDeeds(call: CommandCall): readonly Deed[] {
  return [
    {
      kind: 'history',
      tool: known(call.words[0]) ?? 'git-cliff',
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it writes the changelog from tags and commits',
      facts: ['tok.fetch'],
    },
  ];
}

/** Changelog writers and version calculators: they read history and change nothing. */
export const historyTools: CommandKnowledge = {
  command: [
    'git-cliff',
    'git-chglog',
    'conventional-changelog',
    'auto-changelog',
    'generate-changelog',
    'gitversion',
    'dotnet-gitversion',
    'svu',
    'git-semver',
    'minver',
    'nbgv',
    'gitchangelog',
  ],
  source: 'documentation of each tool',
  asOf: '2026-11-20',
  deeds: versionDeeds,
};
