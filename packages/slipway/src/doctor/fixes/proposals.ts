import type { Examination } from '../diagnose.ts';
import { fixers } from '../rules/fixes.ts';
import { generatedBy } from './parts/generated.ts';
import type { Proposal, Refusal } from './types.ts';
import { withReferences } from './with-references.ts';

/** At most so many proposals of one finding are walked. */
const maxProposals = 8;

/** Whether findings of a rule can be mended at all. */
export function isMendable(rule: string): boolean {
  return fixers.has(rule);
}

/** What the rule's fix proposes for a finding, without a proof. */
export function proposalsFor(base: Examination, findingId: string): { proposals: Proposal[]; refused: Refusal[] } {
  const finding = base.report.findings.find((f) => f.id === findingId);
  const draft = base.drafts.get(findingId);
  const fixer = finding && fixers.get(finding.rule);
  const proposals: Proposal[] = [];
  const refused: Refusal[] = [];
  if (fixer === undefined || draft === undefined) return { proposals, refused };
  // What a fixer looks at is what its own rule put on the draft.
  for (const made of fixer({ draft, subject: draft.subject as never, analysis: base.analysis })) {
    const refusal = 'refused' in made ? made : ofGenerated(made, base);
    if (refusal === undefined) proposals.push(followed(made as Proposal, base));
    else if (!refused.some((r) => r.refused === refusal.refused)) refused.push(refusal);
    if (proposals.length === maxProposals) break;
  }
  return { proposals: order(proposals), refused };
}

const followed = (made: Proposal, base: Examination): Proposal => ({ ...made, changes: withReferences(made.changes, base) });

/** A change of a file that a program would undo, or refuse; one that deletes it is no such change. */
function ofGenerated({ changes }: Proposal, { tree }: Examination): Refusal | undefined {
  for (const change of changes) {
    const refusal = change.op === 'change' || change.op === 'text' ? generatedBy(tree, change.path) : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

const rank = { none: 0, registry: 1, app: 2, 'deploy-key': 3, pat: 4 } as const;

/** Without a secret first, then an App's token, then a personal one; otherwise as the rule prefers them. */
function order(proposals: readonly Proposal[]): Proposal[] {
  return [...proposals].sort((a, b) => rank[a.secret?.kind ?? 'none'] - rank[b.secret?.kind ?? 'none']);
}
