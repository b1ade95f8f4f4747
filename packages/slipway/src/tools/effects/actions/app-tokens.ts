import type { Val } from '../../../actions/index.ts';
import { token } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge } from '../../types.ts';
import { given, known, outputs, tokenSource } from './build.ts';

const AS_OF = '2026-06-01';
const KEY_INPUTS = ['private-key', 'private_key', 'privatekey', 'app_pem', 'APP_PEM', 'application_private_key', 'private-key-base64'];

/** A token of a GitHub App: it starts workflows; without its key the step fails, loudly. */
function appToken(call: ActionCall): Val {
  const source = tokenSource(given(call, ...KEY_INPUTS)) ?? tokenSource(call.env('APP_PRIVATE_KEY'));
  return token({ kind: 'app', secret: source?.kind === 'secret' ? source.name : undefined });
}

const minted = (call: ActionCall) => {
  const value = appToken(call);
  return outputs({ token: value, app_token: value, 'installation-token': value, installation_access_token: value });
};

export const knowledge: readonly ActionKnowledge[] = [
  known(
    [
      'actions/create-github-app-token',
      'tibdex/github-app-token',
      'getsentry/action-github-app-token',
      'peter-murray/workflow-application-token-action',
      'wow-actions/use-app-token',
      'navikt/github-app-token-generator',
      'cybozu/octoken-action',
      'jnwng/github-app-installation-token-action',
      'machine-learning-apps/actions-app-token',
      'octo-sts/action',
    ],
    'https://github.com/actions/create-github-app-token action.yml v1 to v3, https://github.com/tibdex/github-app-token action.yml',
    AS_OF,
    () => [],
    { outputs: minted },
  ),
];
