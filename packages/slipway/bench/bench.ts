import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { isWorkflowPath } from '../src/actions/index.ts';
import { declaredRuns, familiesOf } from '../src/chain/declared.ts';
import { analyse, makeWorld, type World } from '../src/chain/index.ts';
import { diagnose } from '../src/doctor/diagnose.ts';
import { formatJson } from '../src/doctor/formats/index.ts';
import { rules } from '../src/doctor/rules/index.ts';
import { parseYaml, sourceFile } from '../src/source/index.ts';
import { type Repository, workload } from './workload.ts';

const [kind, ...rest] = process.argv.slice(2);
const { values } = parseArgs({ args: rest, options: { mirrors: { type: 'string' }, list: { type: 'string' }, repositories: { type: 'string' } } });
const options = { version: '0.0.0', asOf: '2026-01-01' };
const repositories = await workload({
  repositories: Number(values.repositories ?? 20),
  examples: process.env.SLIPWAY_BENCH_EXAMPLES ?? 'examples',
  ...(values.mirrors === undefined ? {} : { mirrors: values.mirrors }),
  ...(values.list === undefined ? {} : { list: values.list }),
});

const workflowsOf = ({ tree }: Repository): string[] => tree.list().filter((path) => isWorkflowPath(path));

/** Wall time of something, in ms. */
function time(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** User CPU time counts all threads: the collector and the compiler too. */
function measured(act: () => void): { cpu: number; wall: number; peak: number } {
  const before = process.cpuUsage();
  const wall = time(act);
  return { cpu: process.cpuUsage(before).user / 1000, wall, peak: peak() };
}

function floor() {
  const texts = repositories.flatMap((one) => workflowsOf(one).map((path) => one.tree.read(path) ?? ''));
  return measured(() => {
    for (const text of texts) parseDocument(text);
  });
}

function whole() {
  let slowest = { name: '', wall: 0 };
  const files = repositories.reduce((sum, one) => sum + workflowsOf(one).length, 0);
  const figures = measured(() => {
    for (const { name, tree } of repositories) {
      const wall = time(() => diagnose(tree, { ...options, slug: name, slugHow: '--repo' }));
      if (wall > slowest.wall) slowest = { name, wall };
    }
  });
  return { ...figures, repositories: repositories.length, files, slowest };
}

/** Each phase for all repositories before the next one. What an earlier phase remembers is not paid again, as in a diagnosis. */
function phases() {
  const wall: Record<string, number> = {};
  const phase = (name: string, act: () => void): void => {
    wall[name] = time(act);
  };
  const texts = new Map<Repository, [string, string][]>();
  phase('read', () => {
    for (const one of repositories)
      texts.set(
        one,
        workflowsOf(one).map((path) => [path, one.tree.read(path) ?? '']),
      );
  });
  phase('parse', () => {
    for (const files of texts.values()) for (const [path, text] of files) parseYaml(sourceFile(path, text));
  });
  const worlds: World[] = [];
  phase('model + validate', () => {
    for (const { tree, name } of repositories) worlds.push(makeWorld(tree, { asOf: options.asOf, slug: name }));
  });
  // The world parses again; the second parse runs on warm code, so this difference is a lower bound.
  wall['model + validate'] = Math.max(0, wall['model + validate']! - wall.parse!);
  phase('declared runs', () => {
    for (const world of worlds) {
      const first = declaredRuns(world, familiesOf(world, []));
      const made = [...first.values()].flat().flatMap((run) => run.effects);
      declaredRuns(world, familiesOf(world, made));
    }
  });
  const analyses: ReturnType<typeof analyse>[] = [];
  phase('walks', () => {
    for (const world of worlds) analyses.push(analyse(world));
  });
  const byRule = rules.map((rule) => ({
    id: rule.id,
    wall: time(() => {
      for (const analysis of analyses) for (const _ of rule.check(analysis));
    }),
  }));
  wall.rules = byRule.reduce((sum, one) => sum + one.wall, 0);
  const reports = repositories.slice(0, 20).map(({ tree, name }) => diagnose(tree, { ...options, slug: name }));
  phase('report (20 repositories)', () => {
    for (const report of reports) formatJson(report);
  });
  return {
    wall,
    runs: worlds.reduce((sum, world) => sum + world.runs.size, 0),
    rules: byRule.sort((a, b) => b.wall - a.wall).slice(0, 4),
  };
}

const measurements = { floor, whole, phases };
process.stdout.write(JSON.stringify(measurements[kind as keyof typeof measurements]()));
