import { asText } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate, type Run, waitsFor } from '../../../chain/index.ts';
import type { ImageTagRule } from '../../../tools/index.ts';
import { shown } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import type { TagsSubject } from './fix.ts';
import { inputNode, linePlace } from './places.ts';
import { type ImageEffect, isOfVersion, namesVersion, pushedBy, reachedRuns, type TagsSeen, tagsIn, tagsOf, unusualRuns } from './runs.ts';

const isVersionRule = (r: ImageTagRule): boolean => (r.type === 'semver' || r.type === 'pep440') && r.enabled !== false && r.error === undefined;

/** Images that a run pushes without any tag, or without the version's. */
export function* missingDrafts(analysis: Analysis): Generator<Draft> {
  for (const run of reachedRuns(analysis)) yield* draftsOf(run, analysis.world.version, analysis);
  for (const { run, version } of unusualRuns(analysis)) yield* draftsOf(run, version, analysis);
}

/** @param version the version that the run is for, where it is for one */
function* draftsOf(run: Run, version: string, analysis: Analysis): Generator<Draft> {
  if (run.event.name.startsWith('pull_request') && run.event.activity !== 'closed') return;
  for (const seen of tagsOf(run)) {
    const pushed = pushedBy(run).find((e) => usesTagsOf(e, seen));
    if (pushed === undefined || seen.deed.rules.length === 0) continue;
    const made = seen.deed.rules.some((r) => r.enabled !== false && (r.tag !== undefined || r.error !== undefined));
    // The rules are there for another family of tags, which does come here.
    const forOthers = version === analysis.world.version && isOfVersion(run) && worksForAnother(seen, analysis);
    let draft: Draft | undefined;
    if (!made) draft = isEmptyFor(pushed) ? withoutTags(seen, pushed, forOthers) : undefined;
    else if (isOfVersion(run)) draft = forOthers ? undefined : ofUnreadTag(seen, pushed, version);
    else if (run.event.refType === 'branch') draft = ofBranch(seen, pushed, analysis);
    if (draft) yield draft;
  }
}

function worksForAnother({ step }: TagsSeen, { declared }: Analysis): boolean {
  for (const runs of declared.values())
    for (const run of runs)
      if (isOfVersion(run))
        for (const one of tagsOf(run)) if (one.step === step && one.deed.rules.some((r) => isVersionRule(r) && r.tag !== undefined)) return true;
  return false;
}

/** The image is tagged with what this step gives. */
function usesTagsOf(effect: ImageEffect, { step, job }: TagsSeen): boolean {
  const written = effect.step && inputNode(effect.step, 'tags')?.text;
  if (written === undefined || step.id === undefined) return false;
  // In another job, the outputs of a job stand between; then only the same workflow is looked at.
  return effect.job === job.job && new RegExp(`\\bsteps\\.${step.id.replace(/[^\w-]/g, '')}\\.outputs\\.(?:tags|json)\\b`).test(written);
}

const isEmptyFor = ({ deed }: ImageEffect): boolean =>
  deed.images.length === 0 && deed.build?.tags !== undefined && asText(deed.build.tags)?.trim() === '';

function withoutTags(seen: TagsSeen, pushed: ImageEffect, forOthers: boolean): Draft | undefined {
  const { run, deed, job, step, at } = seen;
  const [first] = deed.rules;
  // Who dispatches it may choose a tag.
  const byHand = run.event.name === 'workflow_dispatch';
  // Who must dispatch it, and is asked for nothing, is to choose one.
  if (byHand && deed.rules.every(isVersionRule) && run.workflow.triggers.every((t) => t.event === 'workflow_dispatch' && t.inputs.length === 0))
    return undefined;
  return {
    at: first === undefined || first.line < 0 ? at : linePlace(step, 'tags', Math.min(...deed.rules.map((r) => r.line)), at),
    severity: byHand || forOthers ? 'warning' : 'error',
    certainty: pushed.happens === true && seen.runs === true && !byHand && !forOthers ? 'proven' : 'likely',
    title: `No rule makes a tag when ${run.event.text}, and the image is to be pushed`,
    message: `When ${run.event.text}, none of the rules makes a tag: ${reasons(deed.rules)}. The output \`tags\` is empty, and the step that pushes the image ends with "tag is needed when pushing to registry".`,
    chain: chain(run, seen, pushed),
    key: ['empty', job.id, step.id ?? '', run.event.name],
    advice: byHand
      ? 'Add a rule that works without a tag (type=sha, type=ref,event=branch), or give the version with `value=`.'
      : 'Add a rule for this event (type=ref,event=branch, type=schedule, type=sha), or give the version with `value=`.',
  };
}

/** Tags such as `tool-v1.2.3` or `v1.2`, which no rule for versions takes. */
function ofUnreadTag(seen: TagsSeen, pushed: ImageEffect, version: string): Draft | undefined {
  const { run, deed, job, step, at } = seen;
  const failing = deed.rules.filter(isVersionRule);
  const [first] = [...failing].sort((a, b) => a.line - b.line);
  if (first === undefined || first.line < 0 || failing.some((r) => r.tag !== undefined)) return undefined;
  if (tagsIn(pushed.deed).some((t) => namesVersion(t, version))) return undefined;
  const rest = tagsIn(pushed.deed).map(shown);
  return {
    at: linePlace(step, 'tags', first.line, at),
    certainty: pushed.happens === true ? 'proven' : 'likely',
    title: `${shown(run.event.ref)} is no semantic version, so the image gets no version tag`,
    message: `When ${run.event.text}, ${failing.length === 1 ? 'the rule' : 'each rule'} for versions is skipped with a warning: ${first.why}. The image is pushed as ${rest.length === 0 ? 'nothing' : rest.slice(0, 3).join(' and ')} alone, and nobody can pull ${version}.`,
    chain: chain(run, seen, pushed),
    key: ['prefixed', job.id, step.id ?? ''],
    subject: { step, family: run.event.family ?? '' } satisfies TagsSubject,
    advice: /^\d+\.\d+$/.test(version)
      ? 'Give tags three parts (`v1.2.0`), or read them with `type=match,pattern=v(.*),group=1`.'
      : `Take the version out of the tag first: \`type=semver,pattern={{version}},match=${(run.event.family ?? '').replace(/[^\w.-]/g, '')}(.*)\` (from v5.9 on), or \`value=\` with the output of a step that strips the prefix.`,
  };
}

/** A release whose run has a branch: the event has no tag that a rule could read. */
function ofBranch(seen: TagsSeen, pushed: ImageEffect, analysis: Analysis): Draft | undefined {
  const { run, deed, job, step, at } = seen;
  const failing = deed.rules.filter(
    (r) => isVersionRule(r) || (r.enabled === true && (r.type === 'match' || r.type === 'ref') && /no tag/.test(r.why ?? '')),
  );
  const [first] = [...failing].sort((a, b) => a.line - b.line);
  if (first === undefined || first.line < 0 || failing.some((r) => r.tag !== undefined || r.from !== undefined)) return undefined;
  if (tagsIn(pushed.deed).some((t) => namesVersion(t, analysis.world.version))) return undefined;
  const lost = releaseOf(seen, analysis);
  if (lost === undefined) return undefined;
  const [event, ...rest] = chain(run, seen, pushed);
  return {
    at: linePlace(step, 'tags', first.line, at),
    severity: lost.certain ? 'error' : 'warning',
    certainty: 'likely',
    title: 'The run has no tag to read a version from, so the image gets no version tag',
    message: `${lost.what} But the event of the run is that of a branch (${run.event.text}): ${first.why}. The image is pushed as ${tagsIn(pushed.deed).map(shown).slice(0, 3).join(' and ')} alone.`,
    chain: [event!, ...lost.links, ...rest],
    key: ['branch', job.id, step.id ?? ''],
    subject: { step, ...(lost.input === undefined ? {} : { input: lost.input }) } satisfies TagsSubject,
    advice: lost.advice,
  };
}

interface Lost {
  readonly what: string;
  readonly certain: boolean;
  readonly links: readonly Link[];
  readonly advice: string;
  /** The input that has the version. */
  readonly input?: string;
}

/** Why the run is one of a release all the same. */
function releaseOf({ run, job }: TagsSeen, { declared }: Analysis): Lost | undefined {
  const release = run.effects.find((e) => makesRelease(e) && waitsFor(job.job, e.job.id, run));
  if (release)
    return {
      what: `Job \`${job.id}\` runs after job \`${release.job.id}\`, which makes ${release.tag === undefined ? 'the release' : shown(release.tag)}.`,
      certain: true,
      links: [{ kind: 'effect', text: 'makes the release', location: release.at, state: 'holds' }],
      advice: `Hand the version on as an output of \`${release.job.id}\` and write \`type=semver,pattern={{version}},value=\${{ needs.${release.job.id}.outputs.… }}\`.`,
    };
  const upstream = run.event.name === 'workflow_run' ? run.event.upstream?.workflow : undefined;
  const before = upstream && (declared.get(upstream.path) ?? []).flatMap((r) => r.effects).find(makesRelease);
  if (before)
    return {
      what: `${run.workflow.path} follows ${upstream.path}, which makes the release.`,
      certain: true,
      links: [{ kind: 'effect', text: `${upstream.path} makes the release`, location: before.at, state: 'holds' }],
      advice:
        'Find the tag first (`github.event.workflow_run.head_branch` when a tag started it, `git describe` otherwise) and hand it to the rule with `value=`.',
    };
  const input = job.workflow.triggers
    .filter((t) => t.event === 'workflow_call' || (t.event === 'workflow_dispatch' && run.event.name === 'workflow_dispatch'))
    .flatMap((t) => t.inputs)
    .find((i) => /^(?:release[-_]?)?(?:version|tag)(?:[-_]?name)?$/i.test(i.name));
  if (input === undefined || (job.workflow === run.workflow && run.event.name !== 'workflow_dispatch')) return undefined;
  return {
    what: `${job.workflow.path} is given the version in its input \`${input.name}\`, and no rule reads it.`,
    certain: false,
    links: [{ kind: 'workflow', text: `input ${input.name}`, location: locate(input.key), state: 'holds' }],
    input: input.name,
    advice: `Write \`type=semver,pattern={{version}},value=\${{ inputs.${input.name} }}\`.`,
  };
}

const makesRelease = (e: Effect): boolean =>
  e.happens !== false &&
  e.elsewhere === undefined &&
  ((e.deed.kind === 'release' && e.deed.act === 'create') || (e.deed.kind === 'tag' && e.deed.act !== 'delete'));

function reasons(rules: readonly ImageTagRule[]): string {
  const said = new Set(rules.map((r) => `type=${r.type} ${r.enabled === false ? 'is not enabled' : `makes none (${r.why})`}`));
  return [...said].slice(0, 4).join(', ');
}

function chain(run: Run, seen: TagsSeen, pushed: ImageEffect): Link[] {
  return [
    { kind: 'event', text: run.event.text, state: 'holds' },
    { kind: 'step', text: `${seen.deed.tool} computes the tags`, location: seen.at, state: 'cut' },
    { kind: 'effect', text: `${pushed.deed.tool} pushes the image`, location: pushed.at, state: 'maybe' },
  ];
}
