import type { Analysis } from '../../chain/index.ts';
import type { Link } from '../report.ts';
import type { Draft } from '../rule.ts';
import { claimsOf } from './claims.ts';
import type { Claim, ClaimKind } from './types.ts';

/** Kinds that tell of a stage or an install channel that nothing implements; all others are drift. */
const CAPABILITIES: ReadonlySet<ClaimKind> = new Set(['channel', 'capability']);
/** Told by rules of their own. */
const ELSEWHERE: ReadonlySet<ClaimKind> = new Set(['download']);
const MAX_LINKS = 12;

/** The false claims of a tree as defects: one for each thing that one document says wrongly, however often it says it. */
export function* draftsOf(analysis: Analysis, of: 'drift' | 'capability'): Generator<Draft> {
  const { tree } = analysis.world;
  const groups = new Map<string, Claim[]>();
  for (const claim of claimsOf(tree, analysis)) {
    if (claim.verdict !== 'false' || ELSEWHERE.has(claim.kind) || CAPABILITIES.has(claim.kind) !== (of === 'capability')) continue;
    const key = `${claim.at.path}\0${claim.kind}\0${claim.about}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  for (const claims of groups.values()) yield draftOf(claims);
}

/** What a fix looks at: the claims of one document about one thing. */
export interface DriftSubject {
  readonly claims: readonly Claim[];
}

function draftOf(claims: readonly Claim[]): Draft {
  const worst = claims.find((c) => c.severity === 'error') ?? claims[0]!;
  const others = claims.filter((c) => c !== worst);
  const links: Link[] = [
    ...(worst.links ?? []),
    ...others.map((c): Link => ({ kind: 'person', text: `${c.at.path} says it again`, location: c.at, state: 'cut' })),
  ];
  return {
    at: worst.at,
    ...(worst.severity === undefined ? {} : { severity: worst.severity }),
    certainty: worst.needs === undefined ? 'proven' : 'unknown',
    title: `The document ${says(worst.text)}, but ${worst.actual}`,
    message: `${worst.at.path} ${says(worst.text)}, but ${worst.actual}. ${sentence(worst.impact)}`,
    chain: links.slice(0, MAX_LINKS),
    ...(worst.needs === undefined ? {} : { needs: worst.needs }),
    facts: worst.facts ?? [],
    key: [worst.kind, worst.about],
    ...(worst.advice === undefined ? {} : { advice: worst.advice }),
    subject: { claims } satisfies DriftSubject,
  };
}

/** What is quoted stands by itself. */
const says = (text: string): string => (text.startsWith('"') ? `says ${text}` : `says that ${text}`);

/** A command keeps the letter that it is typed with. */
function sentence(text: string): string {
  return text === '' ? '' : `${/^(?:gh|git|npm|cargo) /.test(text) ? text[0] : text[0]!.toUpperCase()}${text.slice(1)}.`;
}
