import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Inferred } from '../release/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { isFolder } from './files.ts';
import { describeFound, initJson } from './init-format.ts';
import { wantsColor } from './io.ts';
import { openTargets, rootHere, type TreeFlags } from './trees.ts';

export interface InitFlags extends TreeFlags {
  print?: boolean;
  dryRun?: boolean;
  force?: boolean;
  interactive?: boolean;
  format?: 'text' | 'json';
  color: boolean;
}

const CONFIG = 'slipway.yaml';

/**
 * `slipway init`: writes down the configuration of releases that a repository already has. A file that says something of releases stays as it is
 * without --force; one that says other things gets the part `release:`, and every byte of it stays.
 */
export async function runInit(path: string | undefined, flags: InitFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  if (flags.interactive && flags.format === 'json') throw new UsageError('--interactive asks a person, and cannot be joined with --format json.');
  const target = path ?? (flags.gitDir === undefined ? await rootHere(context) : undefined);
  const [open] = openTargets(target === undefined ? [] : [target], flags, context);
  const { tree } = await open!();
  const folder = target !== undefined && isFolder(target) ? target : undefined;
  const release = await doors.release();
  // What stands in the way is said before anybody is asked.
  const there = tree.read(CONFIG) ?? (folder === undefined ? undefined : (await doors.remotes()).readDocument(folder, CONFIG));
  const before = there?.trim() === '' ? undefined : there;
  // Of a tree that lies elsewhere only the file can be shown.
  const prints = flags.print || (folder === undefined && !flags.dryRun) || (flags.dryRun && before === undefined);
  const shows = prints || flags.dryRun || folder === undefined;
  const known = before !== undefined && release.hasRelease(before);
  if (known && !flags.force && !prints)
    throw new UsageError(`${CONFIG} says already how this is released; \`slipway config check\` checks it, and --force infers \`release:\` anew.`);
  if (folder !== undefined && tree.git?.tags.length === 0 && existsSync(join(folder, '.git', 'shallow')))
    io.err('slipway: this clone is shallow and has no tags, so what tags tell is missing; `git fetch --unshallow --tags` brings them.\n');
  const inferred = flags.interactive ? await (await import('./init-ask.ts')).askInit(tree, context) : release.inferConfig(tree);
  if (inferred === undefined) return EXIT.done;
  const after = fileAfter(before, inferred, known, flags.force === true, release);
  const writes = !shows && after !== before;
  if (writes) (await doors.remotes()).writeDocument(folder, CONFIG, after);
  const wrote = writes ? CONFIG : null;
  if (flags.format === 'json') {
    io.out(initJson(inferred, after, wrote));
    return EXIT.done;
  }
  const found = describeFound(inferred, tree.label, { width: io.width, color: wantsColor(io, flags.color) });
  // What was asked for is the file; the words about it are for people.
  if (prints) {
    io.err(found);
    io.out(after);
    return EXIT.done;
  }
  io.out(found);
  if (before !== undefined && before !== after) io.out(`\n${(await doors.fixes()).patchOf([{ path: CONFIG, before, after }])}`);
  // Told as a path where the current folder lies further down.
  const file = path === undefined && folder !== undefined ? join(folder, CONFIG) : CONFIG;
  io.out(`\n${ending(file, before, after, writes)}\n`);
  return EXIT.done;
}

/** slipway.yaml as it is afterwards. */
function fileAfter(
  before: string | undefined,
  inferred: Inferred,
  known: boolean,
  force: boolean,
  release: Pick<Awaited<ReturnType<Context['doors']['release']>>, 'addRelease' | 'replaceRelease'>,
): string {
  if (before === undefined || (known && !force)) return inferred.text;
  return known ? release.replaceRelease(before, inferred.text) : release.addRelease(before, inferred.text);
}

function ending(file: string, before: string | undefined, after: string, wrote: boolean): string {
  if (before === after) return `${file} says all of this already; nothing was written.`;
  if (!wrote) return `Nothing was written; without --dry-run ${file} is ${before === undefined ? 'made' : 'changed'} so.`;
  if (before === undefined) return `Wrote ${file}; \`slipway config check\` checks it, \`slipway plan\` says what would be released.`;
  return `Changed ${file}; what else stood in it stands there still.`;
}
