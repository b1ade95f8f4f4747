import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from './errors.ts';
import { readConfig } from './facts.ts';
import { changeFiles, type FileChange, inverseOf } from './file-changes.ts';
import { withoutFilters } from './folder.ts';
import { git } from './git.ts';

/** What was written, and what takes it back. */
interface FixRecord {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  /** Folder of the fix below the work tree, with a `/` at its end; empty for the work tree itself. */
  readonly below: string;
  readonly files: readonly {
    readonly path: string;
    readonly to?: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly mode?: number;
  }[];
}

/** A fix that was written. */
export interface WrittenFix {
  readonly id: string;
  /** Paths that are other than before. */
  readonly paths: readonly string[];
}

/**
 * Files among these with changes that are not committed, untracked ones included; none outside of git.
 * @param paths from the folder
 */
export async function uncommitted(folder: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const status = await git(
    [
      'status',
      '--porcelain',
      '-z',
      '--untracked-files=all',
      '--ignore-submodules=all',
      '--ignored',
      '--no-renames',
      '--',
      ...paths.map((path) => `:(literal)${path}`),
    ],
    { cwd: folder, config: withoutFilters(await readConfig({ cwd: folder })) },
  );
  if (status.code !== 0) return [];
  const below = await prefixOf(folder);
  return status.out
    .toString('utf8')
    .split('\0')
    .filter((line) => line.length > 3)
    .map((line) => line.slice(3))
    .map((path) => (path.startsWith(below) ? path.slice(below.length) : path))
    .filter((path) => paths.includes(path))
    .sort();
}

/**
 * Writes a fix and what takes it back: below git's own folder, outside of git below `.slipway/`.
 * @throws InputError when a file is not as it was read, or cannot be written
 */
export async function writeFix(folder: string, title: string, changes: readonly FileChange[]): Promise<WrittenFix> {
  const place = await recordsOf(folder);
  const below = await prefixOf(folder);
  const made = changeFiles(folder, changes);
  const files = made.map(({ path, to, before, after, mode }) => ({
    path,
    ...(to === undefined ? {} : { to }),
    before: before ?? null,
    after: after ?? null,
    ...(mode === undefined ? {} : { mode }),
  }));
  const id = createHash('sha256')
    .update(JSON.stringify([below, files]))
    .digest('hex')
    .slice(0, 10);
  const record: FixRecord = { version: 1, id, title, below, files };
  try {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${id}.json`), `${JSON.stringify(record, null, 2)}\n`);
  } catch {
    changeFiles(folder, [...made].reverse().map(inverseOf));
    throw new InputError(`${place} cannot be written, so the fix could not be taken back later; nothing was changed.`);
  }
  return { id, paths: made.map(({ path, to }) => to ?? path) };
}

/**
 * Takes a written fix back.
 * @throws InputError when there is none of this id, or a file of it changed since
 */
export async function revertFix(folder: string, id: string): Promise<WrittenFix> {
  const place = await recordsOf(folder);
  const known = existsSync(place) ? readdirSync(place).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : [])) : [];
  const matching = /^[0-9a-f]{4,}$/.test(id) ? known.filter((name) => name.startsWith(id)) : [];
  if (matching.length !== 1) {
    const list = known.length === 0 ? 'none is recorded here' : `recorded here: ${known.sort().join(', ')}`;
    throw new InputError(`There is no written fix '${id}'; ${list}.`);
  }
  const path = join(place, `${matching[0]}.json`);
  const record = readRecord(path);
  if (record.below !== (await prefixOf(folder)))
    throw new InputError(`Fix ${record.id} was written in the folder '${record.below || '.'}' of this repository; go there.`);
  const made: FileChange[] = record.files.map((file) => ({ ...file, before: file.before ?? undefined, after: file.after ?? undefined }));
  try {
    changeFiles(folder, made.reverse().map(inverseOf));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      `${error.message.replace(/\.$/, '')}. Take later changes of it back first, or mend it by hand: ${path} holds the text as it was.`,
    );
  }
  rmSync(path);
  return { id: record.id, paths: made.map((change) => change.path) };
}

function readRecord(path: string): FixRecord {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as FixRecord;
    if (record.version === 1 && Array.isArray(record.files)) return record;
  } catch {
    // Told below, as any other file that is none of ours.
  }
  throw new InputError(`${path} is no record of a fix.`);
}

/** Where the records of a folder's fixes lie. */
async function recordsOf(folder: string): Promise<string> {
  const found = await git(['rev-parse', '--git-path', 'slipway/fixes'], { cwd: folder });
  return found.code === 0 ? resolve(folder, found.out.toString('utf8').trim()) : join(folder, '.slipway', 'fixes');
}

/** Where a folder lies below its work tree, with a `/` at its end; empty for the work tree itself, and outside of git. */
export async function prefixOf(folder: string): Promise<string> {
  const found = await git(['rev-parse', '--show-prefix'], { cwd: folder });
  return found.code === 0 ? found.out.toString('utf8').replace(/\n$/, '') : '';
}
