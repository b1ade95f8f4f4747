import type { Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type FileChange, get, quoteScalar } from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { type Piece, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed } from '../../fixes/parts/places.ts';
import { addTrigger } from '../../fixes/parts/triggers.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { literally } from '../../patterns.ts';
import type { Misdirected } from './subject.ts';

const way = ['on', 'workflow_dispatch', 'inputs'] as const;

/** Lets the dispatch name what is there, or the workflow take what is passed. */
export const fix: Fixer<Misdirected> = function* ({ subject, analysis }) {
  const piece = pieceAt(subject.effect.at, analysis);
  switch (subject.why) {
    case 'workflow':
      yield named(subject.name, piece, analysis);
      return;
    case 'ref':
      yield onDefault(subject.name, piece, analysis);
      return;
    case 'no trigger':
      yield dispatchable(subject);
      return;
    case 'input':
      yield* declared(subject.target, subject.name, piece);
      return;
    case 'required':
      yield optional(subject.target, subject.name);
      return;
    case 'choice':
      yield offered(subject.target, subject.name, subject.values);
  }
};

const check = 'The next dispatch is answered without an error, and `gh run list --event workflow_dispatch` shows its run.';
const squeeze = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replace(/[^a-z0-9]/g, '');

/** Another word in the command; undefined when it does not stand in it as it is. */
function reworded(piece: Piece | undefined, from: string, to: string): FileChange[] | undefined {
  const found = piece && new RegExp(`(?<![\\w./-])${literally(from)}(?![\\w/-]|\\.\\w)`).exec(piece.text);
  return piece && found ? [replaced(piece, found.index, found.index + found[0].length, to)] : undefined;
}

function named(name: string, piece: Piece | undefined, { world }: Analysis): Proposal | Refusal {
  const able = world.workflows.filter((w) => w.triggers.some((t) => t.event === 'workflow_dispatch'));
  const close = (w: Workflow): boolean => {
    const [asked, file, title] = [name, fileName(w.path), w.displayName].map(squeeze) as [string, string, string];
    return file === asked || title === asked || (asked.length >= 4 && (file.includes(asked) || asked.includes(file)));
  };
  const [near, ...others] = able.filter(close);
  const changes = near && others.length === 0 ? reworded(piece, name, fileName(near.path)) : undefined;
  if (near === undefined || changes === undefined)
    return {
      refused: `Nothing tells which workflow "${name}" is meant to be.`,
      instead:
        able.length > 0
          ? `Name one that can be dispatched: ${listed(
              able.map((w) => fileName(w.path)),
              6,
            )}.`
          : 'Give the workflow that is meant `workflow_dispatch`, and name its file.',
    };
  return {
    id: 'name',
    title: `Dispatch ${fileName(near.path)}, which is there`,
    changes,
    tradeoffs: [`${near.path} starts from here from now on.`],
    check,
  };
}

function onDefault(ref: string, piece: Piece | undefined, { world }: Analysis): Proposal | Refusal {
  const changes = reworded(piece, ref, world.defaultBranch);
  if (changes === undefined)
    return { refused: `The branch \`${ref}\` stands where it could not be found.`, instead: `Dispatch at \`${world.defaultBranch}\`.` };
  return {
    id: 'branch',
    title: `Dispatch at ${world.defaultBranch}, the default branch`,
    changes,
    tradeoffs: [`The run takes the workflow, and the code, of ${world.defaultBranch}.`],
    check,
  };
}

/** `workflow_dispatch` with the inputs that are passed. */
function dispatchable({ effect, target }: Extract<Misdirected, { why: 'no trigger' }>): Proposal {
  const { deed } = effect;
  const names = deed.kind === 'dispatch' ? [...(deed.inputs?.keys() ?? [])] : [];
  const inputs = names.map((n) => `  ${quoteScalar(n)}:\n    type: string`).join('\n');
  return {
    id: 'dispatchable',
    title: `Let ${target.path} be dispatched`,
    changes: [changed(target.path, ...addTrigger(target, 'workflow_dispatch', names.length > 0 ? `inputs:\n${inputs}` : ''))],
    tradeoffs: [
      'Whoever may write to the repository can start it by hand from now on, on any ref.',
      ...(names.length > 0 ? [`What is passed (${listed(names)}) is declared, and read by nothing yet.`] : []),
    ],
    check,
  };
}

function* declared(target: Workflow, name: string, piece: Piece | undefined): Generator<Proposal> {
  const inputs = target.triggers.find((t) => t.event === 'workflow_dispatch')?.inputs ?? [];
  const near = inputs.filter(
    (i) => squeeze(i.name) === squeeze(name) || squeeze(i.name).includes(squeeze(name)) || squeeze(name).includes(squeeze(i.name)),
  );
  const changes = near.length === 1 ? reworded(piece, name, near[0]!.name) : undefined;
  const reads = new RegExp(`inputs\\.${literally(name)}\\b`).test(target.file.text);
  if (changes && !reads)
    yield {
      id: 'input-name',
      title: `Pass \`${near[0]!.name}\`, as ${target.path} calls its input`,
      changes,
      tradeoffs: [`\`${near[0]!.name}\` has this value from now on.`],
      check,
    };
  const dropped = reads ? undefined : withoutInput(piece, name);
  if (dropped)
    yield {
      id: 'drop-input',
      title: `Do not pass \`${name}\`, which ${target.path} does not know`,
      changes: dropped,
      tradeoffs: ['What it was meant to say does not get there; it does not today either.'],
      check,
    };
  yield {
    id: 'declare',
    title: `Declare input \`${name}\` in ${target.path}`,
    changes: [changed(target.path, { op: 'set', at: [...way, name], value: 'type: string' })],
    tradeoffs: [reads ? `${target.path} reads it already.` : `Nothing in ${target.path} reads it yet.`],
    check,
  };
}

/** A command of gh without one of its fields. */
function withoutInput(piece: Piece | undefined, name: string): FileChange[] | undefined {
  const found =
    piece &&
    new RegExp(
      `\\s+(?:\\\\\\n\\s*)?(?:-f|-F|--field|--raw-field)[ =]["']?${literally(name)}=(?:"[^"\\n]*"|'[^'\\n]*'|\\$\\{\\{[^}]*\\}\\}|[^\\s"'])*["']?`,
    ).exec(piece.text);
  return piece && found ? [replaced(piece, found.index, found.index + found[0].length, '')] : undefined;
}

function optional(target: Workflow, name: string): Proposal {
  return {
    id: 'optional',
    title: `Let ${target.path} do without input \`${name}\``,
    changes: [changed(target.path, { op: 'set', at: [...way, name, 'required'], value: 'false' })],
    tradeoffs: [`Runs that are not given \`${name}\` have an empty text in its place: look what ${target.path} makes of it.`],
    check,
  };
}

function offered(target: Workflow, name: string, values: readonly string[]): Proposal {
  const options = get(target.parsed.root, ...way, name, 'options');
  const at = options?.kind === 'seq' ? options.items.length : 0;
  return {
    id: 'option',
    title: `Offer ${listed(values.map((v) => `"${v}"`))} for input \`${name}\` of ${target.path}`,
    changes: [
      changed(target.path, ...[...new Set(values)].map((v) => ({ op: 'insert' as const, at: [...way, name, 'options', at], value: quoteScalar(v) }))),
    ],
    tradeoffs: [`A person can choose it too: look what ${target.path} does with it.`],
    check,
  };
}
