import { describe, expect, it } from 'vitest';
import { drivenTags, judgeTags, type PlannedTag, type TagFacts, tagMessage } from './index.ts';

const HEAD = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const tag: PlannedTag = {
  component: 'tool',
  version: '1.1.0',
  name: 'v1.1.0',
  commit: HEAD,
  notes: '- One thing.',
  channel: 'stable',
  driver: 'slipway',
  promotes: null,
  why: [],
};
const stable = { name: 'stable', branches: ['main', 'release/*'], latest: true };
const sound: TagFacts = {
  tags: [tag],
  config: { channels: [stable], lines: [{ branch: '1.x', range: '1.x' }] },
  tagging: { annotated: true, signed: false },
  head: HEAD,
  branch: 'main',
  changed: [],
  upstream: { name: 'origin/main', head: HEAD, contains: true },
  remoteName: 'origin',
  inRun: false,
  names: new Map([['v1.1.0', { others: [], releases: [] }]]),
  unknownHere: new Map(),
  earlier: new Map(),
  checks: new Map(),
  preflight: new Map(),
};
const codes = (facts: Partial<TagFacts>): string[] => judgeTags({ ...sound, ...facts }).map(({ code }) => code);

describe('what stands against a tag', () => {
  it('is nothing when all is as it should be, and nothing that was not asked', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ changed: undefined, branch: undefined, upstream: undefined, names: new Map() })).toEqual([]);
    expect(codes({ branch: '1.x' })).toEqual([]);
    expect(codes({ branch: 'release/2' })).toEqual([]);
  });

  it('is no lack of notes where another component tells of the version that they share', () => {
    const quiet = { ...tag, component: 'tool-core', name: 'tool-core-v1.1.0', notes: '' };
    expect(codes({ tags: [tag, quiet] })).toEqual([]);
    expect(codes({ tags: [tag, { ...quiet, version: '0.2.0' }] })).toEqual(['no-notes']);
  });

  it.each<[string, Partial<TagFacts>, string]>([
    ['changed files', { changed: ['a', 'b', 'c', 'd'] }, 'dirty'],
    ['another branch', { branch: 'topic' }, 'wrong-branch'],
    ['an upstream that is further', { upstream: { name: 'origin/main', head: OTHER, contains: true } }, 'not-upstream'],
    ['commits of its own', { upstream: { name: 'origin/main', head: OTHER, contains: false } }, 'not-upstream'],
    ['an upstream that was never fetched', { upstream: { name: 'origin/main', head: OTHER, contains: undefined } }, 'not-upstream'],
    ['an upstream that is gone', { upstream: { name: 'origin/main', head: undefined, contains: undefined } }, 'not-upstream'],
    ['a branch that was never pushed', { upstream: undefined }, 'not-upstream'],
    ['no notes', { tags: [{ ...tag, notes: ' \n' }] }, 'no-notes'],
    [
      'a tag elsewhere here',
      { names: new Map([['v1.1.0', { here: { commit: OTHER, differs: 'it is elsewhere' }, others: [], releases: [] }]]) },
      'tag-used',
    ],
    [
      'a note that it was made once',
      { names: new Map([['v1.1.0', { others: [{ ref: 'refs/notes/semantic-release-v1.1.0', kind: 'note' as const }], releases: [] }]]) },
      'tag-used',
    ],
    [
      'annotated tags before a lightweight one',
      { tagging: { annotated: false, signed: false }, earlier: new Map([['tool', { name: 'v1.0.0', annotated: true }]]) },
      'kind-of-tag',
    ],
    ['a higher version at the remote', { unknownHere: new Map([['v1.1.0', 'v1.2.0']]) }, 'not-fetched'],
    ['checks', { checks: new Map([[HEAD, { text: 'test failed', pending: false }]]) }, 'checks'],
    ['the walk', { preflight: new Map([['v1.1.0', { kind: 'findings' as const, text: 'x' }]]) }, 'findings'],
  ])('is %s', (_, facts, code) => {
    expect(codes(facts)).toEqual([code]);
  });

  it('is not that upstream is further, in a run that works on the commit of its event', () => {
    expect(codes({ inRun: true, upstream: { name: 'origin/main', head: OTHER, contains: true } })).toEqual([]);
    expect(codes({ inRun: true, upstream: { name: 'origin/main', head: OTHER, contains: false } })).toEqual(['not-upstream']);
  });

  it('is not the tag itself, which a run that was broken off has made', () => {
    expect(
      codes({
        names: new Map([
          ['v1.1.0', { here: { commit: HEAD, differs: undefined }, remote: HEAD, others: [], releases: [{ url: 'x', immutable: false }] }],
        ]),
      }),
    ).toEqual([]);
  });

  it('leaves to a person only what a person can know better', () => {
    const left = judgeTags({ ...sound, changed: ['a'], branch: 'topic', checks: new Map([[HEAD, { text: 'x', pending: true }]]) });
    expect(left.map(({ code, anyway, exitCode }) => [code, anyway, exitCode])).toEqual([
      ['dirty', false, 2],
      ['wrong-branch', false, 2],
      ['checks', true, 30],
    ]);
  });
});

describe('the message of a tag', () => {
  it('is its name and its notes, and the reason for which it was made anyway', () => {
    expect(tagMessage(tag)).toBe('v1.1.0\n\n- One thing.\n');
    expect(tagMessage({ ...tag, notes: '' })).toBe('v1.1.0\n');
    expect(tagMessage(tag, { reason: 'CI is\ndown', against: ['checks', 'findings'] })).toBe(
      'v1.1.0\n\n- One thing.\n\nMade anyway (checks, findings): CI is down\n',
    );
  });
});

describe('a tag that another tool makes too', () => {
  it('is told, once for each tool', () => {
    expect(drivenTags([tag, { ...tag, driver: 'goreleaser' }])).toEqual([]);
    expect(
      drivenTags([
        { ...tag, driver: 'semantic-release' },
        { ...tag, name: 'x', driver: 'semantic-release' },
      ]),
    ).toEqual([expect.stringMatching(/^v1\.1\.0 and 1 more: semantic-release makes such tags itself here/)]);
  });
});
