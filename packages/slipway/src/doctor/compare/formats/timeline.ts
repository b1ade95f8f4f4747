import { type Palette, palette } from '../../formats/palette.ts';
import { clean, columns, count, hang, oneLine, pad } from '../../formats/terminal.ts';
import { destinationText, VERDICT_MARK } from '../../formats/view.ts';
import type { Destination, Verdict } from '../../report.ts';
import type { Timeline, TimelineCommit, TimelinePoint, TimelineRow, TimelineStatement } from '../timeline.ts';

export interface TimelineOptions {
  /** `owner/name`, or what the tree is called. */
  readonly label: string;
  readonly width: number;
  readonly color: boolean;
}

/** Worst first: what a column of several commits shows. */
const WORST: readonly Verdict[] = ['broken', 'never', 'unknown', 'reached'];
/** Where a destination does not exist. */
const ABSENT = '·';
const LONGEST_NAME = 36;

/** Verdicts over time, a row a destination, then what broke, what mended, and what was tried in vain. Ends with a newline. */
export function formatTimeline(timeline: Timeline, options: TimelineOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 60), 140);
  const { points } = timeline;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'No commit here touched workflows or the configuration of a release.\n';
  const blocks = [
    [
      `${paint.strong(oneLine(options.label))}  ${paint.faint(`${count(points.length, 'commit')} that touched the release, ${first.date} to ${last.date}`)}`,
    ],
    picture(timeline, width, paint),
    standing(timeline, width, paint),
    events('broke', timeline, (p) => p.breaks, width, paint, '✖'),
    events('mended', timeline, (p) => p.mends, width, paint, '✔'),
    inVain(points, width, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Name, strip, and since when it is broken. Columns stand for commits, oldest first; when they are too many, each for several. */
function picture({ destinations, points }: Timeline, width: number, paint: Palette): string[] {
  if (destinations.length === 0) return ['nothing is released here, as far as the trees tell'];
  const names = destinations.map((row) => oneLine(nameOf(row)));
  const lead = Math.min(Math.max(...names.map(columns)), LONGEST_NAME);
  const room = Math.max(10, Math.min(points.length, width - lead - 24));
  const lines = destinations.map((row, index) => {
    const strip = cells(row.verdicts, room)
      .map((v) => (v === undefined ? paint.faint(ABSENT) : paint.verdict(v, VERDICT_MARK[v])))
      .join('');
    const now =
      row.now === undefined
        ? 'gone'
        : row.brokenSince === undefined
          ? row.now
          : `broken since ${row.brokenSince.date}${row.orLonger ? ' or longer' : ''}`;
    return `  ${pad(cut(names[index]!, lead), lead)}  ${strip}  ${row.now === undefined ? paint.faint(now) : paint.verdict(row.now, now)}`;
  });
  const dates = `  ${' '.repeat(lead)}  ${points[0]!.date}${room > 22 ? ' '.repeat(room - 20) + points.at(-1)!.date : ''}`;
  return [...lines, paint.faint(dates)];
}

const nameOf = (row: TimelineRow): string => destinationText({ id: row.id, kind: row.kind as Destination['kind'], name: row.name });

const cut = (text: string, room: number): string => (columns(text) > room ? `${text.slice(0, room - 1)}…` : text);

/** As many cells as there is room for; each shows the worst of the commits that it stands for. */
function cells(verdicts: readonly (Verdict | undefined)[], room: number): (Verdict | undefined)[] {
  if (verdicts.length <= room) return [...verdicts];
  return Array.from({ length: room }, (_, cell) => {
    const some = verdicts.slice(Math.floor((cell * verdicts.length) / room), Math.floor(((cell + 1) * verdicts.length) / room));
    return WORST.find((v) => some.includes(v));
  });
}

function standing({ destinations, findings }: Timeline, width: number, paint: Palette): string[] {
  const since = new Map<string, { at: TimelineCommit; orLonger: boolean; rows: string[] }>();
  for (const row of destinations) {
    if (row.brokenSince === undefined) continue;
    const group = since.get(row.brokenSince.commit) ?? { at: row.brokenSince, orLonger: row.orLonger === true, rows: [] };
    group.rows.push(oneLine(nameOf(row)));
    since.set(row.brokenSince.commit, group);
  }
  const lines = [...since.values()].flatMap(({ at, orLonger, rows }) => [
    ...commitLines(at, width, paint, orLonger ? ' (or longer)' : ''),
    ...hang('      ✖ ', rows.join(', '), width),
  ]);
  for (const f of findings)
    lines.push(
      ...hang(
        '  ',
        `${f.date}${f.orLonger ? ' or before' : ''} ${f.commit.slice(0, 10)}  ${oneLine(f.title)} (${f.rule}, ${clean(f.path)})`,
        width,
        '      ',
      ),
    );
  return lines.length === 0 ? [] : [paint.strong('broken now, since'), ...lines];
}

function events(
  title: string,
  { points, destinations }: Timeline,
  of: (point: TimelinePoint) => readonly TimelineStatement[],
  width: number,
  paint: Palette,
  mark: string,
): string[] {
  const rows = new Map(destinations.map((row) => [row.id, nameOf(row)]));
  const called = (id: string): string => rows.get(id) ?? id;
  const lines = points.flatMap((point) => {
    const statements = of(point);
    if (statements.length === 0) return [];
    return [
      ...commitLines(point, width, paint),
      ...[...new Set(statements.map((one) => statementText(one, called)))].flatMap((text) => hang(`      ${mark} `, text, width)),
    ];
  });
  return lines.length === 0 ? [] : [paint.strong(title), ...lines];
}

function statementText({ rules, destinations, titles }: TimelineStatement, called: (id: string) => string): string {
  const why = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  if (destinations.length === 0) return `${oneLine(titles[0] ?? '')}${why}`;
  const ids = destinations.slice(0, 4).map((d) => oneLine(called(d.id)));
  const more = destinations.length - ids.length;
  return `${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${destinations[0]!.before} → ${destinations[0]!.after}${why}`;
}

function inVain(points: readonly TimelinePoint[], width: number, paint: Palette): string[] {
  const lines = points.filter((p) => p.inVain).flatMap((p) => commitLines(p, width, paint));
  return lines.length === 0 ? [] : [paint.strong('fixes that changed no verdict'), ...lines];
}

function commitLines({ commit, date, author, subject }: TimelineCommit, width: number, paint: Palette, more = ''): string[] {
  const [first = '', ...rest] = hang(`  ${date} ${commit.slice(0, 10)}  `, `${oneLine(subject)} (${oneLine(author)})${more}`, width, '      ');
  const lead = `  ${date} ${commit.slice(0, 10)}`;
  return [paint.faint(lead) + first.slice(lead.length), ...rest];
}

/** The timeline as JSON, two spaces. Ends with a newline. */
export function formatTimelineJson(timeline: Timeline): string {
  return `${JSON.stringify(timeline, null, 2)}\n`;
}
