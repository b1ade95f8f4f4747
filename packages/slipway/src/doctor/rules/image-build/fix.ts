import { type Analysis, locate } from '../../../chain/index.ts';
import { quoteScalar } from '../../../source/index.ts';
import { addNeeds } from '../../fixes/parts/needs.ts';
import { linesOf, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed } from '../../fixes/parts/places.ts';
import { removeInputs, setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import type { BuildSeen } from './builds.ts';
import { inputNode, isNative } from './builds.ts';
import { isSetUp } from './steps-before.ts';
import type { ImageSubject } from './subject.ts';

type Of<K extends ImageSubject['kind']> = Extract<ImageSubject, { kind: K }>;

/** The build gets what it lacks. */
export const fix: Fixer<ImageSubject> = function* ({ subject, draft, analysis }) {
  switch (subject.kind) {
    case 'set-up':
      yield* setUp(subject, analysis);
      return;
    case 'context':
      yield* context(subject, analysis);
      return;
    case 'push':
      yield* pushed(subject, analysis);
      return;
    case 'source':
      yield* source(subject, analysis);
      return;
    case 'copied':
      yield* copied(subject, draft.advice ?? '', analysis);
      return;
    case 'assets':
      yield* afterUpload(subject, draft.advice ?? '');
  }
};

/** Platforms that the runner's machine does not run by itself, and no emulator yet. */
const needsEmulation = ({ legs, earlier }: BuildSeen): boolean =>
  isSetUp(earlier, 'emulation') === false && legs.some((l) => l.host !== undefined && l.platforms.some((p) => !isNative(p, l.host!)));

const stepOf = ({ step }: BuildSeen, analysis: Analysis) => stepAt(step.uses ? locate(step.uses.at) : locate(step.run!), analysis);

/** docker/setup-qemu-action or docker/setup-buildx-action before the build, as other jobs of the tree write it. */
function* setUp({ what, seen }: Of<'set-up'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const place = stepOf(seen, analysis);
  if (place === undefined) return;
  const name = `docker/setup-${what}-action`;
  const all = analysis.world.workflows.flatMap((w) => w.jobs.flatMap((j) => j.steps));
  const known = all.find((s) => s.uses?.at.text.startsWith(`${name}@`))?.uses?.at.text;
  const steps = place.job?.steps ?? [];
  // The emulator comes before the builder, which asks what the machine can run.
  const builder = what === 'qemu' ? steps.find((s) => s.index < place.step.index && /setup-buildx-action/.test(s.uses?.at.text ?? '')) : undefined;
  const index = builder?.index ?? place.step.index;
  const at = [...place.at.slice(0, -1), index];
  const emulated = what === 'buildx' && needsEmulation(seen);
  yield {
    id: what,
    title: `${what === 'qemu' ? 'set emulation up' : 'set a builder up'} before the image is built in job ${seen.job.id}`,
    changes: [
      changed(place.path, ...(emulated ? [{ op: 'insert' as const, at, value: 'name: Set up QEMU\nuses: docker/setup-qemu-action@v3' }] : []), {
        op: 'insert',
        at,
        value: `name: Set up ${what === 'qemu' ? 'QEMU' : 'Docker Buildx'}\nuses: ${known ?? `${name}@v3`}`,
      }),
    ],
    tradeoffs: what === 'qemu' ? ['Programs run several times slower in emulation: the build takes longer.'] : [],
    check: 'In the next run, the build lists every platform, and `docker buildx imagetools inspect IMAGE` shows them.',
  };
}

function* context({ seen }: Of<'context'>, analysis: Analysis): Generator<Proposal> {
  const place = stepOf(seen, analysis);
  if (place === undefined) return;
  const all = analysis.world.workflows.flatMap((w) => w.jobs.flatMap((j) => j.steps));
  const uses = all.find((s) => /^actions\/checkout@/.test(s.uses?.at.text ?? ''))?.uses?.at.text ?? 'actions/checkout@v5';
  yield {
    id: 'checkout',
    title: `check the repository out in job ${seen.job.id}`,
    changes: [changed(place.path, { op: 'insert', at: [...place.at.slice(0, -1), 0], value: `uses: ${uses}` })],
    tradeoffs: [],
    check: 'The build finds its Dockerfile in the next run.',
  };
  if (inputNode(seen.step, 'context'))
    yield {
      id: 'fetched-context',
      title: 'let the builder fetch the repository itself',
      changes: [changed(place.path, ...removeInputs(place, ['context']))],
      tradeoffs: ['What a step before makes in the workspace is not part of the image.'],
      check: 'The build finds its Dockerfile in the next run.',
    };
}

function* pushed({ seen }: Of<'push'>, analysis: Analysis): Generator<Proposal> {
  const place = stepOf(seen, analysis);
  if (place === undefined) return;
  yield {
    id: 'push',
    title: `push the image that job ${seen.job.id} builds`,
    changes: [changed(place.path, setInput(place, 'push', 'true'))],
    tradeoffs: ['Every event that starts the job pushes from then on.'],
    check: 'After the next release, `docker pull` finds the image.',
  };
}

/** The file under the name that it has. */
function* source({ seen, path, at, copied: isCopied, other }: Of<'source'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const { tree } = analysis.world;
  const files = tree.list().filter((p) => /(?:^|\/)(?:[\w.-]*\.)?[Dd]ockerfile(?:\.[\w.-]+)?$/.test(p));
  const meant = other ?? (isCopied || files.length !== 1 ? undefined : files[0]);
  const place = stepOf(seen, analysis);
  const piece = pieceAt(at, analysis);
  if (meant === undefined || place === undefined || piece === undefined) {
    yield {
      refused: `nothing in the tree is called like \`${path}\``,
      instead: `Add \`${path}\`, make it in a step before the build, or leave out what asks for it.`,
    };
    return;
  }
  const check = 'The build goes on behind the line in the next run.';
  if (!isCopied) {
    yield {
      id: 'file',
      title: `build from \`${meant}\``,
      changes: [changed(place.path, setInput(place, 'file', quoteScalar(meant)))],
      tradeoffs: [],
      check,
    };
    return;
  }
  const word = path.split('/').at(-1)!;
  const start = piece.text.indexOf(word);
  if (start < 0) return;
  yield {
    id: 'name',
    title: `copy \`${meant}\`, as it is called`,
    changes: [replaced(piece, start, start + word.length, meant.split('/').at(-1)!)],
    tradeoffs: [],
    check,
  };
}

/** The file that GoReleaser makes: the version without its `v`. */
function* copied({ at, from, to }: Of<'copied'>, advice: string, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const line = piece && linesOf(piece);
  const variable = line && /\$\{?(\w+)\}?(?=[_.-])|\$\{?(\w+)\}?/.exec(line.text.slice(line.text.indexOf('dist/')));
  const hole = line && /\$\{\{\s*github\.ref_name\s*\}\}/.exec(line.text);
  const name = variable?.[1] ?? variable?.[2];
  if (line === undefined || to === undefined || from.length < to.length || hole || name === undefined) {
    yield { refused: 'which directory of dist/ has the file is known to GoReleaser only', instead: advice };
    return;
  }
  const start = line.text.indexOf('dist/') + variable!.index;
  yield {
    id: 'without-v',
    title: "copy the file under GoReleaser's name, whose version has no `v`",
    changes: [replaced(line, start, start + variable![0].length, `\${${name}#v}`)],
    tradeoffs: [],
    check: 'The step that copies succeeds in the next run.',
  };
}

/** The image waits for the files that it downloads. */
function* afterUpload({ seen, uploader }: Of<'assets'>, advice: string): Generator<Proposal | Refusal> {
  if (uploader.workflow !== seen.run.workflow) {
    yield { refused: `the files are uploaded by ${uploader.workflow.path}, for which no job of this workflow can wait`, instead: advice };
    return;
  }
  yield {
    id: 'needs',
    title: `let job ${seen.job.id} wait for ${uploader.job.id}`,
    changes: [changed(seen.run.workflow.path, ...addNeeds(seen.job.job, [uploader.job.id]))],
    tradeoffs: ['The image comes later, and not at all when the upload fails.'],
    check: `In the picture of the next run, a line leads from ${uploader.job.id} to ${seen.job.id}.`,
  };
}
