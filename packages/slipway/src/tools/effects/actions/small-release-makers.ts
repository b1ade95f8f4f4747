/** Actions that make a release by API, alike but for the names and defaults of their inputs. */

import type { Truth, Val } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, ReleaseDeed } from '../../types.ts';
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
  outputs,
  plain,
  shortRef,
  type TokenPlaces,
} from './build.ts';

const AS_OF = '2026-03-01';

interface Row {
  readonly action: string | readonly string[];
  readonly token: TokenPlaces;
  /** Inputs with the tag, or the tag itself; none: the tag of the event. */
  readonly tag?: readonly string[] | ((call: ActionCall) => Val | undefined);
  readonly draft?: readonly string[];
  readonly draftDefault?: Truth;
  readonly prerelease?: readonly string[];
  readonly prereleaseDefault?: Truth;
  readonly files?: readonly string[];
  readonly updates?: boolean;
  /** It uploads to a release that exists (and makes none). */
  readonly uploads?: boolean;
  readonly repository?: readonly string[];
  readonly outputs?: (call: ActionCall) => ReadonlyMap<string, Val>;
  readonly certain?: Truth;
}

const ENV: TokenPlaces = { env: ['GITHUB_TOKEN'] };
const versionTag = (call: ActionCall) => join('v', nextVersion(call));

const ROWS: readonly Row[] = [
  { action: 'pipe-cd/actions-gh-release', token: { inputs: ['token'] }, tag: releaseFileTag, draftDefault: undefined, certain: undefined },
  {
    action: 'thomaseizinger/create-release',
    token: { inputs: ['github_token'], env: ['GITHUB_TOKEN'] },
    tag: ['tag_name'],
    draft: ['draft'],
    prerelease: ['prerelease'],
  },
  {
    action: ['marvinpinto/action-automatic-releases', 'marvinpinto/actions/packages/automatic-releases'],
    token: { inputs: ['repo_token'] },
    tag: ['automatic_release_tag'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    prereleaseDefault: true,
    files: ['files'],
    updates: true,
  },
  {
    action: 'svenstaro/upload-release-action',
    token: { inputs: ['repo_token'], fallback: GITHUB_TOKEN },
    tag: ['tag'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    files: ['file'],
    updates: true,
    repository: ['repo_name'],
  },
  {
    action: 'taiki-e/create-gh-release-action',
    token: { inputs: ['token'], env: ['GITHUB_TOKEN', 'GH_TOKEN'] },
    tag: ['ref'],
    draft: ['draft'],
    prereleaseDefault: undefined,
  },
  { action: 'elgohr/github-release-action', token: ENV, tag: ['tag'], prerelease: ['prerelease'], draftDefault: false },
  {
    action: 'roang-zero1/github-create-release-action',
    token: { inputs: ['github_token'], env: ['GITHUB_TOKEN'] },
    tag: (call) => (plain(call.input('created_tag')) === 'false' ? undefined : given(call, 'created_tag')),
    draft: ['create_draft'],
    prereleaseDefault: undefined,
    updates: true,
  },
  {
    action: 'rasmus-saks/release-a-changelog-action',
    token: { inputs: ['github-token'] },
    tag: (call) => fromTemplate(call, given(call, 'tag-template')),
  },
  { action: 'metamask/action-publish-release', token: ENV, tag: versionTag, outputs: (call) => outputs({ 'release-version': nextVersion(call) }) },
  { action: 'anton-yurchenko/git-release', token: ENV, draftDefault: undefined, prereleaseDefault: undefined, updates: true },
  { action: 'comnoco/create-release-action', token: ENV, tag: ['tag_name'], draft: ['draft'], prerelease: ['prerelease'] },
  {
    action: 'meedamian/github-release',
    token: { inputs: ['token'] },
    tag: ['tag'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    files: ['files'],
    updates: true,
  },
  {
    action: 'johnwbyrd/update-release',
    token: { inputs: ['token'] },
    tag: ['tag'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    prereleaseDefault: true,
    files: ['files'],
    updates: true,
  },
  {
    action: 'abutler/upload-release-assets',
    token: { inputs: ['repo-token'], env: ['GITHUB_TOKEN'] },
    tag: ['release-tag'],
    files: ['files'],
    uploads: true,
  },
  { action: 'alexellis/upload-assets', token: ENV, files: ['asset_paths'], uploads: true },
  { action: 'skx/github-action-publish-binaries', token: ENV, files: ['args'], uploads: true },
  { action: 'csexton/release-asset-action', token: { inputs: ['github-token'] }, files: ['file', 'pattern', 'files'], uploads: true },
  {
    action: 'xresloader/upload-to-github-release',
    token: ENV,
    tag: ['tag_name'],
    files: ['file'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    updates: true,
  },
  { action: 'wangyoucao577/go-release-action', token: { inputs: ['github_token'] }, tag: ['release_tag', 'release_name'], uploads: true },
  { action: 'rust-build/rust-build.action', token: ENV, uploads: true },
  { action: 'fnkr/github-action-ghr', token: ENV, files: ['ghr_path'], updates: true },
  { action: 'dev-drprasad/delete-tag-and-release', token: { inputs: ['github_token'], env: ['GITHUB_TOKEN'] }, tag: ['tag_name'] },
  {
    action: 'ghalactic/github-release-from-tag',
    token: { inputs: ['token'], fallback: GITHUB_TOKEN },
    draftDefault: undefined,
    prereleaseDefault: undefined,
    updates: true,
  },
];

function releaseFileTag(call: ActionCall): Val | undefined {
  const path = plain(given(call, 'release_file')) ?? 'RELEASE';
  const tag = /^tag:\s*['"]?([^\s'"]+)/m.exec(call.world.read(path) ?? '')?.[1];
  return tag === undefined ? undefined : { k: 'str', v: tag };
}

function fromTemplate(call: ActionCall, template: Val | undefined): Val {
  const text = plain(template ?? { k: 'str', v: '{version}' });
  return text === undefined
    ? { k: 'unknown', why: 'the template of the tag is not known' }
    : { k: 'str', v: text.replaceAll('{version}', call.world.version) };
}

function tagOf(call: ActionCall, row: Row): Val | undefined {
  const tag = typeof row.tag === 'function' ? row.tag(call) : row.tag && given(call, ...row.tag);
  return tag && shortRef(tag);
}

function deed(call: ActionCall, row: Row): ReleaseDeed {
  const deletes = call.name === 'dev-drprasad/delete-tag-and-release';
  const files = row.files && given(call, ...row.files);
  return {
    kind: 'release',
    act: deletes ? 'delete' : row.uploads ? 'upload' : 'create',
    tool: call.name,
    by: credential(call, row.token),
    needs: CONTENTS,
    tag: tagOf(call, row),
    draft: row.draft ? flag(given(call, ...row.draft), row.draftDefault ?? false) : 'draftDefault' in row ? row.draftDefault : false,
    prerelease: row.prerelease
      ? flag(given(call, ...row.prerelease), row.prereleaseDefault ?? false)
      : 'prereleaseDefault' in row
        ? row.prereleaseDefault
        : false,
    draftFirst: false,
    updates: row.updates,
    certain: 'certain' in row ? row.certain : true,
    assets: files && list(files, LINES_AND_COMMAS),
    repository: row.repository && elsewhere(call, given(call, ...row.repository)),
  };
}

export const knowledge: readonly ActionKnowledge[] = ROWS.map((row) =>
  known(
    typeof row.action === 'string' ? row.action.toLowerCase() : row.action,
    `https://github.com/${typeof row.action === 'string' ? row.action : row.action[0]} action.yml and README.md`,
    AS_OF,
    (call) => [deed(call, row)],
    row.outputs ? { outputs: row.outputs } : {},
  ),
);
