import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bump } from '../types.ts';
import {
  arithmeticOf,
  attributionOf,
  type Dependency,
  isRefusal,
  larger,
  lockedVersion,
  propagate,
  type Refusal,
  takes,
  topological,
} from './index.ts';

function able<T extends object>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.refused);
  return value;
}

describe('the components of a commit', () => {
  const of = able(
    attributionOf([
      { name: 'app', path: '', paths: ['!docs/**', '!**.md'] },
      { name: '@scope/core', path: 'packages/core', paths: ['schemas/**', '!packages/core/README.md'] },
      { name: 'core-cli', path: 'packages/core/cli', paths: [] },
    ]),
  );

  it('are those whose folders or globs hold a file that it changes', () => {
    expect(of(['packages/core/src/a.ts'])).toEqual({ components: ['@scope/core'], why: 'it changes files of @scope/core' });
    expect(of(['packages/core/cli/x'])).toMatchObject({ components: ['core-cli'] });
    expect(of(['packages/core-extra/x'])).toMatchObject({ components: ['app'] });
    expect(of(['schemas/a.json', 'src/main.ts'])).toMatchObject({ components: ['app', '@scope/core'] });
  });

  it('may be none', () => {
    expect(of(['docs/a.html', 'packages/core/README.md'])).toEqual({ components: [], why: 'it changes files of no component' });
    expect(of(['README.md'])).toEqual({ components: [], why: 'it changes files of the root only' });
    expect(of([])).toEqual({ components: [], why: 'it changes no file' });
  });

  it('are told by the scope where files are not read', () => {
    expect(of(undefined, 'core')).toEqual({ components: ['@scope/core'], why: 'its scope is `core`' });
    expect(of(undefined, 'core-cli, core')).toMatchObject({ components: ['@scope/core', 'core-cli'] });
    expect(of(undefined, 'deps')).toEqual({ components: [], why: 'its files were not read, and its scope `deps` is no component' });
    expect(of(undefined)).toEqual({ components: [], why: 'its files were not read, and it has no scope' });
    expect(able(attributionOf([{ name: 'one', path: '', paths: [] }]))(undefined, 'ui')).toEqual({
      components: ['one'],
      why: 'there is one component',
    });
  });

  it('refuse a glob that cannot be read', () => {
    expect(attributionOf([{ name: 'one', path: '', paths: ['[z-a]'] }])).toMatchObject({
      refused: expect.stringMatching(/^The component one has a path `\[z-a\]`/),
    });
  });
});

describe('a declared range', () => {
  it.each([
    ['npm', '^1.2.0', '1.3.0', true],
    ['npm', '^1.2.0', '2.0.0', false],
    ['npm', '^0.2.0', '0.3.0', false],
    ['npm', '^1.2.0', '1.3.0-rc.1', false],
    ['npm', 'workspace:*', '1.2.1', false],
    ['npm', 'workspace:^', '1.3.0', true],
    ['npm', 'workspace:~', '1.3.0', false],
    ['npm', 'workspace:^1.0.0', '1.9.0', true],
    ['npm', 'workspace:^', '2.0.0', false],
    ['npm', 'github:a/b', '2.0.0', undefined],
    ['cargo', '1.2', '1.9.0', true],
    ['cargo', '0.2', '0.3.0', false],
    ['cargo', '>=1.2, <1.4', '1.3.0', true],
    ['cargo', '=1.2.0', '1.2.1', false],
    ['cargo', '1.*', '1.9.0', true],
    ['python', '>=1.2,<2', '1.9.0', true],
    ['python', '~=1.2', '1.9.0', true],
    ['python', '~=1.2.0', '1.3.0', false],
    ['python', '==1.2.*', '1.2.9', true],
    ['python', '==1.2.0', '1.2.1', false],
    ['python', '!=1.3.0', '1.3.0', false],
    ['python', '', '9.0.0', true],
    ['python', '@ file:../x', '9.0.0', undefined],
  ] as const)('%s %j takes %s: %s', (kind, range, version, expected) => {
    expect(takes(kind, range, version, '1.2.0')).toBe(expected);
  });
});

describe('the order of components', () => {
  it('has dependencies first, and rings together', () => {
    const map = new Map([
      ['app', ['lib', 'ring-a']],
      ['lib', ['base', 'outside']],
      ['base', []],
      ['ring-a', ['ring-b']],
      ['ring-b', ['ring-a', 'base']],
      ['self', ['self']],
    ]);
    expect(topological(map)).toEqual({ order: ['base', 'lib', 'ring-a', 'ring-b', 'app', 'self'], cycles: [['ring-a', 'ring-b'], ['self']] });
  });

  it('bears long chains', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `c${at}`);
    const map = new Map(names.map((name, at) => [name, at + 1 < names.length ? [names[at + 1]!] : []]));
    expect(topological(map).order[0]).toBe('c19999');
  });
});

const ARITHMETIC = able(arithmeticOf({ kind: 'semver' }));
const after = (text: string, bump: Bump): string =>
  bump === 'none' ? text : ARITHMETIC.write(able(ARITHMETIC.raise(able(ARITHMETIC.read(text)).numbers, bump, '')));

function repository(parts: Record<string, { version?: string; group?: string; on?: Record<string, string> }>, kind: Dependency['kind']) {
  return {
    components: Object.entries(parts).map(([name, { group, on = {} }]) => ({
      name,
      dependsOn: Object.keys(on),
      ...(group === undefined ? {} : { group }),
    })),
    dependencies: new Map(
      Object.entries(parts).map(([name, { on = {} }]) => [
        name,
        Object.entries(on).map(([target, range]): Dependency => ({ on: target, range, ...(kind ? { kind } : {}) })),
      ]),
    ),
    version: (name: string, bump: Bump) => after(parts[name]?.version ?? '1.0.0', bump),
  };
}

describe('what rises together', () => {
  it('is a cargo dependant with its dependency, by a patch', () => {
    const { bumps, why, order } = propagate(repository({ cli: { on: { core: '1.0' } }, core: {}, other: {} }, 'cargo'), new Map([['core', 'minor']]));
    expect(Object.fromEntries(bumps)).toEqual({ cli: 'patch', core: 'minor', other: 'none' });
    expect(why.get('cli')).toEqual(['It depends on core, which rises to 1.1.0: patch.']);
    expect(why.get('core')).toEqual(['Its own commits raise it: minor.']);
    expect(why.get('other')).toEqual(['Nothing raises it.']);
    expect(order).toEqual(['core', 'cli', 'other']);
  });

  it('is an npm dependant only where its range does not take the new version', () => {
    const parts = { app: { on: { core: 'workspace:^' } }, pin: { on: { core: 'workspace:*' } }, core: {} };
    const minor = propagate(repository(parts, 'npm'), new Map([['core', 'minor']]));
    expect(Object.fromEntries(minor.bumps)).toEqual({ app: 'none', core: 'minor', pin: 'patch' });
    expect(minor.why.get('app')).toEqual(['It depends on core, which rises to 1.1.0; its range `workspace:^` takes that already.']);
    expect(minor.why.get('pin')).toEqual(['It depends on core, which rises to 1.1.0; its range `workspace:*` does not take that: patch.']);
    expect(propagate(repository(parts, 'npm'), new Map([['core', 'major']])).bumps.get('app')).toBe('patch');
    expect(propagate({ ...repository(parts, 'npm'), policy: { bump: 'same', when: 'always' } }, new Map([['core', 'minor']])).bumps.get('app')).toBe(
      'minor',
    );
    expect(propagate({ ...repository(parts, 'npm'), policy: { bump: 'none' } }, new Map([['core', 'major']])).bumps.get('pin')).toBe('none');
  });

  it('is a locked group, with one version', () => {
    const { bumps, why } = propagate(
      repository({ a: { group: 'all' }, b: { group: 'all' }, c: { on: { b: '1' } } }, 'cargo'),
      new Map([['a', 'major']]),
    );
    expect(Object.fromEntries(bumps)).toEqual({ a: 'major', b: 'major', c: 'patch' });
    expect(why.get('b')).toEqual(['It rises with a, for the group all has one version: major.']);
    expect(lockedVersion({ kind: 'semver' }, ['1.4.0', '2.0.0-rc.1', 'x'])).toBe('2.0.0-rc.1');
  });

  it('is a ring as a whole', () => {
    const { bumps, cycles } = propagate(repository({ a: { on: { b: '1' } }, b: { on: { a: '1' } } }, 'cargo'), new Map([['a', 'minor']]));
    expect(Object.fromEntries(bumps)).toEqual({ a: 'minor', b: 'patch' });
    expect(cycles).toEqual([['a', 'b']]);
  });

  it('is a fixpoint above what the commits raise, whatever the order', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const part = fc.record({
      version: fc.constantFrom('0.1.0', '1.0.0', '1.2.3'),
      group: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      on: fc.dictionary(fc.constantFrom(...names), fc.constantFrom('^1.0.0', '^0.1.0', '*', '~1.2.3', '1.2.3 || 2.x', '?'), { maxKeys: 3 }),
      own: fc.constantFrom<Bump>('none', 'patch', 'minor', 'major'),
    });
    const policy = fc.option(
      fc.record({ bump: fc.constantFrom('patch', 'minor', 'same', 'none'), when: fc.constantFrom('always', 'out-of-range') }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 6, maxLength: 6 }),
        fc.constantFrom('npm', 'cargo', 'python', undefined),
        policy,
        (drawn, kind, rule) => {
          const own = new Map(drawn.map((one, at) => [names[at]!, one.own]));
          const parts = Object.fromEntries(
            drawn.map(({ version, group, on }, at) => [names[at]!, { version, on, ...(group === undefined ? {} : { group }) }]),
          );
          const known = { ...repository(parts, kind), ...(rule ? { policy: rule } : {}) };
          const first = propagate(known, own);
          for (const [name, bump] of own) expect(larger(first.bumps.get(name)!, bump)).toBe(first.bumps.get(name));
          for (const one of known.components)
            for (const two of known.components)
              if (one.group !== undefined && one.group === two.group) expect(first.bumps.get(one.name)).toBe(first.bumps.get(two.name));
          expect(propagate(known, first.bumps).bumps).toEqual(first.bumps);
          expect(propagate({ ...known, components: [...known.components].reverse() }, new Map([...own].reverse()))).toEqual(first);
          for (const name of names) expect(first.why.get(name)).not.toEqual([]);
          expect([...first.order].sort()).toEqual(names);
        },
      ),
      { numRuns: 500 },
    );
  });
});
