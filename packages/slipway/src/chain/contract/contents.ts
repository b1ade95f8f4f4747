import type { Location } from '../../source/index.ts';
import { kindOfFile } from '../../tools/index.ts';
import { type Entry, type FileSystem, isGlob, withPlatform } from './file-system.ts';
import { baseName, directoryName, globMayMatch, joinPath, type Name } from './names.ts';

/**
 * What an upload of paths puts into an artifact. The artifact's root is the least common ancestor of the search paths: the directory of a file,
 * a directory itself, the fixed part of a glob.
 */
export function contentsOf(paths: readonly Name[], files: FileSystem, at: Location, leg: string | undefined): { entries: Entry[]; open: string[] } {
  const wanted = paths.filter((p) => !p.startsWith('!'));
  const refused = paths.filter((p) => p.startsWith('!')).map((p) => joinPath('', p.slice(1)));
  const found: Entry[] = [];
  const open = new Set<string>();
  const roots: Name[] = [];
  for (const path of wanted) {
    const { entries, open: why } = files.find(path);
    const inTree = entries.length === 0 ? files.findInTree(path) : [];
    const isFile =
      files.has(path) !== undefined || files.inTree(path) || (!isGlob(path) && entries.length === 0 && inTree.length === 0 && looksLikeFile(path));
    roots.push(isGlob(path) ? fixedPart(path) : isFile ? directoryName(path) : path);
    found.push(...entries);
    const made = (p: Name): Entry => ({
      path: p,
      what: kindOfFile(baseName(p)),
      at,
      ...withPlatform(p, undefined),
      ...(leg === undefined ? {} : { leg }),
    });
    found.push(...inTree.map(made));
    if (entries.length === 0 && inTree.length === 0) {
      if (isFile) found.push(made(path));
      else open.add(why[0] ?? `nothing that is known is in ${path}`);
    } else for (const w of why) if (!isFile) open.add(w);
  }
  const root = commonDirectory(roots);
  const kept = found.filter((e) => !refused.some((r) => globMayMatch(r, e.path)));
  return {
    entries: kept.map((e) => ({ ...e, path: root === '' ? e.path : e.path.slice(e.path.startsWith(`${root}/`) ? root.length + 1 : 0) })),
    open: [...open],
  };
}

/** A name with an ending is a file; without one it may be a directory. */
const looksLikeFile = (path: Name): boolean => /\.[A-Za-z0-9_]+$/.test(baseName(path));

function fixedPart(glob: Name): Name {
  const head = /^[^*?[{\ue000-\ue005]*/.exec(glob)?.[0] ?? '';
  return directoryName(`${head}x`);
}

function commonDirectory(paths: readonly Name[]): Name {
  let common = paths[0]?.split('/') ?? [];
  for (const path of paths.slice(1)) {
    const pieces = path.split('/');
    let n = 0;
    while (n < common.length && common[n] === pieces[n]) n++;
    common = common.slice(0, n);
  }
  return common.join('/');
}
