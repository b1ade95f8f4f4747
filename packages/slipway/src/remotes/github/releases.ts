import type { Repository } from './repository.ts';

/** A release on GitHub, as far as its tag is concerned. */
export interface ReleaseFacts {
  readonly tag: string;
  readonly name: string;
  readonly url: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Its tag and files can never be changed, and its tag's name never be used again. */
  readonly immutable: boolean;
  readonly assets: number;
}

interface ReleaseAnswer {
  readonly tag_name: string;
  readonly name: string | null;
  readonly html_url: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable?: boolean;
  readonly assets?: readonly unknown[];
}

/** How many of the newest releases are looked through for drafts, which GitHub does not find by their tag. */
const MOST = 300;

/**
 * The releases of a tag: the published one, and drafts among the newest 300 releases (which only a token that may push sees).
 * @param drafts false: the published one alone, for which one request is enough
 * @throws GitHubError
 */
export async function releasesOfTag(at: Repository, tag: string, { drafts = true } = {}): Promise<readonly ReleaseFacts[]> {
  const deed = `read the release of ${tag}`;
  const published = await at.find<ReleaseAnswer>('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }, { deed });
  const found = published === undefined ? [] : [published];
  if (drafts) found.push(...(await draftsOf(at, tag, deed)));
  return found.map((one) => ({
    tag: one.tag_name,
    name: one.name ?? one.tag_name,
    url: one.html_url,
    draft: one.draft,
    prerelease: one.prerelease,
    immutable: one.immutable === true,
    assets: one.assets?.length ?? 0,
  }));
}

/** GitHub does not find a draft by its tag. */
async function draftsOf(at: Repository, tag: string, deed: string): Promise<ReleaseAnswer[]> {
  const found: ReleaseAnswer[] = [];
  let seen = 0;
  for await (const one of at.list<ReleaseAnswer>('GET /repos/{owner}/{repo}/releases', {}, { deed })) {
    if (one.tag_name === tag && one.draft) found.push(one);
    if (++seen >= MOST) break;
  }
  return found;
}
