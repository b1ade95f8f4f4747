import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Listing } from './folder.ts';

const MAX_FILES = 200_000;
const MAX_DEPTH = 64;

/** Folders that hold what tools brought or made, not what a person wrote. `dist` stays: some repositories keep what they release there. */
const SKIPPED = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'target',
  '.venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.gradle',
  '.terraform',
  '.direnv',
]);

/** Lists a folder that git does not know, within bounds; folders that are symbolic links are not entered. */
export function walkFolder(root: string): Listing {
  const files: string[] = [];
  const doubtful: string[] = [];
  const limits: string[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  let full = false;
  for (let folder = waiting.pop(); folder && !full; folder = waiting.pop()) {
    for (const entry of entriesOf(join(root, folder.path), folder.path, limits)) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (SKIPPED.has(entry.name)) continue;
        if (folder.depth < MAX_DEPTH) waiting.push({ path, depth: folder.depth + 1 });
        else limits.push(`${path} is nested more than ${MAX_DEPTH} folders deep and was not read.`);
      } else if (entry.isSymbolicLink()) doubtful.push(path);
      else if (entry.isFile()) files.push(path);
      full = files.length + doubtful.length >= MAX_FILES;
      if (full) break;
    }
  }
  if (full) limits.push(`The folder holds more than ${MAX_FILES.toLocaleString('en')} files; the rest was not listed.`);
  return { files, doubtful, limits };
}

function entriesOf(folder: string, path: string, limits: string[]) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    limits.push(`The folder ${path === '' ? '.' : path} could not be listed.`);
    return [];
  }
}
