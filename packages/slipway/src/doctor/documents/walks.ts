import { str } from '../../actions/index.ts';
import { type Event, pushBranch, pushTag, type RunNode, starts, type Walk, walk } from '../../chain/index.ts';
import type { Repository } from './repository.ts';

const known = new WeakMap<Repository, Map<string, Walk>>();

/** The walk of one event that a person makes, once for each. */
function walkOf(key: string, make: () => Event, repository: Repository): Walk {
  const of = known.get(repository) ?? new Map<string, Walk>();
  known.set(repository, of);
  const before = of.get(key);
  if (before) return before;
  const { world, relevant } = repository.analysis;
  const event = make();
  const made = walk(
    { id: `documents ${key}`, text: event.text, kind: 'other', channel: 'stable', events: [event] },
    relevant.length > 0 ? relevant : world.workflows,
    world,
  );
  of.set(key, made);
  return made;
}

/** What a person's push of a tag starts, and what that starts. */
export function tagWalk(tag: string, repository: Repository): Walk {
  return walkOf(`tag ${tag}`, () => pushTag(repository.analysis.world, str(tag), { kind: 'person' }), repository);
}

/** What a person's push to a branch starts, and what that starts. */
export function branchWalk(branch: string, repository: Repository): Walk {
  return walkOf(`branch ${branch}`, () => pushBranch(repository.analysis.world, str(branch), { kind: 'person' }), repository);
}

/** Whether a push of a tag starts any workflow; undefined when that is not known. */
export function isAwaited(tag: string, { analysis }: Repository): boolean | undefined {
  const { world } = analysis;
  const event = pushTag(world, str(tag), { kind: 'person' });
  let doubt = false;
  for (const w of world.workflows) {
    const { answer, gate } = starts(event, w, world);
    if (answer === 'runs' || answer === 'held') return true;
    if (answer === 'unknown' || gate === 'invalid') doubt = true;
  }
  return doubt ? undefined : false;
}

/** Names of the environments that a walk's jobs have, `undefined` among them when one is not known or something opaque runs. */
export function environmentsOf(walked: Walk): Set<string | undefined> {
  const found = new Set<string | undefined>();
  for (const node of walked.nodes) collect(node.run, found);
  return found;
}

function collect(run: RunNode['run'], found: Set<string | undefined>): void {
  for (const { job, runs, callee } of run.jobs) {
    if (runs === false) continue;
    if (callee) collect(callee, found);
    const name = job.environment?.name?.text;
    if (name !== undefined) found.add(name.includes('${{') ? undefined : name.toLowerCase());
    else if (job.uses?.is.kind === 'remote') found.add(undefined);
  }
}

const SAME: readonly (readonly string[])[] = [
  ['prod', 'production', 'live'],
  ['staging', 'stage', 'preprod', 'uat'],
  ['dev', 'development', 'develop', 'test'],
];

/** Whether two names mean one environment: `prod` and `production`. */
export function isSameEnvironment(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === y || SAME.some((names) => names.some((n) => x.startsWith(n)) && names.some((n) => y.startsWith(n)));
}
