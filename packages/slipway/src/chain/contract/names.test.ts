import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { str, text } from '../../actions/index.ts';
import { ANY, baseName, globMayMatch, isKnown, joinPath, mayBeSame, namesOf, nameValue, shownName, VERSION } from './names.ts';

const name = fc.stringMatching(/^[a-z0-9._-]{1,12}$/);

describe('names with holes', () => {
  it('puts a hole where the version of the release stands', () => {
    expect(namesOf(str('tool-v1.2.3-linux.tar.gz'), '1.2.3').map(shownName)).toEqual(['tool-v{version}-linux.tar.gz']);
    expect(namesOf(str('tool-11.2.3.4'), '1.2.3')).toEqual(['tool-11.2.3.4']);
  });

  it('keeps a value that goes there and back', () => {
    const value = text(['tool-', { hole: 'version' }, '-', { hole: 'any' }, '.zip']);
    expect(nameValue(namesOf(value, '9.9.9')[0]!)).toEqual(value);
  });

  it('knows a version with and without its v apart', () => {
    expect(mayBeSame(`tool-${VERSION}.zip`, `tool-v${VERSION}.zip`)).toBe(false);
    expect(mayBeSame(`tool-${VERSION}.zip`, `tool-${VERSION}.zip`)).toBe(true);
    expect(mayBeSame(`tool-${VERSION}.zip`, 'tool-2.0.0-rc.1.zip')).toBe(true);
    expect(mayBeSame(`tool-${VERSION}.zip`, 'tool-latest.zip')).toBe(false);
    expect(mayBeSame(`tool-${ANY}.zip`, `tool-v${VERSION}.zip`)).toBe(true);
  });

  it('finds every name the same as itself, and as its own shape', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(mayBeSame(a, a)).toBe(true);
        expect(mayBeSame(a, b)).toBe(a === b);
        expect(mayBeSame(`${a}${ANY}${b}`, `${a}-x-${b}`)).toBe(true);
        expect(globMayMatch('**', a)).toBe(true);
        expect(globMayMatch('*', `${a}/${b}`)).toBe(false);
        expect(globMayMatch('**/*', `${a}/${b}`)).toBe(true);
      }),
    );
  });

  it('reads globs as the runner does', () => {
    expect(globMayMatch('dist/**/*.zip', 'dist/a.zip')).toBe(true);
    expect(globMayMatch('dist/**/*.zip', 'dist/x/y/a.zip')).toBe(true);
    expect(globMayMatch('dist/*.{zip,tar.gz}', 'dist/a.tar.gz')).toBe(true);
    expect(globMayMatch('dist/*.{zip,tar.gz}', 'dist/a.deb')).toBe(false);
  });

  it('joins paths', () => {
    expect(joinPath('a/b', '../c')).toBe('a/c');
    expect(joinPath('', './x/')).toBe('x');
    expect(joinPath('a', '/github/workspace/x')).toBe('x');
    expect(joinPath('a', '/tmp/x')).toBe('/tmp/x');
    expect(baseName('a/b.zip')).toBe('b.zip');
    expect(isKnown(`a${VERSION}`)).toBe(true);
    expect(isKnown(`a${ANY}`)).toBe(false);
  });
});
