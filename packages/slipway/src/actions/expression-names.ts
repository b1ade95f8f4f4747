import type { Ast } from './expressions.ts';
import { nextExpression } from './masks.ts';

export interface ExpressionPart {
  /** What stands between the braces; for one that is not closed, the rest of the text. */
  readonly source: string;
  readonly closed: boolean;
}

/** The expressions of a text, in order; one that is not closed is the last. */
export function expressionParts(text: string): readonly ExpressionPart[] {
  const parts: ExpressionPart[] = [];
  for (let from = 0; ; ) {
    const next = nextExpression(text, from);
    if (!next) return parts;
    if ('unclosed' in next) return [...parts, { source: text.slice(next.unclosed + 3), closed: false }];
    parts.push({ source: next.source, closed: true });
    from = next.end;
  }
}

export interface ExpressionNames {
  readonly contexts: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** The contexts and functions that an expression names, in lower case. */
export function expressionNames(ast: Ast): ExpressionNames {
  const contexts = new Set<string>();
  const functions = new Set<string>();
  const rest: Ast[] = [ast];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.t === 'context') contexts.add(node.name);
    else if (node.t === 'index') rest.push(node.of, ...(node.key === '*' ? [] : [node.key]));
    else if (node.t === 'call') {
      functions.add(node.name);
      rest.push(...node.args);
    } else if (node.t === 'not') rest.push(node.of);
    else if (node.t === 'compare') rest.push(node.left, node.right);
    else if (node.t === 'and' || node.t === 'or') rest.push(...node.args);
  }
  return { contexts, functions };
}
