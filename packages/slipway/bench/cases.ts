import type { Finding } from '../src/doctor/report.ts';

/** A defect of a real repository, as people have described it. */
export interface Case {
  readonly id: string;
  /** The class of defects that it belongs to. */
  readonly cls: string;
  /** `owner/name`. */
  readonly repo: string;
  /** The revision that has it. */
  readonly before: string;
  readonly evidence: readonly Evidence[];
  /** Rules that may name it. */
  readonly rules: readonly string[];
}

export interface Evidence {
  readonly path: string;
  readonly line?: number;
}

/** Lines by which a finding may miss the evidence. */
const NEAR = 3;
/** Of a longer range so many lines count. */
const RANGE = 12;
/** A longer chain says too little of one place. */
const CHAIN = 12;

/** Whether a finding is about what the evidence shows: its own place is near one piece, or its chain near two (or the only one). */
export function isAt(finding: Finding, evidence: readonly Evidence[]): boolean {
  if ((finding.severity === 'note' || finding.certainty === 'unknown') && finding.needs.length === 0) return false;
  if (evidence.some((e) => meets(finding.location, e))) return true;
  const places = [finding.location, ...finding.chain.flatMap((link) => (link.kind === 'workflow' || !link.location ? [] : [link.location]))];
  if (places.length > CHAIN) return false;
  return evidence.filter((e) => places.some((place) => meets(place, e))).length >= Math.min(2, evidence.length);
}

function meets(place: Finding['location'], { path, line }: Evidence): boolean {
  if (place.path !== path) return false;
  return line === undefined || (line >= place.line - NEAR && line <= Math.min(place.endLine, place.line + RANGE) + NEAR);
}
