import type { Val } from '../../../actions/index.ts';
import { alts, str, text } from '../../../actions/index.ts';
import { changesets as configOf, withVersion } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { CONTENTS, credential, flag, GITHUB_TOKEN, given, ID_TOKEN, join, known, outputs, PULLS, plain, TRUE_OR_FALSE, tokenUrl } from './build.ts';
import { atLeast, majorOf } from './version.ts';

const AS_OF = '2026-08-19';
const TOOL = 'changesets/action';

/** How one call pushes and signs in; the two majors have opposite orders. */
interface Ways {
  readonly by: CredentialSource;
  /** Commits and tags go through GitHub's API instead of git. */
  readonly api: boolean;
  /** One push for each tag; before 1.5.0 all at once. */
  readonly oneByOne: boolean;
}

function ways(call: ActionCall): Ways {
  if (isTwo(call)) {
    const by = credential(call, { inputs: ['github-token'], fallback: GITHUB_TOKEN });
    return { by, api: flag(call.input('push-with-git-cli'), false) !== true, oneByOne: true };
  }
  const hasInput = atLeast(call, [1, 7, 0], '2026-02-12') !== false;
  const by = credential(call, {
    env: ['GITHUB_TOKEN'],
    inputs: hasInput ? ['github-token'] : [],
    fallback: hasInput ? GITHUB_TOKEN : undefined,
    envFirst: true,
  });
  return { by, api: plain(call.input('commitMode')) === 'github-api', oneByOne: atLeast(call, [1, 5, 0], '2025-05-05') !== false };
}

function isTwo(call: ActionCall): boolean {
  return call.name !== TOOL || (majorOf(call, 2) ?? 1) >= 2;
}

function base(call: ActionCall): Val {
  return given(call, 'pr-base-branch', 'branch') ?? call.event.refName;
}

function versionPullRequest(call: ActionCall, certain: undefined | true): readonly Deed[] {
  const { by, api } = ways(call);
  const head = join('changeset-release/', base(call));
  const pre = configOf(call.world)?.pre;
  const title = join(given(call, 'pr-title', 'title') ?? str('Version Packages'), pre === undefined ? '' : ` (${pre})`);
  const message = given(call, 'commit-message', 'commit') ?? str('Version Packages');
  const push: Deed = { kind: 'branch', tool: TOOL, by, needs: CONTENTS, name: head, message, certain };
  const pushes = api || isTwo(call) ? [push] : gitPush(call, head, message, by);
  return [...pushes, { kind: 'pull-request', act: 'open', tool: TOOL, by, needs: PULLS, base: base(call), head, title, certain }];
}

/** Version 1 pushes with git: the header that checkout left, else the token of `.netrc`. */
function gitPush(call: ActionCall, head: Val, message: Val, by: CredentialSource): readonly Deed[] {
  const git = { kind: 'git', tool: TOOL, by: { how: 'git' }, certain: undefined } as const;
  const remote = by.how === 'token' ? tokenUrl(call, by.value) : str('origin');
  return [
    { ...git, act: 'commit', needs: [], name: message },
    { ...git, act: 'push', needs: CONTENTS, remote, refspecs: [join('HEAD:refs/heads/', head)], force: true },
  ];
}

/** Tags and releases of what was published, one of each for a package. */
function publish(call: ActionCall): readonly Deed[] {
  const config = configOf(call.world);
  const found: Deed[] = [...upload(call)];
  const { by, api, oneByOne } = ways(call);
  const releases = flag(call.input(isTwo(call) ? 'create-github-releases' : 'createGithubReleases'), true);
  const tagsToo = isTwo(call) ? flag(call.input('push-git-tags'), true) : !oneByOne;
  const version = call.world.version;
  const packages = (config?.packages ?? []).slice(0, 30);
  const tags: readonly Val[] = packages.length > 0 ? packages.map((one) => withVersion(one.tag, version)) : [text([{ hole: 'word' }, `@${version}`])];
  const certain = undefined;
  if (releases !== false || tagsToo !== false) {
    if (api) for (const name of tags) found.push({ kind: 'tag', tool: TOOL, by, needs: CONTENTS, name, certain });
    else found.push(...gitTags(call, tags, by, oneByOne));
  }
  if (releases !== false) {
    for (const tag of tags) {
      found.push({
        kind: 'release',
        act: 'create',
        tool: TOOL,
        by,
        needs: CONTENTS,
        tag,
        draft: false,
        prerelease: version.includes('-'),
        draftFirst: false,
        certain,
      });
    }
  }
  return found;
}

/** Version 1 leaves its token in `.netrc`, which a persisted header beats; version 2 resets the header first. */
function gitTags(call: ActionCall, tags: readonly Val[], by: CredentialSource, oneByOne: boolean): readonly Deed[] {
  const certain = undefined;
  if (isTwo(call)) return tags.map((name) => ({ kind: 'tag', tool: TOOL, by, needs: CONTENTS, name, certain }));
  const remote = by.how === 'token' ? tokenUrl(call, by.value) : str('origin');
  const git = { kind: 'git', tool: TOOL, by: { how: 'git' }, certain } as const;
  const made: Deed[] = tags.map((name) => ({ ...git, needs: [], act: 'tag', name }));
  const pushes: Deed[] = oneByOne
    ? tags.map((name) => ({ ...git, needs: CONTENTS, act: 'push', remote, refspecs: [name] }))
    : [{ ...git, needs: CONTENTS, act: 'push', remote, allTags: true }];
  return [...made, ...pushes];
}

/** The publish script; its packages are known when Changesets are configured. */
function upload(call: ActionCall): readonly Deed[] {
  const names = (configOf(call.world)?.packages ?? []).filter((one) => one.publish).map((one) => one.name);
  const found = credential(call, { env: ['NPM_TOKEN', 'NODE_AUTH_TOKEN'] });
  const by: CredentialSource = found.how === 'token' ? found : { how: 'unknown', why: 'an .npmrc or trusted publishing decides' };
  return [{ kind: 'package', registry: 'npm', names, tool: TOOL, by, needs: call.name.endsWith('/publish') ? ID_TOKEN : [], certain: undefined }];
}

function whole(call: ActionCall): readonly Deed[] {
  const script = given(call, 'publish-script', 'publish');
  // One or the other happens. The publish stands first because the commit of the pull request is none of its own.
  return [...(script ? publish(call) : []), ...versionPullRequest(call, undefined)];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(TOOL, 'https://github.com/changesets/action action.yml and CHANGELOG.md, v1.4 to v2.1.1', AS_OF, whole, {
    outputs: (call) =>
      outputs({
        published: given(call, 'publish-script', 'publish') ? TRUE_OR_FALSE : str('false'),
        hasChangesets: TRUE_OR_FALSE,
        'has-changesets': TRUE_OR_FALSE,
      }),
  }),
  known(`${TOOL}/select-mode`, 'https://github.com/changesets/action select-mode/action.yml', AS_OF, () => [], {
    outputs: () => outputs({ mode: alts([str('version'), str('publish'), str('none')]) }),
  }),
  known(`${TOOL}/version`, 'https://github.com/changesets/action version/action.yml', AS_OF, (call) => versionPullRequest(call, undefined)),
  known(`${TOOL}/pack`, 'https://github.com/changesets/action pack/action.yml', AS_OF, () => []),
  known(`${TOOL}/publish`, 'https://github.com/changesets/action publish/action.yml', AS_OF, publish, {
    outputs: () => outputs({ published: TRUE_OR_FALSE }),
  }),
  known(`${TOOL}/pr-status`, 'https://github.com/changesets/action CHANGELOG.md', AS_OF, () => []),
];
