import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileGlob } from '../../actions/index.ts';
import { pathGlob } from './path-globs.ts';

it('a path glob means what the filter pattern of the same text means', () => {
  const part = fc.constantFrom('a', 'b.md', '*', '**', '?', '+', '[ab]', '.', '\\*', 'docs');
  const pattern = fc
    .tuple(fc.boolean(), fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }))
    .map(([negative, parts]) => (negative ? '!' : '') + parts.map((texts) => texts.join('')).join('/'));
  const path = fc
    .array(fc.array(fc.constantFrom('a', 'b.md', '.', '*', 'docs', 'x'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map((texts) => texts.join('')).join('/'));
  fc.assert(
    fc.property(pattern, path, (text, name) => {
      const expected = compileGlob(text);
      const found = pathGlob(text);
      if (expected.error !== undefined) expect(found).toEqual({ error: expected.error });
      else
        expect('error' in found ? found : [found.matches(name), found.negative], `${text} on ${name}`).toEqual([
          expected.matches(name),
          expected.negative,
        ]);
    }),
    { numRuns: 5000 },
  );
});
