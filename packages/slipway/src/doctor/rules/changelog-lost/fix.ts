import type { Location } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import type { Fixer } from '../../fixes/types.ts';

export interface Subject {
  readonly tool: string;
  /** The changelog. */
  readonly file: string;
  readonly at: Location;
}

/** The newest part goes in front of what is there. */
export const fix: Fixer<Subject | undefined> = function* ({ subject, analysis }) {
  if (subject === undefined) {
    yield {
      refused: 'Which tool is to write the changelog is a choice.',
      instead: 'Switch it on in the release tool, or run the generator in the release.',
    };
    return;
  }
  const { tool, file, at } = subject;
  const piece = pieceAt(at, analysis);
  if (piece === undefined) return;
  const isCliff = tool.startsWith('git-cliff');
  const output = isCliff ? /(?:^|\s)(--output[= ]|-o[= ]?)\s*["']?[^\s"']+["']?|>\s*["']?[^\s"'>]+["']?/.exec(piece.text) : undefined;
  const [start, end, text] = !isCliff
    ? [piece.text.length, piece.text.length, ` -i ${file} -s`]
    : output
      ? [output.index, output.index + output[0].length, `${/^\s/.test(output[0]) ? ' ' : ''}--prepend ${file}`]
      : [piece.text.length, piece.text.length, ` --prepend ${file}`];
  yield {
    id: 'prepend',
    title: `Put each release's part in front of ${file}, in place of writing it over the whole`,
    changes: [replaced(piece, start, end, text)],
    tradeoffs: [
      `${file} has to be there, and a part that is written twice (a run that is started again) stands in it twice.`,
      'What earlier releases have overwritten does not come back by itself: take it from git, or write all releases once.',
    ],
    check: `After the next release \`git diff HEAD~1 -- ${file}\` shows lines that came and none that went.`,
  };
};
