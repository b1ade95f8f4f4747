import { describe, expect, it } from 'vitest';
import { compareExaminations } from '../compare/index.ts';
import { examine } from '../diagnose.ts';
import { editsOfReport, fixesFor, overlayTree } from '../fixes/index.ts';
import type { DoctorOptions } from '../options.ts';
import { examples } from './examples.ts';

/**
 * Holds a rule's fix to the broken examples of its page: each gets at least one way to mend it unless the page says otherwise, and each way, applied
 * from the edits of the report and walked again, takes the finding away and raises no other.
 */
export function pageFixes(id: string, page: string, options: DoctorOptions): void {
  describe(`the fixes of ${id}`, () => {
    it.each(examples(page, 'Broken'))('mend what the page shows: $title', ({ tree, marks, byHand }) => {
      const base = examine(tree, options);
      const finding = base.report.findings.find((f) => f.rule === id && f.location.path === marks[0]?.path && f.location.line === marks[0].line)!;
      const { offered, unproved, refused } = fixesFor(base, finding.id);
      if (byHand) return expect(offered).toEqual([]);
      const why = [...unproved.map((u) => `${u.proposal.id}: ${u.why}`), ...refused.map((r) => `refused: ${r.refused}`)];
      expect(offered.length, why.join('\n')).toBeGreaterThan(0);
      for (const { fix } of offered) {
        const edits = editsOfReport((path) => tree.read(path), fix.edits);
        const { fresh, gone } = compareExaminations(base, examine(overlayTree(tree, edits), options));
        expect({ fix: fix.id, gone: gone.map((f) => f.id), fresh: fresh.filter((f) => f.severity !== 'note').map((f) => f.title) }).toEqual({
          fix: fix.id,
          gone: expect.arrayContaining([finding.id]),
          fresh: [],
        });
      }
    });
  });
}
