import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Report } from '../doctor/report.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { textOf } from './files.ts';
import type { Target } from './trees.ts';

export interface BaselineFlags {
  /** A file of findings that are known; false leaves out the one at the root. */
  baseline?: string | boolean;
  /** Where to write what stands now; true for the root. */
  writeBaseline?: string | boolean;
  pruneBaseline?: boolean;
}

/** A report without what is known, and a sentence about it when there is a baseline. */
export interface Known {
  readonly report: Report;
  readonly said: string | undefined;
}

/** Whether a baseline has to do with this audit: only then its code is loaded. The name is that of `BASELINE`. */
export function concernsBaseline(target: Target, flags: BaselineFlags): boolean {
  return flags.writeBaseline !== undefined || flags.pruneBaseline === true || typeof flags.baseline === 'string' || isThere(target, flags);
}

const isThere = ({ tree }: Target, { baseline }: BaselineFlags): boolean => baseline !== false && tree.has('.slipway-baseline.json');

/** @throws UsageError when the options contradict each other, or there are several targets for one file */
export function checkBaseline(flags: BaselineFlags, targets: number): void {
  const { baseline, writeBaseline, pruneBaseline } = flags;
  for (const [option, value] of [['--baseline', baseline] as const, ['--write-baseline', writeBaseline] as const])
    if (value === '') throw new UsageError(`${option} needs a file.`);
  if (writeBaseline !== undefined && (pruneBaseline || baseline !== undefined))
    throw new UsageError(`--write-baseline writes the file anew, and goes with neither --baseline nor --prune-baseline.`);
  if (pruneBaseline && baseline === false) throw new UsageError('--prune-baseline and --no-baseline contradict each other.');
  if (targets > 1 && (writeBaseline !== undefined || pruneBaseline || typeof baseline === 'string'))
    throw new UsageError('a baseline belongs to one target; give one.');
}

/**
 * Leaves out what the baseline knows; writes or prunes it first when that was asked for.
 * @param folder of the target on disk; undefined for a tree that lies elsewhere
 */
export async function withBaseline(
  report: Report,
  target: Target,
  folder: string | undefined,
  flags: BaselineFlags,
  context: Context,
): Promise<Known> {
  const { doors } = context;
  const { BASELINE, applyBaseline, baselineOf, formatBaseline, readBaseline } = await doors.compare();
  const write = async (file: string, text: string): Promise<void> => {
    const { writeDocument } = await doors.remotes();
    if (!existsSync(dirname(resolve(file)))) throw new UsageError(`there is no folder for '${file}'.`);
    writeDocument(dirname(resolve(file)), basename(file), text);
  };
  const atRoot = (): string => {
    if (folder === undefined) throw new UsageError('a tree without a folder has no place for a baseline; name a file.');
    return `${folder}/${BASELINE}`;
  };
  if (flags.writeBaseline !== undefined) {
    const file = typeof flags.writeBaseline === 'string' ? flags.writeBaseline : atRoot();
    const entries = baselineOf(report);
    await write(file, formatBaseline(entries));
    const { report: left } = applyBaseline(report, entries, file);
    return { report: left, said: `wrote ${file}: ${entries.length} known` };
  }
  const named = typeof flags.baseline === 'string' ? flags.baseline : undefined;
  const text = named === undefined ? target.tree.read(BASELINE) : textOf(named);
  const name = named ?? BASELINE;
  if (text === undefined) throw new UsageError(named === undefined ? `there is no ${BASELINE} to read.` : `--baseline: '${named}' cannot be read.`);
  const entries = readBaseline(text, name);
  const applied = applyBaseline(report, entries, name);
  const said = `${applied.known} known by ${name} and not reported`;
  if (!flags.pruneBaseline || applied.stale.length === 0) return { report: applied.report, said };
  const kept = entries.filter((entry) => !applied.stale.includes(entry));
  await write(named ?? atRoot(), formatBaseline(kept));
  return { report: applyBaseline(report, kept, name).report, said: `${said}; pruned ${applied.stale.length} that no longer stand` };
}
