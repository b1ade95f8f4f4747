import type { DriftSubject } from '../../documents/index.ts';
import { together } from '../../fixes/parts/places.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';

/** The document says what is so, where its words name one thing under another name. */
export const fix: Fixer<DriftSubject> = function* ({ subject: { claims }, draft, analysis }) {
  const changes = claims.flatMap(({ at, correct }) => (correct && writtenOtherwise(at, correct.from, correct.to, analysis)) ?? []);
  const [first] = claims.flatMap((c) => c.correct ?? []);
  if (first === undefined || changes.length < claims.length) {
    yield {
      refused: 'what the document should say is for a person to write',
      instead: draft.advice ?? 'Say in the document what is so, or make what it promises.',
    };
    return;
  }
  yield {
    id: 'correct',
    title: `write \`${first.to}\` for \`${first.from}\``,
    changes: together(changes),
    tradeoffs: [],
    check: `Follow the lines of ${draft.at.path} that name \`${first.to}\`: what they name is there.`,
  };
};
