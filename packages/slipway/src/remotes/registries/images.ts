import { ask, jsonOf, notKnown } from './ask.ts';
import type { Presence, RegistryOptions } from './types.ts';

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Whether an image has one of these tags, asked without an account: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 * An image that only members see stays unknown.
 */
export async function hasImage(image: string, tags: readonly string[], options: RegistryOptions): Promise<Presence> {
  const { host, name } = placeOf(image);
  const base = options.images?.(host) ?? `https://${host}`;
  for (const tag of new Set(tags)) {
    const url = `${base}/v2/${name}/manifests/${encodeURIComponent(tag)}`;
    let answer = await ask(url, options, { accept: MANIFESTS });
    if (answer.status === 401) {
      const token = await anonymousToken(answer.headers.get('www-authenticate') ?? '', options);
      if (token !== undefined) answer = await ask(url, options, { accept: MANIFESTS, authorization: `Bearer ${token}` });
    }
    if (answer.status === 200) return { state: 'present', text: `${image}:${tag} is there` };
    if (answer.status === 401 || answer.status === 403) return { state: 'unknown', text: `${image} may not be seen without an account` };
    if (answer.status !== 404) return notKnown(host, answer);
  }
  return { state: 'absent', text: `${image} has no tag ${[...new Set(tags)].join(' or ')}` };
}

/** Names without a host are those of Docker Hub. */
function placeOf(image: string): { readonly host: string; readonly name: string } {
  const [first = '', ...rest] = image.replace(/^docker\.io\//, '').split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return { host: first, name: rest.join('/') };
  return { host: 'registry-1.docker.io', name: rest.length === 0 ? `library/${first}` : [first, ...rest].join('/') };
}

/** `Bearer realm="https://…",service="…",scope="…"`. */
async function anonymousToken(challenge: string, options: RegistryOptions): Promise<string | undefined> {
  const fields = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]));
  const realm = fields.get('realm');
  if (!/^bearer /i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  for (const key of ['service', 'scope']) if (fields.has(key)) url.searchParams.set(key, fields.get(key)!);
  const answer = await ask(url.href, options);
  const found = answer.status === 200 ? (jsonOf(answer.text) as { token?: unknown; access_token?: unknown } | undefined) : undefined;
  const token = found?.token ?? found?.access_token;
  return typeof token === 'string' ? token : undefined;
}
