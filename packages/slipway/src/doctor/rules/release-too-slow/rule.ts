import type { JobRun, Run } from '../../../chain/index.ts';
import type { ScalarNode } from '../../../source/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { waitLoops } from './waits.ts';

/** Minutes that a job has on GitHub's own runners, whatever it asks for. */
const most = 360;

export const rule: Rule = {
  id: 'release-too-slow',
  group: 'platform',
  severity: 'warning',
  title: 'A limit of time that the release cannot meet',
  *check(analysis) {
    const read = new Set<unknown>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs) {
        if (read.has(job.job)) continue;
        read.add(job.job);
        yield* ofWaits(job, run);
        yield* ofAsked(job, run);
      }
  },
};

interface Limit {
  readonly minutes: number;
  readonly what: string;
  readonly at?: Location;
}

function* ofWaits(job: JobRun, run: Run): Generator<Draft> {
  const ofJob = minutesOf(job.job.timeoutMinutes);
  if (ofJob === undefined) return;
  for (const step of job.job.steps) {
    const script = step.run;
    if (script === undefined || !/\bsleep\b/.test(script.text) || job.skippedSteps.includes(step)) continue;
    const ofStep = minutesOf(step.timeoutMinutes, Number.POSITIVE_INFINITY);
    if (ofStep === undefined) continue;
    const limit: Limit =
      ofStep < ofJob
        ? { minutes: ofStep, what: `\`timeout-minutes: ${ofStep}\` of the step`, at: placeOf(step.timeoutMinutes) }
        : job.job.timeoutMinutes && ofJob < most
          ? { minutes: ofJob, what: `\`timeout-minutes: ${ofJob}\` of the job`, at: placeOf(job.job.timeoutMinutes) }
          : { minutes: most, what: 'the six hours that GitHub gives a job' };
    for (const loop of waitLoops(script.text)) {
      const waits = Math.ceil((loop.rounds * loop.seconds) / 60);
      if (waits <= limit.minutes) continue;
      yield {
        at: script.file.locate(scalarSpan(script, loop.start, loop.end)),
        certainty: 'proven',
        title: `A wait of up to ${waits} minutes under a limit of ${limit.minutes}`,
        message: `This loop in job \`${job.id}\` waits up to ${loop.rounds} times ${loop.seconds} seconds, which is ${waits} minutes, and ${limit.what} ends it before. The end of the wait is never reached: when what it waits for is late the step is cancelled, and what the script says or does then is not done.`,
        chain: [
          { kind: 'event', text: run.event.text, state: 'holds' },
          ...(limit.at ? [{ kind: 'job' as const, text: limit.what.replaceAll('`', ''), location: limit.at, state: 'cut' as const }] : []),
        ],
        facts: ['timeout'],
        key: [job.id, step.id ?? step.name?.text ?? String(step.index), 'wait'],
        advice: 'Give the job more time than the wait, or wait less.',
      };
    }
  }
}

/** `timeout-minutes` above what GitHub's own runners give. */
function* ofAsked(job: JobRun, run: Run): Generator<Draft> {
  const node = job.job.timeoutMinutes;
  const asked = minutesOf(node);
  const hosted = job.job.runsOn?.kind === 'scalar' && /^(?:ubuntu|windows|macos)-[\w.-]+$/.test(job.job.runsOn.text);
  if (node === undefined || asked === undefined || asked <= most || !hosted) return;
  yield {
    at: node.file.locate(node.span),
    severity: 'note',
    certainty: 'proven',
    title: `\`timeout-minutes: ${asked}\` is more than a job gets`,
    message: `Job \`${job.id}\` asks for ${asked} minutes; GitHub's own runners end every job after ${most}. A release that needs the rest is cancelled then.`,
    chain: [{ kind: 'event', text: run.event.text, state: 'holds' }],
    facts: ['timeout'],
    key: [job.id, 'asked'],
  };
}

/** Minutes of a limit; `usual` when there is none, undefined when an expression decides. */
function minutesOf(node: ScalarNode | undefined, usual = most): number | undefined {
  if (node === undefined) return usual;
  return typeof node.value === 'number' && node.value > 0 ? node.value : undefined;
}

const placeOf = (node: ScalarNode | undefined): Location | undefined => node?.file.locate(node.span);
