// `npm run bench [-- --mirrors DIR] [--list FILE] [--repositories N]`: how long a diagnosis takes, and how much memory, beside what cannot be
// avoided. Each measurement is a process of its own, so that none finds code that another one has warmed up.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBundle } from '../scripts/bundle.js';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(
    [
      'npm run bench -- [--mirrors DIR] [--list FILE] [--repositories N]',
      '  --mirrors DIR      repositories as git directories, DIR/<owner>+<name>/repo, each at its HEAD; else examples and made-up ones',
      '  --list FILE        with --mirrors: lines `owner/name revision`, the only ones to read',
      '  --repositories N   without --mirrors: how many made-up repositories of 20 workflows (default 20)',
      '',
    ].join('\n'),
  );
  process.exit(0);
}

/** The figures of one kind of measurement. */
function measure(bundle, kind) {
  const done = spawnSync(process.execPath, [bundle, kind, ...args], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.status !== 0) throw new Error(`the measurement '${kind}' failed`);
  return JSON.parse(done.stdout);
}

/** Median user CPU and wall time of a process that is started five times, in ms. */
function start(command) {
  const runs = Array.from({ length: 5 }, () => {
    const before = process.hrtime.bigint();
    spawnSync(process.execPath, command, { stdio: 'ignore' });
    return Number(process.hrtime.bigint() - before) / 1e6;
  });
  return runs.sort((a, b) => a - b)[2];
}

const line = (name, ...cells) => process.stdout.write(`${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(14)).join('')}\n`);
const ms = (value) => value.toFixed(value < 10 ? 2 : 0);

await withBundle(join(here, 'bench.ts'), (bundle) => {
  const examples = join(here, '..', '..', '..', 'examples');
  process.env.SLIPWAY_BENCH_EXAMPLES = examples;
  const floor = measure(bundle, 'floor');
  const whole = measure(bundle, 'whole');
  const phases = measure(bundle, 'phases');
  const { files } = whole;
  line(`${whole.repositories} repositories, ${files} workflows`, 'user CPU ms', 'wall ms', 'CPU ms/file', 'peak MiB');
  line('floor: bare YAML of the workflows', ms(floor.cpu), ms(floor.wall), ms(floor.cpu / files), floor.peak);
  line('diagnose, one process', ms(whole.cpu), ms(whole.wall), ms(whole.cpu / files), whole.peak);
  line('  times the floor', (whole.cpu / floor.cpu).toFixed(1), (whole.wall / floor.wall).toFixed(1));
  line('  slowest repository', '', ms(whole.slowest.wall), '', `  ${whole.slowest.name}`);
  line('phases', '', 'wall ms', 'wall ms/file');
  for (const [name, wall] of Object.entries(phases.wall)) line(`  ${name}`, '', ms(wall), ms(wall / files));
  line('runs walked', phases.runs);
  line('rules, slowest', '', ...phases.rules.map(({ id, wall }) => `  ${id} ${ms(wall)}`));
  const bare = start(['-e', '0']);
  const version = start([join(here, '..', 'bin', 'slipway.js'), '--version']);
  line('start: node -e 0', '', ms(bare));
  line('start: slipway --version', '', ms(version));
  line('  more than node -e 0', '', ms(version - bare));
});
