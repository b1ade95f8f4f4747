import type { Analysis } from '../../../../chain/index.ts';
import type { FileChange } from '../../../../source/index.ts';
import type { LateFiles } from '../../../late-files.ts';
import type { Proposal, Refusal } from '../../types.ts';
import { linesOf, pieceAt } from '../pieces.ts';
import { together } from '../places.ts';
import { asDraft } from './as-draft.ts';
import { check } from './late-files.ts';

/**
 * A script that makes a release, or gives one that is there its files: what it makes is a draft until the end, and one that is public already ends
 * the script before anything is changed.
 */
export function* refusePublic({ upload, published }: LateFiles, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(upload.at, analysis);
  const script = piece?.whole;
  const draft = published && asDraft(published, analysis);
  const tag = /\bgh\s+release\s+upload\s+("[^"\n]+"|'[^'\n]+'|[^\s\\]+)/.exec(piece?.text ?? '')?.[1];
  if (piece?.node === undefined || script === undefined || draft === undefined || tag === undefined || tag.startsWith('-')) {
    yield {
      refused: 'the script that uploads is not followed far enough',
      instead: 'Make the release as a draft, upload every file, and publish it at the end; refuse a release that is public already.',
    };
    return;
  }
  const branch = branchOf(script, piece.start);
  const line = linesOf(piece);
  const at = branch ?? line.start;
  const blank = /^[ \t]*/.exec(script.slice(at))![0];
  const guard = [
    `if [ "$(gh release view ${tag} --json isDraft --jq .isDraft)" != true ]; then`,
    `  echo "::error::Release ${tag.replace(/^["']|["']$/g, '')} is public already: what is public is not changed"`,
    '  exit 1',
    'fi',
  ].map((l) => `${blank}${l}\n`);
  const end = script.replace(/\s+$/, '').length;
  const put = (offset: number, text: string): FileChange => ({
    op: 'change',
    path: piece.path,
    changes: [{ op: 'splice', at: piece.node!, start: offset, end: offset, text }],
  });
  yield {
    id: 'draft-first',
    title: `make the release as a draft, publish it at the end, and refuse one that is public already`,
    changes: together(draft, [
      put(at, guard.join('')),
      put(end, `\n\n# Public from here on, with all of its files.\ngh release edit ${tag} --draft=false`),
    ]),
    tradeoffs: ['A release that a person published in the browser gets no files any more: publish it as a draft, or push the tag alone.'],
    check,
  };
}

/** Where the branch of an `if` begins that holds an offset: behind its `then`. */
function branchOf(script: string, offset: number): number | undefined {
  let found: number | undefined;
  for (const m of script.slice(0, offset).matchAll(/^[ \t]*(?:el)?if\b[^\n]*gh release view[^\n]*;\s*then[^\n]*\n/gm)) found = m.index + m[0].length;
  return found;
}
