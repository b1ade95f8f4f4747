import type { Ast } from './expressions.ts';
import { asText } from './value-read.ts';

const STATUS_FUNCTIONS = new Set(['success', 'failure', 'always', 'cancelled']);

/** The node and everything below it. */
export function* nodesOf(ast: Ast): Generator<Ast> {
  yield ast;
  for (const child of childrenOf(ast)) yield* nodesOf(child);
}

/** Whether success(), failure(), always() or cancelled() is called anywhere: then the implicit `success() &&` falls away. */
export function usesStatus(ast: Ast): boolean {
  for (const node of nodesOf(ast)) if (node.t === 'call' && STATUS_FUNCTIONS.has(node.name)) return true;
  return false;
}

/** `github.event.inputs.tag`, `matrix.*`, as written but for the context's name; undefined when an index is computed or it is not a path. */
export function pathOf(ast: Ast): string | undefined {
  if (ast.t === 'context') return ast.name;
  if (ast.t !== 'index') return undefined;
  const base = pathOf(ast.of);
  const key = ast.key === '*' ? '*' : ast.key.t === 'literal' ? asText(ast.key.value) : undefined;
  return base === undefined || key === undefined ? undefined : `${base}.${key}`;
}

/** Every context value that the expression reads, each once, as its longest path; a computed index ends the path (`matrix[inputs.x]`: `matrix`, `inputs.x`). */
export function contextPaths(ast: Ast): string[] {
  const paths = new Set<string>();
  const visit = (node: Ast): void => {
    const path = pathOf(node);
    if (path !== undefined) paths.add(path);
    else for (const child of childrenOf(node)) visit(child);
  };
  visit(ast);
  return [...paths];
}

function childrenOf(ast: Ast): readonly Ast[] {
  switch (ast.t) {
    case 'index':
      return ast.key === '*' ? [ast.of] : [ast.of, ast.key];
    case 'not':
      return [ast.of];
    case 'compare':
      return [ast.left, ast.right];
    case 'call':
    case 'and':
    case 'or':
      return ast.args;
    default:
      return [];
  }
}

/**
 * A context value that an expression compares with a literal. `op` is an operator (the path on its left), `contains`, `startswith`, `endswith`
 * (the literal is the needle), or `in` (the path is looked for in a literal text or list, given one by one).
 */
export interface ComparedLiteral {
  readonly path: string;
  readonly op: string;
  readonly literal: string;
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The literals that the expression compares context values with, in order: what a message, branch or label would have to look like. */
export function literalsIn(ast: Ast): ComparedLiteral[] {
  const found: ComparedLiteral[] = [];
  for (const node of nodesOf(ast)) {
    if (node.t === 'compare') {
      addPair(found, node.left, node.op, node.right);
      addPair(found, node.right, FLIPPED[node.op] ?? node.op, node.left);
    } else if (node.t === 'call' && node.args.length === 2 && SEARCHES.has(node.name)) {
      const [place, sought] = node.args as [Ast, Ast];
      addPair(found, place, node.name, sought);
      for (const literal of listed(place)) addPair(found, sought, 'in', literal);
    }
  }
  return found;
}

const SEARCHES = new Set(['contains', 'startswith', 'endswith']);

function addPair(found: ComparedLiteral[], place: Ast, op: string, other: Ast | string): void {
  const path = pathOf(unwrapped(place));
  const literal = typeof other === 'string' ? other : other.t === 'literal' ? asText(other.value) : undefined;
  if (path !== undefined && literal !== undefined) found.push({ path, op, literal });
}

const WRAPPERS = new Set(['tojson', 'fromjson', 'join']);

/** The value that a conversion is about. */
function unwrapped(ast: Ast): Ast {
  let inner = ast;
  while (inner.t === 'call' && WRAPPERS.has(inner.name) && inner.args[0] !== undefined) inner = inner.args[0];
  return inner;
}

/** The texts of `fromJSON('["a", "b"]')`, or the one text of a literal. */
function listed(ast: Ast): string[] {
  if (ast.t === 'literal') {
    const text = asText(ast.value);
    return text === undefined ? [] : [text];
  }
  const source = ast.t === 'call' && ast.name === 'fromjson' ? ast.args[0] : undefined;
  if (source?.t !== 'literal') return [];
  try {
    const list: unknown = JSON.parse(asText(source.value) ?? '');
    return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
  } catch {
    // Not JSON: nothing is listed; the evaluation says so.
    return [];
  }
}
