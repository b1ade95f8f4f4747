/** The door to GitHub's API. Loaded only by commands that speak with GitHub. */
export { branchHead, type CommitFacts, mergeBase, readCommit } from './branches.ts';
export { type Check, type CommitChecks, checksOf, notGreen } from './checks.ts';
export { type SarifState, type SarifUpload, uploadSarif } from './code-scanning.ts';
export { type Comment, findComment, MAX_COMMENT, upsertComment } from './comments.ts';
export { type CommitFile, type CommitRequest, type Committed, commitFiles } from './commit.ts';
export { type Act, type Answer, type Connection, type ConnectOptions, connect, DEFAULT_API, type Fields } from './connect.ts';
export { type FailureKind, GitHubError } from './failure.ts';
export { ACTIONS_BOT, loginOf } from './identity.ts';
export { PATIENT, type Patience } from './patience.ts';
export { MAX_BODY, type PullRequest, type PullRequestText, upsertPullRequest } from './pull-requests.ts';
export { redact } from './redact.ts';
export { type ReleaseFacts, releasesOfTag } from './releases.ts';
export { type Repository, type RepositoryFacts, repositoryFacts, repositoryOf } from './repository.ts';
export { isWorkflowFile, type Rights, rightsOf } from './rights.ts';
export { runsOfTag, type WorkflowRunFacts } from './runs.ts';
export { findToken, type Token, type TokenKind, type TokenSearch, tokenFrom, tokenKind } from './token.ts';
export { blobHash, type FileMode } from './trees.ts';
