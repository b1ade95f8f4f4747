import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from './errors.ts';

/**
 * Keeps a second run out of a work tree for as long as this one changes it. A lock of a process that is no more counts for nothing.
 *
 * @param file path of the lock, below the git directory
 * @returns what gives the place free again
 * @throws InputError while another run holds it, or where no file can be written
 */
export function lockWork(file: string): () => void {
  if (!made(file)) {
    const holder = holderOf(file);
    if (holder === undefined || isAlive(holder)) throw taken(file);
    rmSync(file, { force: true });
    if (!made(file)) throw taken(file);
  }
  return () => rmSync(file, { force: true });
}

/** @returns false when there is one already */
function made(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new InputError(`${file} cannot be written, so nothing can be committed here.`);
  }
}

const taken = (file: string): InputError =>
  new InputError(`another run of Slipway is at work in this work tree; wait for it, or delete ${file} when there is none.`);

/** undefined when the file does not tell, as in the moment before it is written. */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
