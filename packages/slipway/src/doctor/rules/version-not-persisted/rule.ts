import type { Job } from '../../../actions/index.ts';
import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { versionSources } from '../../../tools/index.ts';
import { effectText } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft, Rule } from '../../rule.ts';
import { tagCheckOf } from '../../tag-checks.ts';
import { bumpOf, commandIn } from './bump.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'version-not-persisted',
  group: 'publish',
  severity: 'error',
  title: 'A raised version that is never pushed to a branch',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values()) {
      for (const run of runs) {
        if (run.event.refType === 'tag' || run.event.name === 'release' || (run.event.name === 'pull_request' && run.event.activity !== 'closed'))
          continue;
        for (const { job } of run.jobs) {
          if (said.has(`${run.workflow.path}#${job.id}`)) continue;
          const draft = draftOf(job, run, analysis);
          if (draft === undefined) continue;
          said.add(`${run.workflow.path}#${job.id}`);
          yield draft;
        }
      }
    }
  },
};

function draftOf(job: Job, run: Run, analysis: Analysis): Draft | undefined {
  const bump = bumpOf(job);
  if (bump === undefined || persists(run, analysis)) return undefined;
  const delivers = (e: Effect): boolean =>
    e.job === job &&
    !e.possible &&
    e.happens !== false &&
    e.elsewhere === undefined &&
    ((e.deed.kind === 'tag' && e.deed.act !== 'delete') ||
      (e.deed.kind === 'package' && !e.deed.stage) ||
      (e.deed.kind === 'release' && e.deed.act === 'create'));
  const delivered = run.effects.filter(delivers);
  const [first] = delivered;
  if (first === undefined) return undefined;
  const source = versionSources(analysis.world.tools).find((one) => one.role === 'manifest' && one.ecosystem === bump.ecosystem && !one.placeholder);
  if (source === undefined) return undefined;
  const commit = commandIn(job.steps.slice(bump.index), /\bgit commit\b[^\n]{0,160}/);
  const tagged = delivered.some((e) => e.deed.kind === 'tag');
  const check = tagged ? tagCheckOf(analysis) : undefined;
  const checked: Link[] =
    check === undefined
      ? []
      : [{ kind: 'step', text: 'refuses every tag that is not the version of the manifest', location: check.at, state: 'holds' }];
  return {
    at: commit ?? bump.at,
    certainty: 'likely',
    title: `The raised version is ${commit === undefined ? 'never committed' : 'committed, and never pushed to a branch'}`,
    message:
      `Job \`${job.id}\` raises the version of ${source.path} (\`${bump.command}\`, line ${bump.at.line}) and ${effectText(first)} (line ${first.at.line}). ` +
      `${commit === undefined ? 'Nothing commits the raised version' : tagged ? 'The commit with the raised version goes out with the tag alone' : 'The commit stays on the runner'}: no step pushes it to a branch or opens a pull request. ` +
      `The next run checks the branch out again, where ${source.path} still says ${source.value}, raises that to the same version as before, and meets ${tagged ? 'the tag' : 'the version'} that is there already.` +
      (check === undefined
        ? ''
        : ` And no tag that is made on the branch itself gets past ${check.at.path}:${check.at.line}, unless it is ${source.value}.`),
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: `${source.path} says ${source.value}`, location: source.at, state: 'holds' },
      { kind: 'step', text: bump.command, location: bump.at, state: 'holds' },
      ...(commit ? [{ kind: 'step' as const, text: 'commits it', location: commit, state: 'cut' as const }] : []),
      ...delivered
        .slice(0, 3)
        .map((e) => ({ kind: 'effect' as const, text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'holds' as const })),
      ...checked,
    ],
    facts: tagged ? [] : ['npm.perm'],
    key: [job.id, bump.ecosystem],
    advice: 'Push the commit to the branch too (or open a pull request for it), or compute the next version from the tags.',
    subject: { job, run, commit, delivered } satisfies Subject,
  };
}

/** Something brings the commit to a branch: in this run, or in one that a tag or a release starts. What is not known may. */
function persists(run: Run, analysis: Analysis): boolean {
  const brings = (e: Effect): boolean =>
    (e.deed.kind === 'branch' || e.deed.kind === 'pull-request') && e.happens !== false && e.elsewhere === undefined;
  if (run.effects.some(brings) || run.opaque.some((one) => one.mayWrite !== false && one.happens !== false)) return true;
  return [...analysis.declared.values()]
    .flat()
    .some(
      (other) =>
        (other.event.refType === 'tag' || other.event.name === 'release' || other.event.name === 'workflow_run') && other.effects.some(brings),
    );
}
