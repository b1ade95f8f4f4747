import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import type { Contexts } from './evaluate.ts';
import { evaluateTemplate, isPlaceholderAt, maskExpressions, parseTemplate, splitPlaceholders } from './templates.ts';
import { alts, arr, bool, get, NULL, num, obj, str, text, token, tokensIn, unknown } from './values.ts';

const all = obj({
  secrets: obj({}, { open: true }),
  x: obj({ num: num(1.5), yes: bool(true), none: NULL, list: arr([]), tag: text(['v', { hole: 'version' }]), two: alts([str('a'), str('b')]) }),
});
const ctx: Contexts = { lookup: (name) => get(all, name) };

group('a text with expressions', () => {
  it('keeps the type of an expression that stands alone', () => {
    expect(evaluateTemplate('${{ x.num }}', ctx)).toEqual(num(1.5));
    expect(evaluateTemplate('${{ x.none }}', ctx)).toEqual(NULL);
    expect(evaluateTemplate('plain', ctx)).toEqual(str('plain'));
  });

  it('makes a string of everything else', () => {
    expect(evaluateTemplate('${{ x.num }}-${{ x.yes }}-${{ x.none }}-${{ x.list }}', ctx)).toEqual(str('1.5-true--Array'));
    expect(evaluateTemplate('refs/tags/${{ x.tag }}', ctx)).toEqual(text(['refs/tags/v', { hole: 'version' }]));
    expect(evaluateTemplate('${{ x.two }}-${{ x.two }}', ctx)).toEqual(alts(['a-a', 'a-b', 'b-a', 'b-b'].map(str)));
    expect(evaluateTemplate('a${{ fromJSON(1) }}', ctx)).toEqual(str('a1'));
    expect(evaluateTemplate('a${{ fromJSON(x.none) }}', ctx)).toEqual(text(['a', { hole: 'any' }]));
  });

  it('keeps the credential in a longer text', () => {
    const url = evaluateTemplate('https://x-access-token:${{ secrets.PAT }}@github.com/o/r', ctx);
    expect(tokensIn(url)).toEqual([{ token: { kind: 'secret', name: 'PAT' } }]);
    expect(evaluateTemplate('${{ secrets.PAT }}', ctx)).toEqual(token({ kind: 'secret', name: 'PAT' }));
  });

  it('ends an expression outside of its strings', () => {
    const { parts, error } = parseTemplate("a${{ format('}}{0}', 1) }}b");
    expect(error).toBeUndefined();
    expect(parts).toMatchObject(['a', { start: 1, end: 26, source: " format('}}{0}', 1) " }, 'b']);
  });

  it('says what is wrong and where', () => {
    expect(parseTemplate('a ${{ x').error).toMatchObject({ offset: 2 });
    expect(parseTemplate('a ${{ x + }}').error).toMatchObject({ offset: 8 });
    expect(parseTemplate('${{ }}').error).toMatchObject({ message: 'An expression was expected' });
    expect(evaluateTemplate('${{ x + }}', ctx).k).toBe('unknown');
    expect(evaluateTemplate('${{ y.z }}', { lookup: unknown })).toEqual(unknown('y.z'));
  });
});

group('masked scripts', () => {
  it('puts placeholders of the same length, which can be found again', () => {
    const script = 'git tag "v${{ inputs.version }}" && git push origin v${{a}}-x';
    const { masked, expressions } = maskExpressions(script);
    expect(masked).toHaveLength(script.length);
    expect(masked).not.toContain('${{');
    expect(expressions.map((one) => one.source)).toEqual([' inputs.version ', 'a']);
    expect(splitPlaceholders(masked.slice(masked.indexOf('v\ue000'), masked.indexOf('" &&')))).toEqual(['v', 0]);
    expect(splitPlaceholders(masked.split(' ').at(-1)!)).toEqual(['v', 1, '-x']);
    expect(isPlaceholderAt(masked, expressions[1]!.start)).toBe(true);
    expect(isPlaceholderAt(masked, expressions[1]!.start + 1)).toBe(false);
  });

  it("is not misled by the script's own private-use characters", () => {
    const { masked } = maskExpressions('\ue000\ue101 ${{ a }}\ue001');
    expect(splitPlaceholders(masked)).toEqual(['\ufffd\ue101 ', 0, '\ufffd']);
  });

  it('leaves an unclosed expression, and more than 4,000, as they are', () => {
    expect(maskExpressions('echo ${{ a').masked).toBe('echo ${{ a');
    const many = maskExpressions('${{a}}'.repeat(4100));
    expect(many.expressions).toHaveLength(4000);
    expect(many.masked).toHaveLength(6 * 4100);
  });

  it('gives back every text and expression', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((inner) => `\${{${inner}}}`),
      fc.constant('${{'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const script = pieces.join('').replace(/[\ue000\ue001]/g, '');
        const { masked, expressions } = maskExpressions(script);
        expect(masked).toHaveLength(script.length);
        const restored = splitPlaceholders(masked).map((part) => (typeof part === 'string' ? part : `\${{${expressions[part]!.source}}}`));
        expect(restored.join('')).toBe(script);
        parseTemplate(script);
        evaluateTemplate(script, ctx);
      }),
    );
  });
});
