import type { ActionCall, ActionKnowledge, CheckoutDeed } from '../../types.ts';
import { elsewhere, flag, GITHUB_TOKEN, given, isEmpty, plain } from './build.ts';
import { atLeast, majorOf } from './version.ts';

/** First version whose credential does not lie in `.git/config`. */
const OUTSIDE_CONFIG = [6, 0, 0] as const;
const OUTSIDE_CONFIG_SINCE = '2025-11-20';

function checkout(call: ActionCall): readonly CheckoutDeed[] {
  const first = majorOf(call, 7) === 1;
  const outside = atLeast(call, OUTSIDE_CONFIG, OUTSIDE_CONFIG_SINCE);
  const key = call.input('ssh-key');
  const secret = call.input('token') ?? GITHUB_TOKEN;
  const depth = depthOf(call, first);
  return [
    {
      kind: 'checkout',
      tool: 'actions/checkout',
      by: isEmpty(secret)
        ? { how: 'none', why: 'input token is empty' }
        : { how: 'token', value: secret, from: call.input('token') === undefined ? 'default of input token' : 'input token' },
      needs: [{ scope: 'contents', level: 'read' }],
      ref: given(call, 'ref'),
      path: given(call, 'path'),
      repository: elsewhere(call, given(call, 'repository')),
      token: secret,
      sshKey: !isEmpty(key),
      persist: flag(call.input('persist-credentials'), true),
      layout: outside === undefined ? undefined : outside ? 'file' : 'config',
      depth,
      tags: depth === 0 ? true : flag(call.input('fetch-tags'), first),
      facts: ['tok.persist', 'tok.where', 'tok.fetch'],
    },
  ];
}

/** Version 1 fetched everything unless told otherwise; 0 is everything; undefined when not known. */
function depthOf(call: ActionCall, first: boolean): number | undefined {
  const input = call.input('fetch-depth');
  if (isEmpty(input)) return first ? 0 : 1;
  const number = Number(plain(input));
  return Number.isFinite(number) ? Math.max(0, number) : undefined;
}

/** A checkout that fetches one commit and keeps no credential. */
function withoutCredential(call: ActionCall): readonly CheckoutDeed[] {
  const secret = given(call, 'token');
  return [
    {
      kind: 'checkout',
      tool: call.name,
      by: secret
        ? { how: 'token', value: secret, from: 'input token' }
        : { how: 'none', why: 'it fetches without a token unless input token gives one' },
      needs: [],
      token: secret ?? { k: 'str', v: '' },
      sshKey: false,
      persist: false,
      layout: 'file',
      depth: 1,
      tags: flag(call.input('fetch-tags'), false),
    },
  ];
}

/** A checkout, with the setup of Node.js behind it; older majors pass no input `persist-credentials` on. */
function checkoutAndSetup(call: ActionCall): readonly CheckoutDeed[] {
  const depth = depthOf(call, false);
  return [
    {
      kind: 'checkout',
      tool: call.name,
      by: { how: 'token', value: GITHUB_TOKEN, from: 'default of actions/checkout' },
      needs: [{ scope: 'contents', level: 'read' }],
      ref: given(call, 'ref'),
      token: GITHUB_TOKEN,
      sshKey: false,
      persist: flag(call.input('persist-credentials'), true),
      layout: (call.version?.major ?? 3) >= 3 ? undefined : 'config',
      depth,
      tags: depth === 0,
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  {
    action: 'actions/checkout',
    source: 'https://github.com/actions/checkout action.yml and CHANGELOG.md, v1 to v7',
    asOf: '2026-07-20',
    deeds: checkout,
  },
  { action: 'taiki-e/checkout-action', source: 'https://github.com/taiki-e/checkout-action README.md', asOf: '2026-09-01', deeds: withoutCredential },
  {
    action: 'metamask/action-checkout-and-setup',
    source: 'https://github.com/MetaMask/action-checkout-and-setup action.yml',
    asOf: '2026-06-01',
    deeds: checkoutAndSetup,
  },
];
