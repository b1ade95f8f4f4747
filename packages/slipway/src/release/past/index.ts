/** Notes of what was released already. */
export { allNotes } from './all.ts';
export { changelogText } from './documents.ts';
export { githubNotes } from './github.ts';
export { type Named, noRelease, notesOfRange, notesOfRelease, releaseNames, releasesNamed } from './one.ts';
export type { VersionNotes } from './types.ts';
