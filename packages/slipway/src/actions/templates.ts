import { type Contexts, evaluate } from './evaluate.ts';
import { type Ast, parseExpression } from './expressions.ts';
import { nextExpression } from './masks.ts';
import { memoised } from './memo.ts';
import type { Val } from './value.ts';
import { concat, str } from './value-make.ts';

export { type ExpressionSpan, isPlaceholderAt, maskExpressions, splitPlaceholders } from './masks.ts';

/** One `${{ … }}` of a text; offsets in UTF-16 units, `end` after `}}`, `source` untrimmed. An expression with a syntax error has a `bad` tree. */
export interface TemplateExpression {
  readonly ast: Ast;
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

export interface Template {
  readonly parts: readonly (string | TemplateExpression)[];
  /** The first thing that GitHub would refuse; `offset` in the whole text. */
  readonly error?: { readonly message: string; readonly offset: number };
}

/** Splits a text into literal pieces and parsed expressions. Never throws: what follows an unclosed `${{` is literal, and an error. */
export const parseTemplate: (text: string) => Template = memoised(parse);

function parse(text: string): Template {
  const parts: (string | TemplateExpression)[] = [];
  let error: Template['error'];
  let from = 0;
  for (let found = nextExpression(text, 0); found !== undefined; found = nextExpression(text, from)) {
    if ('unclosed' in found) {
      error ??= {
        message: 'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
        offset: found.unclosed,
      };
      break;
    }
    const { start, end, source } = found;
    if (start > from) parts.push(text.slice(from, start));
    const parsed = parseExpression(source);
    const inner = start + '${{'.length;
    if (parsed.error !== undefined) error ??= { message: parsed.error, offset: inner + parsed.offset };
    parts.push({ ast: parsed.ast ?? { t: 'bad', error: parsed.error, at: parsed.offset }, start, end, source });
    from = end;
  }
  if (from < text.length) parts.push(text.slice(from));
  return error === undefined ? { parts } : { parts, error };
}

/** The value of a text with `${{ }}`: an expression that stands alone keeps its type, everything else is a string. */
export function evaluateTemplate(text: string, ctx: Contexts): Val {
  if (!text.includes('${{')) return str(text);
  const { parts } = parseTemplate(text);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return evaluate(only.ast, ctx);
  return concat(...parts.map((part) => (typeof part === 'string' ? str(part) : evaluate(part.ast, ctx))));
}
