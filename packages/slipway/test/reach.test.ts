import { describe, expect, it } from 'vitest';
import { diagnose } from '../src/doctor/index.ts';
import { reachOf, stagesOf } from '../src/doctor/reach.ts';
import { exampleTrees, openExample } from './example-trees.ts';

describe('what a release reaches, asked without the rules', () => {
  it.each(exampleTrees().filter(({ name }) => /\/(?:broken|mended)$/.test(name)))('is what the report says: $name', (example) => {
    const { tree, options } = openExample(example);
    const report = diagnose(tree, options);
    const reach = reachOf(tree, options);
    expect(reach.destinations).toEqual(report.destinations.map(({ id, kind, verdict }) => ({ id, kind, verdict })));
    expect(stagesOf(reach, undefined)).toEqual(
      report.contract.stages.map(({ name, items }) => ({ stage: name, items: items.map((one) => ({ kind: one.kind, name: one.name })) })),
    );
  });
});
