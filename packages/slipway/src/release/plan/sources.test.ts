import { describe, expect, it } from 'vitest';
import type { PullRequestFacts } from '../types.ts';
import { PACKAGES, Repository, released, THREE } from './history.fixture.ts';

const MANIFEST = { 'package.json': '{ "name": "tool", "version": "1.0.0" }\n' };

function tool(files: Readonly<Record<string, string>> = {}): Repository {
  return new Repository({ ...MANIFEST, ...files }).tag('v1.0.0');
}

function facts(number: number, title: string, more: Partial<PullRequestFacts> = {}): [number, PullRequestFacts] {
  return [number, { number, title, body: '', labels: [], author: null, mergeCommit: null, ...more }];
}

const BY_TITLE = 'release: { from: pull-requests }';

describe('pull requests', () => {
  it('decide by their titles, and by their labels before these', () => {
    const repository = tool();
    repository.commit('work in progress (#3)');
    repository.commit('fix: a lock (#4)');
    const pullRequests = new Map([facts(3, 'feat: a door'), facts(4, 'fix: a lock', { labels: ['major'] })]);
    const plan = repository.plan(BY_TITLE, { pullRequests });
    expect(released(plan)).toEqual(['root 1.0.0 -> 2.0.0']);
    expect(plan.components[0]!.considered.map(({ bump, why }) => [bump, why])).toEqual([
      ['major', 'the labels of #4: major'],
      ['minor', '`feat`: minor'],
    ]);
    expect(plan.components[0]!.notes).toContain('a door');
    expect(plan.warnings).toEqual([]);
  });

  it('that are not known leave it to the commit, and the plan says so', () => {
    const repository = tool();
    repository.commit('fix: a lock (#4)');
    repository.commit('feat: a door (#12)');
    const plan = repository.plan(BY_TITLE);
    expect(released(plan)).toEqual(['root 1.0.0 -> 1.1.0']);
    expect(plan.warnings).toEqual([
      'The title and the labels of #12, #4 are not known here, so the commits decide by their own subject; `slipway plan --online` asks GitHub for them.',
    ]);
    expect(repository.plan().warnings).toEqual([]);
  });

  it('speak for the commits that a merge brought', () => {
    const repository = tool();
    const base = repository.head;
    const side = repository.commit('feat!: half of it', { 'src/b.ts': '1' }, [base]);
    repository.commit('Merge pull request #7 from o/side', {}, [base, side]);
    const pullRequests = new Map([facts(7, 'fix: a lock')]);
    const plan = repository.plan(BY_TITLE, { pullRequests });
    expect(released(plan)).toEqual(['root 1.0.0 -> 1.0.1']);
    expect(plan.components[0]!.considered.map(({ why }) => why)).toEqual([
      '`fix`: patch',
      'it came with a pull request, whose title and labels decide',
    ]);
  });
});

describe('a squashed pull request', () => {
  const MESSAGE = 'chore: several (#5)\n\n* feat: a door\n\n* fix: a lock\n';

  it.each([
    ['slipway', 'root 1.0.0 -> 1.1.0'],
    ['semantic-release', undefined],
    ['git-cliff', 'root 1.0.0 -> 1.0.1'],
  ])('says to %s what it says', (driver, expected) => {
    const repository = tool();
    repository.commit(MESSAGE);
    expect(released(repository.plan(`release: { driven-by: ${driver} }`))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('breaks for semantic-release wherever it says so', () => {
    const repository = tool();
    repository.commit('fix: several (#5)\n\n* feat: a door\n\nBREAKING CHANGE: no window\n');
    expect(released(repository.plan('release: { driven-by: semantic-release }'))).toEqual(['root 1.0.0 -> 2.0.0']);
  });
});

describe('the commit of a release', () => {
  it.each([
    'chore: release 1.0.0',
    'chore: release',
    'chore: release (#12)',
    'chore(main): release 1.0.0 (#9)',
    'chore(release): 1.0.0 [skip ci]',
    'chore(release): prepare for v1.0.0',
    'release: tool v1.0.0 (#4)',
    'Release v1.0.0',
    '1.0.0',
    'build: bump version to 1.0.0',
  ])('`%s` raises nothing', (message) => {
    const repository = tool();
    repository.commit(message);
    const [one] = repository.plan('release: { rules: { other: patch, types: { "*": patch } } }').unreleased;
    expect(one!.considered).toMatchObject([{ bump: 'none', why: 'it is the commit of a release' }]);
  });

  it.each(['chore: release notes get links', 'fix: release the lock', 'Release the lock of 1.0.0 users', 'build: publish to two registries'])(
    '`%s` is none',
    (message) => {
      const repository = tool();
      repository.commit(message);
      expect(released(repository.plan('release: { rules: { other: patch, types: { "*": patch } } }'))).toEqual(['root 1.0.0 -> 1.0.1']);
    },
  );
});

describe('changesets', () => {
  const config = `${THREE}  driven-by: changesets\n`;
  const packages = (): Repository => new Repository(PACKAGES).tag('a@1.0.0', 'b@1.0.0', 'c@1.0.0');

  it('decide alone where they do, and are used up', () => {
    const repository = packages();
    repository.commit('feat: of b, without a changeset', { 'packages/b/b.ts': '1' });
    repository.commit('a door (#6)', { '.changeset/door.md': '---\n"a": minor\n---\n\nA door.\n', '.changeset/config.json': '{}' });
    const plan = repository.plan(config);
    expect(released(plan)).toEqual(['a 1.0.0 -> 1.1.0', 'c 1.0.0 -> 1.0.1']);
    expect(plan.components[0]!.why).toContain('The changeset .changeset/door.md of 1: minor.');
    expect(plan.components[0]!.notes).toContain('A door.');
    expect(plan.files.filter(({ after }) => after === null)).toMatchObject([{ path: '.changeset/door.md', text: null }]);
    expect(plan.unreleased).toMatchObject([{ name: 'b', why: expect.stringContaining('There is no changeset; the commit since b@1.0.0 has none.') }]);
    repository.carryOut(plan);
    expect(repository.plan(config).components).toEqual([]);
  });

  it('stay for the stable version while a pre-release tells them', () => {
    const repository = packages();
    repository.commit('a door', { '.changeset/door.md': '---\n"b": minor\n---\n\nA door.\n' });
    const own = `${THREE}  tag: "{name}@{version}"\n  from: changesets\n  channels: [stable, rc]\n`;
    const first = repository.plan(own, { channel: 'rc' });
    expect(released(first)).toEqual(['b 1.0.0 -> 1.1.0-rc.1']);
    expect(first.files.some(({ after }) => after === null)).toBe(false);
    repository.carryOut(first);
    expect(repository.plan(own, { channel: 'rc' }).components).toEqual([]);
    repository.commit('a lock', { '.changeset/lock.md': '---\n"b": patch\n---\n\nA lock.\n' });
    const second = repository.plan(own, { channel: 'rc' });
    expect(released(second)).toEqual(['b 1.0.0 -> 1.1.0-rc.2']);
    expect(second.components[0]!.notes).toContain('A lock.');
    expect(second.components[0]!.notes).not.toContain('A door.');
  });

  it('that another component waits for stay', () => {
    const repository = packages();
    repository.commit('a door', { '.changeset/door.md': '---\n"a": minor\n"b": patch\n---\n\nA door.\n' });
    expect(repository.plan(config, { components: ['b'] }).files.some(({ after }) => after === null)).toBe(false);
  });

  it('that name nobody, or cannot be read, are told with their place', () => {
    const repository = packages();
    repository.commit('a door', { '.changeset/door.md': '---\n"x": minor\n---\n\nA door.\n', '.changeset/odd.md': 'no packages\n' });
    const { warnings } = repository.plan(config);
    expect(warnings).toContain('.changeset/door.md names `x`, and no component is called so.');
    expect(warnings.some((one) => one.startsWith('.changeset/odd.md:1: '))).toBe(true);
  });

  it('count beside commits where both decide', () => {
    const repository = tool();
    repository.commit('fix: a lock', { '.changeset/door.md': '---\ndefault: minor\n---\n\n# A door\n' });
    const plan = repository.plan('release: { from: [commits, changesets] }');
    expect(released(plan)).toEqual(['root 1.0.0 -> 1.1.0']);
    expect(plan.components[0]!.considered.map(({ subject, bump }) => [subject, bump])).toEqual([
      ['A door', 'minor'],
      ['fix: a lock', 'patch'],
    ]);
  });
});
