import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed, GitDeed } from '../../types.ts';
import { type Arguments, readArguments, subcommand } from './arguments.ts';
import { CONTENTS, GIT, LOCAL } from './credentials.ts';
import { BEFORE, VALUED } from './git-options.ts';
import { gitPrints } from './git-prints.ts';
import { pushDeeds } from './git-push.ts';
import { known, pair, shape } from './words.ts';

/** What stands before the subcommand: `-C dir`, `-c http.….extraheader=…`, `-c credential.helper=…`. */
export interface GitContext {
  readonly directory?: Val;
  readonly header?: Val;
  readonly helper?: Val;
}

function base(context: GitContext, act: GitDeed['act'], tool = `git ${act}`): GitDeed {
  return {
    kind: 'git',
    act,
    tool,
    by: LOCAL,
    needs: [],
    ...(context.directory ? { directory: context.directory } : {}),
    ...(context.header ? { header: context.header } : {}),
    ...(context.helper ? { helper: context.helper } : {}),
  };
}

function commit(args: Arguments, call: CommandCall, context: GitContext): readonly Deed[] {
  if (args.may('--dry-run')) return [];
  const paragraphs = args.values('-m', '--message');
  const file = known(args.value('-F', '--file'));
  const text = file === '-' ? call.stdin : file !== undefined ? textOf(call, file) : undefined;
  const message = paragraphs[0] ?? text;
  return [{ ...base(context, 'commit'), ...(message ? { name: message } : {}), ...(args.given('--amend') ? { force: true } : {}) }];
}

function textOf(call: CommandCall, path: string): Val | undefined {
  const found = call.cwd === undefined ? undefined : call.world.read(call.cwd === '' ? path : `${call.cwd}/${path}`);
  return found === undefined ? undefined : str(found.slice(0, 2000));
}

function tag(args: Arguments, context: GitContext): readonly Deed[] {
  if (args.may('-d', '--delete')) return args.words.map((name) => ({ ...base(context, 'tag'), name, remove: true }));
  const lists = [
    '-l',
    '--list',
    '-v',
    '--verify',
    '--contains',
    '--no-contains',
    '--points-at',
    '--merged',
    '--no-merged',
    '--sort',
    '--column',
    '-n',
  ];
  const [name] = args.words;
  if (name === undefined || args.may(...lists)) return [];
  const annotated = args.may('-a', '--annotate', '-m', '--message', '-F', '--file', '-s', '--sign', '-u', '--local-user');
  return [{ ...base(context, 'tag'), name, annotated, ...(args.may('-f', '--force') ? { force: true } : {}) }];
}

function remote(args: Arguments, context: GitContext): readonly Deed[] {
  const [act, name, url] = args.words;
  const what = known(act);
  if ((what !== 'set-url' && what !== 'add') || url === undefined) return [];
  return [{ ...base(context, 'remote', `git remote ${what}`), ...(name ? { value: name } : {}), name: url }];
}

function config(args: Arguments, context: GitContext): readonly Deed[] {
  const reads = ['--get', '--get-all', '--get-regexp', '--get-urlmatch', '-l', '--list', '-e', '--edit', '--get-color'];
  if (args.may(...reads)) return [];
  const modern = known(args.words[0]);
  const words = modern === 'set' || modern === 'unset' ? args.words.slice(1) : args.words;
  if (modern === 'get' || modern === 'list') return [];
  const [key, value] = words;
  if (key === undefined) return [];
  const unset = modern === 'unset' || args.may('--unset', '--unset-all', '--remove-section');
  if (!unset && value === undefined) return [];
  const global = args.may('--global', '--system');
  return [{ ...base(context, 'config'), name: key, global, ...(unset ? { unset: true } : value ? { value } : {}) }];
}

function branch(args: Arguments, context: GitContext, sub: string): readonly Deed[] {
  const made = args.value('-b', '-B', '-c', '-C', '--create', '--force-create', '--orphan');
  if (made) return [{ ...base(context, 'branch', `git ${sub}`), name: made, made: true }];
  const name = args.words[0];
  if (args.rest.length > 0 || name === undefined || args.may('-p', '--patch')) return [];
  const file = known(name);
  if (file === '.' || file === '-') return [];
  return [{ ...base(context, 'branch', `git ${sub}`), name }];
}

function fetch(args: Arguments, context: GitContext): readonly Deed[] {
  const depth = known(args.value('--depth'));
  const full = args.may('--unshallow') || depth === '0' || (depth !== undefined && Number(depth) >= 100_000);
  const spec = args.words.slice(1).map(shape);
  const tags = args.may('--tags', '-t') || spec.some((one) => /refs\/tags\/\*/.test(one)) || known(args.words[0]) === 'tag' || spec.includes('tag');
  const [from] = args.words;
  return [
    {
      ...base(context, 'fetch'),
      by: GIT,
      unshallow: full,
      withTags: tags,
      ...(from ? { remote: from } : {}),
      ...(args.words.length > 1 ? { refspecs: args.words.slice(1) } : {}),
    },
  ];
}

function clone(args: Arguments, context: GitContext): readonly Deed[] {
  const [url, directory] = args.words;
  if (url === undefined) return [];
  const target = directory ?? defaultDirectory(url);
  const checkedOut = args.value('-b', '--branch');
  const header = args
    .values('-c', '--config')
    .map(pair)
    .find((one) => one && /extraheader$/i.test(one.key));
  return [
    {
      ...base(context, 'clone'),
      by: GIT,
      name: url,
      unshallow: args.value('--depth') === undefined,
      withTags: !args.may('--no-tags'),
      ...(target ? { directory: context.directory && !directory ? context.directory : target } : {}),
      ...(checkedOut ? { value: checkedOut } : {}),
      ...(header ? { header: header.value } : {}),
    },
  ];
}

function defaultDirectory(url: Val): Val | undefined {
  const name = /([^/:\u0000]+?)(\.git)?\/?$/.exec(shape(url))?.[1];
  return name === undefined ? undefined : str(name);
}

function history(context: GitContext, wants: 'tags' | 'commits' | 'both', why: string, tool: string): readonly Deed[] {
  return [...(context.directory ? [] : [{ kind: 'history' as const, tool, by: LOCAL, needs: [], wants, why, facts: ['tok.fetch'] }])];
}

function describe(args: Arguments, context: GitContext): readonly Deed[] {
  const deed = base(context, 'describe');
  if (args.may('--always') || args.may('--exact-match')) return [deed];
  return [deed, ...history(context, 'tags', 'git describe finds no tag in a clone without tags', 'git describe')];
}

function log(args: Arguments, context: GitContext, sub: string): readonly Deed[] {
  const range = args.words.some((word) => shape(word).includes('..'));
  if (!range && sub !== 'shortlog') return [];
  return [
    base(context, 'history', `git ${sub}`),
    ...history(context, 'both', `git ${sub} over a range sees only the commits that were fetched`, `git ${sub}`),
  ];
}

function worktree(args: Arguments, context: GitContext): readonly Deed[] {
  if (known(args.words[0]) !== 'add') return [];
  const name = args.value('-b', '-B') ?? args.words[2];
  const directory = args.words[1];
  return directory ? [{ ...base(context, 'branch', 'git worktree add'), directory, ...(name ? { name } : {}) }] : [];
}

/** Deeds of one git command. */
function deeds(call: CommandCall): readonly Deed[] {
  const { name, before, after } = subcommand(call.words.slice(1), BEFORE);
  if (name === undefined) return [];
  const context = contextOf(before);
  const args = readArguments(after, { valued: VALUED[name] ?? [] });
  switch (name) {
    case 'commit':
      return commit(args, call, context);
    case 'tag':
      return tag(args, context);
    case 'push':
      return pushDeeds(args, base(context, 'push'));
    case 'subtree':
      if (known(args.words[0]) !== 'push') return [];
      return [
        {
          ...base(context, 'push', 'git subtree push'),
          by: GIT,
          needs: CONTENTS,
          ...(args.words[1] ? { remote: args.words[1] } : {}),
          refspecs: args.words.slice(2, 3),
        },
      ];
    case 'remote':
      return remote(args, context);
    case 'config':
      return config(args, context);
    case 'checkout':
    case 'switch':
      return branch(args, context, name);
    case 'branch':
      return [];
    case 'fetch':
    case 'pull':
      return fetch(args, context);
    case 'clone':
      return clone(args, context);
    case 'init':
      return [{ ...base(context, 'init'), ...(args.words[0] ? { directory: args.words[0] } : {}) }];
    case 'merge':
    case 'cherry-pick':
    case 'revert':
    case 'rebase': {
      if (args.may('--abort', '--quit')) return [];
      const message = args.value('-m', '--message');
      return [
        {
          ...base(context, 'merge', `git ${name}`),
          ...(name === 'merge' && message ? { name: message } : {}),
          ...(args.words[0] ? { value: args.words[0] } : {}),
        },
      ];
    }
    case 'describe':
      return describe(args, context);
    case 'log':
    case 'shortlog':
    case 'rev-list':
      return log(args, context, name);
    case 'worktree':
      return worktree(args, context);
    default:
      return [];
  }
}

function contextOf(before: readonly Val[]): GitContext {
  let directory: Val | undefined;
  let header: Val | undefined;
  let helper: Val | undefined;
  for (let index = 0; index < before.length - 1; index += 1) {
    const form = shape(before[index] as Val);
    const value = before[index + 1] as Val;
    if (form === '-C') directory = value;
    else if (form === '-c') {
      const setting = pair(value);
      if (setting && /^http\..*extraheader$/i.test(setting.key)) header = setting.value;
      // An empty helper clears those of before; what matters is the last one.
      else if (setting && /^credential\.(?:.*\.)?helper$/i.test(setting.key)) helper = known(setting.value) === '' ? undefined : setting.value;
    } else continue;
    index += 1;
  }
  return { ...(directory && known(directory) !== '.' ? { directory } : {}), ...(header ? { header } : {}), ...(helper ? { helper } : {}) };
}

export const git: CommandKnowledge = {
  command: 'git',
  source: 'git-push(1), git-tag(1), git-config(1) of git 2.39 and 2.51; pushes measured against an HTTP server',
  asOf: '2026-11-20',
  deeds,
  prints: (call) => gitPrints(call, subcommand(call.words.slice(1), BEFORE)),
};
