import type { ActionCall, ActionKnowledge, ReleaseDeed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, GITHUB_TOKEN, given, LINES_AND_COMMAS, list, ownerAndName, shortRef } from './build.ts';
import { atLeast } from './version.ts';

/** The token input was empty by default up to 1.8; the default `github.token` came with 1.10 at the latest. */
function deeds(call: ActionCall): readonly ReleaseDeed[] {
  const hasDefault = atLeast(call, [1, 9, 0], '2022-01-01') !== false;
  const tag = given(call, 'tag');
  return [
    {
      kind: 'release',
      act: 'create',
      tool: 'ncipollo/release-action',
      by: credential(call, { inputs: ['token'], fallback: hasDefault ? GITHUB_TOKEN : undefined }),
      needs: CONTENTS,
      tag: tag && shortRef(tag),
      draft: flag(call.input('draft'), false),
      prerelease: flag(call.input('prerelease'), false),
      draftFirst: flag(call.input('immutableCreate'), false),
      updates: flag(call.input('allowUpdates'), false) === true || flag(call.input('skipIfReleaseExists'), false) === true,
      assets: list(given(call, 'artifacts', 'artifact'), LINES_AND_COMMAS),
      repository: elsewhere(call, ownerAndName(call, 'owner', 'repo')),
      facts: ['nc.exists', 'nc.tag'],
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  {
    action: 'ncipollo/release-action',
    source: 'https://github.com/ncipollo/release-action action.yml and README.md, v1.8 to v1.20',
    asOf: '2026-07-19',
    deeds,
  },
];
