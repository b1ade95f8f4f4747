import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** The one version of a Lerna workspace; `independent` is none. */
export const lerna: VersionReader = {
  *read(files) {
    if (files.world.exists('lerna.json'))
      yield* found(scalarPlace(files.document('lerna.json'), ['version'], { ecosystem: 'release-tool', role: 'tool' }));
  },
};
