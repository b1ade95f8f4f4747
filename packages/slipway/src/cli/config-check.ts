import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { ConfigProblem } from '../release/index.ts';
import type { Tree } from '../remotes/types.ts';
import { get, parseYaml, sourceFile } from '../source/index.ts';
import { formatProblems } from './config-format.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { isFolder } from './files.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, rootHere, type TreeFlags } from './trees.ts';

export interface ConfigCheckFlags extends TreeFlags {
  upgrade?: boolean;
  dryRun?: boolean;
  format?: 'text' | 'json' | 'github';
  color: boolean;
}

const CONFIG = 'slipway.yaml';

/**
 * `slipway config check`: every mistake in slipway.yaml with its place, and what does not fit the repository. The exit code is 2 when there is an
 * error, else 0. With --upgrade the file is first brought to the form of today.
 */
export async function runConfigCheck(path: string | undefined, flags: ConfigCheckFlags, context: Context): Promise<number> {
  const { io } = context;
  if (flags.dryRun && !flags.upgrade) throw new UsageError('--dry-run goes with --upgrade; without it nothing is written anyway.');
  const file = path !== undefined && isFile(path) ? path : flags.config;
  if (file !== undefined && file === path && flags.config !== undefined)
    throw new UsageError(`--config already says what to check; '${path}' is one file too many.`);
  // As a plan does, it reads the file at the root of the repository.
  const here = path === undefined && flags.gitDir === undefined ? await rootHere(context) : '.';
  const folder = file !== undefined && file === path ? dirname(file) : (path ?? here);
  const [open] = openTargets(flags.gitDir !== undefined && path === undefined ? [] : [folder], flags, context);
  const target = await open!();
  // A file that another name was given to is named as it was given.
  const at = file === undefined ? CONFIG : file === path && basename(file) === CONFIG ? CONFIG : file;
  const { options } = await doctorOptions(target, { ...flags, ...(file === undefined ? {} : { config: file }) }, context);
  const text = options.config;
  if (text === undefined) throw new UsageError(`there is no ${CONFIG} in ${target.tree.label}; \`slipway init\` writes one.`);
  const before = flags.upgrade ? await upgrade(text, at, folder, file, flags, context) : text;
  if (flags.upgrade && flags.dryRun) return EXIT.done;
  const problems = await problemsOf(before, at, target.tree, () => reachesRegistry(target.tree, options, context), context);
  const prefix = file === undefined ? target.prefix : '';
  io.out(formatProblems(problems, at, flags.format ?? 'text', { color: wantsColor(io, flags.color), prefix }));
  return problems.some(({ severity }) => severity === 'error') ? EXIT.usage : EXIT.done;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** All problems of the file, by their places. */
async function problemsOf(
  text: string,
  at: string,
  tree: Tree,
  registry: () => Promise<boolean>,
  { doors }: Context,
): Promise<readonly ConfigProblem[]> {
  const { root, problems, file } = parseYaml(sourceFile(at, text));
  if (problems.length > 0) return problems.map(({ message, span }) => ({ severity: 'error', message, location: file.locate(span) }));
  const release = await doors.release();
  const { doctorConfigOf } = await doors.doctor();
  const { expectationsOf } = await doors.expectations();
  const suffix = /^\s*hotfix:\s*suffix\b|\bhotfix:\s*suffix\b/m.test(text) && get(root, 'release') !== undefined;
  const around = {
    paths: tree.list(),
    read: (path: string) => tree.read(path),
    branches: tree.git?.branches,
    tags: tree.git?.tags.map(({ name }) => name) ?? [],
    registry: suffix ? await registry() : undefined,
  };
  const own = release.checkReleaseConfig(root, file, around);
  const doctor = release.readTolerantly(root, file, (part) => doctorConfigOf(part, file)).problems;
  const tests = release.readTolerantly(root, file, expectationsOf).problems;
  const seen = new Set<string>();
  return [...own, ...doctor, ...tests]
    .filter(({ location }) => {
      // What is wrong at the root two readers say.
      const id = `${location.line}:${location.column}`;
      if (seen.has(id) && doctor.some((one) => one.location.line === location.line && one.location.column === location.column)) return false;
      seen.add(id);
      return true;
    })
    .sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}

async function reachesRegistry(
  tree: Tree,
  options: Parameters<Awaited<ReturnType<Context['doors']['doctor']>>['diagnose']>[1],
  { doors }: Context,
): Promise<boolean> {
  const { diagnose } = await doors.doctor();
  // What is wrong under `doctor:` is told already.
  const { config: _, ...rest } = options;
  return diagnose(tree, rest).destinations.some(({ kind }) => kind === 'registry');
}

/** The file in the form of today, written unless --dry-run asks for the difference. */
async function upgrade(
  text: string,
  at: string,
  folder: string,
  file: string | undefined,
  flags: ConfigCheckFlags,
  context: Context,
): Promise<string> {
  const { io, doors } = context;
  const upgraded = (await doors.release()).upgradeConfig(text, at);
  if (upgraded.changes.length === 0) {
    io.err(`slipway: ${at} is in the form of today.\n`);
    return text;
  }
  if (flags.dryRun) {
    const { patchOf } = await doors.fixes();
    io.out(patchOf([{ path: at, before: text, after: upgraded.text }]));
  } else {
    if (flags.gitDir !== undefined || (file === undefined && !isFolder(folder)))
      throw new UsageError('--upgrade changes a file, so it needs a folder; --dry-run prints the difference.');
    const { writeDocument } = await doors.remotes();
    const full = file === undefined ? `${folder}/${CONFIG}` : file;
    writeDocument(dirname(resolve(full)), basename(full), upgraded.text);
  }
  for (const change of upgraded.changes) io.err(`slipway: ${flags.dryRun ? 'would change' : 'changed'} ${at}: ${change}.\n`);
  return upgraded.text;
}
