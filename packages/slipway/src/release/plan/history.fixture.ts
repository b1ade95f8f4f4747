import { readReleaseConfig } from '../config/index.ts';
import type { Commit, History, Person, Plan, Tag } from '../types.ts';
import { makePlan, type PlanQuestion } from './index.ts';

export const ADA: Person = { name: 'Ada', email: 'ada@example.org' };

/** A repository in memory, built commit by commit. */
export class Repository {
  readonly commits: Commit[] = [];
  readonly tags: Tag[] = [];
  readonly files = new Map<string, string>();
  branch: string | undefined = 'main';
  shallow = false;
  head = '';
  /** Ranges that the history was asked for. */
  asked = 0;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.commit('chore: begin', files);
  }

  commit(
    message: string,
    files: Readonly<Record<string, string | null>> = { 'src/a.ts': message },
    parents?: readonly string[],
    author = ADA,
  ): string {
    const hash = (this.commits.length + 1).toString(16).padStart(7, '0').padEnd(40, '0');
    for (const [path, text] of Object.entries(files))
      if (text === null) this.files.delete(path);
      else this.files.set(path, text);
    const above = parents ?? (this.head === '' ? [] : [this.head]);
    this.commits.push({ hash, parents: above, author, date: this.commits.length, message, files: Object.keys(files) });
    this.head = hash;
    return hash;
  }

  tag(...names: string[]): this {
    for (const name of names) this.tags.push({ name, commit: this.head, date: this.commits.length, annotated: true });
    return this;
  }

  /** As it is written by whoever prepares and tags a plan. */
  carryOut(plan: Plan): void {
    const files = Object.fromEntries(plan.files.map(({ path, text }) => [path, text]));
    if (plan.files.length > 0) this.commit(plan.pullRequest.title, files);
    for (const { tag, commit } of plan.components) {
      const at = plan.files.length > 0 ? this.head : commit;
      if (!this.tags.some(({ name }) => name === tag)) this.tags.push({ name: tag, commit: at, date: this.commits.length, annotated: true });
    }
  }

  question(config = '', more: Partial<PlanQuestion> = {}): PlanQuestion {
    const files = new Map(this.files);
    return {
      history: this.history(),
      read: (path) => files.get(path),
      list: () => [...files.keys()].sort(),
      config: readReleaseConfig(config),
      repository: 'o/r',
      day: '2026-11-21',
      version: '0.1.0',
      ...more,
    };
  }

  plan(config = '', more: Partial<PlanQuestion> = {}): Plan {
    return makePlan(this.question(config, more));
  }

  history(): History {
    const byHash = new Map(this.commits.map((one) => [one.hash, one]));
    const reach = (from: readonly string[]): Set<string> => {
      const seen = new Set<string>();
      const open = [...from];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (seen.has(at) || !byHash.has(at)) continue;
        seen.add(at);
        open.push(...byHash.get(at)!.parents);
      }
      return seen;
    };
    const { head, commits } = this;
    const count = (): void => {
      this.asked += 1;
    };
    return {
      head,
      branch: this.branch,
      shallow: this.shallow,
      tags: [...this.tags].reverse(),
      contains: ({ commit }) => reach([head]).has(commit),
      commits(without, { to = head, files = false } = {}) {
        count();
        const left = reach(without);
        const wanted = reach([to]);
        // Commits are made in order, so the newest first is a topological order.
        return commits
          .filter(({ hash }) => wanted.has(hash) && !left.has(hash))
          .reverse()
          .map(({ files: paths, ...one }) => (files ? { ...one, files: paths ?? [] } : one));
      },
      authors: (to) => [...reach([to])].map((hash) => byHash.get(hash)!.author),
    };
  }
}

/** `core 1.2.0 -> 1.3.0`, one for each released component. */
export function released(plan: Plan): readonly string[] {
  return plan.components.map(({ name, from, to }) => `${name} ${from?.version ?? '-'} -> ${to}`);
}

/** Packages a, b and c, where c depends on a. */
export const PACKAGES: Readonly<Record<string, string>> = {
  'packages/a/package.json': '{ "name": "a", "version": "1.0.0" }\n',
  'packages/b/package.json': '{ "name": "b", "version": "1.0.0" }\n',
  'packages/c/package.json': '{ "name": "c", "version": "1.0.0", "dependencies": { "a": "1.0.0" } }\n',
  'package.json': '{ "private": true, "workspaces": ["packages/*"] }\n',
};
export const THREE = 'release:\n  components: [packages/a, packages/b, packages/c]\n';
