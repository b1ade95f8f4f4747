import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';
import { type BadCall, badCalls, badLocalActions } from './calls.ts';
import { openerOf } from './opener.ts';
import type { InvalidSubject } from './subject.ts';

export const rule: Rule = {
  id: 'invalid-workflow',
  group: 'platform',
  severity: 'error',
  title: 'A workflow file that GitHub refuses, or does not read as written',
  *check(analysis) {
    const { world } = analysis;
    for (const w of world.workflows) {
      for (const p of w.problems) {
        const at = w.file.locate(p.span);
        const opener = p.effect === 'refused' && w.parsed.problems.length > 0 ? openerOf(w.file, at.line) : undefined;
        yield {
          at,
          severity: p.effect === 'refused' ? 'error' : p.minor ? 'note' : 'warning',
          certainty: 'proven',
          title: p.effect === 'refused' ? `GitHub refuses ${w.path}` : `Part of ${w.path} does not do what it says`,
          message:
            p.effect === 'refused'
              ? `${p.message.replace(/([^.!?])$/, '$1.')} None of its triggers starts a run, dispatch included, and workflows that call it fail.`
              : p.message,
          ...(opener
            ? { chain: [{ kind: 'step' as const, text: 'what it belongs to begins here', location: opener, state: 'holds' as const }] }
            : {}),
          facts: [p.fact],
          key: [p.message.replace(/\d+/g, '#')],
          subject: { workflow: w, problem: p } satisfies InvalidSubject,
        };
      }
      for (const bad of badCalls(w, world)) yield draftOf(bad);
    }
    for (const workflow of releasing(analysis).workflows)
      for (const job of workflow.jobs) for (const bad of badLocalActions(job, workflow, world)) yield draftOf(bad);
  },
};

function draftOf(bad: BadCall): Draft {
  return {
    at: bad.at.file.locate(bad.at.span),
    severity: bad.severity,
    certainty: 'proven',
    title: bad.title,
    message: bad.message,
    facts: [bad.fact],
    key: [bad.title],
    subject: { call: bad } satisfies InvalidSubject,
    ...(bad.advice === undefined ? {} : { advice: bad.advice }),
  };
}
