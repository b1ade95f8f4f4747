import type { Workflow } from '../../actions/index.ts';
import type { Analysis, Route } from '../analyse.ts';
import { performFiles } from '../perform.ts';
import type { Effect, Event, Run } from '../types.ts';
import type { World } from '../world.ts';
import { RunFiles } from './log.ts';

/** A workflow's run with its files followed, and the route of a release on which it lies. */
export interface FollowedRun {
  readonly run: Run;
  readonly files: RunFiles;
  /** Undefined when no entry that is walked reaches it. */
  readonly route: Route | undefined;
}

const known = new WeakMap<Analysis, Map<string, FollowedRun | undefined>>();

/** Where files matter: an upload to a release, or an artifact that is handed on. */
const touchesFiles = /upload-artifact|download-artifact|release/i;

/**
 * The run of a workflow in which a release of a channel passes through it, leg by leg with its files; undefined when the workflow does nothing
 * that files matter for.
 */
export function followedRun(analysis: Analysis, path: string, channel = 'stable'): FollowedRun | undefined {
  const memo = known.get(analysis) ?? new Map<string, FollowedRun | undefined>();
  known.set(analysis, memo);
  const key = `${channel}|${path}`;
  if (!memo.has(key)) memo.set(key, follow(analysis, path, channel));
  return memo.get(key);
}

/** The runs of all workflows that files matter for. */
export function followedRuns(analysis: Analysis, channel = 'stable'): FollowedRun[] {
  return analysis.relevant.flatMap((w) => followedRun(analysis, w.path, channel) ?? []);
}

function follow(analysis: Analysis, path: string, channel: string): FollowedRun | undefined {
  const { world } = analysis;
  const workflow = world.workflow(path);
  if (workflow === undefined || !touchesFiles.test(workflow.file.text)) return undefined;
  const route = bestRoute(analysis, path, channel);
  const event = route?.best.node.run.event ?? busiestEvent(analysis, path);
  if (event === undefined) return undefined;
  const seen = route?.best.node.run ?? analysis.declared.get(path)?.find((r) => r.event === event);
  return { ...filesOf(event, workflow, seen?.effects ?? [], world), route };
}

/** A run that a walk made, carried out once more leg by leg with its files. */
export function filesOfRun({ event, workflow, effects }: Run, world: World): Omit<FollowedRun, 'route'> {
  return filesOf(event, workflow, effects, world);
}

function filesOf(event: Event, workflow: Workflow, seen: readonly Effect[], world: World): Omit<FollowedRun, 'route'> {
  const uploaders = new Set(seen.filter((e) => e.deed.kind === 'release').map((e) => `${e.workflow.path}#${e.job.id}`));
  const files = new RunFiles(world, uploaders);
  return { run: performFiles(event, workflow, world, files), files };
}

const roles = { release: 0, workaround: 1, aside: 2 } as const;
const kinds: readonly string[] = ['asset', 'release', 'registry', 'image'];

function bestRoute(analysis: Analysis, path: string, channel: string): Route | undefined {
  const rank = (r: Route): number =>
    roles[r.role] * 100 +
    (r.entry.channel === channel ? 0 : 50) +
    (r.target.version === 'this' ? 0 : 20) +
    Math.max(0, kinds.indexOf(r.target.kind)) +
    (r.target.kind === 'asset' ? 0 : 4);
  return analysis.routes.filter((r) => r.best.node.run.workflow.path === path).sort((a, b) => rank(a) - rank(b))[0];
}

/** The event of the workflow's own triggers for which it does most. */
function busiestEvent(analysis: Analysis, path: string): Event | undefined {
  const runs = [...(analysis.declared.get(path) ?? [])];
  return runs.sort((a, b) => b.effects.length - a.effects.length)[0]?.event;
}
