import { createHash } from 'node:crypto';

export interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
}

export interface Commit {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author?: { readonly name: string; readonly email: string };
}

/** Git objects in memory, with git's own hashes. */
export class GitStore {
  readonly blobs = new Map<string, Buffer>();
  readonly trees = new Map<string, readonly Entry[]>();
  readonly commits = new Map<string, Commit>();
  readonly refs = new Map<string, string>();

  blob(content: Buffer): string {
    const sha = hash('blob', content);
    this.blobs.set(sha, content);
    return sha;
  }

  tree(entries: readonly Entry[]): string {
    const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const bytes = sorted.map(({ mode, path, sha }) => Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`), Buffer.from(sha, 'hex')]));
    const sha = hash('tree', Buffer.concat(bytes));
    this.trees.set(sha, sorted);
    return sha;
  }

  commit(commit: Commit): string {
    const parents = commit.parents.map((parent) => `parent ${parent}\n`).join('');
    const person = 'A <a@example.com> 1700000000 +0000';
    const sha = hash('commit', Buffer.from(`tree ${commit.tree}\n${parents}author ${person}\ncommitter ${person}\n\n${commit.message}`));
    this.commits.set(sha, commit);
    return sha;
  }

  /** A tree with files put in, replaced, or (content null) taken out. */
  withFiles(base: string | undefined, files: readonly { readonly path: string; readonly mode: string; readonly sha: string | null }[]): string {
    const entries = new Map((base === undefined ? [] : (this.trees.get(base) ?? [])).map((entry) => [entry.path, entry]));
    const below = new Map<string, typeof files>();
    for (const file of files) {
      const slash = file.path.indexOf('/');
      if (slash !== -1) {
        const folder = file.path.slice(0, slash);
        below.set(folder, [...(below.get(folder) ?? []), { ...file, path: file.path.slice(slash + 1) }]);
      } else if (file.sha === null) entries.delete(file.path);
      else entries.set(file.path, { path: file.path, mode: file.mode, type: 'blob', sha: file.sha });
    }
    for (const [folder, inside] of below) {
      const sha = this.withFiles(entries.get(folder)?.sha, inside);
      if (this.trees.get(sha)?.length === 0) entries.delete(folder);
      else entries.set(folder, { path: folder, mode: '040000', type: 'tree', sha });
    }
    return this.tree([...entries.values()]);
  }

  /** A commit and all before it, along the first parents first. */
  ancestors(sha: string): Set<string> {
    const found = new Set<string>();
    const visit = (commit: string): void => {
      if (found.has(commit)) return;
      found.add(commit);
      this.commits.get(commit)?.parents.forEach(visit);
    };
    visit(sha);
    return found;
  }

  /** Paths that a commit changes against its first parent. */
  changed(sha: string): string[] {
    const now = this.files(sha);
    const [parent] = this.commits.get(sha)!.parents;
    const before = parent === undefined ? {} : this.files(parent);
    return [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((path) => now[path]?.text !== before[path]?.text).sort();
  }

  /** Every file of a commit: mode and text by path. */
  files(commit: string): Record<string, { mode: string; text: string }> {
    const found: Record<string, { mode: string; text: string }> = {};
    const visit = (sha: string, prefix: string): void => {
      for (const entry of this.trees.get(sha) ?? []) {
        if (entry.type === 'tree') visit(entry.sha, `${prefix}${entry.path}/`);
        else found[prefix + entry.path] = { mode: entry.mode, text: this.blobs.get(entry.sha)!.toString('utf8') };
      }
    };
    visit(this.commits.get(commit)!.tree, '');
    return found;
  }
}

/** Folders are sorted as if their names ended in a slash. */
function key({ path, type }: Entry): string {
  return type === 'tree' ? `${path}/` : path;
}

function hash(type: string, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}
