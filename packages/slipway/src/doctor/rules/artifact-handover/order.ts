import { type Analysis, globMayMatch, isKnown, mayBeSame, namesOf, shownName, waitsFor } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { type Download, type Handover, jobName, type Upload } from './handover.ts';
import { links, namesIn } from './names.ts';
import type { HandoverSubject } from './subject.ts';

/** Downloads in jobs that do not wait for the job that uploads. */
export function* orderDrafts(handover: Handover, { world }: Analysis): Generator<Draft> {
  const { version } = world;
  for (const download of handover.downloads) {
    const { deed, tops } = download;
    const [top] = tops;
    if (deed.otherRun || top === undefined || tops.length > 1 || !handover.isOfRelease(download)) continue;
    const wanted = handover.uploads.filter((u) => isWanted(download, u, version));
    if (wanted.length === 0 || wanted.some((u) => u.tops.length === 0)) continue;
    const isBefore = (u: Upload): boolean => u.tops.some((t) => t === top || waitsFor(top.job, t.id, handover.run));
    // A job that waits for some of them may be meant to take what is there.
    if (wanted.some(isBefore)) continue;
    const name = deed.name === undefined ? undefined : namesOf(deed.name, version)[0];
    const jobs = [...new Set(wanted.flatMap((u) => u.tops.map((t) => `\`${t.id}\``)))];
    const late = comesLate(download);
    yield {
      at: download.at,
      severity: late ? 'warning' : 'error',
      certainty: !late && download.runs === true ? 'proven' : 'likely',
      title: `Job ${jobName(download)} downloads what ${listed(jobs)} upload${jobs.length > 1 ? '' : 's'}, and does not wait for ${jobs.length > 1 ? 'them' : 'it'}`,
      message: `Job \`${top.id}\` has ${listed(jobs)} neither in its \`needs\` nor behind one of them, so both start at the same time. ${name === undefined ? 'Whether the artifacts are' : `Whether \`${shownName(name)}\` is`} there ${late ? 'when the steps before the download are done is a matter of luck' : 'a few seconds after the start is no question'}: ${name === undefined ? 'the step takes what it finds' : 'without it the step ends with "Artifact not found"'}.`,
      chain: links(handover, download, wanted),
      facts: ['art.v4'],
      key: [download.leg.job, 'needs', ...jobs],
      subject: { kind: 'order', top, jobs: [...new Set(wanted.flatMap((u) => u.tops.map((t) => t.id)))] } satisfies HandoverSubject,
      advice: `Add ${listed(jobs)} to the \`needs\` of \`${top.id}\`.`,
    };
  }
}

/** Steps that take their time come before it: then it may be there by luck. */
function comesLate({ job, step }: Download): boolean {
  const at = job === undefined || step === undefined ? -1 : job.steps.indexOf(step);
  return (
    at < 0 || job!.steps.slice(0, at).some((s) => !/^(?:actions\/checkout|actions\/setup-|step-security\/harden-runner)/.test(s.uses?.at.text ?? ''))
  );
}

function isWanted({ deed }: Download, upload: Upload, version: string): boolean {
  const names = namesIn(upload, version);
  if (deed.name !== undefined)
    return namesOf(deed.name, version).some((n) => isKnown(n) && names.some((m) => m === n || (isKnown(m) && mayBeSame(m, n))));
  return deed.pattern === undefined || namesOf(deed.pattern, version).some((p) => isKnown(p) && names.some((n) => globMayMatch(p, n)));
}
