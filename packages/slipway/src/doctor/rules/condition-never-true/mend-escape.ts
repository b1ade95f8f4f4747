import { type Change, quoteScalar } from '../../../source/index.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { Untrue } from './subject.ts';

const signs: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "''" };

/** The characters that the escapes stand for; the value gets the quotes that YAML needs for them. */
export function* unescaped({ workflow, condition }: Untrue): Generator<Proposal> {
  const at = pathOf(workflow.parsed.root, condition);
  if (at === undefined) return;
  // Only texts in single quotes are literals of the expression.
  const text = condition.text.replace(/'(?:[^']|'')*'/g, (literal) =>
    literal.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([ntr"']))/g, (_, u?: string, x?: string, one?: string) =>
      one === undefined ? String.fromCharCode(Number.parseInt(u ?? x ?? '', 16)) : signs[one]!,
    ),
  );
  if (text === condition.text) return;
  yield {
    id: 'character',
    title: 'Write the character itself in the text of the condition',
    changes: [changed(workflow.path, { op: 'set', at, value: quoted(text) } satisfies Change)],
    tradeoffs: ['What hangs on it happens from now on.'],
    check: 'The next event that the condition is for makes it true: its job is not skipped.',
  };
}

/** In double quotes where single ones would have to be doubled and nothing needs an escape. */
const quoted = (text: string): string => (quoteScalar(text).startsWith("'") && !/["\\]/.test(text) ? `"${text}"` : quoteScalar(text));
