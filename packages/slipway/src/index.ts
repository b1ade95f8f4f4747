/**
 * Slipway as a library: open a tree, diagnose it, print the report; plan a release. Nothing here runs anything of the audited repository.
 * @example
 * const report = diagnose(await openFolder('.'), { version: '0.1.0' });
 */

export { CONFIG_SCHEMA } from './config-schema.ts';
export * from './doctor/compare/formats/index.ts';
export { atTheMomentOf, compareExaminations } from './doctor/compare/index.ts';
export type * from './doctor/compare/types.ts';
export { type CredentialReport, type CredentialRow, credentialsOf } from './doctor/credentials/index.ts';
export { playTests, proposeTests, type TestReport, type TestResult } from './doctor/expectations/index.ts';
export * from './doctor/formats/index.ts';
export { diagnose, type Examination, examine, ruleIds, traceEvent } from './doctor/index.ts';
export type * from './doctor/options.ts';
export type * from './doctor/report.ts';
export { rulePage } from './doctor/rule-pages.ts';
export { REPORT_SCHEMA } from './doctor/schema.ts';
export { inferConfig, ReleaseConfigError, readReleaseConfig } from './release/config/index.ts';
export { digestOf, makePlan, PLAN_SCHEMA, PlanError, type PlanQuestion, readPlan, stalePlan, writePlan } from './release/plan/index.ts';
export type * from './release/types.ts';
export {
  cloneRemote,
  InputError,
  mirrorReader,
  npmRegistryHost,
  OutsideError,
  openFolder,
  openGitDir,
  openHistory,
  remoteReader,
} from './remotes/index.ts';
export type { GitFacts, GitTag, Tree } from './remotes/types.ts';
export type { Location } from './source/types.ts';
