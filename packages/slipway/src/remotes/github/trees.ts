import { createHash } from 'node:crypto';
import type { Repository } from './repository.ts';

/** A file's mode in a git tree: plain, executable, or a symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
}

/** Finds entries of one tree by path, folder by folder: a whole tree at once is cut off when it is large. */
export function treeReader(at: Repository, root: string): (path: string) => Promise<TreeEntry | undefined> {
  const folders = new Map<string, Promise<readonly TreeEntry[]>>();
  const folder = (sha: string, path: string): Promise<readonly TreeEntry[]> => {
    let entries = folders.get(sha);
    if (entries === undefined) {
      entries = at
        .send<{ tree: TreeEntry[] }>(
          'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
          { tree_sha: sha },
          { deed: `list ${path === '' ? 'the files' : path}` },
        )
        .then(({ data }) => data.tree);
      folders.set(sha, entries);
    }
    return entries;
  };
  return async (path) => {
    const names = path.split('/');
    let sha = root;
    for (const [depth, name] of names.entries()) {
      const found = (await folder(sha, names.slice(0, depth).join('/'))).find((entry) => entry.path === name);
      if (found === undefined) return undefined;
      if (depth === names.length - 1) return { ...found, path };
      if (found.type !== 'tree') return undefined;
      sha = found.sha;
    }
    return undefined;
  };
}

/** The text of a file of a tree; undefined when there is none, or it is no file. */
export async function fileText(at: Repository, root: string, path: string): Promise<string | undefined> {
  const entry = await treeReader(at, root)(path);
  if (entry?.type !== 'blob' || entry.mode === '120000') return undefined;
  const { data } = await at.send<{ content: string; encoding: string }>(
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    { file_sha: entry.sha },
    { deed: `read ${path}` },
  );
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8').toString('utf8');
}

/** The name that git gives to a file's content. */
export function blobHash(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
