import type { Job, Permissions, Step, Workflow } from '../actions/model.ts';
import type { Truth, Val } from '../actions/value.ts';
import type { Location } from '../source/types.ts';
import type { Deed, ImageTagsDeed, Right } from '../tools/types.ts';

/** Who is behind a request to GitHub, or behind a push. */
export type Credential =
  | { readonly kind: 'github-token' }
  | { readonly kind: 'pat'; readonly secret: string }
  | { readonly kind: 'app'; readonly secret?: string }
  | { readonly kind: 'deploy-key' }
  /** `secrets.A || secrets.B`: the second when the secret of the first is missing. */
  | { readonly kind: 'either'; readonly first: Credential; readonly ifMissing: Credential; readonly secret: string }
  | { readonly kind: 'oidc' }
  | { readonly kind: 'none'; readonly why: string }
  /** `atMost`: whatever it is, it has been given nothing better than this. */
  | { readonly kind: 'unknown'; readonly why: string; readonly atMost?: 'github-token' };

/** A credential with the place that decides it and how it got there, in words. */
export interface Held {
  readonly credential: Credential;
  readonly from: string;
  readonly at?: Location;
  /** A better token that was offered and lost, and why: the persisted header wins over the URL. */
  readonly shadowed?: { readonly token: Credential; readonly where: string; readonly at?: Location };
}

export type Actor = { readonly kind: 'person' } | { readonly kind: 'platform' } | { readonly kind: 'token'; readonly held: Held };

export type RefType = 'branch' | 'tag' | 'other';

/** Something that happens on GitHub and that workflows may wait for. */
export interface Event {
  /** The same for events that no workflow could tell apart. */
  readonly id: string;
  readonly name: string;
  readonly activity?: string;
  readonly refType: RefType;
  /** Short name of the ref. */
  readonly ref: Val;
  /** Message of the head commit; for `pull_request` that of the pull request's head. */
  readonly message: Val;
  /** `github.event`. */
  readonly payload: Val;
  /** Inputs of a dispatch. */
  readonly inputs?: ReadonlyMap<string, Val>;
  readonly by: Actor;
  /** As a sentence without its end: `a person pushes tag v1.2.3`. */
  readonly text: string;
  /** Only this workflow can start: a dispatch names it. */
  readonly target?: Val;
  /** `workflow_run`: the run that it tells of. */
  readonly upstream?: { readonly workflow: Workflow; readonly run: Run; readonly depth: number };
  /** Tag event: the tag's family (`v`, `tool-v`, the constant itself), undefined when not known. */
  readonly family?: string;
  /** Base branch of a pull request event. */
  readonly base?: Val;
}

/** Why an event starts no run, or why an effect does not happen, although everything else is as it should be. */
export type CutKind = 'github-token' | 'skip-marker' | 'too-many-tags' | 'draft-first' | 'missing-permission' | 'no-credential' | 'held';

export interface Cut {
  readonly id: string;
  readonly kind: CutKind;
  /** The effect that is cut, or whose event is. */
  readonly effect?: Effect;
  readonly event?: Event;
  readonly listener?: Workflow;
  /** What is not known about it; proven when empty. */
  readonly doubts: readonly string[];
  readonly facts: readonly string[];
}

export type StartAnswer = 'runs' | 'held' | 'no' | 'unknown';

/** Whether an event starts a workflow. */
export interface Start {
  readonly answer: StartAnswer;
  /** Why not, or what holds or hangs, as half a sentence. */
  readonly why?: string;
  readonly gate?: 'not-listening' | 'invalid' | 'activity' | 'filter' | 'name' | 'target' | 'skip-marker' | 'github-token' | 'held' | 'depth';
  /** The place in the workflow that decides: the trigger, the filter, the types. */
  readonly at?: Location;
  /** The workflow would start if this alone were otherwise. */
  readonly openable: boolean;
  readonly facts: readonly string[];
  /** Whether the filters let it pass is not known either. */
  readonly doubt?: string;
  /** A further gate that is closed too. */
  readonly also?: Start;
}

/** A step's effect on the world outside the run, with its credential resolved. */
export interface Effect {
  /** Stable within a walk: workflow, job, step, command. */
  readonly id: string;
  readonly deed: Deed;
  readonly held: Held;
  /** The command or the `uses:` that does it; `deed.at` is where a tool's configuration says more. */
  readonly at: Location;
  /** Where the step stands; differs from `at` in scripts. */
  readonly stepAt: Location;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step | undefined;
  /** Calls that lead here, outermost first: reusable workflows, local actions, scripts. */
  readonly through: readonly { readonly text: string; readonly at: Location }[];
  /** true: happens whenever the run does. undefined: hangs on something that is not known. */
  readonly happens: Truth;
  /** The text of a program names it, which is not interpreted: the program may do it for other arguments, or never. No error rests on it. */
  readonly possible?: true;
  /** Its failure does not fail the run. */
  readonly swallowed: boolean;
  readonly swallowedBy?: string;
  /** A right that its GITHUB_TOKEN provably lacks. */
  readonly lacks?: Right;
  /** Tag that it makes or releases, resolved against the event. */
  readonly tag?: Val;
  /** Branch that it pushes. */
  readonly branch?: Val;
  /** Message of the commit that it pushes or tags. */
  readonly message?: Val;
  /** The tag exists before this effect (the event's own tag, or made earlier in the run). */
  readonly tagExists: boolean;
  /** `owner/name` that it acts on, when another one; undefined when not known. */
  readonly elsewhere?: Val;
  /** Legs of the job's matrix, when more than one. */
  readonly legs: number;
}

export type JobResult = 'success' | 'failure' | 'skipped' | 'cancelled';

export interface JobRun {
  readonly id: string;
  readonly job: Job;
  readonly workflow: Workflow;
  /** What it may end as. */
  readonly results: ReadonlySet<JobResult>;
  /** Value of its own `if`, without the implicit success(). */
  readonly own: Truth;
  readonly runs: Truth;
  /** Why it is skipped when it provably is. */
  readonly skipped?: { readonly by: 'if' | 'need'; readonly need?: string; readonly indirect?: boolean };
  readonly outputs: ReadonlyMap<string, Val>;
  /** It may set outputs that are not listed: what it calls could not be read. */
  readonly openOutputs: boolean;
  /** Conditions of steps that are provably false. */
  readonly skippedSteps: readonly Step[];
  /** Rights as declared, along the calls; undefined when the repository's default decides. */
  readonly permissions: Permissions | undefined;
  /** Steps that need what the job's working copy may not have. */
  readonly history: readonly HistoryNeed[];
  readonly checkouts: readonly CheckoutSeen[];
  /** Steps that compute tags of images. */
  readonly imageTags: readonly ImageTagsSeen[];
  /** Name of its `environment:`, as this run gives it. */
  readonly environment?: Val;
  /** Its step that provably fails, when one does. */
  readonly failsAt?: Location;
  readonly callee?: Run;
}

export interface ImageTagsSeen {
  readonly at: Location;
  readonly step: Step;
  readonly deed: ImageTagsDeed;
  /** undefined: whether the step runs is not known. */
  readonly runs: Truth;
}

export interface HistoryNeed {
  readonly wants: 'tags' | 'commits' | 'both';
  readonly tool: string;
  readonly why: string;
  readonly at: Location;
  readonly depth: number | undefined;
  readonly tags: Truth;
  readonly checkoutAt?: Location;
  readonly swallowedBy?: string;
  /** It is done whenever its step runs; false when the script decides that, or nothing is known of the order of the script. */
  readonly always: boolean;
}

export interface CheckoutSeen {
  readonly at: Location;
  readonly ref: Val | undefined;
  readonly repository: Val | undefined;
  readonly job: Job;
  readonly step: Step;
}

/** One workflow carried out for one event. */
export interface Run {
  readonly id: string;
  readonly workflow: Workflow;
  readonly event: Event;
  readonly jobs: readonly JobRun[];
  /** In order; those of called workflows and actions are among them. */
  readonly effects: readonly Effect[];
  /** Things that may do anything, with what they are given. */
  readonly opaque: readonly Opaque[];
}

export interface Opaque {
  readonly what: string;
  readonly why: string;
  readonly at: Location;
  readonly workflow: Workflow;
  readonly job: Job;
  /** It has been given no secret: it can act as the GITHUB_TOKEN only. */
  readonly onlyGithubToken: boolean;
  readonly mayWrite: Truth;
  readonly kind: 'workflow' | 'action' | 'script';
  readonly happens: Truth;
}
