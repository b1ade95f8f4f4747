import { asText } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inJob, inStep } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { installed } from './mend-container.ts';
import type { ToolSubject } from './subject.ts';

type Of<K extends ToolSubject['kind']> = Extract<ToolSubject, { kind: K }>;

/** What is missing is brought, or what is there is used. */
export const fix: Fixer<ToolSubject> = function* ({ subject, draft, analysis }) {
  switch (subject.kind) {
    case 'container':
      yield* installed(subject);
      return;
    case 'repository':
      yield* named(subject);
      return;
    case 'shell':
      yield {
        id: 'bash',
        title: `run the script of job ${subject.job.id} in bash on every system`,
        changes: [
          changed(subject.step.node.file.path, {
            op: 'set',
            at: inStep(subject.step, subject.job, 'shell'),
            value: 'bash',
            place: { before: 'run' },
          }),
        ],
        tradeoffs: ['On Windows it is the bash that comes with git: paths are written with slashes there.'],
        check: 'The step succeeds in the next run on Windows.',
      };
      return;
    case 'owner':
      yield* trusted(subject);
      return;
    case 'number':
      yield* quotedNumber(subject, analysis);
      return;
    case 'script':
      yield* scriptName(subject, analysis);
      return;
    case 'sed':
      yield* bothSeds(subject);
      return;
    case 'pip':
      yield* pipOfPython(subject, analysis);
      return;
    case 'other':
      yield { refused: subject.why, instead: draft.advice ?? '' };
  }
};

function* named({ step, job }: Of<'repository'>): Generator<Proposal> {
  yield {
    id: 'gh-repo',
    title: `tell gh in job ${job.id} which repository is meant`,
    changes: [changed(job.node.file.path, { op: 'set', at: inStep(step, job, 'env', 'GH_REPO'), value: '${{ github.repository }}' })],
    tradeoffs: [],
    check: 'The step does not end with “not a git repository” in the next run.',
  };
  yield {
    id: 'checkout',
    title: `check the repository out in job ${job.id}`,
    changes: [
      changed(job.node.file.path, {
        op: 'insert',
        at: inJob(job, 'steps', 0),
        value: 'uses: actions/checkout@v5\nwith:\n  persist-credentials: false',
      }),
    ],
    tradeoffs: ['The job takes a few seconds more, and has the sources beside what it downloads.'],
    check: 'The step does not end with “not a git repository” in the next run.',
  };
}

function* trusted({ job }: Of<'owner'>): Generator<Proposal> {
  const clone = job.steps.find((s) => s.uses && /^actions\/checkout@/i.test(s.uses.at.text));
  if (clone === undefined) return;
  const step = 'name: Let git trust the workspace\nrun: git config --global --add safe.directory "$GITHUB_WORKSPACE"';
  yield {
    id: 'safe-directory',
    title: `let git in job ${job.id} trust the workspace`,
    changes: [changed(job.node.file.path, { op: 'insert', at: inJob(job, 'steps', clone.index + 1), value: step })],
    tradeoffs: ['git in this job does not look any more at whose the working copy is.'],
    check: 'No step of the job ends with “dubious ownership” in the next run.',
  };
}

function* quotedNumber({ at, text }: Of<'number'>, { world }: Analysis): Generator<Proposal | Refusal> {
  const workflow = world.workflow(at.path);
  const place = workflow && nodeAt(workflow.parsed.root, workflow.file.lineStart(at.line) + at.column - 1);
  if (place === undefined) return;
  yield {
    id: 'quotes',
    title: `write \`'${text}'\` in quotes`,
    changes: [changed(at.path, { op: 'set', at: place.at, value: `'${text}'` })],
    tradeoffs: [],
    check: `The step that sets the version up says ${text} in the next run.`,
  };
}

function* scriptName({ at, name, near }: Of<'script'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = near === undefined ? undefined : pieceAt(at, analysis);
  const start = piece === undefined ? -1 : piece.text.search(new RegExp(`(?<=\\s)${name.replace(/[.]/g, '\\.')}(?![\\w:.-])`));
  if (piece === undefined || near === undefined || start < 0) {
    yield { refused: 'no script of the package is called nearly so', instead: `Add a script \`${name}\` to the package, or call one that is there.` };
    return;
  }
  yield {
    id: 'script-name',
    title: `run \`${near}\`, which is there, for \`${name}\``,
    changes: [replaced(piece, start, start + name.length, near)],
    tradeoffs: [],
    check: `\`npm run ${near}\` works in a fresh clone.`,
  };
}

/** `sed -i.bak` is understood by GNU's sed and by that of macOS. */
function* bothSeds({ step, job, command }: Of<'sed'>): Generator<Proposal | Refusal> {
  const text = step.run!.text.slice(command.start, command.end);
  const option = /(\s-[nEr]*i)(\s)/.exec(text);
  const last = command.words.at(-1);
  const file = last && asText(last);
  if (option === null || file === undefined || !/^[\w./-]+$/.test(file) || !text.trimEnd().endsWith(file)) {
    yield {
      refused: 'which files it changes is known only in the run',
      instead: "Write `sed -i.bak '…' file && rm file.bak`, which both understand.",
    };
    return;
  }
  const at = inStep(step, job, 'run');
  const start = command.start + option.index + option[1]!.length;
  const changes: Change[] = [
    { op: 'splice', at, start, end: start, text: '.bak' },
    { op: 'splice', at, start: command.start + text.trimEnd().length, end: command.start + text.trimEnd().length, text: ` && rm -f ${file}.bak` },
  ];
  yield {
    id: 'both-seds',
    title: `write \`sed -i.bak\`, which every sed understands, in job ${job.id}`,
    changes: [changed(step.node.file.path, ...changes)],
    tradeoffs: [],
    check: 'The step succeeds in the next run on macOS and on Linux.',
  };
}

function* pipOfPython({ at }: Of<'pip'>, analysis: Analysis): Generator<Proposal> {
  const piece = pieceAt(at, analysis);
  const start = piece?.text.search(/\bpip\b/) ?? -1;
  if (piece === undefined || start < 0) return;
  yield {
    id: 'python-pip',
    title: 'install with the pip of `python3`',
    changes: [replaced(piece, start, start + 'pip'.length, 'python3 -m pip')],
    tradeoffs: ["Homebrew's Python refuses installs outside of a virtual environment: put actions/setup-python before it there."],
    check: 'The step that runs `python3` finds what was installed, in the next run on macOS.',
  };
}
