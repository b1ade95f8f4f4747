import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { compileGlob, matchFilters, matchVal } from './globs.ts';
import { alts, hole, NULL, str, text, token, unknown } from './values.ts';

function matches(pattern: string, name: string): boolean | string {
  const glob = compileGlob(pattern);
  return glob.error ?? glob.matches(name);
}

group('one pattern', () => {
  it.each([
    // `*` stops at a slash, `**` does not.
    ['*', 'main', true],
    ['*', 'feature/a', false],
    ['**', 'feature/a', true],
    ['v*', 'v1.0.0-rc.1', true],
    ['v*', 'v1/2', false],
    ['release/**', 'release/1/x', true],
    ['release/**', 'release/', true],
    ['release/**', 'release', false],
    ['**.js', 'src/js/app.js', true],
    ['*.js', 'src/app.js', false],
    // `**/` may be no folder at all.
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'js/README.md', true],
    ['docs/**/*.md', 'docs/README.md', true],
    ['docs/**/*.md', 'docs/a/b/c.md', true],
    ['docs/**/*.md', 'src/docs/README.md', false],
    ['**/docs/**', 'docs/hello.md', true],
    ['**/*src/**', 'my-src/code/a.js', true],
    ['a**/b', 'ab', false],
    ['a**/b', 'ax/b', true],
    // `?` and `+` repeat the character before them.
    ['v?1', '1', true],
    ['v?1', 'v1', true],
    ['v?1', 'x1', false],
    ['*.jsx?', 'page.js', true],
    ['v[0-9]+.[0-9]+.[0-9]+', 'v1.20.300', true],
    ['v[0-9]+.[0-9]+.[0-9]+', 'v1.2.3-rc.1', false],
    ['v[0-9]+.[0-9]+.[0-9]+', 'v1a2a3', false],
    ['v[12].[0-9]+', 'v2.44', true],
    ['[CB]at', 'Bat', true],
    ['[CB]at', 'bat', false],
    ['v*.*.*', 'v1.0.0-rc.1', true],
    // A backslash takes the next character as it is.
    ['v1\\+2', 'v1+2', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['\\!x', '!x', true],
    // The whole name, with regard to case, without refs/.
    ['refs/tags/v*', 'v1', false],
    ['Main', 'main', false],
    ['ain', 'main', false],
    // No regular expressions, no braces.
    ['^v\\d+\\.\\d+$', 'v1.2', false],
    ['{main,dev}', 'main', false],
    ['(a|b)', 'a', false],
    ['./src/**', 'src/a', false],
    ['', '', true],
    ['a!b', 'a!b', true],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it.each(['?a', '+a', 'v*+', 'v**?', 'a++', 'a?+', '**/?', '!+x', '[ab', '[]', '[9-0]', '[a-]', 'a\\'])('%s is refused', (pattern) => {
    expect(matches(pattern, 'a')).toBeTypeOf('string');
  });

  it('takes no longer for a hostile pattern', () => {
    expect(matches(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
    expect(matches(`${'**'.repeat(300)}x`, 'y'.repeat(2000))).toBe(false);
    expect(matches(`${'a?'.repeat(200)}${'a'.repeat(200)}`, 'a'.repeat(200))).toBe(true);
  });
});

group('a list of patterns', () => {
  it('lets the last pattern that matches decide', () => {
    expect(matchFilters(['v*', '!v*-rc*'], 'v1')).toBe(true);
    expect(matchFilters(['v*', '!v*-rc*'], 'v1-rc1')).toBe(false);
    expect(matchFilters(['v*', '!v*-rc*', 'v9*'], 'v9-rc1')).toBe(true);
    expect(matchFilters(['!v*-rc*', 'v*'], 'v1-rc1')).toBe(true);
  });

  it('passes nothing when it is empty, or negative only', () => {
    expect(matchFilters([], 'v1')).toBe(false);
    expect(matchFilters(['!v*-rc*'], 'v1')).toBe(false);
  });

  it('takes a refused pattern for one that matches nothing', () => {
    expect(matchFilters(['v*+', 'v1'], 'v1')).toBe(true);
    expect(matchFilters(['v*+'], 'v1')).toBe(false);
  });
});

group('names that are known in part', () => {
  const version = text(['v', { hole: 'version' }]);
  const release = text(['release/', { hole: 'any' }]);

  it('tries stand-ins, and answers when all agree', () => {
    expect(matchVal(['v[0-9]+.[0-9]+.[0-9]+'], version)).toBe(true);
    expect(matchVal(['v[0-9].*'], version)).toBeUndefined();
    expect(matchVal(['[0-9]*'], version)).toBe(false);
    expect(matchVal(['v[0-9]+.[0-9]+.[0-9]+'], version, () => '1.2.3-rc.1')).toBe(false);
    expect(matchVal(['v*'], version, () => undefined)).toBe(true);
    expect(matchVal(['v*', '!*-rc*'], version, () => undefined)).toBeUndefined();
  });

  it('answers for an unknown part only when it does not matter', () => {
    expect(matchVal(['v*'], release)).toBe(false);
    expect(matchVal(['**'], release)).toBe(true);
    expect(matchVal(['release/**'], release)).toBe(true);
    expect(matchVal(['release/*'], release)).toBeUndefined();
    expect(matchVal(['**', '!release/**'], release)).toBe(false);
    expect(matchVal(['**', '!release/old'], release)).toBeUndefined();
    expect(matchVal(['*', '*/**'], hole('any'))).toBe(true);
  });

  it('asks every alternative', () => {
    expect(matchVal(['v*'], alts([str('v1'), str('v2')]))).toBe(true);
    expect(matchVal(['v*'], alts([str('v1'), str('x')]))).toBeUndefined();
    expect(matchVal(['v*'], unknown('tag'))).toBeUndefined();
    expect(matchVal(['v*'], token({ kind: 'github-token' }))).toBeUndefined();
    expect(matchVal(['v*'], NULL)).toBe(false);
  });
});

/** The rules once more, by plain recursion: what the units of a pattern are, and whether they take up the whole name. */
function naive(pattern: string, name: string): boolean {
  const units: { one: (c: string) => boolean; least: number; most: number }[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '*' && pattern[i + 1] === '*') {
      units.push({ one: () => true, least: 0, most: Number.POSITIVE_INFINITY });
      i++;
    } else if (c === '*') units.push({ one: (x) => x !== '/', least: 0, most: Number.POSITIVE_INFINITY });
    else if (c === '?') units.at(-1)!.least = 0;
    else if (c === '+') units.at(-1)!.most = Number.POSITIVE_INFINITY;
    else if (c === '[') {
      const end = pattern.indexOf(']', i);
      const members = pattern.slice(i + 1, end);
      units.push({ one: (x) => members.includes(x), least: 1, most: 1 });
      i = end;
    } else units.push({ one: (x) => x === c, least: 1, most: 1 });
  }
  const from = (unit: number, at: number): boolean => {
    const now = units[unit];
    if (now === undefined) return at === name.length;
    for (let count = 0; ; count++) {
      if (count >= now.least && from(unit + 1, at + count)) return true;
      if (count === now.most || at + count >= name.length || !now.one(name[at + count]!)) return false;
    }
  };
  return from(0, 0);
}

const unit = fc.oneof(
  fc.constantFrom('*', '**'),
  fc.tuple(fc.constantFrom('a', 'b', '.', '/', '[ab]', '[1.]'), fc.constantFrom('', '', '?', '+')).map(([c, times]) => c + times),
);
const pattern = fc
  .array(unit, { maxLength: 6 })
  .map((units) => units.join(''))
  // A folder that may be missing has its own table above, and three stars have no meaning of their own.
  .filter((p) => !/(^|\/)\*\*\/|\*\*\*/.test(p));
const name = fc.array(fc.constantFrom('a', 'b', '.', '/', '1'), { maxLength: 7 }).map((letters) => letters.join(''));

it('agrees with the naive matcher', () => {
  fc.assert(
    fc.property(pattern, name, (p, n) => {
      expect(matches(p, n)).toBe(naive(p, n));
    }),
    { numRuns: 2000 },
  );
});

it('never contradicts what a partly known name turns out to be', () => {
  const signed = fc.tuple(fc.constantFrom('', '!'), pattern).map(([sign, p]) => sign + p);
  fc.assert(
    fc.property(fc.array(signed, { maxLength: 3 }), name, name, name, (patterns, before, inside, after) => {
      const partly = matchVal(patterns, text([before, { hole: 'any' }, after]));
      if (partly !== undefined) expect(matchFilters(patterns, before + inside + after)).toBe(partly);
    }),
    { numRuns: 2000 },
  );
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 3 }), fc.string({ unit: 'binary' }), (patterns, n) => {
      matchFilters(patterns, n);
      matchVal(patterns, text([n, { hole: 'any' }]));
    }),
  );
});
