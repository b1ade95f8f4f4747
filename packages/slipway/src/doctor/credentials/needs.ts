import type { Effect, World } from '../../chain/index.ts';
import { REGISTRIES } from '../runbook/registries.ts';
import { githubRights } from '../runbook/rights.ts';
import { listed, shownValue } from '../runbook/words.ts';
import type { Named } from './reads.ts';

/** What a credential must be, with the least rights that what is done with it needs. */
export function needsOf({ kind, name }: Named, effects: readonly Effect[], world: World): string {
  if (kind === 'variable') return 'an id; no secret by itself';
  if (kind === 'github-token') return ownToken(effects);
  if (isName(name)) return 'the name or id of an account, or of a GitHub App';
  const registries = [...new Set(effects.flatMap(({ deed }) => (deed.kind === 'package' ? [deed.registry as string] : [])))];
  const [registry] = registries;
  if (registry !== undefined) return REGISTRIES[registry]?.credential[0] ?? `what ${registry} gives for publishing`;
  if (effects.some(({ deed }) => deed.kind === 'image')) return 'an access token of the registry that may read and write these images';
  if (effects.length === 0) return '';
  const rights = [...new Set(effects.flatMap(githubRights))];
  const away = effects
    .flatMap(({ elsewhere }) => (elsewhere === undefined ? [] : [shownValue(elsewhere, world)]))
    .filter((slug) => !slug.includes('…'));
  const on = away.length === 0 ? 'this repository' : listed([...new Set(away)]);
  const what = effects.some(({ held }) => held.credential.kind === 'app')
    ? 'the private key of a GitHub App that is installed on'
    : 'a fine-grained token of a machine user, or of a GitHub App, for';
  return `${what} ${on}${rights.length === 0 ? '' : `, with ${listed(rights)}`}`;
}

/** A secret that only says who logs in: it neither expires nor can it be a token. */
export const isName = (name: string): boolean => /USER(?:_?NAME)?$|(?:APP|CLIENT|ACCOUNT|TENANT|INSTALLATION)_?ID$/.test(name);

/** The rights of the workflows' own token, job by job. */
function ownToken(effects: readonly Effect[]): string {
  const jobs = new Map<string, Set<string>>();
  for (const { deed, job } of effects) {
    const rights = jobs.get(job.id) ?? new Set<string>();
    for (const { scope, level } of deed.needs) rights.add(`${scope}: ${level}`);
    if (rights.size > 0) jobs.set(job.id, rights);
  }
  return [...jobs].map(([job, rights]) => `job ${job}: ${listed([...rights].sort())}`).join('; ');
}

/** An effect is done with a credential: alone, or when nothing better is there. */
export function isDoneWith({ held: { credential } }: Effect, { kind, name }: Named): boolean {
  if (kind === 'github-token')
    return credential.kind === 'github-token' || (credential.kind === 'either' && credential.ifMissing.kind === 'github-token');
  if (kind === 'variable') return false;
  return (credential.kind === 'pat' || credential.kind === 'app' || credential.kind === 'either') && credential.secret?.toUpperCase() === name;
}
