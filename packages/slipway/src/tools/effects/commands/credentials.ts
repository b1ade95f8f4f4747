import type { Val } from '../../../actions/index.ts';
import { concat, str, unknown } from '../../../actions/index.ts';
import type { CommandCall, CredentialSource, Right } from '../../types.ts';
import { known, present, shape, without, withoutEnd } from './words.ts';

export const CONTENTS: readonly Right[] = [{ scope: 'contents', level: 'write' }];
export const PULL_REQUESTS: readonly Right[] = [{ scope: 'pull-requests', level: 'write' }];
export const MERGES: readonly Right[] = [...CONTENTS, ...PULL_REQUESTS];
export const ACTIONS: readonly Right[] = [{ scope: 'actions', level: 'write' }];
export const PACKAGES: readonly Right[] = [{ scope: 'packages', level: 'write' }];
export const ID_TOKEN: readonly Right[] = [{ scope: 'id-token', level: 'write' }];
export const GIT: CredentialSource = { how: 'git' };
/** A deed that needs no credential: it happens on the runner only. */
export const LOCAL: CredentialSource = { how: 'unknown', why: 'needs none' };

/** The first of these variables that is set and not empty. */
export function fromEnv(call: CommandCall, names: readonly string[]): CredentialSource | undefined {
  for (const name of names) {
    const value = call.env(name);
    if (present(value)) return { how: 'token', value, from: `env ${name}` };
  }
  return undefined;
}

/** A token that an option gives. */
export function fromOption(value: Val | undefined, option: string): CredentialSource | undefined {
  return present(value) ? { how: 'token', value, from: option } : undefined;
}

/** What gh uses: GH_TOKEN before GITHUB_TOKEN, both before a stored login, which a runner does not have. */
export function ghCredential(call: CommandCall): CredentialSource {
  return fromEnv(call, ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN']) ?? { how: 'none', why: 'gh has no GH_TOKEN' };
}

/** Value of a credential that is a token. */
export function tokenOf(credential: CredentialSource): Val | undefined {
  return credential.how === 'token' ? credential.value : undefined;
}

/** `owner/name` of a repository that an option or a URL names; undefined when it is this repository or none is named. */
export function otherRepository(call: CommandCall, given: Val | undefined): Val | undefined {
  if (!present(given)) return undefined;
  const host = /^(?:(?:https?|ssh):\/\/)?(?:[^/@\u0000]*@)?(?:www\.)?github\.com[/:]/i.exec(shape(given));
  const name = withoutEnd(host ? without(given, host[0].length) : given, /(\.git)?\/?$/);
  const text = known(name);
  if (text === undefined) return name;
  if (text.includes('{owner}') || text.includes(':owner')) return undefined;
  return text.toLowerCase() === call.world.slug?.toLowerCase() ? undefined : str(text);
}

/** URL of this repository with a token in it, as tools build it for their own pushes; git still prefers the header that checkout left. */
export function pushUrl(call: CommandCall, token: Val | undefined): Val {
  const path = `github.com/${call.world.slug ?? 'OWNER/REPOSITORY'}.git`;
  return token === undefined ? str(`https://${path}`) : concat(str('https://x-access-token:'), token, str(`@${path}`));
}

/** A value that only the tool knows. */
export function decidedBy(tool: string): Val {
  return unknown(`${tool} decides it`);
}
