import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../types.ts';
import { graphOf, NOBODY, ownersOf } from './owners.ts';

/** Histories of any shape, children before their parents: each commit has up to three parents among those that follow. */
const histories = fc.array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 25 }).map((steps) =>
  steps.map((own, at): Commit => {
    const parents = [...new Set(own.map((step) => at + 1 + step).filter((parent) => parent < steps.length))].map(String);
    return { hash: String(at), parents, author: { name: '', email: '' }, date: 0, message: '' };
  }),
);

/** All that a commit has, itself included: the plain way. */
function reachable(commits: readonly Commit[], from: number): Set<number> {
  const found = new Set([from]);
  for (const at of found) for (const parent of commits[at]!.parents) found.add(Number(parent));
  return found;
}

describe('the release that a commit came with', () => {
  it('is the first of those that contain it', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(), { maxLength: 6 }), (commits, picks) => {
        const heads = picks.map((pick) => pick % commits.length);
        const owners = ownersOf(graphOf(commits), heads);
        const sets = heads.map((head) => reachable(commits, head));
        const plain = commits.map((_, at) => sets.findIndex((set) => set.has(at)));
        expect([...owners]).toEqual(plain.map((owner) => (owner === -1 ? NOBODY : owner)));
      }),
    );
  });

  it('takes no account of parents that are not there', () => {
    const cut: Commit = { hash: 'a', parents: ['gone'], author: { name: '', email: '' }, date: 0, message: '' };
    expect([...ownersOf(graphOf([cut]), [0])]).toEqual([0]);
  });
});
