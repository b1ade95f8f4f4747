import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, MERGES, PULL_REQUESTS } from './credentials.ts';

/** `hub`, gh's predecessor, which workflows still use; its token is GITHUB_TOKEN. */
function deeds(call: CommandCall): readonly Deed[] {
  const outer = subcommand(call.words.slice(1));
  const by = fromEnv(call, ['GITHUB_TOKEN']) ?? { how: 'none' as const, why: 'hub has no GITHUB_TOKEN' };
  if (outer.name === 'pull-request') {
    const args = readArguments(outer.after, {
      valued: ['-b', '--base', '-h', '--head', '-m', '--message', '-F', '-l', '--labels', '-a', '-r', '-M', '-i'],
    });
    const [base, head, title] = [args.value('-b', '--base'), args.value('-h', '--head'), args.value('-m', '--message')];
    return [
      {
        kind: 'pull-request',
        act: 'open',
        tool: 'hub pull-request',
        by,
        needs: PULL_REQUESTS,
        ...(base ? { base } : {}),
        ...(head ? { head } : {}),
        ...(title ? { title } : {}),
      },
    ];
  }
  if (outer.name === 'merge') return [{ kind: 'pull-request', act: 'merge', tool: 'hub merge', by, needs: MERGES }];
  if (outer.name !== 'release') return [];
  const inner = subcommand(outer.after);
  const args = readArguments(inner.after, { valued: ['-a', '--attach', '-m', '--message', '-F', '--file', '-t', '--commitish'] });
  const [tag] = args.words;
  const assets = args.values('-a', '--attach');
  const common = {
    kind: 'release' as const,
    tool: `hub release ${inner.name}`,
    by,
    needs: CONTENTS,
    ...(tag ? { tag } : {}),
    draftFirst: false,
    ...(assets.length > 0 ? { assets } : {}),
  };
  if (inner.name === 'create')
    return [{ ...common, act: 'create', draft: args.given('-d', '--draft'), prerelease: args.given('-p', '--prerelease') }];
  if (inner.name === 'delete') return [{ ...common, act: 'delete', draft: undefined, prerelease: undefined }];
  if (inner.name !== 'edit') return [];
  const published = args.values('--draft').length > 0 && args.given('--draft') === false;
  if (published) return [{ ...common, act: 'publish', draft: false, prerelease: args.given('-p', '--prerelease') }];
  return assets.length > 0 ? [{ ...common, act: 'upload', draft: undefined, prerelease: undefined }] : [];
}

export const hub: CommandKnowledge = { command: 'hub', source: 'hub-release(1)', asOf: '2026-11-20', deeds };
