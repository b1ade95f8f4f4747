import { randomUUID } from 'node:crypto';
import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from './errors.ts';

/**
 * Writes a file that a caller names, whole or not at all: a reader never sees half of it, and what was there stays when the disk is full.
 * @throws InputError when it cannot be written
 */
export function writeWholeFile(path: string, text: string): void {
  const full = resolve(path);
  const there = lstatSync(full, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new InputError(`${path} is a folder; give the name of a file.`);
  // A pipe or a device (/dev/stdout) is written to, not replaced; a link keeps leading where it leads.
  if (there !== undefined && !there.isFile() && !there.isSymbolicLink()) {
    written(path, () => writeFileSync(full, text));
    return;
  }
  const target = there?.isSymbolicLink() ? realTarget(full) : full;
  const own = `${target}.${randomUUID()}`;
  try {
    written(path, () => {
      writeFileSync(own, text, { flag: 'wx' });
      renameSync(own, target);
    });
  } catch (error) {
    rmSync(own, { force: true });
    throw error;
  }
}

function realTarget(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    throw new InputError(`${link} is a link that leads nowhere.`);
  }
}

function written(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
    throw new InputError(`${path} cannot be written (${code === 'ENOENT' ? 'there is no such folder' : code}).`);
  }
}
