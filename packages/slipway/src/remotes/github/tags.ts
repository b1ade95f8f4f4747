import type { Repository } from './repository.ts';

/** What a tag of the repository points to, a commit or an annotated tag; undefined when there is no such tag. */
export async function tagObject(at: Repository, tag: string): Promise<string | undefined> {
  const ref = await at.find<{ object: { sha: string } }>(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { ref: `tags/${tag}` },
    { deed: `look for the tag ${tag}` },
  );
  return ref?.object.sha;
}
