/** Actions that commit, tag and push with git: with the working copy's credential, or with a token that they put in the URL. */

import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { CONTENTS, credential, elsewhere, flag, GITHUB_TOKEN, given, isEmpty, join, known, plain, tokenUrl } from './build.ts';
import { type Git, git, pushByUrl, tokenOf } from './git-calls.ts';

const AS_OF = '2026-03-01';

function autoCommit(call: ActionCall): readonly Deed[] {
  const message = given(call, 'commit_message') ?? str('Apply automatic changes');
  const tag = given(call, 'tag_name', 'tagging_message');
  const branch = given(call, 'branch');
  const deeds: Deed[] = [];
  if (branch && flag(call.input('skip_checkout'), false) !== true) deeds.push(git(call, { act: 'branch', name: branch }));
  if (flag(call.input('create_git_tag_only'), false) !== true) deeds.push(git(call, { act: 'commit', name: message }));
  if (tag) deeds.push(git(call, { act: 'tag', name: tag, annotated: true }));
  if (flag(call.input('skip_push'), false) === true) return deeds;
  const options = plain(call.input('push_options')) ?? '';
  deeds.push(
    git(call, {
      act: 'push',
      remote: str('origin'),
      refspecs: branch ? [join('HEAD:', branch)] : [],
      followTags: tag !== undefined || branch !== undefined,
      force: /--force|-f\b/.test(options),
      allTags: /--tags/.test(options),
    }),
  );
  return deeds;
}

/** `tag` holds arguments of `git tag`; its first word that is no flag is the name. */
function tagArguments(value: Val): { name: Val; annotated: boolean } {
  const text = plain(value);
  if (text === undefined) return { name: value, annotated: true };
  const words = text.split(/\s+/);
  const name = words.find((word) => word !== '' && !word.startsWith('-'));
  return { name: str(name ?? ''), annotated: /(^|\s)-\w*[am]/.test(text) };
}

function addAndCommit(call: ActionCall): readonly Deed[] {
  const branch = given(call, 'new_branch', 'branch');
  const deeds: Deed[] = [];
  if (branch) deeds.push(git(call, { act: 'branch', name: branch }));
  deeds.push(
    git(call, { act: 'commit', name: given(call, 'message') ?? join('Commit from GitHub Actions (', unknown('name of the workflow'), ')') }),
  );
  const tag = given(call, 'tag');
  if (tag) deeds.push(git(call, { act: 'tag', ...tagArguments(tag) }));
  if (plain(call.input('push')) === 'false') return deeds;
  deeds.push(
    git(call, { act: 'push', remote: str('origin'), refspecs: branch ? [branch] : [], force: /--force/.test(plain(call.input('push')) ?? '') }),
  );
  if (tag && plain(given(call, 'tag_push')) !== 'false') deeds.push(git(call, { act: 'push', remote: str('origin'), allTags: true }));
  return deeds;
}

function githubPush(call: ActionCall): readonly Deed[] {
  const ssh = flag(call.input('ssh'), false) === true;
  const repository = elsewhere(call, given(call, 'repository'));
  const branch = given(call, 'branch');
  const push: Partial<Git> = {
    refspecs: flag(call.input('push_only_tags'), false) === true ? [] : [branch ? join('HEAD:', branch) : str('HEAD')],
    allTags: flag(call.input('tags'), false) === true || flag(call.input('push_only_tags'), false) === true,
    force: flag(call.input('force'), false) === true,
    directory: given(call, 'directory'),
    repository,
  };
  if (ssh) return [git(call, { act: 'push', remote: str('origin'), ...push })];
  const token = tokenOf(call, 'github_token', undefined, GITHUB_TOKEN);
  return [pushByUrl(call, token, { ...push, remote: tokenUrl(call, token, repository) })];
}

/** With a token it rewrites the URL of origin; the working copy keeps that. */
function createTag(call: ActionCall): readonly Deed[] {
  const name = given(call, 'tag') ?? unknown('input tag is not set');
  const force = flag(call.input('force_push_tag'), false) === true;
  const secret = call.input('github_token') ?? GITHUB_TOKEN;
  const deeds: Deed[] = [];
  if (flag(call.input('tag_exists_error'), true) === false) deeds.push(git(call, { act: 'fetch', withTags: true }));
  deeds.push(git(call, { act: 'tag', name, annotated: true, force }));
  if (isEmpty(secret)) deeds.push(git(call, { act: 'push', remote: str('origin'), refspecs: [name], force }));
  else deeds.push(pushByUrl(call, secret, { refspecs: [name], force }));
  return deeds;
}

/** Copies a directory into another repository: its own clone, so the working copy's header does not matter. */
function toAnotherRepository(call: ActionCall): readonly Deed[] {
  const by = credential(call, { env: ['SSH_DEPLOY_KEY', 'API_TOKEN_GITHUB'] });
  const repository = join(
    given(call, 'destination-github-username', 'destination_github_username') ?? str(''),
    '/',
    given(call, 'destination-repository-name', 'destination_repo') ?? unknown('repository'),
  );
  return [
    { kind: 'branch', tool: call.name, by, needs: CONTENTS, name: given(call, 'target-branch', 'destination_branch') ?? str('main'), repository },
  ];
}

function commitByApi(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'branch',
      tool: call.name,
      by: credential(call, { inputs: ['token', 'github-token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN }),
      needs: CONTENTS,
      name: given(call, 'branch', 'target-branch'),
      message: given(call, 'commit_message', 'commit-message', 'message'),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    'stefanzweifel/git-auto-commit-action',
    'https://github.com/stefanzweifel/git-auto-commit-action entrypoint.sh and README.md, v4 to v7',
    AS_OF,
    autoCommit,
  ),
  known('endbug/add-and-commit', 'https://github.com/EndBug/add-and-commit action.yml and README.md', AS_OF, addAndCommit),
  known('ad-m/github-push-action', 'https://github.com/ad-m/github-push-action action.yml and start.sh', AS_OF, githubPush),
  known('rickstaa/action-create-tag', 'https://github.com/rickstaa/action-create-tag action.yml and entrypoint.sh', AS_OF, createTag),
  known(
    ['cpina/github-action-push-to-another-repository', 'dmnemec/copy_file_to_another_repo_action', 'nkoppel/push-files-to-another-repository'],
    'https://github.com/cpina/github-action-push-to-another-repository README.md',
    AS_OF,
    toAnotherRepository,
  ),
  known(
    [
      'planetscale/ghcommit-action',
      'swinton/commit',
      'iarekylew00t/verified-bot-commit',
      'test-room-7/action-update-file',
      'suzuki-shunsuke/commit-action',
    ],
    'https://github.com/planetscale/ghcommit-action README.md',
    AS_OF,
    commitByApi,
  ),
  known(
    ['devops-infra/action-commit-push', 'github-actions-x/commit', 'mikeal/publish-to-github-action'],
    'https://github.com/devops-infra/action-commit-push README.md',
    AS_OF,
    (call) => {
      const token = tokenOf(call, 'github_token', 'GITHUB_TOKEN');
      return [
        git(call, { act: 'commit', name: given(call, 'commit_message', 'commit-message') ?? unknown('commit message') }),
        pushByUrl(call, token, {}),
      ];
    },
  ),
];
