import type { Tag } from '../release/index.ts';
import { OutsideError } from './errors.ts';
import type { GitPlace } from './facts.ts';
import { gitSync } from './git.ts';

/** Tags about which git is asked at once, newest first: a plan seldom looks beyond the first few. */
const FIRST_BATCH = 32;

/** Which tags a head had, of the last plan that had to know. */
export interface KeptContained {
  readonly head: string;
  /** By name: the commit that the tag led to, and whether head had it. */
  readonly tags: ReadonlyMap<string, { readonly commit: string; readonly contained: boolean }>;
}

/** Tells which tags a head contains: from what was kept for an earlier head and the commits since, else from git, many at once. */
export class ContainedTags {
  readonly #place: GitPlace;
  readonly #head: string;
  readonly #tags: readonly Tag[];
  readonly #load: () => KeptContained | undefined;
  readonly #known = new Map<string, boolean>();
  #kept: KeptContained | undefined;
  #since: ReadonlySet<string> | undefined;
  #loaded = false;
  #asked = false;

  /** @param load gives what was kept; called once, when a tag is asked about */
  constructor(place: GitPlace, head: string, tags: readonly Tag[], load: () => KeptContained | undefined) {
    this.#place = place;
    this.#head = head;
    this.#tags = tags;
    this.#load = load;
  }

  has(tag: Tag): boolean {
    const known = this.known(tag.name) ?? this.#fromKept(tag);
    if (known !== undefined) return known;
    this.#ask(tag);
    return this.known(tag.name) ?? false;
  }

  /** What was found out already. */
  known(name: string): boolean | undefined {
    return this.#known.get(name);
  }

  /** Git had to be asked, or the head is another one than that of what was kept. */
  get worthKeeping(): KeptContained | undefined {
    if (!this.#asked && (this.#kept === undefined || this.#kept.head === this.#head)) return undefined;
    for (const tag of this.#tags) this.#fromKept(tag);
    const tags = this.#tags.flatMap(({ name, commit }) => {
      const contained = this.#known.get(name);
      return contained === undefined ? [] : [[name, { commit, contained }] as const];
    });
    return { head: this.#head, tags: new Map(tags) };
  }

  #fromKept(tag: Tag): boolean | undefined {
    const since = this.#commitsSince();
    if (this.#kept === undefined || since === undefined) return undefined;
    const before = this.#kept.tags.get(tag.name);
    // What a head has, those that follow on it have too; besides they have what came since, and nothing else.
    const known = since.has(tag.commit) ? true : before?.commit === tag.commit ? before.contained : undefined;
    if (known !== undefined) this.#known.set(tag.name, known);
    return known;
  }

  /** Commits that head has and the one of what was kept has not; undefined where head does not follow on it. */
  #commitsSince(): ReadonlySet<string> | undefined {
    if (this.#loaded) return this.#since;
    this.#loaded = true;
    this.#kept = this.#load();
    if (this.#kept === undefined) return undefined;
    if (this.#kept.head === this.#head) {
      this.#since = new Set();
      return this.#since;
    }
    const { code, out } = gitSync(['rev-list', '--parents', this.#head, `^${this.#kept.head}`, '--'], this.#place);
    const lines = code === 0 ? out.toString('latin1').split('\n') : [];
    const follows = lines.some((line) => line.includes(this.#kept!.head));
    if (follows) this.#since = new Set(lines.map((line) => line.split(' ', 1)[0]!));
    else this.#kept = undefined;
    return this.#since;
  }

  /** One question to git about the newest tags that were not asked about, four times as many each time, until `tag` is among them. */
  #ask(tag: Tag): void {
    this.#asked = true;
    const waiting = this.#tags.filter((one) => this.known(one.name) === undefined && this.#fromKept(one) === undefined);
    const many = Math.max(FIRST_BATCH, this.#known.size * 3, waiting.findIndex(({ name }) => name === tag.name) + 1);
    const asked = waiting.slice(0, many);
    if (!asked.some(({ name }) => name === tag.name)) asked.push(tag);
    const all = asked.length * 4 > this.#tags.length && this.#tags.length > 256;
    const patterns = all ? ['refs/tags'] : asked.map(({ name }) => `refs/tags/${name}`);
    const { code, out, error } = gitSync(['for-each-ref', `--merged=${this.#head}`, '--format=%(refname:strip=2)', ...patterns], this.#place);
    if (code !== 0) throw new OutsideError(`git could not tell which tags the history has: ${error}.`);
    const merged = new Set(out.toString('utf8').split('\n'));
    for (const { name } of all ? this.#tags : asked) this.#known.set(name, merged.has(name));
    if (this.known(tag.name) === undefined) this.#known.set(tag.name, false);
  }
}
