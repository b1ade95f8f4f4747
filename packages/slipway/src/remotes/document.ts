import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { InputError } from './errors.ts';

/**
 * The text of a document below a folder, every character of it; undefined when there is none.
 * @param path from the folder, with `/`
 * @throws InputError when the path leaves the folder, or what is there is no UTF-8 text
 */
export function readDocument(folder: string, path: string): string | undefined {
  const full = inside(folder, path);
  // A link that leads nowhere is there too: writing would follow it.
  const there = lstatSync(full, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  if (!there.isFile()) throw new InputError(`${path} is no file that can be written.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(full));
  } catch {
    throw new InputError(`${path} is no UTF-8 text, or cannot be read.`);
  }
}

/**
 * Writes a document below a folder, with the folders above it.
 * @throws InputError when the path leaves the folder, or it cannot be written
 */
export function writeDocument(folder: string, path: string, text: string): void {
  const full = inside(folder, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  } catch {
    throw new InputError(`${path} cannot be written.`);
  }
}

/** The full path of a file below a folder. A link in the repository may lead anywhere, so what is there already is followed before anything is written. */
export function inside(folder: string, path: string): string {
  if (path === '' || isAbsolute(path) || /^[A-Za-z]:/.test(path) || path.split(/[\\/]/).some((part) => part === '..' || part === '.git'))
    throw new InputError(`'${path}' is not a file inside of the folder.`);
  const root = realpathSync(folder);
  const full = join(root, path);
  let there = full;
  while (!existsSync(there)) there = dirname(there);
  const way = relative(root, realpathSync(there));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new InputError(`'${path}' leads out of the folder.`);
  return full;
}
