import { type Analysis, environmentsOf, type JobRun, type Run, type Target, targetKey, type World } from '../../chain/index.ts';
import { fileName } from '../../tools/index.ts';
import type { Stage } from './play.ts';

const KINDS: Readonly<Record<string, Target['kind']>> = {
  release: 'release',
  'github release': 'release',
  tag: 'tag',
  files: 'asset',
  assets: 'asset',
  image: 'image',
  site: 'pages',
  pages: 'pages',
  registry: 'registry',
  environment: 'environment',
  tap: 'tap',
};

/** Whether an expectation's words mean a destination: its id, its kind, its registry, or its name. */
export function means(asked: string, target: Target, world: World): boolean {
  const words = asked.trim().toLowerCase().replaceAll(world.version.toLowerCase(), '{version}');
  const { id, kind, name } = { ...target, id: target.id.toLowerCase(), name: target.name.toLowerCase() };
  if (KINDS[words] !== undefined) return KINDS[words] === kind;
  if (words === id || words === name) return true;
  // A registry means each of its packages, `acme/tool` the image of Docker's own registry.
  if (kind === 'registry' && id.startsWith(`${words}:`)) return true;
  if (kind === 'image' && (`docker.io/${words}` === id || `image ${id}` === words)) return true;
  const spoken = /^(tag|environment|tap|image|release|site|package) (\S.*)$/.exec(words);
  return spoken !== null && KINDS[spoken[1]!] === kind && (spoken[2] === name || `${kind}:${spoken[2]}` === id);
}

/** A job's environment as a destination. */
export const environmentTarget = (name: string): Target => ({ id: `environment:${name}`, kind: 'environment', name, version: 'moving' });

/** The jobs of a run with those of the workflows that they call. */
export function* jobsIn(run: Run): Generator<JobRun> {
  for (const job of run.jobs) {
    yield job;
    if (job.callee) yield* jobsIn(job.callee);
  }
}

/** Every destination that something in the tree delivers, whoever starts it, and the workflows that do. */
export function knownTargets({ analysis }: Stage): KnownTargets {
  const before = known.get(analysis);
  if (before) return before;
  const made = findTargets(analysis);
  known.set(analysis, made);
  return made;
}

type KnownTargets = ReadonlyMap<string, { readonly target: Target; readonly workflows: ReadonlySet<string> }>;

const known = new WeakMap<Analysis, KnownTargets>();

function findTargets(analysis: Analysis): KnownTargets {
  const out = new Map<string, { target: Target; workflows: Set<string> }>();
  const add = (target: Target, path: string): void => {
    const one = out.get(targetKey(target)) ?? { target, workflows: new Set<string>() };
    one.workflows.add(path);
    out.set(targetKey(target), one);
  };
  for (const target of analysis.targets.values()) out.set(targetKey(target), { target, workflows: new Set() });
  for (const route of analysis.routes) add(route.target, route.best.node.run.workflow.path);
  for (const [path, runs] of analysis.declared)
    for (const run of runs)
      for (const job of jobsIn(run)) for (const { name, declared } of environmentsOf(job, run)) if (declared) add(environmentTarget(name), path);
  return out;
}

/** A workflow by its path, its file's name, or its name. */
export function isWorkflow(asked: string, workflow: { readonly path: string; readonly displayName: string }): boolean {
  return [workflow.path, fileName(workflow.path), workflow.displayName].includes(asked.trim());
}
