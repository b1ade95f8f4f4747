import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROTOCOLS } from './clone.ts';
import { InputError } from './errors.ts';
import { type GitOptions, gitSync } from './git.ts';
import { openGitDir } from './git-dir.ts';
import { MAX_FILE_BYTES, textOf } from './tree.ts';
import type { Tree } from './types.ts';

/** Files of other repositories, for workflows that are called across repositories. Reading waits. */
export interface RepositoryReader {
  /** Text of a file at a ref (branch, tag or hash) of `owner/name`; undefined when it is not to be had. */
  read(slug: string, ref: string, path: string): string | undefined;
  /** One sentence for everything that could not be read as asked. */
  limits(): string[];
}

export interface RemoteReaderOptions {
  /** Ask the network for what the cache does not have. */
  readonly fetch: boolean;
  /** Where `owner/name` lies; GitHub when not given. */
  readonly base?: string;
  readonly timeoutMs?: number;
}

const FETCH_TIMEOUT_MS = 60_000;

/**
 * A repository of a folder of mirrors, `<dir>/<owner>+<name>/repo`, as a tree; undefined when there is none.
 * A ref that the mirror does not have is replaced by its HEAD, with a line in `limits`.
 */
export async function openMirror(dir: string, slug: string, ref?: string): Promise<Tree | undefined> {
  const gitDir = mirrorOf(dir, slug);
  if (gitDir === undefined) return undefined;
  const hash = ref === undefined ? undefined : resolveRef({ gitDir }, ref);
  const limits = ref !== undefined && hash === undefined ? [`${slug} has no ${ref} in the mirror; its HEAD was read.`] : [];
  return openGitDir(gitDir, hash ?? 'HEAD', limits);
}

/** Reads files out of a folder of mirrors; see `openMirror`. */
export function mirrorReader(dir: string): RepositoryReader {
  return cachedReader((slug, ref, note) => {
    const gitDir = mirrorOf(dir, slug);
    if (gitDir === undefined) {
      note(`${slug} is not among the mirrors.`);
      return undefined;
    }
    const hash = resolveRef({ gitDir }, ref);
    if (hash === undefined) note(`${slug} has no ${ref} in the mirror; its HEAD was read.`);
    return { place: { gitDir }, revision: hash ?? 'HEAD' };
  });
}

/**
 * Reads files of other repositories through a cache of shallow, blob-filtered clones; only with `fetch` does it use the network, and then without any token.
 * A repository that cannot be reached is asked once and gives a line in `limits`.
 */
export function remoteReader(cacheDir: string, options: RemoteReaderOptions): RepositoryReader {
  const protocols = options.fetch ? PROTOCOLS : undefined;
  const timeoutMs = options.timeoutMs ?? FETCH_TIMEOUT_MS;
  return cachedReader((slug, ref, note) => {
    if (!isSlug(slug) || !isRef(ref)) return undefined;
    const gitDir = join(resolve(cacheDir), 'repositories', slug.replace('/', '+'));
    const place = { gitDir, protocols, timeoutMs };
    const name = `refs/slipway/${Buffer.from(ref).toString('hex')}`;
    const url = `${options.base ?? 'https://github.com'}/${slug}`;
    if (options.fetch) {
      if (!existsSync(join(gitDir, 'HEAD'))) {
        mkdirSync(gitDir, { recursive: true });
        gitSync(['init', '--quiet', '--bare', '--template='], place);
        // A named remote that promises the objects left out: git may then fetch single files when they are read.
        for (const [key, value] of [
          ['remote.origin.url', url],
          ['remote.origin.promisor', 'true'],
          ['remote.origin.partialclonefilter', 'blob:none'],
        ] as const) {
          gitSync(['config', key, value], place);
        }
      }
      const fetched = gitSync(['fetch', '--quiet', '--depth=1', '--no-tags', '--filter=blob:none', '--', 'origin', `+${ref}:${name}`], place);
      if (fetched.code !== 0) note(`${slug}@${ref} could not be fetched (${fetched.error || 'it took too long'}).`);
    }
    const hash = resolveRef(place, name);
    if (hash === undefined && !options.fetch) note(`${slug}@${ref} is not in the cache; it is fetched only with --fetch.`);
    return hash === undefined ? undefined : { place, revision: hash };
  });
}

interface Found {
  readonly place: GitOptions;
  readonly revision: string;
}

function cachedReader(find: (slug: string, ref: string, note: (limit: string) => void) => Found | undefined): RepositoryReader {
  const found = new Map<string, Found | undefined>();
  const texts = new Map<string, string | undefined>();
  const limits = new Set<string>();
  const open = (slug: string, ref: string): Found | undefined => {
    const key = `${slug}@${ref}`;
    if (!found.has(key))
      found.set(
        key,
        find(slug, ref, (limit) => limits.add(limit)),
      );
    return found.get(key);
  };
  return {
    limits: () => [...limits],
    read(slug, ref, path) {
      const key = `${slug}@${ref}:${path}`;
      if (!texts.has(key)) {
        const at = open(slug, ref);
        texts.set(key, at ? readBlob(at, path, () => limits.add(`${path} of ${slug}@${ref} is larger than 1 MiB or could not be read.`)) : undefined);
      }
      return texts.get(key);
    },
  };
}

function readBlob({ place, revision }: Found, path: string, note: () => void): string | undefined {
  const blob = gitSync(['cat-file', 'blob', `${revision}:${path.replace(/^(?:\.?\/)+/, '')}`], { ...place, maxBytes: MAX_FILE_BYTES });
  if (blob.code === 0) return textOf(blob.out);
  if (blob.code === -1) note();
  return undefined;
}

/** The hash that a ref means: a branch or tag, one of origin's branches, or a hash. */
function resolveRef(place: GitOptions, ref: string): string | undefined {
  if (!isRef(ref)) return undefined;
  for (const name of [ref, `refs/remotes/origin/${ref}`]) {
    const { code, out } = gitSync(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], place);
    if (code === 0) return out.toString('utf8').trim();
  }
  return undefined;
}

function mirrorOf(dir: string, slug: string): string | undefined {
  if (!isSlug(slug)) throw new InputError(`\`${slug}\` is no \`owner/name\`.`);
  const gitDir = join(resolve(dir), slug.replace('/', '+'), 'repo');
  return existsSync(gitDir) ? gitDir : undefined;
}

function isSlug(slug: string): boolean {
  return /^[\w-][\w.-]*\/[\w.-]+$/.test(slug) && !/\/\.{1,2}$/.test(slug);
}

/** Nothing that git would read as an option, a range or a second colon. */
function isRef(ref: string): boolean {
  return /^[^-\s:^~?*[\\][^\s:^~?*[\\]*$/.test(ref) && !ref.includes('..');
}
