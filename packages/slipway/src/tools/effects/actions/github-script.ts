/** What a script of actions/github-script does to GitHub, as far as its text says it. */

import type { Truth, Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed } from '../../types.ts';
import { ACTIONS, CONTENTS, credential, GITHUB_TOKEN, given, join, known, PULLS, shortRef } from './build.ts';

const MOST_TEXT = 200_000;
const MOST_CALLS = 40;
/** A hole in the script's text; no letter that a script holds. */
const HOLE = '\uFFFC';

/** A call `github.rest.<group>.<method>({ … })` with the text of its first argument. */
interface Call {
  readonly method: string;
  readonly argument: string;
}

const METHODS =
  /\b(?:rest\s*\.\s*)?(git\s*\.\s*(?:createRef|updateRef|deleteRef|createTag)|repos\s*\.\s*(?:createRelease|updateRelease|deleteRelease|uploadReleaseAsset|createDispatchEvent|createOrUpdateFileContents|merge|updateBranchProtection|deleteBranchProtection|createDeployment)|actions\s*\.\s*createWorkflowDispatch|pulls\s*\.\s*(?:create|merge|createReview))\s*\(/g;
const REQUEST = /\brequest\s*\(\s*(['"`])(POST|PATCH|PUT|DELETE)\s+([^'"`]+)\1\s*,?/g;

/** The text up to the bracket that closes; bounded. */
function argumentAt(text: string, start: number): string {
  let depth = 1;
  let quote = '';
  const end = Math.min(text.length, start + 5000);
  for (let index = start; index < end; index += 1) {
    const char = text[index]!;
    if (quote !== '') {
      if (char === '\\') index += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (char === '(' || char === '{' || char === '[') depth += 1;
    else if (char === ')' || char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return text.slice(start, index);
    }
  }
  return text.slice(start, end);
}

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

/** Scripts put `context.ref` and constants into fields; those that are one literal, or a name set to one literal, can be read. */
function field(script: string, argument: string, name: string): Val | undefined {
  const found = new RegExp(`(?:^|[{,\\s])(['"]?)${name}\\1\\s*:\\s*`).exec(argument);
  if (found) return expression(script, argument.slice(found.index + found[0].length), 3);
  const shorthand = new RegExp(`(?:^|[{,\\s])${name}\\s*(?=[,}\\n]|$)`).test(argument);
  return shorthand ? variable(script, name, 3) : undefined;
}

/** The value at the start of a text of JavaScript; unknown when it is more than a literal, a name or a template. */
function expression(script: string, text: string, depth: number): Val {
  const literal = /^(['"])((?:[^'"\\\n]|\\.)*?)\1\s*(?=[,}\n;)]|$)/.exec(text);
  if (literal) return literalText(literal[2]!);
  const template = /^`([^`]*)`\s*(?=[,}\n;)]|$)/.exec(text);
  if (template) return templateText(script, template[1]!, depth);
  const word = /^(true|false)\b/.exec(text);
  if (word) return { k: 'bool', v: word[1] === 'true' };
  const name = /^([A-Za-z_$][\w$]*)\s*(?=[,}\n;)]|$)/.exec(text);
  if (name && depth > 0) return variable(script, name[1]!, depth - 1);
  if (/^context\.ref\b\s*(?=[,}\n;)]|$)/.test(text)) return unknown('context.ref');
  return unknown('the script computes it');
}

function literalText(text: string): Val {
  return text.includes(HOLE)
    ? join(...text.split(HOLE).flatMap((piece, index) => (index === 0 ? [str(piece)] : [unknown('an expression'), str(piece)])))
    : str(text);
}

function templateText(script: string, text: string, depth: number): Val {
  const pieces = text.split(/(\$\{[^}]*\})/);
  if (pieces.length > 20) return unknown('a long template');
  return join(
    ...pieces.map((piece) =>
      piece.startsWith('${') ? (depth > 0 ? expression(script, piece.slice(2, -1), depth - 1) : unknown('a template')) : literalText(piece),
    ),
  );
}

function variable(script: string, name: string, depth: number): Val {
  const found = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\s*=\\s*`).exec(script);
  return found
    ? expression(script, script.slice(found.index + found[0].length, found.index + found[0].length + 500), depth)
    : unknown(`${name} of the script`);
}

function truth(value: Val | undefined, fallback: Truth): Truth {
  if (value === undefined) return fallback;
  return value.k === 'bool' ? value.v : undefined;
}

function effect(call: ActionCall, by: CredentialSource, one: Call, script: string): readonly Deed[] {
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
      return [
        {
          ...base,
          kind: 'dispatch',
          act: 'workflow',
          needs: ACTIONS,
          workflow: get('workflow_id') ?? unknown('the script names no workflow'),
          ref: ref && (ref.k === 'unknown' && ref.why === 'context.ref' ? call.event.refName : shortRef(ref)),
          inputs: inputNames(one.argument),
          inputsKnown: false,
        },
      ];
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
  return ref.k === 'str' ? str(ref.v.replace(/^(refs\/)?tags\//, '')) : shortRef(ref);
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

/** The script's text, with a sign for what an expression puts in. A script in a file of the tree is read from there. */
function scriptText(call: ActionCall): string {
  const value = given(call, 'script');
  const text = value?.k === 'str' ? value.v : value?.k === 'text' ? value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('') : '';
  const required = [...text.matchAll(/(?:require|import)\(\s*['"`](?:\.\/|\$\{process\.env\.GITHUB_WORKSPACE\}\/)?([\w./-]+)['"`]\s*\)/g)].slice(
    0,
    4,
  );
  const files = required.flatMap((match) => call.world.read(match[1]!) ?? call.world.read(`${match[1]}.js`) ?? []);
  return [text, ...files]
    .join('\n')
    .slice(0, MOST_TEXT)
    .replaceAll(/^\s*\/\/.*$/gm, '');
}

function deeds(call: ActionCall): readonly Deed[] {
  const script = scriptText(call);
  if (!/[(]/.test(script)) return [];
  const by = credential(call, { inputs: ['github-token'], fallback: GITHUB_TOKEN });
  return callsIn(script).flatMap((one) => effect(call, by, one, script));
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    'actions/github-script',
    'https://github.com/actions/github-script action.yml, v3 to v8; https://octokit.github.io/rest.js',
    '2026-03-01',
    deeds,
  ),
];
