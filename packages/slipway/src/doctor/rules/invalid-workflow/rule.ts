import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'invalid-workflow',
  group: 'platform',
  severity: 'error',
  title: 'A workflow file that GitHub refuses, or does not read as written',
  *check(analysis) {
    for (const w of analysis.world.workflows)
      for (const p of w.problems) {
        yield {
          at: w.file.locate(p.span),
          severity: p.effect === 'refused' ? 'error' : 'warning',
          certainty: 'proven',
          title: p.effect === 'refused' ? `GitHub refuses ${w.path}` : `Part of ${w.path} does not do what it says`,
          message:
            p.effect === 'refused'
              ? `${p.message.replace(/([^.!?])$/, '$1.')} None of its triggers starts a run, dispatch included, and workflows that call it fail.`
              : p.message,
          facts: [p.fact],
          key: [p.message.replace(/\d+/g, '#')],
        };
      }
  },
};
