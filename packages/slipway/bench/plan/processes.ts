import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A command line to measure. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Made ready before each run, outside of the time. */
  readonly before?: () => void | Promise<void>;
  /** Exit codes with which it has done its work. */
  readonly good?: readonly number[];
}

/** One run, in seconds. CPU is that of the process and of those that it waited for. */
export interface Run {
  readonly wall: number;
  readonly cpu: number;
}

export interface Figures {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly wall: number;
  readonly cpu: number;
  /** MiB of the largest process of it; undefined where /proc does not tell. */
  readonly peak: number | undefined;
  /** What it said of an exit that is no success; then the figures mean nothing. */
  readonly failed: string | undefined;
}

/** A run longer than this is not repeated. */
const LONG_SECONDS = 15;
const TIMEOUT_SECONDS = 180;

/**
 * Runs all in turn, again and again, so that what slows the machine slows them alike: one round to warm the disk, then `rounds` that count,
 * then one under watch for the memory.
 */
export async function race(contenders: readonly Contender[], rounds: number): Promise<Figures[]> {
  const runs = contenders.map((): Run[] => []);
  const failed: (string | undefined)[] = contenders.map(() => undefined);
  for (let round = 0; round <= rounds; round++) {
    for (const [at, contender] of contenders.entries()) {
      const own = runs[at]!;
      if (failed[at] !== undefined || own.some(isLong)) continue;
      const { run, complaint } = await runOnce(contender);
      failed[at] = complaint;
      // The first round only warms; a long one is kept, for there is no other.
      if (round > 0 || isLong(run)) own.push(run);
    }
  }
  const figures: Figures[] = [];
  for (const [at, contender] of contenders.entries()) {
    const own = runs[at]!;
    const peak = failed[at] === undefined && !own.some(isLong) ? await peakOf(contender) : undefined;
    figures.push({
      name: contender.name,
      runs: own,
      wall: median(own.map(({ wall }) => wall)),
      cpu: median(own.map(({ cpu }) => cpu)),
      peak,
      failed: failed[at],
    });
  }
  return figures;
}

const isLong = ({ wall }: Run): boolean => wall > LONG_SECONDS;

/** Median of what `one` took by what `other` took in the same round. */
export function ratio(one: Figures, other: Figures, kind: keyof Run): number {
  const pairs = Math.min(one.runs.length, other.runs.length);
  return median(Array.from({ length: pairs }, (_, i) => one.runs[i]![kind] / other.runs[i]![kind]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? Number.NaN : sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function runOnce({ command, env, before, good = [0] }: Contender): Promise<{ run: Run; complaint: string | undefined }> {
  await before?.();
  // bash tells the times of a command with three places, and of all that it waited for.
  const script = 'TIMEFORMAT="slipway-times %R %U %S"; time "$@" >/dev/null';
  const child = spawn('bash', ['-c', script, 'bash', ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
    detached: true,
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // The whole group: bash alone would leave its command behind.
  const tooLong = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), TIMEOUT_SECONDS * 1000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(tooLong);
  if (code === null) return { run: { wall: Number.NaN, cpu: Number.NaN }, complaint: `took more than ${TIMEOUT_SECONDS} s` };
  const [, real, user, system] = /slipway-times ([\d.]+) ([\d.]+) ([\d.]+)/.exec(said) ?? [];
  const run = { wall: Number(real), cpu: Number(user) + Number(system) };
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('slipway-times'));
  return { run, complaint: good.includes(code) ? undefined : `ended with ${code}: ${lines.at(-1) ?? ''}` };
}

/** MiB of memory that the largest process of a run had at its highest, as Linux tells while it runs. */
async function peakOf({ command, env, before }: Contender): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  await before?.();
  const [program, ...args] = command;
  const child = spawn(program!, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  let highest = 0;
  const look = setInterval(() => {
    for (const pid of withChildren(child.pid!)) highest = Math.max(highest, highWater(pid));
  }, 3);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return highest === 0 ? undefined : Math.round(highest / 1024);
}

function withChildren(pid: number): number[] {
  let children: number[] = [];
  try {
    children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter((text) => text.trim() !== '')
        .map(Number),
    );
  } catch {
    // It ended meanwhile.
  }
  return [pid, ...children.flatMap(withChildren)];
}

/** KiB. */
function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
