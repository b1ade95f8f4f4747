import { expect, it } from 'vitest';
import { parseWorkflow } from '../../../actions/index.ts';
import { sourceFile } from '../../../source/index.ts';
import { legName } from './leg-names.ts';

const nameOf = (matrix: unknown): string | undefined => {
  const strategy = matrix === undefined ? {} : { strategy: { matrix } };
  const text = JSON.stringify({ on: 'push', jobs: { a: { ...strategy, 'runs-on': 'x', steps: [{ run: 'x' }] } } });
  return legName(parseWorkflow(sourceFile('.github/workflows/w.yml', text)).jobs[0]!);
};

it('is what the legs of a matrix differ in', () => {
  expect(nameOf(undefined)).toBeUndefined();
  expect(nameOf({ os: ['a', 'b'], version: ['1', '2'] })).toBe('${{ matrix.os }}-${{ matrix.version }}');
  expect(
    nameOf({
      include: [
        { os: 'a', target: 'x' },
        { os: 'a', target: 'y' },
      ],
    }),
  ).toBe('${{ matrix.target }}');
});

it('is the number of the leg where a value may not stand in a name, or is not known', () => {
  expect(nameOf({ platform: ['linux/amd64', 'linux/arm64'] })).toBe('${{ strategy.job-index }}');
  expect(nameOf('${{ fromJSON(vars.MATRIX) }}')).toBe('${{ strategy.job-index }}');
});
