import { type Analysis, baseName, shownName } from '../../../chain/index.ts';
import { addNeeds } from '../../fixes/parts/needs.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed } from '../../fixes/parts/places.ts';
import { setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { HandoverSubject } from './subject.ts';

type Of<K extends HandoverSubject['kind']> = Extract<HandoverSubject, { kind: K }>;

/** The job that downloads waits for those that upload. */
export function mendOrder({ top, jobs }: Of<'order'>): Proposal {
  return {
    id: 'needs',
    title: `let job ${top.id} wait for ${jobs.join(' and ')}`,
    changes: [changed(top.workflow.path, ...addNeeds(top.job, jobs))],
    tradeoffs: [`${top.id} starts later, and not at all when ${jobs.length === 1 ? 'that job fails' : 'one of those jobs fails'}.`],
    check: `In the picture of the next run, a line leads from ${jobs[0]} to ${top.id}.`,
  };
}

/** An input that the action knows under another name. */
export function* mendInput({ at, meant }: Of<'input'>, analysis: Analysis): Generator<Proposal> {
  const seen = stepAt(at, analysis);
  const pair = seen?.step.with.find((p) => p.key.file.locate(p.key.span).line === at.line && p.key.file.locate(p.key.span).column === at.column);
  if (seen === undefined || pair === undefined) return;
  yield {
    id: 'input-name',
    title: `write \`${meant}\` for \`${pair.name}\``,
    changes: [changed(seen.path, { op: 'rename-key', at: [...seen.at, 'with', pair.name], to: meant })],
    tradeoffs: ['What it says counts from now on; until now the default did.'],
    check: `The next run does not warn of an unexpected input \`${pair.name}\`.`,
  };
}

/** Hidden files are uploaded when the step says so. */
export function* mendHidden({ upload }: Of<'hidden'>, analysis: Analysis): Generator<Proposal> {
  const seen = stepAt(upload.at, analysis);
  if (seen === undefined) return;
  yield {
    id: 'include-hidden',
    title: `upload hidden files too in job ${upload.leg.job}`,
    changes: [changed(seen.path, setInput(seen, 'include-hidden-files', 'true'))],
    tradeoffs: ['Every hidden file below the path is uploaded: see to it that no credentials lie there.'],
    check: 'In the next run, the step that uploads says how many files it found.',
  };
}

/** Files are looked for where they are put: all together, or in the directory of their artifact. */
export function* mendLayout({ download, apart, reader, path, found }: Of<'layout'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const seen = stepAt(download.at, analysis);
  const check = 'In the next run, the step finds the files that it reads.';
  if (apart && seen !== undefined)
    yield {
      id: 'merge-multiple',
      title: `download the artifacts into one directory in job ${download.leg.job}`,
      changes: [changed(seen.path, setInput(seen, 'merge-multiple', 'true'))],
      tradeoffs: ['Of two files with one name in different artifacts the later one stays.'],
      check,
    };
  const written = shownName(path);
  const places = [...new Set(found.map(shownName))];
  const target = apart ? written.replace(/\/[^/]*$/, `/*/${baseName(written)}`) : places.length === 1 ? places[0]! : undefined;
  const piece = pieceAt(reader, analysis);
  const start = piece?.text.indexOf(written) ?? -1;
  if (piece === undefined || start < 0 || target === undefined || /[{…]/.test(target)) {
    if (!apart)
      yield {
        refused: 'the path is put together from variables',
        instead: `Look for ${
          places
            .slice(0, 3)
            .map((p) => `\`${p}\``)
            .join(', ') || 'it where the artifact has it'
        }.`,
      };
    return;
  }
  yield {
    id: 'path',
    title: `look for \`${target}\``,
    changes: [replaced(piece, start, start + written.length, target)],
    tradeoffs: [],
    check,
  };
}
