import type { Finding } from '../report.ts';
import { destinationsBrokenBy } from './broken.ts';
import type { DestinationChange, Statement, Unproven } from './types.ts';
import { type Sides, whyUnproven } from './unproven.ts';

const isBetter = (c: DestinationChange): boolean => c.before === 'broken' && c.after === 'reached';
const isWorse = (c: DestinationChange): boolean => c.before === 'reached' && (c.after === 'broken' || c.after === 'never');

/** What a change breaks: destinations that get worse, each with the findings that say why, then the other findings that matter. */
export function breaksOf(changes: readonly DestinationChange[], { after, matched }: Sides): Statement[] {
  const fresh = matched.fresh.filter((f) => f.severity !== 'note');
  return statements(changes.filter(isWorse), fresh, (f) => destinationsBrokenBy(f.id, after));
}

export interface Mended {
  readonly mends: readonly Statement[];
  readonly unproven: readonly { readonly finding: Finding; readonly why: Unproven }[];
}

/** What a change mends, and which findings are gone for another reason. */
export function mendsOf(changes: readonly DestinationChange[], sides: Sides): Mended {
  const { before, after, matched, renamed } = sides;
  const standing = new Set(after.report.findings.flatMap((f) => (f.severity === 'note' ? [] : destinationsBrokenBy(f.id, after))));
  const better = changes.filter((c) => isBetter(c) && !standing.has(c.id));
  const unproven: { finding: Finding; why: Unproven }[] = [];
  const proven: Finding[] = [];
  for (const finding of matched.gone) {
    const why = whyUnproven(finding, sides);
    if (why === undefined) proven.push(finding);
    else unproven.push({ finding, why });
  }
  return { mends: statements(better, proven, (f) => destinationsBrokenBy(f.id, before).map((id) => renamed.get(id) ?? id)), unproven };
}

/** One statement for each set of findings that share destinations, one for each destination that no finding names, one for each other finding. */
function statements(
  changes: readonly DestinationChange[],
  findings: readonly Finding[],
  breaks: (finding: Finding) => readonly string[],
): Statement[] {
  const out: Statement[] = [];
  const named = new Set<string>();
  const byDestinations = new Map<string, { destinations: DestinationChange[]; findings: Finding[] }>();
  for (const finding of findings) {
    const ids = breaks(finding);
    const destinations = changes.filter((c) => ids.includes(c.id));
    for (const c of destinations) named.add(c.id);
    const key = destinations.length === 0 ? finding.id : destinations.map((c) => c.id).join('\0');
    const group = byDestinations.get(key) ?? { destinations, findings: [] };
    group.findings.push(finding);
    byDestinations.set(key, group);
  }
  for (const change of changes) if (!named.has(change.id)) out.push({ rules: [], destinations: [change], findings: [] });
  for (const group of byDestinations.values()) out.push({ rules: [...new Set(group.findings.map((f) => f.rule))].sort(), ...group });
  return out.sort((a, b) => b.destinations.length - a.destinations.length);
}
