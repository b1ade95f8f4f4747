import type { Answer, Emulator, Seen, Stored } from './emulator.ts';

export interface Route {
  /** Method and path; groups are handed on. */
  readonly at: RegExp;
  /** Fields of the body by type; `?` may be absent. */
  readonly takes?: Readonly<Record<string, string>>;
  /** Fields of the query. */
  readonly asks?: readonly string[];
  readonly answer: (on: Emulator, seen: Seen, groups: readonly string[]) => Answer;
}

const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };
const ok = (body: unknown, status = 200): Answer => ({ status, body });
const refused = (message: string): Answer => ({ status: 422, body: { message } });

/** The requests that the emulator knows, as GitHub's reference describes them. */
export const ROUTES: readonly Route[] = [
  {
    at: /^GET \/repos\/acme\/app\/commits\/([0-9a-f]{40})\/check-runs$/,
    asks: ['filter', 'per_page'],
    answer: ({ checks }, _, [sha]) => ok({ total_count: checks.get(sha!)?.length ?? 0, check_runs: checks.get(sha!) ?? [] }),
  },
  {
    at: /^GET \/repos\/acme\/app\/commits\/([0-9a-f]{40})\/statuses$/,
    asks: ['per_page'],
    answer: ({ statuses }, _, [sha]) => ok(statuses.get(sha!) ?? []),
  },
  {
    at: /^GET \/repos\/acme\/app\/releases\/tags\/(.+)$/,
    answer: ({ releases }, _, [tag]) => {
      const found = releases.find((one) => one.tag_name === tag && one.draft !== true);
      return found === undefined ? NOT_FOUND : ok(found);
    },
  },
  { at: /^GET \/repos\/acme\/app\/releases$/, asks: ['per_page'], answer: ({ releases }) => ok(releases) },
  {
    at: /^GET \/repos\/acme\/app\/actions\/runs$/,
    asks: ['branch', 'per_page'],
    answer: ({ runs }, { query }) => {
      const found = runs.filter((one) => one.head_branch === query.branch);
      return ok({ total_count: found.length, workflow_runs: found });
    },
  },
  {
    at: /^GET \/repos\/acme\/app$/,
    answer: ({ permissions }) =>
      ok({ full_name: 'acme/app', default_branch: 'main', archived: false, ...(permissions === undefined ? {} : { permissions }) }),
  },
  { at: /^GET \/user$/, answer: ({ login }) => ok({ login, type: 'User' }) },
  {
    at: /^POST \/graphql$/,
    takes: { query: 'string', variables: 'object?' },
    answer: ({ login }) => ok({ data: { viewer: { login } } }),
  },
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
    answer: (_, __, [base]) => ok({ merge_base_commit: { sha: base } }),
  },
  {
    at: /^GET \/repos\/acme\/app\/pulls$/,
    asks: ['head', 'state', 'per_page'],
    answer: ({ pulls }, { query }) => ok(pulls.filter(({ head, state }) => query.head === `acme:${head}` && state === query.state).map(pull)),
  },
  {
    at: /^POST \/repos\/acme\/app\/pulls$/,
    takes: { title: 'string', body: 'string', head: 'string', base: 'string', maintainer_can_modify: 'boolean?' },
    answer: (on, { body }) => {
      const { title, head, base } = body as Record<string, string>;
      if (on.head(head!) === undefined) return refused('Validation Failed');
      if (on.pulls.some((one) => one.head === head && one.state === 'open')) return refused(`A pull request already exists for acme:${head}.`);
      const made: Stored = { number: on.pulls.length + 1, title: title!, body: String(body.body), head: head!, base: base!, state: 'open' };
      on.pulls.push(made);
      return ok(pull(made), 201);
    },
  },
  {
    at: /^PATCH \/repos\/acme\/app\/pulls\/(\d+)$/,
    takes: { title: 'string?', body: 'string?' },
    answer: ({ pulls }, { body }, [number]) => {
      const found = pulls.find((one) => one.number === Number(number));
      return found === undefined ? NOT_FOUND : ok(pull(Object.assign(found, body)));
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/issues\/(\d+)\/comments$/,
    asks: ['per_page', 'page'],
    answer: (on, { query }, [issue]) => {
      const page = Number(query.page ?? 1);
      const size = Number(query.per_page ?? 30);
      const all = on.comments.filter((one) => one.issue === Number(issue));
      const next =
        page * size < all.length ? `<${on.url}/repos/acme/app/issues/${issue}/comments?per_page=${size}&page=${page + 1}>; rel="next"` : '';
      return { ...ok(all.slice((page - 1) * size, page * size).map(comment)), ...(next === '' ? {} : { headers: { link: next } }) };
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/issues\/(\d+)\/comments$/,
    takes: { body: 'string' },
    answer: (on, { body }, [issue]) => {
      if (String(body.body).length > 65_536) return refused('Body is too long (maximum is 65536 characters)');
      const made = { id: on.comments.length + 1, issue: Number(issue), body: String(body.body), user: { login: on.login, type: 'Bot' } };
      on.comments.push(made);
      return ok(comment(made), 201);
    },
  },
  {
    at: /^PATCH \/repos\/acme\/app\/issues\/comments\/(\d+)$/,
    takes: { body: 'string' },
    answer: ({ comments }, { body }, [id]) => {
      const found = comments.find((one) => one.id === Number(id));
      return found === undefined ? NOT_FOUND : ok(comment(Object.assign(found, body)));
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/code-scanning\/sarifs$/,
    takes: { commit_sha: 'string', ref: 'string', sarif: 'string', tool_name: 'string?' },
    answer: (on, { body }) => {
      if (!/^[0-9a-f]{40}$/.test(String(body.commit_sha)) || !/^refs\/(?:heads|tags|pull)\//.test(String(body.ref)))
        return refused('Invalid request');
      on.sarifs.push({ commit: body.commit_sha, ref: body.ref, log: on.takeSarif(String(body.sarif)) });
      return ok({ id: `sarif-${on.sarifs.length}`, url: '' }, 202);
    },
  },
  { at: /^GET \/repos\/acme\/app\/code-scanning\/sarifs\/sarif-\d+$/, answer: ({ sarifState }) => ok(sarifState) },
];

function pull({ number, title, body, head, base, state }: Stored): object {
  return { number, title, body, state, html_url: `https://github.example/acme/app/pull/${number}`, head: { ref: head }, base: { ref: base } };
}

function comment({ id, issue, body, user }: Emulator['comments'][number]): object {
  return { id, body, user, html_url: `https://github.example/acme/app/issues/${issue}#issuecomment-${id}` };
}
