import { nodeManifest } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed, Registry } from '../../types.ts';
import { BY_OIDC, credential, flag, given, ID_TOKEN, known, plain } from './build.ts';
import { atLeast } from './version.ts';

const AS_OF = '2026-06-01';

function registryOf(call: ActionCall): Registry {
  const url = plain(given(call, 'registry'));
  if (url === undefined) return 'npm';
  if (/npm\.pkg\.github\.com/.test(url)) return 'github-packages';
  const host = call.world.npmRegistryHost;
  return host === undefined || url.includes(host) ? 'npm' : 'other';
}

function packageOf(call: ActionCall): { names: readonly string[]; directory: string } {
  const path = plain(given(call, 'package')) ?? call.workingDirectory ?? '';
  const directory = path.replace(/(^|\/)package\.json$/, '').replace(/^\.\/?|\/$/g, '');
  const name = nodeManifest(call.world, directory)?.name;
  return { names: name === undefined ? [] : [name], directory };
}

function publish(call: ActionCall, by: CredentialSource, stage: boolean): readonly Deed[] {
  const registry = registryOf(call);
  const needs = registry === 'github-packages' ? [{ scope: 'packages', level: 'write' } as const] : by.how === 'oidc' ? ID_TOKEN : [];
  return [{ kind: 'package', registry, ...packageOf(call), tool: call.name, by, needs, stage: stage || undefined }];
}

/** Trusted publishing without a token from version 4; before, the token is required. */
function npmPublish(call: ActionCall): readonly Deed[] {
  if (flag(call.input('dry-run'), false) === true) return [];
  const found = credential(call, { inputs: ['token'] });
  const canDoWithout = atLeast(call, [4, 0, 0], '2025-09-01') !== false && call.input('token') === undefined;
  return publish(call, found.how !== 'token' && canDoWithout ? BY_OIDC : found, false);
}

/** Without a token it is a dry run, up to version 5; from 6 it may use trusted publishing. */
function metamaskPublish(call: ActionCall): readonly Deed[] {
  const found = credential(call, { inputs: ['npm-token'] });
  const dry = flag(call.input('dry-run'), false);
  if (dry === true) return [];
  if (found.how === 'token') return publish(call, found, false);
  return atLeast(call, [6, 0, 0], '2025-11-01') === true ? publish(call, BY_OIDC, false) : [];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('js-devtools/npm-publish', 'https://github.com/JS-DevTools/npm-publish action.yml and README.md, v1 to v4', AS_OF, npmPublish),
  known('metamask/action-npm-publish', 'https://github.com/MetaMask/action-npm-publish action.yml', AS_OF, metamaskPublish),
  known(
    ['pascalgn/npm-publish-action', 'primer/publish', 'mikeal/merge-release'],
    'https://github.com/pascalgn/npm-publish-action README.md',
    AS_OF,
    (call) => [
      ...publish(call, credential(call, { env: ['NPM_AUTH_TOKEN', 'NPM_TOKEN', 'NODE_AUTH_TOKEN'] }), false).map(
        (one): Deed => ({ ...one, certain: undefined }),
      ),
    ],
  ),
];
