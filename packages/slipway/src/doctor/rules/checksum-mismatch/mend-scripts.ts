import type { Analysis } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { linesOf, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

/** A pattern that ends where the name ends: in an answer of the API with the quote behind it, in a list with the end of the line. */
export function* endOfName(at: Location, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const line = piece && linesOf(piece);
  const found = line && /\b(?:grep|egrep|rg)\b[^|\n]*?(["'])((?:\\.|(?!\1).)+)\1/.exec(line.text);
  if (line === undefined || found === null || found === undefined) {
    yield {
      refused: 'the pattern is not that of a `grep` on one line',
      instead: 'Ask for the end of the name as well, or leave the checksums out: `grep -v sha256`.',
    };
    return;
  }
  const quote = found[1]!;
  const end = found.index + found[0].length - 1;
  const check = 'The script prints one address, which ends as the file does.';
  // What `jq -r` or `cut` prints has no quotes any more.
  const isBare = /\bjq\b[^|]*-r|\bcut\b|\bgrep\b[^|]*-o/.test(piece!.whole.slice(Math.max(0, line.start - 200), line.start + found.index));
  yield {
    id: 'whole-name',
    title: 'let the pattern end with the name',
    changes: [replaced(line, end, end, isBare ? '$' : quote === '"' ? '\\"' : '"')],
    tradeoffs: [],
    check,
  };
  const whole = found.index + found[0].length;
  yield {
    id: 'without-sums',
    title: 'leave the checksums out of what the pattern finds',
    changes: [replaced(line, whole, whole, " | grep -vE '\\.(sha256|sha512|sig|asc)'")],
    tradeoffs: ['A file with another ending that is uploaded later is found again.'],
    check,
  };
}

/** Sums are made in the directory of the files, so that the list has their names alone. */
export function* besideTheirNames(at: Location, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const line = piece && linesOf(piece);
  const found = line && /\b(sha\d+sum|shasum(?:\s+-a\s+\d+)?)((?:\s+-{1,2}[\w-]+)*)((?:\s+(?:"[^"\n]*"|[^\s|>;&]+))+)/.exec(line.text);
  const operands = found?.[3]?.trim().split(/\s+/) ?? [];
  const folders = new Set(operands.map((o) => o.replace(/"/g, '').replace(/[^/]*$/, '')));
  const [folder] = folders;
  if (line === undefined || !found || folders.size !== 1 || folder === undefined || folder === '') {
    yield { refused: 'the files lie in more than one directory', instead: 'Change to the directory of the files before they are summed.' };
    return;
  }
  const names = operands.map((o) => o.replace(folder, '')).join(' ');
  const place = folder.replace(/\/$/, '');
  const text = `(cd ${/[$\s]/.test(place) ? `"${place}"` : place} && ${found[1]}${found[2]} ${names})`;
  yield {
    id: 'names-alone',
    title: `sum the files in \`${place}\`, so that the list has their names alone`,
    changes: [replaced(line, found.index, found.index + found[0].length, text)],
    tradeoffs: ['Whoever took the paths from the list finds names alone.'],
    check: 'Download a file and the list of the next release into one directory: `sha256sum --check --ignore-missing` says OK.',
  };
}
