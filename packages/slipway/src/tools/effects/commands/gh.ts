import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { type Arguments, readArguments, subcommand } from './arguments.ts';
import { ACTIONS, decidedBy, ghCredential, MERGES, otherRepository, PULL_REQUESTS } from './credentials.ts';
import { ghApi } from './gh-api.ts';
import { ghRelease } from './gh-release.ts';
import { jsonFields } from './rest.ts';
import { commaList, known, pair, shape } from './words.ts';

const REPO = ['-R', '--repo'];
const VALUED: Readonly<Record<string, readonly string[]>> = {
  pr: [
    '-B',
    '--base',
    '-H',
    '--head',
    '-t',
    '--title',
    '-b',
    '--body',
    '-F',
    '--body-file',
    '-l',
    '--label',
    '-a',
    '--assignee',
    '-r',
    '--reviewer',
    '-m',
    '--milestone',
    '-p',
    '--project',
    '-T',
    '--template',
    '--subject',
    '--author-email',
    '-A',
    '--match-head-commit',
    '--add-label',
    '--remove-label',
    '--recover',
  ],
  workflow: ['-r', '--ref', '-f', '--raw-field', '-F', '--field'],
  auth: ['-h', '--hostname', '-p', '--git-protocol', '-s', '--scopes'],
  repo: ['-u', '--upstream-remote-name', '-b', '--branch', '-s', '--source'],
};

/** What `-R`, then GH_REPO, name. */
export function ghRepository(call: CommandCall, args: Arguments): Val | undefined {
  return otherRepository(call, args.value(...REPO) ?? call.env('GH_REPO'));
}

function pullRequest(call: CommandCall, sub: string, args: Arguments): readonly Deed[] {
  const repository = ghRepository(call, args);
  const deed = { kind: 'pull-request' as const, tool: `gh pr ${sub}`, by: ghCredential(call), ...(repository ? { repository } : {}) };
  if (sub === 'create') {
    if (args.may('--dry-run', '-w', '--web')) return [];
    const [base, head, title] = [args.value('-B', '--base'), args.value('-H', '--head'), args.value('-t', '--title')];
    const labels = commaList(args.values('-l', '--label'));
    return [
      {
        ...deed,
        act: 'open',
        needs: PULL_REQUESTS,
        base: base ?? str(call.world.defaultBranch),
        ...(head ? { head } : {}),
        ...(title ? { title } : {}),
        ...(labels.length > 0 ? { labels } : {}),
        facts: ['need.pr'],
      },
    ];
  }
  if (sub === 'merge') {
    if (args.may('--disable-auto')) return [];
    const auto = args.given('--auto');
    const title = args.value('-t', '--subject');
    const [head] = args.words;
    return [
      {
        ...deed,
        act: auto === false ? 'merge' : 'auto-merge',
        needs: MERGES,
        ...(head ? { head } : {}),
        ...(title ? { title } : {}),
        ...(auto === undefined ? { certain: undefined } : {}),
      },
    ];
  }
  return sub === 'review' && args.may('-a', '--approve') ? [{ ...deed, act: 'approve', needs: PULL_REQUESTS }] : [];
}

function workflowRun(call: CommandCall, args: Arguments): readonly Deed[] {
  const repository = ghRepository(call, args);
  const inputs = new Map<string, Val>();
  let inputsKnown = true;
  for (const one of args.values('-f', '--raw-field', '-F', '--field')) {
    const field = pair(one);
    if (field) inputs.set(field.key, field.value);
    else inputsKnown = false;
  }
  if (args.may('--json')) {
    const fields = jsonFields(known(call.stdin) ?? '');
    if (fields) for (const [name, value] of fields) inputs.set(name, value);
    else inputsKnown = false;
  }
  const ref = args.value('-r', '--ref');
  return [
    {
      kind: 'dispatch',
      act: 'workflow',
      tool: 'gh workflow run',
      by: ghCredential(call),
      needs: ACTIONS,
      workflow: args.words[0] ?? decidedBy('gh'),
      ...(ref ? { ref } : {}),
      inputs,
      inputsKnown,
      ...(repository ? { repository } : {}),
      facts: ['need.actions', 'gt.exc.dispatch'],
    },
  ];
}

function auth(call: CommandCall, sub: string, args: Arguments): readonly Deed[] {
  if (sub === 'setup-git')
    return [{ kind: 'login', to: 'git-helper', tool: 'gh auth setup-git', by: ghCredential(call), needs: [], facts: ['tok.ghtoken'] }];
  if (sub !== 'login' || !args.may('--with-token')) return [];
  const piped = call.pipedFrom.at(-1);
  const echoed =
    piped && /^(echo|printf)$/.test(known(piped[0]) ?? '')
      ? piped
          .slice(1)
          .filter((word) => !/^-\w+$|^%s/.test(shape(word)))
          .at(-1)
      : undefined;
  const value = call.stdin ?? echoed;
  return [
    {
      kind: 'login',
      to: 'gh',
      tool: 'gh auth login',
      by: value ? { how: 'token', value, from: 'standard input' } : { how: 'unknown', why: 'the token comes on standard input' },
      needs: [],
    },
  ];
}

function repo(call: CommandCall, sub: string, args: Arguments): readonly Deed[] {
  const [name, directory] = args.words;
  if (sub === 'clone' && name) {
    const base = /([^/\u0000]+?)(\.git)?$/.exec(shape(name))?.[1];
    return [
      {
        kind: 'git',
        act: 'clone',
        tool: 'gh repo clone',
        by: ghCredential(call),
        needs: [],
        name,
        unshallow: args.rest.length === 0,
        ...(directory ? { directory } : base ? { directory: str(base) } : {}),
      },
    ];
  }
  if (sub !== 'sync' || !name) return [];
  const branch = args.value('-b', '--branch');
  const repository = otherRepository(call, name);
  return [
    {
      kind: 'branch',
      tool: 'gh repo sync',
      by: ghCredential(call),
      needs: [{ scope: 'contents', level: 'write' }],
      ...(branch ? { name: branch } : {}),
      ...(repository ? { repository } : {}),
    },
  ];
}

function deeds(call: CommandCall): readonly Deed[] {
  const outer = subcommand(call.words.slice(1), REPO);
  if (outer.name === 'api') return ghApi(call, outer.after);
  const inner = subcommand(outer.after, REPO);
  if (outer.name === undefined || inner.name === undefined) return [];
  const words = [...outer.before, ...inner.before, ...inner.after];
  if (outer.name === 'release') return ghRelease(call, inner.name, words);
  const args = readArguments(words, { valued: [...REPO, ...(VALUED[outer.name] ?? [])] });
  switch (outer.name) {
    case 'pr':
      return pullRequest(call, inner.name, args);
    case 'workflow':
      return inner.name === 'run' ? workflowRun(call, args) : [];
    case 'auth':
      return auth(call, inner.name, args);
    case 'repo':
      return repo(call, inner.name, args);
    default:
      return [];
  }
}

export const gh: CommandKnowledge = {
  command: 'gh',
  source: 'manual of the GitHub CLI and its release commands as of 2026',
  asOf: '2026-11-20',
  deeds,
};
