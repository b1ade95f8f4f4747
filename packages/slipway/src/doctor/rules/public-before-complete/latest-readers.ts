import type { World } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';
import { isAside } from '../../../tools/index.ts';

/** A line of the tree that takes files from whatever release is the latest. */
export interface LatestReader {
  readonly at: Location;
  readonly path: string;
}

/** Installers, and documents that tell users what to download. */
const candidates =
  /^(?:[^/]*|(?:[\w.-]+\/){0,4}(?:[\w.-]*(?:install|setup|get|download|update|upgrade)[\w.-]*))\.(?:sh|bash|ps1|py|[cm]?js|ts)$|^(?:readme[^/]*|install[^/]*|docs?\/[^/]+|docs?\/[^/]+\/[^/]+)\.(?:md|adoc|rst)$/i;
const example = /(?:^|\/)examples?\//i;
const MOST = 120;
const LONGEST = 400_000;
const reads = /releases\/latest(?:\/download\/|["'`\s)]|$)/gm;
const known = new WeakMap<World, LatestReader | undefined>();

/**
 * The first place of the tree that downloads from the latest release of this repository: `releases/latest/download/…`, or the API's
 * `releases/latest` in a script. A link to the page of the latest release is for people, who see what is there.
 */
export function latestReader(world: World): LatestReader | undefined {
  if (!known.has(world)) known.set(world, find(world));
  return known.get(world);
}

function find(world: World): LatestReader | undefined {
  const paths = world.tree.list().filter((path) => candidates.test(path) && !isAside(path) && !example.test(path));
  // Scripts first: nobody reads over their shoulder.
  paths.sort((a, b) => Number(isDocument(a)) - Number(isDocument(b)));
  for (const path of paths.slice(0, MOST)) {
    const text = world.tree.read(path);
    if (text === undefined || text.length > LONGEST || !text.includes('releases/latest')) continue;
    for (const { 0: whole, index } of text.matchAll(reads)) {
      const start = text.lastIndexOf('\n', index) + 1;
      const before = text.slice(start, index);
      if (/^\s*(?:#|\/\/|\*)/.test(before) || !isOurs(before, world)) continue;
      if (!whole.includes('/download/') && (isDocument(path) || !/api\.github\.com|\/repos\//.test(before))) continue;
      return { path, at: sourceFile(path, text).locate({ start: index, end: index + whole.trimEnd().length }) };
    }
  }
  return undefined;
}

const isDocument = (path: string): boolean => /\.(?:md|adoc|rst)$/i.test(path);

/** The address names this repository, or a variable that may. */
function isOurs(before: string, world: World): boolean {
  const name = /([\w.-]+)\/([\w.-]+)\/$/.exec(before);
  if (name === null || name[2] === undefined) return /[$}%]\S*\/$/.test(before);
  if (world.slug === undefined) return false;
  return `${name[1]}/${name[2]}`.toLowerCase() === world.slug.toLowerCase();
}
