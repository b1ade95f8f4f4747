import type { Analysis } from '../../../chain/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { Uncredited } from './subject.ts';

/** A variable for git that is handed to the next steps by the file that GitHub reads, not by the shell. */
export function* handedOn({ at, name, effect }: Extract<Uncredited, { why: 'export' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const found = piece && new RegExp(`export\\s+${name}(?:=("[^"\\n]*"|'[^'\\n]*'|[^\\s;&|]*))?\\s*$`).exec(piece.text);
  if (!piece || !found) {
    yield {
      refused: `The line that exports ${name} does more than that.`,
      instead: `Write \`echo "${name}=…" >> "$GITHUB_ENV"\` in its place.`,
    };
    return;
  }
  const value = found[1] === undefined ? `$${name}` : found[1].replace(/^(["'])(.*)\1$/, '$2');
  const line = found[1]?.startsWith("'") ? `echo '${name}=${value}' >> "$GITHUB_ENV"` : `echo "${name}=${value}" >> "$GITHUB_ENV"`;
  yield {
    id: 'github-env',
    title: `Hand ${name} on to the later steps of job \`${effect.job.id}\``,
    changes: [replaced(piece, found.index, found.index + found[0].length, line)],
    tradeoffs: [`Every later step of the job has ${name}, also the actions in it.`],
    check: `The log of a later step names ${name} in its list of "env".`,
  };
}
