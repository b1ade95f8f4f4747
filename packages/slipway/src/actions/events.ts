/**
 * The events that can start a workflow, as GitHub's documentation and workflow schema describe them.
 */

/** A key under an event of `on`. */
export type TriggerKey =
  | 'types'
  | 'branches'
  | 'branches-ignore'
  | 'tags'
  | 'tags-ignore'
  | 'paths'
  | 'paths-ignore'
  | 'workflows'
  | 'inputs'
  | 'secrets'
  | 'outputs'
  | 'names'
  | 'versions';

/**
 * Where a run gets something from. `updated-ref`: the pushed, created or dispatched ref. `tag`: the release's tag. `merge`: the pull
 * request's merge commit (`refs/pull/N/merge`; after a merge, the base branch). `queue`: the merge group. `default`: the default branch.
 * `deployed`: what was deployed (the ref is empty when it was a commit). `package`: the package's commit. `caller`: the calling run.
 */
export type EventOrigin = 'updated-ref' | 'tag' | 'merge' | 'queue' | 'default' | 'deployed' | 'package' | 'caller';

export interface EventInfo {
  readonly name: string;
  /** Keys that the event takes; none of them is a ref filter unless it is named here. */
  readonly keys: readonly TriggerKey[];
  /** Activity types that it takes; undefined when it has none, 'any' when they are free texts. */
  readonly types: readonly string[] | 'any' | undefined;
  /** Activity types that start a workflow which names none; empty when it has none or they are free texts. */
  readonly defaultTypes: readonly string[];
  /** Where the workflow file, `github.ref` and `github.sha` come from. */
  readonly origin: EventOrigin;
  /** The file must also stand on the default branch. */
  readonly onDefaultBranch: boolean;
  /** A skip marker in the head commit's message stops it. */
  readonly skippable: boolean;
  readonly source: string;
  /** When the source was read, ISO date. */
  readonly asOf: string;
}

const documentation = 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows';
const asOf = '2026-08-05';

const pullRequestTypes =
  'assigned auto_merge_disabled auto_merge_enabled closed converted_to_draft demilestoned dequeued edited enqueued labeled locked milestoned opened ready_for_review reopened review_request_removed review_requested stacked synchronize unassigned unlabeled unlocked';
const changes = 'created deleted edited';
const branchFilters: readonly TriggerKey[] = ['branches', 'branches-ignore'];
const pathFilters: readonly TriggerKey[] = ['paths', 'paths-ignore'];

interface Row {
  readonly types?: string | 'any';
  readonly defaults?: string;
  readonly keys?: readonly TriggerKey[];
  readonly origin?: EventOrigin;
  readonly skippable?: boolean;
}

/** Rows differ from the common case: no keys but `types`, the default branch's file, ref and commit, no skipping. */
const rows: Readonly<Record<string, Row>> = {
  branch_protection_rule: { types: changes },
  check_run: { types: 'completed created requested_action rerequested' },
  check_suite: { types: 'completed' },
  create: { origin: 'updated-ref' },
  delete: {},
  deployment: { origin: 'deployed' },
  deployment_status: { origin: 'deployed' },
  discussion: { types: `${changes} transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered` },
  discussion_comment: { types: changes },
  fork: {},
  gollum: {},
  image_version: { types: 'created deleted ready', keys: ['names', 'versions'] },
  issue_comment: { types: changes },
  issues: {
    types:
      'opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned demilestoned field_added field_removed typed untyped',
  },
  label: { types: changes },
  merge_group: { types: 'checks_requested', keys: branchFilters, origin: 'queue' },
  milestone: { types: 'closed created deleted edited opened' },
  page_build: {},
  project: { types: `${changes} closed reopened` },
  project_card: { types: `${changes} moved converted` },
  project_column: { types: 'created updated moved deleted' },
  public: {},
  pull_request: {
    types: pullRequestTypes,
    defaults: 'opened synchronize reopened',
    keys: [...branchFilters, ...pathFilters],
    origin: 'merge',
    skippable: true,
  },
  pull_request_comment: { types: changes },
  pull_request_review: { types: 'dismissed edited submitted', origin: 'merge' },
  pull_request_review_comment: { types: changes, origin: 'merge' },
  pull_request_target: { types: pullRequestTypes, defaults: 'opened synchronize reopened', keys: [...branchFilters, ...pathFilters] },
  push: { keys: [...branchFilters, 'tags', 'tags-ignore', ...pathFilters], origin: 'updated-ref', skippable: true },
  registry_package: { types: 'published updated', origin: 'package' },
  release: { types: 'created deleted edited prereleased published released unpublished', origin: 'tag' },
  repository_dispatch: { types: 'any' },
  schedule: {},
  status: {},
  watch: { types: 'started' },
  workflow_call: { keys: ['inputs', 'secrets', 'outputs'], origin: 'caller' },
  workflow_dispatch: { keys: ['inputs'], origin: 'updated-ref' },
  workflow_run: { types: 'completed in_progress requested', keys: ['workflows', ...branchFilters] },
};

/** Events whose file is at their own ref, and yet must stand on the default branch. */
const alsoOnDefault = new Set(['workflow_dispatch', 'registry_package']);

function build(name: string, row: Row): EventInfo {
  const types = row.types === 'any' ? 'any' : row.types?.split(' ');
  const origin = row.origin ?? 'default';
  return {
    name,
    keys: [...(types ? (['types'] as const) : []), ...(row.keys ?? [])],
    types,
    defaultTypes: row.defaults?.split(' ') ?? (types === 'any' ? [] : (types ?? [])),
    origin,
    onDefaultBranch: origin === 'default' || alsoOnDefault.has(name),
    skippable: row.skippable ?? false,
    source: documentation,
    asOf,
  };
}

const catalogue: ReadonlyMap<string, EventInfo> = new Map(Object.entries(rows).map(([name, row]) => [name, build(name, row)]));

/** Names of all events, sorted. */
export const eventNames: readonly string[] = [...catalogue.keys()].sort();

/** What is known of an event; undefined when GitHub has no event of that name. */
export function eventInfo(name: string): EventInfo | undefined {
  return catalogue.get(name);
}

/** Whether GitHub has an event of that name. */
export function isEventName(name: string): boolean {
  return catalogue.has(name);
}

/** Activity types that start a workflow which names none: three for pull requests, all for every other event. */
export function defaultTypes(event: string): readonly string[] {
  return catalogue.get(event)?.defaultTypes ?? [];
}
