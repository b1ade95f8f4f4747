import type { Val } from '../../../actions/index.ts';
import { asText, bool, num, obj, str, truthy } from '../../../actions/index.ts';
import type { CommandCall, CredentialSource, Deed } from '../../types.ts';
import { ACTIONS, CONTENTS, decidedBy, MERGES, otherRepository, PULL_REQUESTS } from './credentials.ts';
import { graphqlDeeds } from './graphql.ts';
import { HOLE, known, shape, without } from './words.ts';

/** A request to GitHub's REST API. */
export interface RestRequest {
  readonly tool: string;
  readonly by: CredentialSource;
  readonly method: string;
  /** Path below the API's root, without a leading slash: `repos/owner/name/git/refs`. */
  readonly path: Val;
  /** Fields of the body; nested names as `inputs[x]` or `client_payload[x]`. */
  readonly fields: ReadonlyMap<string, Val>;
  /** false: the body may hold more than is listed. */
  readonly fieldsKnown: boolean;
}

/** Fields of a JSON body, nested objects as `name[key]`; undefined when it is not a JSON object. */
export function jsonFields(body: string): ReadonlyMap<string, Val> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = new Map<string, Val>();
  for (const [name, one] of Object.entries(value)) {
    const inner = typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.entries(one) : undefined;
    if (inner) for (const [key, deep] of inner) fields.set(`${name}[${key}]`, literal(deep));
    else fields.set(name, literal(one));
  }
  return fields;
}

function literal(value: unknown): Val {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return num(value);
  if (typeof value === 'boolean') return bool(value);
  return value === null ? str('') : obj({}, { open: true });
}

/** Reads the fields of a body with holes (`{"ref":"refs/tags/<hole>"}`): one level of string and literal members, by their text. */
export function bodyFields(body: Val): { readonly fields: ReadonlyMap<string, Val>; readonly known: boolean } {
  const whole = asText(body);
  const exact = whole === undefined ? undefined : jsonFields(whole);
  if (exact) return { fields: exact, known: true };
  const fields = new Map<string, Val>();
  const form = shape(body).slice(0, 20_000);
  const ends = /"([\w-]+)"\s*:\s*(?:"([^"]*)"|(true|false|\d+)|\{)/g;
  let nested = '';
  for (const match of form.matchAll(ends)) {
    const [all, name = '', text, word] = match;
    if (all.endsWith('{')) {
      nested = name;
      continue;
    }
    const key =
      nested !== '' && form.lastIndexOf('}', match.index) < form.lastIndexOf('{', match.index) && nestedAt(form, match.index) > 1
        ? `${nested}[${name}]`
        : name;
    if (text !== undefined) fields.set(key, slice(body, form, match.index + all.length - 1 - text.length, match.index + all.length - 1));
    else fields.set(key, word === 'true' || word === 'false' ? bool(word === 'true') : str(word ?? ''));
  }
  return { fields, known: false };
}

function nestedAt(form: string, index: number): number {
  let depth = 0;
  for (let here = 0; here < index; here += 1) depth += form[here] === '{' ? 1 : form[here] === '}' ? -1 : 0;
  return depth;
}

/** The part of a value between two offsets of its shape. */
function slice(value: Val, form: string, start: number, end: number): Val {
  if (value.k !== 'text') return str(form.slice(start, end));
  const parts: (string | { hole: 'any' } | Exclude<(typeof value.parts)[number], string>)[] = [];
  let at = 0;
  for (const part of value.parts) {
    const length = typeof part === 'string' ? part.length : 1;
    if (at + length > start && at < end) parts.push(typeof part === 'string' ? part.slice(Math.max(0, start - at), end - at) : part);
    at += length;
  }
  return parts.some((part) => typeof part !== 'string') ? { k: 'text', parts } : str(parts.join(''));
}

/** Fields `name[key]` as a map of keys. */
function nested(fields: ReadonlyMap<string, Val>, name: string): ReadonlyMap<string, Val> {
  const found = new Map<string, Val>();
  for (const [key, value] of fields) {
    const inner = key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : undefined;
    if (inner) found.set(inner, value);
  }
  return found;
}

/** Longer paths are no address of the API. */
const LONGEST_PATH = 1000;
const REPOSITORY = /^repos\/([^\s]+?)\/(git|releases|dispatches|actions|pulls|merges|contents|branches|rulesets|pages|deployments)(?=[/?]|$)(.*)$/;

/** What a request does; reading requests and those that a release is not made of do nothing. */
export function restDeeds(call: CommandCall, request: RestRequest): readonly Deed[] {
  const path = shape(request.path);
  if (/^graphql$/.test(path)) return graphqlDeeds(call, request);
  const match = path.length > LONGEST_PATH ? null : REPOSITORY.exec(path);
  if (!match || request.method === 'GET' || request.method === 'HEAD') return [];
  const [, slug = '', area = '', tail = ''] = match;
  const repository = otherRepository(call, slug.includes(HOLE) || /^[{:]/.test(slug) ? undefined : str(slug));
  const deed = { tool: request.tool, by: request.by, ...(repository ? { repository } : {}) };
  const rest = tail.split('?')[0] ?? '';
  const behind = (prefix: string): Val => without(request.path, path.length - tail.length + prefix.length);
  const field = (name: string) => request.fields.get(name);
  const method = request.method;
  switch (area) {
    case 'git':
      return refs(request, deed, rest, behind);
    case 'releases':
      return releases(request, deed, rest);
    case 'dispatches': {
      const eventType = field('event_type');
      const payload = nested(request.fields, 'client_payload');
      return [
        {
          ...deed,
          kind: 'dispatch',
          act: 'repository',
          needs: CONTENTS,
          ...(eventType ? { eventType } : {}),
          payload,
          inputsKnown: request.fieldsKnown,
          facts: ['need.contents'],
        },
      ];
    }
    case 'actions': {
      const workflow = /^\/workflows\/([^/]+)\/dispatches$/.exec(rest)?.[1];
      if (workflow === undefined) return [];
      const ref = field('ref');
      return [
        {
          ...deed,
          kind: 'dispatch',
          act: 'workflow',
          needs: ACTIONS,
          workflow: workflow.includes(HOLE) ? decidedBy(request.tool) : str(workflow),
          ...(ref ? { ref } : {}),
          inputs: nested(request.fields, 'inputs'),
          inputsKnown: request.fieldsKnown,
          facts: ['need.actions'],
        },
      ];
    }
    case 'pulls':
      if (method === 'PUT' && /^\/[^/]+\/merge$/.test(rest))
        return [{ ...deed, kind: 'pull-request', act: 'merge', needs: MERGES, ...title(field('commit_title')) }];
      if (method === 'POST' && rest === '') {
        const [base, head] = [field('base'), field('head')];
        return [
          {
            ...deed,
            kind: 'pull-request',
            act: 'open',
            needs: PULL_REQUESTS,
            ...(base ? { base } : {}),
            ...(head ? { head } : {}),
            ...title(field('title')),
            facts: ['need.pr'],
          },
        ];
      }
      return method === 'POST' && /^\/[^/]+\/reviews$/.test(rest) && known(field('event')) === 'APPROVE'
        ? [{ ...deed, kind: 'pull-request', act: 'approve', needs: PULL_REQUESTS }]
        : [];
    case 'merges':
    case 'contents': {
      const name = field(area === 'merges' ? 'base' : 'branch');
      const message = field(area === 'merges' ? 'commit_message' : 'message');
      const target = name ?? (area === 'contents' ? str(call.world.defaultBranch) : undefined);
      return [{ ...deed, kind: 'branch', needs: CONTENTS, ...(target ? { name: target } : {}), ...(message ? { message } : {}) }];
    }
    case 'branches':
    case 'rulesets':
      if (area === 'branches' && !rest.includes('/protection')) return [];
      return [{ ...deed, kind: 'protection', needs: [], act: protection(method, known(field('enforcement'))), facts: ['need.admin'] }];
    default:
      return [];
  }
}

function title(value: Val | undefined): { title?: Val } {
  return value ? { title: value } : {};
}

function protection(method: string, enforcement: string | undefined): 'relax' | 'restore' | 'other' {
  if (method === 'DELETE' || enforcement === 'disabled' || enforcement === 'evaluate') return 'relax';
  return enforcement === 'active' || method === 'PUT' || method === 'POST' ? 'restore' : 'other';
}

type Base = { readonly tool: string; readonly by: CredentialSource; readonly repository?: Val };

function refs(request: RestRequest, deed: Base, rest: string, behind: (prefix: string) => Val): readonly Deed[] {
  const { method } = request;
  if (method === 'POST' && rest === '/refs') {
    const ref = request.fields.get('ref');
    if (ref === undefined) return [{ ...deed, kind: 'tag', needs: CONTENTS, name: decidedBy(request.tool), certain: undefined }];
    const form = shape(ref);
    if (form.startsWith('refs/heads/')) return [{ ...deed, kind: 'branch', needs: CONTENTS, name: without(ref, 11) }];
    const name = form.startsWith('refs/tags/') ? without(ref, 10) : ref;
    return [{ ...deed, kind: 'tag', act: 'create', needs: CONTENTS, name, facts: ['need.contents'] }];
  }
  const existing = /^\/refs\/(tags|heads)\//.exec(rest);
  if (!existing || (method !== 'PATCH' && method !== 'DELETE')) return [];
  const name = behind(existing[0]);
  if (existing[1] === 'heads') return method === 'PATCH' ? [{ ...deed, kind: 'branch', needs: CONTENTS, name }] : [];
  return [{ ...deed, kind: 'tag', act: method === 'PATCH' ? 'move' : 'delete', needs: CONTENTS, name }];
}

function releases(request: RestRequest, deed: Base, rest: string): readonly Deed[] {
  const { method } = request;
  const flag = (name: string) => {
    const value = request.fields.get(name);
    const text = known(value);
    return value === undefined ? (request.fieldsKnown ? false : undefined) : text !== undefined ? text === 'true' : truthy(value);
  };
  const tag = request.fields.get('tag_name');
  const common = { ...deed, kind: 'release' as const, needs: CONTENTS, draftFirst: false, facts: ['need.contents'] };
  if (method === 'POST' && rest === '')
    return [{ ...common, act: 'create', ...(tag ? { tag } : {}), draft: flag('draft') ?? false, prerelease: flag('prerelease') ?? false }];
  if (method === 'POST' && /^\/[^/]+\/assets$/.test(rest)) return [{ ...common, act: 'upload', draft: undefined, prerelease: undefined }];
  if (method === 'DELETE' && /^\/[^/]+$/.test(rest)) return [{ ...common, act: 'delete', draft: undefined, prerelease: undefined }];
  if (method !== 'PATCH' || !/^\/[^/]+$/.test(rest)) return [];
  const draft = request.fields.get('draft');
  if (draft === undefined || flag('draft') === true) return [];
  return [
    {
      ...common,
      act: 'publish',
      ...(tag ? { tag } : {}),
      draft: false,
      prerelease: flag('prerelease'),
      certain: flag('draft') === false ? true : undefined,
    },
  ];
}
