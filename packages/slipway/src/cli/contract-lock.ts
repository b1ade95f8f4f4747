import { basename, dirname, resolve } from 'node:path';
import { contractLinesOf } from '../doctor/compare/formats/index.ts';
import type { ContractReport } from '../doctor/index.ts';
import type { DoctorOptions } from '../doctor/options.ts';
import type { Context } from './context.ts';
import type { ContractFlags } from './contract.ts';
import { EXIT, UsageError } from './exit.ts';
import { textOf } from './files.ts';
import type { Target } from './trees.ts';

/** What `slipway contract` has made, for those who write it down or hold it against what was written. */
export interface Made {
  readonly target: Target;
  readonly report: ContractReport;
  readonly options: DoctorOptions;
  /** On disk; undefined for a tree that lies elsewhere. */
  readonly folder: string | undefined;
}

/** `slipway contract --write [FILE]`: writes the contract down as `release.contract.json`. */
export async function writeLock({ report, folder }: Made, flags: ContractFlags, { io, doors }: Context): Promise<number> {
  const { LOCK, formatLock, lockOf } = await doors.compare();
  if (report.stages.length === 0) {
    io.err(`slipway: nothing is released on the channel ${report.channel}, so there is no contract to write.\n`);
    return EXIT.nothing;
  }
  if (typeof flags.write !== 'string' && folder === undefined)
    throw new UsageError('a tree without a folder has no place for a contract; name a file.');
  const file = typeof flags.write === 'string' ? flags.write : `${folder}/${LOCK}`;
  const { writeDocument } = await doors.remotes();
  writeDocument(dirname(resolve(file)), basename(file), formatLock(lockOf(report, report.channel)));
  const items = report.stages.reduce((n, s) => n + s.items.length, 0);
  io.err(`slipway: wrote ${file}: ${items} items, channel ${report.channel}.\n`);
  return EXIT.done;
}

/** `slipway contract --check [FILE]`: holds the contract against what was written down. The exit code is 1 when they differ. */
export async function checkLockFile(made: Made, flags: ContractFlags, { io, doors }: Context): Promise<number> {
  const { target, report, options } = made;
  const { LOCK, agrees, checkLock, contractSentence, readLock } = await doors.compare();
  const named = typeof flags.check === 'string' ? flags.check : undefined;
  const text = named === undefined ? target.tree.read(LOCK) : textOf(named);
  if (text === undefined) throw new UsageError(`there is no ${named ?? LOCK} to check; \`slipway contract --write\` makes one.`);
  const lock = readLock(text, named ?? LOCK);
  const doctor = await doors.doctor();
  const now = lock.channel === report.channel ? report : doctor.contractOfTree(target.tree, options, lock.channel);
  const check = checkLock(lock, now, doctor.examine(target.tree, { ...options, only: ['asset-name-mismatch'] }));
  const same = agrees(check);
  if (flags.format === 'json')
    io.out(`${JSON.stringify({ schemaVersion: 1, agrees: same, lessKnown: check.lessKnown, ...check.change }, null, 2)}\n`);
  else if (same) io.out(`what a release consists of is what ${named ?? LOCK} says\n`);
  else
    io.out(
      `this change ${contractSentence(check.change)}\n${contractLinesOf(check.change)
        .map((line) => `  ${line}\n`)
        .join('')}`,
    );
  if (check.lessKnown) io.err('slipway: not all assets are known any more, so they were not compared; `slipway contract` says why.\n');
  return same ? EXIT.done : EXIT.findings;
}
