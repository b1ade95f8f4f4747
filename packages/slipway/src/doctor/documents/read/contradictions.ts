import { isNotNow, placeIn, placeOf, plain } from '../context.ts';
import type { Claim, Document, Line } from '../types.ts';

const STEP = /\bstep\s+(\d{1,2})\b/i;
const ONLY_AFTER =
  /\b(?:only\b[^.]{0,40}\b(?:after|once)|after|requires?|must wait for|not before|depends on)\b[^.]{0,60}?\bstep\s+(\d{1,2})\b(?!\.\d)/i;

/** A step that may only happen after a later one. */
export function orderClaims(document: Document): Claim[] {
  if (document.kind === 'report') return [];
  return document.lines.flatMap((line): Claim[] => {
    const said = line.kind !== 'text' ? null : ONLY_AFTER.exec(line.text);
    const here = STEP.exec(line.headings.at(-1) ?? '')?.[1];
    if (said === null || here === undefined) return [];
    const claim = {
      kind: 'contradiction' as const,
      at: placeOf(document, line),
      about: `step ${here}`,
      text: `step ${here} comes after step ${said[1]}`,
    };
    const heading = document.lines.find(
      (l) => l.kind === 'heading' && STEP.exec(l.text)?.[1] === said[1] && l.headings.length === line.headings.length,
    );
    if (Number(said[1]) <= Number(here)) return [{ ...claim, verdict: 'true', actual: 'it stands before', impact: '' }];
    if (heading === undefined) return [{ ...claim, verdict: 'unknown', actual: `the document has no step ${said[1]}`, impact: '' }];
    return [
      {
        ...claim,
        verdict: 'false',
        actual: `step ${said[1]} (${plain(heading.headings.at(-1)!, 60)}) stands below it`,
        impact: 'who follows the numbers does it before what it must wait for',
        links: [{ kind: 'person', text: `step ${said[1]}`, location: placeOf(document, heading), state: 'cut' }],
        advice: 'Write the steps in the order in which they must happen.',
      },
    ];
  });
}

const IMMUTABLE =
  /\btags?\b[^.]{0,30}\b(?:are|is|must be|stay)\b[^.]{0,12}\b(?:immutable|never (?:moved|deleted|changed|reused|re-?used|overwritten))\b|\b(?:never|do not|don't|must not)\b[^.]{0,20}\b(?:delete|move|re-?use|force[- ]push|overwrite|re-?create)\b[^.]{0,20}\btags?\b/i;

/** One document says that tags never change, another gives the commands that delete or move one. */
export function policyClaims(documents: readonly Document[]): Claim[] {
  const policies = documents.flatMap((d) =>
    d.lines.filter((l) => l.kind === 'text' && d.kind !== 'report' && !isNotNow(l) && IMMUTABLE.test(l.text)).map((line) => ({ document: d, line })),
  );
  const policy = policies[0];
  if (policy === undefined) return [];
  const claims: Claim[] = [];
  for (const d of documents) {
    if (d.kind === 'report') continue;
    for (const c of d.commands) {
      const tag = c.words[0] === 'git' && c.words[1] === 'push' ? changedTag(c.words) : undefined;
      if (tag === undefined || isNotNow(c.line)) continue;
      claims.push({
        kind: 'contradiction',
        at: c.at,
        about: 'tags',
        text: `the tag ${tag} is ${c.words.some((w) => /^(?:-f|--force)$/.test(w)) ? 'moved' : 'deleted'} on the remote`,
        verdict: 'false',
        actual: `${policy.document.path}:${policy.line.number} says "${plain(policy.line.text, 70)}"`,
        impact: 'one of the two is not followed: packages that are published stay as they are, and the tag no longer names what they were built from',
        links: [{ kind: 'person', text: 'the rule for tags', location: placeOf(policy.document, policy.line), state: 'cut' }],
      });
    }
  }
  return claims;
}

/** A version's tag that a push deletes or moves. */
function changedTag(words: readonly string[]): string | undefined {
  const isVersion = (w: string | undefined): boolean =>
    w !== undefined && /^(?:refs\/tags\/)?(?:[\w@-]+[-/])?v(?:\$|\d|<|X|\{)/.test(w) && !/^(?:hotfix|release|feature|fix|support)\//.test(w);
  const gone = words.find((w) => w.startsWith(':') && isVersion(w.slice(1)));
  if (gone !== undefined) return gone.slice(1).replace('refs/tags/', '');
  if (!words.some((w) => /^(?:-d|--delete|-f|--force)$/.test(w))) return undefined;
  return words.find(isVersion)?.replace('refs/tags/', '');
}

const AT_LEAST =
  /\b(?:at least|minimum(?: of)?|min\.?)\s+(\d{1,3})\s+([a-z][a-z -]{3,40}?)(?=\s+(?:tested|test|must|should|have|are|is|has|were|completed?|passed|with|per|before|successfully)\b|[,.;:()]|\s*$)/i;

interface Threshold {
  readonly document: Document;
  readonly line: Line;
  readonly number: number;
  readonly what: string;
}

/** Two documents that ask for different numbers of the same thing before a release goes out. */
export function thresholdClaims(documents: readonly Document[]): Claim[] {
  const seen = new Map<string, Threshold[]>();
  for (const document of documents) {
    if (document.kind === 'report' || !/releas|sign-?off|gate|\bqa\b|ship/i.test(document.file.text)) continue;
    for (const line of document.lines) {
      if (
        line.kind === 'code' ||
        !/releas|sign-?off|gate|decision|criteri|ship|go\/no-go|threshold|requirement|checklist/i.test(`${document.path} ${line.headings.join(' ')}`)
      )
        continue;
      const said = AT_LEAST.exec(line.text.replace(/\*\*/g, ''));
      if (said === null) continue;
      const what = nounOf(said[2]!);
      if (what === undefined) continue;
      seen.set(what, [...(seen.get(what) ?? []), { document, line, number: Number(said[1]), what: said[2]!.trim() }]);
    }
  }
  return [...seen.values()].flatMap((all): Claim[] => {
    const [first, ...rest] = all;
    const other = rest.find((t) => t.number !== first!.number && t.document !== first!.document);
    if (other === undefined) return [];
    const text = (t: Threshold) => `at least ${t.number} ${t.what}`;
    const start = first!.line.text.search(/\S/);
    return [
      {
        kind: 'contradiction',
        at: placeIn(first!.document, first!.line, Math.max(start, 0), first!.line.text.length),
        about: first!.what,
        text: text(first!),
        verdict: 'false',
        actual: `${other.document.path}:${other.line.number} asks for ${text(other)}`,
        impact: 'the gate is passed by one document and not by the other',
        links: [{ kind: 'person', text: text(other), location: placeOf(other.document, other.line), state: 'cut' }],
      },
    ];
  });
}

/** The thing that is counted, in the singular: `beta tester profiles` is a `tester`, as `testers` are. */
function nounOf(text: string): string | undefined {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((w) => w.length > 2 && !['different', 'beta', 'successful', 'the', 'of', 'more', 'other', 'new'].includes(w))
    .map((w) => w.replace(/s$/, ''));
  return words.find((w) => /^(?:tester|reviewer|approver|approval|maintainer|platform|review)$/.test(w));
}
