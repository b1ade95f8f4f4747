/** Actions that run a release tool which decides much by itself. */

import type { Truth, Val } from '../../../actions/index.ts';
import { hole, str, text } from '../../../actions/index.ts';
import { nodeManifest, publishableNames } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, Deed, ReleaseDeed } from '../../types.ts';
import {
  CONTENTS,
  credential,
  flag,
  GITHUB_TOKEN,
  given,
  join,
  known,
  LOCAL,
  nextVersion,
  outputs,
  PULLS,
  plain,
  type TokenPlaces,
  TRUE_OR_FALSE,
} from './build.ts';

const AS_OF = '2026-06-01';

function release(call: ActionCall, token: TokenPlaces, tag: Val | undefined, more: Partial<ReleaseDeed> = {}): ReleaseDeed {
  return {
    kind: 'release',
    act: 'create',
    tool: call.name,
    by: credential(call, token),
    needs: CONTENTS,
    tag,
    draft: false,
    prerelease: false,
    draftFirst: false,
    ...more,
  };
}

function pullRequest(call: ActionCall, token: TokenPlaces, more: { title?: Val; head?: Val } = {}): Deed {
  return { kind: 'pull-request', act: 'open', tool: call.name, by: credential(call, token), needs: PULLS, certain: undefined, ...more };
}

/** `full-release` and `release` make the release; `publish`, `assemble` and others do not; `--dry-run` nothing. */
function jreleaser(call: ActionCall): readonly Deed[] {
  const args = plain(call.input('arguments') ?? str('full-release'));
  const command = args?.trim().split(/\s+/)[0];
  if (args !== undefined && (/--dry-?run/.test(args) || flag(call.env('JRELEASER_DRY_RUN'), false) === true)) return [];
  if (command !== undefined && !/^(full-release|release|auto-config)$/.test(command)) return [];
  const config = readFirst(call, ['jreleaser.yml', 'jreleaser.yaml', 'jreleaser.toml', 'jreleaser.json']);
  const template = config === undefined ? undefined : /tagName['"]?\s*[:=]\s*['"]?([^'"\n]+)/.exec(config)?.[1];
  const name = (template ?? 'v{{projectVersion}}').trim().replaceAll(/\{\{\s*#?\/?\s*projectVersion\s*\}\}/g, call.world.version);
  const tag = /\{\{/.test(name) ? text([{ hole: 'any' }]) : str(name);
  const draft = config === undefined ? false : /draft['"]?\s*[:=]\s*true/.test(config);
  return [
    release(call, { env: ['JRELEASER_GITHUB_TOKEN'] }, tag, { draft, prerelease: undefined, certain: command === undefined ? undefined : true }),
  ];
}

function readFirst(call: ActionCall, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = call.world.read(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Version 1 prepared or published by its input; version 2 is the prepare step: a release branch, and an issue or a push that asks for the publish. */
function craft(call: ActionCall): readonly Deed[] {
  const by = credential(call, { inputs: ['github_api_token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN });
  const version = given(call, 'version') ?? nextVersion(call);
  if (plain(call.input('action')) === 'publish') return [release(call, { inputs: ['github_api_token'], fallback: GITHUB_TOKEN }, version, { by })];
  const branch = plain(version) === 'auto' || plain(version) === undefined ? join('release/', nextVersion(call)) : join('release/', version);
  return [{ kind: 'branch', tool: call.name, by: { how: 'git' }, needs: CONTENTS, name: branch, message: join('release: ', nextVersion(call)) }];
}

/** `version` opens a pull request when asked to by a follower; `publish` publishes and, when asked, makes releases. */
function covector(call: ActionCall): readonly Deed[] {
  const command = plain(call.input('command')) ?? '';
  if (command !== 'publish' && command !== 'version-or-publish') return [];
  const certain: Truth = command === 'publish' ? true : undefined;
  const found: Deed[] = [
    {
      kind: 'package',
      registry: 'npm',
      names: [],
      tool: call.name,
      by: { how: 'unknown', why: 'the publish commands of its configuration' },
      needs: [],
      certain: undefined,
    },
  ];
  if (flag(call.input('createRelease'), false) === true) {
    const tag = text([{ hole: 'word' }, '-v', { hole: 'version' }]);
    found.push(release(call, { inputs: ['token'], env: ['GITHUB_TOKEN'] }, tag, { draft: flag(call.input('draftRelease'), false), certain }));
  }
  return found;
}

/** Pull request with the version, then on its merge tag, release and npm. */
function simpleRelease(call: ActionCall): readonly Deed[] {
  const workflow = plain(call.input('workflow') ?? str('full'));
  const token = { inputs: ['github-token'] };
  const found: Deed[] = [];
  if (workflow === 'full' || workflow === 'pull-request' || workflow === undefined)
    found.push(pullRequest(call, token, { head: given(call, 'branch') ?? str('simple-release') }));
  if (workflow === 'full' || workflow === 'release' || workflow === undefined) {
    const certain: Truth = workflow === 'release' ? true : undefined;
    const names = publishableNames(call.world, 'npm');
    const tag = names.length > 1 ? text([{ hole: 'any' }, call.world.version]) : str(`v${call.world.version}`);
    const npm = credential(call, { inputs: ['npm-token'], env: ['NODE_AUTH_TOKEN'] });
    if (flag(call.input('publish-skip'), false) !== true) {
      found.push({
        kind: 'package',
        registry: 'npm',
        names,
        tool: call.name,
        by: npm.how === 'token' ? npm : { how: 'oidc' },
        needs: npm.how === 'token' ? [] : [{ scope: 'id-token', level: 'write' }],
        certain,
      });
    }
    found.push(release(call, token, tag, { certain }));
  }
  return found;
}

/** Milestone closed: tag, release, merge-up pull requests and new milestones. */
function laminas(call: ActionCall): readonly Deed[] {
  const command = plain(given(call, 'command-name')) ?? '';
  const token = { env: ['GITHUB_TOKEN'] };
  if (command === 'laminas:automatic-releases:release')
    return [release(call, token, given(call, 'tag') ?? nextVersion(call), { certain: undefined })];
  if (/merge-up/.test(command)) return [pullRequest(call, token)];
  return [];
}

/** Drafts notes; public only when `publish` says so. */
function drafter(call: ActionCall): ReleaseDeed {
  const name = plain(given(call, 'config-name')) ?? 'release-drafter.yml';
  const config = readFirst(call, [`.github/${name}`, name]) ?? '';
  const template = /^[ \t]*tag-template\s*:\s*['"]?([^'"\n#]+)/m.exec(config)?.[1]?.trim();
  const token = { inputs: ['token'], env: ['GITHUB_TOKEN'], fallback: (call.version?.major ?? 7) >= 7 ? GITHUB_TOKEN : undefined };
  return release(call, token, drafterTag(call, template), {
    draft: staysDraft(call),
    prerelease: flag(call.input('prerelease'), /^[ \t]*prerelease\s*:\s*true/m.test(config)),
    updates: true,
  });
}

/** Whether it stays a draft. */
function staysDraft(call: ActionCall): Truth {
  const publish = flag(call.input('publish'), false);
  return publish === undefined ? undefined : !publish;
}

function drafterTag(call: ActionCall, template: string | undefined): Val {
  const named = given(call, 'tag');
  if (named) return named;
  if (template === undefined) return str(`v${call.world.version}`);
  const filled = template.replaceAll(/\$(RESOLVED_VERSION|NEXT_(?:PATCH|MINOR|MAJOR)_VERSION)\b/g, call.world.version);
  return filled.includes('$') ? hole('any') : str(filled);
}

/** Prepares or runs GitHub's own changelog of an Ember project; the checkout of the default branch is its own. */
function releasePlan(call: ActionCall): readonly Deed[] {
  const isPrepare = call.name.endsWith('/prepare');
  if (!isPrepare) return [];
  return [
    {
      kind: 'checkout',
      tool: call.name,
      by: { how: 'token', value: GITHUB_TOKEN, from: 'default of actions/checkout' },
      needs: [{ scope: 'contents', level: 'read' }],
      ref: given(call, 'ref') ?? str('main'),
      token: GITHUB_TOKEN,
      sshKey: false,
      persist: true,
      layout: call.world.asOf >= '2025-11-20' ? 'file' : 'config',
      depth: 0,
      tags: true,
    },
  ];
}

/** Notes or a changelog from the history of the working copy. */
function changelog(call: ActionCall): readonly Deed[] {
  return [{ kind: 'history', tool: call.name, by: LOCAL, needs: [], wants: 'both', why: 'it writes the changelog from commits and tags' }];
}

/** Whether the version changed with the commit; and, when asked for, whether its message begins as a release's does. */
function isRelease(call: ActionCall): ReadonlyMap<string, Val> {
  const message = plain(call.event.message);
  const wanted = plain(given(call, 'commit-starts-with'));
  if (message === undefined || wanted === undefined) return outputs({ is_release: TRUE_OR_FALSE });
  const starts = wanted.split(',').map((start) => start.trim().replaceAll('[version]', call.world.version));
  return outputs({ is_release: str(String(starts.some((start) => start !== '' && message.startsWith(start)))) });
}

/** A changelog's newest entry. */
function changelogReader(call: ActionCall): ReadonlyMap<string, Val> {
  return outputs({ version: nextVersion(call) });
}

function packageVersion(call: ActionCall): ReadonlyMap<string, Val> {
  const directory = (plain(given(call, 'path')) ?? '').replace(/^\.\/?|\/$/g, '');
  const found = nodeManifest(call.world, directory) === undefined ? undefined : nextVersion(call);
  return outputs({ 'current-version': found, version: found });
}

export const knowledge: readonly ActionKnowledge[] = [
  known('jreleaser/release-action', 'https://github.com/jreleaser/release-action action.yml', AS_OF, jreleaser, { requires: ['java'] }),
  known('getsentry/craft', 'https://github.com/getsentry/craft action.yml, v1 and v2', AS_OF, craft, {
    outputs: (call) => outputs({ version: given(call, 'version') }),
  }),
  known('getsentry/action-prepare-release', 'https://github.com/getsentry/action-prepare-release README.md', AS_OF, craft),
  known('jbolda/covector/packages/action', 'https://github.com/jbolda/covector packages/action/action.yml', AS_OF, covector, {
    outputs: () => outputs({ successfulPublish: TRUE_OR_FALSE }),
  }),
  known('trigensoftware/simple-release-action', 'https://github.com/TrigenSoftware/simple-release-action action.yml', AS_OF, simpleRelease, {
    outputs: () => outputs({ continue: TRUE_OR_FALSE }),
  }),
  known('laminas/automatic-releases', 'https://github.com/laminas/automatic-releases README.md', AS_OF, laminas),
  known(
    'release-drafter/release-drafter',
    'https://github.com/release-drafter/release-drafter action.yml and README.md, v5 to v7',
    AS_OF,
    (call) => [drafter(call)],
    {
      outputs: (call) => outputs({ tag_name: drafter(call).tag }),
    },
  ),
  known(
    ['release-plan/actions/prepare', 'release-plan/actions/should-prepare-release', 'release-plan/actions/find-release-plan-version'],
    'https://github.com/release-plan/actions prepare/action.yml',
    AS_OF,
    releasePlan,
  ),
  known(
    [
      'orhun/git-cliff-action',
      'tj-actions/git-cliff',
      'requarks/changelog-action',
      'loopwerk/tag-changelog',
      'heinrichreimer/action-github-changelog-generator',
    ],
    'https://github.com/orhun/git-cliff-action README.md',
    AS_OF,
    changelog,
  ),
  known('metamask/action-is-release', 'https://github.com/MetaMask/action-is-release README.md', AS_OF, () => [], { outputs: isRelease }),
  known(
    ['mindsers/changelog-reader-action', 'ffurrer2/extract-release-notes', 'taiki-e/parse-changelog'],
    'https://github.com/mindsers/changelog-reader-action README.md',
    AS_OF,
    () => [],
    {
      outputs: changelogReader,
    },
  ),
  known(
    ['martinbeentjes/npm-get-version-action', 'tyankatsu0105/read-package-version-actions'],
    'https://github.com/martinbeentjes/npm-get-version-action README.md',
    AS_OF,
    () => [],
    {
      outputs: packageVersion,
    },
  ),
];
