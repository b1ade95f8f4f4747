import type { Tree } from '../../remotes/types.ts';
import { compileChanges, verifyChanges } from '../../source/change/index.ts';
import { ChangeError, type Edit } from '../../source/index.ts';
import { compareExaminations } from '../compare/index.ts';
import type { Comparison, DestinationChange } from '../compare/types.ts';
import { type Examination, examine } from '../diagnose.ts';
import type { Finding, Fix, Route } from '../report.ts';
import { firingText } from './firing-text.ts';
import { overlayTree } from './overlay.ts';
import { raised, uncovered } from './raised.ts';
import { reportEdits } from './report-edits.ts';
import { widenedRights } from './rights.ts';
import { setupOf } from './secrets.ts';
import type { Proof, Proposal } from './types.ts';
import { brokenBy, ofRelease, sameIn, worst } from './verdicts.ts';

/** A proposal with the walk after it. */
export interface Tried {
  readonly proposal: Proposal;
  readonly finding: Finding;
  readonly edits: readonly Edit[];
  readonly after: Examination;
  readonly comparison: Comparison;
  readonly proof: Proof;
}

/** A proposal that may be offered. */
export interface Proved extends Tried {
  readonly fix: Fix;
}

/** A proposal that may not be offered, and why: one sentence. */
export interface NotProved {
  readonly proposal: Proposal;
  readonly why: string;
  /** Absent when no edit could be made of it. */
  readonly tried?: Tried;
}

/**
 * Makes edits of a proposal, walks the tree with them, and holds what was promised of it: the finding is gone, what it broke is reached,
 * nothing new stands and nothing got worse.
 */
export function proveFix(base: Examination, findingId: string, proposal: Proposal): Proved | NotProved {
  const tried = tryFix(base, findingId, proposal);
  if ('why' in tried) return tried;
  const why = objection(base, tried.finding, tried.after, tried.comparison);
  return why === undefined ? { ...tried, fix: fixOf(base, tried) } : { proposal, why, tried };
}

/** Walks a tree with a proposal's edits, whatever comes of it. */
export function tryFix(base: Examination, findingId: string, proposal: Proposal): Tried | NotProved {
  const finding = base.report.findings.find((f) => f.id === findingId);
  if (finding === undefined) return { proposal, why: `There is no finding ${findingId}.` };
  const read = (path: string): string | undefined => base.tree.read(path);
  let edits: Edit[];
  try {
    edits = compileChanges(read, proposal.changes);
  } catch (error) {
    if (error instanceof ChangeError) return { proposal, why: error.message };
    throw error;
  }
  if (edits.length === 0) return { proposal, why: 'It changes nothing.' };
  const other = verifyChanges(read, proposal.changes, edits);
  if (other !== undefined) return { proposal, why: other };
  const after = examineEdited(base, edits);
  if (typeof after === 'string') return { proposal, why: after };
  const comparison = compareExaminations(base, after);
  return { proposal, finding, edits, after, comparison, proof: proofOf(base, finding, after, comparison) };
}

const examined = new WeakMap<Examination, Map<string, Examination | string>>();
/** Examinations that are kept of one tree: a large one is some MiB. */
const mostKept = 8;

/** The examination of a tree with edits; the same edits are walked once. A sentence when they contradict each other. */
export function examineEdited(base: Examination, edits: readonly Edit[]): Examination | string {
  const known = examined.get(base) ?? new Map<string, Examination | string>();
  examined.set(base, known);
  const key = JSON.stringify(edits);
  let made = known.get(key);
  // The oldest is the first to go.
  known.delete(key);
  if (made === undefined) {
    const tree = edited(base.tree, edits);
    made = typeof tree === 'string' ? tree : examine(tree, base.options, base);
  }
  known.set(key, made);
  for (const oldest of known.keys()) if (known.size > mostKept) known.delete(oldest);
  return made;
}

/** Edits of two changes may meet in one place, or a file that one creates may be there. */
function edited(tree: Tree, edits: readonly Edit[]): Tree | string {
  try {
    return overlayTree(tree, edits);
  } catch (error) {
    return (error as Error).message;
  }
}

function proofOf(base: Examination, finding: Finding, after: Examination, comparison: Comparison): Proof {
  const broken = brokenBy(base.report, finding.id);
  const judged = broken.length > 0 ? broken : ofRelease(base.report);
  return {
    before: worst(judged),
    after: worst(sameIn(after.report, judged)),
    gone: comparison.gone.map((f) => f.id),
    new: comparison.fresh.map((f) => f.id),
    wakes: [...new Set(comparison.wakes.map(firingText))],
    sleeps: [...new Set(comparison.sleeps.map(firingText))],
    widens: widenedRights(base.analysis, after.analysis),
  };
}

/** Why a change may not be offered as what mends a finding: the first of the promises that does not hold. */
export function objection(base: Examination, finding: Finding, after: Examination, comparison: Comparison): string | undefined {
  if (stands(after, comparison, finding)) return 'The finding still stands.';
  const [fresh] = raised(base, comparison);
  if (fresh) return `It raises another: ${fresh.rule} at ${fresh.location.path}:${fresh.location.line}, ${fresh.title}.`;
  if (comparison.unproven.some((u) => u.finding.id === finding.id && u.why === 'unknown'))
    return 'What stands where it was cannot be read, so nothing is proved.';
  const worse = comparison.destinations.find((d) => isLost(d, comparison) && !wentWithItsFile(d, after));
  if (worse) return `${worse.id} is ${worse.after} after it, and was ${worse.before}.`;
  const graver = after.report.findings.find(
    (f) => f.severity === 'error' && base.report.findings.some((b) => b.id === f.id && b.severity !== 'error'),
  );
  if (graver) return `${graver.rule} at ${graver.location.path}:${graver.location.line} becomes an error.`;
  return stillBroken(base, finding, after);
}

/** Reached before, and no longer. What is absent may be there under another name, of the same kind. */
function isLost({ id, before, after }: DestinationChange, { added, removed }: Comparison): boolean {
  if (before !== 'reached' || after === 'reached') return false;
  if (after !== 'absent') return true;
  const kind = removed.find((d) => d.id === id)?.kind;
  return !added.some((d) => d.kind === kind && d.verdict !== 'broken' && d.verdict !== 'never');
}

/** Files of a release that are named by the workflow which made them, and that workflow is gone: the release still has files, of another one. */
function wentWithItsFile({ id }: DestinationChange, { report, tree }: Examination): boolean {
  const file = /^asset:(.+\.ya?ml)$/.exec(id)?.[1];
  return (
    file !== undefined && !tree.has(`.github/workflows/${file}`) && report.destinations.some((d) => d.kind === 'asset' && d.verdict === 'reached')
  );
}

function stands(after: Examination, comparison: Comparison, finding: Finding): boolean {
  return after.report.findings.some((f) => f.id === finding.id) || !comparison.gone.some((f) => f.id === finding.id);
}

const wayOf = ({ entry, channel }: Route): string => `${entry}\0${channel}`;

/** What the finding broke is there and reached, or broken by something else that stood before. */
function stillBroken(base: Examination, finding: Finding, after: Examination): string | undefined {
  for (const before of brokenBy(base.report, finding.id)) {
    const [now] = sameIn(after.report, [before]);
    if (now === undefined) {
      // A name that is now known in full, or by another template, is the same destination under another name.
      if (after.report.destinations.some((d) => d.kind === before.kind && !base.report.destinations.some((b) => b.id === d.id))) continue;
      return `${before.id} is delivered by nothing any more.`;
    }
    if (now.verdict === 'never') return `${now.id} is delivered by nothing any more.`;
    // What breaks for another reason that is known, or broke on another way before, is not this finding's.
    const others = new Set(before.routes.flatMap((r) => (r.verdict === 'broken' && !r.because.includes(finding.id) ? [wayOf(r)] : [])));
    if (now.routes.some((r) => r.role === 'release' && r.verdict === 'broken' && r.because.length === 0 && !others.has(wayOf(r))))
      return `${now.id} is still broken.`;
  }
  return undefined;
}

/** A fix is safe when it needs no secret, nor anything else of a person before it is merged, widens no right, takes no file away, and undoes nothing that was meant. */
export function safetyOf({ secret, setup = [], changes, undoes }: Proposal, { widens }: Proof): Fix['safety'] {
  return secret !== undefined || setup.length > 0 || undoes || widens.length > 0 || changes.some((change) => change.op === 'delete')
    ? 'review'
    : 'safe';
}

/** A proposal as a report gives it. */
export function fixOf(base: Examination, { proposal, edits, proof, comparison }: Tried): Fix {
  const { secret } = proposal;
  const shows = uncovered(base, comparison).map(
    (f) => `GitHub reads the workflow again, and what was hidden shows: ${f.rule} at ${f.location.path}:${f.location.line}.`,
  );
  return {
    id: proposal.id,
    title: proposal.title,
    safety: safetyOf(proposal, proof),
    secret: secret?.name ?? null,
    wakes: proof.wakes,
    sleeps: proof.sleeps,
    widens: proof.widens,
    tradeoffs: [...proposal.tradeoffs, ...shows],
    setup: setupOf(proposal, base.report.source.repository.slug),
    check: proposal.check,
    proof: { before: proof.before, after: proof.after, gone: proof.gone, new: proof.new },
    edits: reportEdits((path) => base.tree.read(path), edits),
  };
}
