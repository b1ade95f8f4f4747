import type { Examination } from '../diagnose.ts';
import type { Finding } from '../report.ts';
import { jobAt, lineAt } from './places.ts';

/** Findings of two examinations, side by side. */
export interface Matched {
  /** Those that stand in both: as before, and as after. */
  readonly pairs: readonly { readonly before: Finding; readonly after: Finding }[];
  readonly gone: readonly Finding[];
  readonly fresh: readonly Finding[];
}

type Name = (finding: Finding, of: Examination, path: string) => string | undefined;

/**
 * What makes two findings one, from the strictest to the loosest: the id, the defect wherever its file or job went, the line that it points to,
 * the routes that it breaks. A finding that only moved, or that is told in other words, is no new one.
 */
const names: readonly Name[] = [
  ({ id }) => id,
  ({ rule, id }, of, path) => `${rule}\0${path}\0${keyOf(id, of, path)}`,
  (finding, of) => `${finding.rule}\0${keyOf(finding.id, of, '')}\0${lineAt(of, finding.location)}`,
  (finding, of, path) => named(lineAt(of, finding.location), (line) => `${finding.rule}\0${path}\0${jobAt(of, finding.location) ?? ''}\0${line}`),
  (finding, of, path) => `${finding.rule}\0${path}\0${jobAt(of, finding.location) ?? ''}\0${finding.title}`,
  ({ rule, id }, of) => named((of.drafts.get(id)?.breaks ?? []).toSorted().join('\0'), (breaks) => `${rule}\0${breaks}`),
];

const named = (text: string, make: (text: string) => string): string | undefined => (text === '' ? undefined : make(text));

/**
 * Lays the findings of two examinations side by side.
 * @param renames paths of `before` with what they are called in `after`
 */
export function matchFindings(before: Examination, after: Examination, renames: ReadonlyMap<string, string>): Matched {
  let gone: readonly Finding[] = before.report.findings;
  let fresh: readonly Finding[] = after.report.findings;
  const pairs: { before: Finding; after: Finding }[] = [];
  for (const name of names) {
    if (gone.length === 0 || fresh.length === 0) break;
    const waiting = new Map<string, Finding[]>();
    for (const f of fresh) {
      const key = name(f, after, f.location.path);
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), f]);
    }
    const met = new Set<Finding>();
    for (const f of gone) {
      const key = name(f, before, renames.get(f.location.path) ?? f.location.path);
      const other = key === undefined ? undefined : waiting.get(key)?.shift();
      if (other === undefined) continue;
      met.add(f).add(other);
      pairs.push({ before: f, after: other });
    }
    gone = gone.filter((f) => !met.has(f));
    fresh = fresh.filter((f) => !met.has(f));
  }
  return { pairs, gone, fresh };
}

/** What a rule says makes the defect this one, without the name of its file. */
function keyOf(id: string, { drafts }: Examination, path: string): string {
  const draft = drafts.get(id);
  return (draft?.key ?? []).map((part) => part.replaceAll(draft!.at.path, path)).join('\0');
}
