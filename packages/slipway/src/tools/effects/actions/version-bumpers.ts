/** Actions that raise the version, commit, tag and push with git. */

import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { flag, GITHUB_TOKEN, given, join, known, LOCAL, nextVersion, outputs, plain } from './build.ts';
import { git, pushByUrl, tokenOf } from './git-calls.ts';

const AS_OF = '2026-03-01';

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
    by: LOCAL,
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
    const found = /^[ \t]*"?tag_format"?\s*[=:]\s*["']?([^"'\n,]+)/m.exec(call.world.read(path) ?? '');
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

export const knowledge: readonly ActionKnowledge[] = [
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
];
