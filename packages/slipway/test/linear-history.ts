import type { Commit, History, Tag } from '../src/release/index.ts';

/** A commit of a made-up history. */
export interface Step {
  readonly message: string;
  readonly tags?: readonly string[];
  readonly files?: readonly string[];
}

const hashOf = (at: number): string => `${at + 1}`.padStart(40, '0');

/** A history without merges. @param steps oldest first */
export function linearHistory(steps: readonly Step[], branch: string): History {
  const commits = steps.map(
    ({ message, files = [] }, at): Commit => ({
      hash: hashOf(at),
      parents: at === 0 ? [] : [hashOf(at - 1)],
      author: { name: 'Ada', email: 'ada@example.org' },
      date: 1_760_000_000 + at * 3600,
      message,
      files,
    }),
  );
  const newest = [...commits].reverse();
  const at = (hash: string): number => commits.findIndex((one) => one.hash === hash);
  const tags = steps.flatMap(({ tags: names = [] }, index) =>
    names.map((name): Tag => ({ name, commit: hashOf(index), date: commits[index]!.date, annotated: true })),
  );
  return {
    head: newest[0]!.hash,
    branch,
    shallow: false,
    tags: tags.reverse(),
    contains: () => true,
    commits: (without, { to = newest[0]!.hash } = {}) => {
      const first = Math.max(-1, ...without.map(at));
      return newest.filter((one) => at(one.hash) > first && at(one.hash) <= at(to));
    },
    authors: () => [{ name: 'Ada', email: 'ada@example.org' }],
  };
}
