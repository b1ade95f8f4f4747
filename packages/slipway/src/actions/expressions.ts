import { Binary, ContextAccess, type Expr, FunctionCall, Grouping, IndexAccess, Literal, Logical, Star, Unary } from '@actions/expressions/ast';
import { Lexer, type Token, TokenType } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { memoised } from './memo.ts';
import type { Val } from './value.ts';
import { bool, NULL, num, str } from './value-make.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** An expression's tree. `at` is the offset of its first token in the source. Parentheses leave no node. */
export type Ast =
  | { readonly t: 'literal'; readonly value: Val; readonly at: number }
  /** A context's name in lower case. */
  | { readonly t: 'context'; readonly name: string; readonly at: number }
  /** `of.name`, `of['name']`, `of[0]`, or `of.*`. */
  | { readonly t: 'index'; readonly of: Ast; readonly key: Ast | '*'; readonly at: number }
  /** A function's name in lower case. */
  | { readonly t: 'call'; readonly name: string; readonly args: readonly Ast[]; readonly at: number }
  | { readonly t: 'not'; readonly of: Ast; readonly at: number }
  | { readonly t: 'compare'; readonly op: Comparison; readonly left: Ast; readonly right: Ast; readonly at: number }
  | { readonly t: 'and' | 'or'; readonly args: readonly Ast[]; readonly at: number }
  /** What could not be parsed. */
  | { readonly t: 'bad'; readonly error: string; readonly at: number };

export type ParsedExpression =
  | { readonly ast: Ast; readonly error?: undefined }
  | { readonly error: string; readonly offset: number; readonly ast?: undefined };

/**
 * Parses the text between `${{` and `}}`. Any context and function name is accepted: which ones a key allows is not decided here.
 * Never throws; a syntax error, more than 50 levels or more than 21,000 characters give a message and the offset it is about.
 */
export const parseExpression: (source: string) => ParsedExpression = memoised(parse);

function parse(source: string): ParsedExpression {
  let tokens: Token[] = [];
  try {
    tokens = new Lexer(source).lex().tokens;
    const offsets = offsetsOf(source, tokens);
    const { contexts, functions } = namesIn(tokens);
    const tree = new Parser(tokens, contexts, functions).parse() as Expr | undefined;
    if (tree === undefined) return { error: 'An expression was expected', offset: 0 };
    return { ast: converted(tree, (token) => offsets.get(token) ?? 0, 0) };
  } catch (thrown) {
    return failure(source, tokens, thrown);
  }
}

function failure(source: string, tokens: readonly Token[], thrown: unknown): ParsedExpression {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message === 'ErrorExceededMaxLength') return { error: 'Exceeded max expression length 21000', offset: 0 };
  const at = /Located at position (\d+) within expression/.exec(message);
  if (at !== null) return { error: message.slice(0, message.indexOf(' Located at position')).replace(/\.$/, ''), offset: Number(at[1]) - 1 };
  const token = (thrown as { tok?: Token }).tok;
  const offset = token === undefined ? 0 : (offsetsOf(source, tokens).get(token) ?? source.length);
  return { error: message, offset };
}

/** Tokens carry lines and columns that a line break in a string puts out of step; their lexemes stand in the source in order. */
function offsetsOf(source: string, tokens: readonly Token[]): Map<Token, number> {
  const offsets = new Map<Token, number>();
  let at = 0;
  for (const token of tokens) {
    while (at < source.length && /\s/.test(source[at]!)) at++;
    offsets.set(token, at);
    at += token.lexeme.length;
  }
  return offsets;
}

interface AnyFunction {
  name: string;
  minArgs: number;
  maxArgs: number;
}

function namesIn(tokens: readonly Token[]): { contexts: string[]; functions: AnyFunction[] } {
  const contexts: string[] = [];
  const functions: AnyFunction[] = [];
  tokens.forEach((token, i) => {
    if (token.type !== TokenType.IDENTIFIER || tokens[i - 1]?.type === TokenType.DOT) return;
    if (tokens[i + 1]?.type === TokenType.LEFT_PAREN) functions.push({ name: token.lexeme, minArgs: 0, maxArgs: 255 });
    else contexts.push(token.lexeme);
  });
  return { contexts, functions };
}

/** A chain of comparisons is not counted by the parser, but makes a tree as deep as it is long. */
const MAX_DEPTH = 100;

function converted(node: Expr, offset: (token: Token) => number, depth: number): Ast {
  if (depth > MAX_DEPTH) throw new Error(`Exceeded max expression depth ${MAX_DEPTH}`);
  const below = (child: Expr): Ast => converted(child, offset, depth + 1);
  if (node instanceof Grouping) return below(node.group);
  if (node instanceof Literal) return { t: 'literal', value: literalValue(node), at: offset(node.token) };
  if (node instanceof ContextAccess) return { t: 'context', name: node.name.lexeme.toLowerCase(), at: offset(node.name) };
  if (node instanceof FunctionCall)
    return { t: 'call', name: node.functionName.lexeme.toLowerCase(), args: node.args.map(below), at: offset(node.functionName) };
  if (node instanceof Unary) return { t: 'not', of: below(node.expr), at: offset(node.operator) };
  if (node instanceof Binary) {
    const left = below(node.left);
    return { t: 'compare', op: node.operator.lexeme as Comparison, left, right: below(node.right), at: left.at };
  }
  if (node instanceof Logical) {
    const args = node.args.map(below);
    return { t: node.operator.type === TokenType.AND ? 'and' : 'or', args, at: args[0]!.at };
  }
  if (node instanceof IndexAccess) {
    const of = below(node.expr);
    return { t: 'index', of, key: node.index instanceof Star ? '*' : below(node.index), at: of.at };
  }
  throw new Error('Unexpected symbol');
}

function literalValue({ token }: Literal): Val {
  switch (token.type) {
    case TokenType.TRUE:
      return bool(true);
    case TokenType.FALSE:
      return bool(false);
    case TokenType.NULL:
      return NULL;
    case TokenType.NUMBER:
      return num(Number(token.value));
    case TokenType.STRING:
      // Every doubled quote is one; the lexer undoes the first only.
      return str(token.lexeme.slice(1, -1).replaceAll("''", "'"));
    default:
      return str(token.lexeme);
  }
}
