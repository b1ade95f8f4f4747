import type { JobRun, Run } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { type Leg, legsOf } from '../../legs.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { CrossSubject } from './fix.ts';
import { goFailures } from './go.ts';
import { goreleaserFailures } from './goreleaser.ts';
import type { Impossible } from './impossible.ts';
import { rustFailures } from './rust.ts';

/** Most jobs build nothing for another target: they are not read leg by leg. */
const worthReading = /--target|CARGO_BUILD_TARGET|CGO_ENABLED/;

export const rule: Rule = {
  id: 'cross-compile',
  group: 'platform',
  severity: 'error',
  title: 'A target that the runner cannot build as written',
  *check(analysis) {
    const { world } = analysis;
    if (world.host === 'ghes') return;
    const read = new Set<unknown>();
    const said = new Set<string>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs) {
        if (read.has(job.job) || job.job.container !== undefined) continue;
        read.add(job.job);
        const { file } = job.workflow;
        if (!worthReading.test(file.text)) continue;
        for (const leg of legsOf(job, run, world))
          for (const found of [...rustFailures(leg, world), ...goFailures(leg, world)]) {
            const draft = draftOf(found, leg, job, run);
            const place = `${draft.at.path}:${draft.at.line}`;
            if (said.has(place)) continue;
            said.add(place);
            yield draft;
          }
      }
    yield* goreleaserFailures(analysis);
  },
};

function draftOf(found: Impossible, leg: Leg, job: JobRun, run: Run): Draft {
  const { file } = job.workflow;
  const at = builtAt(found);
  const named = [...leg.values.values()].find((node) => node.kind === 'scalar' && node.text === found.target);
  const waiting = run.jobs.filter((j) => j.job.needs.some((n) => n.text === job.id)).map((j) => `\`${j.id}\``);
  return {
    at: named ? named.file.locate(named.span) : at,
    ...(found.assumes === undefined ? {} : { severity: 'warning' as const, assumptions: [found.assumes] }),
    certainty: found.assumes === undefined ? 'proven' : 'likely',
    title: found.what,
    message: `\`${found.by}\` of job \`${job.id}\` fails for \`${found.target}\` on \`${leg.label}\`: ${found.why}${waiting.length > 0 ? ` ${waiting.slice(0, 3).join(', ')} ${waiting.length === 1 ? 'waits' : 'wait'} for it.` : ''}`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${job.id} on ${leg.label}`, location: file.locate(job.job.key.span), state: 'holds' },
      { kind: 'step', text: `${found.by} for ${found.target}`, location: at, state: 'cut' },
    ],
    facts: ['cal.arch'],
    key: [job.id, found.by, found.target],
    subject: { found, leg, job: job.job } satisfies CrossSubject,
    advice: found.advice,
  };
}

function builtAt({ step, command }: Impossible): Location {
  if (command && step.run) return step.run.file.locate(scalarSpan(step.run, command.start, command.end));
  const node = step.uses?.at ?? step.run!;
  return node.file.locate(node.span);
}
