import type { Job, Workflow } from '../actions/index.ts';
import { neededJobs, type World } from '../chain/index.ts';

/** Scripts of one workflow that are read, at most. */
const most = 16;
/** Files that tell what a task runner's targets do. */
const tasks: readonly { readonly runs: RegExp; readonly files: readonly string[] }[] = [
  { runs: /\bmake\b/, files: ['Makefile', 'makefile', 'GNUmakefile'] },
  { runs: /\bjust\b/, files: ['justfile', 'Justfile', '.justfile'] },
  { runs: /\b(?:npm|pnpm|yarn|bun)\b/, files: ['package.json'] },
  { runs: /\btask\b/, files: ['Taskfile.yml', 'Taskfile.yaml'] },
  { runs: /\bmise\b/, files: ['mise.toml', '.mise.toml'] },
];
/** A path with a slash, or a file that a language's ending makes a script. */
const named = /(?<![\w@.-])(?:[\w@.-]+(?:\/[\w@.-]+)+|[\w@.-]+\.(?:sh|bash|py|[cm]?[jt]s|rb|ps1|pl|fsx)\b)/g;
const local = /uses:\s*['"]?\.\/([\w./-]+)/g;

const known = new WeakMap<Workflow, string>();
const knownScripts = new WeakMap<Workflow, string>();
const knownJobs = new WeakMap<Job, string>();

/**
 * The text of a workflow, and of the scripts, local actions, called workflows and task files that it names: for questions to which a word anywhere
 * is answer enough to stay silent. Nothing is followed further than that.
 */
export function workflowText(workflow: Workflow, world: World): string {
  const before = known.get(workflow);
  if (before !== undefined) return before;
  const whole = `${withScripts(workflow, world)}\n${taskFiles(workflow.file.text, world)}`;
  known.set(workflow, whole);
  return whole;
}

/** The same without the task files: those hold much that no release runs. */
export function withScripts(workflow: Workflow, world: World): string {
  const before = knownScripts.get(workflow);
  if (before !== undefined) return before;
  const whole = scripts(workflow.file.text, world);
  knownScripts.set(workflow, whole);
  return whole;
}

/** The same of a job and of the jobs that it needs, directly or not. */
export function jobText(job: Job, workflow: Workflow, world: World): string {
  const before = knownJobs.get(job);
  if (before !== undefined) return before;
  const jobs = [job, ...neededJobs(job, workflow.jobs)];
  const own = jobs.map((one) => one.node.file.text.slice(one.node.span.start, one.node.span.end)).join('\n');
  const whole = `${scripts(own, world)}\n${taskFiles(own, world)}`;
  knownJobs.set(job, whole);
  return whole;
}

const readAll = (paths: Iterable<string>, world: World): string =>
  [...paths].map((path) => (world.tree.read(path) ?? '').slice(0, 200_000)).join('\n');

const taskFiles = (text: string, world: World): string =>
  readAll(
    tasks.flatMap(({ runs, files }) => (runs.test(text) ? files.filter((path) => world.tree.has(path)) : [])),
    world,
  );

function scripts(text: string, world: World): string {
  const paths = new Set<string>();
  for (const [path] of text.matchAll(named)) {
    const clean = path.replace(/^\.\//, '');
    if (paths.size < most && world.tree.has(clean)) paths.add(clean);
  }
  for (const [, path = ''] of text.matchAll(local)) {
    const bare = path.replace(/\/$/, '');
    const found = [path, `${bare}/action.yml`, `${bare}/action.yaml`].find((one) => world.tree.has(one));
    if (found !== undefined && paths.size < most) paths.add(found);
  }
  return `${text}\n${readAll(paths, world)}`;
}
