import { createHash } from 'node:crypto';
import { cut, ownTextIn, uncalled, withOwnText } from '../doctor/formats/index.ts';

/** GitHub refuses a longer text of a pull request. It counts characters, of which a text has never more than bytes. */
const MAX_BODY = 65_536;

/** Where `slipway fix --pr` puts a fix. */
export interface Place {
  readonly branch: string;
  /** Stands in the text and in the commit, so that the next run knows its own. */
  readonly marker: string;
}

/**
 * The branch of a fix: the same for the same question, so that asking again changes the same pull request.
 * @param asked what was asked for: ids of findings, rules, or `plan` and `all`
 */
export function placeOf(asked: readonly string[]): Place {
  const [only, ...more] = asked;
  const id =
    only !== undefined && more.length === 0
      ? only
      : createHash('sha256')
          .update([...asked].sort().join('\n'))
          .digest('hex')
          .slice(0, 10);
  return { branch: `slipway/fix-${id}`, marker: `slipway-fix: ${id}` };
}

/**
 * The text of the pull request: ours between two markers, with what people wrote around it and the boxes that they ticked.
 * @param proof Markdown
 * @param there the text that it has now
 */
export function bodyOf({ marker }: Place, proof: string, there = ''): string {
  const marks = { begin: `<!-- ${marker} -->`, end: `<!-- end of ${marker} -->` };
  const { before, after } = ownTextIn(there, marks) ?? { before: '', after: '' };
  const text = ticked(uncalled(proof.trim()), there);
  const room = MAX_BODY - [before, after, marks.begin, marks.end].join('').length - 4;
  return withOwnText(there, marks, text.length + 2 <= room ? text : cut(text, Math.max(room, 0)).trim());
}

/** Boxes that a person ticked stay ticked. */
function ticked(text: string, there: string): string {
  const done = new Set([...there.matchAll(/^- \[[xX]\] (.*?)\r?$/gm)].map(([, line]) => line));
  return text.replace(/^- \[ \] (.*)$/gm, (line, what: string) => (done.has(what) ? `- [x] ${what}` : line));
}
