import { type Analysis, locate, namesOf } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { type Handover, handovers, type Upload } from './handover.ts';
import { namedApart } from './mend-conflicts.ts';
import type { HandoverSubject } from './subject.ts';

/** Both artifact actions move to version 4, where each upload needs a name of its own. */
export function* mendRetired({ run, steps }: Extract<HandoverSubject, { kind: 'retired' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const moved = steps.flatMap(({ step, instead }): FileChange[] => {
    const seen = stepAt(locate(step.uses!.at), analysis);
    return seen ? [changed(seen.path, { op: 'set', at: [...seen.at, 'uses'], value: step.uses!.at.text.replace(/@.*$/s, `@${instead}`) })] : [];
  });
  const apart: (readonly FileChange[])[] = [];
  for (const handover of handovers(analysis)) {
    if (handover.run.workflow !== run.workflow) continue;
    for (const [name, uploads] of sameNames(handover, analysis)) {
      const made = namedApart(handover, uploads, name, analysis);
      if ('refused' in made) yield made;
      else apart.push(made.changes);
    }
  }
  yield {
    id: 'version-4',
    title: apart.length > 0 ? 'move to version 4 of the artifact actions, with a name for each upload' : 'move to version 4 of the artifact actions',
    changes: together(moved, ...apart),
    tradeoffs: [
      'From version 4.4 on, hidden files are left out unless `include-hidden-files` is set.',
      ...(steps.some(({ step }) => /@[0-9a-f]{40}/.test(step.uses!.at.text)) ? ['The version is not pinned to a commit any more.'] : []),
    ],
    check: 'The next run starts its jobs, and lists the artifacts with their sizes.',
  };
}

/** Uploads that version 3 put into one artifact. */
function sameNames({ uploads }: Handover, { world }: Analysis): Map<string, Upload[]> {
  const byName = new Map<string, Upload[]>();
  for (const upload of uploads) {
    const [name, ...others] = namesOf(upload.deed.name, world.version);
    if (name !== undefined && others.length === 0) byName.set(name, [...(byName.get(name) ?? []), upload]);
  }
  return new Map([...byName].filter(([, of]) => of.length > 1));
}
