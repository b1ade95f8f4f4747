export { type Clone, type CloneOptions, cloneRemote } from './clone.ts';
export { readDocument, writeDocument } from './document.ts';
export { InputError, OutsideError } from './errors.ts';
export { openFolder } from './folder.ts';
export { openGitDir } from './git-dir.ts';
export { npmRegistryHost } from './npm-registry.ts';
export { mirrorReader, openMirror, type RemoteReaderOptions, type RepositoryReader, remoteReader } from './other-repositories.ts';
export type * from './types.ts';
