import { actionRetired, commandRetired, type Retirement, type Step } from '../../../actions/index.ts';
import { type JobRun, locate } from '../../../chain/index.ts';
import { scalarSpan } from '../../../source/index.ts';
import { actionVersion } from '../../action-versions.ts';
import { handsOver } from '../../handed-over.ts';
import { withOwnActions } from '../../own-actions.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { RetiredSubject } from './fix.ts';

export const rule: Rule = {
  id: 'retired-action',
  group: 'platform',
  severity: 'error',
  title: 'An action version or command that the platform no longer accepts',
  *check(analysis) {
    const { world } = analysis;
    // GitHub Enterprise Server keeps old versions of the artifact actions, and needs them.
    if (world.host === 'ghes') return;
    const said = new Set<Step>();
    for (const { jobs } of releaseRuns(analysis))
      for (const job of jobs)
        for (const step of withOwnActions(job.job.steps, world)) {
          // Where a release's files go through the artifact actions, artifact-handover says it.
          if (said.has(step) || job.skippedSteps.includes(step) || handsOver(step, analysis)) continue;
          said.add(step);
          const draft = ofAction(step, job, world.asOf) ?? ofCommand(step, job, world.asOf);
          if (draft) yield draft;
        }
  },
};

function ofAction(step: Step, job: JobRun, asOf: string): Draft | undefined {
  const version = actionVersion(step);
  if (version === undefined) return undefined;
  const { action: name, written, major } = version;
  const retired = actionRetired(name, major, asOf);
  if (retired?.effect !== 'hard-fail') return undefined;
  return {
    at: locate(step.uses!.at),
    certainty: 'proven',
    title: `GitHub refuses ${name}@${written} since ${retired.ends}`,
    message: `Job \`${job.id}\` uses ${retired.what}. Since ${retired.ends} GitHub fails every job that uses it, before its first step, so the release stops here.`,
    facts: [retired.fact],
    key: [job.id, name, step.id ?? ''],
    subject: { step, instead: retired.instead } satisfies RetiredSubject,
    advice: `Write ${name}@${retired.instead}.`,
  };
}

function ofCommand(step: Step, job: JobRun, asOf: string): Draft | undefined {
  const run = step.run;
  const found = run && /::(set-env|add-path)(?:\s+name=|::)/.exec(run.text);
  if (!found) return undefined;
  const retired: Retirement | undefined = commandRetired(found[1]!, asOf);
  // The runner still takes them where it was told to.
  if (
    retired === undefined ||
    step.env.some((p) => p.name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS') ||
    job.job.env.some((p) => p.name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS') ||
    job.workflow.env.some((p) => p.name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS')
  )
    return undefined;
  return {
    at: run.file.locate(scalarSpan(run, found.index, found.index + found[0].length)),
    certainty: 'proven',
    title: `The runner refuses \`::${found[1]}::\``,
    message: `The command \`::${found[1]}::\` has been disabled since ${retired.ends}: the step fails when it prints it, and job \`${job.id}\` ends there.`,
    facts: [retired.fact],
    key: [job.id, found[1]!],
    subject: { step, command: found[1]! } satisfies RetiredSubject,
    advice: `Write \`${retired.instead}\`.`,
  };
}
