import { type Analysis, isKnown, mayBeSame, namesOf, shownName } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { type Handover, inputPlace, jobName, type Upload } from './handover.ts';
import { namesIn } from './names.ts';
import type { HandoverSubject } from './subject.ts';

/** Uploads of nothing but hidden files, which are left out, and downloads that wait for them. */
export function* hiddenDrafts(handover: Handover, { world }: Analysis): Generator<Draft> {
  const { version } = world;
  for (const upload of handover.uploads) {
    const { deed } = upload;
    if (deed.includeHidden !== false || !leavesOut(upload)) continue;
    const paths = deed.paths.flatMap((p) => namesOf(p, version)).filter((p) => !p.startsWith('!'));
    if (paths.length === 0 || !paths.every((p) => isKnown(p) && isHidden(p))) continue;
    const names = namesIn(upload, version);
    const waiting = handover.downloads.find(
      (d) =>
        d.deed.name !== undefined &&
        !d.deed.otherRun &&
        handover.isOfRelease(d) &&
        namesOf(d.deed.name, version).some((n) => names.some((m) => mayBeSame(m, n))),
    );
    if (waiting === undefined || names.length !== 1) continue;
    yield {
      at: inputPlace(upload, 'path'),
      certainty: upload.runs === true ? 'proven' : 'likely',
      title: `\`${shownName(paths[0]!)}\` is hidden, so nothing is uploaded`,
      message: `From version 4.4 on, actions/upload-artifact leaves out files and directories whose name begins with a dot. \`${shownName(paths[0]!)}\` is one, so job ${jobName(upload)} uploads nothing (with ${deed.ifNoFiles === 'error' ? 'an error' : 'a warning at most'}), and job ${jobName(waiting)} ends with "Artifact not found" for \`${shownName(names[0]!)}\`.`,
      chain: [
        { kind: 'event', text: handover.run.event.text, state: 'holds' },
        { kind: 'step', text: `job ${upload.leg.job} uploads`, location: upload.at, state: 'cut' },
        { kind: 'step', text: `job ${waiting.leg.job} downloads`, location: waiting.at, state: 'cut' },
      ],
      facts: ['art.v4'],
      key: [upload.leg.job, 'hidden', shownName(paths[0]!)],
      subject: { kind: 'hidden', upload } satisfies HandoverSubject,
      advice: 'Add `include-hidden-files: true`.',
    };
  }
}

/** Where the search begins has a name with a dot in front. */
function isHidden(path: string): boolean {
  const fixed = path.replace(/\/?\*.*$/s, '').replace(/\/+$/, '');
  return /(?:^|\/)\.[\w-][^/]*$/.test(fixed);
}

/** The default changed within version 4. */
function leavesOut({ deed, step }: Upload): boolean {
  if (deed.major === undefined || deed.major < 4) return false;
  if (deed.major > 4) return true;
  const written = `${step?.uses?.is.kind === 'remote' ? step.uses.is.ref : ''} ${step?.uses?.comment ?? ''}`;
  const minor = /\bv?4\.(\d+)/.exec(written)?.[1];
  return minor === undefined || Number(minor) >= 4;
}
