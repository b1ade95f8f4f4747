import type { Comparison, DestinationChange } from '../compare/types.ts';
import type { Examination } from '../diagnose.ts';
import { isWorse } from './verdicts.ts';

/** Two examinations side by side: findings by their id, destinations by their verdict. */
export function compareExaminations(before: Examination, after: Examination): Comparison {
  const ids = (of: Examination) => new Set(of.report.findings.map((f) => f.id));
  const had = ids(before);
  const has = ids(after);
  const changes = before.report.destinations.flatMap((d): DestinationChange[] => {
    const now = after.report.destinations.find((o) => o.id === d.id && o.kind === d.kind);
    return now === undefined || now.verdict === d.verdict ? [] : [{ id: d.id, before: d.verdict, after: now.verdict }];
  });
  const worse = (c: DestinationChange) => c.before !== 'absent' && c.after !== 'absent' && isWorse(c.before, c.after);
  return {
    fresh: after.report.findings.filter((f) => !had.has(f.id)),
    gone: before.report.findings.filter((f) => !has.has(f.id)),
    stays: after.report.findings.filter((f) => had.has(f.id)).length,
    breaks: changes.filter(worse),
    mends: changes.filter((c) => !worse(c)),
    added: [],
    removed: [],
    wakes: [],
    sleeps: [],
    contract: { added: [], removed: [], renamed: [] },
  };
}
