/** Actions that commit, tag and push with git: with the working copy's credential, or with a token that they put in the URL. */

import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed, GitDeed } from '../../types.ts';
import {
  BY_GIT,
  CONTENTS,
  credential,
  elsewhere,
  flag,
  GITHUB_TOKEN,
  given,
  isEmpty,
  join,
  known,
  nextVersion,
  outputs,
  plain,
  tokenUrl,
} from './build.ts';

const AS_OF = '2026-03-01';

type Git = Omit<GitDeed, 'kind' | 'tool' | 'by' | 'needs'>;

/** A git command of an action. */
function git(call: ActionCall, deed: Git): GitDeed {
  return { kind: 'git', tool: call.name, by: BY_GIT, needs: deed.act === 'push' ? CONTENTS : [], ...deed };
}

/** A push to a URL with a token in it, to which the working copy's own header is preferred. */
function pushByUrl(call: ActionCall, token: Val, more: Partial<Git>): GitDeed {
  return git(call, { act: 'push', remote: tokenUrl(call, token), facts: ['tok.extraheader'], ...more });
}

/** Its token, whatever says it; an unknown one when nothing does, which leaves the URL without a usable credential. */
function tokenOf(call: ActionCall, input: string | undefined, env?: string, fallback?: Val): Val {
  const by = credential(call, { inputs: input ? [input] : [], env: env ? [env] : [], fallback });
  return by.how === 'token' ? by.value : str('');
}

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

/** No prefix by default. */
function bumpVersion(call: ActionCall): readonly Deed[] {
  if (plain(call.input('push')) === 'false') return [];
  const name = bumpedTag(call);
  const message = call.input('commit-message') ?? str('ci: version bump to {{version}}');
  const text = plain(message);
  const deeds: Deed[] = [];
  const branch = given(call, 'target-branch');
  if (branch) deeds.push(git(call, { act: 'branch', name: branch }));
  if (flag(call.input('skip-commit'), false) !== true) {
    deeds.push(
      git(call, { act: 'commit', name: text === undefined ? message : str(text.replaceAll('{{version}}', plain(name) ?? call.world.version)) }),
    );
  }
  const skipTag = flag(call.input('skip-tag'), false) === true;
  if (!skipTag) deeds.push(git(call, { act: 'tag', name }));
  if (flag(call.input('skip-push'), false) === true) return deeds;
  const token = tokenOf(call, undefined, 'GITHUB_TOKEN');
  deeds.push(pushByUrl(call, token, { followTags: !skipTag }));
  if (!skipTag) deeds.push(pushByUrl(call, token, { allTags: true }));
  return deeds;
}

function bumpedTag(call: ActionCall): Val {
  return join(call.input('tag-prefix') ?? str(''), nextVersion(call), call.input('tag-suffix') ?? str(''));
}

function conventionalChangelog(call: ActionCall): readonly Deed[] {
  const name = changelogTag(call);
  const message = plain(call.input('git-message') ?? str('chore(release): {version}'));
  const deeds: Deed[] = [wantsHistory(call)];
  if (flag(call.input('skip-commit'), false) !== true) {
    deeds.push(
      git(call, {
        act: 'commit',
        name: message === undefined ? unknown('input git-message') : str(message.replaceAll('{version}', call.world.version)),
      }),
    );
  }
  const skipTag = flag(call.input('skip-tag'), false) === true;
  if (!skipTag) deeds.push(git(call, { act: 'tag', name, annotated: true }));
  if (flag(call.input('git-push'), true) === false) return deeds;
  const token = tokenOf(call, 'github-token', undefined, GITHUB_TOKEN);
  const branch = given(call, 'git-branch') ?? (call.event.refType === 'branch' ? call.event.refName : undefined);
  deeds.push(pushByUrl(call, token, { refspecs: branch ? [branch] : [], followTags: !skipTag }));
  return deeds;
}

function changelogTag(call: ActionCall): Val {
  return join(call.input('tag-prefix') ?? str('v'), nextVersion(call));
}

function wantsHistory(call: ActionCall): Deed {
  return {
    kind: 'history',
    tool: call.name,
    by: { how: 'unknown', why: '' },
    needs: [],
    wants: 'both',
    why: 'it reads the commits since the last tag for version and changelog',
  };
}

function commitizen(call: ActionCall): readonly Deed[] {
  const pullRequest = call.event.name === 'pull_request' && flag(call.input('merge'), false) !== true;
  if (plain(call.input('dry_run')) === 'true') return [wantsHistory(call)];
  const format = commitizenTagFormat(call);
  const name = format === undefined ? nextVersion(call) : str(format.replaceAll(/\$\{?version\}?/g, call.world.version));
  const deeds: Deed[] = [wantsHistory(call)];
  if (flag(call.input('commit'), true) !== false)
    deeds.push(git(call, { act: 'commit', name: join('bump: version to ', nextVersion(call)) }), git(call, { act: 'tag', name }));
  if (flag(call.input('push'), true) === false || pullRequest) return deeds;
  const branch = given(call, 'branch') ?? (call.event.refType === 'branch' ? call.event.refName : undefined);
  const token = tokenOf(call, 'github_token');
  deeds.push(pushByUrl(call, token, { refspecs: branch ? [join('HEAD:', branch)] : [] }), pushByUrl(call, token, { allTags: true }));
  return deeds;
}

/** `tag_format` of the files that Commitizen reads; its own default is the bare version. */
function commitizenTagFormat(call: ActionCall): string | undefined {
  for (const path of ['pyproject.toml', '.cz.toml', 'cz.toml', '.cz.json', 'cz.json', '.cz.yaml', 'cz.yaml']) {
    const found = /^\s*"?tag_format"?\s*[=:]\s*["']?([^"'\n,]+)/m.exec(call.world.read(path) ?? '');
    if (found) return found[1]!.trim();
  }
  return undefined;
}

/** One tag for each package; releases from v3.8.0. */
function melos(call: ActionCall): readonly Deed[] {
  const deeds: Deed[] = [];
  if (flag(call.input('run-versioning'), false) === true) deeds.push(git(call, { act: 'commit', name: str('chore(release): publish packages') }));
  if (flag(call.input('create-pr'), false) === true) {
    deeds.push({
      kind: 'pull-request',
      act: 'open',
      tool: call.name,
      by: { how: 'token', value: GITHUB_TOKEN, from: 'default of peter-evans/create-pull-request' },
      needs: [
        { scope: 'contents', level: 'write' },
        { scope: 'pull-requests', level: 'write' },
      ],
      title: str('chore(release): Publish packages'),
    });
  }
  if (flag(call.input('tag'), false) === true) {
    const name: Val = { k: 'text', parts: [{ hole: 'word' }, `-v${call.world.version}`] };
    deeds.push(git(call, { act: 'tag', name }), git(call, { act: 'push', remote: str('origin'), refspecs: [name] }));
  }
  if (flag(call.input('publish'), false) === true) {
    deeds.push({ kind: 'package', registry: 'pub', names: [], tool: call.name, by: { how: 'oidc' }, needs: [{ scope: 'id-token', level: 'write' }] });
  }
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
  known('phips28/gh-action-bump-version', 'https://github.com/phips28/gh-action-bump-version index.js', AS_OF, bumpVersion, {
    outputs: (call) => outputs({ newTag: bumpedTag(call) }),
  }),
  known('tripss/conventional-changelog-action', 'https://github.com/TriPSs/conventional-changelog-action action.yml', AS_OF, conventionalChangelog, {
    outputs: (call) => outputs({ tag: changelogTag(call), version: nextVersion(call) }),
  }),
  known('commitizen-tools/commitizen-action', 'https://github.com/commitizen-tools/commitizen-action action.yml', AS_OF, commitizen, {
    outputs: (call) => outputs({ version: nextVersion(call) }),
  }),
  known('bluefireteam/melos-action', 'https://github.com/bluefireteam/melos-action action.yml', '2026-06-04', melos),
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
