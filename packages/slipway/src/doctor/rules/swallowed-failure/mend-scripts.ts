import type { Analysis, Effect } from '../../../chain/index.ts';
import type { FileChange, Location } from '../../../source/index.ts';
import { linesOf, type Piece, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { together } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { askFirst } from './ask-first.ts';
import type { SwallowSubject } from './subject.ts';

type Of<K extends SwallowSubject['kind']> = Extract<SwallowSubject, { kind: K }>;

const check = 'A run in which the command fails ends red.';

/** `command || echo …`: the failure is told, and fails the step; `|| true` goes. */
export function* spokenFailure(at: Location, analysis: Analysis, effect?: Effect): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const rest = piece === undefined ? '' : piece.whole.slice(piece.start);
  const found =
    /^((?:\\\n|[^\n|]|\|(?!\|))*?)(\s*(?:\\\n\s*)?)\|\|\s*(?:\\\n\s*)?((?:\{[^{}]*\}|\((?:[^()]|\([^()]*\))*\)|"(?:\\.|[^"\\])*"|'[^']*'|[^\n;&|"'])+)/.exec(
      rest,
    );
  if (piece === undefined || found === null) {
    yield {
      refused: 'what lets the failure pass is not on the same line',
      instead: 'Let the command fail the step: take away what stands behind `||`.',
    };
    return;
  }
  const from = found[1]!.length;
  const end = found[0].trimEnd().length;
  const words = found[3]!
    .trim()
    .replace(/^[{(]\s*|[\s;]*[})]$/g, '')
    .trim();
  const speaks =
    /^(?:echo|printf)\b/.test(words) && /fail|error|could not|couldn't|unable/i.test(words) && !/already|skip|continu|exist/i.test(words);
  const start = piece.start + from;
  const stop = piece.start + end;
  const whole: Piece = { ...piece, start, end: stop, text: piece.whole.slice(start, stop) };
  const name = rest
    .slice(0, from)
    .trim()
    .split('\n')[0]!
    .replace(/\s*\\$/, '')
    .slice(0, 60);
  const told: Proposal = {
    id: 'fail-loudly',
    title: `let the step fail when \`${name}\` fails, with what it says`,
    changes: [replaced(whole, 0, whole.text.length, `${found[2]}|| { ${words}; exit 1; }`)],
    tradeoffs: ['What comes after it in the job does not happen then.'],
    check,
  };
  if (speaks) yield told;
  const asked = effect && askFirst(rest.slice(0, from).trim(), effect);
  if (asked !== undefined)
    yield {
      id: 'ask-first',
      title: `run \`${name}\` only when it is not there yet, and let the step fail otherwise`,
      changes: together([replaced(piece, 0, 0, asked), replaced(whole, 0, whole.text.length, '')]),
      tradeoffs: ['One question more in each run.'],
      check,
    };
  yield {
    id: 'no-tolerance',
    title: `let the step fail when \`${name}\` fails`,
    changes: [replaced(whole, 0, whole.text.length, '')],
    tradeoffs: ['A run fails in which it was only there already, as when it is started a second time: ask for that first, and tolerate only that.'],
    check,
    undoes: true,
  };
}

/** The status is read where it still is that of the command. */
export function* statusInTime({ name, at }: Of<'late-status'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const before = piece?.whole.slice(0, piece.start) ?? '';
  const heads = [...before.matchAll(/^([ \t]*)if\b([^\n;]*);\s*then\b/gm)];
  const head = heads.at(-1);
  if (piece === undefined || head === undefined) {
    yield {
      refused: 'the `if` whose status is read is not on a line of its own',
      instead: 'Keep the status where it is still there: `code=0; cmd || code=$?`.',
    };
    return;
  }
  const line = linesOf(piece);
  const blank = head[1]!;
  const declared = /\b(local|declare)\s+$/.exec(line.text.slice(0, piece.start - line.start))?.[1];
  const negated = /^\s*!\s*/.exec(head[2]!);
  const command = head[2]!.slice(negated?.[0].length ?? 0).trim();
  const lines = [
    `${blank}${declared === undefined ? '' : `${declared} `}${name}=0`,
    `${blank}${command} || ${name}=$?`,
    `${blank}if [ "$${name}" ${negated ? '-ne' : '-eq'} 0 ]; then`,
  ];
  const begin: Piece = { ...piece, start: head.index, end: head.index + head[0].length, text: head[0] };
  const stop = piece.whole[line.end] === '\n' ? line.end + 1 : line.end;
  const whole: Piece = { ...line, end: stop, text: piece.whole.slice(line.start, stop) };
  yield {
    id: 'status',
    title: `keep the status of \`${command.slice(0, 60)}\` before the \`if\``,
    changes: together([replaced(begin, 0, begin.text.length, lines.join('\n')), replaced(whole, 0, whole.text.length, '')]),
    tradeoffs: ['What fails was green until now: the first run may show an old failure.'],
    check,
  };
}

/** The script fails when the answer is another than the one that it looks for. */
export function* failingCheck({ name, at }: Of<'blind'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const rest = piece === undefined ? '' : piece.whole.slice(piece.start);
  const head = new RegExp(`^([ \\t]*)if\\b[^\\n]*\\$\\{?${name}\\}?[^\\n]*\\n`, 'm').exec(rest);
  const parts = head && branches(rest, head.index, head[1]!);
  if (piece === undefined || head === null || parts === null || parts === undefined) {
    yield {
      refused: 'the comparison of the answer has a shape that is not followed',
      instead: 'End the script with `exit 1` when the answer is not the one that is wanted.',
    };
    return;
  }
  const blank = head[1]!;
  const at0 = piece.start + parts.end;
  const put = (text: string): FileChange => replaced({ ...piece, start: at0, end: at0, text: '' }, 0, 0, text);
  yield {
    id: 'exit',
    title: `let the step fail when the answer is not the one that it looks for`,
    changes: [put(parts.hasElse ? `${blank}  exit 1\n` : `${blank}else\n${blank}  echo "The answer was $${name}" >&2\n${blank}  exit 1\n`)],
    tradeoffs: ['A site that answers late fails the run: let curl try again (`--retry 5 --retry-all-errors`).'],
    check: 'A run against an address that answers 500 ends red.',
  };
}

/** Where the `fi` of an `if` stands, and whether an `else` is before it. */
function branches(script: string, from: number, blank: string): { readonly end: number; readonly hasElse: boolean } | undefined {
  const fi = new RegExp(`^${blank}fi\\b`, 'm').exec(script.slice(from));
  if (fi === null) return undefined;
  const inside = script.slice(from, from + fi.index);
  return { end: from + fi.index, hasElse: new RegExp(`^${blank}else\\b`, 'm').test(inside) };
}
