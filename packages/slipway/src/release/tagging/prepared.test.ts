import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReleaseConfig } from '../config/index.ts';
import type { PlanQuestion } from '../plan/index.ts';
import type { History } from '../types.ts';
import { earlierTags, preparedComponents, saysPrepared, unknownHere, unpushedTags, withoutTags } from './index.ts';

const CONFIG = readReleaseConfig('release:\n  components:\n    - { name: tool, path: . }\n', 'slipway.yaml')!;
const BARE = readReleaseConfig('release:\n  changelog: false\n  components:\n    - { name: tool, path: . }\n', 'slipway.yaml')!;

/** A history on main that contains all of its tags, newest first. */
const history = (...tags: string[]): History => ({
  head: 'f'.repeat(40),
  branch: 'main',
  shallow: false,
  tags: tags.map((name, at) => ({ name, commit: String(at).repeat(40).slice(0, 40), date: 1_000 - at, annotated: true })),
  contains: () => true,
  commits: () => [],
  authors: () => [],
});
const log = (...versions: string[]): string =>
  `# Changelog\n\n${versions.map((one) => `## [${one}] - 2026-01-01\n\n- Notes of ${one}.\n`).join('\n')}`;
const manifest = (version: string): string => JSON.stringify({ name: 'tool', version });
const question = (files: Readonly<Record<string, string>>, past: History, config = CONFIG): PlanQuestion => ({
  history: past,
  read: (path) => files[path],
  list: () => Object.keys(files).sort(),
  config,
  day: '2026-11-20',
  version: '0.0.0',
});
const found = (files: Readonly<Record<string, string>>, past: History, config = CONFIG) =>
  preparedComponents(question(files, past, config)).map(({ version, notes }) => [version, notes?.trim()]);

describe('a release that only lacks its tag', () => {
  it('is a version of the manifest with notes of it, and without a tag', () => {
    const files = { 'package.json': manifest('1.1.0'), 'CHANGELOG.md': log('1.1.0', '1.0.0') };
    expect(found(files, history('v1.0.0'))).toEqual([['1.1.0', '- Notes of 1.1.0.']]);
    expect(found(files, history('v1.1.0', 'v1.0.0'))).toEqual([]);
  });

  it('is no version that is merely written down for later, or lower than what is released', () => {
    expect(found({ 'package.json': manifest('1.1.0'), 'CHANGELOG.md': log('1.0.0') }, history('v1.0.0'))).toEqual([]);
    expect(found({ 'package.json': manifest('0.9.0'), 'CHANGELOG.md': log('0.9.0') }, history('v1.0.0'))).toEqual([]);
  });

  it('is what the manifest says where no changelog is kept, and what the changelog says where there is no manifest', () => {
    expect(found({ 'package.json': manifest('1.1.0') }, history('v1.0.0'), BARE)).toEqual([['1.1.0', undefined]]);
    // A changelog without the last release was given up.
    expect(found({ 'package.json': manifest('1.1.0'), 'CHANGELOG.md': log('0.4.0') }, history('v1.0.0'))).toEqual([['1.1.0', undefined]]);
    expect(found({ 'CHANGELOG.md': log('1.1.0', '1.0.0') }, history('v1.0.0'))).toEqual([['1.1.0', '- Notes of 1.1.0.']]);
    expect(found({ 'CHANGELOG.md': log('1.0.0') }, history('v1.0.0'))).toEqual([]);
    // Who keeps a changelog and makes no tags has released all that stands there.
    expect(found({ 'CHANGELOG.md': log('1.1.0', '1.0.0') }, history())).toEqual([]);
  });

  it('is said by another tree only when all of its files say so', () => {
    const files = { 'package.json': manifest('1.1.0'), 'CHANGELOG.md': log('1.1.0', '1.0.0') };
    const [one] = preparedComponents(question(files, history('v1.0.0')));
    const says = (other: Readonly<Record<string, string>>): boolean => saysPrepared((path) => other[path], one!);
    expect(says(files)).toBe(true);
    expect(says({ ...files, 'CHANGELOG.md': log('1.0.0') })).toBe(false);
    expect(says({ ...files, 'package.json': manifest('1.0.0') })).toBe(false);
    expect(says({})).toBe(false);
  });
});

describe('tags that were made here and not pushed', () => {
  it('are those above the highest version that the remote has', () => {
    const past = history('v1.2.0', 'v1.1.0', 'v1.0.0', 'v0.9.0', 'backup');
    expect([...unpushedTags(CONFIG, past, new Set(['v1.0.0']))]).toEqual(['v1.2.0', 'v1.1.0']);
    expect([...unpushedTags(CONFIG, past, new Set(['v1.2.0']))]).toEqual([]);
    // The first one of all; and those of a fork, whose remote is another one.
    expect([...unpushedTags(CONFIG, history('v1.0.0'), new Set())]).toEqual(['v1.0.0']);
    expect([...unpushedTags(CONFIG, past, new Set())]).toEqual([]);
  });

  it('are none that the remote has, whatever it has', () => {
    const names = ['v2.0.0', 'v1.2.0', 'v1.1.0', 'v1.0.0'];
    fc.assert(
      fc.property(fc.subarray(names), (pushed) => {
        const local = unpushedTags(CONFIG, history(...names), new Set(pushed));
        expect(pushed.some((name) => local.has(name))).toBe(false);
        // What is left is what a plan may count from: the highest of it is the remote's.
        const left = withoutTags(history(...names), local).tags.map(({ name }) => name);
        expect(left[0]).toBe(pushed[0] ?? names[0]);
      }),
    );
  });

  it('are told from those that only the remote has: a higher one among them is not known here', () => {
    const planned = [{ component: 'tool', name: 'v1.1.0', version: '1.1.0' }];
    const unknown = (...pushed: string[]) => [...unknownHere(CONFIG, history('v1.0.0'), pushed, planned)];
    expect(unknown('v1.0.0', 'v1.2.0', 'v1.10.0', 'other-v9.0.0')).toEqual([['v1.1.0', 'v1.10.0']]);
    expect(unknown('v1.0.0', 'v0.9.0', 'v1.1.0')).toEqual([]);
  });

  it('do not count as the tag before', () => {
    expect(earlierTags(CONFIG, history('v1.1.0', 'v1.0.0'), new Set(['v1.1.0'])).get('tool')?.name).toBe('v1.0.0');
  });
});
