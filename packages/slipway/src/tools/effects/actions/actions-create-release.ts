import { str } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, ReleaseDeed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, given, known, ownerAndName, shortRef } from './build.ts';

const AS_OF = '2026-03-01';

/** The archived pair of GitHub: a release, then one asset by its upload URL. Both take the token from the environment alone. */
function create(call: ActionCall): readonly ReleaseDeed[] {
  const tag = given(call, 'tag_name');
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by: credential(call, { env: ['GITHUB_TOKEN'] }),
      needs: CONTENTS,
      tag: tag && shortRef(tag),
      draft: flag(call.input('draft'), false),
      // A fork of it that asks for nothing may decide by the tag.
      prerelease: call.name === 'yyx990803/release-tag' && call.input('prerelease') === undefined ? undefined : flag(call.input('prerelease'), false),
      draftFirst: false,
      repository: elsewhere(call, ownerAndName(call, 'owner', 'repo')),
    },
  ];
}

function upload(call: ActionCall): readonly ReleaseDeed[] {
  const file = given(call, 'asset_path') ?? str('');
  return [
    {
      kind: 'release',
      act: 'upload',
      tool: call.name,
      by: credential(
        call,
        call.name.startsWith('shogo82148/')
          ? { inputs: ['github_token'], fallback: { k: 'token', of: { kind: 'github-token' } } }
          : { env: ['GITHUB_TOKEN'] },
      ),
      needs: CONTENTS,
      draft: undefined,
      prerelease: undefined,
      draftFirst: undefined,
      assets: [given(call, 'asset_name') ?? file],
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['actions/create-release', 'yyx990803/release-tag', 'joutvhu/create-release'],
    'https://github.com/actions/create-release action.yml and README.md',
    AS_OF,
    create,
  ),
  known(
    ['actions/upload-release-asset', 'shogo82148/actions-upload-release-asset'],
    'https://github.com/actions/upload-release-asset action.yml',
    AS_OF,
    upload,
  ),
];
