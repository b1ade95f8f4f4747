import type { Workflow } from '../../../actions/index.ts';
import type { ScalarNode } from '../../../source/index.ts';
import { type CargoDist, cargoDist } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { capital } from '../../wording.ts';
import { header, templateActions, templateJobs } from './dist-template.ts';

/** Something in a generated file that its generator does not write. */
interface Foreign {
  readonly at: ScalarNode;
  readonly what: string;
  /** Not a setting: the file as it is generated has no place for it. */
  readonly advice: string;
  readonly kind: 'job' | 'trigger' | 'step';
}

export const rule: Rule = {
  id: 'generated-file-edited',
  group: 'platform',
  severity: 'error',
  title: 'A generated workflow that was edited',
  *check({ world }) {
    for (const workflow of world.workflows) {
      if (!header.test(workflow.file.text.slice(0, 400))) continue;
      const settings = cargoDist(world.tools);
      if (settings === undefined) continue;
      const foreign = [...foreignIn(workflow, settings)];
      if (foreign.length === 0) continue;
      if (!settings.allowDirty.includes('ci')) yield refused(foreign, workflow, settings);
      else {
        const jobs = foreign.filter((one) => one.kind === 'job');
        if (jobs.length > 0) yield kept(jobs, workflow, settings);
      }
    }
  },
};

function* foreignIn(workflow: Workflow, settings: CargoDist): Generator<Foreign> {
  for (const trigger of workflow.triggers) {
    const known =
      trigger.event === 'push' || trigger.event === 'pull_request' || (trigger.event === 'workflow_dispatch' && settings.dispatchReleases);
    if (!known)
      yield {
        at: trigger.key,
        kind: 'trigger',
        what: `the trigger \`${trigger.event}\``,
        advice:
          trigger.event === 'workflow_dispatch'
            ? 'set `dispatch-releases = true` and generate again'
            : 'move it to a workflow of its own that calls this one',
      };
  }
  for (const job of workflow.jobs) {
    if (!templateJobs.has(job.id) && !settings.ownJobs.includes(`./${job.id.replace(/^custom-/, '')}`)) {
      yield {
        at: job.key,
        kind: 'job',
        what: `the job \`${job.id}\``,
        advice: 'move the job to a workflow of its own and name that in `publish-jobs` or `post-announce-jobs`',
      };
      continue;
    }
    if (!templateJobs.has(job.id) || (job.id === 'build-local-artifacts' && settings.buildSetup)) continue;
    for (const { uses } of job.steps)
      if (uses?.is.kind === 'remote' && !templateActions.has(`${uses.is.owner}/${uses.is.repo}`.toLowerCase()))
        yield { at: uses.at, kind: 'step', what: `a step with ${uses.is.owner}/${uses.is.repo}`, advice: 'write such steps in `github-build-setup`' };
  }
}

/** dist compares the file with what it would write, in every run, and stops. */
function refused(foreign: readonly Foreign[], workflow: Workflow, settings: CargoDist): Draft {
  const [first] = foreign;
  return {
    at: first!.at.file.locate(first!.at.span),
    certainty: 'proven',
    title: `dist refuses ${workflow.path}, which it generated and which was edited`,
    message: `${workflow.path} holds ${foreign
      .slice(0, 4)
      .map((f) => f.what)
      .join(
        ', ',
      )}, which dist does not generate from ${settings.path}. dist compares the two before it plans a release and stops: the file "has out of date contents and needs to be regenerated". When it is generated again, the edit is gone.`,
    chain: [
      ...headerLink(workflow),
      { kind: 'step', text: `${settings.path} does not allow edits (\`allow-dirty\`)`, location: settings.at, state: 'holds' },
    ],
    facts: [],
    key: [workflow.path, ...foreign.slice(0, 4).map((f) => f.what)],
    advice: `Better: ${first!.advice}. Or add \`allow-dirty = ["ci"]\` and keep the file by hand from now on.`,
  };
}

/** Allowed, so dist does not touch the file any more; whoever lets it do so again loses the job. */
function kept(jobs: readonly Foreign[], workflow: Workflow, settings: CargoDist): Draft {
  const [first] = jobs;
  const named = listed(jobs.map((job) => job.what));
  return {
    at: first!.at.file.locate(first!.at.span),
    severity: 'note',
    certainty: 'likely',
    title: `${jobs.length === 1 ? capital(named) : `${jobs.length} jobs`} would be lost when ${workflow.path} is generated again`,
    message: `${workflow.path} says that dist generates it, but ${named} ${jobs.length === 1 ? 'is' : 'are'} not of dist. \`allow-dirty\` in ${settings.path} keeps dist from refusing the file, and from updating it: a new version of dist that needs a new workflow drops what was added with the next \`dist generate\`.`,
    chain: [
      ...headerLink(workflow),
      { kind: 'step', text: `${settings.path} allows edits (\`allow-dirty\`)`, ...(settings.at ? { location: settings.at } : {}), state: 'holds' },
    ],
    needs: ['`dist generate` without `allow-dirty`, and the difference that it makes'],
    facts: [],
    key: [workflow.path, ...jobs.slice(0, 4).map((job) => job.what)],
    advice: `${capital(first!.advice)}.`,
  };
}

function headerLink({ file }: Workflow) {
  const end = file.text.indexOf('\n');
  return [
    {
      kind: 'step' as const,
      text: 'the header says that dist generates the file',
      location: file.locate({ start: 0, end: Math.max(end, 1) }),
      state: 'holds' as const,
    },
  ];
}
