import type { Truth } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, ReleaseDeed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, GITHUB_TOKEN, given, list, shortRef } from './build.ts';
import { atLeast } from './version.ts';

/** From 2.5.3 a token that is given wins over the environment; before it was the other way round. */
function tokenOf(call: ActionCall): CredentialSource {
  const inputFirst = atLeast(call, [2, 5, 3], '2026-03-15');
  const places = { inputs: ['token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN };
  return credential(call, { ...places, envFirst: inputFirst === false });
}

/** 2.5.0 and 2.5.1 draft first always; from 2.5.2 pre-releases are published directly. */
function draftFirst(call: ActionCall, prerelease: Truth): Truth {
  const drafts = atLeast(call, [2, 5, 0], '2025-12-01');
  if (drafts !== true) return drafts;
  const spares = atLeast(call, [2, 5, 2], '2026-03-14');
  if (spares === false) return true;
  if (prerelease === false) return true;
  return spares === true && prerelease === true ? false : undefined;
}

function deeds(call: ActionCall): readonly ReleaseDeed[] {
  const prerelease = flag(call.input('prerelease'), false);
  const tag = given(call, 'tag_name');
  return [
    {
      kind: 'release',
      act: 'create',
      tool: 'softprops/action-gh-release',
      by: tokenOf(call),
      needs: CONTENTS,
      tag: tag && shortRef(tag),
      draft: flag(call.input('draft'), false),
      prerelease,
      draftFirst: draftFirst(call, prerelease),
      updates: true,
      assets: list(call.input('files')),
      repository: elsewhere(call, given(call, 'repository')),
      facts: ['sp.flow', 'sp.update', 'sp.tag', 'tok.actioninput'],
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  {
    action: 'softprops/action-gh-release',
    source: 'https://github.com/softprops/action-gh-release action.yml, src/util.ts and CHANGELOG.md, v1 to v3.0.0',
    asOf: '2026-04-26',
    deeds,
  },
];
