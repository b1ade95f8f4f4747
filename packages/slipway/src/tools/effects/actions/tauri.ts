import type { Val } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, given, known, nextVersion, outputs, ownerAndName, plain, shortRef } from './build.ts';

/** `__VERSION__` stands for the version of the app. */
function tagOf(call: ActionCall): Val | undefined {
  const tag = given(call, 'tagName');
  if (tag === undefined) return undefined;
  if (tag.k === 'text')
    return { k: 'text', parts: tag.parts.map((part) => (typeof part === 'string' ? part.replaceAll('__VERSION__', call.world.version) : part)) };
  const text = plain(tag);
  return shortRef(text === undefined ? tag : { k: 'str', v: text.replaceAll('__VERSION__', call.world.version) });
}

/** Builds; makes a release when a tag is named, uploads when a release is. */
function deeds(call: ActionCall): readonly Deed[] {
  const tag = tagOf(call);
  const id = given(call, 'releaseId');
  if (!tag && !id) return [];
  return [
    {
      kind: 'release',
      act: id ? 'upload' : 'create',
      tool: 'tauri-apps/tauri-action',
      by: credential(call, { inputs: ['githubToken'], env: ['GITHUB_TOKEN'] }),
      needs: CONTENTS,
      tag,
      draft: id ? undefined : flag(call.input('releaseDraft'), false),
      prerelease: id ? undefined : flag(call.input('prerelease'), false),
      draftFirst: false,
      updates: true,
      repository: elsewhere(call, ownerAndName(call, 'owner', 'repo')),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('tauri-apps/tauri-action', 'https://github.com/tauri-apps/tauri-action action.yml and README.md', '2026-03-01', deeds, {
    outputs: (call) => outputs({ appVersion: nextVersion(call) }),
  }),
];
