import { entriesAt } from '../config/documents.ts';
import { nodePackages } from '../config/packages.ts';
import { folderOf, inside } from '../paths.ts';
import { nodeRepetitions } from './node-locks.ts';
import { found, matchedPlace, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const TABLES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** package.json of the packages, what they ask of each other, and the package's own entries in npm's lock files. */
export const node: VersionReader = {
  *read(files) {
    const packages = nodePackages(files.world);
    const pathOf = new Map(packages.flatMap((one) => (one.name === undefined ? [] : [[one.name, inside(one.directory, 'package.json')] as const])));
    for (const one of packages) {
      const root = files.document(inside(one.directory, 'package.json'));
      const publishes = one.name === undefined || one.private ? [] : [{ registry: 'npm' as const, name: one.name }];
      yield* found(scalarPlace(root, ['version'], { ecosystem: 'node', name: one.name, publishes }));
      for (const table of TABLES) {
        for (const { name } of entriesAt(root, table)) {
          const repeats = pathOf.get(name);
          if (repeats === undefined) continue;
          const place = scalarPlace(root, [table, name], { ecosystem: 'node', role: 'requirement', name, repeats });
          // `workspace:*`, `file:…` and tags ask for no version.
          if (place !== undefined && /\d+\.\d+/.test(place.value) && !/^[a-z]+:/.test(place.value)) yield place;
        }
      }
    }
  },

  /** npm writes the package's own version at the head of the file, once or twice. */
  *locks(files) {
    for (const base of ['package-lock.json', 'npm-shrinkwrap.json']) {
      for (const path of files.named(base)) {
        const repeats = inside(folderOf(path), 'package.json');
        const file = files.text(path);
        if (file === undefined || !files.world.exists(repeats)) continue;
        const about = { ecosystem: 'node', role: 'lock', repeats } as const;
        yield* found(
          matchedPlace(file, /^\{\s*"name":\s*"[^"\n]*",\s*"version":\s*"([^"\n]*)"/d, about),
          matchedPlace(file, /"packages":\s*\{\s*"":\s*\{\s*"name":\s*"[^"\n]*",\s*"version":\s*"([^"\n]*)"/d, {
            ...about,
            key: 'packages..version',
          }),
        );
      }
    }
  },

  more: nodeRepetitions,
};
