import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** A constant of Package.swift from which the URL of a binary target is made, and podspecs. */
export const swift: VersionReader = {
  *read(files) {
    for (const path of files.named('Package.swift')) {
      const file = files.text(path);
      const constant = /^let\s+(\w*[vV]ersion\w*)\s*(?::\s*String\s*)?=\s*"[^"\n]*"/m.exec(file?.text ?? '')?.[1];
      // Only what a download is named after is a release's version; others are minimum versions of tools.
      if (file === undefined || constant === undefined || !file.text.includes(`\\(${constant})`)) continue;
      const value = new RegExp(`^let\\s+${constant}\\s*(?::\\s*String\\s*)?=\\s*"([^"\\n]*)"`, 'dm');
      yield* found(matchedPlace(file, value, { ecosystem: 'swift', key: constant }));
    }
    for (const path of files.ending('podspec'))
      yield* found(
        matchedPlace(files.text(path), /\.version\s*=\s*["']([^"'\n]+)["']/d, {
          ecosystem: 'swift',
          name: path.slice(path.lastIndexOf('/') + 1, -8),
        }),
      );
  },
};
