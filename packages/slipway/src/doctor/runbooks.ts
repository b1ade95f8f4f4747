import type { World } from '../chain/index.ts';
import { type SourceFile, sourceFile } from '../source/index.ts';
import { fileName } from '../tools/index.ts';
import { scanLines } from './documents/markdown.ts';
import type { Line } from './documents/types.ts';

/** A document that somebody follows while releasing, deploying or going back. */
export interface Runbook {
  readonly file: SourceFile;
  readonly lines: readonly Line[];
}

const text = /\.(?:md|mdx|markdown|rst|adoc)$/i;
const followed = /(?:run|play)[-_]?book|roll[-_]?back|emergenc|hot[-_]?fix|incident|recover|releas|publish|deploy|maintain|operations/i;
const aside =
  /(?:^|\/)(?:node_modules|vendor|third[-_]party|testdata|tests?|fixtures?|examples?|samples?|templates?|archived?|history|old|legacy|adrs?|decisions?|rfcs?|proposals?|plans?|planning|specs|blog|news|posts|releases|release[-_]?notes|changelogs?|\.changeset|i18n|locales?|translations?|versioned_docs)\/|change[-_]?log|release[-_]?notes|proposal|\d\.\d/i;
const most = 60;
const largest = 200_000;
const known = new WeakMap<World, readonly Runbook[]>();

/** The runbooks of a tree, by their names; read once. */
export function runbooks(world: World): readonly Runbook[] {
  const before = known.get(world);
  if (before) return before;
  const found: Runbook[] = [];
  const paths = world.tree.list().filter((p) => text.test(p) && followed.test(fileName(p)) && !aside.test(p));
  world.tree.prefetch?.(paths.slice(0, most));
  for (const path of paths.slice(0, most)) {
    const written = world.tree.read(path);
    if (written === undefined || written.length > largest) continue;
    const file = sourceFile(path, written);
    found.push({ file, lines: scanLines(file) });
  }
  known.set(world, found);
  return found;
}
