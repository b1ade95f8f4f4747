import type { Location } from '../../source/types.ts';
import type { Destination, Finding, Link, Report, Route, Severity, Verdict } from '../report.ts';
import { clean, count } from './terminal.ts';

/** Gives a file's text from the audited tree, or undefined. */
export type ReadSource = (path: string) => string | undefined;

export const VERDICT_MARK: Readonly<Record<Verdict, string>> = { reached: '✔', broken: '✖', unknown: '?', never: '–' };

/** What a verdict says, in words for a table. */
export const VERDICT_WORD: Readonly<Record<Verdict, string>> = {
  reached: 'reached',
  broken: 'broken',
  unknown: 'unknown',
  never: 'never delivered',
};

/** `path:line:column`, as compilers write it. */
export function place(location: Location): string {
  return `${location.path}:${location.line}:${location.column}`;
}

/**
 * A link's text and its `path:line`, which goes into the text where the text names the path already.
 * @param text the link's text, on one line
 */
export function placed(text: string, location: Location | undefined): { readonly text: string; readonly at: string } {
  if (location === undefined) return { text, at: '' };
  const at = clean(`${location.path}:${location.line}`);
  const [before = '', ...after] = ` ${text} `.split(` ${clean(location.path)} `);
  return after.length === 0 ? { text, at } : { text: [`${before} ${at}`, ...after].join(' ').trim(), at: '' };
}

/** A link's text (one line) without its kind, where the kind stands before it already. */
export function withoutKind(kind: Link['kind'], line: string): string {
  return line.startsWith(`${kind} `) ? line.slice(kind.length + 1) : line;
}

/** `owner/name` and the revision, as far as they are known. */
export function subject(report: Report, label = 'this repository'): string {
  const { repository, revision, dirty } = report.source;
  const at = revision === null ? '' : ` @ ${revision.slice(0, 10)}${dirty ? ' with local changes' : ''}`;
  return `${repository.slug ?? label}${at}`;
}

/** What a person calls a destination; its id is for machines. */
export function destinationText(row: Pick<Destination, 'kind' | 'id' | 'name'>): string {
  const name = clean(row.name).replaceAll('{any}', '…').replaceAll('{version}', '*');
  switch (row.kind) {
    case 'release':
      return /\{|\*/.test(row.id) || row.id === 'release' ? 'GitHub release' : `GitHub release ${name}`.trim();
    case 'asset':
      return name === '' ? 'release files' : `release ${name}`.replace(/^release files of (.*)$/, 'release files ($1)');
    case 'tag':
      return `tag ${name}`;
    case 'pages':
      return name.startsWith('site ') ? name : `site ${name}`;
    case 'environment':
      return `environment ${name}`;
    case 'pull-request':
      return `pull request to ${name}`;
    case 'tap':
      return `tap ${name}`;
    default:
      return clean(row.id);
  }
}

/** What a person calls the destination with an id, of the first report that has it. */
export function destinationName(id: string, ...reports: readonly Pick<Report, 'destinations'>[]): string {
  for (const { destinations } of reports) {
    const row = destinations.find((d) => d.id === id);
    if (row !== undefined) return destinationText(row);
  }
  return clean(id);
}

/** What people do on the way: publish a draft, approve a run. */
export function personsOf(destination: Destination): readonly string[] {
  return [
    ...new Set(decisiveRoutes(destination).flatMap((route) => route.assumes.filter((a) => /^(?:a person|someone) /.test(a.text)).map((a) => a.text))),
  ];
}

/** Secrets that reached destinations lean on. */
export function secretsOf(report: Report): readonly string[] {
  const names = report.destinations
    .filter((d) => d.verdict === 'reached')
    .flatMap((d) => decisiveRoutes(d).flatMap((r) => r.assumes.flatMap((a) => /^secret (\S+) exists$/.exec(a.text)?.[1] ?? [])));
  return [...new Set(names)].sort();
}

/** What a person calls the entry that a route names by its id. */
export function entryText(report: Report, route: Route): string {
  return report.entries.find((entry) => entry.id === route.entry)?.text ?? route.entry;
}

/** The routes that gave a destination its verdict: those of the release first, the others only when there is none. */
export function decisiveRoutes(destination: Destination): readonly Route[] {
  const same = destination.routes.filter((route) => route.verdict === destination.verdict);
  const release = same.filter((route) => route.role === 'release');
  return release.length > 0 ? release : same;
}

/** Findings of one severity, in the report's order. */
export function ofSeverity(report: Report, severity: Severity): readonly Finding[] {
  return report.findings.filter((finding) => finding.severity === severity);
}

/** One line for the end: `2 errors, 1 warning; 3 of 5 destinations reached`. */
export function summary(report: Report): string {
  const parts = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, ofSeverity(report, severity).length] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => count(n, severity));
  const found = parts.length === 0 ? 'no findings' : parts.join(', ');
  const total = report.destinations.length;
  if (total === 0) return found;
  const reached = report.destinations.filter((destination) => destination.verdict === 'reached').length;
  const doubt = report.destinations.filter((destination) => destination.verdict === 'unknown').length;
  return `${found}; ${reached} of ${count(total, 'destination')} reached${doubt > 0 ? `, ${doubt} unknown` : ''}`;
}

/** True when nothing in the tree releases anything and nothing is wrong: one sentence then says it all. */
export function isEmpty(report: Report): boolean {
  return report.destinations.length === 0 && report.findings.length === 0 && report.entries.length === 0;
}

/** The one sentence for an empty report: that there are no workflows, as a limit says it, or that none of them releases anything. */
export function emptySentence(report: Report): string {
  const sentence =
    report.limits.find((limit) => /\bno workflows?\b/i.test(limit)) ??
    'Nothing here releases anything: no workflow makes a tag, a release or a package';
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** Everything a finding leans on that the tree cannot tell, with the query that decides it where there is one. */
export function openQuestions(finding: Finding): readonly string[] {
  return [...finding.assumptions.map((text) => `assumes: ${text}`), ...finding.needs.map((query) => `decide with: ${query}`)];
}

/** What a person reads beside a report that is printed as data: the summary, or why there is none. */
export function reportSentence(report: Report): string {
  return isEmpty(report) ? emptySentence(report) : `${summary(report)}.`;
}
