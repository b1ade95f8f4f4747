/** Setup actions that, with a registry's URL, write the file by which a package manager signs in. */

import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { given, known } from './build.ts';

const AS_OF = '2026-03-01';

/** The file reads NODE_AUTH_TOKEN (or BUN_AUTH_TOKEN) when a later step publishes. */
function npm(call: ActionCall): readonly Deed[] {
  const host = given(call, 'registry-url');
  if (!host) return [];
  return [{ kind: 'login', to: 'npm', tool: call.name, by: { how: 'unknown', why: 'the environment of the step that publishes' }, needs: [], host }];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['actions/setup-node', 'oven-sh/setup-bun'],
    'https://github.com/actions/setup-node and https://github.com/oven-sh/setup-bun action.yml',
    AS_OF,
    npm,
  ),
];
