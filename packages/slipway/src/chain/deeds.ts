import { allows, alternatives, asText, describe, equals, type Step, str, type Truth, unknown, type Val } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import type { CredentialSource, Deed, GitDeed, ImageDeed, Right } from '../tools/index.ts';
import { heldBy, isGithubToken } from './credentials.ts';
import { namedAsExisting } from './existing-tag.ts';
import { likelyTag } from './likely-tag.ts';
import { addOpaque } from './recorder.ts';
import { runText, runTreeScript } from './run-step.ts';
import { locate } from './starts.ts';
import { notFollowed, type StepState } from './steps.ts';
import type { Effect, Held } from './types.ts';

/** Where and how a step's deeds are done. */
export interface DeedSite {
  readonly step: Step;
  readonly at: Location;
  readonly stepAt: Location;
  env(name: string): Val | undefined;
  readonly cwd: string | undefined;
  readonly runs: Truth;
  /** The command runs whenever its step does. */
  readonly always: boolean;
  readonly swallowed: boolean;
  readonly swallowedBy?: string;
  readonly through: Effect['through'];
  readonly actionDir?: string | undefined;
  /** Found in the text of a program: it may run there, here, or not at all. */
  readonly embedded?: boolean;
}

/** What a run may do before the rest is taken for unknown: no release needs half of it. */
const maxEffects = 400;

const rights: readonly Right[] = [{ scope: 'contents', level: 'write' }];

/** Applies deeds to the state of the job and records the effects; true when the step provably fails. */
export function performDeeds(deeds: readonly Deed[], site: DeedSite, state: StepState): Truth {
  if (deeds.length === 0) return false;
  if (state.recorder.effects.length >= maxEffects) {
    tooMuch(site, state);
    return false;
  }
  let failed: Truth = false;
  for (const deed of deeds) {
    const one = performDeed(deed, site, state);
    if (one === true && !site.swallowed) failed = true;
  }
  return failed;
}

function performDeed(deed: Deed, site: DeedSite, state: StepState): Truth {
  const { event } = state.js.scope;
  const { at } = site;
  switch (deed.kind) {
    case 'checkout':
      state.workspace.checkout(deed, givenAt('input token', site.step, state) ?? givenAt('input persist-credentials', site.step, state) ?? site.at);
      state.checkouts.push({ at: site.at, ref: deed.ref, repository: deed.repository, job: state.js.job, step: site.step });
      return false;
    case 'login':
      if (deed.to === 'docker') state.logins.set(hostText(deed.host), { deed, at: site.at });
      if (deed.to === 'gh') state.logins.set('gh', { deed, at: site.at });
      if (deed.to === 'git-helper') {
        const by = loggedIn(deed.by, state);
        if (by.how === 'token') state.workspace.useHelper(by.value, site.at, by.from);
        else if (by.how === 'unknown') state.workspace.useHelper(unknown(by.why), site.at, 'a credential helper');
      }
      return false;
    case 'runs':
      if ('script' in deed.what) runTreeScript(deed.what.script, deed.what.interpreter, deed.args ?? [], site, state);
      else runText(deed.what.text, deed.what.shell, deed.what.cwd, deed.what.from, site, state);
      return false;
    case 'opaque':
      addOpaque(state.recorder, {
        what: deed.tool,
        why: deed.why,
        at,
        workflow: state.js.scope.workflow,
        job: state.js.job,
        onlyGithubToken: false,
        mayWrite: undefined,
        kind: 'script',
        happens: both(site.runs, certainty(deed)),
      });
      return false;
    case 'history':
      needHistory(deed.wants, deed.tool, deed.why, at, site, state);
      return false;
    case 'protection':
      record(deed, heldFor(deed.by, at, state, site), site, state, at, {});
      return false;
    case 'git':
      return git(deed, site, state);
    case 'tag': {
      if (deed.by.how !== 'git') {
        const effect = record(deed, heldFor(deed.by, at, state, site), site, state, at, { tag: deed.name, message: deed.message, tagExists: false });
        if (deed.act !== 'delete') state.recorder.tags.push(deed.name);
        return fails(effect);
      }
      if (deed.act === 'delete') return false;
      if (deed.message !== undefined) state.workspace.apply(asGit(deed, 'commit', deed.message), site.cwd, site.at, site.runs === true);
      state.workspace.apply({ ...asGit(deed, 'tag', deed.name), annotated: true }, site.cwd, site.at, site.runs === true);
      return git({ ...asGit(deed, 'push'), refspecs: [prefixed('refs/tags/', deed.name)] }, site, state, deed.count);
    }
    case 'branch': {
      if (deed.by.how === 'git') {
        if (deed.message !== undefined) state.workspace.apply(asGit(deed, 'commit', deed.message), site.cwd, site.at, site.runs === true);
        return git(
          { ...asGit(deed, 'push'), ...(deed.name === undefined ? {} : { refspecs: [prefixed('HEAD:refs/heads/', deed.name)] }) },
          site,
          state,
        );
      }
      return fails(record(deed, heldFor(deed.by, at, state, site), site, state, at, { branch: deed.name, message: deed.message }));
    }
    case 'release': {
      const tag =
        deed.tag ??
        (event.refType === 'tag' ? event.ref : (state.recorder.tags.at(-1) ?? { k: 'unknown' as const, why: 'the release names no tag' }));
      const there = namedAsExisting(tag, event, state.js.scope.workflow);
      const tagExists =
        there !== undefined || (event.refType === 'tag' && equals(tag, event.ref) !== false) || isMade(tag, state) || isCheckedOut(tag, state);
      // What updates a release that is there makes none.
      const done: Deed = there === 'release' && deed.act === 'create' && deed.updates ? { ...deed, act: 'upload' } : deed;
      const effect = record(done, heldFor(deed.by, at, state, site), site, state, at, { tag, tagExists });
      if (!tagExists && deed.act === 'create' && deed.draft !== true) state.recorder.tags.push(tag);
      return fails(effect);
    }
    case 'image-tags':
      if (site.runs !== false) state.imageTags.push({ at, step: site.step, deed, runs: site.runs });
      return deed.error === undefined ? false : site.runs;
    case 'image':
      return fails(record(...imageWith(deed, at, site, state)));
    default:
      return fails(record(deed, heldFor(deed.by, at, state, site), site, state, at, {}));
  }
}

const hostText = (host: Val | undefined): string => {
  const text = host === undefined ? '' : (asText(host) ?? describe(host));
  return text === '' || /^(?:index\.)?docker\.io/.test(text) ? 'docker.io' : text.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
};

/** An image goes with what its registry was logged in with, earlier in the job. */
function imageWith(deed: ImageDeed, at: Location, site: DeedSite, state: StepState): Parameters<typeof record> {
  const names = deed.images.flatMap((i) => alternatives(i)).map((i) => describe(i));
  // Behind a name that is known, a tag may hold anything.
  const hosts = new Set(names.map((n) => /^[^/]+\.[^/]+(?=\/)/.exec(n)?.[0] ?? (/^[\w./-]+(?::|$)/.test(n) ? 'docker.io' : '')));
  const ghcr = hosts.has('ghcr.io') ? 'ghcr.io' : undefined;
  const login = ghcr !== undefined ? state.logins.get(ghcr) : hosts.size === 1 ? state.logins.get([...hosts][0]!) : undefined;
  const known = deed.by.how === 'unknown' && login ? { ...deed, by: login.deed.by } : deed;
  const needs =
    ghcr !== undefined && deed.push !== false && !known.needs.some((n) => n.scope === 'packages')
      ? [...known.needs, { scope: 'packages', level: 'write' } as const]
      : known.needs;
  const pushed = { ...known, needs: deed.push === false ? [] : needs };
  return [pushed, { ...heldFor(pushed.by, at, state, site), ...(known === deed || !login ? {} : { at: login.at }) }, site, state, at, {}];
}

const prefixed = (prefix: string, name: Val): Val =>
  name.k === 'str'
    ? str(prefix + name.v)
    : name.k === 'text'
      ? { k: 'text', parts: [prefix, ...name.parts] }
      : name.k === 'alts'
        ? { k: 'alts', of: name.of.map((n) => prefixed(prefix, n)) }
        : name;

function asGit(deed: Deed, act: GitDeed['act'], name?: Val): GitDeed {
  return {
    kind: 'git',
    act,
    tool: deed.tool,
    by: { how: 'git' },
    needs: deed.needs.length > 0 ? deed.needs : rights,
    ...certainly(deed),
    ...(name === undefined ? {} : { name }),
    ...(deed.at ? { at: deed.at } : {}),
    ...(deed.facts ? { facts: deed.facts } : {}),
  };
}

function git(deed: GitDeed, site: DeedSite, state: StepState, count?: number): Truth {
  const { at } = site;
  if (deed.act === 'describe' || deed.act === 'history') {
    needHistory(
      deed.act === 'describe' ? 'both' : 'commits',
      deed.tool,
      deed.act === 'describe' ? 'git describe finds no tag' : 'git log sees one commit',
      at,
      site,
      state,
    );
    return false;
  }
  if (deed.act !== 'push') {
    state.workspace.apply(deed, site.cwd, at, site.runs === true);
    return false;
  }
  const { event } = state.js.scope;
  const push = state.workspace.push(deed, site.cwd, at, site.env, event.message);
  let failed: Truth = false;
  const base = {
    tool: deed.tool,
    by: deed.by,
    needs: deed.needs.length > 0 ? deed.needs : rights,
    ...certainly(deed),
    ...(deed.at ? { at: deed.at } : {}),
    ...(deed.facts ? { facts: deed.facts } : {}),
  } as const;
  const elsewhere = push.elsewhere === undefined ? {} : { elsewhere: push.elsewhere };
  for (const t of push.tags) {
    const many = push.atOnce > 3 ? push.atOnce : count;
    const tagDeed: Deed = {
      kind: 'tag',
      ...base,
      name: t.name,
      act: deed.force ? 'move' : 'create',
      ...(many === undefined ? {} : { count: many }),
      ...(push.sweeps ? { sweeps: true } : {}),
    } as Deed;
    const effect = record(tagDeed, push.held, site, state, at, { tag: t.name, message: t.message, tagExists: t.existed, ...elsewhere });
    if (push.elsewhere === undefined) state.recorder.tags.push(t.name);
    if (fails(effect)) failed = true;
  }
  for (const b of push.branches) {
    const effect = record({ kind: 'branch', ...base, ...(b.name === undefined ? {} : { name: b.name }) }, push.held, site, state, at, {
      branch: b.name ?? currentBranch(state, site),
      message: b.message,
      ...elsewhere,
    });
    if (fails(effect)) failed = true;
  }
  return failed;
}

/** The branch that is checked out: of the event, unless a step chose another. */
function currentBranch(state: StepState, site: DeedSite): Val | undefined {
  const chosen = state.workspace.refAt(site.cwd);
  if (chosen !== undefined && asText(chosen) !== '') return chosen;
  const { event } = state.js.scope;
  return event.refType === 'branch' ? event.ref : undefined;
}

function heldFor(given: CredentialSource, at: Location, state: StepState, site: DeedSite): Held {
  const { world } = state.js.scope;
  const by = loggedIn(given, state);
  if (by.how !== 'git') return heldBy(by, by.how === 'token' ? (givenAt(by.from, site.step, state) ?? site.at) : site.at, world);
  return state.workspace.push({ kind: 'git', act: 'push', tool: 'git', by, needs: [] }, site.cwd, at, site.env, str('')).held;
}

/** gh without a token in its environment takes the one that it was logged in with. */
function loggedIn(by: CredentialSource, state: StepState): CredentialSource {
  return by.how === 'none' && /^gh\b/.test(by.why) ? (state.logins.get('gh')?.deed.by ?? by) : by;
}

/** The line that gives a token: `env NAME` or `input NAME`, of the step, its job or its workflow. */
function givenAt(from: string, step: Step, state: StepState): Location | undefined {
  const m = /^(?:default of )?(env|input) ([\w-]+)$/.exec(from);
  const name = m?.[2]?.toLowerCase();
  if (name === undefined) return undefined;
  const lists = m?.[1] === 'input' ? [step.with] : [step.env, state.js.job.env, state.js.scope.workflow.env];
  const pair = lists.flatMap((l) => l.filter((p) => p.name.toLowerCase() === name))[0];
  return pair && locate(pair.key);
}

function fails(effect: Effect): Truth {
  if (effect.happens !== true) return false;
  return effect.lacks !== undefined || (effect.held.credential.kind === 'none' && needsCredential(effect.deed));
}

/** Kinds of deeds that nothing can do without a credential. */
function needsCredential(deed: Deed): boolean {
  return (
    deed.kind === 'release' ||
    deed.kind === 'tag' ||
    deed.kind === 'branch' ||
    deed.kind === 'pull-request' ||
    deed.kind === 'dispatch' ||
    deed.kind === 'tap'
  );
}

const both = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a === true && b === true ? true : undefined);

type Extra = Partial<Pick<Effect, 'tag' | 'branch' | 'message' | 'tagExists' | 'elsewhere'>>;

function record(deed: Deed, given: Held, site: DeedSite, state: StepState, at: Location, extra: Extra): Effect {
  const { scope, job } = state.js;
  const elsewhere =
    extra.elsewhere ??
    (deed.repository !== undefined && (scope.world.slug === undefined || asText(deed.repository)?.toLowerCase() !== scope.world.slug.toLowerCase())
      ? deed.repository
      : undefined);
  const lacking = lack(deed, given, state, elsewhere !== undefined);
  // A program's text shows what it can do, not what it does in this run: where it may not, it is run for something else.
  const held: Held =
    site.embedded && (given.credential.kind === 'none' || lacking.lacks)
      ? { ...given, credential: { kind: 'unknown', why: 'the program may run this elsewhere' } }
      : given;
  const effect: Effect = {
    id: `${scope.workflow.path}#${job.id}#${site.step.id ?? site.step.index}#${deed.kind}#${state.recorder.effects.length}`,
    deed,
    held,
    at,
    stepAt: site.stepAt,
    workflow: scope.workflow,
    job,
    step: site.step,
    through: site.through,
    happens: both(site.runs, certainty(deed)),
    ...(site.embedded ? { possible: true as const } : {}),
    swallowed: site.swallowed,
    tagExists: extra.tagExists ?? false,
    legs: state.legs,
    ...(site.swallowedBy === undefined ? {} : { swallowedBy: site.swallowedBy }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(extra.tag === undefined ? {} : { tag: likelyTag(extra.tag, scope.world) }),
    ...(extra.branch === undefined ? {} : { branch: extra.branch }),
    ...(extra.message === undefined ? {} : { message: extra.message }),
    ...(site.embedded ? {} : lacking),
  };
  state.recorder.effects.push(effect);
  if (deed.kind === 'release') state.recorder.files?.release(effect, site.cwd);
  return effect;
}

/** What a step of the job has checked out is there. */
function isCheckedOut(tag: Val, { checkouts }: StepState): boolean {
  if (tag.k === 'unknown') return false;
  const name = describe(tag);
  return checkouts.some(
    (c) => c.repository === undefined && c.ref !== undefined && c.ref.k !== 'unknown' && describe(c.ref).replace(/^refs\/tags\//, '') === name,
  );
}

/** One of the tags that the run has made is this one, or one that it may be. */
function isMade(tag: Val, { recorder }: StepState): boolean {
  const names = new Set(alternatives(tag).map((a) => describe(a)));
  return recorder.tags.some((t) => names.has(describe(t)));
}

function tooMuch({ step }: DeedSite, state: StepState): void {
  const { world, top } = state.js.scope;
  if (state.recorder.opaque.length === 0) notFollowed(step, state);
  world.limit(`${top.path} does more than ${maxEffects.toLocaleString('en')} things in one run; the rest is not followed`);
}

/** A deed is certain unless the tool itself decides about it. */
function certainty(deed: Deed): Truth {
  return 'certain' in deed ? deed.certain : true;
}

const certainly = (deed: Deed): { certain?: Truth } => ('certain' in deed ? { certain: deed.certain } : {});

function lack(deed: Deed, held: Held, state: StepState, away: boolean): { lacks?: Right } {
  if (!isGithubToken(held.credential) && held.credential.kind !== 'oidc') return {};
  if (away || state.permissions === undefined) return {};
  for (const right of deed.needs)
    if (
      allows(
        { known: true, from: state.permissions, level: (scope: string) => state.permissions!.scopes.get(scope) ?? state.permissions!.rest },
        right,
      ) === false
    )
      return { lacks: right };
  return {};
}

function needHistory(wants: 'tags' | 'commits' | 'both', tool: string, why: string, at: Location, site: DeedSite, state: StepState): void {
  const depth = state.workspace.depthAt(site.cwd);
  if (depth === undefined || site.runs === false) return;
  state.history.push({
    wants,
    tool,
    why,
    at,
    depth: depth.depth,
    tags: depth.tags,
    ...(depth.at ? { checkoutAt: depth.at } : {}),
    ...(site.swallowedBy === undefined ? {} : { swallowedBy: site.swallowedBy }),
    always: site.always,
  });
}
