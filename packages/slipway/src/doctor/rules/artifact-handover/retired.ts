import { actionRetired } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { actionVersion } from '../../action-versions.ts';
import { handedOver } from '../../handed-over.ts';
import type { Draft } from '../../rule.ts';
import type { HandoverSubject } from './subject.ts';

/** Versions of the artifact actions that GitHub no longer carries out, where a release's files go through them. */
export function* retiredDrafts(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  if (world.host === 'ghes') return;
  for (const { run, steps } of handedOver(analysis)) {
    const retired = steps.flatMap(({ step, job }) => {
      const version = actionVersion(step);
      const found = version && actionRetired(version.action, version.major, world.asOf);
      return found?.effect === 'hard-fail' ? [{ step, job, found }] : [];
    });
    const [first, ...others] = retired;
    if (first === undefined) continue;
    const name = first.step.uses!.at.text.replace(/@.*$/s, '');
    yield {
      at: locate(first.step.uses!.at),
      certainty: 'proven',
      title: `GitHub refuses ${name}@${first.step.uses!.is.kind === 'remote' ? first.step.uses!.is.ref : ''} since ${first.found.ends}: the files of the release are not handed over`,
      message: `Job \`${first.job}\` uses ${first.found.what}. Since ${first.found.ends} GitHub fails every job that uses it, before its first step, so ${others.length > 0 ? 'neither the job that uploads nor the one that downloads runs' : 'nothing is handed to the next job'}, and the release stops here.`,
      chain: [
        { kind: 'event', text: run.event.text, state: 'holds' },
        ...retired.slice(0, 8).map((r) => ({
          kind: 'step' as const,
          text: `job ${r.job} uses ${r.step.uses!.at.text}`,
          location: locate(r.step.uses!.at),
          state: 'cut' as const,
        })),
      ],
      facts: [first.found.fact],
      key: [first.job, 'retired', name],
      subject: {
        kind: 'retired',
        run,
        steps: retired.map((r) => ({ step: r.step, job: r.job, instead: /v\d+/.exec(r.found.instead)?.[0] ?? r.found.instead })),
      } satisfies HandoverSubject,
      advice: `Write ${first.found.instead} for upload and download; from version 4 on, each leg of a matrix needs a name of its own.`,
    };
  }
}
