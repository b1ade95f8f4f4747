import { textAt } from '../config/documents.ts';
import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** Manifests of plugins and store packages that hosts read from the released files. */
export const plugin: VersionReader = {
  *read(files) {
    const paths = [
      ...['plugin.json', 'gemini-extension.json', 'server.json', 'extension.toml', 'snapcraft.yaml', 'jsr.json', 'deno.json', 'deno.jsonc'].flatMap(
        (base) => files.named(base),
      ),
      ...files.ending('toml').filter((path) => /[-_.]plugin\.toml$/.test(path)),
    ];
    for (const path of paths) {
      const root = files.document(path);
      yield* found(scalarPlace(root, ['version'], { ecosystem: 'plugin', name: textAt(root, 'name') }));
    }
    for (const path of files.named('manifest.json')) {
      const root = files.document(path);
      // Browsers and Obsidian; other files of this name are written by builds.
      if (textAt(root, 'manifest_version') !== undefined || textAt(root, 'minAppVersion') !== undefined)
        yield* found(scalarPlace(root, ['version'], { ecosystem: 'plugin', name: textAt(root, 'name') }));
    }
  },
};
