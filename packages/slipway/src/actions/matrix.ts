import type { MapNode, ScalarNode, SourceNode } from '../source/types.ts';
import type { Matrix } from './model.ts';
import { asMap, asText, child, entriesOf, hasExpression, type MaybeNode, textAt } from './nodes.ts';

/** GitHub's limit of jobs that one matrix makes. */
const mostLegs = 256;
/** Combinations that are looked at before the matrix counts as not decidable. */
const mostTried = 4096;
/** Rules of `exclude` that are looked at. */
const mostRules = 256;

function mapsOf(node: MaybeNode): readonly MapNode[] {
  return node?.kind === 'seq' ? node.items.flatMap((item) => asMap(item) ?? []) : [];
}

/** Reads `strategy`; undefined without a matrix. */
export function parseMatrix(strategy: MaybeNode): Matrix | undefined {
  const failFast = textAt(strategy, 'fail-fast');
  const maxParallel = textAt(strategy, 'max-parallel');
  const whole = hasExpression(strategy) ? asText(strategy) : undefined;
  const node = child(strategy, 'matrix');
  const expression = whole ?? asText(node);
  if (expression) return { dynamic: true, expression, vectors: [], include: [], exclude: [], failFast, maxParallel };
  if (!asMap(node)) return undefined;
  const vectors = entriesOf(node)
    .filter(({ key }) => key.text !== 'include' && key.text !== 'exclude')
    .map(({ key, value }) => ({
      name: key.text,
      values: value?.kind === 'seq' ? value.items : value ? [value] : [],
      ...(hasExpression(value) && { expression: asText(value) }),
    }));
  const include = child(node, 'include');
  const exclude = child(node, 'exclude');
  const includeExpression = hasExpression(include) ? asText(include) : undefined;
  return {
    dynamic: vectors.some((vector) => vector.expression) || includeExpression !== undefined || hasExpression(exclude),
    vectors,
    include: mapsOf(include),
    includeExpression,
    exclude: mapsOf(exclude),
    failFast,
    maxParallel,
  };
}

/** Whether two values are equal; undefined when one holds an expression. */
function same(a: SourceNode, b: SourceNode, depth = 0): boolean | undefined {
  if (hasExpression(a) || hasExpression(b)) return a === b ? true : undefined;
  if (depth > 16) return undefined;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value || String(a.value) === String(b.value);
  if (a.kind === 'seq' && b.kind === 'seq') {
    if (a.items.length !== b.items.length) return false;
    return all(a.items.map((item, index) => same(item, b.items[index]!, depth + 1)));
  }
  if (a.kind === 'map' && b.kind === 'map') {
    if (a.entries.length !== b.entries.length) return false;
    return all(a.entries.map(({ key, value }) => same(orNull(key, value), orNull(key, child(b, key.text)), depth + 1)));
  }
  return false;
}

function all(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function orNull(key: ScalarNode, value: SourceNode | null | undefined): SourceNode {
  return value ?? { ...key, text: '', value: null, style: 'plain' };
}

export interface Expansion {
  /** One map from variable to value for each job, in GitHub's order. */
  readonly legs: readonly ReadonlyMap<string, SourceNode>[];
  /** false: there may be other legs (an expression decides, or more than 256). */
  readonly complete: boolean;
}

/**
 * The jobs that a matrix makes, as GitHub makes them: all combinations of the vectors, without those that an `exclude` matches
 * (all of its keys), then each `include`: added to every combination of which it overwrites no value of a vector
 * (values that an earlier `include` added may be overwritten), or a job of its own when there is none.
 * Source: GitHub's documentation on matrix strategies, 2026.
 */
export function expandMatrix(matrix: Matrix): Expansion {
  let complete = !matrix.dynamic;
  const known = matrix.vectors.filter((vector) => !vector.expression);
  const names = new Set(matrix.vectors.map((vector) => vector.name));
  const originals: Map<string, SourceNode>[] = [];
  const total = known.length === 0 ? 0 : known.reduce((product, vector) => Math.min(product * vector.values.length, mostTried + 1), 1);
  if (total > mostTried || matrix.exclude.length > mostRules) complete = false;
  const exclude = matrix.exclude.slice(0, mostRules);
  for (let number = 0; number < Math.min(total, mostTried) && originals.length <= mostLegs; number++) {
    const leg = new Map<string, SourceNode>();
    let rest = number;
    for (const vector of [...known].reverse()) {
      leg.set(vector.name, vector.values[rest % vector.values.length]!);
      rest = Math.floor(rest / vector.values.length);
    }
    const ordered = new Map(known.map((vector) => [vector.name, leg.get(vector.name)!]));
    const excluded = exclude.map((rule) => matches(rule, ordered));
    if (excluded.includes(true)) continue;
    if (excluded.includes(undefined)) complete = false;
    originals.push(ordered);
  }
  const legs = originals.map((leg) => new Map(leg));
  const added: Map<string, SourceNode>[] = [];
  for (const rule of matrix.include.slice(0, mostLegs + 1)) {
    let joined = false;
    originals.forEach((original, index) => {
      const overlap = rule.entries.filter(({ key }) => names.has(key.text));
      const fits = all(overlap.map(({ key, value }) => (original.has(key.text) ? same(orNull(key, value), original.get(key.text)!) : undefined)));
      if (fits === undefined) complete = false;
      if (fits !== true) return;
      joined = true;
      for (const { key, value } of rule.entries) legs[index]!.set(key.text, orNull(key, value));
    });
    if (!joined) added.push(new Map(rule.entries.map(({ key, value }) => [key.text, orNull(key, value)])));
  }
  const made = [...legs, ...added];
  return { legs: made.slice(0, mostLegs), complete: complete && made.length <= mostLegs };
}

function matches(rule: MapNode, leg: ReadonlyMap<string, SourceNode>): boolean | undefined {
  if (rule.entries.length === 0) return false;
  return all(
    rule.entries.map(({ key, value }) => {
      const has = leg.get(key.text);
      return has ? same(orNull(key, value), has) : false;
    }),
  );
}
