import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commit, run as git, repository, temporaryFolder, write } from '../../slipway/src/remotes/testing.ts';
import { SOUND, SUPPRESSED } from '../../slipway/test/sample-folders.ts';

export const TAG = '.github/workflows/tag.yml';
export const RELEASE = '.github/workflows/release.yml';
export { SOUND, SUPPRESSED };
/** Secret-like, so that it may be nowhere in what is printed. */
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';
export const COMMITTED = fileURLToPath(new URL('../dist/index.js', import.meta.url));

let built: Promise<string> | undefined;

/** The bundle that today's sources make. */
function builtBundle(): Promise<string> {
  built ??= (async () => {
    const { bundle } = await import('../build.js');
    const file = join(temporaryFolder(), 'index.mjs');
    writeFileSync(file, await bundle());
    return file;
  })();
  return built;
}

export interface Step {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly payload?: object;
  readonly bundle?: string;
  /** Given to node before the bundle. */
  readonly node?: readonly string[];
}

/** Runs the bundle as a runner does: a process of its own, with the runner's variables and files and nothing else. */
export async function step(workspace: string, options: StepOptions = {}): Promise<Step> {
  const temp = temporaryFolder();
  const files = { GITHUB_EVENT_PATH: 'event.json', GITHUB_STEP_SUMMARY: 'summary.md', GITHUB_OUTPUT: 'outputs' };
  write(temp, { 'event.json': JSON.stringify(options.payload ?? {}), 'summary.md': '', outputs: '' });
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: temp,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '42',
    GITHUB_SHA: git(workspace, ['rev-parse', 'HEAD']).trim(),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: options.event ?? 'push',
    RUNNER_TEMP: temp,
    ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(temp, file)])),
    ...Object.fromEntries(
      Object.entries({ 'as-of': '2026-11-20', ...options.inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...options.env,
  };
  const args = [...(options.node ?? []), options.bundle ?? (await builtBundle())];
  // A runner brings its own Node, which need not be the one of the tests.
  const node = process.env.SLIPWAY_TEST_NODE || process.execPath;
  const { code, log } = await new Promise<{ code: number; log: string }>((resolve) => {
    execFile(node, args, { cwd: workspace, env, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, log: `${out}${err}` }),
    );
  });
  return { code, log, summary: readFileSync(join(temp, 'summary.md'), 'utf8'), outputs: outputsOf(readFileSync(join(temp, 'outputs'), 'utf8')) };
}

function outputsOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name!, value!]));
}

/** Commands of a log that become annotations: level and the file that they are about. */
export function annotations(log: string): string[] {
  return log.split('\n').flatMap((line) => {
    const [, level, properties = ''] = /^::(error|warning|notice) (.*?)::/.exec(line) ?? [];
    return level === undefined ? [] : [`${level} ${/file=([^,]*)/.exec(properties)?.[1] ?? ''}`.trim()];
  });
}

export interface Change {
  /** The checkout of the merge commit, as shallow as actions/checkout makes it. */
  readonly workspace: string;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
  readonly payload: object;
  readonly origin: string;
}

/** A pull request: what the base holds, what it changes, and the checkout that a run of it gets. */
export function pullRequest(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, from = 'acme/app'): Change {
  const work = repository(before);
  const base = git(work, ['rev-parse', 'HEAD']).trim();
  git(work, ['checkout', '--quiet', '-b', 'change']);
  write(work, after);
  const head = commit(work, 'the change');
  git(work, ['checkout', '--quiet', 'main']);
  git(work, ['merge', '--quiet', '--no-ff', '-m', 'merge', 'change']);
  const merge = git(work, ['rev-parse', 'HEAD']).trim();
  git(work, ['update-ref', 'refs/pull/7/merge', merge]);
  git(work, ['update-ref', 'refs/pull/7/head', head]);
  git(work, ['reset', '--quiet', '--hard', base]);
  const workspace = join(temporaryFolder(), 'workspace');
  mkdirSync(dirname(workspace), { recursive: true });
  git(work, ['init', '--quiet', workspace]);
  git(workspace, ['remote', 'add', 'origin', `file://${work}`]);
  git(workspace, ['fetch', '--quiet', '--depth=1', 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge']);
  git(workspace, ['checkout', '--quiet', '--detach', 'refs/remotes/pull/7/merge']);
  const payload = {
    pull_request: { number: 7, base: { sha: base, repo: { full_name: 'acme/app' } }, head: { sha: head, repo: { full_name: from } } },
  };
  return { workspace, base, head, merge, payload, origin: work };
}
