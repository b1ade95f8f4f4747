import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** Version of a Tauri application; without one Tauri takes that of its Cargo.toml, and a path names a package.json instead. */
export const tauri: VersionReader = {
  *read(files) {
    for (const path of [...files.named('tauri.conf.json'), ...files.named('tauri.conf.json5'), ...files.named('Tauri.toml')]) {
      const root = files.document(path);
      yield* found(scalarPlace(root, ['version'], { ecosystem: 'tauri' }) ?? scalarPlace(root, ['package', 'version'], { ecosystem: 'tauri' }));
    }
  },
};
