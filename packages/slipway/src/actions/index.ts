export { parseAction } from './action-metadata.ts';
export { actionRetired, commandRetired, isOwnLabel, type Retirement, runnerLabels, runnerRetired } from './calendars.ts';
export * from './conditions.ts';
export { type Contexts, evaluate } from './evaluate.ts';
export { defaultTypes, type EventInfo, type EventOrigin, eventInfo, eventNames, isEventName, type TriggerKey } from './events.ts';
export * from './expression-paths.ts';
export { type Ast, type Comparison, type ParsedExpression, parseExpression } from './expressions.ts';
export { isEnterpriseServer, runsFromGithubToken } from './github-token.ts';
export * from './globs.ts';
export { type Expansion, expandMatrix } from './matrix.ts';
export type * from './model.ts';
export {
  allows,
  type EffectivePermissions,
  effectivePermissions,
  levelOf,
  type PermissionRequest,
  permissionScopes,
  requestedPermissions,
  type Shortfall,
  shortfall,
} from './permissions.ts';
export { type RunnerHost, runnerHost, rustHost } from './runner-hosts.ts';
export { interpretShell } from './shell/index.ts';
export type * from './shell-types.ts';
export { skipMarker } from './skip-marker.ts';
export * from './templates.ts';
export { parseUses } from './uses.ts';
export type * from './value.ts';
export * from './values.ts';
export { isWorkflowPath, parseWorkflow } from './workflow.ts';
