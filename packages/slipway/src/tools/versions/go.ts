import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const ASSIGNED = /^[ \t]*(?:const[ \t]+|var[ \t]+)?(?:[vV]ersion|AppVersion|appVersion)(?:\s+string)?\s*=\s*"(v?\d+\.\d+\.\d+[^"\n]*)"/dm;

/** Go has no manifest with a version: only a constant or variable of that name, in the files where it is looked for by custom. */
export const go: VersionReader = {
  *read(files) {
    for (const base of ['version.go', 'main.go'])
      for (const path of files.named(base)) yield* found(matchedPlace(files.text(path), ASSIGNED, { ecosystem: 'go', role: 'plain' }));
  },
};
