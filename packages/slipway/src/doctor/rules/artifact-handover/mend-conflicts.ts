import { type Analysis, globMayMatch, isKnown, mayBeSame, type Name, namesOf, shownName } from '../../../chain/index.ts';
import { type Change, type FileChange, quoteScalar } from '../../../source/index.ts';
import { legName } from '../../fixes/parts/leg-names.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { removeInputs, type SeenStep, setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { type Handover, inputOf, type Upload } from './handover.ts';
import type { HandoverSubject } from './subject.ts';

type Conflict = Extract<HandoverSubject, { kind: 'conflict' }>;

/** Each upload gets a name of its own, and what asked for the one name asks for all of them. */
export function distinctNames({ handover, uploads, name }: Conflict, analysis: Analysis): Proposal | Refusal {
  const made = namedApart(handover, uploads, name, analysis);
  if ('refused' in made) return made;
  const base = shownName(name);
  return {
    id: 'name-each-upload',
    title: `give each upload of \`${base}\` a name of its own, and download them together`,
    changes: made.changes,
    tradeoffs: [`Whoever takes the artifact \`${base}\` of a run by hand, or in another workflow, finds \`${base}-…\` instead.`],
    check: `The page of the next run lists an artifact \`${base}-…\` for each upload, and the job that downloads them finds the files of all.`,
  };
}

/** The changes that part uploads of one name, with the downloads that wanted it. */
export function namedApart(
  handover: Handover,
  uploads: readonly Upload[],
  name: Name,
  analysis: Analysis,
): { readonly changes: FileChange[] } | Refusal {
  const { version } = analysis.world;
  const steps = [...new Map(uploads.map((u) => [`${u.at.path}:${u.at.line}`, stepAt(u.at, analysis)])).values()].filter((s) => s !== undefined);
  if (steps.length === 0 || steps.some((s) => s.job === undefined))
    return {
      refused: 'an action of the tree uploads it, for every job that uses the action',
      instead: 'Give the action an input for the name of the artifact.',
    };
  const written = inputOf(steps[0]!.step, 'name')?.node?.text.trim() ?? 'artifact';
  const suffixes = steps.map((s) => suffixOf(s, steps));
  if (suffixes.some((s) => s === '') || /\bmatrix\b/.test(written))
    return {
      refused: 'nothing in the file tells the uploads apart',
      instead: 'Put something into the name that differs each time, such as an input of the called workflow.',
    };
  const isOther = (u: Upload): boolean =>
    !uploads.includes(u) && namesOf(u.deed.name, version).some((n) => !mayBeSame(n, name) && globMayMatch(`${name}-*`, n));
  if (handover.uploads.some(isOther))
    return {
      refused: `other artifacts are called \`${shownName(name)}-…\` too`,
      instead: 'Give the uploads names that begin with a word of their own.',
    };
  const renamed = steps.map((s, i) => changed(s.path, setInput(s, 'name', quoteScalar(`${written}-${suffixes[i]}`))));
  const asked = handover.downloads.flatMap((d): FileChange[] => {
    if (d.deed.otherRun || d.deed.name === undefined) return [];
    const seen = namesOf(d.deed.name, version).some((n) => isKnown(n) && mayBeSame(n, name)) ? stepAt(d.at, analysis) : undefined;
    return seen ? [changed(seen.path, ...byPattern(seen, `${written}-*`))] : [];
  });
  return { changes: together(renamed, asked) };
}

/** What tells the uploads of a step from those of the others: the job, the leg of its matrix, the step. */
function suffixOf({ job, step }: SeenStep, all: readonly SeenStep[]): string {
  const leg = legName(job!);
  const jobs = new Set(all.map((s) => s.job));
  const likeIt = [...jobs].some((j) => j !== job && legName(j!) !== undefined);
  const inJob = all.filter((s) => s.job === job);
  return [
    ...(jobs.size > 1 && (leg === undefined || likeIt) ? [job!.id] : []),
    ...(leg === undefined ? [] : [leg]),
    ...(inJob.length > 1 ? [step.id ?? String(inJob.findIndex((s) => s.step === step) + 1)] : []),
  ].join('-');
}

/** A download by name becomes one by pattern, whose files lie where they lay. */
export function byPattern(seen: SeenStep, glob: string): Change[] {
  const named = seen.step.with.find((p) => p.name.toLowerCase() === 'name');
  const pattern = seen.step.with.some((p) => p.name.toLowerCase() === 'pattern');
  const merge = setInput(seen, 'merge-multiple', 'true');
  if (named === undefined || pattern) return [...removeInputs(seen, ['name']), setInput(seen, 'pattern', quoteScalar(glob)), merge];
  const at = [...seen.at, 'with', named.name];
  return [{ op: 'rename-key', at, to: 'pattern' }, { op: 'set', at, value: quoteScalar(glob) }, merge];
}
