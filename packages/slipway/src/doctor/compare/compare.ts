import type { Examination } from '../diagnose.ts';
import { compareContracts } from './contract.ts';
import { compareDestinations } from './destinations.ts';
import { compareFirings } from './firings.ts';
import { matchFindings } from './match.ts';
import { renamesOf } from './renames.ts';
import { statementsOf } from './statements.ts';
import type { Comparison } from './types.ts';

/**
 * Lays two examinations of one repository side by side: what the change from one to the other breaks, mends, and lets start.
 * Both must have been made with the same options, or what differs is the options' doing.
 */
export function compareExaminations(before: Examination, after: Examination): Comparison {
  const paths = [...before.analysis.world.workflows.map((w) => w.path), ...before.report.findings.map((f) => f.location.path)];
  const renames = renamesOf(before.tree, after.tree, paths);
  const matched = matchFindings(before, after, renames);
  const { changes, added, removed, renamed } = compareDestinations(before, after);
  const sides = { before, after, renames, renamed, matched };
  return {
    fresh: matched.fresh,
    gone: matched.gone,
    stays: matched.pairs.map((pair) => pair.after),
    pairs: matched.pairs,
    destinations: changes,
    ...statementsOf(changes, sides),
    added,
    removed,
    ...compareFirings(before, after, renames),
    contract: compareContracts(before, after),
  };
}
