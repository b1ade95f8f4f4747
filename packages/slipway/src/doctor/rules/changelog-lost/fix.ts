import type { Location, NodePath } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';

/** A part that is written over the whole changelog, or a tool that is told to leave the changelog alone. */
export type Subject = { readonly tool: string /** The changelog. */; readonly file: string } & (
  | { readonly at: Location; readonly switch?: undefined }
  | { readonly switch: { readonly path: string; readonly at: NodePath; readonly on: string } }
);

/** The newest part goes in front of what is there; a tool that can write it does. */
export const fix: Fixer<Subject> = function* ({ subject, analysis }) {
  if (subject.switch !== undefined) {
    yield switchedOn(subject.tool, subject.file, subject.switch);
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

function switchedOn(tool: string, file: string, { path, at, on }: { readonly path: string; readonly at: NodePath; readonly on: string }): Proposal {
  return {
    id: 'switch-on',
    title: `Let ${tool} write ${file}`,
    changes: [changed(path, { op: 'set', at, value: on })],
    tradeoffs: [`${tool} writes it in its own form: what another program or a person wrote stays below.`],
    check: `The next release pull request changes ${file}.`,
  };
}
