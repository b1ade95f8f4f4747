import { describe, expect, it } from 'vitest';
import type { Tree } from '../../remotes/types.ts';
import { diagnose } from '../diagnose.ts';
import type { DoctorOptions } from '../options.ts';
import { examples, headings } from './examples.ts';
import { fixers } from './fixes.ts';
import { pageFixes } from './page-fixes.ts';
import { pages } from './pages.ts';

/** The day for which the pages are written. */
const asOf = '2026-11-20';

/** Holds a rule's page to what the doctor says of its examples; see `examples` for how they are written. */
export function pageExamples(id: string, options: Partial<DoctorOptions> = {}): void {
  const page = pages.get(id) ?? '';
  const found = (tree: Tree) => diagnose(tree, { asOf, version: '0', ...options, only: [id] }).findings;

  if (fixers.has(id)) pageFixes(id, page, { asOf, version: '0', ...options });

  describe(`the page of ${id}`, () => {
    it('has the fixed headings', () => {
      expect(page.split('\n')[0]).toBe(`# ${id}`);
      expect([...page.matchAll(/^## (.+)$/gm)].map((m) => m[1])).toEqual(headings);
      expect(page.split('\n')[2], 'one sentence after the title').toMatch(/\S.*\.$/);
    });

    it.each(examples(page, 'Broken'))('shows a repository of which the doctor says this: $title', ({ tree, marks }) => {
      const findings = found(tree);
      expect(marks).toHaveLength(1);
      expect(findings.map((f) => ({ path: f.location.path, line: f.location.line }))).toEqual(marks);
      expect(findings[0]!.message).toMatch(/^\S.*\.$/s);
    });

    it.each(examples(page, 'Sound'))('shows a repository of which it says nothing: $title', ({ tree }) => {
      expect(found(tree)).toEqual([]);
    });

    if (id === 'invalid-workflow') return;
    it('shows workflows that GitHub accepts', () => {
      const all = [...examples(page, 'Broken'), ...examples(page, 'Sound')];
      expect(all.flatMap(({ tree }) => diagnose(tree, { asOf, version: '0', only: ['invalid-workflow'] }).findings)).toEqual([]);
    });
  });
}
