import { describe, expect, it } from 'vitest';
import { PACKAGES, Repository, released, THREE } from './history.fixture.ts';
import type { PlanQuestion } from './index.ts';

const MANIFEST = { 'package.json': '{ "name": "tool", "version": "1.0.0" }\n' };

function tool(): Repository {
  return new Repository(MANIFEST).tag('v1.0.0');
}

describe('a plan of one component', () => {
  it('is the next version, with its reason, its notes and its files', () => {
    const repository = tool();
    repository.commit('feat: a door (#3)');
    repository.commit('docs: of the door');
    const plan = repository.plan();
    expect(plan).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'slipway', version: '0.1.0' },
      source: { revision: repository.head, branch: 'main', repository: 'o/r' },
      date: '2026-11-21',
      channel: 'stable',
      unreleased: [],
      pullRequest: { branch: 'slipway/release', title: 'chore: release 1.1.0', labels: ['release'] },
      warnings: [],
    });
    expect(plan.components).toMatchObject([
      {
        name: 'root',
        from: { version: '1.0.0', tag: 'v1.0.0' },
        to: '1.1.0',
        tag: 'v1.1.0',
        commit: repository.head,
        promotes: null,
        bump: 'minor',
        prerelease: false,
        latest: true,
        changelog: 'CHANGELOG.md',
      },
    ]);
    const [one] = plan.components;
    expect(one!.why).toEqual(['0000002 "feat: a door (#3)" of 2 commits: minor.', '1.0.0 rises to 1.1.0: minor.', '1.1.0 becomes the latest.']);
    expect(one!.considered.map(({ subject, bump, why }) => [subject, bump, why])).toEqual([
      ['docs: of the door', 'none', '`docs` raises nothing'],
      ['feat: a door (#3)', 'minor', '`feat`: minor'],
    ]);
    expect(one!.notes).toContain('### Added\n\n- a door ([#3](https://github.com/o/r/pull/3)');
    expect(plan.files.map(({ path, before }) => [path, before === null])).toEqual([
      ['CHANGELOG.md', true],
      ['package.json', false],
    ]);
    expect(plan.files[1]!.text).toBe('{ "name": "tool", "version": "1.1.0" }\n');
    expect(plan.files[0]!.text).toContain('## [1.1.0](https://github.com/o/r/compare/v1.0.0...v1.1.0) - 2026-11-21');
  });

  it('is empty when nothing raises the version, and says of every commit why', () => {
    const repository = tool();
    const feat = repository.commit('feat: a door');
    repository.commit(`Revert "feat: a door"\n\nThis reverts commit ${feat}.`);
    repository.commit('chore: release 1.0.0 (#5)');
    const plan = repository.plan();
    expect(plan).toMatchObject({ components: [], files: [], destinations: [], pullRequest: { title: 'chore: release' } });
    expect(plan.unreleased).toMatchObject([{ name: 'root', kind: 'nothing', why: 'None of the 2 commits since v1.0.0 raises the version.' }]);
    expect(plan.unreleased[0]!.considered.map(({ why }) => why)).toEqual([
      'it is the commit of a release',
      'it takes back 0000002, which was not released either',
      'it is taken back by 0000003',
    ]);
    expect(tool().plan().unreleased).toMatchObject([{ why: 'This commit is v1.0.0 already. There is no commit since v1.0.0.' }]);
  });

  it('counts from where a release branch left, where the releases of others are never merged', () => {
    const repository = new Repository(MANIFEST);
    repository.commit('feat: before', { 'src/a.ts': '1' });
    const fork = repository.head;
    repository.commit('fix: on the branch');
    repository.tag('v1.4.0');
    repository.commit('feat: afterwards', { 'src/b.ts': '1' }, [fork]);
    const plan = repository.plan();
    expect(released(plan)).toEqual(['root 1.4.0 -> 1.5.0']);
    expect(plan.components[0]!.considered.map(({ subject }) => subject)).toEqual(['feat: afterwards']);
    expect(plan.components[0]!.notes).toContain('v1.4.0...v1.5.0');
    repository.tags.unshift({ name: 'v1.3.0', commit: fork, date: 1, annotated: true });
    repository.commit('fix: more', { 'src/c.ts': '1' });
    expect(released(repository.plan())).toEqual(['root 1.4.0 -> 1.5.0']);
    expect(plan.warnings).toEqual([
      'v1.4.0 is released from a commit that head does not contain; the next version is counted from it, so that none is given twice.',
    ]);
  });

  it('is a minor version above the last release branch that was cut here, also of a fix and of another major version', () => {
    const repository = new Repository(MANIFEST);
    repository.commit('feat: before', { 'src/a.ts': '1' });
    repository.tag('v0.8.0');
    const cut = (...tags: string[]): void => {
      const main = repository.commit('docs: on the way', { 'docs/a.md': tags[0]! });
      repository.commit('fix: on the branch');
      repository.tag(...tags);
      repository.head = main;
    };
    cut('v0.9.0');
    repository.commit('fix: afterwards', { 'src/b.ts': '1' });
    const plan = repository.plan();
    expect(released(plan)).toEqual(['root 0.9.0 -> 0.10.0']);
    expect(plan.components[0]!.why).toContain('0.9.0 has a branch of its own for patches, so here it is a minor version.');
    expect(repository.plan('', { asked: 'patch' }).unreleased).toMatchObject([{ kind: 'refused' }]);
    cut('v0.10.0-rc.1');
    repository.commit('fix: after the candidate', { 'src/b.ts': '2' });
    expect(released(repository.plan())).toEqual(['root 0.9.0 -> 0.11.0']);
    cut('v0.10.0');
    cut('v1.0.0');
    repository.commit('feat: later still', { 'src/d.ts': '1' });
    expect(released(repository.plan())).toEqual(['root 1.0.0 -> 1.1.0']);
  });

  it('does not tell again what a branch of the calendar has released', () => {
    const config = "release: { tag: '{version}', scheme: { calver: YY.0M.MICRO } }";
    const repository = new Repository();
    repository.tag('26.05');
    repository.commit('feat: a door', { 'src/a.ts': '1' });
    const main = repository.head;
    repository.commit('fix: on the branch');
    repository.tag('26.08');
    repository.commit('fix: a wall', { 'src/b.ts': '1' }, [main]);
    const [one] = repository.plan(config).components;
    expect(one).toMatchObject({ from: { tag: '26.08' }, to: '26.11.0', tag: '26.11' });
    expect(one!.considered.map(({ subject }) => subject)).toEqual(['fix: a wall']);
  });

  it('is refused where another major version came from elsewhere, until so many did that head can be no line of its own', () => {
    const repository = new Repository(MANIFEST).tag('v0.8.0');
    const main = repository.head;
    repository.commit('feat: another product');
    repository.tag('v1.0.0').commit('feat: more of it');
    repository.tag('v1.1.0');
    const other = repository.head;
    const here = repository.commit('feat: here', { 'src/c.ts': '1' }, [main]);
    expect(repository.plan().unreleased).toMatchObject([{ kind: 'refused' }]);
    repository.commit('feat: yet more of it', {}, [other]);
    repository.tag('v1.2.0').head = here;
    expect(released(repository.plan())).toEqual(['root 1.2.0 -> 1.3.0']);
  });

  it('leaves a candidate alone that a lower version holds already', () => {
    const repository = new Repository(MANIFEST);
    repository.commit('feat!: what was too much', { 'src/a.ts': '1' });
    repository.tag('v2.0.0-rc.1');
    repository.commit('revert: what was too much', { 'src/a.ts': '2' });
    repository.tag('v1.9.0');
    expect(repository.plan().unreleased).toMatchObject([{ kind: 'nothing', why: 'This commit is v1.9.0 already. There is no commit since v1.9.0.' }]);
    repository.commit('fix: a door', { 'src/b.ts': '1' });
    expect(released(repository.plan())).toEqual(['root 1.9.0 -> 1.9.1']);
    expect(released(repository.plan('', { channel: 'rc' }))).toEqual(['root 1.9.0 -> 1.9.1-rc.1']);
  });

  it('counts from the release below where a higher one has no history in common', () => {
    const repository = new Repository(MANIFEST);
    repository.commit('feat: before', { 'src/a.ts': '1' });
    repository.tag('v1.3.0');
    const main = repository.head;
    repository.commit('build: what users get', {}, []);
    repository.tag('v1.3.1');
    repository.commit('fix: after', { 'src/c.ts': '1' }, [main]);
    const plan = repository.plan();
    expect(released(plan)).toEqual(['root 1.3.1 -> 1.3.2']);
    expect(plan.components[0]!.considered.map(({ subject }) => subject)).toEqual(['fix: after']);
  });

  it('judges what a merge brings, not the merge', () => {
    const repository = tool();
    const base = repository.head;
    const side = repository.commit('feat: aside', { 'src/b.ts': '1' }, [base]);
    const main = repository.commit('fix: here', { 'src/c.ts': '1' }, [base]);
    repository.commit('Merge pull request #7 from o/side\n\naside', {}, [main, side]);
    const [one] = repository.plan('release: { rules: { other: major } }').components;
    expect(one).toMatchObject({ to: '1.1.0' });
    expect(one!.considered[0]).toMatchObject({ bump: 'none', why: 'it is a merge; the commits that it brings speak for themselves' });
  });

  it('is the version that a footer or a person asks for', () => {
    const repository = tool();
    repository.commit('fix: a door\n\nRelease-As: 2.0.0');
    const footer = repository.plan();
    expect(released(footer)).toEqual(['root 1.0.0 -> 2.0.0']);
    expect(footer.components[0]!.why).toContain('A footer `Release-As` asks for 2.0.0.');
    expect(footer.components[0]!.why.join(' ')).not.toContain('A person');
    const person = repository.plan('', { asked: 'minor' });
    expect(released(person)).toEqual(['root 1.0.0 -> 1.1.0']);
    expect(person.asked).toEqual({ channel: null, version: 'minor', components: [] });
    expect(repository.plan('', { asked: '1.0.0' }).unreleased).toMatchObject([{ kind: 'refused' }]);
  });

  it('asks once what the release reaches, and only when there is one', () => {
    const asked: unknown[] = [];
    const prove: PlanQuestion['prove'] = (released) => {
      asked.push(released);
      return { destinations: [{ id: 'npm:tool', kind: 'registry', verdict: 'reached' }], contract: [{ stage: 'release', items: [] }] };
    };
    const repository = tool();
    expect(repository.plan('', { prove }).destinations).toEqual([]);
    repository.commit('fix: a door');
    expect(repository.plan('', { prove })).toMatchObject({ destinations: [{ id: 'npm:tool' }], contract: [{ stage: 'release' }] });
    expect(asked).toEqual([[{ tag: 'v1.0.1', version: '1.0.1', component: 'root' }]]);
  });

  it('takes what waits under Unreleased into the version', () => {
    const repository = tool();
    repository.commit('fix: a door', { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- Said by hand.\n\n## 1.0.0 - 2026-01-01\n\nFirst.\n' });
    const plan = repository.plan();
    expect(plan.components[0]!.notes).toContain('Said by hand.');
    expect(plan.components[0]!.notes).toContain('a door');
    expect(plan.files.find(({ path }) => path === 'CHANGELOG.md')!.text).toMatch(
      /## 1\.0\.1 - 2026-11-21\n[\s\S]*Said by hand\.[\s\S]*## 1\.0\.0 - 2026-01-01\n\nFirst\.\n$/,
    );
  });

  it('leaves a changelog alone that cannot be read, or has no place for the version', () => {
    const repository = tool();
    repository.commit('fix: a door');
    const { read, list, ...rest } = repository.question();
    const more = { ...rest, read, list: () => [...list(), 'CHANGELOG.md'].sort() };
    const plan = repository.plan('', more);
    expect(plan.files.map(({ path }) => path)).toEqual(['package.json']);
    expect(plan.warnings).toEqual(['CHANGELOG.md stays as it is: it is too large to be read, or no text.']);
  });

  it('only lacks the tag once it is prepared', () => {
    const repository = tool();
    repository.commit('feat: a door');
    const first = repository.plan();
    repository.commit('chore: release 1.1.0 (#9)', Object.fromEntries(first.files.map(({ path, text }) => [path, text])));
    const again = repository.plan();
    expect(released(again)).toEqual(['root 1.0.0 -> 1.1.0']);
    expect(again.files).toEqual([]);
    expect(again.components[0]).toMatchObject({ commit: repository.head, notes: first.components[0]!.notes });
    expect(again.components[0]!.why.join(' ')).toContain('the release is prepared, and only has to be tagged.');
    expect(again.warnings).toEqual([]);
    const prepared = repository.head.slice(0, 7);
    repository.commit('fix: too late');
    expect(repository.plan().warnings).toEqual([
      `1 commit that raises the version came after ${prepared}, which prepared 1.1.0: a tag here has it too, and the notes do not say so; tag ${prepared} to leave it out.`,
    ]);
  });

  it('says what a manifest claims beyond the tags', () => {
    const repository = tool();
    repository.commit('fix: a door', { 'package.json': '{ "name": "tool", "version": "3.0.0" }\n' });
    expect(repository.plan().warnings).toContain(
      'package.json:1 says 3.0.0, which no tag has: ask for it with `--bump 3.0.0` if it is to be released, or take it back.',
    );
  });
});

describe('a question that cannot be meant', () => {
  it('is a branch from which nothing is released', () => {
    const repository = tool();
    repository.branch = 'topic';
    expect(() => repository.plan('release: { channels: [stable, hotfix], lines: [1.x] }')).toThrow(
      'Nothing is released from the branch topic: main releases stable, master releases stable, hotfix/** releases hotfix, 1.x releases 1.x; go to one of these, add the branch to slipway.yaml, or name a channel with `--channel`.',
    );
    repository.commit('fix: a door');
    expect(repository.plan('', { channel: 'rc' })).toMatchObject({
      channel: 'rc',
      components: [{ to: '1.0.1-rc.1' }],
      warnings: ['The channel rc is released from main and master, and this is topic.'],
    });
  });

  it('is a channel or a component that there is not, or one version for several components', () => {
    expect(() => tool().plan('', { channel: 'gamma' })).toThrow('There is no channel gamma; the configuration has stable, rc,');
    expect(() => tool().plan('', { components: ['x'] })).toThrow('There is no component x; the configuration has root.');
    expect(() => new Repository(PACKAGES).plan(THREE, { asked: '2.0.0' })).toThrow('Which component gets the version 2.0.0?');
  });

  it('is a clone that lacks what decides, and only such a one', () => {
    const repository = tool();
    repository.commit('fix: a door');
    repository.shallow = true;
    expect(released(repository.plan())).toEqual(['root 1.0.0 -> 1.0.1']);
    repository.commit('fix: cut', {}, []);
    expect(() => repository.plan()).toThrow(
      'The clone is shallow and lacks commits since the last release; fetch the rest with `git fetch --unshallow --tags`',
    );
  });
});
