import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** Cabal files. */
export const haskell: VersionReader = {
  *read(files) {
    for (const path of files.ending('cabal')) {
      const file = files.text(path);
      const name = /^name:[ \t]*(\S+)/im.exec(file?.text ?? '')?.[1];
      const publishes = name === undefined ? [] : [{ registry: 'hackage' as const, name }];
      yield* found(matchedPlace(file, /^version:[ \t]*([\w.-]+)/dim, { ecosystem: 'haskell', name, publishes }));
    }
  },
};
