import { expect, it } from 'vitest';
import { memoryTree } from '../src/chain/index.ts';
import { examine } from '../src/doctor/diagnose.ts';
import { editsOfReport, fixesFor, isMendable, overlayTree } from '../src/doctor/fixes/index.ts';
import { AS_OF, checkAll, type Mutant } from './mutated-files.ts';

const tags = ['v1.2.2', 'v1.2.1', 'v1.2.0'].map((name, age) => ({ name, date: 1_700_000_000 - age, subject: 'release' }));
/** Findings of one tree that are looked at. */
const most = 4;

/** Whatever a workflow looks like: each finding gets proved ways, or reasons why not, and every way changes what it walked. */
function mendTree({ from, text }: Mutant): void {
  const tree = memoryTree({ ...from.tree.files, [from.path]: text }, { tags });
  const base = examine(tree, { version: '0.0.0', asOf: AS_OF });
  const concerned = base.report.findings.filter((f) => isMendable(f.rule) && f.location.path === from.path);
  for (const finding of concerned.slice(0, most)) {
    const { offered, unproved, refused } = fixesFor(base, finding.id);
    for (const { fix, after, proof } of offered) {
      expect(proof.gone).toContain(finding.id);
      const edited = overlayTree(
        tree,
        editsOfReport((path) => tree.read(path), fix.edits),
      );
      for (const { path } of fix.edits) expect(edited.read(path)).toBe(after.tree.read(path));
      expect(fix.title).not.toMatch(/undefined|\[object|\n/);
      expect([...fix.tradeoffs, ...fix.setup, fix.check].join(' ')).not.toMatch(/undefined|\[object/);
    }
    for (const { why } of unproved) expect(why).toMatch(/^\S.*\.$/s);
    for (const { refused: what, instead } of refused) expect(`${what} ${instead}`).toMatch(/\S/);
  }
}

it('findings of mutated workflows are mended as promised, or not at all', () => checkAll(7, 60, mendTree), 600_000);
