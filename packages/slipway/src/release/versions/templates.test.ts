import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scheme } from '../types.ts';
import { arithmeticOf, compareVersions, isRefusal, isSemanticFormat, tagOf, tagTemplateProblem, versionOfTag } from './index.ts';

const TEMPLATES = ['v{version}', '{version}', '{name}-v{version}', '{name}@{version}', '{name}/v{version}', 'release/{name}/{version}/final'];
const name = fc.constantFrom('core', '@scope/core', 'core-extra', 'a.b', '$&', 'v');
const semverText = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('', '-rc.1', '-alpha.beta.7', '-0.3.7', '+build.5'))
  .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);

describe('tag templates', () => {
  it('are filled and read back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEMPLATES), name, semverText, (template, component, text) => {
        const tag = tagOf(template, component, text);
        expect(versionOfTag(template, component, tag)).toMatchObject({ text });
      }),
    );
  });

  it('say why a tag is not of theirs', () => {
    expect(versionOfTag('{name}-v{version}', 'core', 'core-v1.2.3')).toMatchObject({ numbers: [1, 2, 3] });
    expect(versionOfTag('{name}-v{version}', 'core', 'core-extra-v1.2.3')).toEqual({
      refused: 'core-extra-v1.2.3 does not have the shape `core-v{version}`',
    });
    expect(versionOfTag('v{version}', 'core', 'v1.2')).toEqual({ refused: '`1.2` has 2 numbers where a semantic version has three' });
    expect(versionOfTag('v{version}', 'core', 'vv1.2.3')).toEqual({ refused: '`v1.2.3` is no semantic version' });
    expect(versionOfTag('v{version}', 'core', 'v')).toEqual({ refused: 'v does not have the shape `v{version}`' });
  });

  it('that git or Slipway could not read are refused', () => {
    expect(TEMPLATES.map(tagTemplateProblem)).toEqual(TEMPLATES.map(() => undefined));
    expect(tagTemplateProblem('v{major}')).toBe('The tag template `v{major}` has a place `{major}`; it may hold `{name}` and `{version}`.');
    expect(tagTemplateProblem('v1')).toBe('The tag template `v1` must hold `{version}` exactly once.');
    expect(tagTemplateProblem('{name} {version}')).toBe('The tag template `{name} {version}` gives a name that git refuses.');
  });
});

describe('the number of a pre-release', () => {
  it('is read with and without its dot, and ordered as it was meant', () => {
    const read = (text: string) => versionOfTag('v{version}', 'x', text);
    expect(read('v1.0.0-rc10')).toMatchObject({ prerelease: ['rc', 10], undotted: true });
    expect(read('v1.0.0-rc.10')).toMatchObject({ prerelease: ['rc', 10], undotted: false });
    expect(read('v1.0.0-rc01')).toMatchObject({ prerelease: ['rc', 1] });
    expect(read('v1.0.0-rc.1.x2')).toMatchObject({ prerelease: ['rc', 1, 'x2'], undotted: false });
    const [two, ten] = [read('v1.0.0-rc2'), read('v1.0.0-rc10')];
    expect(!isRefusal(two) && !isRefusal(ten) && compareVersions(two, ten)).toBe(-1);
  });
});

describe('calendar versions', () => {
  const formats = [
    'YYYY.0M.MICRO',
    'YY.MM.PATCH',
    'YYYY.MM.DD',
    '0Y.0M.0D.MICRO',
    'YYYY.0W.MICRO',
    'YYYY.MINOR.MICRO',
    'MAJOR.YYYY.MICRO',
    'YYYY-MM-DD',
    'YYYY_WW_MICRO',
  ];
  const day = fc
    .date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2120-12-31T00:00:00Z'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));

  it('are read back as they are written, and only ever rise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        day,
        fc.array(fc.tuple(day, fc.constantFrom('patch', 'minor', 'major')), { maxLength: 6 }),
        (format, start, steps) => {
          const arithmetic = arithmeticOf({ kind: 'calver', format });
          if (isRefusal(arithmetic)) throw new Error(arithmetic.refused);
          let numbers = arithmetic.start('', start);
          for (const [next, bump] of steps) {
            if (isRefusal(numbers)) throw new Error(numbers.refused);
            const text = arithmetic.write(numbers);
            const read = arithmetic.read(text);
            expect(read).toMatchObject({ text, numbers });
            const raised = arithmetic.raise(numbers, bump, next);
            // Without a counter, a date that is not later has no version left.
            if (isRefusal(raised)) expect(format).not.toMatch(/MICRO|PATCH|MINOR/);
            else {
              expect(compareVersions({ numbers: raised, prerelease: [] }, { numbers, prerelease: [] })).toBe(1);
              numbers = raised;
            }
          }
        },
      ),
    );
  });

  it('raise the counter that the change asks for, and start counters anew on a new date', () => {
    const raise = (format: string, numbers: number[], bump: 'patch' | 'minor' | 'major') => {
      const arithmetic = arithmeticOf({ kind: 'calver', format } satisfies Scheme);
      return isRefusal(arithmetic) ? arithmetic : arithmetic.raise(numbers, bump, '2026-11-21');
    };
    expect(raise('YYYY.MINOR.MICRO', [2026, 3, 4], 'minor')).toEqual([2026, 4, 0]);
    expect(raise('YYYY.MINOR.MICRO', [2026, 3, 4], 'major')).toEqual([2026, 4, 0]);
    expect(raise('YYYY.MINOR.MICRO', [2026, 3, 4], 'patch')).toEqual([2026, 3, 5]);
    expect(raise('YYYY.MINOR.MICRO', [2025, 3, 4], 'patch')).toEqual([2026, 0, 0]);
    expect(raise('MAJOR.YYYY.MICRO', [1, 2025, 4], 'major')).toEqual([2, 2026, 0]);
    expect(raise('YYYY.MM.DD', [2026, 11, 21], 'patch')).toEqual({
      refused: '2026.11.21 is released already, and the format `YYYY.MM.DD` has no MICRO to raise on the same date.',
    });
    expect(raise('YYYY.WW.MICRO', [2026, 46, 9], 'patch')).toEqual([2026, 47, 0]);
  });

  it('of a format that does not sort by time are refused', () => {
    for (const format of ['MM.YYYY', 'MICRO', 'YYYY.DD', 'YYYY.DD.MM', 'YYYY.WW.DD'])
      expect(isRefusal(arithmeticOf({ kind: 'calver', format })), format).toBe(true);
  });

  it('are semantic versions too, or not', () => {
    expect(formats.filter(isSemanticFormat)).toEqual(['YY.MM.PATCH', 'YYYY.MM.DD', 'YYYY.MINOR.MICRO', 'MAJOR.YYYY.MICRO']);
  });
});
