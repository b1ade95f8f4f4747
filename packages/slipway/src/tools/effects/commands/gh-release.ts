import type { Val } from '../../../actions/index.ts';
import type { CommandCall, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { CONTENTS, ghCredential } from './credentials.ts';
import { ghRepository } from './gh.ts';
import { known } from './words.ts';

const VALUED = [
  '-R',
  '--repo',
  '-n',
  '--notes',
  '-F',
  '--notes-file',
  '--notes-start-tag',
  '--target',
  '-t',
  '--title',
  '--discussion-category',
  '--tag',
  '-p',
  '--pattern',
  '-D',
  '--dir',
  '-O',
  '--output',
  '-A',
  '--archive',
];

/**
 * `gh release …`. With files and without `--draft`, create makes a draft, uploads, then publishes, so the `created` event is never sent.
 * An edit publishes only with `--draft=false`.
 */
export function ghRelease(call: CommandCall, sub: string, words: readonly Val[]): readonly Deed[] {
  // `-p` is `--prerelease` for create and `--pattern` for download; create takes no value with it.
  const valued = sub === 'create' || sub === 'edit' ? VALUED.filter((one) => one !== '-p' && one !== '-O') : VALUED;
  const args = readArguments(words, { valued });
  const repository = ghRepository(call, args);
  const [tag, ...files] = args.words;
  const common = {
    kind: 'release' as const,
    tool: `gh release ${sub}`,
    by: ghCredential(call),
    needs: CONTENTS,
    ...(tag ? { tag } : {}),
    ...(repository ? { repository } : {}),
  };
  switch (sub) {
    case 'create':
    case 'new': {
      const draft = args.given('-d', '--draft');
      const given = files.filter((one) => known(one) !== '');
      const surely = given.some((one) => one.k === 'str' || one.k === 'text');
      return [
        {
          ...common,
          tool: 'gh release create',
          act: 'create',
          draft,
          prerelease: args.given('-p', '--prerelease'),
          draftFirst: given.length === 0 || draft === true ? false : surely && draft === false ? true : undefined,
          needsTag: args.may('--verify-tag'),
          ...(given.length > 0 ? { assets: given } : {}),
          facts: ['gh.create', 'gh.create.tag', ...(draft === false ? [] : ['gh.create.draft'])],
        },
      ];
    }
    case 'edit': {
      const draft = args.values('--draft').length > 0 ? args.given('--draft') : undefined;
      if (args.values('--draft').length === 0 || draft === true) return [];
      return [
        {
          ...common,
          act: 'publish',
          draft: false,
          prerelease: args.values('--prerelease').length > 0 || args.may('--prerelease') ? args.given('--prerelease') : undefined,
          draftFirst: false,
          certain: draft === false ? true : undefined,
          facts: ['rls.draft'],
        },
      ];
    }
    case 'upload':
      return [
        { ...common, act: 'upload', draft: undefined, prerelease: undefined, draftFirst: false, updates: args.may('--clobber'), assets: files },
      ];
    case 'delete': {
      const removed: Deed = { ...common, act: 'delete', draft: undefined, prerelease: undefined, draftFirst: false };
      if (!args.may('--cleanup-tag') || !tag) return [removed];
      return [
        removed,
        {
          kind: 'tag',
          act: 'delete',
          name: tag,
          tool: 'gh release delete --cleanup-tag',
          by: common.by,
          needs: CONTENTS,
          ...(repository ? { repository } : {}),
        },
      ];
    }
    default:
      return [];
  }
}
