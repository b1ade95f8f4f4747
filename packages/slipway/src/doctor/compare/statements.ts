import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';
import { destinationsBrokenBy } from './broken.ts';
import type { Sides } from './standing.ts';
import type { DestinationChange, Statement } from './types.ts';
import { replacementsIn, type UnprovenFinding, unprovenOf } from './unproven.ts';
import { concernedBy, isReachedAsBefore, keepsItsWays, troublesOnTheWay } from './ways.ts';

/** What a change does, as far as it is proven. */
export interface Statements {
  readonly breaks: readonly Statement[];
  readonly mends: readonly Statement[];
  readonly unproven: readonly UnprovenFinding[];
}

export function statementsOf(changes: readonly DestinationChange[], sides: Sides): Statements {
  const { before, after, matched, renamed } = sides;
  const broke = (f: Finding): string[] => destinationsBrokenBy(f.id, before).map((id) => renamed.get(id) ?? id);
  const breaks = (f: Finding): string[] => destinationsBrokenBy(f.id, after);
  const unproven = matched.gone.flatMap((f) => unprovenOf(f, sides) ?? []);
  const replaced = replacementsIn(unproven, matched.fresh);
  const fresh = matched.fresh.filter((f) => f.severity !== 'note' && !replaced.has(f));
  const old = new Set([...replaced].flatMap(breaks));
  const isNamed = (c: DestinationChange): boolean => fresh.some((f) => breaks(f).includes(c.id));
  const worse = changes.filter((c) => isWorse(c) && (isNamed(c) || (!old.has(c.id) && !keepsItsWays(c.id, sides))));

  const open = new Set(unproven.filter((u) => u.why !== 'minor').flatMap((u) => broke(u.finding)));
  const standing = new Set(after.report.findings.flatMap((f) => (f.severity === 'note' ? [] : breaks(f))));
  const better = changes.filter((c) => isBetter(c) && !open.has(c.id) && !standing.has(c.id) && isReachedAsBefore(c.id, sides));
  const proven = matched.gone.filter((f) => !unproven.some((u) => u.finding === f));
  const at = (f: Finding): Examination => (after.tree.has(f.location.path) ? after : before);
  const said: Statement[] = [];
  for (const statement of statements(better, proven, broke, (f) => concernedBy(f, at(f)))) {
    const { why, standing } = doubtOf(statement, unproven, sides);
    if (why === undefined) said.push(statement);
    else for (const finding of statement.findings) unproven.push({ finding, why, standing });
  }
  return { breaks: statements(worse, fresh, breaks, (f) => concernedBy(f, after)), mends: said, unproven };
}

const isBetter = (c: DestinationChange): boolean => c.before === 'broken' && c.after === 'reached';
const isWorse = (c: DestinationChange): boolean => c.before === 'reached' && (c.after === 'broken' || c.after === 'never');

/** A destination that gets something else than before is not mended; nor is a rule's defect while another one like it has only changed its reason. */
function doubtOf(
  { destinations, rules, findings }: Statement,
  unproven: readonly UnprovenFinding[],
  sides: Sides,
): { why?: 'stands'; standing: readonly Finding[] } {
  const troubles = destinations.flatMap((c) => troublesOnTheWay(c.id, sides));
  const others = unproven.filter((u) => u.why === 'stands' && rules.includes(u.finding.rule) && !findings.includes(u.finding));
  const standing = [...new Set([...troubles, ...others.flatMap((u) => u.standing)])];
  return troubles.length > 0 || others.length > 0 ? { why: 'stands', standing } : { standing };
}

/** One statement for each set of findings that share destinations, one for all destinations that no finding names, one for each other finding. */
function statements(
  changes: readonly DestinationChange[],
  findings: readonly Finding[],
  breaks: (finding: Finding) => readonly string[],
  concerned: (finding: Finding) => readonly string[],
): Statement[] {
  const out: Statement[] = [];
  const named = new Set<string>();
  const groups = new Map<string, { destinations: DestinationChange[]; findings: Finding[] }>();
  for (const finding of findings) {
    const ids = breaks(finding);
    const destinations = changes.filter((c) => ids.includes(c.id));
    for (const c of destinations) named.add(c.id);
    const key = destinations.length === 0 ? finding.id : destinations.map((c) => c.id).join('\0');
    const group = groups.get(key) ?? { destinations, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const unnamed = changes.filter((c) => !named.has(c.id));
  for (const way of new Set(unnamed.map((c) => `${c.before} ${c.after}`))) {
    const destinations = unnamed.filter((c) => `${c.before} ${c.after}` === way);
    out.push({ rules: [], destinations, concerns: destinations.map((c) => c.id), findings: [] });
  }
  for (const group of groups.values()) {
    const rules = [...new Set(group.findings.map((f) => f.rule))].sort();
    const ids = group.findings.flatMap((f) => (breaks(f).length > 0 ? breaks(f) : concerned(f)));
    out.push({ rules, ...group, concerns: [...new Set(ids)] });
  }
  return out.sort((a, b) => b.destinations.length - a.destinations.length);
}
