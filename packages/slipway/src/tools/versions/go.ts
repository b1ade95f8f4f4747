import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const ASSIGNED = /^[ \t]*(?:const[ \t]+|var[ \t]+)?(?:[vV]ersion|AppVersion|appVersion)(?:\s+string)?\s*=\s*"(v?\d+\.\d+\.\d+[^"\n]*)"/dm;

/** Go has no manifest with a version: only a constant or variable of that name, in a version.go, or in the main.go at the root. */
export const go: VersionReader = {
  *read(files) {
    for (const path of [...files.named('version.go'), 'main.go'])
      if (files.world.exists(path)) yield* found(matchedPlace(files.text(path), ASSIGNED, { ecosystem: 'go', role: 'plain' }));
  },
};
