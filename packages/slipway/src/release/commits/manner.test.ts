import { describe, expect, it } from 'vitest';
import type { Driver } from '../types.ts';
import { asReadBy, changesOf } from './index.ts';

const HASH = 'abcdef1234567890abcdef1234567890abcdef12';

/** What a tool reads of a message: type, or `-` where it follows no convention, with `!` where it breaks. */
function read(driver: Driver, message: string): string {
  const commit = { hash: HASH, parents: [], author: { name: 'A', email: 'a@example.com' }, date: 0, message };
  return asReadBy(driver, changesOf(commit))
    .map(({ type, breaking, reverts }) => `${type ?? '-'}${breaking === undefined ? '' : '!'}${reverts.length > 0 ? '<' : ''}`)
    .join(' ');
}

describe('how tools read a message', () => {
  const list = 'Title of it (#1)\n\n* feat: one\n\n* fix: two\n\nBREAKING CHANGE: three';
  const paragraphs = 'chore: all\n\nfeat: one\n\nfix: two';
  const back = `Revert "feat: a"\n\nThis reverts commit ${HASH}.`;

  it.each<[Driver, string, string]>([
    ['slipway', list, '- feat fix!'],
    ['release-please', list, '-'],
    ['semantic-release', list, '-!'],
    ['release-plz', list, '-'],
    ['python-semantic-release', list, '- feat fix!'],
    ['slipway', paragraphs, 'chore feat fix'],
    ['release-please', paragraphs, 'chore feat fix'],
    ['knope', paragraphs, 'chore'],
    ['cocogitto', paragraphs, 'chore'],
    ['slipway', back, 'revert<'],
    ['semantic-release', back, 'revert<'],
    ['release-please', back, '-'],
    ['git-cliff', back, '-'],
    ['slipway', 'revert: a', 'revert'],
    ['semantic-release', 'revert: a', '-'],
    ['release-please', 'revert: a', 'revert'],
    ['slipway', 'Feat: a', 'feat'],
    ['release-plz', 'Feat: a', 'feat'],
    ['release-please', 'Feat: a', '-'],
    ['semantic-release', 'Fix: a', '-'],
    ['semantic-release', 'FIX: a', 'fix'],
    ['cocogitto', 'Fix!: a', '-!'],
  ])('%s: %j', (driver, message, expected) => {
    expect(read(driver, message)).toBe(expected);
  });

  it('keeps what it does not read otherwise as it is', () => {
    const commit = { hash: HASH, parents: [], author: { name: 'A', email: 'a@example.com' }, date: 0, message: 'feat(x)!: a (#3)' };
    expect(asReadBy('release-please', changesOf(commit))).toEqual(changesOf(commit));
  });
});
