export { changesOf } from './changes.ts';
export {
  type Changeset,
  type ChangesetProblem,
  changesOfChangesets,
  isChangesetPath,
  type PackageChange,
  readChangeset,
  takenByPrerelease,
} from './changesets.ts';
export { asReadBy } from './manner.ts';
export { revertedBy } from './reverts.ts';
