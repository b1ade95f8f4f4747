import { alternatives, asText, describe, type Truth, tokensIn, type Val } from '../actions/index.ts';
import type { Location } from '../source/index.ts';
import type { CheckoutDeed, GitDeed } from '../tools/index.ts';
import { credentialIn, isEmpty } from './credentials.ts';
import { destinationOf, isHead, isKnownBranch, isUrl, looksLikeVersion, slugOfUrl, startsWithAny, unknownInUrl, withoutBlanks } from './refspecs.ts';
import type { Credential, Held } from './types.ts';
import type { World } from './world.ts';

interface Copy {
  /** Directory from the workspace, '' for its root. */
  readonly dir: string;
  readonly checkout?: { readonly deed: CheckoutDeed; readonly at: Location };
  /** Remote name -> URL. */
  readonly remotes: Map<string, { url: Val; at: Location }>;
  /** The persisted header was cleared: false, true, or not known. */
  cleared: Truth;
  message?: Val;
  branch?: Val;
  /** Branches that the job made. */
  readonly made: Val[];
  readonly tags: { name: Val; annotated: boolean; message?: Val }[];
  depth: number | undefined;
  hasTags: Truth;
  readonly repository?: Val;
}

/** What a push sends, as the walk sees it. */
export interface Push {
  readonly tags: readonly { name: Val; message?: Val; existed: boolean }[];
  readonly branches: readonly { name: Val | undefined; message?: Val }[];
  readonly held: Held;
  /** `owner/name` when it goes to another repository. */
  readonly elsewhere?: Val;
  /** `--tags`: every local tag of a clone that holds them all. */
  readonly sweeps: boolean;
  /** How many tags it sends together, as far as they are known apart. */
  readonly atOnce: number;
}

/** The state of a job's working copies: who persisted which credential, what was committed and tagged. */
export class Workspace {
  readonly #copies = new Map<string, Copy>();
  readonly #world: World;
  #helper: { value: Val; at: Location; from: string } | undefined;
  #insteadOf: { token: Val; at: Location } | undefined;
  #globalCleared: Truth = false;

  constructor(world: World) {
    this.#world = world;
  }

  checkout(deed: CheckoutDeed, at: Location): void {
    const dir = normalise(deed.path === undefined ? '' : (asText(deed.path) ?? '?'));
    const copy: Copy = {
      dir,
      checkout: { deed, at },
      remotes: new Map(),
      cleared: false,
      made: [],
      tags: [],
      depth: deed.depth,
      hasTags: deed.depth === 0 ? true : deed.tags,
      ...(deed.repository === undefined ? {} : { repository: deed.repository }),
      ...(deed.ref === undefined ? {} : { branch: deed.ref }),
    };
    this.#copies.set(dir, copy);
  }

  /** The working copy that a command in this directory works on. */
  #copy(cwd: string | undefined, deed?: GitDeed): Copy | undefined {
    const inner = deed?.directory === undefined ? '' : (asText(deed.directory) ?? '?');
    const dir = normalise(cwd === undefined ? '?' : inner.startsWith('/') ? inner : `${cwd}/${inner}`);
    let best: Copy | undefined;
    for (const copy of this.#copies.values()) {
      if ((copy.dir === '' || dir === copy.dir || dir.startsWith(`${copy.dir}/`)) && (best === undefined || copy.dir.length > best.dir.length))
        best = copy;
    }
    if (dir.includes('?') && this.#copies.size > 1) return undefined;
    return best;
  }

  depthAt(cwd: string | undefined): { depth: number | undefined; tags: Truth; at?: Location } | undefined {
    const copy = this.#copy(cwd);
    if (!copy?.checkout) return undefined;
    return { depth: copy.depth, tags: copy.hasTags, at: copy.checkout.at };
  }

  /** Branch, tag or commit that is checked out, when a step chose it. */
  refAt(cwd: string | undefined): Val | undefined {
    return this.#copy(cwd)?.branch;
  }

  /** Git's credential helper becomes this token (`gh auth setup-git`, a credentials file). */
  useHelper(value: Val, at: Location, from: string): void {
    this.#helper = { value, at, from };
  }

  /** Applies every git deed but a push. */
  apply(deed: GitDeed, cwd: string | undefined, at: Location, certain: boolean): void {
    const copy = this.#copy(cwd, deed);
    switch (deed.act) {
      case 'clone': {
        const dir = normalise(`${cwd ?? '?'}/${deed.directory === undefined ? baseName(deed.name) : (asText(deed.directory) ?? '?')}`);
        const made: Copy = {
          dir,
          remotes: new Map(deed.name === undefined ? [] : [['origin', { url: deed.name, at }]]),
          cleared: true,
          made: [],
          tags: [],
          depth: 0,
          hasTags: true,
        };
        this.#copies.set(dir, made);
        return;
      }
      case 'init': {
        const inner = deed.directory === undefined ? '' : (asText(deed.directory) ?? '?');
        const dir = normalise(inner.startsWith('/') ? inner : `${cwd ?? '?'}/${inner}`);
        if (dir !== '') this.#copies.set(dir, { dir, remotes: new Map(), cleared: true, made: [], tags: [], depth: 0, hasTags: true });
        return;
      }
      case 'commit':
        if (copy && deed.name) copy.message = certain || copy.message === undefined ? deed.name : copy.message;
        return;
      case 'tag':
        if (copy && deed.name && !deed.remove)
          copy.tags.push({ name: deed.name, annotated: deed.annotated ?? false, ...(copy.message === undefined ? {} : { message: copy.message }) });
        return;
      case 'branch':
        if (copy && deed.name) copy.branch = deed.name;
        if (copy && deed.name && deed.made) copy.made.push(deed.name);
        return;
      case 'remote':
        if (copy && deed.name) copy.remotes.set(deed.value === undefined ? 'origin' : (asText(deed.value) ?? 'origin'), { url: deed.name, at });
        return;
      case 'fetch':
        if (copy) {
          if (deed.unshallow) copy.depth = 0;
          if (deed.withTags || deed.unshallow) copy.hasTags = true;
        }
        return;
      case 'config':
        this.#config(deed, copy, at);
        return;
      default:
    }
  }

  #config(deed: GitDeed, copy: Copy | undefined, at: Location): void {
    const key = deed.name === undefined ? '' : (asText(deed.name) ?? describe(deed.name)).toLowerCase();
    if (/^http\..*extraheader$/.test(key)) {
      if (deed.unset) {
        // From v6 the header stands in a file of the runner, where --unset-all does not reach it.
        if (!deed.global && copy?.checkout && copy.checkout.deed.layout !== 'file')
          copy.cleared = copy.checkout.deed.layout === undefined ? undefined : true;
      } else if (deed.value !== undefined && isEmpty(deed.value)) {
        if (deed.global) this.#globalCleared = undefined;
        else if (copy) copy.cleared = true;
      } else if (deed.value !== undefined && copy) {
        // An own header is added to, or replaces, the persisted one.
        copy.cleared = undefined;
      }
      return;
    }
    if (key.startsWith('url.') && deed.name && tokensIn(deed.name).length > 0) this.#insteadOf = { token: deed.name, at };
    if (key.startsWith('remote.') && key.endsWith('.url') && deed.value && copy) copy.remotes.set(key.slice(7, -4), { url: deed.value, at });
    if (key.startsWith('credential.') && deed.value) this.useHelper(deed.value, at, 'a credential helper');
  }

  push(deed: GitDeed, cwd: string | undefined, at: Location, env: (name: string) => Val | undefined, eventMessage: Val): Push {
    const copy = this.#copy(cwd, deed);
    const remoteText = deed.remote === undefined ? 'origin' : asText(deed.remote);
    const asUrl = deed.remote !== undefined && isUrl(deed.remote);
    const named = asUrl ? undefined : copy?.remotes.get(remoteText ?? 'origin');
    const url = asUrl ? deed.remote : named?.url;
    const held = this.#credential(deed, copy, url, named?.at ?? at, at, env);
    const elsewhere = this.#elsewhere(copy, url);
    const message = copy?.message;
    const tags: { name: Val; message?: Val; existed: boolean }[] = [];
    const branches: { name: Val | undefined; message?: Val }[] = [];
    let atOnce = 0;
    const localTag = (name: Val) =>
      copy?.tags.find((t) => describe(t.name) === describe(name) || alternatives(t.name).some((a) => describe(a) === describe(name)));
    const addTag = (name: Val) => {
      const known = localTag(name);
      tags.push({ name, message: known ? (known.message ?? eventMessage) : (message ?? eventMessage), existed: false });
    };
    if (!deed.remove) {
      for (const written of deed.refspecs ?? []) {
        const before = tags.length;
        for (const spec of withoutBlanks(alternatives(written))) {
          const target = destinationOf(spec);
          if (target.kind === 'tag') addTag(target.name);
          else if (target.kind === 'delete') continue;
          else if (target.kind === 'branch') branches.push({ name: target.name, message });
          else if (localTag(target.name) !== undefined) addTag(target.name);
          // A branch that the job made, whatever it is called.
          else if (copy?.made.some((b) => describe(b) === describe(target.name))) branches.push({ name: target.name, message });
          else if (looksLikeVersion(target.name)) addTag(target.name);
          else if (copy && copy.tags.length > 0 && copy.branch === undefined && asText(target.name) === undefined && !isKnownBranch(target.name))
            for (const t of copy.tags) addTag(t.name);
          else branches.push({ name: isHead(target.name) ? copy?.branch : target.name, message });
        }
        // One refspec that may be this tag or that one sends one of them.
        if (tags.length > before) atOnce += 1;
      }
      if (deed.allTags || deed.mirror) {
        for (const t of copy?.tags ?? []) addTag(t.name);
        atOnce += new Set(copy?.tags.map((t) => describe(t.name))).size;
      }
      if (deed.followTags) {
        const annotated = (copy?.tags ?? []).filter((t) => t.annotated);
        for (const t of annotated) addTag(t.name);
        atOnce += new Set(annotated.map((t) => describe(t.name))).size;
      }
      const bare = (deed.refspecs ?? []).length === 0;
      if (bare && !deed.allTags) branches.push({ name: copy?.branch, message });
      if (bare && deed.allTags && (copy?.tags.length ?? 0) === 0)
        tags.push({ name: { k: 'unknown', why: 'the tags of the working copy' }, message, existed: false });
    }
    const sweeps = (deed.allTags ?? false) && (copy === undefined || copy.depth === 0 || copy.hasTags === true);
    return { tags, branches, held, sweeps, atOnce, ...(elsewhere === undefined ? {} : { elsewhere }) };
  }

  #elsewhere(copy: Copy | undefined, url: Val | undefined): Val | undefined {
    if (url !== undefined) {
      const slug = slugOfUrl(url);
      if (slug === undefined) return undefined;
      const known = asText(slug);
      if (known !== undefined && this.#world.slug !== undefined && known.toLowerCase() === this.#world.slug.toLowerCase()) return undefined;
      return slug;
    }
    return copy?.repository;
  }

  #credential(
    deed: GitDeed,
    copy: Copy | undefined,
    url: Val | undefined,
    urlAt: Location,
    at: Location,
    env: (name: string) => Val | undefined,
  ): Held {
    const world = this.#world;
    if (deed.header !== undefined && !isEmpty(deed.header)) {
      const credential = credentialIn(deed.header, world);
      return {
        credential: tokensIn(deed.header).length > 0 ? credential : { kind: 'unknown', why: 'a header of its own' },
        from: 'the header given to git',
        at,
      };
    }
    const headerEmptied = deed.header !== undefined && isEmpty(deed.header);
    const co = copy?.checkout;
    const inUrl = url === undefined ? undefined : tokensIn(url).length > 0 ? credentialIn(url, world) : unknownInUrl(url);
    const ssh = url !== undefined && startsWithAny(url, ['git@', 'ssh://']);
    if (co?.deed.sshKey && (url === undefined || ssh)) return { credential: { kind: 'deploy-key' }, from: 'the SSH key of checkout', at: co.at };
    if (ssh) return { credential: { kind: 'unknown', why: 'an SSH key that the run sets up' }, from: 'SSH', at: urlAt };
    if (url !== undefined && !startsWithAny(url, ['https://github.com', 'https://']) && tokensIn(url).length === 0 && asText(url) === undefined) {
      return { credential: { kind: 'unknown', why: 'the URL is not known' }, from: 'the URL', at: urlAt };
    }
    const cleared = headerEmptied ? true : co === undefined ? true : this.#globalCleared === undefined ? undefined : copy?.cleared;
    const persisted = co === undefined ? false : co.deed.persist;
    const shadow = inUrl
      ? { token: inUrl, where: 'the remote URL', at: urlAt }
      : this.#insteadOf
        ? { token: credentialIn(this.#insteadOf.token, world), where: 'a rewritten URL', at: this.#insteadOf.at }
        : undefined;
    if (persisted === true && cleared === false && co) {
      const credential = credentialIn(co.deed.token, world);
      return { credential, from: 'the credential that actions/checkout persisted', at: co.at, ...(shadow ? { shadowed: shadow } : {}) };
    }
    if (copy === undefined && inUrl === undefined)
      return { credential: { kind: 'unknown', why: 'the working copy that is pushed is not known' }, from: 'git', at };
    const rest = this.#behindHeader(deed, inUrl, urlAt, at, env);
    if (persisted === false || cleared === true) return rest;
    return { credential: { kind: 'unknown', why: 'whether the header of actions/checkout is still there is not known' }, from: 'git', at };
  }

  #behindHeader(deed: GitDeed, inUrl: Credential | undefined, urlAt: Location, at: Location, env: (name: string) => Val | undefined): Held {
    const world = this.#world;
    if (inUrl) return { credential: inUrl, from: 'the token in the remote URL', at: urlAt };
    if (this.#insteadOf)
      return { credential: credentialIn(this.#insteadOf.token, world), from: 'the token in a rewritten URL', at: this.#insteadOf.at };
    if (deed.helper !== undefined && tokensIn(deed.helper).length === 0)
      return { credential: { kind: 'unknown', why: 'a credential helper' }, from: 'the credential helper given to git', at };
    if (deed.helper !== undefined) return { credential: credentialIn(deed.helper, world), from: 'the credential helper given to git', at };
    if (this.#helper) {
      const value = this.#helper.value;
      const credential: Credential =
        tokensIn(value).length > 0 || value.k === 'token' || value.k === 'alts'
          ? credentialIn(value, world)
          : { kind: 'unknown', why: 'a credential helper' };
      return { credential, from: this.#helper.from, at: this.#helper.at };
    }
    if (env('GIT_ASKPASS') !== undefined || env('GIT_SSH_COMMAND') !== undefined || env('GIT_CONFIG_COUNT') !== undefined) {
      return { credential: { kind: 'unknown', why: 'git is configured by its environment' }, from: 'the environment', at };
    }
    return { credential: { kind: 'none', why: 'nothing gives git a credential' }, from: 'nothing', at };
  }

  /** Whether a working copy of this repository is there at all. */
  has(cwd: string | undefined): boolean {
    return this.#copy(cwd) !== undefined;
  }
}

function normalise(dir: string): string {
  const out: string[] = [];
  for (const part of dir.replace(/^\/?(?:github\/workspace|home\/runner\/work\/[^/]+\/[^/]+)/, '').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return out.join('/');
}

function baseName(url: Val | undefined): string {
  const text = url === undefined ? '' : (asText(url) ?? describe(url));
  return (text.split('/').at(-1) ?? '?').replace(/\.git$/, '') || '?';
}
