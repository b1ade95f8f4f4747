import { str } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed, TapDeed } from '../../types.ts';
import { CONTENTS, credential, flag, given, known, type TokenPlaces } from './build.ts';

const AS_OF = '2026-03-01';

function tap(call: ActionCall, manager: TapDeed['manager'], act: TapDeed['act'], repository: string | undefined, token: TokenPlaces): TapDeed {
  return {
    kind: 'tap',
    manager,
    act,
    tool: call.name,
    by: credential(call, token),
    needs: CONTENTS,
    repository: repository === undefined ? undefined : str(repository),
  };
}

/** Homebrew/homebrew-core gets a pull request, another tap a commit unless one is asked for. */
function bumpFormula(call: ActionCall): readonly Deed[] {
  const target = given(call, 'homebrew-tap') ?? str('Homebrew/homebrew-core');
  const core = target.k === 'str' && /^homebrew\//i.test(target.v);
  const asks = flag(call.input('create-pullrequest'), core);
  return [{ ...tap(call, 'homebrew', asks === false ? 'push' : 'pull-request', undefined, { env: ['COMMITTER_TOKEN'] }), repository: target }];
}

function homebrewPull(call: ActionCall): readonly Deed[] {
  const target = given(call, 'tap') ?? str('Homebrew/homebrew-core');
  return [{ ...tap(call, 'homebrew', 'pull-request', undefined, { inputs: ['token'], env: ['HOMEBREW_GITHUB_API_TOKEN'] }), repository: target }];
}

function homebrewReleaser(call: ActionCall): readonly Deed[] {
  if (flag(call.input('skip_commit'), false) === true) return [];
  const owner = given(call, 'homebrew_owner');
  const name = given(call, 'homebrew_tap');
  const repository = owner?.k === 'str' && name?.k === 'str' ? `${owner.v}/${name.v}` : undefined;
  return [tap(call, 'homebrew', 'push', repository, { inputs: ['github_token'] })];
}

/** A fork of the account of the token, and a pull request; needs a classic personal token. */
function winget(call: ActionCall): readonly Deed[] {
  return [tap(call, 'winget', 'pull-request', 'microsoft/winget-pkgs', { inputs: ['token'] })];
}

/** A web service opens the pull request; the workflow gives no credential. */
function krew(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'tap',
      manager: 'krew',
      act: 'pull-request',
      tool: call.name,
      by: { how: 'unknown', why: "the bot's own service" },
      needs: [],
      repository: str('kubernetes-sigs/krew-index'),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('mislav/bump-homebrew-formula-action', 'https://github.com/mislav/bump-homebrew-formula-action action.yml and README.md', AS_OF, bumpFormula),
  known(
    [
      'dawidd6/action-homebrew-bump-formula',
      'dawidd6/action-homebrew-bump-cask',
      'macauley/action-homebrew-bump-cask',
      'homebrew/actions/bump-packages',
      'homebrew/actions/bump-formulae',
      'eugenesvk/action-homebrew-bump-cask',
    ],
    'https://github.com/dawidd6/action-homebrew-bump-formula README.md',
    AS_OF,
    homebrewPull,
  ),
  known('justintime50/homebrew-releaser', 'https://github.com/Justintime50/homebrew-releaser README.md', AS_OF, homebrewReleaser),
  known(
    ['vedantmgoyal9/winget-releaser', 'vedantmgoyal2009/winget-releaser', 'vedantmgoyal/winget-releaser', 'michidk/run-komac'],
    'https://github.com/vedantmgoyal9/winget-releaser README.md',
    AS_OF,
    winget,
  ),
  known('rajatjindal/krew-release-bot', 'https://github.com/rajatjindal/krew-release-bot README.md', AS_OF, krew),
];
