import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { worldOf } from '../src/release/files/index.ts';
import { inferConfig, makePlan, type Plan } from '../src/release/index.ts';
import { openGitDir, openHistory, readBlobText } from '../src/remotes/index.ts';
import { packagesOf } from '../src/tools/index.ts';
import { incoherencesOf } from './coherent/check.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    repositories: { type: 'string', default: '20' },
    packages: { type: 'string', default: '3' },
    show: { type: 'string', default: '20' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || values.mirrors === undefined) {
  process.stdout.write(
    [
      'npm run bench:coherent -- --mirrors DIR [--repositories N] [--packages N] [--show N]',
      '  --mirrors DIR     repositories as git directories, DIR/<owner>+<name>/repo, each read at its HEAD',
      '  --repositories N  so many with a workspace of crates, npm packages or Python projects (default 20)',
      '  --packages N      a workspace has at least so many packages (default 3)',
      '  --show N          so many contradictions are printed (default 20)',
      '',
    ].join('\n'),
  );
  process.exit(values.help ? 0 : 2);
}

/** Questions that a plan of each repository is asked: what its commits say, and what makes ranges of the old versions too small. */
const QUESTIONS: readonly { readonly name: string; readonly asked?: string; readonly which: 'all' | 'first' | 'none' }[] = [
  { name: 'as commits say', which: 'none' },
  { name: 'a patch of one', asked: 'patch', which: 'first' },
  { name: 'a major of one', asked: 'major', which: 'first' },
  { name: 'a major of all', asked: 'major', which: 'all' },
];

const { mirrors } = values;
const wrong: string[] = [];
const warned: string[] = [];
let done = 0;
for (const folder of readdirSync(mirrors)) {
  if (done >= Number(values.repositories)) break;
  const gitDir = join(mirrors, folder, 'repo');
  const tree = await openGitDir(gitDir, 'HEAD').catch(() => undefined);
  if (tree === undefined) continue;
  const read = (path: string): string | undefined => (tree.has(path) ? (tree.read(path) ?? readBlobText({ gitDir }, 'HEAD', path)) : undefined);
  const before = worldOf(read, () => tree.list());
  const packages = packagesOf(before).filter(({ registry }) => registry === 'crates.io' || registry === 'npm' || registry === 'pypi');
  if (packages.length < Number(values.packages)) continue;
  const { config } = inferConfig(tree);
  if (config.components.length < 2 && packages.length < Number(values.packages) * 2) continue;
  done++;
  const known = new Set(incoherencesOf(before).map(placeOf));
  const told: string[] = [];
  for (const { name, asked, which } of QUESTIONS) {
    const history = await openHistory({ gitDir });
    const names = config.components.map((one) => one.name);
    try {
      const plan = makePlan({
        history,
        read,
        list: () => tree.list(),
        config: { ...config, channels: config.channels.map((one) => ({ ...one, branches: ['**'] })), lines: [] },
        day: '2026-11-21',
        version: '0.0.0',
        channel: config.channels.find(({ identifier }) => identifier === undefined)?.name,
        asked,
        ...(which === 'none' ? {} : { components: which === 'first' ? names.slice(0, 1) : names }),
      });
      const paths = listing(plan, tree.list());
      const after = incoherencesOf(worldOf(reading(plan, read), () => paths));
      const fresh = after.filter((one) => !known.has(placeOf(one)) && !plan.warnings.some((warning) => isTold(one, warning)));
      wrong.push(...fresh.map((one) => `${folder} ${name}: ${one}`));
      warned.push(...plan.warnings.map((one) => `${folder} ${name}: ${one}`));
      told.push(`${plan.components.length}/${plan.files.length}${fresh.length > 0 ? `!${fresh.length}` : ''}`);
    } catch (error) {
      told.push(error instanceof Error && error.name === 'PlanError' ? 'refused' : 'FAILED');
      if (!(error instanceof Error && error.name === 'PlanError'))
        wrong.push(`${folder} ${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  process.stdout.write(
    `${folder.replace('+', '/').padEnd(44)}${String(packages.length).padStart(5)} packages ${String(config.components.length).padStart(4)} components  ${told.map((one) => one.padStart(9)).join(' ')}\n`,
  );
}
process.stdout.write(`${done} repositories, components/files of ${QUESTIONS.map(({ name }) => name).join(', ')}; ${wrong.length} contradictions\n`);
for (const one of wrong.slice(0, Number(values.show))) process.stdout.write(`wrong   ${one}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** A contradiction without the versions: one that was there before is nobody's new one. */
function placeOf(one: string): string {
  return one.replace(/(?<![\w/@.-])(?:workspace:)?[\^~<>=v]*\d+\.[\w.+-]*/g, '#');
}

/** A person was told of this place. */
function isTold(one: string, warning: string): boolean {
  const path = one.slice(0, one.indexOf(' '));
  return warning.startsWith(`${path}:`);
}

function reading(plan: Plan, read: (path: string) => string | undefined): (path: string) => string | undefined {
  const texts = new Map(plan.files.map(({ path, text }) => [path, text]));
  return (path) => (texts.has(path) ? (texts.get(path) ?? undefined) : read(path));
}

function listing(plan: Plan, paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  for (const { path, text } of plan.files)
    if (text === null) all.delete(path);
    else all.add(path);
  return [...all].sort();
}
