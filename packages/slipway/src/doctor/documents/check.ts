import { analyse } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import type { DoctorOptions } from '../options.ts';
import { worldOf } from '../world.ts';
import { claimsOf } from './claims.ts';
import type { Claim } from './types.ts';

/** What `slipway docs check` tells of a tree: every claim of its documents, and what could not be read. */
export interface DocumentsReport {
  readonly schemaVersion: 1;
  readonly revision: string | null;
  /** By document, then by line. */
  readonly claims: readonly Claim[];
  readonly limits: readonly string[];
}

/** Reads the documents of a tree and holds each of their claims against the walk of its releases. */
export function checkDocuments(tree: Tree, options: DoctorOptions): DocumentsReport {
  const world = worldOf(tree, options);
  const claims = claimsOf(tree, analyse(world));
  return { schemaVersion: 1, revision: tree.revision, claims, limits: [...tree.limits(), ...[...world.limits].sort()] };
}
