import type { MapNode, Parsed, ScalarNode, SourceFile, SourceNode, Span } from '../source/types.ts';

/** A text of the workflow together with where it stands; it may hold `${{ }}`. */
export type Str = ScalarNode;

export interface Pair {
  readonly key: ScalarNode;
  readonly name: string;
  readonly value: SourceNode | null;
}

export interface InputDecl {
  readonly name: string;
  readonly key: ScalarNode;
  /** 'string' when not given. */
  readonly type: string;
  readonly required: boolean;
  readonly default?: ScalarNode;
  readonly options?: readonly Str[];
  readonly description?: Str;
}

export interface SecretDecl {
  readonly name: string;
  readonly key: ScalarNode;
  readonly required: boolean;
}

export interface OutputDecl {
  readonly name: string;
  readonly key: ScalarNode;
  readonly value?: Str;
}

/** One event of `on`. Filters are absent (undefined) when the file does not have them; an empty filter key is an empty list. */
export interface Trigger {
  readonly event: string;
  readonly key: ScalarNode;
  readonly types?: readonly Str[];
  readonly branches?: readonly Str[];
  readonly branchesIgnore?: readonly Str[];
  readonly tags?: readonly Str[];
  readonly tagsIgnore?: readonly Str[];
  readonly paths?: readonly Str[];
  readonly pathsIgnore?: readonly Str[];
  /** `workflow_run` only. */
  readonly workflows?: readonly Str[];
  readonly cron?: readonly Str[];
  /** `workflow_dispatch` and `workflow_call`. */
  readonly inputs: readonly InputDecl[];
  readonly secrets: readonly SecretDecl[];
  readonly outputs: readonly OutputDecl[];
}

export type Level = 'none' | 'read' | 'write';

/** What `permissions:` grants; scopes that are not named have `rest`. */
export interface Permissions {
  readonly rest: Level;
  readonly scopes: ReadonlyMap<string, Level>;
  /** Where each named scope stands, from its key to its level. */
  readonly spans?: ReadonlyMap<string, Span>;
  readonly span: Span;
  readonly file: SourceFile;
}

export interface Concurrency {
  readonly group?: Str;
  readonly cancelInProgress?: ScalarNode;
  readonly queue?: ScalarNode;
  readonly span: Span;
}

export interface Defaults {
  readonly shell?: Str;
  readonly workingDirectory?: Str;
}

/** What `uses` names. */
export type Uses =
  | { readonly kind: 'local'; readonly path: string }
  /** `owner/repo[/path]@ref`; owner, repo and path as written. */
  | { readonly kind: 'remote'; readonly owner: string; readonly repo: string; readonly path: string; readonly ref: string }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'unknown'; readonly text: string };

export interface Step {
  readonly index: number;
  readonly id?: string;
  readonly name?: Str;
  readonly if?: Str;
  readonly uses?: { readonly at: Str; readonly is: Uses; readonly comment?: string };
  readonly run?: Str;
  readonly shell?: Str;
  readonly workingDirectory?: Str;
  readonly env: readonly Pair[];
  readonly with: readonly Pair[];
  readonly continueOnError?: ScalarNode;
  readonly timeoutMinutes?: ScalarNode;
  readonly node: MapNode;
}

export interface Matrix {
  /** Set when the whole matrix, or a vector of it, is an expression: its legs are not known from the file. */
  readonly dynamic: boolean;
  readonly expression?: Str;
  readonly vectors: readonly { readonly name: string; readonly values: readonly SourceNode[]; readonly expression?: Str }[];
  readonly include: readonly MapNode[];
  readonly includeExpression?: Str;
  readonly exclude: readonly MapNode[];
  readonly failFast?: ScalarNode;
  readonly maxParallel?: ScalarNode;
}

export interface ContainerDecl {
  readonly image?: Str;
  readonly node: SourceNode;
}

export interface Job {
  readonly id: string;
  readonly key: ScalarNode;
  readonly node: MapNode;
  readonly name?: Str;
  readonly needs: readonly Str[];
  readonly if?: Str;
  readonly permissions?: Permissions;
  readonly runsOn?: SourceNode;
  readonly environment?: { readonly name?: Str; readonly url?: Str };
  readonly concurrency?: Concurrency;
  readonly outputs: readonly OutputDecl[];
  readonly env: readonly Pair[];
  readonly defaults: Defaults;
  readonly matrix?: Matrix;
  readonly continueOnError?: ScalarNode;
  readonly timeoutMinutes?: ScalarNode;
  readonly container?: ContainerDecl;
  readonly services: readonly ContainerDecl[];
  readonly steps: readonly Step[];
  /** A job that calls a reusable workflow. */
  readonly uses?: { readonly at: Str; readonly is: Uses };
  readonly with: readonly Pair[];
  readonly secrets?: 'inherit' | readonly Pair[];
}

/** What to write where a problem is, when one thing only is meant: another name for the key, another text, or nothing in place of the entry. */
export type Remedy = { readonly as: 'key' | 'text'; readonly to: string } | { readonly as: 'nothing' };

export interface WorkflowProblem {
  /** One sentence that a user understands: what is wrong, why GitHub refuses it or ignores it, what to write. */
  readonly message: string;
  readonly span: Span;
  /** `refused`: GitHub does not run the file at all. `ignored`: it runs, but not as written. */
  readonly effect: 'refused' | 'ignored';
  /** What is ignored would have changed nothing of worth. */
  readonly minor?: true;
  readonly remedy?: Remedy;
  /** Slug of the fact in github-semantics, e.g. `valid.file`. */
  readonly fact: string;
}

export interface Workflow {
  readonly path: string;
  readonly file: SourceFile;
  readonly parsed: Parsed;
  /** `name:` as written. */
  readonly name?: Str;
  /** What `workflow_run` and the Actions tab call it: the name, or the path when there is none. */
  readonly displayName: string;
  readonly triggers: readonly Trigger[];
  readonly runName?: Str;
  readonly permissions?: Permissions;
  readonly env: readonly Pair[];
  readonly defaults: Defaults;
  readonly concurrency?: Concurrency;
  readonly jobs: readonly Job[];
  readonly problems: readonly WorkflowProblem[];
}

/** A composite, JavaScript or Docker action's metadata (`action.yml`). */
export interface ActionMetadata {
  readonly path: string;
  readonly file: SourceFile;
  readonly using: string;
  readonly inputs: readonly InputDecl[];
  readonly outputs: readonly OutputDecl[];
  readonly steps: readonly Step[];
  readonly problems: readonly WorkflowProblem[];
}
