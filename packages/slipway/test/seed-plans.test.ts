import { describe, expect, it } from 'vitest';
import { compareExaminations } from '../src/doctor/compare/index.ts';
import { examine } from '../src/doctor/diagnose.ts';
import { examineEdited, planFixes } from '../src/doctor/fixes/index.ts';
import { exampleTrees, openExample } from './example-trees.ts';

/** The broken trees of the examples, and the ways that a plan takes there in order. */
const plans: readonly { readonly example: string; readonly ways: readonly string[] }[] = [
  { example: 'widgetctl', ways: ['changelog-lost: prepend', 'token-cannot-trigger: app-token', 'tag-filter-never-matches: delete'] },
  { example: 'tpyo', ways: ['version-not-persisted: push-branch', 'skip-ci-blocks-tag: no-marker', 'token-cannot-trigger: dispatch'] },
  { example: 'bun-service', ways: [] },
];

describe.each(plans)('the plan for $example', ({ example, ways }) => {
  const { tree, options } = openExample(exampleTrees().find((t) => t.name === `${example}/broken`)!);
  const base = examine(tree, options);
  const plan = planFixes(base);

  it('reaches every destination of a release on the walk', () => {
    const left = plan.end.report.destinations.filter((d) => d.verdict !== 'reached');
    expect(left.map((d) => `${d.verdict} ${d.id}`)).toEqual([]);
    expect(plan.destinations.filter((d) => d.before === 'broken' && d.after !== 'reached')).toEqual([]);
  });

  it('begins with what stands in the way', () => {
    expect(plan.steps.map((s) => `${s.finding.rule}: ${s.tried.proposal.id}`)).toEqual(expect.arrayContaining([...ways]));
  });

  it('raises nothing', () => {
    expect(compareExaminations(base, plan.end).fresh.filter((f) => f.severity !== 'note')).toEqual([]);
  });

  it('is the same in one go', () => {
    const after = examineEdited(base, plan.edits);
    if (typeof after === 'string') throw new Error(after);
    expect(after.report.findings.map((f) => f.id)).toEqual(plan.end.report.findings.map((f) => f.id));
  });
});

describe('every broken tree and variant of the examples', () => {
  const trees = exampleTrees().filter((t) => !t.name.endsWith('/mended'));

  it.each(trees.map((t) => [t.name, t] as const))('%s has a plan that makes nothing worse', (_, tree) => {
    const opened = openExample(tree);
    const base = examine(opened.tree, opened.options);
    const { end, comparison } = planFixes(base, { all: true });
    expect(comparison.fresh.filter((f) => f.severity === 'error')).toEqual([]);
    const reached = base.report.destinations.filter((d) => d.verdict === 'reached').map((d) => d.kind);
    for (const kind of new Set(reached)) expect(end.report.destinations.some((d) => d.kind === kind && d.verdict === 'reached')).toBe(true);
  });
});
