import { type Contexts, evaluate } from './evaluate.ts';
import { usesStatus } from './expression-paths.ts';
import { type Ast, parseExpression } from './expressions.ts';
import { evaluateTemplate, parseTemplate } from './templates.ts';
import type { Truth } from './value.ts';
import { and, truthy } from './value-compare.ts';

/** What an `if:` decides. */
export interface Condition {
  /** Whether it runs, with the implicit `success() &&` where GitHub adds it. */
  readonly value: Truth;
  /** What the text alone says; true when there is none. */
  readonly own: Truth;
  /** It calls success(), failure(), always() or cancelled(), so that nothing is added. */
  readonly usesStatus: boolean;
  /** Why it holds whatever its expressions give. */
  readonly alwaysTrue?: string;
  /** What GitHub would refuse in it. */
  readonly error?: string;
}

/**
 * Decides the text of an `if:`, with or without `${{ }}`. Characters around `${{ }}`, also blanks and line breaks, make it a text that is not
 * empty and thus always true. An empty condition is `success()`.
 */
export function evaluateCondition(text: string, ctx: Contexts): Condition {
  if (text.trim() === '') return decided(true, false, ctx);
  if (!text.includes('${{')) {
    const parsed = parseExpression(text);
    if (parsed.ast === undefined) return { value: undefined, own: undefined, usesStatus: false, error: parsed.error };
    return decided(truthy(evaluate(parsed.ast, ctx)), usesStatus(parsed.ast), ctx);
  }
  const { parts, error } = parseTemplate(text);
  if (error !== undefined) return { value: undefined, own: undefined, usesStatus: false, error: error.message };
  const status = parts.some((part) => typeof part !== 'string' && usesStatus(part.ast));
  const surrounded = parts.some((part) => typeof part === 'string');
  if (surrounded) return { ...decided(true, status, ctx), alwaysTrue: 'text around the expression' };
  return decided(truthy(evaluateTemplate(text, ctx)), status, ctx);
}

function decided(own: Truth, status: boolean, ctx: Contexts): Condition {
  return { value: status ? own : and(ctx.status?.success, own), own, usesStatus: status };
}

/** The trees of a condition's expressions, without those that cannot be parsed. */
export function conditionTrees(text: string): Ast[] {
  if (!text.includes('${{')) {
    const { ast } = parseExpression(text);
    return ast === undefined ? [] : [ast];
  }
  return parseTemplate(text).parts.flatMap((part) => (typeof part === 'string' || part.ast.t === 'bad' ? [] : [part.ast]));
}
