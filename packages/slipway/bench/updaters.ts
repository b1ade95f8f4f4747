import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { component as componentOf } from '../src/release/files/files.fixture.ts';
import { setVersion, worldOf } from '../src/release/files/index.ts';
import { compileChanges } from '../src/source/change/index.ts';
import { applyEdits } from '../src/source/index.ts';
import { type ToolWorld, type VersionSource, writtenVersions } from '../src/tools/index.ts';
import { type Alone, type Tally as AloneTally, measureAlone, NEXT } from './updaters/alone.ts';
import { workload } from './workload.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    files: { type: 'string', default: '300' },
    kind: { type: 'string', default: '60' },
    show: { type: 'string', default: '10' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || values.mirrors === undefined) {
  process.stdout.write(
    [
      'npm run bench:updaters -- --mirrors DIR [--files N] [--kind N] [--show N]',
      '  --mirrors DIR  repositories as git directories, DIR/<owner>+<name>/repo, each read at its HEAD',
      '  --files N      so many manifests and lock files, no two alike (default 300)',
      '  --kind N       so many files of each kind are also set alone, in variants that editors and people make (default 60)',
      '  --show N       so many failures and missed places are printed (default 10)',
      '',
    ].join('\n'),
  );
  process.exit(values.help ? 0 : 2);
}

/** Files of one repository that count, so that no large workspace is most of them. */
const MOST = 12;
const kindOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:csproj|fsproj|vbproj|gemspec|nuspec|cabal|podspec)$/.test(name) ? name.slice(name.lastIndexOf('.')) : name;
};

interface Tally {
  held: number;
  failed: number;
  places: number;
}

const byKind = new Map<string, Tally>();
const failures: string[] = [];
const missed: string[] = [];
const seen = new Set<string>();
const alone: Alone = { byKind: new Map(), failures: [], missed: [], seen: new Set() };
let files = 0;

for (const { name, tree } of await workload({ repositories: 0, examples: '', mirrors: values.mirrors })) {
  if (files < Number(values.files)) measure(name, tree);
  if (Number(values.kind) > 0) measureAlone(name, tree, Number(values.kind), alone);
}
print();
if (Number(values.kind) > 0) printAlone();
process.exitCode = failures.length + alone.failures.length === 0 ? 0 : 1;

/** Sets the version of the manifest at the root, else the commonest one, and holds each file that changes against the places that were known before. */
function measure(name: string, tree: Pick<ToolWorld, 'read' | 'list'>): void {
  const paths = tree.list();
  const read = (path: string): string | undefined => tree.read(path);
  const before = writtenVersions(worldOf(read, () => paths));
  const manifests = before.filter((one) => one.role === 'manifest' && !one.placeholder);
  const atRoot = manifests.filter((one) => !one.path.includes('/'));
  const from = commonest((atRoot.length > 0 ? atRoot : manifests).map((one) => one.value.replace(/^v|\+\d+$/g, '')));
  if (from === undefined) return;
  const component = componentOf('all');
  const update = setVersion(read, () => paths, component, from, NEXT, [{ component, from, to: NEXT }]);
  missed.push(...update.missed.map((one) => `${name} ${one}`));
  const touched = [...new Set(update.changes.flatMap((one) => (one.op === 'text' ? [one.path] : [])))];
  const texts = new Map(touched.map((path) => [path, read(path) ?? '']));
  const after = applyEdits(texts, compileChanges(read, update.changes));
  const afterwards = (path: string): string | undefined => after.get(path) ?? read(path);
  const again = writtenVersions(worldOf(afterwards, () => paths));
  for (const [path, text] of [...texts].slice(0, MOST)) {
    const digest = createHash('sha1').update(text).digest('hex');
    if (files >= Number(values.files) || seen.has(digest)) continue;
    seen.add(digest);
    files++;
    const own = byKind.get(kindOf(path)) ?? { held: 0, failed: 0, places: 0 };
    byKind.set(kindOf(path), own);
    const spans = update.changes.flatMap((one) => (one.op === 'text' && one.path === path ? [one] : []));
    own.places += spans.length;
    const here = (places: readonly VersionSource[]): VersionSource[] => places.filter((one) => one.path === path);
    const wrong = judge(text, after.get(path) ?? '', spans, here(before), here(again), from, texts);
    if (wrong === undefined) own.held++;
    else {
      own.failed++;
      failures.push(`${name} ${path}: ${wrong}`);
    }
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why a file did not change as it should; the expectation is made without the code that compiles and applies changes. */
function judge(
  old: string,
  now: string,
  spans: readonly Span[],
  before: VersionSource[],
  again: VersionSource[],
  from: string,
  raised: ReadonlyMap<string, string>,
): string | undefined {
  const mark = old.startsWith('\uFEFF') ? 1 : 0;
  let expected = old;
  for (const span of [...spans].sort((a, b) => b.start - a.start)) {
    const was = old.slice(span.start + mark, span.end + mark);
    if (!/^v?\d[\w.+-]*$/.test(was)) return `\`${was}\` is no version`;
    if (!before.some((one) => one.span.start <= span.start && span.end <= one.span.end)) return `\`${was}\` stands where no version was found`;
    if (!span.text.includes(NEXT) && !NEXT.startsWith(span.text)) return `\`${span.text}\` is not the new version`;
    expected = expected.slice(0, span.start + mark) + span.text + expected.slice(span.end + mark);
  }
  if (expected !== now) return 'other bytes than those of versions changed';
  if (before.length !== again.length) return `${before.length} places before, ${again.length} after`;
  const left = again.find((one) => one.role === 'lock' && one.value === from && one.repeats !== undefined && raised.has(one.repeats));
  return left === undefined ? undefined : `line ${left.at.line} still says ${from}`;
}

function commonest(list: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function print(): void {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const line = (...cells: readonly (string | number)[]): void =>
    out(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(8))).join(''));
  line('file', 'held', 'failed', 'places');
  const kinds = [...byKind].sort((a, b) => b[1].held + b[1].failed - a[1].held - a[1].failed);
  for (const [kind, { held, failed, places }] of kinds) line(kind, held, failed, places);
  const sum = (key: keyof Tally): number => kinds.reduce((total, [, tally]) => total + tally[key], 0);
  line('together', sum('held'), sum('failed'), sum('places'));
  out(`${missed.length} places missed`);
  for (const one of failures.slice(0, Number(values.show))) out(`failed  ${one}`);
  for (const one of missed.slice(0, Number(values.show))) out(`missed  ${one}`);
}

function printAlone(): void {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const line = (...cells: readonly (string | number)[]): void =>
    out(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(10))).join(''));
  out('');
  line('each file alone', 'held', 'failed', 'places', 'variants', 'without');
  const sums = { held: 0, failed: 0, places: 0, variants: 0 };
  const countOf = ({ without }: AloneTally): number => [...without.values()].reduce((total, one) => total + one, 0);
  for (const [kind, tally] of alone.byKind) {
    line(kind, tally.held, tally.failed, tally.places, tally.variants, countOf(tally));
    for (const key of ['held', 'failed', 'places', 'variants'] as const) sums[key] += tally[key];
  }
  line('together', sums.held, sums.failed, sums.places, sums.variants);
  const reasons = new Map<string, number>();
  for (const { without } of alone.byKind.values()) for (const [why, count] of without) reasons.set(why, (reasons.get(why) ?? 0) + count);
  for (const [why, count] of [...reasons].sort((a, b) => b[1] - a[1])) out(`${String(count).padStart(6)} without: ${why}`);
  for (const one of alone.failures.slice(0, Number(values.show))) out(`failed  ${one}`);
  for (const one of alone.missed.slice(0, Number(values.show))) out(`missed  ${one}`);
}
