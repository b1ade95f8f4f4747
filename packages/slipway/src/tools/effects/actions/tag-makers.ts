/** Actions that make or move a tag by API, or push one, with a version that they compute or are given. */

import type { Val } from '../../../actions/index.ts';
import { alts, str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import {
  BY_GIT,
  CONTENTS,
  credential,
  flag,
  GITHUB_TOKEN,
  given,
  join,
  known,
  LOCAL,
  matches,
  nextVersion,
  outputs,
  plain,
  shortRef,
  type TokenPlaces,
} from './build.ts';

const AS_OF = '2026-03-01';

/** A tag of this name by API. */
function tag(call: ActionCall, name: Val, places: TokenPlaces, more: { act?: 'create' | 'move' | 'delete'; certain?: undefined } = {}): Deed {
  return {
    kind: 'tag',
    tool: call.name,
    by: credential(call, places),
    needs: CONTENTS,
    name: shortRef(name),
    act: more.act ?? 'create',
    ...('certain' in more ? { certain: undefined } : {}),
  };
}

/** Needs the tags of the working copy for its next version. */
function wantsTags(call: ActionCall): Deed {
  return {
    kind: 'history',
    tool: call.name,
    by: LOCAL,
    needs: [],
    wants: 'both',
    why: 'it computes the next version from tags and commits',
  };
}

/** Whether the branch of the event is one of a comma-separated list of expressions; undefined when that cannot be said. */
function onBranch(call: ActionCall, branches: string): boolean | undefined {
  const name = plain(call.event.refName);
  if (call.event.refType !== 'branch' || name === undefined) return undefined;
  const answers = branches.split(',').map((branch) => {
    const wanted = branch.trim();
    if (wanted === name) return true;
    const found = matches(`^(?:${wanted})$`, name);
    return found === undefined ? undefined : found !== null;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function mathieudutour(call: ActionCall): Val {
  const prefix = call.input('tag_prefix') ?? str('v');
  return join(prefix, given(call, 'custom_tag') ?? nextVersion(call));
}

function mathieudutourDeeds(call: ActionCall): readonly Deed[] {
  if (flag(call.input('dry_run'), false) === true) return [];
  const branches = [plain(call.input('release_branches')) ?? 'master,main', plain(call.input('pre_release_branches')) ?? '']
    .filter(Boolean)
    .join(',');
  if (!given(call, 'custom_tag') && onBranch(call, branches) === false) return [];
  return [tag(call, mathieudutour(call), { inputs: ['github_token'] })];
}

/** No `v` unless the environment asks for one. */
function anothrNick(call: ActionCall): Val {
  const custom = call.env('CUSTOM_TAG');
  if (custom && plain(custom) !== '') return custom;
  const withV = flag(call.env('WITH_V'), false);
  const prefix = call.env('TAG_PREFIX');
  if (prefix && plain(prefix) !== '') return join(prefix, nextVersion(call));
  if (withV === undefined) return unknown('env WITH_V is not known');
  return join(withV ? 'v' : '', nextVersion(call));
}

function anothrNickDeeds(call: ActionCall): readonly Deed[] {
  if (flag(call.env('DRY_RUN'), false) === true) return [wantsTags(call)];
  const byApi = flag(call.env('GIT_API_TAGGING'), true) !== false;
  const made = tag(call, anothrNick(call), { env: ['GITHUB_TOKEN'] });
  return [wantsTags(call), byApi ? made : { ...made, by: BY_GIT }];
}

function autotag(call: ActionCall): Val {
  const prefix = call.input('tag_prefix') ?? str('');
  return join(prefix, nextVersion(call), call.input('tag_suffix') ?? str(''));
}

/** `v%major%.%minor%.%patch%` filled in. */
function semverFormat(call: ActionCall): Val {
  const custom = given(call, 'tag');
  if (custom) return custom;
  const format = plain(call.input('tag_format') ?? str('v%major%.%minor%.%patch%'));
  if (format === undefined) return unknown('input tag_format is not known');
  const [major = '', minor = '', patch = ''] = call.world.version.split(/[-+]/)[0]!.split('.');
  return str(format.replaceAll('%major%', major).replaceAll('%minor%', minor).replaceAll('%patch%', patch));
}

function semverRelease(call: ActionCall): readonly Deed[] {
  const name = semverFormat(call);
  const places = { env: ['GITHUB_TOKEN'] };
  const branch = plain(call.input('release_branch') ?? str('master')) ?? '';
  if (call.event.name !== 'pull_request' && call.event.name !== 'pull_request_target' && onBranch(call, branch) === false) return [];
  const strategy = plain(call.input('release_strategy') ?? str('release'));
  if (strategy === 'none') return [];
  if (strategy === 'tag') return [tag(call, name, places)];
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by: credential(call, places),
      needs: CONTENTS,
      tag: name,
      draft: false,
      prerelease: false,
      draftFirst: false,
      certain: strategy === 'release' ? true : undefined,
    },
  ];
}

function releaseOnPush(call: ActionCall): readonly Deed[] {
  const prefix = call.input('tag_prefix') ?? str('v');
  return [
    {
      kind: 'release',
      act: 'create',
      tool: call.name,
      by: credential(call, { env: ['GITHUB_TOKEN'] }),
      needs: CONTENTS,
      tag: join(prefix, nextVersion(call)),
      draft: false,
      prerelease: false,
      draftFirst: false,
    },
  ];
}

/** Moves `v1` and `v1.2` behind a release. */
function moving(call: ActionCall, source: Val | undefined, places: TokenPlaces): readonly Deed[] {
  const from = plain(source ?? call.event.refName);
  const match = from === undefined ? null : /^(?:refs\/tags\/)?(.*?)(\d+)\.(\d+)/.exec(from);
  const name = match ? str(`${match[1]}${match[2]}`) : unknown('which tag it moves hangs on the version');
  return [tag(call, name, places, { act: 'move' })];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('mathieudutour/github-tag-action', 'https://github.com/mathieudutour/github-tag-action action.yml', AS_OF, mathieudutourDeeds, {
    outputs: (call) => outputs({ new_tag: mathieudutour(call), new_version: nextVersion(call) }),
  }),
  known('anothrnick/github-tag-action', 'https://github.com/anothrNick/github-tag-action entrypoint.sh and README.md', AS_OF, anothrNickDeeds, {
    outputs: (call) => outputs({ new_tag: anothrNick(call), tag: anothrNick(call) }),
  }),
  known(
    'butlerlogic/action-autotag',
    'https://github.com/ButlerLogic/action-autotag README.md',
    AS_OF,
    (call) => (flag(call.input('dry_run'), false) === true ? [] : [tag(call, autotag(call), { inputs: ['GITHUB_TOKEN'], env: ['GITHUB_TOKEN'] })]),
    { outputs: (call) => outputs({ tagname: autotag(call), version: nextVersion(call), tagcreated: alts([str('yes'), str('no')]) }) },
  ),
  known('k-phoen/semver-release-action', 'https://github.com/K-Phoen/semver-release-action action.yml', AS_OF, semverRelease, {
    outputs: (call) => outputs({ tag: semverFormat(call) }),
  }),
  known('rymndhng/release-on-push-action', 'https://github.com/rymndhng/release-on-push-action action.yml and README.md', AS_OF, releaseOnPush, {
    outputs: (call) => outputs({ tag_name: join(call.input('tag_prefix') ?? str('v'), nextVersion(call)), version: nextVersion(call) }),
  }),
  known('joerick/update-vx.y-tag-action', 'https://github.com/joerick/update-vX.Y-tag-action action.yml', AS_OF, (call) =>
    moving(call, given(call, 'source-tag'), { inputs: ['token'], fallback: GITHUB_TOKEN }),
  ),
  known(
    [
      'actions/publish-action',
      'actions-r-us/actions-tagger',
      'haya14busa/action-update-semver',
      'vweevers/additional-tags-action',
      'nowsprinting/push-major-version-tags',
    ],
    'https://github.com/actions/publish-action, https://github.com/Actions-R-Us/actions-tagger and their like, README.md',
    AS_OF,
    (call) => moving(call, given(call, 'source-tag', 'tag'), { inputs: ['token', 'github_token'], fallback: GITHUB_TOKEN }),
  ),
  known('richardsimko/update-tag', 'https://github.com/richardsimko/update-tag action.yml', AS_OF, (call) => [
    tag(call, given(call, 'tag_name') ?? unknown('input tag_name is not set'), { env: ['GITHUB_TOKEN'] }, { act: 'move' }),
  ]),
  known('endbug/latest-tag', 'https://github.com/EndBug/latest-tag README.md', AS_OF, (call) => [
    { kind: 'tag', tool: call.name, by: BY_GIT, needs: CONTENTS, name: given(call, 'ref', 'tag-name') ?? str('latest'), act: 'move' },
  ]),
  known(
    ['negz/create-tag', 'tvdias/github-tagger'],
    'https://github.com/negz/create-tag and https://github.com/tvdias/github-tagger action.yml',
    AS_OF,
    (call) => [tag(call, given(call, 'version', 'tag') ?? unknown('no input names the tag'), { inputs: ['token', 'repo-token'] })],
  ),
  known('cardinalby/git-tag-action', 'https://github.com/cardinalby/git-tag-action README.md', AS_OF, (call) => [
    tag(
      call,
      given(call, 'addTag', 'deleteTag') ?? unknown('no input names the tag'),
      { env: ['GITHUB_TOKEN'] },
      { act: given(call, 'addTag') ? 'create' : 'delete' },
    ),
  ]),
  known('actions-ecosystem/action-push-tag', 'https://github.com/actions-ecosystem/action-push-tag README.md', AS_OF, (call) => [
    { kind: 'tag', tool: call.name, by: BY_GIT, needs: CONTENTS, name: given(call, 'tag') ?? unknown('input tag is not set') },
  ]),
  known('codacy/git-version', 'https://github.com/codacy/git-version README.md', AS_OF, (call) => [wantsTags(call)]),
  known('paulhatch/semantic-version', 'https://github.com/PaulHatch/semantic-version README.md', AS_OF, (call) => [wantsTags(call)], {
    outputs: (call) => outputs({ version: nextVersion(call), version_tag: join(call.input('tag_prefix') ?? str('v'), nextVersion(call)) }),
  }),
  known(
    ['gittools/actions/gitversion/execute', 'gittools/actions/execute', 'ietf-tools/semver-action', 'dotnet/nbgv'],
    'https://github.com/GitTools/actions README.md',
    AS_OF,
    (call) => [wantsTags(call)],
  ),
];
