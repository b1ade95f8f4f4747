import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import type { Bump } from '../types.ts';
import { ask, BETA, HOTFIX, hash, NIGHTLY, ONE, PROMOTING, RC, type Setting, STABLE, SUFFIX, tag } from './next.fixture.ts';

describe('what holds for every history', () => {
  const number = fc.integer({ min: 0, max: 12 });
  const core = fc.tuple(number, number, number).map((parts) => parts.join('.'));
  const text = fc.oneof(
    core.filter((one) => one !== '0.0.0'),
    fc
      .tuple(core, fc.constantFrom('rc', 'beta', 'nightly', 'hotfix'), fc.integer({ min: 1, max: 20 }))
      .filter(([one]) => one !== '0.0.0')
      .map(([one, identifier, count]) => `${one}-${identifier}.${identifier === 'nightly' ? 20_261_100 + count : count}`),
  );
  const bump = fc.constantFrom<Bump>('none', 'patch', 'minor', 'major');
  const channel = fc.constantFrom(STABLE, RC, BETA, NIGHTLY, PROMOTING, HOTFIX, SUFFIX);
  const line = fc.constantFrom(undefined, ONE, { branch: '2.3.x', range: '2.3.x' });
  const explicit = fc.option(fc.constantFrom('major', 'minor', 'patch', 'rc', 'hotfix', '5.0.0', '5.0.0-rc.1'), { nil: undefined });
  const history = fc.record({
    tags: fc.uniqueArray(text, { maxLength: 8 }),
    elsewhere: fc.uniqueArray(text, { maxLength: 4 }),
    bump,
    channel,
    line,
    explicit,
  });
  type Drawn = typeof history extends fc.Arbitrary<infer T> ? T : never;
  const setting = ({ tags, elsewhere, line: drawn, explicit: asked, ...rest }: Drawn): Setting => ({
    ...rest,
    tags: tags.map((one, at) => tag(`v${one}`, hash(at + 1))),
    elsewhere: elsewhere.filter((one) => !tags.includes(one)).map((one, at) => tag(`v${one}`, hash(at + 100))),
    ...(drawn ? { line: drawn } : {}),
    ...(asked ? { explicit: asked } : {}),
  });

  it('is higher than all that its commit contains, as semver orders them, and free', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const next = ask(setting(drawn));
        if (next.kind !== 'release') return;
        expect(semver.parse(next.version)).not.toBeNull();
        const passing = next.version.includes('-nightly');
        for (const one of drawn.tags) {
          const after = next.promotes && semver.gt(one, next.promotes.text);
          if (!after && (passing || !one.includes('-nightly'))) expect(semver.gt(next.version, one), `${next.version} > ${one}`).toBe(true);
        }
        expect([...drawn.tags, ...drawn.elsewhere]).not.toContain(next.version);
        if (drawn.line) {
          expect(semver.satisfies(next.version, drawn.line.range, { includePrerelease: true })).toBe(true);
          expect(next.latest).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is nothing to release once the tag is there', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const first = setting(drawn);
        const next = ask(first);
        if (next.kind !== 'release') return;
        const again = ask({ ...first, tags: [...first.tags!, tag(next.tag, next.commit)] });
        expect(again.kind, `after ${next.tag}: ${again.why.at(-1)}`).toBe('nothing');
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on the order of the tags', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const first = setting(drawn);
        expect(ask({ ...first, tags: [...first.tags!].reverse(), elsewhere: [...first.elsewhere!].reverse() })).toEqual(ask(first));
      }),
    );
  });

  it('takes the latest from no higher version', () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const next = ask(setting(drawn));
        if (next.kind !== 'release' || !next.latest) return;
        for (const one of [...drawn.tags, ...drawn.elsewhere]) if (!one.includes('-')) expect(semver.gt(next.version, one)).toBe(true);
      }),
    );
  });
});
