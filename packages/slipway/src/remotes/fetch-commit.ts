import { PROTOCOLS } from './clone.ts';
import { git } from './git.ts';

/** Where a fetched commit stays reachable while a run needs it: no branch, no tag, nothing that a push or a release would look at. */
const REF = 'refs/slipway/base';
const TIMEOUT_MS = 120_000;

/** What a checkout's remote asks for, when its own settings do not hold it. */
export interface Login {
  /** `https://github.com`, or a GitHub Enterprise Server. */
  readonly server: string;
  readonly token: string;
}

/** Hashes of the parents of a commit as it says itself, also where a shallow clone has none of them; the commit's own hash first. */
export async function commitAndParents(folder: string, rev: string): Promise<readonly string[]> {
  const [own, raw] = await Promise.all([
    git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${rev}^{commit}`], { cwd: folder }),
    git(['cat-file', 'commit', rev], { cwd: folder }),
  ]);
  if (own.code !== 0 || raw.code !== 0) return [];
  const [head = ''] = raw.out.toString('utf8').split('\n\n', 1);
  return [own.out.toString('utf8').trim(), ...[...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, hash]) => hash!)];
}

/**
 * Brings one commit into a checkout that does not have it: alone where the checkout is shallow, with its history where it is not (a shallow commit
 * would make the whole checkout shallow).
 * @param what a full hash, or the name of a branch or a tag
 * @returns its hash, or why it cannot be had in a few words
 */
export async function fetchCommit(folder: string, what: string, login?: Login): Promise<{ readonly hash: string } | { readonly why: string }> {
  if (!/^[\w][\w./+-]*$/.test(what) || what.includes('..')) return { why: 'it is no name of a revision' };
  const known = await hashOf(folder, what);
  if (known !== undefined && /^[0-9a-f]{40,64}$/.test(what)) return { hash: known };
  const url = await git(['remote', 'get-url', 'origin'], { cwd: folder });
  if (url.code !== 0) return { why: 'the checkout has no remote `origin`' };
  const shallow = (await git(['rev-parse', '--is-shallow-repository'], { cwd: folder })).out.toString('utf8').trim() === 'true';
  const { code, error } = await git(
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      ...(shallow ? ['--depth=1'] : []),
      '--',
      url.out.toString('utf8').trim(),
      `+${what}:${REF}`,
    ],
    { cwd: folder, protocols: PROTOCOLS, timeoutMs: TIMEOUT_MS, config: login === undefined ? [] : header(login) },
  );
  if (code !== 0) return { why: error === '' ? 'git ended without a word' : error };
  const hash = await hashOf(folder, REF);
  return hash === undefined ? { why: 'what was fetched is no commit' } : { hash };
}

async function hashOf(folder: string, rev: string): Promise<string | undefined> {
  const { code, out } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${rev}^{commit}`], { cwd: folder });
  return code === 0 ? out.toString('utf8').trim() : undefined;
}

/** The token in a header, by the environment: a command line is seen by every process. An empty value first takes away the header that a checkout left, for two are refused. */
function header({ server, token }: Login): [string, string][] {
  const key = `http.${server.replace(/\/+$/, '')}/.extraheader`;
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`],
  ];
}
