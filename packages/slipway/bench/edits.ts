import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isWorkflowPath } from '../src/actions/index.ts';
import { compileChanges, verifyChanges } from '../src/source/change/index.ts';
import { applyEdits, ChangeError, type FileChange, parseJson, parseToml, parseYaml, sourceFile } from '../src/source/index.ts';
import { randomFrom } from '../test/mutations.ts';
import { type Made, nodesOf, randomChanges } from './random-changes.ts';
import { workload } from './workload.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    kind: { type: 'string', default: 'workflows' },
    files: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1' },
    show: { type: 'string', default: '10' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || values.mirrors === undefined) {
  process.stdout.write(
    [
      'npm run bench:edits -- --mirrors DIR [--kind KIND] [--files N] [--seed N] [--rounds N] [--show N]',
      '  --mirrors DIR  repositories as git directories, DIR/<owner>+<name>/repo, each read at its HEAD',
      '  --kind KIND    workflows (default), yaml, toml or json: which files of the repositories',
      '  --files N      so many files, no two alike (default 1000)',
      '  --seed N       of the random changes (default 1)',
      '  --rounds N     each kind of change so many times in each file (default 1)',
      '  --show N       so many failures are printed with their change (default 10)',
      '',
    ].join('\n'),
  );
  process.exit(values.help ? 0 : 2);
}

/** Reasons for which a change may be refused; what else is refused is a failure. */
const REFUSALS: readonly (readonly [string, RegExp])[] = [
  ['broken file', /the file is broken/],
  ['alias or anchor', /alias|anchor|merge key/],
  ['nothing that TOML can say', /TOML has no empty value|list of tables, so a new item|dotted keys inside braces/],
  ['contradicting changes', /two changes|one change .* and another one|would stand twice/],
];

const KINDS: Readonly<Record<string, (path: string) => boolean>> = {
  workflows: isWorkflowPath,
  yaml: (path) => /\.ya?ml$/.test(path),
  toml: (path) => path.endsWith('.toml'),
  json: (path) => /\.jsonc?$/.test(path) && !path.endsWith('package-lock.json'),
};
const isWanted = KINDS[values.kind] ?? isWorkflowPath;

interface Tally {
  made: number;
  failed: number;
  refused: number;
}

const byKind = new Map<string, Tally>();
const refusals = new Map<string, number>();
const failures: string[] = [];

function tally(kind: string): Tally {
  const found = byKind.get(kind) ?? { made: 0, failed: 0, refused: 0 };
  byKind.set(kind, found);
  return found;
}

function hold(name: string, path: string, text: string, { kind, changes }: Made): void {
  const own = tally(kind);
  const declared: FileChange[] = [{ op: 'change', path, changes }];
  const read = (wanted: string): string | undefined => (wanted === path ? text : undefined);
  const fail = (why: string, after = ''): void => {
    own.failed++;
    failures.push(`${name} ${path}\n  ${kind}: ${JSON.stringify(changes)}\n  ${why}\n${after}`);
  };
  try {
    const edits = compileChanges(read, declared);
    const wrong = verifyChanges(read, declared, edits);
    if (wrong !== undefined) fail(wrong, JSON.stringify(edits, null, 1));
    else if (applyEdits(new Map([[path, text]]), edits).size > 1) fail('another file is edited');
    else own.made++;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = error instanceof ChangeError ? REFUSALS.find(([, pattern]) => pattern.test(message))?.[0] : undefined;
    if (reason === undefined) fail(message);
    else {
      own.refused++;
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    }
  }
}

const parse = values.kind === 'toml' ? parseToml : values.kind === 'json' ? parseJson : parseYaml;
const random = randomFrom(Number(values.seed));
const repositories = await workload({ repositories: 0, examples: '', mirrors: values.mirrors });
const seen = new Set<string>();
let files = 0;
let broken = 0;
for (const { name, tree } of repositories) {
  if (files >= Number(values.files)) break;
  const paths = tree.list().filter(isWanted).slice(0, 60);
  tree.prefetch?.(paths);
  for (const path of paths) {
    const text = tree.read(path);
    const digest = createHash('sha1')
      .update(text ?? '')
      .digest('hex');
    if (text === undefined || seen.has(digest) || files >= Number(values.files)) continue;
    seen.add(digest);
    files++;
    const { root, problems } = parse(sourceFile(path, text));
    if (problems.length > 0) broken++;
    const nodes = nodesOf(root);
    for (let round = 0; round < Number(values.rounds); round++) for (const made of randomChanges(nodes, random)) hold(name, path, text, made);
  }
}

const line = (...cells: readonly (string | number)[]) =>
  process.stdout.write(
    `${String(cells[0]).padEnd(24)}${cells
      .slice(1)
      .map((cell) => String(cell).padStart(10))
      .join('')}\n`,
  );
line('change', 'held', 'failed', 'refused');
const total = { made: 0, failed: 0, refused: 0 };
for (const [kind, { made, failed, refused }] of byKind) {
  line(kind, made, failed, refused);
  total.made += made;
  total.failed += failed;
  total.refused += refused;
}
line('together', total.made, total.failed, total.refused);
process.stdout.write(
  `${files} files, ${broken} of them broken; refused: ${[...refusals].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'nothing'}\n`,
);
for (const failure of failures.slice(0, Number(values.show))) process.stdout.write(`\n${failure}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
