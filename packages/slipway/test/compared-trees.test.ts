import { expect, it } from 'vitest';
import { memoryTree } from '../src/chain/index.ts';
import { type Comparison, compareExaminations } from '../src/doctor/compare/index.ts';
import { type Examination, examine } from '../src/doctor/index.ts';
import { exampleTrees, openExample } from './example-trees.ts';
import { AS_OF, checkAll } from './mutated-files.ts';

const ids = (list: Comparison['fresh']): string[] => list.map((f) => f.id).sort();
const texts = (list: Comparison['wakes']): string[] => list.map((f) => JSON.stringify(f)).sort();

/** What must hold of any two trees. */
function check(before: Examination, after: Examination): void {
  const [there, back] = [compareExaminations(before, after), compareExaminations(after, before)];
  expect(ids(there.fresh)).toEqual(ids(back.gone));
  expect(ids(there.gone)).toEqual(ids(back.fresh));
  expect(texts(there.wakes)).toEqual(texts(back.sleeps));
  expect(there.added.map((d) => d.id)).toEqual(back.removed.map((d) => d.id));
  const stays = new Set(ids(there.stays));
  expect(ids(there.fresh).filter((id) => stays.has(id))).toEqual([]);
  // Each finding that is gone is either mended or told why not, and never both.
  const mended = there.mends.flatMap((s) => s.findings);
  expect(ids([...mended, ...there.unproven.map((u) => u.finding)])).toEqual(ids(there.gone));
  for (const { destinations } of there.mends) for (const d of destinations) expect([d.before, d.after]).toEqual(['broken', 'reached']);
}

it('a mutated workflow is compared with itself before, both ways', () => {
  checkAll(11, 60, ({ from, text }) => {
    const look = (files: Readonly<Record<string, string>>): Examination => examine(memoryTree(files), { version: '0', asOf: AS_OF });
    const before = look(from.tree.files);
    check(before, look({ ...from.tree.files, [from.path]: text }));
    const { fresh, gone, breaks, mends, wakes, sleeps, destinations, contract } = compareExaminations(before, look(from.tree.files));
    expect([fresh, gone, breaks, mends, wakes, sleeps, destinations]).toEqual(Array(7).fill([]));
    expect(contract).toEqual({ added: [], removed: [], renamed: [] });
  });
}, 600_000);

it.each(
  exampleTrees()
    .filter(({ name }) => name.endsWith('/broken'))
    .map((broken) => [broken.name.replace('/broken', ''), broken] as const),
)('the mended state of %s mends the broken one', (name, broken) => {
  const mended = exampleTrees().find((tree) => tree.name === `${name}/mended`)!;
  const [before, after] = [broken, mended].map((example) => {
    const { tree, options } = openExample(example);
    return examine(tree, options);
  }) as [Examination, Examination];
  check(before, after);
  expect(compareExaminations(before, after).mends.length).toBeGreaterThan(0);
  expect(compareExaminations(after, before).breaks.length).toBeGreaterThan(0);
});
