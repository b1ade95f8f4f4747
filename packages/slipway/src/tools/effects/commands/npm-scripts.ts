import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import { document, nodePackages } from '../../config/index.ts';
import type { CommandCall, Deed, RunsDeed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { known, resolve } from './words.ts';

const VALUED = ['-w', '--workspace', '--filter', '-F', '-C', '--dir', '--cwd', '--prefix', '--loglevel'];
/** Scripts with a command of their own. */
const SHORT: Readonly<Record<string, string>> = { test: 'test', t: 'test', tst: 'test', start: 'start', stop: 'stop', restart: 'restart' };
/** A workspace's script is followed in at most this many packages. */
const MOST = 40;

interface Where {
  /** Directory of the package. */
  readonly directory: string | undefined;
  /** Scripts around another command: no `pre` and `post` of their own. */
  readonly lifecycle?: boolean;
  /** Words behind the manager, to find the script in. */
  readonly words?: readonly Val[];
}

/** Text and place of a script of package.json. */
function script(call: CommandCall, directory: string, name: string): RunsDeed | undefined {
  const root = document(call.world, directory === '' ? 'package.json' : `${directory}/package.json`);
  const scripts = root?.kind === 'map' ? root.entries.find((entry) => entry.key.text === 'scripts')?.value : undefined;
  const node = scripts?.kind === 'map' ? scripts.entries.find((entry) => entry.key.text === name)?.value : undefined;
  if (node?.kind !== 'scalar' || node.text === '') return undefined;
  const from = node.file.locate(node.span);
  return { kind: 'runs', tool: `script ${name}`, by: LOCAL, needs: [], at: from, what: { text: node.text, from, shell: 'sh', cwd: directory } };
}

function withHooks(call: CommandCall, directory: string, name: string, args: readonly Val[], hooks: boolean): readonly Deed[] {
  const main = script(call, directory, name);
  if (!main) return [];
  const before = hooks ? script(call, directory, `pre${name}`) : undefined;
  const after = hooks ? script(call, directory, `post${name}`) : undefined;
  const body = main.what;
  const written = args.map((one) => known(one));
  // Arguments behind the script's name are appended to its text.
  const appended =
    'text' in body && args.length > 0 && written.every((one) => one !== undefined)
      ? { ...body, text: `${body.text} ${written.map((one) => quoted(one ?? '')).join(' ')}` }
      : body;
  return [...(before ? [before] : []), { ...main, what: appended, ...(args.length > 0 ? { args } : {}) }, ...(after ? [after] : [])];
}

function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The scripts that a call of npm, pnpm, yarn or bun runs, with their `pre` and `post` scripts (npm and Yarn 1 always; the others by setting,
 * taken as on for npm and yarn only). Deeds are empty when package.json has no such script.
 */
export function scriptDeeds(call: CommandCall, manager: string, name: string | undefined, where: Where): readonly Deed[] {
  if (name !== undefined) return where.directory === undefined ? [] : withHooks(call, where.directory, name, [], false);
  const found = scriptCall(call, manager, where.words ?? []);
  if (!found) return [];
  const hooks = manager !== 'bun';
  return found.directories.slice(0, MOST).flatMap((directory) => withHooks(call, directory, found.name, found.args, hooks));
}

interface ScriptCall {
  readonly name: string;
  readonly args: readonly Val[];
  readonly directories: readonly string[];
}

/** Which script in which packages a call means; undefined when the words name none. */
function scriptCall(call: CommandCall, manager: string, words: readonly Val[]): ScriptCall | undefined {
  const args = readArguments(words, { valued: VALUED });
  let positional = args.words;
  let workspace = args.value('-w', '--workspace', '--filter', '-F');
  if (manager === 'yarn' && known(positional[0]) === 'workspace') {
    workspace = positional[1];
    positional = positional.slice(2);
  }
  const everywhere = args.may('-r', '--recursive', '--workspaces', '-ws');
  const first = known(positional[0]);
  if (first === undefined) return undefined;
  const runs = first === 'run' || first === 'run-script' || first === 'rum' || first === 'urn';
  const name = runs ? known(positional[1]) : (SHORT[first] ?? (manager === 'npm' ? undefined : first));
  if (name === undefined || (!runs && isManagers(manager, name) && !SHORT[name])) return undefined;
  if (manager === 'bun' && !runs && /^(test|build)$/.test(name)) return undefined;
  // Options behind the script's name belong to the script for pnpm, yarn and bun; npm wants `--` before them.
  const at = words.findIndex((word) => known(word) === (runs ? name : first));
  const behind = manager === 'npm' ? args.rest : words.slice(at + 1).filter((word) => known(word) !== '--');
  return { name, args: behind, directories: directories(call, args.value('-C', '--dir', '--cwd', '--prefix'), workspace, everywhere) };
}

function directories(call: CommandCall, given: Val | undefined, workspace: Val | undefined, everywhere: boolean): readonly string[] {
  const path = given === undefined ? '.' : known(given);
  const here = path === undefined ? undefined : resolve(call.cwd, path);
  if (workspace !== undefined) {
    const wanted = known(workspace)
      ?.replace(/^\.\//, '')
      .replace(/^\{|\}$/g, '')
      .replace(/\.\.\.$/, '');
    return nodePackages(call.world).flatMap((one) =>
      one.name === wanted || one.directory === wanted || (wanted === '*' && one.directory !== '') ? [one.directory] : [],
    );
  }
  if (everywhere) return nodePackages(call.world).map((one) => one.directory);
  return here === undefined ? [] : [here];
}

/**
 * `yarn semantic-release`, `pnpm changeset publish`, `bun x`: a program of the project where package.json has no script of that name.
 * undefined when a script has it, or when the first word is a command of the manager.
 */
export function programBehind(call: CommandCall, manager: string): readonly Val[] | undefined {
  if (manager === 'npm') return undefined;
  const words = call.words.slice(1);
  // A filter means the scripts of other packages; `pnpm run` runs scripts only.
  if (words.some((word) => /^(-w|--workspace|--filter|-F|-r|--recursive)(=|$)/.test(known(word) ?? ''))) return undefined;
  let start = 0;
  while (start < words.length && /^-/.test(known(words[start]) ?? '')) start += VALUED.includes(known(words[start]) ?? '') ? 2 : 1;
  const run = known(words[start]) === 'run';
  if (run && manager === 'pnpm') return undefined;
  if (run) start += 1;
  const name = known(words[start]);
  if (name === undefined || name.startsWith('-') || (!run && isManagers(manager, name))) return undefined;
  if (call.cwd !== undefined && script(call, call.cwd, name)) return undefined;
  return [str(name), ...words.slice(start + 1)];
}

/** Whether a word is a command of the manager, and no script or program. */
function isManagers(manager: string, name: string): boolean {
  return MANAGERS.has(name) || (manager === 'bun' && (name === 'build' || name === 'test'));
}

/** Commands of the package managers themselves. */
const MANAGERS = new Set([
  'add',
  'audit',
  'bin',
  'cache',
  'ci',
  'config',
  'create',
  'dedupe',
  'deploy',
  'dist-tag',
  'dlx',
  'exec',
  'fetch',
  'i',
  'info',
  'init',
  'install',
  'link',
  'list',
  'ls',
  'login',
  'logout',
  'npm',
  'outdated',
  'pack',
  'patch',
  'pkg',
  'plugin',
  'pm',
  'prune',
  'publish',
  'rebuild',
  'remove',
  'run',
  'set',
  'setup',
  'stage',
  'start',
  'store',
  'tag',
  'team',
  'test',
  'unlink',
  'up',
  'update',
  'upgrade',
  'version',
  'view',
  'whoami',
  'why',
  'workspace',
  'workspaces',
  'x',
  'node',
  'import',
  'approve-builds',
  'env',
]);
