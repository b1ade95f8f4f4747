import type { Step } from '../../../actions/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Rule } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import { unknownInCommand } from './commands.ts';
import { unknownInConfigs } from './configs.ts';
import { removedFlags } from './goreleaser-flags.ts';
import { unknownInputs } from './inputs.ts';
import { pullRequestOfItself } from './same-branch.ts';

const prepares = /releas|version|bump|changelog|publish/i;

export const rule: Rule = {
  id: 'unknown-option',
  group: 'platform',
  severity: 'error',
  title: 'An option, field or flag that an action, a tool or the API does not know',
  *check(analysis) {
    const read = new Set<Step>();
    const asked = new Set<Step>();
    for (const { jobs } of releaseRuns(analysis))
      for (const job of jobs)
        for (const step of job.job.steps) {
          if (read.has(step) || job.skippedSteps.includes(step)) continue;
          read.add(step);
          if (step.uses) {
            yield* unknownInputs(step, job.id);
            yield* removedFlags(step, job.id, analysis.world.asOf);
          } else if (step.run && /\bgh\s/.test(step.run.text))
            for (const command of scriptCommands(step, job.job, job.workflow)) yield* unknownInCommand(command, commandAt(command, step), job);
        }
    // A pull request releases nothing yet: the one that prepares a release is found by its name.
    for (const runs of analysis.declared.values())
      for (const { jobs } of runs)
        for (const job of jobs)
          for (const step of job.job.steps)
            if (step.uses && prepares.test(`${job.workflow.path} ${job.workflow.displayName}`) && !asked.has(step)) {
              asked.add(step);
              yield* pullRequestOfItself(step, job);
            }
    yield* unknownInConfigs(analysis);
  },
};
