import type { Val } from '../../../actions/index.ts';
import { hole, str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import {
  CONTENTS,
  credential,
  elsewhere,
  flag,
  GITHUB_TOKEN,
  given,
  join,
  known,
  LINES_AND_COMMAS,
  list,
  nextVersion,
  ONLY_PULLS,
  outputs,
  PULLS,
  plain,
  tokenUrl,
} from './build.ts';
import { atLeast } from './version.ts';

const AS_OF = '2026-03-01';

/** Hides the header of checkout and pushes with its own token; up to 7.0.8 it does not know where checkout 6 keeps that header. */
function createPullRequest(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['token'], fallback: GITHUB_TOKEN });
  const pushBy = given(call, 'branch-token') ? credential(call, { inputs: ['branch-token'] }) : by;
  const fork = elsewhere(call, given(call, 'push-to-fork'));
  const head = given(call, 'branch') ?? str('create-pull-request/patch');
  const message = given(call, 'commit-message') ?? str('[create-pull-request] automated change');
  const knowsNewCheckout = atLeast(call, [7, 0, 9], '2025-11-22');
  const facts = knowsNewCheckout === false ? ['cpr.duplicate-header'] : [];
  return [
    {
      kind: 'branch',
      tool: 'peter-evans/create-pull-request',
      by: pushBy,
      needs: CONTENTS,
      name: head,
      message,
      repository: fork,
      certain: undefined,
      facts,
    },
    {
      kind: 'pull-request',
      act: 'open',
      tool: 'peter-evans/create-pull-request',
      by,
      needs: PULLS,
      base: given(call, 'base'),
      head,
      title: given(call, 'title') ?? str('Changes by create-pull-request action'),
      labels: list(call.input('labels'), LINES_AND_COMMAS),
      certain: undefined,
      facts,
    },
  ];
}

/** Opens a pull request between two branches that exist. */
function between(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'pull-request',
      act: 'open',
      tool: call.name,
      by: credential(call, { inputs: ['github_token', 'token', 'GITHUB_TOKEN'], env: ['GITHUB_TOKEN'] }),
      needs: ONLY_PULLS,
      base: given(call, 'destination_branch', 'target_branch', 'base', 'TO_BRANCH') ?? str(call.world.defaultBranch),
      head: given(call, 'source_branch', 'head', 'FROM_BRANCH') ?? call.event.refName,
      title: given(call, 'pr_title', 'title', 'PULL_REQUEST_TITLE'),
      labels: list(given(call, 'pr_label', 'label', 'labels'), LINES_AND_COMMAS),
      certain: undefined,
    },
  ];
}

/** A commit on a new branch, pushed with a token that git takes when checkout left no header. */
function pushed(call: ActionCall, by: CredentialSource, head: Val, message: Val): readonly Deed[] {
  const remote = by.how === 'token' ? tokenUrl(call, by.value) : str('origin');
  const git = { kind: 'git', tool: call.name, by: { how: 'git' } } as const;
  return [
    { ...git, act: 'commit', needs: [], name: message },
    { ...git, act: 'push', needs: CONTENTS, remote, refspecs: [join('HEAD:refs/heads/', head)] },
  ];
}

/** Bumps package.json and changelog on `release/<version>`. */
function releasePullRequest(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['github-token'], env: ['GITHUB_TOKEN'] });
  const version = given(call, 'release-version') ?? nextVersion(call);
  const head = join(given(call, 'release-branch-prefix') ?? str('release/'), version);
  return [
    ...pushed(call, by, head, version),
    {
      kind: 'pull-request',
      act: 'open',
      tool: call.name,
      by,
      needs: PULLS,
      head,
      base: str(call.world.defaultBranch),
      title: join('Release ', version),
    },
  ];
}

/** Commits files that were prepared before, on a new branch, and opens its pull request. */
function preparedRelease(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['token'] });
  const tag = given(call, 'tag') ?? unknown('input tag is not set');
  const head = join('release-', given(call, 'package-name') ?? str(''), '-', given(call, 'version') ?? unknown('version'), '-', hole('number'));
  return [
    ...pushed(call, by, head, join('release: ', tag)),
    { kind: 'pull-request', act: 'open', tool: call.name, by, needs: PULLS, head, base: str('main'), title: join('release: ', tag) },
  ];
}

function pull(call: ActionCall, act: 'merge' | 'auto-merge' | 'approve', inputs: readonly string[], env: readonly string[], fallback?: Val): Deed {
  return {
    kind: 'pull-request',
    act,
    tool: call.name,
    by: credential(call, { inputs, env, fallback }),
    needs: act === 'approve' ? ONLY_PULLS : PULLS,
    certain: undefined,
  };
}

/** Merges one branch into another without a pull request. */
function mergeBranch(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'branch',
      tool: call.name,
      by: credential(call, { inputs: ['github_token'], env: ['GITHUB_TOKEN'] }),
      needs: CONTENTS,
      name: given(call, 'target_branch', 'to_branch') ?? unknown('no input names the branch'),
      message: given(call, 'message'),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    [
      'peter-evans/create-pull-request',
      'tauri-apps/create-pull-request',
      'gr2m/create-or-update-pull-request-action',
      'technote-space/create-pr-action',
    ],
    'https://github.com/peter-evans/create-pull-request action.yml and releases, v3 to v8',
    AS_OF,
    createPullRequest,
    {
      outputs: (call) => outputs({ 'pull-request-branch': given(call, 'branch') ?? str('create-pull-request/patch') }),
    },
  ),
  known(
    [
      'repo-sync/pull-request',
      'devops-infra/action-pull-request',
      'thomaseizinger/create-pull-request',
      'tretuna/sync-branches',
      'vsoch/pull-request-action',
    ],
    'https://github.com/repo-sync/pull-request README.md',
    AS_OF,
    between,
  ),
  known('metamask/action-create-release-pr', 'https://github.com/MetaMask/action-create-release-pr action.yml', '2026-06-01', releasePullRequest),
  known(
    'vitejs/release-scripts/action/release-pr',
    'https://github.com/vitejs/release-scripts action/release-pr/action.yml',
    '2026-09-01',
    preparedRelease,
  ),
  known(['peter-evans/enable-pull-request-automerge'], 'https://github.com/peter-evans/enable-pull-request-automerge README.md', AS_OF, (call) => [
    pull(call, 'auto-merge', ['token'], [], GITHUB_TOKEN),
  ]),
  known(
    [
      'pascalgn/automerge-action',
      'pascalgn/merge-action',
      'ridedott/merge-me-action',
      'ahmadnassri/action-dependabot-auto-merge',
      'fastify/github-action-merge-dependabot',
    ],
    'https://github.com/pascalgn/automerge-action README.md',
    AS_OF,
    (call) => [
      pull(
        call,
        plain(call.input('use-github-auto-merge')) === 'true' ? 'auto-merge' : 'merge',
        ['github-token', 'GITHUB_TOKEN', 'token'],
        ['GITHUB_TOKEN'],
        GITHUB_TOKEN,
      ),
    ],
  ),
  known(
    ['hmarr/auto-approve-action', 'juliangruber/approve-pull-request-action'],
    'https://github.com/hmarr/auto-approve-action README.md',
    AS_OF,
    (call) => [pull(call, 'approve', ['github-token'], [], GITHUB_TOKEN)],
  ),
  known(['devmasx/merge-branch', 'everlytic/branch-merge'], 'https://github.com/devmasx/merge-branch README.md', AS_OF, mergeBranch),
  known(
    [
      'determinatesystems/update-flake-lock',
      'scala-steward-org/scala-steward-action',
      'tibdex/backport',
      'korthout/backport-action',
      'renovatebot/github-action',
      'sorenlouv/backport-github-action',
      'crowdin/github-action',
    ],
    'https://github.com/DeterminateSystems/update-flake-lock, https://github.com/korthout/backport-action and their like, README.md',
    AS_OF,
    (call) =>
      call.name === 'crowdin/github-action' && flag(call.input('create_pull_request'), true) === false
        ? []
        : [
            {
              kind: 'pull-request',
              act: 'open',
              tool: call.name,
              by: credential(call, { inputs: ['token', 'github-token', 'github_token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN }),
              needs: PULLS,
              title: given(call, 'pr-title', 'pull_request_title'),
              labels: list(given(call, 'pr-labels', 'pull_request_labels'), LINES_AND_COMMAS),
              certain: undefined,
            },
          ],
  ),
];
