import { describe, type InputDecl, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, type JobRun, type Run, targetsOf } from '../../../chain/index.ts';
import type { Location, ScalarNode } from '../../../source/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import { releaseJobs, releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { isMarked, markedDispatch, markedRepositoryDispatch, namesVersion, type Sources, sample, sourcesOf } from './marked.ts';
import { mixedRefs } from './mixed.ts';
import type { Misled } from './subject.ts';

/** They take the tag from the ref that started the run, and refuse a branch. */
const byRef = /^(?:softprops\/action-gh-release|ncipollo\/release-action)$/;

export const rule: Rule = {
  id: 'wrong-ref',
  group: 'publish',
  severity: 'error',
  title: 'A build of something else than what is tagged',
  *check(analysis) {
    yield* dispatched(analysis);
    yield* repositoryDispatched(analysis);
    yield* mixedRefs(analysis);
    const said = new Set<string>();
    for (const { run, jobs } of releaseRuns(analysis)) {
      for (const draft of [...onBranch(run), ...afterRun(run, jobs, analysis)]) {
        const key = `${draft.at.path}:${draft.at.line}`;
        if (!said.has(key)) yield draft;
        said.add(key);
      }
    }
  },
};

const place = (at: Location, effect: Effect): string => (at.path === effect.workflow.path ? `line ${at.line}` : `${at.path}:${at.line}`);

/** A person names a version or tag, and the run does not take it from there. */
function* dispatched(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  for (const workflow of analysis.relevant)
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'workflow_dispatch') continue;
      const input = trigger.inputs.find((i) => namesVersion(i.name) && (i.type === 'string' || i.type === ''));
      if (input === undefined) continue;
      const run = markedDispatch(workflow, input, trigger, analysis);
      const jobs = releaseJobs(run, world);
      const releases = run.effects.filter(
        (e) =>
          e.deed.kind === 'release' && e.deed.act !== 'delete' && e.elsewhere === undefined && !e.possible && [...jobs].some((j) => j.job === e.job),
      );
      const named = releases.find((e) => e.happens === true && takesBranch(e, run));
      if (named) {
        const late = inputLost(input.key, input.name, named, run);
        yield {
          ...late,
          subject: { why: 'input', workflow, input: input.name, release: named, checkouts: sourcesOf(run, jobs, world.slug).plain } satisfies Misled,
        };
        continue;
      }
      const marked = releases.filter((e) => isMarked(e.tag));
      const [first] = marked;
      if (first === undefined || run.effects.some((e) => e.deed.kind === 'tag' && e.elsewhere === undefined && isMarked(e.tag))) continue;
      const words = /^[^\n]*\n(?:\s*(?:description|required|type|default):[^\n]*\n)*/.exec(input.key.file.text.slice(input.key.span.end))?.[0] ?? '';
      // A draft that the run publishes has no tag before.
      const publishes = releases.some((e) => e.deed.kind === 'release' && e.deed.act === 'publish');
      const exists =
        marked.some((e) => e.deed.kind === 'release' && e.deed.needsTag) ||
        (!publishes && !marked.some((e) => e.deed.kind === 'release' && e.deed.act === 'create')) ||
        /\b(?:existing|already|re-?(?:release|build|publish|run))\b/i.test(words);
      const sources = sourcesOf(run, jobs, world.slug);
      if (!exists || sources.chosen || sources.plain.length === 0) continue;
      const subject: Misled = { why: 'checkout', workflow, ref: tagRef(input, first, workflow), checkouts: sources.plain };
      yield { ...built(input.key, input.name, first, sources, run), subject };
    }
}

/** The tag of a dispatch as a ref; of another event, its own. An expression without `$\{{ }}`, or a text with one. */
function tagRef(input: InputDecl, release: Effect, { triggers }: Workflow): string {
  const before = release.tag === undefined ? '' : describe(release.tag).split(sample(input.name))[0]!;
  const value = `inputs.${input.name}`;
  if (input.required && triggers.length === 1) return `refs/tags/${before}\${{ ${value} }}`;
  return `${value} && format('refs/tags/${before.replaceAll("'", "''")}{0}', ${value}) || github.ref`;
}

/** The release is named after the branch that the run is on, or has no name at all. */
function takesBranch(effect: Effect, run: Run): boolean {
  const { deed } = effect;
  if (deed.kind !== 'release' || deed.act !== 'create' || deed.draft === true || run.event.refType !== 'branch') return false;
  if (byRef.test(deed.tool) && deed.tag === undefined) return true;
  return deed.tag !== undefined && deed.tag.k === 'str' && run.event.ref.k === 'str' && deed.tag.v === run.event.ref.v;
}

function inputLost(key: ScalarNode, name: string, effect: Effect, run: Run): Draft {
  const at = key.file.locate(key.span);
  const unnamed = effect.deed.kind === 'release' && effect.deed.tag === undefined;
  const branch = describe(run.event.ref);
  return {
    at,
    certainty: 'proven',
    title: `The release does not take input \`${name}\``,
    message:
      `A person who dispatches ${effect.workflow.path} gives \`${name}\`, but the ref of such a run is the branch \`${branch}\`. ${effect.deed.tool} (line ${effect.at.line}) ` +
      (unnamed
        ? `has no tag name and takes the ref, which is no tag: it fails, or names the release after the branch.`
        : `releases under \`github.ref_name\`, which is \`${branch}\` then: the release gets the name of the branch.`),
    chain: [
      { kind: 'event', text: run.event.text, location: at, state: 'holds' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'cut' },
    ],
    facts: ['sp.tag'],
    key: [name, 'release'],
    advice: `Give the release step the input, and check that tag out: \`ref: refs/tags/\${{ inputs.${name} }}\`.`,
  };
}

function built(key: ScalarNode, name: string, effect: Effect, sources: Sources, run: Run): Draft {
  const at = key.file.locate(key.span);
  return {
    at,
    severity: 'warning',
    certainty: 'likely',
    assumptions: ['whoever dispatches it does not choose the tag as its ref as well'],
    title: `Input \`${name}\` names the release, but another commit is built`,
    message:
      `A person who dispatches ${effect.workflow.path} names an existing tag in \`${name}\`, and ${effect.deed.tool} publishes under it. The checkout (${place(sources.plain[0]!.at, effect)}) has no \`ref\`: ` +
      `in a dispatched run it takes the ref on which the run was started, \`${describe(run.event.ref)}\` unless another is chosen. So what the release of that tag holds is built from the head of the branch.`,
    chain: [
      { kind: 'event', text: run.event.text, location: at, state: 'holds' },
      ...sources.plain.slice(0, 4).map((c) => ({
        kind: 'step' as const,
        text: `job ${c.job.id} checks out ${describe(run.event.ref)}`,
        location: c.at,
        state: 'cut' as const,
      })),
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'holds' },
    ],
    facts: [],
    key: [name, 'checkout'],
    advice: `Give each checkout \`ref: refs/tags/\${{ inputs.${name} }}\`.`,
  };
}

/** Another workflow sends a tag in the payload; the run is on the default branch all the same. */
function* repositoryDispatched(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  for (const workflow of analysis.relevant)
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'repository_dispatch') continue;
      const fields = [...new Set([...workflow.file.text.matchAll(/client_payload\.([\w-]+)/g)].map((m) => m[1]!))].filter(namesVersion);
      if (fields.length === 0) continue;
      const run = markedRepositoryDispatch(workflow, trigger.types?.[0]?.text ?? 'release', fields, analysis);
      const jobs = releaseJobs(run, world);
      const effect = run.effects.find((e) => !e.possible && e.happens !== false && targetsOf(e, world).some((t) => t.version === 'this'));
      const sources = sourcesOf(run, jobs, world.slug);
      if (effect === undefined || sources.chosen || sources.plain.length === 0) continue;
      const at = trigger.key.file.locate(trigger.key.span);
      yield {
        at,
        severity: 'warning',
        certainty: 'likely',
        title: `The payload names a tag, but the default branch is built`,
        message:
          `\`repository_dispatch\` brings the tag in \`client_payload.${fields[0]}\`, and a run of this event is always on the default branch. The checkout (${place(sources.plain[0]!.at, effect)}) has no \`ref\`, ` +
          `so what reaches ${listed(targetsOf(effect, world).map(targetText))} is built from \`${world.defaultBranch}\` as it is when the run starts, not from the tag.`,
        chain: [
          { kind: 'event', text: run.event.text, location: at, state: 'holds' },
          ...sources.plain.slice(0, 4).map((c) => ({
            kind: 'step' as const,
            text: `job ${c.job.id} checks out ${world.defaultBranch}`,
            location: c.at,
            state: 'cut' as const,
          })),
          { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'holds' },
        ],
        facts: ['repodisp.file'],
        key: [trigger.event, fields[0]!],
        subject: {
          why: 'checkout',
          workflow,
          ref: `github.event.client_payload.${fields[0]} || github.ref`,
          checkouts: sources.plain,
        } satisfies Misled,
        advice: `Give each checkout \`ref: \${{ github.event.client_payload.${fields[0]} || github.ref }}\`.`,
      };
    }
}

/** A run of a branch makes the tag and then calls what asks GITHUB_REF for it. */
function* onBranch(run: Run): Generator<Draft> {
  if (run.event.refType !== 'branch' || run.event.name === 'workflow_dispatch') return;
  for (const [index, effect] of run.effects.entries()) {
    if (effect.possible) continue;
    if (
      effect.happens === true &&
      effect.deed.kind === 'release' &&
      byRef.test(effect.deed.tool) &&
      takesBranch(effect, run) &&
      effect.deed.tag === undefined &&
      run.event.ref.k === 'str'
    ) {
      yield {
        at: effect.at,
        certainty: 'proven',
        title: `${effect.deed.tool} has no tag name in a run that is not on a tag`,
        message: `The run of \`${run.event.name}\` is on \`${describe(run.event.ref)}\`. Without a tag name ${effect.deed.tool} takes the ref of the run and refuses one that is no tag, so the release is never made from here.`,
        chain: [
          { kind: 'event', text: run.event.text, state: 'holds' },
          { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'cut' },
        ],
        facts: ['sp.tag'],
        key: [effect.job.id, effect.deed.tool],
        subject: { why: 'no tag', effect } satisfies Misled,
        advice: 'Name the tag in the step.',
      };
    }
    if (effect.deed.tool !== 'sbt ci-release') continue;
    const tag = run.effects.slice(0, index).find((e) => e.deed.kind === 'tag' && e.deed.act !== 'delete' && e.elsewhere === undefined);
    const { step } = effect;
    const told = step !== undefined && (/GITHUB_REF=/.test(step.run?.text ?? '') || step.env.some((p) => p.name === 'GITHUB_REF'));
    if (tag === undefined || told) continue;
    const first = run.effects.find((e) => e.deed.tool === effect.deed.tool && e.job === effect.job);
    if (first !== effect) continue;
    yield {
      at: effect.at,
      certainty: 'likely',
      title: 'sbt ci-release publishes a snapshot here: the run is not on the tag',
      message: `sbt-ci-release makes a release when \`GITHUB_REF\` is a tag, and a snapshot otherwise. Job \`${effect.job.id}\` has just made the tag (line ${tag.at.line}), but its run is still on \`${describe(run.event.ref)}\`, so the release never reaches Maven Central.`,
      chain: [
        { kind: 'event', text: run.event.text, state: 'holds' },
        {
          kind: 'job',
          text: `job ${effect.job.id}`,
          location: effect.job.key.file.locate(effect.job.if?.span ?? effect.job.key.span),
          state: 'holds',
        },
        { kind: 'effect', text: 'makes the tag', location: tag.at, state: 'holds' },
        { kind: 'effect', text: 'publishes a snapshot', location: effect.at, state: 'cut' },
      ],
      facts: [],
      key: [effect.job.id, 'ci-release'],
      subject: { why: 'sbt', effect } satisfies Misled,
      advice: 'Run it as `GITHUB_REF="refs/tags/$TAG" sbt ci-release`, or in a run that the tag starts.',
    };
  }
}

/** A `workflow_run` after a tag: it runs on the default branch. */
function* afterRun(run: Run, jobs: ReadonlySet<JobRun>, { world }: Analysis): Generator<Draft> {
  const { event } = run;
  const before = event.upstream?.run.event;
  if (event.name !== 'workflow_run' || before?.refType !== 'tag' || before.name === 'workflow_dispatch') return;
  const others = event.upstream!.workflow.triggers.filter((t) => t.event === 'push' && (t.tags === undefined || t.branches !== undefined));
  if (others.length > 0 || run.workflow.file.text.includes('workflow_run.head')) return;
  const effect = run.effects.find((e) => !e.possible && e.happens !== false && targetsOf(e, world).some((t) => t.version === 'this'));
  const sources = sourcesOf(run, jobs, world.slug);
  const [first] = sources.plain;
  if (effect === undefined || sources.chosen || first === undefined) return;
  yield {
    at: first.at,
    severity: 'warning',
    certainty: 'likely',
    title: 'A run that follows a tag builds the default branch',
    message: `${run.workflow.path} follows ${event.upstream!.workflow.path}, which a tag starts. A run of \`workflow_run\` is always on the default branch, and the checkout has no \`ref\`, so what reaches ${listed(targetsOf(effect, world).map(targetText))} is built from \`${world.defaultBranch}\` and not from the tag.`,
    chain: [
      { kind: 'event', text: event.text, state: 'holds' },
      { kind: 'step', text: `checks out ${world.defaultBranch}`, location: first.at, state: 'cut' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'holds' },
    ],
    facts: ['wfrun.file'],
    key: [first.job.id, 'workflow_run'],
    subject: { why: 'checkout', workflow: run.workflow, ref: 'github.event.workflow_run.head_sha', checkouts: sources.plain } satisfies Misled,
    advice: 'Give the checkout `ref: ${{ github.event.workflow_run.head_sha }}`.',
  };
}
