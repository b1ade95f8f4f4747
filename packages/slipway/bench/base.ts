import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { atTheMomentOf, type Comparison, compareExaminations } from '../src/doctor/compare/index.ts';
import { examine } from '../src/doctor/diagnose.ts';
import { npmRegistryHost, openGitDir } from '../src/remotes/index.ts';
import { type Case, isAt } from './cases.ts';

const usage = `npm run bench:base -- --mirrors DIR --cases FILE [--only CLASS|ID|OUTCOME,...] [--json FILE]
  --mirrors DIR   repositories as git directories, DIR/<owner>+<name>/repo
  --cases FILE    {"pairs": [{"id", "cls", "repo", "before", "after", "outcome", "evidence": [{"path", "line"}], "rules": ["rule"]}]}
                  outcome: fixed, or how the change failed to fix it (misdiagnosed, ineffective, partial, unchanged)
  --only          classes, ids or outcomes, separated by commas
  --json FILE     what became of each pair
`;

interface Pair extends Case {
  readonly after: string;
  readonly outcome: string;
}

interface Row {
  readonly id: string;
  readonly cls: string;
  readonly fixed: boolean;
  /** Findings of the case's rules where the evidence is, before the change. */
  readonly found: number;
  /** `mends` is said for one of the case's rules. */
  readonly mends: boolean;
  /** `mends` is said for anything at all. */
  readonly says: readonly string[];
  /** On the reversal `breaks` is said for one of the case's rules. */
  readonly breaks: boolean;
  /** One of the findings stands after the change, or another one in its place. */
  readonly stands: boolean;
  /** Why findings that are gone are not mended. */
  readonly why: readonly string[];
}

/** Outcomes of changes that left the defect standing, wholly or in part. */
const failed = ['misdiagnosed', 'ineffective', 'partial', 'unchanged'];

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    cases: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help || values.mirrors === undefined || values.cases === undefined) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}
const { mirrors } = values;
const only = values.only?.split(',');
const host = npmRegistryHost();
const { pairs } = JSON.parse(readFileSync(values.cases, 'utf8')) as { pairs: readonly Pair[] };
const rows: Row[] = [];
const absent: string[] = [];
for (const pair of pairs) {
  if (pair.outcome !== 'fixed' && !failed.includes(pair.outcome)) continue;
  if (only && ![pair.cls, pair.id, pair.outcome].some((name) => only.includes(name))) continue;
  const dir = join(mirrors, pair.repo.replace('/', '+'), 'repo');
  const row = existsSync(dir) ? await judged(dir, pair) : undefined;
  if (row === undefined) absent.push(`${pair.id} (${pair.repo})`);
  else rows.push(row);
}
print();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
// What is absent is not silence.
process.exitCode = absent.length > 0 || rows.length === 0 ? 1 : 0;

async function judged(dir: string, pair: Pair): Promise<Row | undefined> {
  try {
    const [old, now] = [await openGitDir(dir, pair.before), await openGitDir(dir, pair.after)];
    const asOf = new Date((now.git?.date ?? 0) * 1000).toISOString().slice(0, 10);
    const options = { version: '0.0.0', slug: pair.repo, slugHow: '--repo' as const, asOf, npmRegistryHost: host };
    const [before, after] = [examine(atTheMomentOf(now, old), options), examine(now, options)];
    const there = compareExaminations(before, after);
    const back = compareExaminations(after, before);
    const of = (list: Comparison['mends']): boolean => list.some((s) => s.rules.some((rule) => pair.rules.includes(rule)));
    const found = before.report.findings.filter((f) => pair.rules.includes(f.rule) && isAt(f, pair.evidence));
    const gone = there.unproven.filter((u) => found.includes(u.finding));
    return {
      id: pair.id,
      cls: pair.cls,
      fixed: pair.outcome === 'fixed',
      found: found.length,
      mends: of(there.mends),
      says: there.mends.map((s) => `${s.rules.join(', ')} ${s.destinations.map((d) => d.id).join(', ')}`.trim()),
      breaks: of(back.breaks),
      stands: found.some((f) => !there.gone.includes(f)) || gone.some((u) => u.why === 'stands'),
      why: gone.map(
        (u) => `${u.finding.rule}: ${u.why}${u.standing.length > 0 ? ` (${[...new Set(u.standing.map((f) => f.rule))].join(', ')})` : ''}`,
      ),
    };
  } catch {
    return undefined;
  }
}

function print(): void {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const line = (...cells: readonly (string | number)[]): void =>
    out(cells.map((c, i) => (i === 0 ? String(c).padEnd(8) : String(c).padStart(13))).join(''));
  const part = (n: number, of: number): string => (of === 0 ? '-' : `${n}/${of}`);
  const table = (title: string, list: readonly Row[], cells: (some: readonly Row[]) => readonly string[]): void => {
    if (list.length === 0) return;
    out(title);
    for (const cls of [...new Set(list.map((r) => r.cls))].sort()) line(cls, ...cells(list.filter((r) => r.cls === cls)));
    line('all', ...cells(list));
    out('');
  };
  const fixed = rows.filter((r) => r.fixed);
  const others = rows.filter((r) => !r.fixed);
  table('changes that fix    found      mends    reversal breaks', fixed, (some) => {
    const known = some.filter((r) => r.found > 0);
    return [
      part(known.length, some.length),
      part(known.filter((r) => r.mends).length, known.length),
      part(known.filter((r) => r.breaks).length, known.length),
    ];
  });
  table('changes that do not    found      stands    mends unsaid', others, (some) => {
    const known = some.filter((r) => r.found > 0);
    return [
      part(known.length, some.length),
      part(known.filter((r) => r.stands).length, known.length),
      part(some.filter((r) => r.says.length === 0).length, some.length),
    ];
  });
  const why = (r: Row): string => (r.why.length === 0 ? '' : `: ${r.why.join('; ')}`);
  for (const r of fixed) if (r.found > 0 && !r.mends) out(`not mended  ${r.id}${why(r)}`);
  for (const r of fixed) if (r.found > 0 && !r.breaks) out(`not broken by the reversal  ${r.id}`);
  for (const r of others) if (r.says.length > 0) out(`mends said  ${r.id}: ${r.says.join('; ')}`);
  for (const r of others) if (r.found > 0 && !r.stands) out(`does not stand  ${r.id}${why(r)}`);
  for (const name of absent) out(`absent  ${name}`);
}
