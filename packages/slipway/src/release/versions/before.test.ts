import { describe, expect, it } from 'vitest';
import { releasedBefore } from './index.ts';
import { HEAD, NIGHTLY, RC, STABLE, tag } from './next.fixture.ts';

describe('what is released before', () => {
  it('is the last stable release of the line, and the last pre-release of the channel after it', () => {
    const contained = ['v1.2.3', 'v1.3.0-rc.1', 'v1.3.0-rc.2', 'v1.2.3-rc.7', 'v1.3.0-nightly.20261120', 'v0.9.0'].map((one) => tag(one));
    const question = {
      component: { name: 'core', tag: 'v{version}', scheme: { kind: 'semver' as const }, first: '0.1.0' },
      head: HEAD,
      all: contained,
      contained,
      day: '2026-11-21',
    };
    expect(releasedBefore({ ...question, channel: RC })).toMatchObject({ from: { tag: 'v1.2.3' }, last: { tag: 'v1.3.0-rc.2' } });
    expect(releasedBefore({ ...question, channel: NIGHTLY })).toMatchObject({ from: { tag: 'v1.2.3' }, last: { tag: 'v1.3.0-nightly.20261120' } });
    expect(releasedBefore({ ...question, channel: STABLE })).not.toHaveProperty('last');
    expect(releasedBefore({ ...question, channel: STABLE, line: { branch: '0.x', range: '0.x' } })).toMatchObject({ from: { tag: 'v0.9.0' } });
    expect(releasedBefore({ ...question, channel: STABLE, all: [], contained: [] })).toEqual({});
  });
});
