import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface ContractFlags extends TreeFlags {
  channel?: string;
  /** Where the contract is written down; true for the root. */
  write?: string | true;
  /** What it is held against; true for what stands at the root. */
  check?: string | true;
  format?: 'text' | 'json';
  color: boolean;
}

/**
 * `slipway contract`: prints what a release must consist of, writes it down, or holds it against what was written. The exit code is 0; 1 when the two
 * differ, 10 when the channel's releases deliver nothing.
 */
export async function runContract(path: string | undefined, flags: ContractFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  const { options, limits } = await doctorOptions(target, flags, context);
  const made = (await doors.doctor()).contractOfTree(target.tree, options, flags.channel);
  if (flags.channel !== undefined && made.channels.length > 0 && !made.channels.includes(flags.channel))
    throw new UsageError(`--channel: no release of ${target.tree.label} goes to '${flags.channel}'; there is ${made.channels.join(', ')}.`);
  const report = { ...made, limits: [...new Set([...made.limits, ...limits()])] };
  if (flags.write !== undefined || flags.check !== undefined) {
    const lock = await import('./contract-lock.ts');
    const folder = flags.gitDir === undefined && target.slug === undefined ? (path ?? '.') : undefined;
    const act = flags.write === undefined ? lock.checkLockFile : lock.writeLock;
    return act({ target, report, options, folder }, flags, context);
  }
  const formats = await import('../doctor/formats/index.ts');
  io.out(
    flags.format === 'json'
      ? formats.formatContractJson(report)
      : formats.formatContract(report, { width: io.width, color: wantsColor(io, flags.color) }),
  );
  return report.stages.length === 0 ? EXIT.nothing : EXIT.done;
}
