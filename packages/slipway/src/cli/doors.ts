import type * as compare from '../doctor/compare/index.ts';
import type * as credentials from '../doctor/credentials/index.ts';
import type * as documents from '../doctor/documents/index.ts';
import type * as expectations from '../doctor/expectations/index.ts';
import type * as fixes from '../doctor/fixes/index.ts';
import type * as doctor from '../doctor/index.ts';
import type * as preflight from '../doctor/preflight/index.ts';
import type * as reach from '../doctor/reach.ts';
import type * as pages from '../doctor/rule-pages.ts';
import type * as runbook from '../doctor/runbook/index.ts';
import type * as release from '../release/index.ts';
import type * as prepare from '../release/prepare/index.ts';
import type * as tagging from '../release/tagging/index.ts';
import type * as github from '../remotes/github/index.ts';
import type * as remotes from '../remotes/index.ts';
import type * as commits from '../remotes/local-commit.ts';
import type * as registries from '../remotes/registries/index.ts';
import type * as tags from '../remotes/tags/index.ts';

/** The rooms behind the commands, opened only by the commands that need them. */
export interface Doors {
  readonly doctor: () => Promise<Pick<typeof doctor, 'diagnose' | 'examine' | 'contractOfTree' | 'traceEvent' | 'ruleIds' | 'doctorConfigOf'>>;
  /** What a release reaches, without the rules. */
  readonly reach: () => Promise<Pick<typeof reach, 'reachOf' | 'stagesOf'>>;
  /** How findings are mended. */
  readonly fixes: () => Promise<typeof fixes>;
  /** Two examinations side by side. */
  readonly compare: () => Promise<typeof compare>;
  readonly documents: () => Promise<Pick<typeof documents, 'checkDocuments'>>;
  readonly credentials: () => Promise<Pick<typeof credentials, 'credentialsOf'>>;
  readonly expectations: () => Promise<Pick<typeof expectations, 'playTests' | 'proposeTests' | 'expectationsOf'>>;
  readonly runbook: () => Promise<typeof runbook>;
  /** What follows from a tag or a pull request before it is made. */
  readonly preflight: () => Promise<typeof preflight>;
  /** The rules' pages: texts that a diagnosis does not need. */
  readonly pages: () => Promise<Pick<typeof pages, 'rulePage'>>;
  /** Versions, notes and plans. */
  readonly release: () => Promise<typeof release>;
  /** The text of a release pull request, and what stands against it. */
  readonly prepare: () => Promise<typeof prepare>;
  /** Tags before they are made. */
  readonly tagging: () => Promise<typeof tagging>;
  readonly remotes: () => Promise<typeof remotes>;
  /** Commits in a work tree. */
  readonly commits: () => Promise<Pick<typeof commits, 'commitLocally'>>;
  /** Tags: made, pushed, looked at. */
  readonly tags: () => Promise<typeof tags>;
  /** Whether a version is at a registry. */
  readonly registries: () => Promise<typeof registries>;
  /** GitHub's API, only for what speaks with it. */
  readonly github: () => Promise<typeof github>;
}

export const realDoors: Doors = {
  doctor: () => import('../doctor/index.ts'),
  reach: () => import('../doctor/reach.ts'),
  fixes: () => import('../doctor/fixes/index.ts'),
  compare: () => import('../doctor/compare/index.ts'),
  documents: () => import('../doctor/documents/index.ts'),
  credentials: () => import('../doctor/credentials/index.ts'),
  expectations: () => import('../doctor/expectations/index.ts'),
  runbook: () => import('../doctor/runbook/index.ts'),
  preflight: () => import('../doctor/preflight/index.ts'),
  pages: () => import('../doctor/rule-pages.ts'),
  release: () => import('../release/index.ts'),
  prepare: () => import('../release/prepare/index.ts'),
  tagging: () => import('../release/tagging/index.ts'),
  remotes: () => import('../remotes/index.ts'),
  commits: () => import('../remotes/local-commit.ts'),
  tags: () => import('../remotes/tags/index.ts'),
  registries: () => import('../remotes/registries/index.ts'),
  github: () => import('../remotes/github/index.ts'),
};
