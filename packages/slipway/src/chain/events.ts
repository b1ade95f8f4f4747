import { alts, asText, bool, concat, describe, hole, NULL, obj, str, text, unknown, type Val } from '../actions/index.ts';
import { familyOf } from './families.ts';
import type { Actor, Event, Run } from './types.ts';
import type { World } from './world.ts';

const open = (fields: Record<string, Val>): Val => obj(fields, { open: true });
const closed = (fields: Record<string, Val>): Val => obj(fields, { open: false });

export const noText = unknown('the event does not tell it');

const commons = new WeakMap<World, Record<string, Val>>();

/** What every payload has; the same values for all events of a world. */
function common(world: World): Record<string, Val> {
  let made = commons.get(world);
  if (made === undefined) {
    made = makeCommon(world);
    commons.set(world, made);
  }
  return made;
}

function makeCommon(world: World): Record<string, Val> {
  return {
    repository: open({
      full_name: world.slug === undefined ? hole('any') : str(world.slug),
      name: world.slug === undefined ? hole('word') : str(world.slug.split('/')[1] ?? ''),
      default_branch: str(world.defaultBranch),
      fork: bool(false),
    }),
    sender: unknown('the sender is a person or a bot'),
    organization: unknown('depends on the owner'),
    enterprise: unknown('depends on the owner'),
    installation: unknown('depends on the installation'),
  };
}

/** Who does it, as the subject of a sentence. */
export function actorText(by: Actor): string {
  if (by.kind === 'person') return 'a person';
  if (by.kind === 'platform') return 'GitHub';
  return credentialText(by.held.credential);
}

export function credentialText(credential: import('./types.ts').Credential): string {
  switch (credential.kind) {
    case 'github-token':
      return 'the GITHUB_TOKEN';
    case 'pat':
      return `the token in secret ${credential.secret}`;
    case 'app':
      return 'a GitHub App token';
    case 'deploy-key':
      return 'a deploy key';
    case 'either':
      return `the token in secret ${credential.secret} (or, when it is missing, ${credentialText(credential.ifMissing)})`;
    case 'oidc':
      return 'an OpenID Connect token';
    case 'none':
      return 'no credential';
    case 'unknown':
      return credential.atMost === 'github-token' ? 'at most the GITHUB_TOKEN' : 'a credential that is not known';
  }
}

function actorKey(by: Actor): string {
  if (by.kind !== 'token') return by.kind;
  const c = by.held.credential;
  return c.kind === 'either' ? `either:${c.secret}` : c.kind;
}

function finish(event: Omit<Event, 'id' | 'text'>, what: string, subject?: string): Event {
  const inputs = event.inputs ? [...event.inputs].map(([k, v]) => `${k}=${describe(v)}`).join(',') : '';
  const id = [
    event.name,
    event.activity ?? '',
    event.refType,
    describe(event.ref),
    describe(event.message).slice(0, 80),
    inputs,
    actorKey(event.by),
    event.target ? describe(event.target) : '',
    event.upstream?.run.id ?? '',
    event.base ? describe(event.base) : '',
    payloadKey(event),
  ].join('|');
  return { ...event, id, text: `${subject ?? actorText(event.by)} ${what}` };
}

function payloadKey(event: Omit<Event, 'id' | 'text'>): string {
  if (event.payload.k !== 'obj') return '';
  const keys: string[] = [];
  for (const name of ['action', 'release', 'client_payload', 'pull_request']) {
    const v = event.payload.fields.get(name);
    if (v?.k === 'obj') for (const [k, f] of v.fields) if (f.k !== 'obj' && f.k !== 'unknown') keys.push(`${k}=${describe(f)}`);
  }
  return keys.join(',');
}

function headCommit(message: Val): Val {
  return open({ message, id: hole('sha') });
}

export function pushBranch(world: World, branch: Val, by: Actor, message: Val = noText, what?: string): Event {
  return finish(
    {
      name: 'push',
      refType: 'branch',
      ref: branch,
      message,
      by,
      payload: closed({
        ...common(world),
        ref: concat(str('refs/heads/'), branch),
        before: hole('sha'),
        after: hole('sha'),
        created: bool(false),
        deleted: bool(false),
        forced: unknown('depends on the push'),
        base_ref: NULL,
        compare: unknown('depends on the push'),
        commits: unknown('depends on the push'),
        head_commit: headCommit(message),
        pusher: unknown('depends on who pushes'),
      }),
    },
    what ?? `pushes to ${describe(branch)}`,
  );
}

export function pushTag(world: World, tag: Val, by: Actor, message: Val = noText, what?: string): Event {
  return finish(
    {
      name: 'push',
      refType: 'tag',
      ref: tag,
      message,
      by,
      family: familyOf(tag),
      payload: closed({
        ...common(world),
        ref: concat(str('refs/tags/'), tag),
        before: hole('sha'),
        after: hole('sha'),
        created: bool(true),
        deleted: bool(false),
        forced: bool(false),
        base_ref: unknown('depends on where the tag stands'),
        compare: unknown('depends on the push'),
        commits: unknown('depends on the push'),
        head_commit: headCommit(message),
        pusher: unknown('depends on who pushes'),
      }),
    },
    what ?? `pushes tag ${describe(tag)}`,
  );
}

export function createRef(world: World, refType: 'tag' | 'branch', ref: Val, by: Actor): Event {
  return finish(
    {
      name: 'create',
      refType,
      ref,
      message: noText,
      by,
      ...(refType === 'tag' ? { family: familyOf(ref) } : {}),
      payload: closed({
        ...common(world),
        ref,
        ref_type: str(refType),
        master_branch: str(world.defaultBranch),
        description: unknown('depends on the repository'),
        pusher_type: str('user'),
      }),
    },
    `creates ${refType} ${describe(ref)}`,
  );
}

export function release(world: World, activity: string, tag: Val, prerelease: boolean | undefined, by: Actor, how?: string): Event {
  return finish(
    {
      name: 'release',
      activity,
      refType: 'tag',
      ref: tag,
      message: noText,
      by,
      family: familyOf(tag),
      payload: closed({
        ...common(world),
        action: str(activity),
        release: open({
          tag_name: tag,
          draft: bool(false),
          prerelease: prerelease === undefined ? alts([bool(false), bool(true)]) : bool(prerelease),
          id: hole('number'),
          target_commitish: unknown('depends on the release'),
        }),
        changes: unknown('depends on the edit'),
      }),
    },
    how ??
      `${activity === 'published' || activity === 'released' ? 'publishes' : activity === 'created' ? 'creates' : activity === 'prereleased' ? 'publishes pre-' : activity} release ${describe(tag)}`.replace(
        'pre- release',
        'pre-release',
      ),
  );
}

export function dispatchWorkflow(
  world: World,
  target: Val,
  ref: Val,
  refType: 'branch' | 'tag',
  inputs: ReadonlyMap<string, Val>,
  by: Actor,
  complete: boolean,
  what?: string,
): Event {
  const given = [...inputs].filter(([, v]) => v.k !== 'str' || v.v !== '');
  return finish(
    {
      name: 'workflow_dispatch',
      refType,
      ref,
      message: noText,
      by,
      target,
      inputs,
      ...(refType === 'tag' ? { family: familyOf(ref) } : {}),
      payload: closed({
        ...common(world),
        inputs: obj(Object.fromEntries(inputs), { open: !complete }),
        ref: concat(str(refType === 'tag' ? 'refs/tags/' : 'refs/heads/'), ref),
        workflow: target,
      }),
    },
    what ??
      `dispatches ${describe(target)}${given.length > 0 ? ` (${given.map(([k, v]) => `${k}: ${describe(v)}`).join(', ')})` : ''}${asText(ref) === world.defaultBranch ? '' : ` at ${describe(ref)}`}`,
  );
}

export function dispatchRepository(world: World, type: Val, payload: Val, by: Actor): Event {
  return finish(
    {
      name: 'repository_dispatch',
      refType: 'branch',
      ref: str(world.defaultBranch),
      message: noText,
      by,
      activity: asText(type),
      payload: closed({ ...common(world), action: type, client_payload: payload, branch: str(world.defaultBranch) }),
    },
    `sends repository_dispatch ${describe(type)}`,
  );
}

export interface PullRequestFacts {
  readonly head: Val;
  readonly base: Val;
  readonly title: Val;
  readonly labels?: Val;
  /** Who opened it. */
  readonly author?: Val;
}

export function pullRequest(
  world: World,
  name: 'pull_request' | 'pull_request_target',
  activity: string,
  merged: boolean,
  pr: PullRequestFacts,
  by: Actor,
  what?: string,
): Event {
  const onBase = merged || name === 'pull_request_target';
  return finish(
    {
      name,
      activity,
      refType: onBase ? 'branch' : 'other',
      ref: onBase ? pr.base : text([{ hole: 'number' }, '/merge']),
      message: noText,
      by,
      base: pr.base,
      payload: closed({
        ...common(world),
        action: str(activity),
        number: hole('number'),
        label: unknown('depends on the label'),
        changes: unknown('depends on the edit'),
        before: hole('sha'),
        after: hole('sha'),
        pull_request: open({
          merged: bool(merged),
          number: hole('number'),
          draft: bool(false),
          title: pr.title,
          merge_commit_sha: hole('sha'),
          labels: pr.labels ?? unknown('depends on the pull request'),
          user: open({ login: pr.author ?? unknown('depends on who opened it') }),
          base: open({
            ref: pr.base,
            sha: hole('sha'),
            repo: open({
              full_name: world.slug === undefined ? hole('any') : str(world.slug),
              default_branch: str(world.defaultBranch),
              fork: bool(false),
            }),
          }),
          head: open({
            ref: pr.head,
            sha: hole('sha'),
            repo: open({ full_name: world.slug === undefined ? hole('any') : str(world.slug), fork: bool(false) }),
          }),
        }),
      }),
    },
    what ?? (merged ? `merges the pull request from ${describe(pr.head)}` : `${activity === 'opened' ? 'opens' : activity} a pull request`),
  );
}

export function workflowRun(world: World, upstream: Run, activity: string, depth: number, conclusion: Val): Event {
  const e = upstream.event;
  const headBranch = e.refType === 'other' ? unknown('the head branch of the pull request') : e.upstream ? str(world.defaultBranch) : e.ref;
  return finish(
    {
      name: 'workflow_run',
      activity,
      refType: 'branch',
      ref: str(world.defaultBranch),
      message: noText,
      by: { kind: 'platform' },
      upstream: { workflow: upstream.workflow, run: upstream, depth },
      payload: closed({
        ...common(world),
        action: str(activity),
        workflow: open({ name: str(upstream.workflow.displayName), path: str(upstream.workflow.path) }),
        workflow_run: open({
          name: str(upstream.workflow.displayName),
          path: str(upstream.workflow.path),
          conclusion: activity === 'completed' ? conclusion : NULL,
          status: str(activity === 'completed' ? 'completed' : activity),
          event: str(e.name),
          head_branch: headBranch,
          head_sha: hole('sha'),
          id: hole('number'),
          run_number: hole('number'),
          head_commit: headCommit(e.message),
          head_repository: open({ full_name: world.slug === undefined ? hole('any') : str(world.slug), fork: bool(false) }),
          repository: open({ full_name: world.slug === undefined ? hole('any') : str(world.slug) }),
        }),
      }),
    },
    `a run of ${upstream.workflow.displayName} ${activity === 'completed' ? 'completes' : activity}`,
    '',
  );
}

/** Any other event, of which only the name and activity are known. */
export function otherEvent(world: World, name: string, activity: string | undefined, by: Actor): Event {
  return finish(
    {
      name,
      activity,
      refType: 'branch',
      ref: str(world.defaultBranch),
      message: noText,
      by,
      payload: open({ ...common(world), ...(activity === undefined ? {} : { action: str(activity) }) }),
    },
    name === 'schedule' ? 'reaches a scheduled time' : `makes ${name}${activity === undefined ? '' : ` (${activity})`}`,
    name === 'schedule' ? 'the clock' : undefined,
  );
}

export function schedule(world: World, cron: string): Event {
  return finish(
    {
      name: 'schedule',
      activity: undefined,
      refType: 'branch',
      ref: str(world.defaultBranch),
      message: noText,
      by: { kind: 'platform' },
      payload: closed({ ...common(world), schedule: str(cron), workflow: unknown('the file') }),
    },
    'reaches a scheduled time',
    'the clock',
  );
}
