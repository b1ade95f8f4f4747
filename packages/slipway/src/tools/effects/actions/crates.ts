import { token } from '../../../actions/index.ts';
import { publishableNames } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { BY_OIDC, credential, flag, given, ID_TOKEN, known, outputs, plain } from './build.ts';

const AS_OF = '2026-03-01';

/** Trades an OIDC token for one of crates.io, which lives half an hour. */
function login(call: ActionCall): readonly Deed[] {
  return [{ kind: 'login', to: 'crates.io', tool: call.name, by: BY_OIDC, needs: ID_TOKEN }];
}

function publish(call: ActionCall): readonly Deed[] {
  if (flag(call.input('dry-run'), false) === true) return [];
  return [
    {
      kind: 'package',
      registry: 'crates.io',
      names: publishableNames(call.world, 'crates.io'),
      tool: call.name,
      by: credential(call, { inputs: ['registry-token'], env: ['CARGO_REGISTRY_TOKEN'] }),
      needs: [],
    },
  ];
}

/** Runs one cargo command. */
function cargo(call: ActionCall): readonly Deed[] {
  if (plain(call.input('command')) !== 'publish') return [];
  const args = plain(given(call, 'args')) ?? '';
  if (/--dry-run/.test(args)) return [];
  const name = /(?:-p|--package)[= ](\S+)/.exec(args)?.[1];
  const names = name === undefined ? publishableNames(call.world, 'crates.io') : [name];
  const by = /--token[= ]/.test(args)
    ? ({ how: 'unknown', why: 'a token in the arguments' } as const)
    : credential(call, { env: ['CARGO_REGISTRY_TOKEN'] });
  return [{ kind: 'package', registry: 'crates.io', names: names.length === 1 ? names : [], tool: 'cargo publish', by, needs: [] }];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('rust-lang/crates-io-auth-action', 'https://github.com/rust-lang/crates-io-auth-action README.md', AS_OF, login, {
    outputs: () => outputs({ token: token({ kind: 'app' }) }),
  }),
  known('katyo/publish-crates', 'https://github.com/katyo/publish-crates README.md', AS_OF, publish),
  known('actions-rs/cargo', 'https://github.com/actions-rs/cargo action.yml', AS_OF, cargo),
];
