import type { Step } from '../../../actions/index.ts';
import { type Analysis, type Effect, waitsFor } from '../../../chain/index.ts';
import { type FileChange, get } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inStep } from '../../fixes/parts/places.ts';
import { publishIn, tagText, tokenText } from '../../fixes/parts/publish-draft.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import type { UnreadDraft } from './rule.ts';

/** Makes the release public in the run that needs it public: by a step of its own once the files are there, or by not leaving a draft at all. */
export const fix: Fixer<UnreadDraft> = function* ({ subject, analysis }) {
  const { draft } = subject;
  const own = notADraft(draft, analysis);
  const published = publishedLater(subject);
  // Who uploads everything with the release needs no second step.
  const ways = (uploadsElsewhere(subject) ? [published] : [own, published]).filter((way) => way !== undefined);
  yield* ways;
  if (ways.length === 0)
    yield {
      refused: `The release is handed on before all its files are there, or by the step that drafts it.`,
      instead: 'Hand it on in a job of its own, behind one that publishes the draft with `gh release edit <tag> --draft=false`.',
    };
};

const check = 'After the next release `gh release view <tag> --json isDraft` says false, and the files answer without a login.';

/** Other steps of the run put files on the release too: published with the first of them it would be incomplete. */
const uploadsElsewhere = ({ draft, run }: UnreadDraft): boolean =>
  draft.legs > 1 || run.effects.some((e) => e !== draft && e.deed.kind === 'release' && e.deed.act !== 'delete' && e.step !== draft.step);

/** The tool uploads its files and publishes at the end. */
function notADraft(draft: Effect, analysis: Analysis): Proposal | undefined {
  const changes = inInput(draft) ?? inArguments(draft) ?? inConfig(draft, analysis) ?? inCommand(draft, analysis);
  return (
    changes && {
      id: 'no-draft',
      title: `Let ${draft.deed.tool} publish the release once its files are there`,
      changes,
      tradeoffs: ['Nobody looks at the release before it is public.'],
      check,
    }
  );
}

const flagName = /^(?:draft|releasedraft|release_draft|release-draft)$/i;

function inInput({ step, job, deed }: Effect): FileChange[] | undefined {
  const flag = step?.with.find((p) => flagName.test(p.name) && p.value?.kind === 'scalar' && p.value.value !== false);
  if (step === undefined || flag === undefined || deed.at !== undefined) return undefined;
  return [changed(step.node.file.path, { op: 'set', at: inStep(step, job, 'with', flag.name), value: 'false' })];
}

/** `--draft` among the arguments that an action hands to its tool. */
function inArguments({ step, job }: Effect): FileChange[] | undefined {
  const args = step?.with.find((p) => p.name === 'args')?.value;
  const flag = args?.kind === 'scalar' ? /\s--draft(?:=true)?(?=\s|$)/.exec(args.text) : null;
  if (step === undefined || flag === null) return undefined;
  return [
    changed(step.node.file.path, {
      op: 'splice',
      at: inStep(step, job, 'with', 'args'),
      start: flag.index,
      end: flag.index + flag[0].length,
      text: '',
    }),
  ];
}

/** `release.draft` in the configuration of GoReleaser. */
function inConfig({ deed }: Effect, { world }: Analysis): FileChange[] | undefined {
  const path = deed.at?.path;
  if (path === undefined || !/\.ya?ml$/.test(path)) return undefined;
  const flag = get(document(world.tools, path), 'release', 'draft');
  return flag?.kind === 'scalar' && flag.value === true ? [changed(path, { op: 'set', at: ['release', 'draft'], value: 'false' })] : undefined;
}

/** `--draft` of `gh release create`. */
function inCommand(draft: Effect, analysis: Analysis): FileChange[] | undefined {
  const piece = pieceAt(draft.at, analysis);
  const flag = piece && /\s--draft(?:=true)?(?=\s|$)/.exec(piece.text);
  return piece && flag ? [replaced(piece, flag.index, flag.index + flag[0].length, '')] : undefined;
}

/** A step behind the last upload, before what reads the release. */
function publishedLater(subject: UnreadDraft): Proposal | undefined {
  const { draft, run, reader } = subject;
  const tag = tagText(draft, run);
  const token = tokenText(draft);
  if (tag === undefined || token === undefined || draft.legs > 1 || draft.workflow !== run.workflow || draft.through.length > 0) return undefined;
  const place = placeOf(subject);
  if (place === undefined) return undefined;
  return {
    id: 'publish-step',
    title: `Publish the draft in job \`${draft.job.id}\` once its files are there`,
    changes: [changed(draft.workflow.path, publishIn(draft.job, place.before, tag, token))],
    tradeoffs: [
      'Nobody looks at the release before it is public; what could go wrong has to be checked before this step.',
      ...(reader.job === draft.job ? [] : [`Job \`${reader.job.id}\` comes after it and finds the files.`]),
    ],
    check,
  };
}

/** Where in the draft's job all files are there and nobody has read them: before a step, or at the end. */
function placeOf({ draft, run, reader }: UnreadDraft): { before: number | undefined } | undefined {
  const uploads = run.effects.filter((e) => e.deed.kind === 'release' && e.deed.act !== 'delete');
  if (draft.step === undefined || uploads.some((e) => e.job !== draft.job || e.legs > 1)) return undefined;
  const last = Math.max(...uploads.map((e) => (e.step as Step).index));
  if (reader.job !== draft.job) return waitsFor(reader.job, draft.job.id, run) ? { before: undefined } : undefined;
  return reader.step !== undefined && reader.step.index > last ? { before: reader.step.index } : undefined;
}
