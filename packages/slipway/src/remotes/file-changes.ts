import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inside } from './document.ts';
import { InputError } from './errors.ts';

/** What becomes of one file below a folder; paths with `/`. */
export interface FileChange {
  readonly path: string;
  /** Its new path, when it moves. */
  readonly to?: string;
  /** undefined: there must be none. */
  readonly before: string | undefined;
  /** undefined: it goes away. */
  readonly after: string | undefined;
  /** Permission bits of a file that comes back; else those of the file that it was, or 0644. */
  readonly mode?: number;
}

const MODE = 0o644;

/**
 * Makes all changes, or none: each file is written beside its place and moved there, with the permission bits that it had; when one fails, those
 * before it are taken back.
 *
 * @throws InputError when a file is not what the change was made for (its text is another one, it is gone, or one is there), or cannot be written
 */
export function changeFiles(folder: string, changes: readonly FileChange[]): FileChange[] {
  const made = changes.map((change) => checked(folder, change));
  const done: FileChange[] = [];
  try {
    for (const change of made) {
      done.push(change);
      make(folder, change);
    }
  } catch (error) {
    for (const change of done.reverse()) takeBack(folder, change);
    throw new InputError(
      `${done.at(0)?.path ?? folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); nothing was changed.`,
    );
  }
  return made;
}

/** The change that takes another one back. */
export function inverseOf({ path, to, before, after, mode }: FileChange): FileChange {
  const now = to ?? path;
  return { path: now, ...(to === undefined ? {} : { to: path }), before: after, after: before, ...(mode === undefined ? {} : { mode }) };
}

/** The file's text, every character of it; undefined when there is none. A text that is not UTF-8 cannot be written back as it was. */
function textOf(path: string, full: string): string | undefined {
  if (!existsSync(full)) return undefined;
  if (!statSync(full).isFile()) throw new InputError(`${path} is no file that can be changed.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(full));
  } catch {
    throw new InputError(`${path} is no UTF-8 text, or cannot be read; change it by hand.`);
  }
}

function checked(folder: string, change: FileChange): FileChange {
  const { path, to, before } = change;
  const full = inside(folder, path);
  const text = textOf(path, full);
  if (text !== before) {
    const what = text === undefined ? 'is not there any more' : before === undefined ? 'is there already' : 'has changed since it was read';
    throw new InputError(`${path} ${what}; nothing was written.`);
  }
  if (to !== undefined && existsSync(inside(folder, to))) throw new InputError(`${to} is there already; nothing was written.`);
  return text === undefined ? change : { ...change, mode: statSync(full).mode & 0o777 };
}

function make(folder: string, { path, to = path, before, after, mode = MODE }: FileChange): void {
  const from = inside(folder, path);
  if (after !== undefined) write(inside(folder, to), after, mode);
  if (before !== undefined && (after === undefined || to !== path)) rmSync(from);
}

function takeBack(folder: string, { path, to = path, before, mode = MODE }: FileChange): void {
  if (before === undefined || to !== path) rmSync(inside(folder, to), { force: true });
  if (before !== undefined) write(inside(folder, path), before, mode);
}

/** A link stays one: what it leads to is written. */
function write(place: string, text: string, mode: number): void {
  const full = existsSync(place) ? realpathSync(place) : place;
  mkdirSync(dirname(full), { recursive: true });
  const beside = join(dirname(full), `.${basename(full)}.slipway-${process.pid}`);
  try {
    writeFileSync(beside, text, { mode, flag: 'wx' });
    // The process's mask took bits away.
    chmodSync(beside, mode);
    renameSync(beside, full);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
