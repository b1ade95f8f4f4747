import type { Consequence, CredentialReport, CredentialRow } from '../credentials/types.ts';
import { type Palette, palette } from './palette.ts';
import { clean, columns, count, hang, oneLine, pad } from './terminal.ts';

export interface CredentialsTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const LABEL = 13;
/** Destinations that die for one reason, named in full. */
const MOST_SHOWN = 6;

/** A table of what each credential's absence does, then each with all that is known of it. Ends with a newline. */
export function formatCredentials(report: CredentialReport, options: CredentialsTextOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 60), 120);
  if (report.credentials.length === 0) return 'No release here reads a secret or uses a token.\n';
  const lines = [...overview(report.credentials, paint)];
  for (const row of report.credentials) lines.push('', ...block(row, width, paint));
  if (report.limits.length > 0)
    lines.push('', paint.faint(`${count(report.limits.length, 'limit')} on what could be read or followed (--format json lists them)`));
  return `${lines.join('\n')}\n`;
}

/** The rows as JSON, two spaces. Ends with a newline. */
export function formatCredentialsJson(report: CredentialReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

const HEAD = ['credential', 'missing', 'expired', 'a GITHUB_TOKEN', 'others see it'];
const WORD: Readonly<Record<Consequence['how'], string>> = {
  nothing: 'nothing dies',
  red: 'fails red',
  silent: 'dies silently',
  unknown: 'not known',
};

function overview(rows: readonly CredentialRow[], paint: Palette): string[] {
  const cells = rows.map((row) => [
    oneLine(row.name),
    ...[row.missing, row.expired, row.asGithubToken].map((one) => (one === undefined ? '–' : WORD[one.how])),
    row.seenBy.length === 0 ? 'no' : `${row.seenBy.length}`,
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...cells].map((line) => columns(line[column] ?? ''))));
  const line = (parts: readonly string[], dress: (text: string) => string): string =>
    parts
      .map((part, column) => dress(pad(part, widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const color = (text: string): string => (/^dies silently/.test(text) ? paint.cut(text) : /^not known/.test(text) ? paint.maybe(text) : text);
  return [line(HEAD, paint.strong), ...cells.map((parts) => line(parts, color))];
}

const KIND: Readonly<Record<CredentialRow['kind'], string>> = {
  secret: 'secret',
  'github-token': "the workflow's own token",
  variable: 'variable',
  oidc: 'no secret',
};

function block(row: CredentialRow, width: number, paint: Palette): string[] {
  const said = (label: string, texts: readonly string[]): string[] =>
    texts.flatMap((text, index) => hang(`  ${paint.faint(pad(index === 0 ? label : '', LABEL))}`, text, width, ' '.repeat(LABEL + 2)));
  return [
    `${paint.strong(oneLine(row.name))}  ${paint.faint(KIND[row.kind])}`,
    ...said(
      'read at',
      row.reads.map((read) => `${at(read.location)}${inPlace(read)}`),
    ),
    ...said(
      'used for',
      row.uses.map((use) => `${oneLine(use.text)}  ${at(use.location)}`),
    ),
    ...(row.needs === '' ? [] : said('must be', [oneLine(row.needs)])),
    ...said('missing', deaths(row.missing)),
    ...said('expired', deaths(row.expired)),
    ...said('GITHUB_TOKEN', deaths(row.asGithubToken)),
    ...said(
      'seen by',
      row.seenBy.map((one) => `${oneLine(one.text)}  ${at(one.location)}`),
    ),
  ];
}

const at = ({ path, line }: { readonly path: string; readonly line: number }): string => clean(`${path}:${line}`);

function inPlace({ job, step }: CredentialRow['reads'][number]): string {
  if (job === undefined) return ' (the whole workflow)';
  return step === undefined ? ` (job ${job})` : ` (job ${job}: ${oneLine(step)})`;
}

/** What dies, together for each reason. */
function deaths(one: Consequence | undefined): string[] {
  if (one === undefined) return [];
  if (one.dies.length === 0)
    return [one.how === 'nothing' ? 'nothing that is reached today dies' : 'not known: what is done with it is not followed'];
  const groups = new Map<string, string[]>();
  for (const { destination, how, why, location } of one.dies) {
    const word = how === 'red' ? 'red' : how === 'silent' ? 'silent' : 'not known';
    const key = `${word}: ${oneLine(why)}  ${at(location)}`;
    groups.set(key, [...(groups.get(key) ?? []), oneLine(destination)]);
  }
  return [...groups].map(([why, names]) => {
    const more = names.length - MOST_SHOWN;
    return `${names.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${why}`;
  });
}
