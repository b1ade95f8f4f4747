import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, GITHUB_TOKEN, given, known, ownerAndName, plain, type TokenPlaces } from './build.ts';

const AS_OF = '2026-03-01';

/** Pushes the built site to a branch, from a repository that it makes itself; so the working copy's header does not reach it. */
function byBranch(call: ActionCall, branch: Val, token: TokenPlaces, more: { repository?: Val; deployKey?: boolean } = {}): readonly Deed[] {
  const by = more.deployKey ? ({ how: 'unknown', why: 'a deploy key' } as const) : credential(call, token);
  return [
    { kind: 'branch', tool: call.name, by, needs: CONTENTS, name: branch, repository: more.repository },
    { kind: 'pages', tool: call.name, by, needs: CONTENTS, repository: more.repository },
  ];
}

function peaceiris(call: ActionCall): readonly Deed[] {
  return byBranch(
    call,
    given(call, 'publish_branch') ?? str('gh-pages'),
    { inputs: ['personal_token', 'github_token'] },
    { repository: elsewhere(call, given(call, 'external_repository')), deployKey: given(call, 'deploy_key') !== undefined },
  );
}

function james(call: ActionCall): readonly Deed[] {
  if (flag(call.input('dry-run'), false) === true) return [];
  return byBranch(
    call,
    given(call, 'branch', 'BRANCH') ?? str('gh-pages'),
    { inputs: ['token', 'ACCESS_TOKEN', 'GITHUB_TOKEN'], fallback: GITHUB_TOKEN },
    {
      repository: elsewhere(call, given(call, 'repository-name')),
      deployKey: given(call, 'ssh-key') !== undefined && plain(call.input('ssh-key')) !== 'false',
    },
  );
}

function deployPages(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'pages',
      tool: 'actions/deploy-pages',
      by: credential(call, { inputs: ['token'], fallback: GITHUB_TOKEN }),
      needs: [
        { scope: 'pages', level: 'write' },
        { scope: 'id-token', level: 'write' },
      ],
    },
  ];
}

function simple(call: ActionCall): readonly Deed[] {
  return byBranch(
    call,
    given(call, 'target_branch', 'preview-branch', 'branch', 'PAGES_BRANCH') ?? str('gh-pages'),
    {
      inputs: ['token', 'access-token', 'github_token'],
      env: ['GITHUB_TOKEN', 'GH_PAT', 'PERSONAL_TOKEN', 'TOKEN'],
      fallback: call.name === 'rossjrw/pr-preview-action' ? GITHUB_TOKEN : undefined,
    },
    { repository: elsewhere(call, given(call, 'repo', 'deploy-repository') ?? ownerAndName(call, 'owner', 'name')) },
  );
}

export const knowledge: readonly ActionKnowledge[] = [
  known('actions/deploy-pages', 'https://github.com/actions/deploy-pages action.yml', AS_OF, deployPages),
  known('peaceiris/actions-gh-pages', 'https://github.com/peaceiris/actions-gh-pages action.yml and README.md', AS_OF, peaceiris),
  known('jamesives/github-pages-deploy-action', 'https://github.com/JamesIves/github-pages-deploy-action action.yml', AS_OF, james),
  known(
    'bitovi/github-actions-storybook-to-github-pages',
    'https://github.com/bitovi/github-actions-storybook-to-github-pages README.md',
    AS_OF,
    deployPages,
  ),
  known(
    [
      'crazy-max/ghaction-github-pages',
      'rossjrw/pr-preview-action',
      'mhausenblas/mkdocs-deploy-gh-pages',
      'shalzz/zola-deploy-action',
      'enriikke/gatsby-gh-pages-action',
    ],
    'https://github.com/crazy-max/ghaction-github-pages README.md',
    AS_OF,
    simple,
  ),
];
