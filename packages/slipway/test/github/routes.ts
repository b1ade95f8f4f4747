import type { Answer, Emulator, Seen, Stored } from './emulator.ts';
import { GIT_ROUTES } from './git-routes.ts';
import { NOT_FOUND, ok, type Route, refused } from './route.ts';

/** The requests that the emulator knows. */
export const ROUTES: readonly Route[] = [
  ...GIT_ROUTES,
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
