import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { overlay } from './plan/overlay.ts';
import { gitCliff, type Peer } from './plan/peers.ts';
import { type Contender, type Figures, race, ratio } from './plan/processes.ts';
import { addCommit, syntheticHistory } from './plan/synthetic.ts';

const { values } = parseArgs({
  options: {
    'git-dir': { type: 'string' },
    sizes: { type: 'string', default: '10000,50000,100000' },
    rounds: { type: 'string', default: '7' },
    folder: { type: 'string', default: join(tmpdir(), 'slipway-bench-plan') },
    slipway: { type: 'string', default: resolve('bin', 'slipway.js') },
    'no-peers': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(
    [
      'npm run bench:plan -- [--git-dir DIR] [--sizes N,N,N] [--rounds N] [--folder DIR] [--no-peers]',
      '  --git-dir DIR   a real repository, as git directory: next version, notes and changelog beside git-cliff 2.12.0 and the current one',
      "  --sizes N,N,N   commits of the made-up histories (default 10000,50000,100000; '' for none)",
      '  --rounds N      so many paired runs that count (default 7)',
      '  --folder DIR    where histories and git-cliff are kept between measurements (default: below the temporary folder)',
      '  --slipway FILE  the command to measure (default: bin/slipway.js with the build in dist)',
      '  --no-peers      without git-cliff',
      '',
    ].join('\n'),
  );
  process.exit(0);
}

const PACKAGES = 50;
/** What is asked of each made-up history. With `{name}-{version}`, which no tag has, all of it is new. */
const CASES: readonly { readonly name: string; readonly config: string; readonly peer?: true }[] = [
  { name: 'next version', config: "release:\n  tag: 'pkg-00@{version}'\n  name: made-up\n", peer: true },
  { name: 'next version, all is new', config: "release:\n  tag: 'all-{version}'\n  name: made-up\n" },
  { name: '50 packages, by their files', config: "release:\n  tag: '{name}@{version}'\n  components:\n" },
  { name: '50 packages, all is new', config: "release:\n  tag: '{name}/v{version}'\n  components:\n" },
];
const { folder } = values;
const rounds = Number(values.rounds);
mkdirSync(folder, { recursive: true });
const cache = join(folder, 'cache');
const peers = values['no-peers'] ? [] : installed(['2.12.0', 'latest']);

if (values['git-dir'] !== undefined) await realRepository(values['git-dir']);
await madeUp(
  values.sizes
    .split(',')
    .filter((text) => text !== '')
    .map(Number),
);

async function realRepository(gitDir: string): Promise<void> {
  // npm starts a workspace's script in its own folder.
  const dir = resolve(process.env.INIT_CWD ?? '.', gitDir);
  const questions: [string, readonly string[], readonly string[]][] = [
    ['next version', ['plan', '--format', 'json'], ['--bumped-version']],
    ['unreleased notes', ['notes'], ['--unreleased', '--bump']],
    ['whole changelog', ['notes', '--all'], []],
  ];
  // git-cliff is given its default configuration, and Slipway what `slipway init` writes: neither has to find one.
  const config = join(folder, 'real.yaml');
  writeFileSync(
    config,
    execFileSync(process.execPath, [values.slipway, 'init', '--print', '--git-dir', dir], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  for (const [name, ours, theirs] of questions) {
    const again = slipway('slipway, a second time', [...ours, '--config', config, '--git-dir', dir]);
    const contenders = [
      cold({ ...again, name: 'slipway' }),
      again,
      ...peers.flatMap((peer, at) => (at === 0 ? asked(peer, dir, theirs) : byPeer(peer, dir, theirs))),
    ];
    printRace(name, await race(contenders, rounds));
  }
  const place = join(folder, 'overlay.git');
  const branch = overlay(dir, place);
  if (branch === undefined) process.stdout.write('incremental: HEAD is of no branch, so no commit was added\n');
  else
    printRace(
      'one more commit',
      await race([warm(slipway('slipway', ['plan', '--format', 'json', '--config', config, '--git-dir', place]), place, branch)], rounds),
    );
}

async function madeUp(sizes: readonly number[]): Promise<void> {
  const found = new Map<string, Figures[]>();
  for (const commits of sizes) {
    const dir = await syntheticHistory(folder, { commits, tags: Math.floor(commits / 100), packages: PACKAGES });
    const contenders = CASES.map(({ name, config }, at) => {
      const file = join(folder, `case-${at}.yaml`);
      writeFileSync(file, `version: 1\n${config}${config.endsWith('components:\n') ? packagesAsYaml() : ''}`);
      return cold(slipway(name, ['plan', '--format', 'json', '--config', file, '--git-dir', dir]));
    });
    const place = join(folder, `overlay-${commits}.git`);
    overlay(dir, place);
    const again = ['plan', '--format', 'json', '--git-dir', place];
    contenders.push(warm(slipway('one more commit, next version', [...again, '--config', join(folder, 'case-0.yaml')]), place, 'main'));
    contenders.push(warm(slipway('one more commit, 50 packages', [...again, '--config', join(folder, 'case-2.yaml')]), place, 'main'));
    const [first] = peers;
    const theirs = first === undefined ? [] : [byPeer(first, dir, ['--bumped-version'])];
    const figures = await race([...contenders, ...theirs], rounds);
    printRace(`${commits} commits, ${Math.floor(commits / 100)} tags, ${PACKAGES} packages`, figures);
    for (const one of figures) found.set(one.name, [...(found.get(one.name) ?? []), one]);
  }
  if (sizes.length < 3) return;
  line('growth', ...sizes.map(String), 'slope ratio');
  for (const [name, figures] of found)
    if (figures.length === sizes.length) line(`  ${name}`, ...figures.map(({ cpu }) => seconds(cpu)), slope(sizes, figures).toFixed(2));
  process.stdout.write('  CPU seconds; the last column is what a commit costs in the last step by what it costs in the step before: 1 is linear\n');
}

function packagesAsYaml(): string {
  return Array.from({ length: PACKAGES }, (_, i) => `    - packages/pkg-${String(i).padStart(2, '0')}\n`).join('');
}

/** What a commit more costs between the last two sizes, by what it costs between the two before. */
function slope(sizes: readonly number[], figures: readonly Figures[]): number {
  const step = (at: number): number => (figures[at]!.cpu - figures[at - 1]!.cpu) / (sizes[at]! - sizes[at - 1]!);
  return step(sizes.length - 1) / step(sizes.length - 2);
}

function slipway(name: string, args: readonly string[]): Contender {
  // 10: there is nothing to release.
  return { name, command: [process.execPath, values.slipway, ...args], env: { XDG_CACHE_HOME: cache, GITHUB_ACTIONS: '' }, good: [0, 10] };
}

/** As for the first time on this machine. */
function cold(contender: Contender): Contender {
  const own = join(cache, 'cold');
  return { ...contender, env: { ...contender.env, XDG_CACHE_HOME: own }, before: () => rmSync(own, { recursive: true, force: true }) };
}

/** Once more after a commit was added. */
function warm(contender: Contender, place: string, branch: string): Contender {
  let number = 0;
  return { ...contender, before: () => addCommit(place, branch, ++number) };
}

function asked(peer: Peer, dir: string, args: readonly string[]): Contender[] {
  return [
    byPeer(peer, dir, args),
    { ...byPeer(peer, dir, args), name: `${peer.name}, as npm starts it`, command: [process.execPath, peer.shim, ...argumentsOf(peer, dir, args)] },
  ];
}

function byPeer(peer: Peer, dir: string, args: readonly string[]): Contender {
  return { name: peer.name, command: [peer.program, ...argumentsOf(peer, dir, args)] };
}

function argumentsOf(peer: Peer, dir: string, args: readonly string[]): string[] {
  return ['--config', peer.config, '--repository', dir, ...args];
}

function installed(versions: readonly string[]): Peer[] {
  return versions.flatMap((version) => {
    const peer = gitCliff(folder, version);
    if (typeof peer !== 'string') return [peer];
    process.stdout.write(`${peer}\n`);
    return [];
  });
}

function printRace(title: string, figures: readonly Figures[]): void {
  line(title, 'wall s', 'CPU s', 'peak MiB', 'runs', 'wall ratio', 'CPU ratio');
  const [first] = figures;
  for (const one of figures) {
    if (one.failed !== undefined) process.stdout.write(`  ${one.name}: ${one.failed}\n`);
    else {
      const ratios = one === first ? ['', ''] : [ratio(one, first!, 'wall').toFixed(2), ratio(one, first!, 'cpu').toFixed(2)];
      line(`  ${one.name}`, seconds(one.wall), seconds(one.cpu), String(one.peak ?? '-'), String(one.runs.length), ...ratios);
    }
  }
}

function seconds(value: number): string {
  return value.toFixed(value < 10 ? 3 : 1);
}

function line(name: string, ...cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(40)}${cells.map((cell) => cell.padStart(12)).join('')}\n`);
}
