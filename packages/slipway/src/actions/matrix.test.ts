import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.ts';
import { expandMatrix } from './matrix.ts';
import { parseWorkflow } from './workflow.ts';

function expand(matrix: unknown) {
  const text = JSON.stringify({ on: 'push', jobs: { a: { strategy: { matrix }, 'runs-on': 'x', steps: [] } } });
  const found = parseWorkflow(sourceFile('w.yml', text)).jobs[0]!.matrix!;
  const { legs, complete } = expandMatrix(found);
  return {
    complete,
    legs: legs.map((leg) => Object.fromEntries([...leg].map(([name, value]) => [name, value.kind === 'scalar' ? value.value : value.kind]))),
  };
}

describe('expandMatrix', () => {
  test('combines the vectors, the last one fastest', () => {
    expect(expand({ os: ['a', 'b'], n: [1, 2] })).toEqual({
      complete: true,
      legs: [
        { os: 'a', n: 1 },
        { os: 'a', n: 2 },
        { os: 'b', n: 1 },
        { os: 'b', n: 2 },
      ],
    });
  });

  test("includes as GitHub's documentation says", () => {
    const include = [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ];
    expect(expand({ fruit: ['apple', 'pear'], animal: ['cat', 'dog'], include }).legs).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  test('makes a job of each include without vectors', () => {
    expect(expand({ include: [{ a: 1 }, { a: 2, b: 3 }] })).toEqual({ complete: true, legs: [{ a: 1 }, { a: 2, b: 3 }] });
  });

  test('excludes what matches all keys of a rule', () => {
    const exclude = [{ os: 'a', n: 1 }, { n: 3 }];
    expect(expand({ os: ['a', 'b'], n: [1, 2, 3], exclude }).legs).toEqual([
      { os: 'a', n: 2 },
      { os: 'b', n: 1 },
      { os: 'b', n: 2 },
    ]);
  });

  test('does not claim to know what an expression decides', () => {
    expect(expand('${{ fromJSON(needs.a.outputs.m) }}')).toEqual({ complete: false, legs: [] });
    expect(expand({ os: '${{ fromJSON(vars.OS) }}', n: [1] })).toEqual({ complete: false, legs: [{ n: 1 }] });
    expect(expand({ include: '${{ fromJSON(vars.OS) }}' }).complete).toBe(false);
    expect(expand({ os: ['a', '${{ inputs.os }}'], exclude: [{ os: 'a' }] })).toEqual({ complete: false, legs: [{ os: '${{ inputs.os }}' }] });
  });

  test('stops at 256 jobs', () => {
    const many = Array.from({ length: 100 }, (_, index) => index);
    const { legs, complete } = expand({ a: many, b: many, c: many, d: many });
    expect(legs).toHaveLength(256);
    expect(complete).toBe(false);
  });

  const vectors = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }), {
    minKeys: 1,
  });
  const rules = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x', 'y'), fc.integer({ min: 0, max: 4 }), { minKeys: 1 }), { maxLength: 5 });

  test('never overwrites a value of a vector, and every include is somewhere', () => {
    fc.assert(
      fc.property(vectors, rules, (given, include) => {
        const plain = expand(given).legs;
        const { legs, complete } = expand({ ...given, include });
        expect(complete).toBe(true);
        expect(plain).toHaveLength(Object.values(given).reduce((product, values) => product * values.length, 1));
        for (const [index, leg] of plain.entries()) expect(legs[index]).toMatchObject(leg);
        const last = include.at(-1);
        if (last) expect(legs.some((leg) => Object.entries(last).every(([name, value]) => leg[name] === value))).toBe(true);
        expect(legs.length - plain.length).toBeLessThanOrEqual(include.length);
      }),
    );
  });

  test('an exclude leaves exactly the combinations that differ from it', () => {
    fc.assert(
      fc.property(vectors, rules, (given, exclude) => {
        const left = expand(given).legs.filter((leg) => !exclude.some((rule) => Object.entries(rule).every(([name, value]) => leg[name] === value)));
        expect(expand({ ...given, exclude }).legs).toEqual(left);
      }),
    );
  });
});
