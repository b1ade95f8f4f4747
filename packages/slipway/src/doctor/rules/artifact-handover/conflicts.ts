import { type Analysis, type Name, shownName } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { type Handover, inputPlace, type Upload } from './handover.ts';
import { namesIn } from './names.ts';
import type { HandoverSubject } from './subject.ts';

/** The same name from several legs or jobs: from version 4 on, the second upload is refused. */
export function* conflictDrafts(handover: Handover, { world }: Analysis): Generator<Draft> {
  const byName = new Map<Name, Upload[]>();
  for (const upload of handover.uploads) {
    if (upload.deed.major === undefined || upload.deed.major < 4 || upload.deed.overwrite !== false) continue;
    const [name, ...others] = namesIn(upload, world.version);
    // A number may be that of the leg, a date that of the moment.
    if (name === undefined || others.length > 0 || /[\ue001-\ue005]/.test(name.replaceAll(shaMark, ''))) continue;
    byName.set(name, [...(byName.get(name) ?? []), upload]);
  }
  for (const [name, uploads] of byName) {
    if (uploads.length < 2 || !uploads.some((u) => handover.isOfRelease(u))) continue;
    const together = uploads.filter((u) => u.runs === true && u.tops.length === 1 && u.tops[0]!.runs === true);
    // Legs of one matrix run all of them or none, when nothing else decides.
    const legs = uploads.filter(
      (u) => sameStep(u, uploads.at(-1)!) && u.leg.leg !== undefined && u.step !== undefined && u.step.if === undefined && u.tops.length === 1,
    );
    const clash = together.length > 1 ? together : legs;
    if (clash.length < 2) continue;
    const last = clash.at(-1)!;
    const many = clash.filter((u) => sameStep(u, last)).length;
    const jobs = [...new Set(clash.map((u) => `\`${u.leg.job}\``))];
    const who = jobs.length > 1 ? `jobs ${listed(jobs)}` : many > 1 ? `${many} legs of job ${jobs[0]}` : `two steps of job ${jobs[0]}`;
    yield {
      at: inputPlace(last, 'name'),
      certainty: together.length > 1 ? 'proven' : 'likely',
      title: `${jobs.length > 1 ? 'Several jobs upload' : many > 1 ? 'Each leg uploads' : 'Two steps upload'} the artifact \`${shownName(name)}\`, and only the first may`,
      message: `From version 4 on, an artifact is made once: its name belongs to the run. The ${who} upload \`${shownName(name)}\`${many > 1 && jobs.length > 1 ? ` (${many} of them are legs of \`${last.leg.job}\`)` : ''}; the first that comes makes it, and every other ends with "an artifact with this name already exists" (409).`,
      chain: [
        { kind: 'event', text: handover.run.event.text, state: 'holds' },
        ...placesOf(clash).map((u, i, all) => ({
          kind: 'step' as const,
          text: `job ${u.leg.job} uploads \`${shownName(name)}\``,
          location: u.at,
          state: i === all.length - 1 ? ('cut' as const) : ('holds' as const),
        })),
      ],
      facts: ['art.v4'],
      key: [last.leg.job, 'conflict', shownName(name)],
      subject: { kind: 'conflict', handover, uploads, name } satisfies HandoverSubject,
      advice: 'Put what differs into the name (`name: build-${{ matrix.target }}`), and download with `pattern` and `merge-multiple: true`.',
    };
  }
}

const shaMark = '\ue003';

const sameStep = (a: Upload, b: Upload): boolean => a.at.path === b.at.path && a.at.line === b.at.line;

function placesOf(uploads: readonly Upload[]): Upload[] {
  return [...new Map(uploads.map((u) => [`${u.at.path}:${u.at.line}`, u])).values()].slice(0, 6);
}
