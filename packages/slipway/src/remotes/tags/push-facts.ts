import { InputError } from '../errors.ts';
import type { GitPlace } from '../facts.ts';
import type { PushFacts } from './credential.ts';
import { ownGit } from './own-git.ts';
import { shownRemote } from './remote.ts';

/**
 * Reads how git would push to a remote: its own settings, nothing from the network.
 * @throws InputError when there is no such remote
 */
export async function readPushFacts(place: GitPlace, remote: string, env: PushFacts['env']): Promise<PushFacts> {
  const url = await pushUrl(place, remote);
  if (!/^https?:\/\//i.test(url)) return { url, env };
  const [extraHeader, helper] = await Promise.all(['http.extraheader', 'credential.helper'].map((key) => matching(place, key, url)));
  return { url, extraHeader, helper, env };
}

async function pushUrl(place: GitPlace, remote: string): Promise<string> {
  const named = await ownGit(['remote', 'get-url', '--push', '--', remote], place);
  if (named.code === 0) return named.out.split('\n')[0]!.trim();
  if (/[/\\:]/.test(remote)) return remote;
  const known = (await ownGit(['remote'], place)).out.split('\n').filter((one) => one !== '');
  throw new InputError(
    known.length === 0
      ? 'this repository has no remote, so there is nowhere to push; `git remote add origin URL` adds one, and --no-push makes the tag here only.'
      : `there is no remote '${shownRemote(remote)}'; there is ${known.join(', ')}.`,
  );
}

/** The last value of a setting for an address, as git itself chooses it. */
async function matching(place: GitPlace, key: string, url: string): Promise<string | undefined> {
  const { code, out } = await ownGit(['config', '--get-urlmatch', key, url], place);
  const value = out.replace(/\n$/, '').split('\n').at(-1);
  return code === 0 && value ? value : undefined;
}
