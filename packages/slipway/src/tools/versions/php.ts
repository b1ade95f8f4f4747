import { textAt } from '../config/documents.ts';
import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** composer.json; most have no version, because Packagist reads the tags. */
export const php: VersionReader = {
  *read(files) {
    for (const path of files.named('composer.json')) {
      const root = files.document(path);
      yield* found(scalarPlace(root, ['version'], { ecosystem: 'php', name: textAt(root, 'name') }));
    }
  },
};
