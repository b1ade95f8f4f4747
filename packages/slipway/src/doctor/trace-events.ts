import { hole, str, unknown, type Val } from '../actions/index.ts';
import {
  type Actor,
  createRef,
  dispatchWorkflow,
  type Event,
  mergeEvents,
  pushBranch,
  pushTag,
  release,
  schedule,
  type World,
} from '../chain/index.ts';
import { fileName } from '../tools/index.ts';
import { ConfigError } from './config.ts';
import type { TraceActor, TraceEvent } from './options.ts';

/** The events of a `trace`, made by whom `--as` names. */
export function eventsOf(event: TraceEvent, world: World): Event[] {
  const by = actorOf(event.as ?? 'person');
  const main = str(world.defaultBranch);
  const message = unknown('the message is not given');
  const tag: Val = str(('tag' in event ? event.tag : undefined) ?? `v${world.version}`);
  switch (event.kind) {
    case 'push':
      return event.tag !== undefined
        ? [pushTag(world, tag, by, message), createRef(world, 'tag', tag, by)]
        : [pushBranch(world, event.branch === undefined ? main : str(event.branch), by, message)];
    case 'merge':
      return mergeEvents({ head: hole('any'), base: main, title: message }, by, world, 'merges a pull request');
    case 'dispatch':
      mustBeDispatchable(event.workflow, Object.keys(event.inputs), world);
      return [
        dispatchWorkflow(
          world,
          str(event.workflow),
          event.ref === undefined ? main : str(event.ref),
          /^v?\d/.test(event.ref ?? '') ? 'tag' : 'branch',
          new Map(Object.entries(event.inputs).map(([k, v]) => [k, str(v)])),
          by,
          true,
        ),
      ];
    case 'release':
      return [release(world, event.activity, tag, event.prerelease ?? false, by)];
    case 'schedule':
      return world.workflows.flatMap((w) => w.triggers.flatMap((t) => (t.cron ?? []).map((c) => schedule(world, c.text)))).slice(0, 4);
  }
}

/** @throws ConfigError when no workflow of that name can be dispatched, or when it has no such input: GitHub refuses the dispatch then. */
function mustBeDispatchable(name: string, inputs: readonly string[], world: World): void {
  const called = (w: World['workflows'][number]) => [w.path, w.displayName, fileName(w.path)].includes(name);
  const can = world.workflows.filter((w) => w.triggers.some((t) => t.event === 'workflow_dispatch'));
  const found = can.find(called);
  if (found !== undefined) {
    const taken = found.triggers.flatMap((t) => (t.event === 'workflow_dispatch' ? t.inputs.map((input) => input.name) : []));
    const strange = inputs.find((one) => !taken.some((input) => input.toLowerCase() === one.toLowerCase()));
    if (strange === undefined) return;
    throw new ConfigError(`${name} has no input ${strange}; ${taken.length === 0 ? 'it takes none' : `it takes ${taken.join(', ')}`}`);
  }
  const files = can.map((w) => fileName(w.path));
  const those = files.length === 0 ? 'none here can be dispatched' : `those that can be dispatched: ${files.join(', ')}`;
  throw new ConfigError(world.workflows.some(called) ? `${name} has no workflow_dispatch; ${those}` : `there is no workflow ${name}; ${those}`);
}

function actorOf(as: TraceActor): Actor {
  if (as === 'person') return { kind: 'person' };
  const credential =
    as === 'github-token'
      ? ({ kind: 'github-token' } as const)
      : as === 'pat'
        ? ({ kind: 'pat', secret: 'a personal access token' } as const)
        : as === 'app'
          ? ({ kind: 'app' } as const)
          : ({ kind: 'deploy-key' } as const);
  return { kind: 'token', held: { credential, from: '--as' } };
}
