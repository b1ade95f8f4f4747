import { markedPlaces } from './markers.ts';
import type { VersionReader } from './types.ts';

/** Where a person looks for an example with a version in it. */
const READ_ME =
  /(^|\/)(?:README|INSTALL|GETTING[-_]STARTED|versions)[^/]*\.(?:md|mdx|rst|adoc|txt)$|^(?:docs?|website|guide)\/.*\.(?:md|mdx|rst|adoc)$/i;
const ELSEWHERE = /(^|\/)(?:node_modules|vendor|third[_-]party|fixtures?|__fixtures__|testdata|test-data)\//;
/** More documents are not read. */
const MOST = 300;

/** Marked lines of documents; what has no marker is an example or history, and stays. */
export const documentation: VersionReader = {
  read: () => [],
  *more(files) {
    const paths = files.world.list().filter((path) => READ_ME.test(path) && !ELSEWHERE.test(path));
    for (const path of paths.slice(0, MOST)) {
      const file = files.text(path);
      if (file !== undefined) yield* markedPlaces(file, { ecosystem: 'plain', role: 'plain' });
    }
  },
};
