import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { CommandCall, Deed } from '../../types.ts';
import { CONTENTS, decidedBy, MERGES, PULL_REQUESTS } from './credentials.ts';
import type { RestRequest } from './rest.ts';
import { shape, without } from './words.ts';

/** Deeds of the mutations in a GraphQL request; values come from its variables, by their usual names, or from literals in the query. */
export function graphqlDeeds(call: CommandCall, request: RestRequest): readonly Deed[] {
  const query = request.fields.get('query');
  const text = query === undefined ? [...request.fields.values()].map(shape).join('\n') : shape(query);
  if (!/\bmutation\b/.test(text)) return [];
  const deed = { tool: request.tool, by: request.by };
  const variable = (...names: readonly string[]): Val | undefined => {
    for (const [name, value] of request.fields) {
      if (name !== 'query' && names.some((one) => name.toLowerCase().replace(/^.*[[.]|\]$/g, '') === one.toLowerCase())) return value;
    }
    for (const name of names) {
      const literal = new RegExp(`\\b${name}\\s*:\\s*"([^"\\u0000]*)"`).exec(text)?.[1];
      if (literal !== undefined) return str(literal);
    }
    return undefined;
  };
  const found: Deed[] = [];
  if (/\bcreateCommitOnBranch\b/.test(text)) {
    const name = variable('branchName', 'branch', 'refName', 'ref');
    const message = variable('headline', 'message', 'commitMessage');
    found.push({ ...deed, kind: 'branch', needs: CONTENTS, ...(name ? { name: withoutHeads(name) } : {}), ...(message ? { message } : {}) });
  }
  if (/\bcreateRef\b/.test(text)) {
    const name = variable('name', 'ref', 'refName', 'tag') ?? decidedBy('the query');
    const form = shape(name);
    if (form.startsWith('refs/heads/')) found.push({ ...deed, kind: 'branch', needs: CONTENTS, name: without(name, 11) });
    else found.push({ ...deed, kind: 'tag', act: 'create', needs: CONTENTS, name: form.startsWith('refs/tags/') ? without(name, 10) : name });
  }
  if (/\benablePullRequestAutoMerge\b/.test(text)) found.push({ ...deed, kind: 'pull-request', act: 'auto-merge', needs: MERGES });
  if (/\b(mergePullRequest|enqueuePullRequest)\b/.test(text)) found.push({ ...deed, kind: 'pull-request', act: 'merge', needs: MERGES });
  if (/\bcreatePullRequest\b/.test(text)) {
    const title = variable('title');
    const base = variable('baseRefName', 'base') ?? str(call.world.defaultBranch);
    found.push({ ...deed, kind: 'pull-request', act: 'open', needs: PULL_REQUESTS, base, ...(title ? { title } : {}) });
  }
  return found;
}

function withoutHeads(name: Val): Val {
  return shape(name).startsWith('refs/heads/') ? without(name, 11) : name;
}
