/** What a script of actions/github-script does to GitHub, as far as its text says it. */

import type { Truth, Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { ACTIONS, CONTENTS, credential, GITHUB_TOKEN, known, PULLS, shortRef } from './build.ts';
import { argumentAt, field, listOf, type Script, scriptOf } from './script-text.ts';

const MOST_CALLS = 40;

/** A call `github.rest.<group>.<method>({ … })` with the text of its first argument. */
interface Call {
  readonly method: string;
  readonly argument: string;
}

const METHODS =
  /\b(?:rest\s*\.\s*)?(git\s*\.\s*(?:createRef|updateRef|deleteRef|createTag)|repos\s*\.\s*(?:createRelease|updateRelease|deleteRelease|uploadReleaseAsset|createDispatchEvent|createOrUpdateFileContents|merge|updateBranchProtection|deleteBranchProtection|createDeployment)|actions\s*\.\s*createWorkflowDispatch|pulls\s*\.\s*(?:create|merge|createReview))\s*\(/g;
const REQUEST = /\brequest\s*\(\s*(['"`])(POST|PATCH|PUT|DELETE)\s+([^'"`]+)\1\s*,?/g;

const PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/git\/refs$/, 'git.createRef'],
  [/\/releases$/, 'repos.createRelease'],
  [/\/releases\/[^/]+$/, 'repos.updateRelease'],
  [/\/actions\/workflows\/[^/]+\/dispatches$/, 'actions.createWorkflowDispatch'],
  [/\/dispatches$/, 'repos.createDispatchEvent'],
  [/\/pulls$/, 'pulls.create'],
  [/\/pulls\/[^/]+\/merge$/, 'pulls.merge'],
];

function callsIn(text: string): readonly Call[] {
  const found: Call[] = [];
  for (const match of text.matchAll(METHODS)) {
    found.push({ method: match[1]!.replaceAll(/\s/g, ''), argument: argumentAt(text, match.index + match[0].length) });
    if (found.length >= MOST_CALLS) return found;
  }
  for (const match of text.matchAll(REQUEST)) {
    const path = match[3]!.trim();
    const method = PATHS.find(([pattern]) => pattern.test(path))?.[1];
    if (method === undefined || match[2] === 'DELETE') continue;
    found.push({ method, argument: `${argumentAt(text, match.index + match[0].length)}${pathFields(path)}` });
    if (found.length >= MOST_CALLS) return found;
  }
  return found;
}

/** A workflow that stands in the path of a request. */
function pathFields(path: string): string {
  const workflow = /\/workflows\/([\w.-]+)\/dispatches$/.exec(path)?.[1];
  return workflow === undefined ? '' : `, workflow_id: '${workflow}'`;
}

function truth(value: Val | undefined, fallback: Truth): Truth {
  if (value === undefined) return fallback;
  return value.k === 'bool' ? value.v : undefined;
}

function effect(call: ActionCall, by: CredentialSource, one: Call, script: Script): readonly Deed[] {
  const get = (name: string) => field(script, one.argument, name);
  const base = { tool: 'actions/github-script', by, certain: undefined, repository: elsewhereOf(call, get('owner'), get('repo')) } as const;
  switch (one.method) {
    case 'git.createRef':
    case 'git.updateRef':
    case 'git.deleteRef':
      return refDeeds(base, one.method, get('ref') ?? unknown('the script names no ref'));
    case 'repos.createRelease':
      return [
        {
          ...base,
          kind: 'release',
          act: 'create',
          needs: CONTENTS,
          tag: tagName(get('tag_name')),
          draft: truth(get('draft'), false),
          prerelease: truth(get('prerelease'), false),
          draftFirst: false,
        },
      ];
    case 'repos.updateRelease': {
      const draft = truth(get('draft'), undefined);
      if (draft !== false) return [];
      return [
        {
          ...base,
          kind: 'release',
          act: 'publish',
          needs: CONTENTS,
          tag: get('tag_name'),
          draft: false,
          prerelease: truth(get('prerelease'), undefined),
          draftFirst: false,
        },
      ];
    }
    case 'repos.deleteRelease':
      return [{ ...base, kind: 'release', act: 'delete', needs: CONTENTS, draft: undefined, prerelease: undefined, draftFirst: false }];
    case 'repos.uploadReleaseAsset': {
      const name = get('name');
      return [
        {
          ...base,
          kind: 'release',
          act: 'upload',
          needs: CONTENTS,
          draft: undefined,
          prerelease: undefined,
          draftFirst: undefined,
          assets: name ? [name] : undefined,
        },
      ];
    }
    case 'repos.createDispatchEvent':
      return [
        { ...base, kind: 'dispatch', act: 'repository', needs: CONTENTS, eventType: get('event_type') ?? unknown('the script names no event type') },
      ];
    case 'actions.createWorkflowDispatch': {
      const ref = get('ref');
      const named = get('workflow_id');
      const workflows = (named?.k === 'unknown' ? listOf(script, one.argument, 'workflow_id') : undefined) ?? [
        named ?? unknown('the script names no workflow'),
      ];
      return workflows.map((workflow) => ({
        ...base,
        kind: 'dispatch',
        act: 'workflow',
        needs: ACTIONS,
        workflow,
        ref: ref && shortRef(ref),
        inputs: inputNames(one.argument),
        inputsKnown: false,
      }));
    }
    case 'pulls.create':
      return [{ ...base, kind: 'pull-request', act: 'open', needs: PULLS, base: get('base'), head: get('head'), title: get('title') }];
    case 'pulls.merge':
      return [{ ...base, kind: 'pull-request', act: 'merge', needs: PULLS }];
    case 'repos.createOrUpdateFileContents':
      return [{ ...base, kind: 'branch', needs: CONTENTS, name: get('branch'), message: get('message') }];
    case 'repos.merge':
      return [{ ...base, kind: 'branch', needs: CONTENTS, name: get('base') }];
    case 'repos.updateBranchProtection':
    case 'repos.deleteBranchProtection':
      return [
        { ...base, kind: 'protection', act: one.method.includes('delete') ? 'relax' : 'other', needs: [{ scope: 'administration', level: 'write' }] },
      ];
    default:
      return [];
  }
}

function tagName(value: Val | undefined): Val {
  return value ? shortRef(value) : unknown('the script names no tag');
}

type Base = Pick<Deed, 'tool' | 'by' | 'certain' | 'repository'>;

function refDeeds(base: Base, method: string, ref: Val): readonly Deed[] {
  const start = ref.k === 'str' ? ref.v : ref.k === 'text' && typeof ref.parts[0] === 'string' ? ref.parts[0] : '';
  const act = method === 'git.createRef' ? 'create' : method === 'git.updateRef' ? 'move' : 'delete';
  if (/^(refs\/)?tags\//.test(start)) return [{ ...base, kind: 'tag', act, needs: CONTENTS, name: withoutTags(ref) }];
  if (/^(refs\/)?heads\//.test(start)) return act === 'delete' ? [] : [{ ...base, kind: 'branch', needs: CONTENTS, name: shortRef(ref) }];
  return act === 'create' ? [{ ...base, kind: 'tag', act, needs: CONTENTS, name: unknown('which ref the script makes') }] : [];
}

/** `updateRef` and `deleteRef` take `tags/x`. */
function withoutTags(ref: Val): Val {
  if (ref.k === 'str') return str(ref.v.replace(/^(refs\/)?tags\//, ''));
  if (ref.k !== 'text') return shortRef(ref);
  return {
    k: 'text',
    parts: ref.parts.map((part, index) => (index === 0 && typeof part === 'string' ? part.replace(/^(refs\/)?tags\//, '') : part)),
  };
}

function inputNames(argument: string): ReadonlyMap<string, Val> {
  const at = /\binputs\s*:\s*\{/.exec(argument);
  if (!at) return new Map();
  const body = argumentAt(argument, at.index + at[0].length);
  const names = [...body.matchAll(/(?:^|[,\n{])\s*['"]?([A-Za-z_][\w-]*)['"]?\s*(?=:|,|$|\n)/g)].map((match) => match[1]!);
  return new Map(names.slice(0, 50).map((name) => [name, unknown(`input ${name}`)]));
}

/** Another repository, when owner and name are literals that differ from this one. */
function elsewhereOf(call: ActionCall, owner: Val | undefined, repo: Val | undefined): Val | undefined {
  if (repo?.k !== 'str') return undefined;
  const [thisOwner = '', thisName = ''] = (call.world.slug ?? '').split('/');
  const who = owner?.k === 'str' ? owner.v : thisOwner;
  return who.toLowerCase() === thisOwner.toLowerCase() && repo.v.toLowerCase() === thisName.toLowerCase() ? undefined : str(`${who}/${repo.v}`);
}

function deeds(call: ActionCall): readonly Deed[] {
  const script = scriptOf(call);
  const by = credential(call, { inputs: ['github-token'], fallback: GITHUB_TOKEN });
  return callsIn(script.text).flatMap((one) => effect(call, by, one, script));
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    'actions/github-script',
    'https://github.com/actions/github-script action.yml, v3 to v8; https://octokit.github.io/rest.js',
    '2026-03-01',
    deeds,
  ),
];
