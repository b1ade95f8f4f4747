export { changesOf, coAuthorsOf } from './changes.ts';
export { revertedBy } from './reverts.ts';
