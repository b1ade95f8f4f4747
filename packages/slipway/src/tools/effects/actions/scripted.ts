/** Actions that run commands which stand in their inputs: a retry, a container, a virtual machine, an agent. */

import type { Val } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { GITHUB_TOKEN, given, known } from './build.ts';

const AS_OF = '2026-03-01';
/** Words of commands that publish or push; without any of them the commands build or test. */
const PUBLISHES =
  /\b(git\s+push|(npm|pnpm|yarn|bun|cargo|poetry|uv|vsce|ovsx|lerna|changeset|melos)\s+(\w+\s+)?publish|gh\s+(release|api|workflow|pr)|twine|docker\s+push|--push|semantic-release|goreleaser|release-it|cargo\s+release|npm\s+version|skopeo|crane|oras|helm\s+push)\b|api\.github\.com/;

function literal(value: Val | undefined): string {
  if (value === undefined) return '';
  if (value.k === 'str') return value.v;
  if (value.k === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
  return value.k === 'alts' ? value.of.map(literal).join('\n') : '';
}

function scripted(call: ActionCall): readonly Deed[] {
  const script = given(call, 'run', 'command', 'install', 'prepare', 'args');
  const text = ['run', 'command', 'prepare', 'runCmd', 'args'].map((name) => literal(call.input(name))).join('\n');
  if (!PUBLISHES.test(text) && script?.k !== 'unknown') return [];
  return [
    {
      kind: 'opaque',
      tool: call.name,
      by: { how: 'token', value: call.env('GITHUB_TOKEN') ?? call.env('GH_TOKEN') ?? GITHUB_TOKEN, from: 'environment' },
      needs: [],
      why: 'it runs commands that stand in one of its inputs',
    },
  ];
}

/** One request to GitHub's API; reading ones have no effect. */
function request(call: ActionCall): readonly Deed[] {
  if (/^[ \t]*GET\b/i.test(literal(call.input('route')))) return [];
  const by = { how: 'token', value: call.env('GITHUB_TOKEN') ?? GITHUB_TOKEN, from: 'env GITHUB_TOKEN' } as const;
  return [{ kind: 'opaque', tool: call.name, by, needs: [], why: 'it sends the request that its input names' }];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    [
      'nick-fields/retry',
      'nick-invision/retry',
      'metamask/action-retry-command',
      'addnab/docker-run-action',
      'uraimo/run-on-arch-action',
      'pguyot/arm-runner-action',
      'vmactions/freebsd-vm',
      'vmactions/openbsd-vm',
      'vmactions/netbsd-vm',
      'vmactions/omnios-vm',
      'vmactions/solaris-vm',
      'vmactions/dragonflybsd-vm',
      'cross-platform-actions/action',
      'devcontainers/ci',
      'coactions/setup-xvfb',
      'gabrielbb/xvfb-action',
      'reactivecircus/android-emulator-runner',
      'mxschmitt/action-tmate',
    ],
    'https://github.com/nick-fields/retry, https://github.com/vmactions/freebsd-vm, https://github.com/uraimo/run-on-arch-action and their like, README.md',
    AS_OF,
    scripted,
  ),
  known('octokit/request-action', 'https://github.com/octokit/request-action README.md', AS_OF, request),
];
