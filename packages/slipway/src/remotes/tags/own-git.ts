import { execFile } from 'node:child_process';
import { OutsideError } from '../errors.ts';
import type { GitPlace } from '../facts.ts';

/** What git said, whatever its exit code. */
export interface OwnGitResult {
  /** -1 when it was killed: time, or cancelled. */
  readonly code: number;
  readonly out: string;
  /** All that it wrote on standard error, without credentials of addresses. */
  readonly error: string;
}

export interface OwnGitOptions extends GitPlace {
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** In place of the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const TIMEOUT_MS = 120_000;

/**
 * Runs git as whoever owns the clone would: with their settings, keys, credential helpers and hooks. For making and pushing tags only; what is merely
 * read goes the careful way, which runs nothing that the repository names.
 *
 * @throws OutsideError only when git is not installed
 */
export function ownGit(
  args: readonly string[],
  { cwd, gitDir, input, timeoutMs = TIMEOUT_MS, signal, env = process.env }: OwnGitOptions,
): Promise<OwnGitResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['--no-pager', ...(gitDir === undefined ? [] : [`--git-dir=${gitDir}`]), ...args],
      {
        cwd,
        env: { ...withoutPlace(env), LC_ALL: 'C', LANGUAGE: 'C' },
        encoding: 'utf8',
        timeout: timeoutMs,
        maxBuffer: 64 * 1024 * 1024,
        signal,
        windowsHide: true,
      },
      (error, out, err) => {
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') reject(new OutsideError('git is not installed, or is not on the PATH.'));
        else resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, error: withoutCredentials(err) });
      },
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

/** Inside a hook git names the repository that it works on; ours is the one that was asked for. */
function withoutPlace(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, GIT_PREFIX: ____, ...rest } = env;
  return rest;
}

/** An address may hold a token, and git repeats it when it complains. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s]+@/gi, '$1').replace(/\b(?:gh[pousr]_[\w.-]+|github_pat_\w+)/g, '***');
}

/** What a server or its hook said of its own, without the prefix. */
export function remoteWord({ error }: Pick<OwnGitResult, 'error'>): string | undefined {
  const lines = error.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /^remote: (?:error|fatal|.*(?:denied|protected|rule))/i.test(one));
  return line?.replace(/^remote:\s*(?:error: |fatal: )?/i, '').slice(0, 300);
}

/** The line of git's words that says most: its own error, or what a server or hook said last. */
export function complaintOf({ error, code }: OwnGitResult): string {
  const remote = remoteWord({ error });
  if (remote !== undefined) return remote;
  if (code === -1 && error.trim() === '') return 'it took too long';
  const lines = error
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const told = lines.filter(
    (line) => /^(?:fatal|error): /.test(line) && !/failed to push some refs|could not read from remote repository\.?$/i.test(line),
  );
  const rejected = lines.find((line) => /^! \[/.test(line));
  return (told[0] ?? rejected ?? lines.at(-1) ?? `it ended with code ${code}`).replace(/^(?:fatal|error): /, '').slice(0, 300);
}
