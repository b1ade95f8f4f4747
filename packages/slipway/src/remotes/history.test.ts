import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Commit, Tag } from '../release/index.ts';
import { InputError, openHistory } from './index.ts';
import { MAX_MESSAGE } from './log-records.ts';
import { commit, repository, run, temporaryFolder, write } from './testing.ts';

const subjects = (commits: readonly Commit[]) => commits.map(({ message }) => message.split('\n')[0]);

/** main: one - two - merge(side) - three; 1.x forks at two. Tags v1.0.0 on one, v1.0.1 on 1.x, v1.1.0 (annotated) on the merge. */
function forked(): string {
  const root = repository({ 'a.txt': 'a' }, 'one');
  run(root, ['tag', 'v1.0.0']);
  commit(root, 'two', 1_700_000_010);
  run(root, ['checkout', '--quiet', '-b', '1.x']);
  commit(root, 'fix of 1.x', 1_700_000_015);
  run(root, ['tag', 'v1.0.1'], 1_700_000_015);
  run(root, ['checkout', '--quiet', '-b', 'side', 'main']);
  write(root, { 'side.txt': 's' });
  commit(root, 'side', 1_700_000_020);
  run(root, ['checkout', '--quiet', 'main']);
  write(root, { 'docs/ä b.md': 'd' });
  commit(root, 'of main', 1_700_000_025);
  run(root, ['merge', '--quiet', '--no-ff', '-m', 'merge', 'side'], 1_700_000_030);
  run(root, ['tag', '-a', 'v1.1.0', '-m', 'note'], 1_700_000_040);
  run(root, ['tag', '-a', 'again', '-m', 'of a tag', 'v1.1.0'], 1_700_000_041);
  commit(root, 'three\n\nwith a body\n', 1_700_000_050);
  return root;
}

describe('history', () => {
  test('has tags with the commit that each leads to, newest first, and knows which of them head has', async () => {
    const root = forked();
    run(root, ['tag', 'a-tree', 'HEAD^{tree}']);
    const merge = run(root, ['rev-parse', 'HEAD^']).trim();
    const history = await openHistory({ cwd: root });
    expect(history).toMatchObject({ head: run(root, ['rev-parse', 'HEAD']).trim(), branch: 'main', shallow: false });
    expect(history.tags.map(({ name }) => name)).toEqual(['again', 'v1.1.0', 'v1.0.1', 'v1.0.0']);
    expect(history.tags.slice(0, 2)).toMatchObject([
      { commit: merge, annotated: true },
      { commit: merge, annotated: true, date: 1_700_000_040 },
    ]);
    const contained = () => history.tags.filter((tag) => history.contains(tag)).map(({ name }) => name);
    expect(contained()).toEqual(['again', 'v1.1.0', 'v1.0.0']);
    history.commits([]);
    expect(contained()).toEqual(['again', 'v1.1.0', 'v1.0.0']);
  });

  test('gives what a range has, whether git is asked for it or what was read tells it', async () => {
    const root = forked();
    const at = (revision: string) => run(root, ['rev-parse', `${revision}^{commit}`]).trim();
    const ranges: [string[], string | undefined][] = [
      [[], undefined],
      [[at('v1.0.0')], undefined],
      [[at('v1.0.1')], undefined],
      [[at('v1.1.0')], undefined],
      [[at('side')], undefined],
      [[at('side')], at('v1.1.0')],
      [[at('v1.0.0')], at('v1.0.1')],
      [[at('v1.0.1'), at('side')], undefined],
      [[at('HEAD')], undefined],
    ];
    const listed = ([without, to]: [string[], string | undefined]) =>
      run(root, ['rev-list', '--topo-order', to ?? 'HEAD', '--not', ...without])
        .split('\n')
        .filter(Boolean)
        .sort();
    for (const start of ranges) {
      const history = await openHistory({ cwd: root });
      history.commits(start[0], start[1] === undefined ? {} : { to: start[1] });
      for (const range of ranges) {
        const commits = history.commits(range[0], range[1] === undefined ? {} : { to: range[1] });
        expect(commits.map(({ hash }) => hash).sort()).toEqual(listed(range));
        const place = new Map(commits.map(({ hash }, i) => [hash, i]));
        for (const { hash, parents } of commits)
          for (const parent of parents) expect(place.get(parent) ?? Infinity).toBeGreaterThan(place.get(hash)!);
      }
    }
  });

  test('gives author, time, whole message, and where asked the paths against the first parent, also of merges', async () => {
    const root = forked();
    const commits = (await openHistory({ gitDir: join(root, '.git') })).commits([], { files: true });
    expect(commits[0]).toMatchObject({
      message: 'three\n\nwith a body',
      date: 1_700_000_050,
      author: { name: 'A', email: 'a@example.com' },
      files: [],
    });
    expect(Object.fromEntries(commits.map(({ message, files }) => [message.split('\n')[0], files]))).toEqual({
      three: [],
      merge: ['side.txt'],
      'of main': ['docs/ä b.md'],
      side: ['side.txt'],
      two: [],
      one: ['a.txt'],
    });
    expect((await openHistory({ cwd: root })).commits([])[0]).not.toHaveProperty('files');
  });

  test('knows of each of many tags whether head has it, in whatever order it is asked', async () => {
    const root = temporaryFolder();
    run(root, ['init', '--quiet', '--bare', '--initial-branch=main']);
    const input = Array.from({ length: 400 }, (_, n) => {
      const branch = n % 3 === 0 ? 'side' : 'main';
      return `commit refs/heads/${branch}\ncommitter A <a@example.com> ${1_700_000_000 + n} +0000\ndata 0\nreset refs/tags/v${n}\nfrom refs/heads/${branch}\n\n`;
    }).join('');
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input });
    const expected = new Set(run(root, ['tag', '--merged', 'main']).split('\n').filter(Boolean));
    expect(expected.size).toBe(266);
    for (const order of [(tags: readonly Tag[]) => tags, (tags: readonly Tag[]) => tags.toReversed()]) {
      const history = await openHistory({ gitDir: root });
      for (const tag of order(history.tags)) expect(history.contains(tag)).toBe(expected.has(tag.name));
      expect(history.contains({ name: 'none', commit: 'f'.repeat(40), date: 0, annotated: false })).toBe(false);
    }
  });

  test('is that of the revision that is asked for', async () => {
    const root = forked();
    const history = await openHistory({ cwd: root }, { revision: '1.x' });
    expect([history.branch, subjects(history.commits(['v1.0.0']))]).toEqual(['1.x', ['fix of 1.x', 'two']]);
    expect((await openHistory({ cwd: root }, { revision: 'v1.1.0' })).branch).toBeUndefined();
  });

  test('says of a shallow clone that it is one', async () => {
    const root = forked();
    const clone = join(temporaryFolder(), 'shallow');
    run(root, ['clone', '--quiet', '--depth=1', `file://${root}`, clone]);
    const history = await openHistory({ cwd: clone }, { cache: temporaryFolder() });
    expect([history.shallow, subjects(history.commits([]))]).toEqual([true, ['three']]);
  });

  test('of a clone without trees is read, its paths are refused, and nobody is asked for them', async () => {
    const root = forked();
    run(root, ['config', 'uploadpack.allowFilter', 'true']);
    const clone = join(temporaryFolder(), 'treeless.git');
    run(root, ['clone', '--quiet', '--bare', '--filter=tree:0', `file://${root}`, clone]);
    const history = await openHistory({ gitDir: clone });
    expect(history.commits([])).toHaveLength(6);
    expect(() => history.commits([], { files: true })).toThrow(/lacks files of its history.*clone it without --filter=tree:0\.$/);
  });

  test('refuses in one sentence what it cannot read', async () => {
    const empty = temporaryFolder();
    await expect(openHistory({ cwd: empty })).rejects.toThrow(new InputError(`\`${empty}\` is not in a git repository.`));
    run(empty, ['init', '--quiet']);
    await expect(openHistory({ cwd: empty })).rejects.toThrow(`The repository in \`${empty}\` has no commits yet: nothing can be released from it.`);
    const root = forked();
    const none = (revision: string) => `There is no revision \`${revision}\` in \`${root}\`; in a shallow clone fetch it first.`;
    for (const revision of ['nope', '--output=x', 'a\nb']) await expect(openHistory({ cwd: root }, { revision })).rejects.toThrow(none(revision));
    const history = await openHistory({ cwd: root });
    for (const revision of ['nope', '--all', '^main', 'f'.repeat(40)]) expect(() => history.commits([revision])).toThrow(none(revision));
  });

  test('a message of a million lines is cut, and costs no other commit anything', async () => {
    const root = repository({ a: 'a' }, 'feat: before');
    const message = join(temporaryFolder(), 'message');
    writeFileSync(message, `feat: long\n\n${'a line of ä\n'.repeat(1_000_000)}`);
    run(root, ['commit', '--quiet', '--allow-empty', '-F', message]);
    commit(root, 'feat: after');
    const commits = (await openHistory({ cwd: root })).commits([]);
    expect(subjects(commits)).toEqual(['feat: after', 'feat: long', 'feat: before']);
    expect(commits[1]!.message).toHaveLength(MAX_MESSAGE);
  });
});

describe('what is kept between plans', () => {
  /** A line of commits, made at once. */
  function line(root: string, from: number, to: number): void {
    const input = Array.from({ length: to - from }, (_, i) => {
      const n = from + i;
      const parent = n === from && n > 0 ? 'from refs/heads/main^0\n' : '';
      return `commit refs/heads/main\ncommitter A <a@example.com> ${1_700_000_000 + n} +0000\ndata <<E\nfix: ${n}\nE\n${parent}M 100644 inline f${n % 7}\ndata <<E\n${n}\nE\n`;
    }).join('');
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: root, input });
  }

  test('is used for what it has, extended with what is new, and left when history was written anew', async () => {
    const root = temporaryFolder();
    run(root, ['init', '--quiet', '--bare', '--initial-branch=main']);
    line(root, 0, 1_200);
    const cache = join(temporaryFolder(), 'below');
    const plan = async () => {
      const [history, fresh] = [await openHistory({ gitDir: root }, { cache }), await openHistory({ gitDir: root })];
      for (const files of [false, true]) expect(history.commits([], { files })).toEqual(fresh.commits([], { files }));
      for (const n of [1, 700, 1_190]) {
        const without = [run(root, ['rev-parse', `main~${n}`]).trim()];
        expect(history.commits(without)).toEqual(fresh.commits(without));
      }
      history.keep();
      // Who asks for little first gets the same.
      const other = await openHistory({ gitDir: root }, { cache });
      for (const files of [false, true])
        for (const n of [2, 500, 1_195]) {
          const without = [run(root, ['rev-parse', `main~${n}`]).trim()];
          expect(other.commits(without, { files })).toEqual(fresh.commits(without, { files }));
        }
      return readdirSync(cache);
    };
    const names = await plan();
    expect(names).toHaveLength(2);
    expect(await plan()).toEqual(names);
    line(root, 1_200, 1_203);
    expect(await plan()).toEqual(names);
    run(root, ['update-ref', 'refs/heads/main', 'main~5']);
    line(root, 2_000, 2_002);
    expect(await plan()).toEqual(names);
    for (const name of names) writeFileSync(join(cache, name), 'slipway history 1\tnonsense');
    await plan();
  });

  test('tells which tags head has, also after new commits and tags, moved tags, and history that was written anew', async () => {
    const root = temporaryFolder();
    run(root, ['init', '--quiet', '--bare', '--initial-branch=main']);
    line(root, 0, 80);
    const tags = (names: readonly (readonly [string, string])[]): void => {
      for (const [name, at] of names) run(root, ['tag', '--force', name, at]);
    };
    tags(Array.from({ length: 60 }, (_, n) => [`v${n}`, `main~${n}`] as const));
    run(root, ['branch', 'side', 'main~30']);
    const cache = join(temporaryFolder(), 'kept');
    const plan = async (revision: string) => {
      const history = await openHistory({ gitDir: root }, { cache, revision });
      const expected = new Set(run(root, ['tag', '--merged', revision]).split('\n').filter(Boolean));
      for (const one of history.tags) expect([one.name, history.contains(one)]).toEqual([one.name, expected.has(one.name)]);
      history.keep();
      return readdirSync(cache).map((name) => readFileSync(join(cache, name), 'utf8').split('\t')[1]);
    };
    const head = (revision: string) => run(root, ['rev-parse', revision]).trim();
    expect(await plan('side')).toEqual([head('side')]);
    expect(await plan('main')).toEqual([head('main')]);
    line(root, 80, 83);
    tags([
      ['v90', 'main'],
      ['v91', 'side'],
      ['v3', 'main~1'],
    ]);
    expect(await plan('main')).toEqual([head('main')]);
    run(root, ['update-ref', 'refs/heads/main', 'main~10']);
    line(root, 100, 102);
    expect(await plan('main')).toEqual([head('main')]);
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), 'slipway history 1\tnonsense');
    await plan('main');
  });

  test('a cache that cannot be written is no failure', async () => {
    const root = temporaryFolder();
    run(root, ['init', '--quiet', '--bare', '--initial-branch=main']);
    line(root, 0, 1_200);
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, '');
    const history = await openHistory({ gitDir: root }, { cache: join(file, 'cache') });
    expect(history.commits([])).toHaveLength(1_200);
    expect(() => history.keep()).not.toThrow();
  });
});

describe('authors of what a commit contains', () => {
  test('are read until they are enough, kept between plans, and read on from there', async () => {
    const root = repository({ 'a.txt': 'a' }, 'first');
    const as = (name: string, at: number) =>
      run(root, ['commit', '--quiet', '--allow-empty', '-m', 'x', `--author=${name} <${name}@mail.example>`], at);
    for (let at = 0; at < 24; at++) as(`p${at}`, 1_700_000_100 + at);
    run(root, ['tag', 'v1.0.0']);
    as('late', 1_700_000_200);
    const cache = temporaryFolder();
    const base = run(root, ['rev-parse', 'v1.0.0']).trim();
    const head = run(root, ['rev-parse', 'HEAD']).trim();
    const everybody = Array.from({ length: 24 }, (_, at) => `p${at}`).concat('A');
    const namesOf = async (to: string, folder: string | undefined, enough = false) => {
      const history = await openHistory({ cwd: root }, folder === undefined ? {} : { cache: folder });
      const found = [...history.authors(to, () => enough)].map(({ name }) => name).sort();
      history.keep();
      return found;
    };
    expect(await namesOf(base, undefined)).toEqual([...everybody].sort());
    expect(await namesOf(base, cache)).toEqual([...everybody].sort());
    expect(readdirSync(cache)).toHaveLength(1);
    writeFileSync(join(cache, readdirSync(cache)[0]!), `slipway history 1\t${base}\t1\nKept\0kept@mail.example\0`);
    expect(await namesOf(base, cache)).toEqual(['Kept']);
    expect(await namesOf(head, cache)).toEqual(['Kept', 'late']);
    expect(await namesOf(run(root, ['rev-parse', 'v1.0.0^']).trim(), cache)).toHaveLength(24);
    const history = await openHistory({ cwd: root });
    history.commits([]);
    expect([...history.authors(base, () => true)]).toHaveLength(25);
    expect([...(await openHistory({ cwd: root })).authors('0'.repeat(40), () => false)]).toEqual([]);
  });
});
