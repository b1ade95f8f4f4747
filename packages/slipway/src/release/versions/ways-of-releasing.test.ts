import { describe, expect, it } from 'vitest';
import type { Bump, BumpRules, Change, Channel, Tag } from '../types.ts';
import { bumpOf, lockedVersion, type Next, nextVersion, propagate, versionOfTag } from './index.ts';

const HEAD = 'f'.repeat(40);
const STABLE: Channel = { name: 'stable', branches: ['main'], latest: true };

function tags(...names: string[]): Tag[] {
  return names.map((name, at) => ({ name, commit: `${at + 1}`.padStart(40, '0'), date: at, annotated: true }));
}

function next(
  contained: Tag[],
  more: { explicit?: string; bump?: Bump; channel?: Channel; elsewhere?: Tag[]; template?: string; name?: string; registry?: boolean },
): Next {
  const { elsewhere = [], channel = STABLE, bump = 'none', template = 'v{version}', name = 'tool', ...rest } = more;
  return nextVersion({
    component: { name, tag: template, scheme: { kind: 'semver' }, first: '0.1.0' },
    head: HEAD,
    contained,
    all: [...contained, ...elsewhere],
    channel,
    bump,
    day: '2026-11-21',
    ...rest,
  });
}

describe('a release pull request with a choice of patch, minor and major', () => {
  it.each([
    ['patch', 'v0.2.1'],
    ['minor', 'v0.3.0'],
    ['major', 'v1.0.0'],
  ])('%s of v0.2.0 is %s, whatever the commits say', (explicit, tag) => {
    const answer = next(tags('v0.2.0'), { explicit });
    expect(answer).toMatchObject({ kind: 'release', tag, latest: true });
    expect(answer.why[0]).toBe(`A person asked for ${explicit}.`);
  });

  it('raises all crates of the workspace to one version', () => {
    const names = ['widgetctl', 'widgetctl-core'];
    const versions = names.map((name) =>
      next(tags('widgetctl-v0.2.0', 'widgetctl-core-v0.1.4'), { explicit: 'minor', template: '{name}-v{version}', name }),
    );
    const version = lockedVersion(
      { kind: 'semver' },
      versions.flatMap((one) => (one.kind === 'release' ? [one.version] : [])),
    )!;
    expect(version).toBe('0.3.0');
    const all = names.map((name) =>
      next(tags('widgetctl-v0.2.0', 'widgetctl-core-v0.1.4'), { explicit: version, template: '{name}-v{version}', name }),
    );
    expect(all).toMatchObject([{ tag: 'widgetctl-v0.3.0' }, { tag: 'widgetctl-core-v0.3.0' }]);
  });

  it('lets crates with versions of their own rise alone, and their dependants with them', () => {
    const { bumps, order } = propagate(
      {
        components: [
          { name: 'cli', dependsOn: ['core'] },
          { name: 'core', dependsOn: [] },
        ],
        version: () => undefined,
      },
      new Map<string, Bump>([['core', 'minor']]),
    );
    expect(Object.fromEntries(bumps)).toEqual({ cli: 'patch', core: 'minor' });
    expect(order).toEqual(['core', 'cli']);
  });
});

describe('a tag for every merged pull request, by its title or its labels', () => {
  /** `feat!:` is major, `feat:` minor, every other title patch, below 1.0.0 as well. */
  const RULES: BumpRules = {
    types: new Map<string, Bump>([
      ['feat', 'minor'],
      ...['fix', 'chore', 'docs', 'ci', 'refactor', 'test'].map((type): [string, Bump] => [type, 'patch']),
    ]),
    breaking: 'major',
    other: 'patch',
    beforeOne: { breaking: 'major', feature: 'minor' },
  };
  const titled = (type: string | undefined, more: Partial<Change> = {}): Change => ({
    commit: { hash: 'a'.repeat(40), parents: [], author: { name: 'Ada', email: 'ada@example.org' }, date: 0, message: `${type}: thing` },
    description: 'thing',
    footers: [],
    reverts: [],
    ...(type === undefined ? {} : { type }),
    ...more,
  });

  it.each([
    ['feat', {}, 'v0.2.0'],
    ['feat', { scope: 'cli' }, 'v0.2.0'],
    ['feat', { breaking: true as const }, 'v1.0.0'],
    ['fix', {}, 'v0.1.2'],
    ['docs', {}, 'v0.1.2'],
    [undefined, {}, 'v0.1.2'],
  ])('%s %j of v0.1.1 is %s', (type, more, tag) => {
    const { bump } = bumpOf([titled(type, more)], RULES, [0, 1, 1]);
    expect(next(tags('v0.1.1'), { bump })).toMatchObject({ tag });
  });

  it('lets a label decide', () => {
    const labels = new Map([[7, ['major']]]);
    expect(next(tags('v0.1.1'), { bump: bumpOf([titled('fix', { pullRequest: 7 })], RULES, [0, 1, 1], labels).bump })).toMatchObject({
      tag: 'v1.0.0',
    });
  });

  it('gives no tag twice, though the tags sit on commits that no branch contains', () => {
    const orphan: Tag = { name: 'v0.1.2', commit: 'e'.repeat(40), date: 9, annotated: true };
    expect(next(tags('v0.1.1'), { bump: 'patch', elsewhere: [orphan] })).toMatchObject({ tag: 'v0.1.3' });
    expect(next(tags('v0.1.1'), { bump: 'patch', elsewhere: [orphan], channel: { ...STABLE, taken: 'refuse' } })).toMatchObject({ kind: 'refused' });
  });
});

describe('a choice of patch, minor, major, rc, hotfix and a version by name', () => {
  const noise = ['v0.0.0-hotfix.20250301120000', 'v0.0.0-rollback'];
  const HOTFIX: Channel = { name: 'hotfix', branches: ['main'], hotfix: 'suffix', latest: false };
  const PROMOTING: Channel = { ...STABLE, promotes: 'rc' };

  it.each([
    ['patch', 'v1.0.1'],
    ['minor', 'v1.1.0'],
    ['major', 'v2.0.0'],
    ['rc', 'v1.1.0-rc.1'],
    ['v1.4.0', 'v1.4.0'],
  ])('%s of v1.0.0 is %s', (explicit, tag) => {
    expect(next(tags('v1.0.0', ...noise), { explicit })).toMatchObject({ kind: 'release', tag });
  });

  it('counts no mark of an emergency as a version', () => {
    const answer = next(tags(...noise), { explicit: 'minor' });
    expect(answer).toMatchObject({ tag: 'v0.1.0', from: null });
    expect(answer.leftOut).toHaveLength(2);
  });

  it('goes from rc1 to rc.2 to the release of the same commit', () => {
    const first = tags('v0.1.0-rc1', ...noise);
    const second = next(first, { explicit: 'rc' });
    expect(second).toMatchObject({ tag: 'v0.1.0-rc.2' });
    expect(second.warnings[0]).toMatch(/^v0\.1\.0-rc1 has no dot before its number/);
    const candidates = [...first, { name: 'v0.1.0-rc.2', commit: HEAD, date: 9, annotated: true }];
    expect(next(candidates, { channel: PROMOTING })).toMatchObject({ tag: 'v0.1.0', commit: HEAD, promotes: { tag: 'v0.1.0-rc.2' } });
  });

  it('writes a hotfix with its suffix, and counts it', () => {
    expect(next(tags('v1.0.0'), { explicit: 'hotfix', channel: HOTFIX })).toMatchObject({ tag: 'v1.0.1-hotfix.1', latest: false });
    expect(next(tags('v1.0.0', 'v1.0.1-hotfix.1'), { explicit: 'hotfix', channel: HOTFIX })).toMatchObject({ tag: 'v1.0.1-hotfix.2' });
    expect(next(tags('v1.0.0', 'v1.0.1-hotfix.1'), { explicit: 'patch' })).toMatchObject({ tag: 'v1.0.1' });
    expect(next(tags('v1.0.0'), { explicit: 'hotfix' })).toMatchObject({ tag: 'v1.0.1' });
  });

  it('reads what it has written', () => {
    for (const tag of ['v1.0.0-rc1', 'v1.0.1-hotfix.1']) expect(versionOfTag('v{version}', 'site', tag)).toHaveProperty('numbers');
  });
});

describe('from alpha to general availability', () => {
  it('goes up through every stage and never back', () => {
    const channel = (identifier: string): Channel => ({ name: identifier, identifier, branches: ['main'], latest: false });
    let known = tags('v1.2.0');
    const seen: string[] = [];
    for (const one of [channel('alpha'), channel('alpha'), channel('beta'), channel('rc'), STABLE]) {
      const answer = next(known, { bump: 'minor', channel: one });
      if (answer.kind !== 'release') throw new Error(answer.reason);
      seen.push(answer.tag);
      known = [...known, { name: answer.tag, commit: `${seen.length}`.padStart(40, 'c'), date: 0, annotated: true }];
    }
    expect(seen).toEqual(['v1.3.0-alpha.1', 'v1.3.0-alpha.2', 'v1.3.0-beta.1', 'v1.3.0-rc.1', 'v1.3.0']);
    expect(next(known.slice(0, -1), { bump: 'minor', channel: channel('alpha') })).toMatchObject({ kind: 'refused' });
  });
});
