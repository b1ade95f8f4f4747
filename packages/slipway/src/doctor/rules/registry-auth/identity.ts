import { type Analysis, locate } from '../../../chain/index.ts';
import { get } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { textAt } from '../../source-text.ts';
import type { Unaccepted } from './subject.ts';
import { hasIdToken, uploadsBy } from './uploads.ts';

/** Events whose runs crates.io gives no token. */
const refusedEvents: ReadonlySet<string> = new Set(['workflow_run', 'pull_request_target']);

/** A job that trades the identity of its run for a token of crates.io, in a run of an event that crates.io refuses. */
export function* refusedEvent(analysis: Analysis): Generator<Draft> {
  for (const { run, jobs } of releaseRuns(analysis)) {
    if (!refusedEvents.has(run.event.name)) continue;
    const trigger = run.workflow.triggers.find((t) => t.event === run.event.name);
    for (const job of jobs) {
      const step = job.job.steps.find((s) => /^rust-lang\/crates-io-auth-action@/i.test(s.uses?.at.text ?? '') && !job.skippedSteps.includes(s));
      if (step?.uses === undefined || job.runs === false) continue;
      const others = run.workflow.triggers.some((t) => !refusedEvents.has(t.event) && t.event !== 'workflow_call');
      yield {
        at: locate(step.uses.at),
        ...(others ? { severity: 'warning' as const } : {}),
        certainty: 'proven',
        title: `crates.io gives no token to a run of ${run.event.name}`,
        message: `${run.workflow.path} starts from \`${run.event.name}\`, and job \`${job.id}\` asks crates.io for a token with the identity of that run. crates.io refuses trusted publishing for ${[...refusedEvents].join(' and ')}, so the step fails and nothing is published.`,
        chain: [
          { kind: 'event', text: run.event.text, ...(trigger ? { location: locate(trigger.key) } : {}), state: 'holds' },
          { kind: 'credential', text: 'a token of crates.io for the identity of the run', location: locate(step.uses.at), state: 'cut' },
        ],
        facts: ['crates.tp.events', 'wfrun.tp'],
        key: [job.id, run.event.name],
        subject: { why: 'event', job: job.job, workflow: run.workflow } satisfies Unaccepted,
        advice: 'Publish in a run of the tag push or of the release, or dispatch the publishing workflow instead of following it.',
      };
    }
  }
}

/** Provenance that a job cannot sign: it needs the identity of the run, also with a token. */
export function* unsignedProvenance(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  for (const { effect, job, run } of uploadsBy(['npm publish', 'pnpm publish'], analysis)) {
    const { deed } = effect;
    if (deed.kind !== 'package' || hasIdToken(job) || run.event.name === 'workflow_call' || effect.through.length > 0) continue;
    const path = deed.directory === undefined ? undefined : deed.directory === '' ? 'package.json' : `${deed.directory}/package.json`;
    const own = path === undefined ? undefined : get(document(world.tools, path), 'publishConfig', 'provenance');
    const flag = /--provenance(?!=false)\b/.test(textAt(effect.at, world));
    if (!flag && !(own?.kind === 'scalar' && own.value === true)) continue;
    yield {
      at: effect.at,
      certainty: 'proven',
      title: 'npm cannot sign the provenance of the package',
      message: `Job \`${job.id}\` publishes with provenance (${flag ? '`--provenance`' : `\`publishConfig.provenance\` in ${path}`}), which npm signs with the identity of the run. The job has no \`id-token: write\`, so npm stops before it uploads anything.`,
      chain: [
        { kind: 'event', text: run.event.text, state: 'holds' },
        ...(own && !flag
          ? [{ kind: 'destination' as const, text: 'provenance is wanted', location: own.file.locate(own.span), state: 'holds' as const }]
          : []),
        { kind: 'effect', text: `${deed.tool} with provenance`, location: effect.at, state: 'cut' },
      ],
      facts: ['npm.prov', 'need.oidc'],
      key: [job.id, deed.tool, 'provenance'],
      subject: { why: 'provenance', upload: { effect, job, run } } satisfies Unaccepted,
      advice: 'Give the job `id-token: write`.',
    };
  }
}
