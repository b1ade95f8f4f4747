import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACKAGES, Repository, released, THREE } from './history.fixture.ts';
import { makePlan, writePlan } from './index.ts';

const commits = fc.array(
  fc.record({
    type: fc.constantFrom('feat', 'fix', 'docs', 'feat!', 'chore'),
    of: fc.subarray(['packages/a/x', 'packages/b/x', 'packages/c/x', 'README.md'], { minLength: 1 }),
    tag: fc.constantFrom('', '', '', 'a-v', 'b-v', 'c-v'),
    merge: fc.boolean(),
  }),
  { maxLength: 9 },
);

/** A history with branches, and tags of versions that rise. */
function built(drawn: readonly { type: string; of: readonly string[]; tag: string; merge: boolean }[]): Repository {
  const repository = new Repository(PACKAGES).tag('a-v1.0.0', 'c-v1.0.0');
  drawn.forEach(({ type, of, tag, merge }, at) => {
    const side = merge ? repository.commits[Math.max(0, repository.commits.length - 3)]!.hash : undefined;
    const before = repository.head;
    const files = Object.fromEntries(of.map((path) => [path, `${at}`]));
    repository.commit(`${type}: change ${at}`, files, side === undefined ? undefined : [side]);
    if (tag !== '') repository.tag(`${tag}1.${at + 1}.0`);
    if (side !== undefined && side !== before) repository.commit('Merge branch side', {}, [before, repository.head]);
  });
  return repository;
}

const channel = fc.constantFrom('stable', 'rc', 'hotfix');

describe('every plan', () => {
  it('is the same for the same question, whatever the order of tags and components', () => {
    fc.assert(
      fc.property(commits, channel, fc.nat(), (drawn, name, seed) => {
        const repository = built(drawn);
        const question = repository.question(THREE, { channel: name });
        const plan = makePlan(question);
        expect(writePlan(makePlan(question))).toBe(writePlan(plan));
        const turn = <T>(list: readonly T[]): T[] => [
          ...list.slice(seed % Math.max(1, list.length)),
          ...list.slice(0, seed % Math.max(1, list.length)),
        ];
        const { history, config } = question;
        const other = makePlan({
          ...question,
          history: { ...history, tags: turn(history.tags) },
          config: { ...config, components: turn(config.components) },
        });
        expect(writePlan(other)).toBe(writePlan(plan));
      }),
      { numRuns: 40 },
    );
  });

  it('leaves nothing to plan once it is carried out, and changes only what it says', () => {
    fc.assert(
      fc.property(commits, channel, (drawn, name) => {
        const repository = built(drawn);
        const plan = repository.plan(THREE, { channel: name });
        repository.carryOut(plan);
        const again = repository.plan(THREE, { channel: name });
        const names = plan.components.map((one) => one.name);
        expect(again.components.filter((one) => names.includes(one.name))).toEqual([]);
        expect(again.unreleased.filter((one) => names.includes(one.name) && one.kind === 'refused')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('counts for each component what it would count alone', () => {
    fc.assert(
      fc.property(commits, (drawn) => {
        const repository = built(drawn);
        const all = repository.plan(THREE);
        for (const name of ['a', 'b']) {
          const alone = repository.plan(THREE, { components: [name] });
          expect(released(alone)).toEqual(released({ ...all, components: all.components.filter((one) => one.name === name) }));
          const own = (plan: typeof all) => [...plan.components, ...plan.unreleased].find((one) => one.name === name)!.considered;
          expect(own(alone)).toEqual(own(all));
        }
      }),
      { numRuns: 40 },
    );
  });
});
