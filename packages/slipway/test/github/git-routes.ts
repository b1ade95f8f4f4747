import { NOT_FOUND, ok, type Route, refused } from './route.ts';

/** GitHub's git database, and what protects branches. */
export const GIT_ROUTES: readonly Route[] = [
  {
    at: /^GET \/repos\/acme\/app\/git\/ref\/(tags\/.+)$/,
    answer: ({ git }, _, [ref]) => {
      const sha = git.refs.get(`refs/${ref}`);
      return sha === undefined ? NOT_FOUND : ok({ ref: `refs/${ref}`, object: { type: 'tag', sha } });
    },
  },
  {
    at: /^DELETE \/repos\/acme\/app\/git\/refs\/(heads\/.+)$/,
    answer: ({ git }, _, [ref]) => (git.refs.delete(`refs/${ref}`) ? { status: 204 } : refused('Reference does not exist')),
  },
  {
    at: /^GET \/repos\/acme\/app\/git\/blobs\/([0-9a-f]{40})$/,
    answer: ({ git }, _, [sha]) => {
      const blob = git.blobs.get(sha!);
      return blob === undefined ? NOT_FOUND : ok({ sha, content: blob.toString('base64').replace(/.{60}/g, '$&\n'), encoding: 'base64' });
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/commits\/([0-9a-f]{40})$/,
    asks: ['per_page'],
    answer: ({ git }, _, [sha]) => {
      const commit = git.commits.get(sha!);
      return commit === undefined ? NOT_FOUND : ok({ sha, files: git.changed(sha!).map((filename) => ({ filename, status: 'modified' })) });
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/branches\/(.+)$/,
    answer: (on, _, [branch]) => {
      if (on.head(branch!) === undefined) return NOT_FOUND;
      const protection = on.protection.get(branch!);
      return ok({ name: branch, protected: protection !== undefined, ...(protection === undefined ? {} : { protection }) });
    },
  },
  { at: /^GET \/repos\/acme\/app\/rules\/branches\/(.+)$/, asks: ['per_page'], answer: ({ rules }, _, [branch]) => ok(rules.get(branch!) ?? []) },
  {
    at: /^GET \/repos\/acme\/app\/git\/ref\/(heads\/.+)$/,
    answer: ({ git }, _, [ref]) => {
      const sha = git.refs.get(`refs/${ref}`);
      return sha === undefined ? NOT_FOUND : ok({ ref: `refs/${ref}`, object: { type: 'commit', sha } });
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/git\/refs$/,
    takes: { ref: 'string', sha: 'string' },
    answer: ({ git }, { body }) => {
      if (git.refs.has(String(body.ref))) return refused('Reference already exists');
      if (!git.commits.has(String(body.sha))) return refused('Object does not exist');
      git.refs.set(String(body.ref), String(body.sha));
      return ok({ ref: body.ref }, 201);
    },
  },
  {
    at: /^PATCH \/repos\/acme\/app\/git\/refs\/(heads\/.+)$/,
    takes: { sha: 'string', force: 'boolean' },
    answer: ({ git }, { body }, [ref]) => {
      if (!git.refs.has(`refs/${ref}`)) return refused('Reference does not exist');
      git.refs.set(`refs/${ref}`, String(body.sha));
      return ok({ ref: `refs/${ref}` });
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/git\/commits\/([0-9a-f]{40})$/,
    answer: ({ git }, _, [sha]) => {
      const commit = git.commits.get(sha!);
      if (commit === undefined) return NOT_FOUND;
      return ok({ sha, message: commit.message, tree: { sha: commit.tree }, parents: commit.parents.map((parent) => ({ sha: parent })) });
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/git\/commits$/,
    takes: { message: 'string', tree: 'string', parents: 'array' },
    answer: ({ git }, { body }) => {
      if (!git.trees.has(String(body.tree))) return refused('Tree SHA does not exist');
      return ok({ sha: git.commit({ message: String(body.message), tree: String(body.tree), parents: body.parents as string[] }) }, 201);
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/git\/trees\/([0-9a-f]{40})$/,
    answer: ({ git }, _, [sha]) => {
      const tree = git.trees.get(sha!);
      return tree === undefined ? NOT_FOUND : ok({ sha, tree, truncated: false });
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/git\/trees$/,
    takes: { base_tree: 'string', tree: 'array' },
    answer: ({ git }, { body }) => {
      const files: { path: string; mode: string; sha: string | null }[] = [];
      for (const { path, mode, type, sha, content } of body.tree as Record<string, unknown>[]) {
        if (type !== 'blob' || !/^(?:100644|100755|120000)$/.test(String(mode))) return refused('tree.mode is not included in the list');
        if ((sha === undefined) === (content === undefined)) return refused('Must supply either tree.sha or tree.content');
        if (typeof sha === 'string' && !git.blobs.has(sha)) return refused('tree.sha is not a valid blob');
        files.push({
          path: String(path),
          mode: String(mode),
          sha: content === undefined ? (sha as string | null) : git.blob(Buffer.from(String(content))),
        });
      }
      return ok({ sha: git.withFiles(String(body.base_tree), files) }, 201);
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/git\/blobs$/,
    takes: { content: 'string', encoding: 'string' },
    answer: ({ git }, { body }) => ok({ sha: git.blob(Buffer.from(String(body.content), 'base64')) }, 201),
  },
  {
    at: /^GET \/repos\/acme\/app\/compare\/([0-9a-f]{40})\.\.\.([0-9a-f]{40})$/,
    asks: ['per_page'],
    answer: ({ git }, _, [base, head]) => {
      const known = git.ancestors(base!);
      // Commits of a repository that a test keeps beside this one are not told.
      const ahead = [...git.ancestors(head!)].filter((sha) => !known.has(sha) && git.commits.has(sha)).reverse();
      const commits = ahead.map((sha) => {
        const { message, tree, parents, author } = git.commits.get(sha)!;
        const person = author ?? { name: 'A', email: 'a@example.com' };
        return { sha, parents: parents.map((parent) => ({ sha: parent })), commit: { message, tree: { sha: tree }, author: person } };
      });
      const mergeBase = [...git.ancestors(head!)].find((sha) => known.has(sha)) ?? base;
      return ok({ merge_base_commit: { sha: mergeBase }, ahead_by: ahead.length, commits });
    },
  },
];
