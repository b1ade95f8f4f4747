import type { Job, Step, Str, Workflow } from '../actions/index.ts';
import { type Analysis, type Effect, perform, pushTag, targetsOf, type World } from '../chain/index.ts';
import type { MapNode, ScalarNode } from '../source/index.ts';

/** What a workflow would do if every condition in it held: tells what a condition that never holds keeps back. */
export interface Opened {
  /** Everything that it does, for its own event first. */
  readonly whole: readonly Effect[];
  /** What of it delivers or hands on. */
  readonly effects: readonly Effect[];
  /** Effects of a job that a release user, or another workflow, would see; with those of what it calls. */
  ofJob(job: Job): readonly Effect[];
  /** The same for one step; with those of the action that it uses. */
  ofStep(step: Step): readonly Effect[];
}

const known = new WeakMap<Analysis, Map<Workflow, Opened>>();

/** Carries a workflow out with its conditions opened, once for an analysis. */
export function opened(workflow: Workflow, analysis: Analysis): Opened {
  const of = known.get(analysis) ?? new Map<Workflow, Opened>();
  known.set(analysis, of);
  const one = of.get(workflow) ?? open(workflow, analysis);
  of.set(workflow, one);
  return one;
}

function open(workflow: Workflow, { world, families, declared }: Analysis): Opened {
  const apart: World = { ...world, runs: new Map(), limit: () => {}, workflow: (path) => mapped(world.workflow(path)) };
  const family = families.find((f) => !f.startsWith('=')) ?? 'v';
  const tag = pushTag(world, { k: 'str', v: `${family}${world.version}` }, { kind: 'person' });
  const ofTag = perform(tag, withoutConditions(workflow), apart).effects;
  const telling = ofTag.filter((e) => isDelivery(e, world));
  // What says nothing to a tag may say something to the workflow's own event.
  let own: readonly Effect[] | undefined;
  const ofOwn = (): readonly Effect[] => {
    const event = declared.get(workflow.path)?.find((r) => r.event.refType !== 'tag')?.event;
    own ??= event === undefined ? [] : perform(event, withoutConditions(workflow), apart).effects;
    return own;
  };
  const others = (): readonly Effect[] => ofOwn().filter((e) => isDelivery(e, world));
  const within = (node: MapNode): readonly Effect[] => {
    const found = telling.filter((e) => isWithin(e, node));
    return found.length > 0 ? found : others().filter((e) => isWithin(e, node));
  };
  return {
    get whole() {
      return [...ofOwn(), ...ofTag];
    },
    get effects() {
      return telling.length > 0 ? telling : others();
    },
    ofJob: (job) => within(job.node),
    ofStep: (step) => within(step.node),
  };
}

/** Delivers, or hands on: a tag, a release, a package, an image, a site, a deployment, a dispatch. */
export function isDelivery(effect: Effect, world: World): boolean {
  return effect.deed.kind === 'dispatch' || targetsOf(effect, world).length > 0;
}

/** An effect that stands in a node of a workflow, or that something called there has. */
function isWithin(effect: Effect, { file, span }: MapNode): boolean {
  const from = file.position(span.start).line;
  const to = file.position(span.end).line;
  const place = [...effect.through.map((t) => t.at), effect.stepAt, effect.at].find((at) => at.path === file.path);
  return place !== undefined && place.line >= from && place.line <= to;
}

const mappedOf = new WeakMap<Workflow, Workflow>();

function mapped(workflow: Workflow | undefined): Workflow | undefined {
  return workflow && withoutConditions(workflow);
}

function withoutConditions(workflow: Workflow): Workflow {
  let made = mappedOf.get(workflow);
  if (made === undefined) {
    made = {
      ...workflow,
      jobs: workflow.jobs.map((job) => ({ ...job, if: always(job.key), steps: job.steps.map((step) => ({ ...step, if: always(job.key) })) })),
    };
    mappedOf.set(workflow, made);
  }
  return made;
}

/** A condition that holds also behind a job that fails. */
function always(near: ScalarNode): Str {
  return { kind: 'scalar', file: near.file, span: near.span, text: 'always()', value: 'always()', style: 'plain' };
}

const publishing =
  /\b(?:(?:npm|pnpm|yarn|bun|cargo|poetry|uv|hatch|flit|maturin|vsce|ovsx|jsr|deno)\s+(?:\w+\s+)?publish|wrangler\s+(?:pages\s+)?deploy|twine\s+upload|docker\s+push|gem\s+push|helm\s+push|nuget\s+push|gh\s+release\s+(?:create|upload|edit)|gh\s+workflow\s+run|goreleaser\s+release|npx\s+semantic-release|lerna\s+publish|changeset\s+publish|gh-action-pypi-publish|aws\s+s3\s+sync|kubectl\s+apply|terraform\s+apply|tofu\s+apply|flyctl\s+deploy)\b/;

/** The text of a job or step publishes something, though what it does could not be followed. */
export function publishesByText(node: MapNode): boolean {
  const lines = node.file.text.slice(node.span.start, node.span.end).split('\n');
  return lines.some((line) => !/^\s*(?:-\s+)?(?:#|echo\b|name:)|dry[-_]?run|--snapshot|--skip/.test(line) && publishing.test(line));
}
