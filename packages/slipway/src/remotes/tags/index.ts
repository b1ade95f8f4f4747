/** The door to tags: made here, pushed one by one, looked at where they are. Loaded only by commands that make tags. */
export { commitsTouching, containsCommit } from './commits.ts';
export { type PushCredential, type PushFacts, pushCredential } from './credential.ts';
export { deleteLocalTag, differs, isTagName, type LocalTag, makeTag, type NewTag, readLocalTag, restoreLocalTag } from './local.ts';
export { readPushFacts } from './push-facts.ts';
export { deleteRemoteTag, lsRemote, pushTag, type RemoteOptions, type RemoteRefs, type RemoteTag, shownRemote } from './remote.ts';
