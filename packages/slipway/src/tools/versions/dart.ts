import { textAt } from '../config/documents.ts';
import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** pubspec.yaml; a build number behind `+` belongs to the version. */
export const dart: VersionReader = {
  *read(files) {
    for (const path of files.named('pubspec.yaml')) {
      const root = files.document(path);
      const name = textAt(root, 'name');
      const publishes = name === undefined || textAt(root, 'publish_to') === 'none' ? [] : [{ registry: 'pub' as const, name }];
      yield* found(scalarPlace(root, ['version'], { ecosystem: 'dart', name, publishes }));
    }
  },
};
