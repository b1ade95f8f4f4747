import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { evaluateCondition } from './conditions.ts';
import { contextPaths, literalsIn, usesStatus } from './expression-paths.ts';
import { parseExpression } from './expressions.ts';
import { obj, str, unknown } from './values.ts';

function tree(source: string) {
  return parseExpression(source).ast!;
}

group('parsing', () => {
  it('accepts contexts and functions that it does not know', () => {
    expect(parseExpression("whatever.x == later('a', 1)").error).toBeUndefined();
    expect(parseExpression('constructor.x && toString(1)').error).toBeUndefined();
    expect(tree('GitHub.Ref')).toMatchObject({ t: 'index', of: { t: 'context', name: 'github' } });
  });

  it('undoes every doubled quote', () => {
    expect(tree("'it''s ''quoted'''")).toMatchObject({ value: str("it's 'quoted'") });
  });

  it('says what is wrong, and at which offset', () => {
    expect(parseExpression(' a == ')).toMatchObject({ offset: 3 });
    expect(parseExpression("a == 'x\n' && b %")).toMatchObject({ error: "Unexpected symbol: '%'", offset: 15 });
    expect(parseExpression("a == 'x\n\n' b")).toMatchObject({ offset: 11 });
    expect(parseExpression("a == 'open")).toMatchObject({ offset: 5 });
    expect(parseExpression('a == "x"')).toMatchObject({ offset: 5 });
    expect(parseExpression('')).toMatchObject({ offset: 0 });
    expect(parseExpression('contains(a)')).toMatchObject({ error: "Too few parameters supplied: 'contains'", offset: 0 });
  });

  it('refuses what is too deep or too long', () => {
    for (const source of [
      `${'('.repeat(5000)}a${')'.repeat(5000)}`,
      `${'!'.repeat(9000)}a`,
      `a${'.b'.repeat(9000)}`,
      `a${' == 1'.repeat(4000)}`,
      'a'.repeat(30000),
    ]) {
      expect(parseExpression(source).error).toBeTypeOf('string');
    }
    expect(parseExpression(`${'('.repeat(20)}a${')'.repeat(20)}`).error).toBeUndefined();
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '*',
      '(',
      ')',
      '[',
      ']',
      "'",
      "'x'",
      '==',
      '!',
      '&&',
      '||',
      ',',
      ' ',
      '1',
      '-',
      'contains',
      '\n',
      '%',
      'ß',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (source) => void evaluateCondition(source, { lookup: unknown }),
      ),
    );
  });
});

group('what an expression looks at', () => {
  it('lists its context values', () => {
    expect(contextPaths(tree("github.event.inputs.tag != '' && needs.build.outputs['x'] || github.ref"))).toEqual([
      'github.event.inputs.tag',
      'needs.build.outputs.x',
      'github.ref',
    ]);
    expect(contextPaths(tree('contains(github.event.labels.*.name, matrix[inputs.x].y)'))).toEqual([
      'github.event.labels.*.name',
      'matrix',
      'inputs.x',
    ]);
    expect(contextPaths(tree("1 == 'x'"))).toEqual([]);
  });

  it('lists the literals that it compares them with', () => {
    expect(literalsIn(tree("!contains(github.event.head_commit.message, '[skip]') && 'main' == github.ref_name && 3 < matrix.n"))).toEqual([
      { path: 'github.event.head_commit.message', op: 'contains', literal: '[skip]' },
      { path: 'github.ref_name', op: '==', literal: 'main' },
      { path: 'matrix.n', op: '>', literal: '3' },
    ]);
    expect(literalsIn(tree('contains(fromJSON(\'["a", "b"]\'), github.actor) || contains(toJSON(github.event.labels), \'x\')'))).toEqual([
      { path: 'github.actor', op: 'in', literal: 'a' },
      { path: 'github.actor', op: 'in', literal: 'b' },
      { path: 'github.event.labels', op: 'contains', literal: 'x' },
    ]);
    expect(literalsIn(tree("contains(fromJSON('{'), github.actor)"))).toEqual([]);
  });

  it('knows whether a status function is called', () => {
    expect(usesStatus(tree('a == 1 && (b || !Cancelled())'))).toBe(true);
    expect(usesStatus(tree("a.success == 'always()'"))).toBe(false);
  });
});

group('conditions', () => {
  const github = obj({ ref: str('refs/tags/v1'), event: unknown('event') });
  const ctx = (success: boolean | undefined) => ({
    lookup: (name: string) => (name === 'github' ? github : unknown(name)),
    status: { success, failure: success === false, cancelled: false },
  });

  it('adds success() unless a status function is called', () => {
    expect(evaluateCondition("startsWith(github.ref, 'refs/tags/')", ctx(true))).toEqual({ value: true, own: true, usesStatus: false });
    expect(evaluateCondition("${{ startsWith(github.ref, 'refs/tags/') }}", ctx(false))).toEqual({ value: false, own: true, usesStatus: false });
    expect(evaluateCondition('always()', ctx(false))).toEqual({ value: true, own: true, usesStatus: true });
    expect(evaluateCondition('!cancelled() && github.ref', ctx(false))).toEqual({ value: true, own: true, usesStatus: true });
    expect(evaluateCondition('', ctx(false))).toEqual({ value: false, own: true, usesStatus: false });
  });

  it('answers nothing when it hangs on something unknown', () => {
    expect(evaluateCondition('github.event.x', ctx(true))).toMatchObject({ value: undefined, own: undefined });
    expect(evaluateCondition('github.event.x', ctx(false))).toMatchObject({ value: false, own: undefined });
    expect(evaluateCondition('github.ref', ctx(undefined))).toMatchObject({ value: undefined, own: true });
  });

  it('takes text around an expression for always true', () => {
    for (const text of ["${{ github.ref }} == 'x'", '!${{ true }}', '${{ false }}\n', ' ${{ false }}']) {
      expect(evaluateCondition(text, ctx(true))).toMatchObject({ value: true, own: true, alwaysTrue: 'text around the expression' });
    }
    expect(evaluateCondition('${{ false }} ', ctx(false))).toMatchObject({ value: false, own: true });
    expect(evaluateCondition('false\n', ctx(true))).toMatchObject({ value: false });
  });

  it('gives the error of one that cannot be parsed', () => {
    expect(evaluateCondition('a ==', ctx(true))).toMatchObject({ value: undefined, error: expect.stringContaining('Unexpected end') });
    expect(evaluateCondition('${{ a', ctx(true))).toMatchObject({ value: undefined, error: expect.stringContaining('not closed') });
  });
});
