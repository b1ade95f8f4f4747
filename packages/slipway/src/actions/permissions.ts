import type { Span } from '../source/types.ts';
import type { Job, Level, Permissions, Workflow } from './model.ts';
import { asText, entriesOf, entry, entrySpan, type MaybeNode } from './nodes.ts';
import type { Truth } from './value.ts';

/**
 * Keys that `permissions` takes, with the highest level of each and whether `read` is a level of it.
 * Source: GitHub's workflow schema of 2026-08-05.
 */
export const permissionScopes: ReadonlyMap<string, 'any' | 'read' | 'write'> = new Map([
  ['actions', 'any'],
  ['artifact-metadata', 'any'],
  ['attestations', 'any'],
  ['checks', 'any'],
  ['code-quality', 'any'],
  ['contents', 'any'],
  ['copilot-requests', 'write'],
  ['deployments', 'any'],
  ['discussions', 'any'],
  ['drives', 'any'],
  ['id-token', 'write'],
  ['issues', 'any'],
  ['models', 'read'],
  ['packages', 'any'],
  ['pages', 'any'],
  ['pull-requests', 'any'],
  ['repository-projects', 'any'],
  ['security-events', 'any'],
  ['statuses', 'any'],
  ['vulnerability-alerts', 'read'],
]);

const rank: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

function isLevel(text: string): text is Level {
  return text === 'none' || text === 'read' || text === 'write';
}

/** Reads the entry `permissions` of a workflow or a job; undefined when there is none, or it says nothing that can be read. */
export function parsePermissions(of: MaybeNode): Permissions | undefined {
  const found = entry(of, 'permissions');
  const value = found?.value;
  if (!found || !value) return undefined;
  const base = { span: entrySpan(found), file: found.key.file };
  const word = asText(value)?.text;
  if (word === 'read-all') return { ...base, rest: 'read', scopes: new Map() };
  if (word === 'write-all') return { ...base, rest: 'write', scopes: new Map() };
  if (value.kind !== 'map') return undefined;
  const scopes = new Map<string, Level>();
  const spans = new Map<string, Span>();
  for (const one of entriesOf(value)) {
    const level = asText(one.value)?.text ?? '';
    if (!isLevel(level)) continue;
    scopes.set(one.key.text, level);
    spans.set(one.key.text, entrySpan(one));
  }
  return { ...base, rest: 'none', scopes, spans };
}

/** The level that a declaration gives to a scope; `metadata` is always readable. */
export function levelOf(permissions: Permissions, scope: string): Level {
  if (scope === 'metadata') return 'read';
  const named = permissions.scopes.get(scope);
  if (named) return named;
  const kind = permissionScopes.get(scope);
  if (permissions.rest === 'none' || kind === undefined) return 'none';
  if (kind === 'write') return permissions.rest === 'write' ? 'write' : 'none';
  return kind === 'read' ? 'read' : permissions.rest;
}

export type EffectivePermissions =
  | { readonly known: true; readonly from: Permissions; level(scope: string): Level }
  /** Nothing is declared: the repository's default decides, which the file does not tell. */
  | { readonly known: false };

/**
 * What the GITHUB_TOKEN of a job may do: the job's own declaration replaces the workflow's, and naming any scope sets all others to none.
 * A called workflow's job gets at most what its caller grants; see `shortfall`.
 */
export function effectivePermissions(workflow: Pick<Workflow, 'permissions'>, job: Pick<Job, 'permissions'> | undefined): EffectivePermissions {
  const from = job?.permissions ?? workflow.permissions;
  return from ? { known: true, from, level: (scope) => levelOf(from, scope) } : { known: false };
}

/** Whether a token has a right; undefined when the repository's default decides. */
export function allows(permissions: EffectivePermissions, right: { readonly scope: string; readonly level: 'read' | 'write' }): Truth {
  return permissions.known ? rank[permissions.level(right.scope)] >= rank[right.level] : undefined;
}

export interface PermissionRequest {
  /** Job of the called workflow that asks. */
  readonly job: string;
  readonly scope: string;
  readonly level: 'read' | 'write';
  /** Where it asks. */
  readonly span: Span;
  readonly permissions: Permissions;
}

/** What the jobs of a called workflow ask for, by their own declaration or their workflow's. A job without either asks for nothing. */
export function requestedPermissions(called: Workflow): readonly PermissionRequest[] {
  return called.jobs.flatMap((job) => {
    const permissions = job.permissions ?? called.permissions;
    if (!permissions) return [];
    const scopes = permissions.rest === 'none' ? [...permissions.scopes.keys()] : [...permissionScopes.keys()];
    return scopes.flatMap((scope): readonly PermissionRequest[] => {
      const level = levelOf(permissions, scope);
      return level === 'none' ? [] : [{ job: job.id, scope, level, span: permissions.spans?.get(scope) ?? permissions.span, permissions }];
    });
  });
}

export interface Shortfall extends PermissionRequest {
  /** What the caller's job grants instead. */
  readonly granted: Level;
}

/**
 * What a called workflow's jobs ask for beyond the grant of the calling job; GitHub then fails the run at its start.
 * Empty when the caller declares nothing: the repository's default decides.
 */
export function shortfall(caller: EffectivePermissions, called: Workflow): readonly Shortfall[] {
  if (!caller.known) return [];
  return requestedPermissions(called).flatMap((asked) => {
    const granted = caller.level(asked.scope);
    return rank[granted] < rank[asked.level] ? [{ ...asked, granted }] : [];
  });
}
