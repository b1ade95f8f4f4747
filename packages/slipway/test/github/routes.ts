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
    answer: ({ permissions, archived }) =>
      ok({ node_id: 'R_acme_app', full_name: 'acme/app', default_branch: 'main', archived, ...(permissions === undefined ? {} : { permissions }) }),
  },
  { at: /^GET \/user$/, answer: ({ login }) => ok({ login, type: 'User' }) },
  {
    at: /^POST \/graphql$/,
    takes: { query: 'string', variables: 'object?' },
    answer: (on, { body }) =>
      String(body.query).includes('associatedPullRequests')
        ? pullRequestsBy(on, body)
        : String(body.query).startsWith('mutation')
          ? updateRefs(on, body.variables)
          : ok({ data: { viewer: { login: on.login } } }),
  },
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
    at: /^GET \/repos\/acme\/app\/labels\/(.+)$/,
    answer: ({ labels }, _, [name]) => (labels.has(name!) ? ok({ name }) : NOT_FOUND),
  },
  {
    at: /^POST \/repos\/acme\/app\/labels$/,
    takes: { name: 'string', color: 'string' },
    answer: ({ labels }, { body }) => {
      labels.add(String(body.name));
      return ok({ name: body.name }, 201);
    },
  },
  {
    at: /^POST \/repos\/acme\/app\/issues\/(\d+)\/labels$/,
    takes: { labels: 'array' },
    answer: ({ pulls }, { body }, [number]) => {
      const found = pulls.find((one) => one.number === Number(number));
      if (found === undefined) return NOT_FOUND;
      found.labels = [...new Set([...(found.labels ?? []), ...(body.labels as string[])])];
      return ok(found.labels.map((name) => ({ name })));
    },
  },
  {
    at: /^DELETE \/repos\/acme\/app\/issues\/(\d+)\/labels\/(.+)$/,
    answer: ({ pulls }, _, [number, name]) => {
      const found = pulls.find((one) => one.number === Number(number));
      if (found?.labels?.includes(name!) !== true) return NOT_FOUND;
      found.labels = found.labels.filter((one) => one !== name);
      return ok(found.labels.map((one) => ({ name: one })));
    },
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
    answer: ({ git }, _, [base, head]) => {
      const known = git.ancestors(base!);
      const ahead = [...git.ancestors(head!)].filter((sha) => !known.has(sha)).reverse();
      const commits = ahead.map((sha) => {
        const { message, tree, parents, author } = git.commits.get(sha)!;
        const person = author ?? { name: 'A', email: 'a@example.com' };
        return { sha, parents: parents.map((parent) => ({ sha: parent })), commit: { message, tree: { sha: tree }, author: person } };
      });
      const mergeBase = [...git.ancestors(head!)].find((sha) => known.has(sha)) ?? base;
      return ok({ merge_base_commit: { sha: mergeBase }, ahead_by: ahead.length, commits });
    },
  },
  {
    at: /^GET \/repos\/acme\/app\/pulls$/,
    asks: ['head', 'state', 'per_page', 'sort', 'direction'],
    answer: ({ pulls }, { query }) => {
      const found = pulls.filter(({ head, state }) => query.head === `acme:${head}` && state === query.state).map(pull);
      return ok(query.direction === 'desc' ? found.reverse() : found);
    },
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
    takes: { title: 'string?', body: 'string?', state: 'string?' },
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

/** Moves refs only when all are where they are said to be: https://docs.github.com/en/graphql/reference/mutations#updaterefs */
function updateRefs({ git }: Emulator, variables: unknown): Answer {
  const { refUpdates } = (variables as { input: { refUpdates: { name: string; beforeOid: string; afterOid: string }[] } }).input;
  if (refUpdates.some(({ name, beforeOid }) => git.refs.get(name) !== beforeOid))
    return ok({ data: null, errors: [{ message: 'Reference update failed: is at another commit than expected' }] });
  for (const { name, afterOid } of refUpdates) git.refs.set(name, afterOid);
  return ok({ data: { updateRefs: { clientMutationId: null } } });
}

function pull({ number, title, body, head, base, state, merged = false, labels = [] }: Stored): object {
  return {
    number,
    title,
    body,
    state,
    merged_at: merged ? '2026-01-01T00:00:00Z' : null,
    labels: labels.map((name) => ({ name })),
    html_url: `https://github.example/acme/app/pull/${number}`,
    head: { ref: head },
    base: { ref: base },
  };
}

function comment({ id, issue, body, user }: Emulator['comments'][number]): object {
  return { id, body, user, html_url: `https://github.example/acme/app/issues/${issue}#issuecomment-${id}` };
}

/** One repository, several commits by alias: https://docs.github.com/en/graphql/reference/objects#commit */
function pullRequestsBy(on: Emulator, { query, variables }: Seen['body']): Answer {
  const found = [...String(query).matchAll(/(\w+): object\(oid: "([0-9a-f]{40})"\)/g)].map(([, alias, oid]) => ({ alias: alias!, oid: oid! }));
  if (JSON.stringify(variables) !== '{"owner":"acme","name":"app"}')
    return ok({ data: { repository: null }, errors: [{ message: 'Could not resolve' }] });
  if (found.some(({ oid }) => on.failing.has(oid))) return { status: 502, body: {} };
  on.asked.push(found.map(({ oid }) => oid));
  const answers = found.map(({ alias, oid }) => [
    alias,
    on.unknown.has(oid) ? null : { associatedPullRequests: { nodes: on.merged.get(oid) ?? [] } },
  ]);
  return ok({ data: { repository: Object.fromEntries(answers) } });
}
