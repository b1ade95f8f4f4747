import type { Step } from '../../../actions/index.ts';
import type { Analysis, CheckoutSeen, JobRun, Run } from '../../../chain/index.ts';
import { infraCommands } from '../../infrastructure.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import type { Misled } from './subject.ts';

/** Expressions that name another commit than the one that the run is on. */
const chosen = /workflow_run\.head_|client_payload\.|(?:event\.)?inputs\.[\w-]*(?:ref|tag|version|sha|commit|branch)/i;

interface Part {
  readonly job: JobRun;
  readonly checkout: CheckoutSeen;
}

/** Two jobs of one run deploy, one from the commit that the event names, one from the ref that the run is on. */
export function* mixedRefs(analysis: Analysis): Generator<Draft> {
  const said = new Set<string>();
  for (const runs of analysis.declared.values())
    for (const run of runs) {
      if (!['workflow_run', 'workflow_dispatch', 'repository_dispatch'].includes(run.event.name)) continue;
      const parts = run.jobs.flatMap((job): Part[] => {
        const [checkout] = job.checkouts.filter((c) => c.job === job.job && c.repository === undefined);
        return checkout !== undefined && job.runs !== false && putsOut(job, run, analysis) ? [{ job, checkout }] : [];
      });
      const there = parts.find((p) => chosen.test(refOf(p.checkout.step) ?? '') && fits(refOf(p.checkout.step)!, run));
      const here = parts.filter((p) => refOf(p.checkout.step) === undefined);
      const [other] = here;
      if (there === undefined || other === undefined) continue;
      const key = `${other.checkout.at.path}:${other.checkout.at.line}`;
      if (said.has(key)) continue;
      said.add(key);
      const named = chosen.exec(refOf(there.checkout.step)!)![0];
      yield {
        at: other.checkout.at,
        severity: 'warning',
        certainty: 'likely',
        title: `Jobs ${there.job.id} and ${other.job.id} of one run deploy different commits`,
        message:
          `In a run of \`${run.event.name}\` job \`${there.job.id}\` of ${run.workflow.path} checks out what \`${named}…\` names (line ${there.checkout.at.line}), and job \`${other.job.id}\` gives its checkout no \`ref\`: it takes the ref that the run is on${run.event.name === 'workflow_dispatch' ? '' : ', the default branch'}. ` +
          `When the two differ, one deployment is put together from two commits.`,
        chain: [
          ...here.slice(0, 4).flatMap((p): Link[] => [
            { kind: 'job', text: `job ${p.job.id}`, location: run.workflow.file.locate(p.job.job.key.span), state: 'holds' },
            { kind: 'step', text: 'takes the ref of the run', location: p.checkout.at, state: 'cut' },
          ]),
          { kind: 'step', text: `job ${there.job.id} takes another`, location: there.checkout.at, state: 'cut' },
        ],
        assumptions: ['the event names another commit than the head of the ref that the run is on'],
        facts: run.event.name === 'workflow_run' ? ['wfrun.file'] : [],
        key: ['mixed', there.job.id, other.job.id],
        subject: {
          why: 'checkout',
          workflow: run.workflow,
          ref: refOf(there.checkout.step)!,
          checkouts: here.map((p) => p.checkout),
        } satisfies Misled,
        advice: 'Resolve the commit once, in a first job, and give it to each checkout.',
      };
    }
}

function refOf(step: Step): string | undefined {
  const value = step.with.find((p) => p.name === 'ref')?.value;
  return value?.kind === 'scalar' && value.text.trim() !== '' ? value.text : undefined;
}

/** The expression says something of this event. */
function fits(ref: string, run: Run): boolean {
  const name = run.event.name === 'workflow_run' ? /workflow_run\./ : run.event.name === 'repository_dispatch' ? /client_payload\./ : /inputs\./;
  return name.test(ref);
}

/** The job brings what it has checked out to its users; one that takes the work of an earlier job does not. */
function putsOut({ job }: JobRun, run: Run, { world }: Analysis): boolean {
  if (job.steps.some((s) => /download-artifact/.test(s.uses?.at.text ?? ''))) return false;
  return (
    run.effects.some((e) => e.job === job && e.happens !== false && !e.possible && (e.deed.kind === 'deploy' || e.deed.kind === 'pages')) ||
    infraCommands(world).some((c) => c.job === job && c.act === 'apply')
  );
}
