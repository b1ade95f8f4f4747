import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareExaminations } from '../src/doctor/compare/index.ts';
import { type Examination, examine } from '../src/doctor/diagnose.ts';
import { editsOfReport, fixesFor, overlayTree } from '../src/doctor/fixes/index.ts';
import type { Finding, Fix } from '../src/doctor/report.ts';
import { npmRegistryHost, openGitDir } from '../src/remotes/index.ts';
import { type Case, isAt } from './cases.ts';

const usage = `npm run bench:fixes -- --mirrors DIR --cases FILE [--only CLASS|ID,...] [--json FILE]
  --mirrors DIR   repositories as git directories, DIR/<owner>+<name>/repo
  --cases FILE    {"pairs": [{"id", "cls", "repo", "before", "evidence": [{"path", "line"}], "rules": ["rule"]}]}
  --only          classes or ids, separated by commas
  --json FILE     what became of each case
`;

interface Row {
  readonly id: string;
  readonly cls: string;
  readonly found: boolean;
  /** Id of the first fix that is offered. */
  readonly offered?: string;
  readonly mends?: boolean;
  /** Rules of errors that stand after it and did not before. */
  readonly newErrors: readonly string[];
  /** What is offered in place of an edit, or why no proposal holds. */
  readonly why?: readonly string[];
}

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
const only = values.only?.split(',');
const host = npmRegistryHost();
const { pairs } = JSON.parse(readFileSync(values.cases, 'utf8')) as { pairs: readonly Case[] };
const rows: Row[] = [];
const absent: string[] = [];
for (const one of pairs) {
  if (only && !only.includes(one.cls) && !only.includes(one.id)) continue;
  const dir = join(values.mirrors, one.repo.replace('/', '+'), 'repo');
  const base = existsSync(dir) ? await examined(dir, one) : undefined;
  if (base === undefined) absent.push(`${one.id} (${one.repo}@${one.before.slice(0, 10)})`);
  else rows.push(judged(one, base));
}
print();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
// What is absent is not silence.
process.exitCode = absent.length > 0 || rows.length === 0 ? 1 : 0;

/** Facts are judged for the day of the commit; undefined when the revision is not there. */
async function examined(dir: string, { repo, before }: Case): Promise<Examination | undefined> {
  let asOf: string;
  try {
    asOf = execFileSync('git', ['--git-dir', dir, 'show', '-s', '--format=%cs', before], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
  return examine(await openGitDir(dir, before), { version: '0.0.0', slug: repo, slugHow: '--repo', asOf, npmRegistryHost: host });
}

/** The first fix of the findings that the case is about, applied from the report's own edits and walked again from the start. */
function judged(one: Case, base: Examination): Row {
  const { id, cls } = one;
  const hits = base.report.findings.filter((f) => one.rules.includes(f.rule) && isAt(f, one.evidence));
  if (hits.length === 0) return { id, cls, found: false, newErrors: [] };
  const why: string[] = [];
  for (const finding of hits) {
    const { offered, unproved, refused } = fixesFor(base, finding.id);
    const [first] = offered;
    if (first) return { id, cls, found: true, offered: first.fix.id, ...applied(base, finding, first.fix) };
    why.push(...refused.map((r) => `refused: ${r.refused}`), ...unproved.map((u) => `${u.proposal.id}: ${u.why}`));
  }
  return { id, cls, found: true, newErrors: [], why };
}

function applied(base: Examination, finding: Finding, fix: Fix): Pick<Row, 'mends' | 'newErrors'> {
  const edits = editsOfReport((path) => base.tree.read(path), fix.edits);
  const { gone, fresh } = compareExaminations(base, examine(overlayTree(base.tree, edits), base.options));
  return { mends: gone.some((f) => f.id === finding.id), newErrors: fresh.filter((f) => f.severity === 'error').map((f) => f.rule) };
}

function print(): void {
  const line = (...cells: readonly string[]): void =>
    void process.stdout.write(
      `${cells
        .map((cell, at) => cell.padEnd([8, 9, 14, 14, 12][at] ?? 0))
        .join('')
        .trimEnd()}\n`,
    );
  line('class', 'found', 'offered', 'first mends', 'new errors');
  const classes = [...new Set(rows.map((row) => row.cls))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  for (const cls of [...classes, 'all']) {
    const some = rows.filter((row) => cls === 'all' || row.cls === cls);
    const found = some.filter((row) => row.found);
    const offered = found.filter((row) => row.offered !== undefined);
    const whole = offered.filter((row) => row.mends && row.newErrors.length === 0);
    line(
      cls,
      `${found.length}/${some.length}`,
      rate(offered.length, found.length),
      rate(whole.length, offered.length),
      String(offered.reduce((n, row) => n + row.newErrors.length, 0)),
    );
  }
  for (const { id, cls, found, offered, mends, newErrors, why = [] } of rows) {
    if (!found) continue;
    if (offered === undefined) process.stdout.write(`not offered: ${id} ${cls}  ${why.join(' | ') || 'no proposal'}\n`);
    else if (!mends || newErrors.length > 0) process.stdout.write(`does not mend: ${id} ${cls} ${offered}  ${newErrors.join(', ')}\n`);
  }
  if (absent.length > 0) process.stdout.write(`absent: ${absent.join(', ')}\n`);
}

function rate(part: number, whole: number): string {
  return whole === 0 ? '-' : `${part}/${whole} ${Math.round((100 * part) / whole)}%`;
}
