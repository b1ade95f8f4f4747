import { expect, it } from 'vitest';
import { memoryTree } from '../src/chain/index.ts';
import { diagnose } from '../src/doctor/index.ts';
import { REPORT_SCHEMA } from '../src/doctor/schema.ts';
import { AS_OF, checkAll, type Mutant } from './mutated-files.ts';
import { violations } from './schema-check.ts';

const tags = ['v1.2.2', 'v1.2.1', 'v1.2.0'].map((name, age) => ({ name, date: 1_700_000_000 - age, subject: 'release' }));

/** The whole doctor, on the tree of the example with the changed file in place of its own. */
function diagnoseTree({ from, text }: Mutant): void {
  const files = { ...from.tree.files, [from.path]: text };
  const tree = () => memoryTree(files, { tags });
  const report = diagnose(tree(), { version: '0.0.0', asOf: AS_OF });
  const bytes = JSON.stringify(report);
  const problems = violations(JSON.parse(bytes), REPORT_SCHEMA);
  expect(problems).toEqual([]);
  expect(bytes.length).toBeLessThan(1_000_000);
  expect(report.limits.join('\n')).not.toContain('more than can be followed');
  for (const { location } of report.findings) {
    const lines = (files[location.path] ?? '').split(/\r\n?|\n/).length;
    expect(location.line).toBeLessThanOrEqual(lines);
    expect(location.endLine).toBeLessThanOrEqual(lines);
  }
}

it('the doctor makes a report of a thousand trees with a mutated workflow', () => checkAll(3, 1000, diagnoseTree), 600_000);

it('the same tree gives the same bytes', () => {
  checkAll(4, 40, ({ from, text }) => {
    const bytes = () => JSON.stringify(diagnose(memoryTree({ ...from.tree.files, [from.path]: text }, { tags }), { version: '0.0.0', asOf: AS_OF }));
    expect(bytes()).toBe(bytes());
  });
}, 600_000);
