import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { type Contexts, evaluate } from './evaluate.ts';
import { parseExpression } from './expressions.ts';
import type { Val } from './value.ts';
import { alternatives, alts, arr, bool, describe, equals, get, NULL, num, obj, sameVal, str, text, token, unknown } from './values.ts';

const version: Val = text(['v', { hole: 'version' }]);

function contexts(fields: Record<string, Val>, more: Partial<Contexts> = {}): Contexts {
  const all = obj(fields);
  return { lookup: (name) => get(all, name), ...more };
}

const walk = contexts({
  github: obj(
    { ref: str('refs/tags/v1.2.3'), event_name: str('push'), token: token({ kind: 'github-token' }), event: obj({}, { open: true }) },
    { open: true },
  ),
  secrets: obj({ github_token: token({ kind: 'github-token' }) }, { open: true }),
  env: obj({ tag: version, sha: text([{ hole: 'sha' }]) }),
  matrix: obj({ os: alts([str('ubuntu'), str('macos')]) }),
});

function said(source: string, ctx = walk): string {
  return describe(evaluate(source, ctx));
}

group('operators over what is not known', () => {
  it('picks both sides of the ternary idiom, and nothing else', () => {
    expect(said("github.event.ref_type == 'tag' && 'a' || 'b'")).toBe('a | b');
    expect(said("github.event.x && 'a' || 'b'")).toBe('a | b');
    expect(said("matrix.os == 'ubuntu' && 'deb' || matrix.os == 'macos' && 'pkg' || 'zip'")).toBe('deb | pkg | zip');
  });

  it('keeps an unknown left side as what may be returned', () => {
    expect(evaluate("github.event.x || 'b'", walk)).toEqual(alts([unknown('github.event.x'), str('b')]));
    expect(evaluate('false && github.event.x', walk)).toEqual(bool(false));
    expect(evaluate('github.event.x && false', walk)).toEqual(alts([unknown('github.event.x'), bool(false)]));
  });

  it('names the secret whose absence selects the other token', () => {
    const both = alts([token({ kind: 'secret', name: 'RELEASE_TOKEN' }), token({ kind: 'github-token' })], 'RELEASE_TOKEN');
    expect(evaluate('secrets.RELEASE_TOKEN || secrets.GITHUB_TOKEN', walk)).toEqual(both);
    expect(evaluate('secrets.release_token || github.token', walk)).toEqual(both);
    expect(evaluate("secrets.RELEASE_TOKEN != '' && secrets.RELEASE_TOKEN || github.token", walk)).toEqual(both);
    expect(evaluate('secrets.GITHUB_TOKEN || secrets.PAT', walk)).toEqual(token({ kind: 'github-token' }));
    expect(evaluate('secrets.A || secrets.B || github.token', walk)).toMatchObject({ k: 'alts', fallback: 'A', of: { length: 3 } });
  });

  it('asks the contexts for one field first', () => {
    const member = (context: string, field: string): Val | undefined => (context === 'vars' && field === 'X' ? str('x') : undefined);
    expect(said('vars.X', contexts({}, { member }))).toBe('x');
    expect(said('vars.Y', contexts({}, { member }))).toBe('null');
  });

  it('says which context value is not known', () => {
    expect(evaluate('github.event.inputs.tag', walk)).toEqual(unknown('github.event.inputs.tag'));
    expect(evaluate('fromJSON(needs.plan.outputs.matrix).include', contexts({ needs: unknown('needs') }))).toMatchObject({ k: 'unknown' });
  });

  it('keeps holes through texts and compares them without guessing', () => {
    expect(said("format('{0}/{1}', 'release', env.tag)")).toBe('release/v{version}');
    expect(said("startsWith(env.tag, 'v')")).toBe('true');
    expect(said("startsWith(env.tag, 'release')")).toBe('false');
    expect(said("contains(env.tag, '-')")).toBe('true | false');
    expect(said("contains(env.tag, '/')")).toBe('false');
    expect(said("env.tag == 'v1.2.3'")).toBe('true | false');
    expect(said("env.tag == 'nightly'")).toBe('false');
    expect(said("env.sha == '0000000000000000000000000000000000000000'")).toBe('true | false');
  });

  it('filters lists, and leaves them open where they are', () => {
    const event = contexts({ e: obj({ labels: arr([obj({ name: str('Release') }), obj({ name: str('docs') })]), open: arr([], { open: true }) }) });
    expect(said("contains(e.labels.*.name, 'release')", event)).toBe('true');
    expect(said("contains(e.labels.*.name, 'bug')", event)).toBe('false');
    expect(said("contains(e.open.*.name, 'bug')", event)).toBe('true | false');
    expect(said("join(e.labels.*.name, ' ')", event)).toBe('Release docs');
  });

  it('answers the status functions from the contexts', () => {
    const failed = contexts({}, { status: { success: false, failure: true, cancelled: undefined } });
    expect(said('always() && !success()', failed)).toBe('true');
    expect(said('failure()', failed)).toBe('true');
    expect(said('cancelled()', failed)).toBe('true | false');
    expect(said("hashFiles('x')", failed)).toBe('unknown');
  });

  it('takes a case by its predicates', () => {
    expect(said("case(false, 'a', true, 'b', 'c')")).toBe('b');
    expect(said("case(github.event.x == 1, 'a', 'c')")).toBe('a | c');
  });

  it('is unknown where the run would fail', () => {
    for (const source of ["fromJSON('{')", "format('{1}', 1)", "format('{x}', 1)", "case(1, 'a', 'b')", 'nosuch(1)', '1 +'])
      expect(evaluate(source, walk).k).toBe('unknown');
  });
});

const NAMES = ['a', 'b', 'name', 'x-y'];
const WORDS = [
  '',
  'a',
  'A',
  'v1.2.3',
  '0',
  '1',
  'true',
  'null',
  'ı',
  'straße',
  ' 7 ',
  '0x10',
  "it's",

  '[1,"a"]',
  '{"a":{"b":[1,2]}}',
  '{0}-{1}',
  '{{x}}',
  '{2}',
];

const json: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>(...WORDS, null, true, false, 0, 1, -1.5, 7),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 3 }),
  ),
})).any;

const quoted = fc.constantFrom(...WORDS).map((word) => `'${word.replaceAll("'", "''")}'`);
const expression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => {
  const any = tie('any');
  return {
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(
        quoted,
        fc.constantFrom('true', 'false', 'null', '0', '1', '-2.5', '0xff', 'NaN'),
        fc.constantFrom('one', 'two', 'one.a', 'two.*', 'one.*.name', 'two[0]'),
      ),
      fc.tuple(any, fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '&&', '||'), any).map(([a, op, b]) => `(${a} ${op} ${b})`),
      any.map((a) => `!${a}`),
      fc
        .tuple(
          any,
          fc.oneof(
            any.map((i) => `[${i}]`),
            fc.constantFrom('.a', '.b', '.*', '.name', "['x-y']"),
          ),
        )
        .map(([a, i]) => `(${a})${i}`),
      fc.tuple(fc.constantFrom('contains', 'startsWith', 'endsWith', 'join'), any, any).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(fc.constantFrom('toJSON', 'fromJSON', 'join'), any).map(([f, a]) => `${f}(${a})`),
      fc.tuple(any, any, any).map(([a, b, c]) => `format(${a}, ${b}, ${c})`),
      fc.tuple(any, any, any).map(([a, b, c]) => `case(${a} == 1, ${b}, ${c})`),
    ),
  };
}).any;

function libraryData(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value), data.reviver) as data.ExpressionData;
}

function fromLibrary(value: data.ExpressionData | undefined): Val {
  if (value === undefined) return NULL;
  switch (value.kind) {
    case data.Kind.String:
      return str((value as data.StringData).value);
    case data.Kind.Number:
      return num((value as data.NumberData).value);
    case data.Kind.Boolean:
      return bool((value as data.BooleanData).value);
    case data.Kind.Null:
      return NULL;
    case data.Kind.Array:
      return arr((value as data.Array).values().map(fromLibrary));
    default:
      return obj((value as data.Dictionary).pairs().map((pair) => [pair.key, fromLibrary(pair.value)] as const));
  }
}

/** What GitHub's own evaluator gives; undefined when the run would fail. */
function byLibrary(source: string, one: unknown, two: unknown): Val | undefined {
  const ast = new Parser(new Lexer(source).lex().tokens, ['one', 'two'], []).parse();
  const values = new data.Dictionary({ key: 'one', value: libraryData(one) }, { key: 'two', value: libraryData(two) });
  try {
    return fromLibrary(new Evaluator(ast, values).evaluate());
  } catch {
    return undefined;
  }
}

/** Whether a ground value is one of those that a value describes. */
function covers(val: Val, ground: Val): boolean {
  return alternatives(val).some((one) => {
    switch (one.k) {
      case 'unknown':
        return true;
      case 'text':
        return ground.k === 'str' && (one.parts.length === 1 || equals(one, ground) !== false);
      case 'arr':
        return (
          ground.k === 'arr' &&
          (one.open || (one.items.length === ground.items.length && one.items.every((item, i) => covers(item, ground.items[i]!))))
        );
      case 'obj':
        return ground.k === 'obj' && [...ground.fields].every(([name, field]) => covers(get(one, name), field));
      default:
        return sameVal(one, ground);
    }
  });
}

/** Nothing in it is left open. */
function isDecided(val: Val): boolean {
  if (val.k === 'arr') return !val.open && val.items.every(isDecided);
  if (val.k === 'obj') return !val.open && [...val.fields.values()].every(isDecided);
  return val.k !== 'unknown' && val.k !== 'alts' && val.k !== 'text';
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function asVal(value: unknown): Val {
  return fromLibrary(libraryData(value));
}

/** The same value with some of it no longer known. */
function blurred(val: Val, choose: () => number): Val {
  const choice = choose() % 6;
  if (choice === 0) return unknown('blurred');
  if (choice === 1) return alts([val, str('other')]);
  if (val.k === 'str' && choice === 2) return text([val.v.slice(0, 1), { hole: 'any' }]);
  if (val.k === 'arr') return { ...val, items: val.items.map((item) => blurred(item, choose)), open: val.open || choice === 3 };
  if (val.k === 'obj')
    return obj(
      [...val.fields].map(([name, field]) => [name, blurred(field, choose)] as const),
      { open: choice === 3 },
    );
  return val;
}

group("GitHub's own evaluator", () => {
  it('agrees on everything that is known', () => {
    fc.assert(
      fc.property(expression, json, json, (source, one, two) => {
        const expected = byLibrary(source, one, two);
        const ast = parseExpression(source).ast!;
        const actual = evaluate(ast, contexts({ one: asVal(one), two: asVal(two) }));
        if (expected === undefined) return;
        // GitHub compares two objects by identity; everything else is decided.
        const decided = !/[<=>]|contains|case/.test(source) || (isPrimitive(one) && isPrimitive(two) && !/fromJSON|\*/.test(source));
        if (!covers(actual, expected) || (decided && !isDecided(actual))) expect(actual).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('is never contradicted when less is known', () => {
    fc.assert(
      fc.property(expression, json, json, fc.infiniteStream(fc.nat(1000)), (source, one, two, stream) => {
        const expected = byLibrary(source, one, two);
        if (expected === undefined) return;
        const choose = (): number => stream.next().value;
        const actual = evaluate(parseExpression(source).ast!, contexts({ one: blurred(asVal(one), choose), two: blurred(asVal(two), choose) }));
        if (!covers(actual, expected)) expect(actual).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
