import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import type { Part, Val } from './value.ts';
import {
  alternatives,
  alts,
  arr,
  asText,
  bool,
  concat,
  describe,
  endsWith,
  equals,
  get,
  hole,
  join,
  matchesRegex,
  mayContain,
  NULL,
  num,
  obj,
  representatives,
  sameVal,
  startsWith,
  str,
  text,
  token,
  tokensIn,
  truthy,
  unknown,
} from './values.ts';

const version = text(['v', { hole: 'version' }]);
const pat = token({ kind: 'secret', name: 'PAT' });
const ghToken = token({ kind: 'github-token' });

group('making values', () => {
  it('merges the strings of a text', () => {
    expect(text(['a', '', 'b'])).toEqual(str('ab'));
    expect(text([])).toEqual(str(''));
    expect(text(['a', { hole: 'any' }, { hole: 'any' }, 'b', 'c'])).toEqual({ k: 'text', parts: ['a', { hole: 'any' }, 'bc'] });
  });

  it('keeps each alternative once, and at most 8', () => {
    expect(alts([str('a'), str('a')])).toEqual(str('a'));
    expect(alts([str('a'), alts([str('b'), str('a')])])).toEqual({ k: 'alts', of: [str('a'), str('b')] });
    expect(alts([pat], 'PAT')).toEqual({ k: 'alts', of: [pat], fallback: 'PAT' });
    expect(alts(Array.from({ length: 8 }, (_, i) => num(i))).k).toBe('alts');
    expect(alts(Array.from({ length: 9 }, (_, i) => num(i))).k).toBe('unknown');
    expect(join(alts([pat, ghToken], 'PAT'), str('x'))).toMatchObject({ fallback: 'PAT', of: { length: 3 } });
  });

  it('writes values side by side over their alternatives', () => {
    expect(concat(str('v'), alts([num(1), num(2)]), NULL, bool(true))).toEqual(alts([str('v1true'), str('v2true')]));
    expect(concat(str(''), pat)).toEqual(pat);
    expect(concat(str('x'), unknown('y'))).toEqual(text(['x', { hole: 'any' }]));
    const three = alts([str('a'), str('b'), str('c')]);
    expect(concat(three, three).k).toBe('unknown');
  });

  it('finds the credentials in a text again, with the secret that selects them', () => {
    const url = concat(str('https://x:'), alts([pat, ghToken], 'PAT'), str('@github.com'));
    expect(tokensIn(url)).toEqual([{ token: { kind: 'secret', name: 'PAT' } }, { token: { kind: 'github-token' }, fallback: 'PAT' }]);
    expect(tokensIn(str('x'))).toEqual([]);
  });

  it('does not tell names of fields apart by case', () => {
    expect(get(obj({ Tag: num(1), TAG: num(2) }), 'tAg')).toEqual(num(1));
    expect(get(obj({}), 'x')).toEqual(NULL);
    expect(get(obj({}, { open: true }), 'x')).toEqual(unknown('x'));
    expect(get(alts([obj({ a: num(1) }), obj({})]), 'a')).toEqual(alts([num(1), NULL]));
    expect(get(unknown('github'), 'x')).toEqual(unknown('github.x'));
  });

  it('describes values for messages', () => {
    expect(describe(version)).toBe('v{version}');
    expect(describe(alts([pat, ghToken], 'PAT'))).toBe('secrets.PAT | GITHUB_TOKEN');
    expect(describe(concat(str('x:'), pat))).toBe('x:{secrets.PAT}');
    expect(describe(unknown('why'))).toBe('unknown');
    expect(describe(str('x'.repeat(900)))).toHaveLength(200);
  });

  it('gives texts, and concrete stand-ins', () => {
    expect([NULL, bool(false), num(1.5), num(-0), str('x')].map(asText)).toEqual(['', 'false', '1.5', '0', 'x']);
    expect([version, pat, unknown(''), arr([]), obj({})].map(asText)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(representatives(alts([version, str('x')]), () => '9.9.9')).toEqual(['v9.9.9', 'x']);
    expect(representatives(text([{ hole: 'version' }, '-', { hole: 'version' }]))).toEqual(['1.2.3-1.2.3', '10.20.30-10.20.30']);
    for (const val of [hole('any'), pat, unknown(''), obj({}), alts([str('a'), unknown('')])]) expect(representatives(val)).toBeUndefined();
  });
});

group('comparing values', () => {
  it('knows what counts as true', () => {
    expect([NULL, bool(false), num(0), num(Number.NaN), str('')].map(truthy)).toEqual([false, false, false, false, false]);
    expect([str('false'), num(-1), pat, version, arr([]), obj({})].map(truthy)).toEqual([true, true, true, true, true, true]);
    expect([unknown(''), hole('any'), alts([str('a'), NULL])].map(truthy)).toEqual([undefined, undefined, undefined]);
  });

  it('compares loosely, and does not guess', () => {
    expect(equals(str('Main'), str('mAIN'))).toBe(true);
    expect(equals(NULL, str(''))).toBe(true);
    expect(equals(str('1'), num(1))).toBe(true);
    expect(equals(pat, str(''))).toBe(false);
    expect(equals(pat, NULL)).toBe(false);
    expect(equals(pat, str('x'))).toBeUndefined();
    expect(equals(version, str('v1.2.3'))).toBeUndefined();
    expect(equals(version, str('V1.2.3-RC.1'))).toBeUndefined();
    expect(equals(version, str('v1/2'))).toBe(false);
    expect(equals(version, version)).toBeUndefined();
    expect(equals(version, text(['release-', { hole: 'any' }]))).toBe(false);
    expect(equals(obj({}), obj({}))).toBeUndefined();
    expect(equals(obj({}), str('Object'))).toBe(false);
  });

  it('looks into texts with holes', () => {
    expect(mayContain(version, '-')).toBeUndefined();
    expect(mayContain(version, '/')).toBe(false);
    expect(mayContain(version, '.')).toBe(true);
    expect(mayContain(text(['release: ', { hole: 'any' }]), 'Release')).toBe(true);
    expect(startsWith(version, 'V')).toBe(true);
    expect(startsWith(version, 'v1')).toBeUndefined();
    expect(startsWith(text([{ hole: 'number' }]), 'v')).toBe(false);
    expect(endsWith(version, '-rc')).toBeUndefined();
    expect(endsWith(version, 'v')).toBeUndefined();
    expect(endsWith(text([{ hole: 'date' }]), 'v')).toBe(false);
    expect(mayContain(text([{ hole: 'sha' }]), 'g')).toBe(false);
    expect(mayContain(str('abc'), version)).toBe(false);
    expect(mayContain(str('v1.2.3'), version)).toBeUndefined();
  });

  it('tries regular expressions with stand-ins', () => {
    expect(matchesRegex(str('v1.2.3'), /^v\d+\.\d+\.\d+$/)).toBe(true);
    expect(matchesRegex(version, /^v[0-9]+\./)).toBe(true);
    expect(matchesRegex(version, /^v\d+\.\d+\.\d+$/)).toBeUndefined();
    expect(matchesRegex(version, /^release/)).toBe(false);
    expect(matchesRegex(text(['release/', { hole: 'any' }]), /^v/)).toBe(false);
    expect(matchesRegex(text(['release/', { hole: 'any' }]), /^release\//)).toBe(true);
    expect(matchesRegex(text(['release/', { hole: 'any' }]), /-rc/)).toBeUndefined();
    expect(matchesRegex(unknown(''), /x/)).toBeUndefined();
  });

  it('takes no longer for a hostile expression', () => {
    expect(matchesRegex(str('a'.repeat(5000)), /^(a+)+$x?b/)).toBe(false);
    expect(matchesRegex(str('a'.repeat(40)), /^(?=(a+)+b)/)).toBeUndefined();
    expect(matchesRegex(str('aaa'), /((((a{60}){60}){60}){60}){60}/)).toBe(false);
  });

  it('agrees with JavaScript on regular expressions', () => {
    const atom = fc.constantFrom('a', 'b', '.', '\\d', '\\W', '[ab]', '[^a-b]', '[-0]', '(a|b1)', '(?:^|b)', '^', '$', '\\.', '(-(a|$))');
    const source = fc
      .array(fc.tuple(atom, fc.constantFrom('', '', '*', '+?', '?', '{2}', '{1,2}', '{0,}')), { maxLength: 5 })
      .map((all) => all.map(([a, times]) => (/^[\^$]$/.test(a) ? a : a + times)).join(''));
    const input = fc.array(fc.constantFrom('a', 'b', 'A', '1', '.', '-', '\n'), { maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(source, fc.constantFrom('', 'i', 'g'), input, (re, flags, s) => {
        expect(matchesRegex(str(s), new RegExp(re, flags))).toBe(new RegExp(re, flags).test(s));
      }),
      { numRuns: 2000 },
    );
  });

  it('never contradicts what a hole turns out to be', () => {
    const letters = fc.array(fc.constantFrom('a', '1', '.', '-', 'v', '/', 'A'), { maxLength: 4 }).map((all) => all.join(''));
    const filled: Record<string, fc.Arbitrary<string>> = {
      version: fc.constantFrom('1.2.3', '10.0.0-rc.1', '0.1.0-alpha'),
      number: fc.constantFrom('1', '42'),
      word: fc.constantFrom('a', 'v1', 'x-y.z'),
      any: letters,
    };
    const part = fc.oneof(
      letters.map((v) => ({ part: v as Part, v })),
      ...Object.entries(filled).map(([kind, values]) => values.map((v) => ({ part: { hole: kind } as Part, v }))),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), letters, (parts, needle) => {
        const partly: Val = text(parts.map((one) => one.part));
        const whole = str(parts.map((one) => one.v).join(''));
        for (const compare of [equals, mayContain, startsWith, endsWith] as ((a: Val, b: Val) => boolean | undefined)[]) {
          const answer = compare(partly, str(needle));
          if (answer !== undefined) expect(compare(whole, str(needle))).toBe(answer);
        }
        const truth = truthy(partly);
        if (truth !== undefined) expect(truthy(whole)).toBe(truth);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same as itself only', () => {
    const some: Val[] = [
      NULL,
      bool(true),
      num(0),
      str(''),
      str('a'),
      version,
      pat,
      ghToken,
      hole('any'),
      alts([str('a'), str('b')]),
      arr([str('a')]),
      arr([]),
      obj({ a: NULL }),
      obj({}),
      unknown(''),
    ];
    for (const [i, a] of some.entries()) for (const [j, b] of some.entries()) expect(sameVal(a, b)).toBe(i === j);
    expect(alternatives(alts([str('a'), str('b')]))).toHaveLength(2);
  });
});
