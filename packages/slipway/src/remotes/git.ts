import { execFile, spawnSync } from 'node:child_process';
import { OutsideError } from './errors.ts';

export interface GitOptions {
  readonly cwd?: string;
  readonly gitDir?: string;
  /** Written to standard input. */
  readonly input?: string;
  /** Protocols that git may use, as `GIT_ALLOW_PROTOCOL`; none when not given, which also stops a partial clone from fetching. */
  readonly protocols?: string;
  /** Configuration that goes before that of the repository. */
  readonly config?: readonly (readonly [string, string])[];
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface GitResult {
  /** Exit code; -1 when git was killed (time, size, abort). */
  readonly code: number;
  readonly out: Buffer;
  /** What git wrote about an error: its own word for it, or the last line. */
  readonly error: string;
}

export const TIMEOUT_MS = 30_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** Settings of an audited repository that would have git start a program of its choice. */
const HARMLESS: readonly (readonly [string, string])[] = [
  ['safe.directory', '*'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['log.showSignature', 'false'],
  ['diff.external', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

const UNWANTED =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CONFIG.*|EXTERNAL_DIFF|TRACE.*|LITERAL_PATHSPECS|GLOB_PATHSPECS|ICASE_PATHSPECS)$/;

/**
 * Environment for git: nothing inherited that points to another repository, no locks, no questions, no network unless asked for,
 * and no setting of the audited repository that starts a program. Given by GIT_CONFIG_COUNT because `safe.directory` is not read from `-c` by older versions.
 */
export function gitEnvironment(options: Pick<GitOptions, 'protocols' | 'config'> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) if (!UNWANTED.test(name)) env[name] = value;
  const settings = [...HARMLESS, ...(options.config ?? [])];
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return Object.assign(env, {
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes',
    GIT_ALLOW_PROTOCOL: options.protocols ?? 'none',
    ...(options.protocols === undefined ? { GIT_NO_LAZY_FETCH: '1' } : {}),
    LC_ALL: 'C',
  });
}

/** Runs git and gives what it wrote, whatever its exit code. Throws OutsideError only when git is not installed. */
export function git(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      fullArguments(args, options),
      {
        cwd: options.cwd,
        env: gitEnvironment(options),
        encoding: 'buffer',
        timeout: options.timeoutMs ?? TIMEOUT_MS,
        maxBuffer: options.maxBytes ?? MAX_BYTES,
        signal: options.signal,
        killSignal: 'SIGKILL',
        windowsHide: true,
      },
      (error, out, err) => {
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') reject(new OutsideError('git is not installed, or is not on the PATH.'));
        else resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, error: complaint(err) });
      },
    );
    // git may end before it has read everything; its exit code tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

/** As `git`, but waits. Never throws: a git that cannot be started gives code -1. */
export function gitSync(args: readonly string[], options: GitOptions = {}): GitResult {
  const done = spawnSync('git', fullArguments(args, options), {
    cwd: options.cwd,
    env: gitEnvironment(options),
    input: options.input ?? '',
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxBuffer: options.maxBytes ?? MAX_BYTES,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  return { code: done.error || done.status === null ? -1 : done.status, out: done.stdout ?? Buffer.alloc(0), error: complaint(done.stderr) };
}

/** The arguments of one call of git: never a pager, and the git directory where one is named. */
export function fullArguments(args: readonly string[], options: GitOptions): string[] {
  return ['--no-pager', ...(options.gitDir === undefined ? [] : [`--git-dir=${options.gitDir}`]), ...args];
}

/** git's own word for an error, of what it wrote about it. */
export function complaint(stderr: Buffer | null | undefined): string {
  const lines = (stderr?.toString('utf8') ?? '').split('\n').filter((line) => line.trim() !== '');
  const own = lines.filter((line) => /^(?:fatal|error): /.test(line));
  return (own[0] ?? lines.at(-1) ?? '').replace(/^(?:fatal|error): /, '').slice(0, 300);
}
