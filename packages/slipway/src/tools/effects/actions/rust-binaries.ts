import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { CONTENTS, credential, flag, given, known, plain, shortRef } from './build.ts';

const AS_OF = '2026-03-01';

/** Builds and uploads to the release of the tag, which must exist. */
function upload(call: ActionCall): readonly Deed[] {
  if (flag(given(call, 'dry-run', 'dry_run'), false) === true) return [];
  const ref = given(call, 'ref');
  const target = plain(given(call, 'target'));
  const bins = (plain(given(call, 'bin')) ?? '').split(',', 50).map((bin) => bin.trim());
  const archive = plain(given(call, 'archive')) ?? '$bin-$target';
  const assets = bins.flatMap((bin) => {
    if (bin === '' || target === undefined) return [];
    const name = archive
      .replaceAll('$bin', bin)
      .replaceAll('$target', target)
      .replaceAll('$tag', plain(call.event.refName) ?? '*');
    return [`${name}.${/windows/.test(target) ? 'zip' : 'tar.gz'}`].map((v) => ({ k: 'str', v }) as const);
  });
  return [
    {
      kind: 'release',
      act: 'upload',
      tool: call.name,
      by: credential(call, { inputs: ['token'], env: ['GITHUB_TOKEN', 'GH_TOKEN'] }),
      needs: CONTENTS,
      tag: ref && shortRef(ref),
      draft: undefined,
      prerelease: undefined,
      draftFirst: undefined,
      assets: assets.length > 0 ? assets : undefined,
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('taiki-e/upload-rust-binary-action', 'https://github.com/taiki-e/upload-rust-binary-action action.yml', AS_OF, upload),
  known('houseabsolute/actions-rust-release', 'https://github.com/houseabsolute/actions-rust-release README.md', AS_OF, (call) =>
    call.event.refType === 'tag'
      ? [
          {
            kind: 'release',
            act: 'create',
            tool: call.name,
            by: credential(call, { inputs: ['github-token'], env: ['GITHUB_TOKEN'], fallback: { k: 'token', of: { kind: 'github-token' } } }),
            needs: CONTENTS,
            draft: true,
            prerelease: false,
            draftFirst: false,
            updates: true,
          },
        ]
      : [],
  ),
];
