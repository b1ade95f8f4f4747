import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** Files that hold a version and nothing else. */
export const plain: VersionReader = {
  *read(files) {
    for (const base of ['VERSION', 'VERSION.txt', 'version.txt', '.version', 'version'])
      for (const path of files.named(base))
        yield* found(matchedPlace(files.text(path), /^\s*(v?\d{1,9}\.\d{1,9}[\w.+-]{0,50})\s*$/d, { ecosystem: 'plain', role: 'plain' }));
  },
};
