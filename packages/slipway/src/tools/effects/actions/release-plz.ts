import type { Truth } from '../../../actions/index.ts';
import { hole } from '../../../actions/index.ts';
import { releasePlz, withVersion } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { CONTENTS, credential, given, ID_TOKEN, isEmpty, join, known, LOCAL, oneOf, outputs, PULLS, plain, TRUE_OR_FALSE } from './build.ts';
import { atLeast } from './version.ts';

const TOOL = 'release-plz/action';
/** First release-plz that makes tags with its `--git-token`; before, `git push` with the checkout's credential. */
const API_TAGS = 143;
const API_TAGS_SINCE = '2025-09-05';
/** First version of the action whose default is that release-plz. */
const ACTION_WITH_API_TAGS = [0, 5, 114] as const;

function tagsByApi(call: ActionCall): Truth {
  const wanted = given(call, 'version');
  if (wanted) {
    const patch = /^v?0\.3\.(\d+)$/.exec(plain(wanted) ?? '')?.[1];
    if (patch !== undefined) return Number(patch) >= API_TAGS;
    return plain(wanted) === 'latest' ? call.world.asOf >= API_TAGS_SINCE : undefined;
  }
  return atLeast(call, ACTION_WITH_API_TAGS, API_TAGS_SINCE);
}

function tagCredential(call: ActionCall, by: CredentialSource): CredentialSource {
  const api = tagsByApi(call);
  if (api === undefined) return by;
  return api ? by : { how: 'git' };
}

function registryCredential(call: ActionCall): CredentialSource {
  const found = credential(call, { inputs: ['token'], env: ['CARGO_REGISTRY_TOKEN'] });
  return found.how === 'token' ? found : { how: 'oidc' };
}

function release(call: ActionCall, by: CredentialSource): readonly Deed[] {
  const version = call.world.version;
  const packages = releasePlz(call.world).packages.slice(0, 50);
  const names = packages.filter((one) => one.publish).map((one) => one.name);
  const registry = registryCredential(call);
  const found: Deed[] = [];
  if (names.length > 0 || packages.length === 0) {
    found.push({
      kind: 'package',
      registry: 'crates.io',
      names,
      tool: TOOL,
      by: registry,
      needs: registry.how === 'oidc' ? ID_TOKEN : [],
      certain: undefined,
    });
  }
  for (const one of packages) {
    if (one.tag === undefined) continue;
    const tag = withVersion(one.tag, version);
    found.push({ kind: 'tag', tool: TOOL, by: tagCredential(call, by), needs: CONTENTS, name: tag, certain: undefined, at: one.at });
    if (!one.release) continue;
    found.push({
      kind: 'release',
      act: 'create',
      tool: TOOL,
      by,
      needs: CONTENTS,
      tag,
      draft: one.draft,
      prerelease: one.prerelease(version),
      draftFirst: false,
      certain: undefined,
      at: one.at,
    });
  }
  return found;
}

function pullRequest(call: ActionCall, by: CredentialSource): Deed {
  const config = releasePlz(call.world);
  const titles = config.titles.map((title) => withVersion(title, call.world.version));
  return {
    kind: 'pull-request',
    act: 'open',
    tool: TOOL,
    by,
    needs: PULLS,
    head: join(config.branchPrefix, hole('date')),
    title: titles.length > 0 ? oneOf(...titles) : undefined,
    certain: undefined,
    at: config.at,
  };
}

function deeds(call: ActionCall): readonly Deed[] {
  const by = credential(call, { env: ['GITHUB_TOKEN'] });
  const command = plain(given(call, 'command'));
  const found: Deed[] = [
    {
      kind: 'history',
      tool: TOOL,
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it compares the packages with the last release and writes the changelog from the commits since',
    },
  ];
  if (command !== 'release') found.push(pullRequest(call, by));
  if (command !== 'release-pr' && isEmpty(call.input('dry_run'))) found.push(...release(call, by));
  return found;
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['release-plz/action', 'marcoieni/release-plz-action'],
    'https://github.com/release-plz/action action.yml; release-plz CHANGELOG.md',
    '2026-06-01',
    deeds,
    {
      outputs: () => outputs({ prs_created: TRUE_OR_FALSE, releases_created: TRUE_OR_FALSE }),
      requires: ['cargo', 'git', 'gh', 'jq'],
    },
  ),
];
