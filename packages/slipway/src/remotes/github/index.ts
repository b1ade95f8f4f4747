/** The door to GitHub's API. Loaded only by commands that speak with GitHub. */
export {
  type AheadCommit,
  branchHead,
  type CommitFacts,
  type Divergence,
  deleteBranch,
  divergence,
  mergeBase,
  pathsOfCommit,
  readCommit,
  swapBranch,
} from './branches.ts';
export { type Check, type CommitChecks, checksOf, notGreen } from './checks.ts';
export { type SarifState, type SarifUpload, uploadSarif } from './code-scanning.ts';
export { type Comment, findComment, MAX_COMMENT, upsertComment } from './comments.ts';
export { type CommitFile, type CommitRequest, type Committed, commitFiles } from './commit.ts';
export { type Act, type Answer, type Connection, type ConnectOptions, connect, DEFAULT_API, type Fields } from './connect.ts';
export { type Credential, type CredentialKind, credentialOf, describeToken } from './credential.ts';
export { type FailureKind, GitHubError } from './failure.ts';
export { ACTIONS_BOT, loginOf } from './identity.ts';
export { type SyncedLabels, syncLabels } from './labels.ts';
export { PATIENT, type Patience } from './patience.ts';
export { type BranchProtection, protectionOf } from './protection.ts';
export { type CommitPullRequests, pullRequestsOf } from './pull-request-facts.ts';
export {
  closePullRequest,
  lastClosedPullRequestOf,
  MAX_BODY,
  openPullRequestOf,
  type PullRequest,
  type PullRequestText,
  upsertPullRequest,
} from './pull-requests.ts';
export { redact } from './redact.ts';
export { type ReleaseFacts, releasesOfTag } from './releases.ts';
export { type Repository, type RepositoryFacts, repositoryFacts, repositoryOf } from './repository.ts';
export { isWorkflowFile, type Rights, rightsOf } from './rights.ts';
export { runsOfTag, type WorkflowRunFacts } from './runs.ts';
export { tagObject } from './tags.ts';
export { findToken, type Token, type TokenKind, type TokenSearch, tokenFrom, tokenKind } from './token.ts';
export { blobHash, type FileMode, fileText } from './trees.ts';
