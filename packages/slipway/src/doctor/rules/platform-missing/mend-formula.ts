import { type Analysis, mayBeSame, type Promises, promisesOf } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { type Piece, pieceAt } from '../../fixes/parts/pieces.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { PlatformSubject } from './subject.ts';

/** How a name for macOS is written for Linux, the likeliest first. */
const spellings: readonly (readonly [RegExp, string])[][] = [
  [[/apple-darwin/g, 'unknown-linux-gnu']],
  [[/apple-darwin/g, 'unknown-linux-musl']],
  [
    [/darwin/g, 'linux'],
    [/macos/g, 'linux'],
    [/osx/g, 'linux'],
  ],
  [
    [/Darwin/g, 'Linux'],
    [/macOS/g, 'linux'],
    [/Macos|MacOS/g, 'Linux'],
  ],
];

/** The formula gets `on_linux`, as it has `on_macos`, with the checksums of those files. */
export function* mendFormula({ at }: Extract<PlatformSubject, { kind: 'formula' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const block = piece && /^([ \t]*)on_macos do\n[\s\S]*?^\1end[ \t]*$/m.exec(piece.whole);
  if (piece === undefined || block === null || block === undefined) {
    yield {
      refused: 'the formula has no `on_macos` whose shape could be taken over',
      instead: 'Add `on_linux do … end` with `url` and `sha256` of the files for Linux.',
    };
    return;
  }
  const promises = promisesOf(analysis);
  const spelling = spellings.find((s) => namesIn(block[0]).every((n) => changes(n, s) && isBuilt(respelt(n, s), promises)));
  if (spelling === undefined) {
    yield {
      refused: 'the release does not have the files of all processors for Linux',
      instead: 'Add `on_linux do … end` with the files that there are.',
    };
    return;
  }
  const linux = variables(respelt(block[0].replace('on_macos', 'on_linux'), spelling));
  const end = block.index + block[0].length;
  const sums = sumLines(piece.whole, block[0], spelling);
  yield {
    id: 'on-linux',
    title: 'give the formula the addresses of the files for Linux',
    changes: [...sums.map((s) => put(piece, s.end, `\n${s.text}`)), put(piece, end, `\n\n${linux}`)],
    tradeoffs: [],
    check: 'After the next release, `brew fetch --os=linux` of the formula finds its file.',
  };
}

/** File names of addresses, with what the text says for the version. */
const namesIn = (text: string): string[] => [...text.matchAll(/\burl\s+"[^"\n]*\/([^/"\n]+)"/g)].map((m) => m[1]!);

const respelt = (text: string, spelling: readonly (readonly [RegExp, string])[]): string =>
  spelling.reduce((t, [from, to]) => t.replace(from, to), text);

const changes = (name: string, spelling: readonly (readonly [RegExp, string])[]): boolean => respelt(name, spelling) !== name;

/** Variables that hold the checksums for macOS have a counterpart for Linux. */
const variables = (text: string): string =>
  text.replace(/(\$\{?\w*?)(?:DARWIN|MACOS|OSX)(\w*)/g, '$1LINUX$2').replace(/(\$\{?\w*?)(?:darwin|macos|osx)(\w*)/g, '$1linux$2');

function isBuilt(name: string, promises: Promises): boolean {
  const pattern = name.replace(/\$\{[^}]*\}|#\{[^}]*\}|\$\w+|\{\{.*?\}\}/g, '\ue005');
  return promises.files.some((f) => mayBeSame(f.name, pattern));
}

/** Lines that compute what the block uses, for Linux; each behind the last of its kind. */
function sumLines(
  script: string,
  block: string,
  spelling: readonly (readonly [RegExp, string])[],
): { readonly end: number; readonly text: string }[] {
  const names = new Set([...block.matchAll(/\$\{?(\w*(?:DARWIN|MACOS|OSX|darwin|macos|osx)\w*)\b/g)].map((m) => m[1]!));
  const lines = [...script.matchAll(/^[ \t]*(?:export\s+)?(\w+)=.*$/gm)].filter((m) => names.has(m[1]!));
  const last = lines.at(-1);
  if (last === undefined) return [];
  return lines.map((m) => ({ end: last.index + last[0].length, text: respelt(m[0].replace(m[1]!, variables(`$${m[1]!}`).slice(1)), spelling) }));
}

const put = ({ path, node }: Piece, at: number, text: string): FileChange =>
  node === undefined
    ? { op: 'text', path, start: at, end: at, text }
    : { op: 'change', path, changes: [{ op: 'splice', at: node, start: at, end: at, text }] };
