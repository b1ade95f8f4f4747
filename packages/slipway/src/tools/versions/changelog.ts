import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const NAMES = ['CHANGELOG.md', 'Changelog.md', 'changelog.md', 'CHANGES.md', 'HISTORY.md', 'CHANGELOG', 'CHANGELOG.rst'];
/** `## [1.2.3] - 2026-01-02`, `# 1.2.3 (2026-01-02)`, `## tool v1.2.3`; what is not yet released has no number. */
const HEADING = /^#{1,3}[ \t]+(?:\*\*)?(?:[Vv]ersion[ \t]+|[Rr]elease[ \t]+)?\[?(v?\d+\.\d+\.\d+[\w.+-]*)/dm;

/** The newest heading with a version. */
export const changelog: VersionReader = {
  *read(files) {
    for (const base of NAMES)
      for (const path of files.named(base))
        yield* found(matchedPlace(files.text(path), HEADING, { ecosystem: 'changelog', role: 'changelog', key: 'heading' }));
  },
};
