import type { Examination } from '../diagnose.ts';
import type { Verdict } from '../report.ts';
import { compareExaminations } from './compare.ts';
import type { Statement } from './types.ts';

/** A commit as a timeline names it. */
export interface TimelineCommit {
  readonly commit: string;
  /** Day, YYYY-MM-DD. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
}

/** What a commit breaks or mends: rules, and destinations with their verdicts. */
export type TimelineStatement = Pick<Statement, 'rules' | 'destinations'> & { readonly titles: readonly string[] };

export interface TimelinePoint extends TimelineCommit {
  /** Verdict of each destination that there is. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly breaks: readonly TimelineStatement[];
  readonly mends: readonly TimelineStatement[];
  /** Its subject says that it fixes something of the release, a destination was broken before it, and no verdict changed. */
  readonly inVain: boolean;
}

export interface TimelineRow {
  readonly id: string;
  /** What people call it. */
  readonly kind: string;
  readonly name: string;
  /** One verdict a commit; undefined where it did not exist. */
  readonly verdicts: readonly (Verdict | undefined)[];
  /** Undefined when it is gone now. */
  readonly now: Verdict | undefined;
  /** Broken now: the commit since which it is so. */
  readonly brokenSince?: TimelineCommit;
  /** It was so at the first commit that was looked at: perhaps longer. */
  readonly orLonger?: true;
}

/** A rule's finding that stands now, and since when. */
export interface TimelineFinding extends TimelineCommit {
  readonly rule: string;
  readonly title: string;
  readonly path: string;
  readonly orLonger: boolean;
}

/** Verdicts over the commits that touched workflows or the configuration of releases. */
export interface Timeline {
  readonly schemaVersion: 1;
  readonly points: readonly TimelinePoint[];
  readonly destinations: readonly TimelineRow[];
  /** Errors that stand at the last commit. */
  readonly findings: readonly TimelineFinding[];
}

type Since = TimelineCommit & { readonly orLonger: boolean };

/** Makes a timeline commit by commit, oldest first; only two examinations are held at a time. */
export class TimelineMaker {
  readonly #points: TimelinePoint[] = [];
  readonly #known = new Map<string, { kind: string; name: string }>();
  #last: Examination | undefined;
  /** Findings of the last examination by id, with the commit that brought them. */
  #since: ReadonlyMap<string, Since> = new Map();

  add(at: TimelineCommit, examination: Examination): void {
    const { report } = examination;
    for (const d of report.destinations) this.#known.set(d.id, { kind: d.kind, name: d.name });
    const verdicts = verdictsOf(examination);
    const since = new Map<string, Since>();
    if (this.#last === undefined) {
      for (const f of report.findings) since.set(f.id, { ...at, orLonger: true });
      this.#points.push({ ...at, verdicts, breaks: [], mends: [], inVain: false });
    } else {
      const { breaks, mends, pairs, destinations } = compareExaminations(this.#last, examination);
      for (const f of report.findings) since.set(f.id, { ...at, orLonger: false });
      for (const pair of pairs) since.set(pair.after.id, this.#since.get(pair.before.id) ?? { ...at, orLonger: false });
      const wasBroken = Object.values(this.#points.at(-1)?.verdicts ?? {}).includes('broken');
      const inVain = wasBroken && destinations.length === 0 && mends.length === 0 && saysFix(at.subject);
      this.#points.push({ ...at, verdicts, breaks: breaks.map(told), mends: mends.map(told), inVain });
    }
    this.#since = since;
    this.#last = examination;
  }

  finish(): Timeline {
    const errors = this.#last?.report.findings.filter((f) => f.severity === 'error') ?? [];
    return {
      schemaVersion: 1,
      points: this.#points,
      destinations: [...this.#known].map(([id, { kind, name }]) => this.#row(id, kind, name)).sort(byState),
      findings: errors.map((f) => ({ rule: f.rule, title: f.title, path: f.location.path, ...this.#since.get(f.id)! })),
    };
  }

  #row(id: string, kind: string, name: string): TimelineRow {
    const verdicts = this.#points.map((p) => p.verdicts[id]);
    const now = verdicts.at(-1);
    if (now !== 'broken') return { id, kind, name, verdicts, now };
    let first = verdicts.length - 1;
    while (first > 0 && verdicts[first - 1] === 'broken') first--;
    const { commit, date, author, subject } = this.#points[first]!;
    return { id, kind, name, verdicts, now, brokenSince: { commit, date, author, subject }, ...(first === 0 ? { orLonger: true as const } : {}) };
  }
}

/** A subject that promises to mend something. */
const saysFix = (subject: string): boolean =>
  /\b(?:fix(?:e[sd]|ing)?|repair|mend|retry|try|attempt|correct|work ?around|unbreak|again|hotfix)\b/i.test(subject);

function told({ rules, destinations, findings }: Statement): TimelineStatement {
  return { rules, destinations, titles: findings.map((f) => f.title) };
}

function verdictsOf({ report }: Examination): Record<string, Verdict> {
  const out: Record<string, Verdict> = {};
  for (const d of report.destinations) if (d.version === 'this' || !(d.id in out)) out[d.id] = d.verdict;
  return out;
}

const rank = (row: TimelineRow): number => ['broken', 'never', 'unknown', 'reached', undefined].indexOf(row.now);
const byState = (a: TimelineRow, b: TimelineRow): number => rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
