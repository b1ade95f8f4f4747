import { sourceFile } from '../../source/index.ts';
import { document } from '../config/documents.ts';
import { isNeverPublished } from '../config/packages.ts';
import type { ToolWorld } from '../types.ts';
import type { VersionFiles } from './types.ts';

/** Files of one name or ending that are looked at, at most. */
const MOST = 200;
/** Longer files are generated; no person writes a version there. */
const LONGEST = 1024 * 1024;
/** Lock files are long by nature. */
const LONGEST_LOCK = 64 * LONGEST;
const LOCK = /\.lock$|-lock\.(?:json|yaml)$|(?:^|\/)npm-shrinkwrap\.json$/;

/** The files of a tree by name and ending: the list is walked once. */
export function versionFiles(world: ToolWorld): VersionFiles {
  const byName = new Map<string, string[]>();
  const byEnding = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, path: string): void => {
    const paths = map.get(key);
    if (paths === undefined) map.set(key, [path]);
    else if (paths.length < MOST) paths.push(path);
  };
  for (const path of world.list()) {
    const slash = path.lastIndexOf('/');
    if (slash > 0 && isNeverPublished(path.slice(0, slash))) continue;
    const base = path.slice(slash + 1);
    put(byName, base, path);
    const dot = base.lastIndexOf('.');
    if (dot > 0) put(byEnding, base.slice(dot + 1), path);
  }
  return {
    world,
    named: (base) => byName.get(base) ?? [],
    ending: (extension) => byEnding.get(extension) ?? [],
    text: (path) => {
      const text = world.read(path);
      return text === undefined || text.length > (LOCK.test(path) ? LONGEST_LOCK : LONGEST) ? undefined : sourceFile(path, text);
    },
    document: (path) => document(world, path),
  };
}
