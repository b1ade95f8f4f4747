import { str } from '../../actions/index.ts';
import {
  type Analysis,
  actorText,
  familyOfText,
  isRollingFamily,
  locate,
  pushTag,
  type Start,
  type StartSeen,
  starts,
  targetsOf,
  type Walk,
  type World,
} from '../../chain/index.ts';
import { fileName } from '../../tools/index.ts';
import { claimsOf } from '../documents/index.ts';
import { listed } from '../links.ts';
import { versionIn } from './event.ts';
import { isHeard } from './standing.ts';
import type { PreflightAct, StartsNothing } from './types.ts';

/** Why an event starts no run, and whether something is meant to start from it; undefined when it starts one, or may. */
export function startsNothing(act: PreflightAct, walked: Walk, analysis: Analysis): StartsNothing | undefined {
  const own = walked.seen.filter(({ from, effect }) => from === undefined && effect === undefined);
  if (own.some(({ start }) => start.answer !== 'no')) return undefined;
  const waiting = own.filter(({ start }) => start.openable);
  if (waiting.length > 0) return suppressed(act, waiting, walked, analysis);
  const deaf = own.filter(({ start, workflow, event }) => start.gate === 'invalid' && isHeard(event, workflow, analysis.world));
  if (deaf.length > 0) return refusedFiles(act, deaf);
  return act.kind === 'tag' ? unheard(act.name, own, analysis) : undefined;
}

const of = (seen: readonly StartSeen[]): string[] => [...new Set(seen.map(({ workflow }) => workflow.path))].sort();

const name = (act: PreflightAct): string => (act.kind === 'tag' ? `tag ${act.name}` : `the pull request from ${act.branch}`);

/** Its filters let it pass, and who makes it, or the commit's message, keeps GitHub from making a run. */
function suppressed(act: PreflightAct, waiting: readonly StartSeen[], walked: Walk, analysis: Analysis): StartsNothing {
  const first = waiting.find(({ event }) => event.name !== 'create') ?? waiting[0]!;
  const marker = first.start.gate === 'skip-marker';
  const workflows = of(waiting);
  const many = workflows.length > 1;
  const does = marker ? `${first.start.why}, so GitHub starts nothing` : `events made with ${actorText(first.event.by)} start no run`;
  return {
    cause: marker ? 'skip-marker' : 'github-token',
    meant: waiting.some((one) => isMeant(act, one, walked, analysis)) || undefined,
    text: `${listed(workflows)} ${many ? 'wait' : 'waits'} for ${name(act)} and would not start: ${does}`,
    workflows,
    ...(first.start.at === undefined ? {} : { location: first.start.at }),
    ways: marker ? ['tag a commit whose message carries no such marker (an empty one will do: `git commit --allow-empty`)'] : waysPast(act, first),
    facts: first.start.facts,
  };
}

function waysPast(act: PreflightAct, { workflow }: StartSeen): string[] {
  const file = fileName(workflow.path);
  const push =
    "push with the token of a GitHub App or a personal access token (the checkout step's `token:`), with a deploy key (`ssh-key:`), or from a person's own clone";
  if (act.kind === 'pull-request') return ["open it with the token of a GitHub App or a personal access token, or from a person's own clone"];
  const can = workflow.triggers.some((trigger) => trigger.event === 'workflow_dispatch');
  return [
    push,
    `${can ? '' : `add \`workflow_dispatch\` to ${file} and `}start it at the tag: \`gh workflow run ${file} --ref ${act.name}\`, which the GITHUB_TOKEN may do with \`actions: write\``,
  ];
}

/**
 * A pull request is checked; a tag's listener says which tags it waits for, or delivers something. Tests that run on every push are not what a tag is
 * made for, and what cannot be read may be no more than that.
 */
function isMeant(act: PreflightAct, { workflow, event }: StartSeen, walked: Walk, { relevant, world }: Analysis): boolean {
  if (act.kind === 'pull-request') return event.name === 'pull_request';
  if (workflow.triggers.some((trigger) => trigger.event === 'push' && (trigger.tags ?? []).length > 0)) return true;
  if (!relevant.includes(workflow)) return false;
  const run = walked.nodes.find((node) => node.run.workflow === workflow && node.run.event.id === event.id)?.run;
  return run?.effects.some((one) => one.happens !== false && targetsOf(one, world).length > 0) === true;
}

function refusedFiles(act: PreflightAct, deaf: readonly StartSeen[]): StartsNothing {
  const workflows = of(deaf);
  return {
    cause: 'invalid',
    // The filters of a refused file cannot be relied on either: what it says of tags in so many words is.
    meant: act.kind === 'tag' && deaf.some(({ workflow }) => workflow.triggers.some(({ tags }) => (tags ?? []).length > 0)) ? true : undefined,
    text: `${listed(workflows)} would hear of ${name(act)}, and GitHub refuses ${workflows.length > 1 ? 'these files' : 'this file'}`,
    workflows,
    ways: ['run `slipway doctor --only invalid-workflow` and mend the file'],
    facts: ['valid.file'],
  };
}

/** No workflow takes a tag of this name. */
function unheard(tag: string, own: readonly StartSeen[], analysis: Analysis): StartsNothing {
  const { world } = analysis;
  const filtered = own.filter(({ start, workflow }) => start.gate === 'filter' && workflow.triggers.some(({ tags }) => (tags ?? []).length > 0));
  const first = filtered[0];
  if (first === undefined) return nothingWaits(tag, analysis);
  const workflows = of(filtered);
  const heard = heardBefore(tag, world);
  return {
    cause: 'filter',
    meant: heard === undefined ? unheardFirst(tag, first.start, world) : heard !== '' ? true : undefined,
    text: `no workflow takes tag ${tag}: ${listed(workflows)} ${workflows.length > 1 ? 'wait' : 'waits'} for tags, and ${first.start.why}${heard ? `; ${heard}, the one before it, did` : ''}`,
    workflows,
    ...(first.start.at === undefined ? {} : { location: first.start.at }),
    ways: ['let the filter take this name, or change `tag:` of the component in slipway.yaml'],
    facts: first.start.facts,
  };
}

/**
 * Whether the tag before it of its kind (its family; stable, or a pre-release of the same identifier) would start something today.
 * @returns its name; '' when it would start nothing either; undefined when there is none
 */
function heardBefore(tag: string, world: World): string | undefined {
  const kind = kindOf(tag);
  const before = world.tree.git?.tags.find((one) => one.name !== tag && kindOf(one.name) === kind);
  if (before === undefined) return undefined;
  return startsAny(before.name, world) ? before.name : '';
}

function kindOf(tag: string): string {
  const version = versionIn(tag) ?? '';
  return `${familyOfText(tag)}\0${/^\d+(?:\.\d+)*-?([A-Za-z]*)/.exec(version)?.[1] ?? ''}`;
}

const startsAny = (tag: string, world: World): boolean =>
  world.workflows.some((workflow) => {
    const { answer } = starts(pushTag(world, str(tag), { kind: 'person' }), workflow, world);
    return answer !== 'no';
  });

/** The first version of a repository that waits for versions is meant to be heard; a component's may be tagged for the record only. */
function unheardFirst(tag: string, { answer }: Start, world: World): true | undefined {
  const family = familyOfText(tag);
  const stable = /^\d+(?:\.\d+)*$/.test(versionIn(tag) ?? '');
  const others = (world.tree.git?.tags ?? []).some((one) => startsAny(one.name, world));
  return answer === 'no' && stable && !others && /^v?$/i.test(family) && !isRollingFamily(family) ? true : undefined;
}

/** Nothing here waits for tags, unless the documents say so. */
function nothingWaits(tag: string, { world, ...rest }: Analysis): StartsNothing {
  const promise = claimsOf(world.tree, { world, ...rest }).find((claim) => claim.about === 'push of a tag' && claim.verdict === 'false');
  const published = world.workflows.filter(({ triggers }) => triggers.some(({ event }) => event === 'release'));
  const dispatched = world.workflows.filter(({ triggers }) => triggers.some(({ event }) => event === 'workflow_dispatch'));
  const trigger = published[0]?.triggers.find(({ event }) => event === 'release');
  const at = promise?.at ?? (trigger === undefined ? undefined : locate(trigger.key));
  const text = promise
    ? `${promise.at.path}:${promise.at.line} says that ${promise.text}, and ${promise.actual}`
    : `no workflow waits for tags, so nothing starts from ${tag}`;
  const ways = [
    ...(published.length > 0 ? [`publish a GitHub release of it, which ${listed(published.map(({ path }) => path))} waits for`] : []),
    ...(published.length === 0 && dispatched.length > 0
      ? [`start by hand what is to run: \`gh workflow run ${fileName(dispatched[0]!.path)} --ref ${tag}\``]
      : []),
  ];
  return {
    cause: 'nothing-waits',
    meant: promise !== undefined,
    text,
    workflows: [],
    ...(at === undefined ? {} : { location: at }),
    ways,
    facts: promise?.facts ?? [],
  };
}
