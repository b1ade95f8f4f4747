import { describe, expect, it } from 'vitest';
import { PACKAGES, Repository, released, THREE } from './history.fixture.ts';

function three(): Repository {
  return new Repository(PACKAGES).tag('a-v1.0.0', 'b-v1.0.0', 'c-v1.0.0');
}

const GROUP = `release:
  components:
    - { path: packages/a, group: all }
    - { path: packages/b, group: all }
    - { path: packages/c, group: all }
`;

describe('a plan of several components', () => {
  it('raises those whose files changed, and says what became of the others', () => {
    const repository = three();
    repository.commit('feat: of b', { 'packages/b/b.ts': '1' });
    repository.commit('docs: of a', { 'packages/a/README.md': '1' });
    repository.commit('ci: of none', { '.github/workflows/ci.yml': '1' });
    const plan = repository.plan(THREE);
    expect(released(plan)).toEqual(['b 1.0.0 -> 1.1.0']);
    expect(plan.components[0]!.why).toContain('2 other commits since then change nothing of it.');
    expect(plan.components[0]!.considered.map(({ subject, bump, why }) => [subject, bump, why])).toEqual([
      ['feat: of b', 'minor', '`feat`: minor'],
      ['ci: of none', 'none', 'it changes files of no component'],
      ['docs: of a', 'none', 'it changes files of a'],
    ]);
    expect(plan.unreleased.map(({ name, kind, why }) => [name, kind, why])).toEqual([
      ['a', 'nothing', 'The one commit since a-v1.0.0 raises nothing. 2 other commits since then change nothing of it.'],
      ['c', 'nothing', 'There is no commit since c-v1.0.0. 3 other commits since then change nothing of it.'],
    ]);
    expect(plan.files.map(({ path }) => path)).toEqual(['packages/b/CHANGELOG.md', 'packages/b/package.json']);
    expect(plan.pullRequest.title).toBe('chore: release b 1.1.0');
  });

  it('knows the commit of a release by a title of its own, with the name of the component in it', () => {
    const repository = new Repository(PACKAGES).tag('a-v1.0.0', 'b-v1.0.0', 'c-v1.0.0');
    const config = `${THREE}  rules: { other: patch }\n  pull-request: { title: 'Ship {version} now' }\n`;
    repository.commit('feat: of b', { 'packages/b/b.ts': '1' });
    const plan = repository.plan(config);
    expect(plan.pullRequest.title).toBe('Ship b 1.1.0 now');
    repository.carryOut({ ...plan, components: [] });
    expect(repository.plan(config).components[0]!.considered[0]).toMatchObject({ subject: 'Ship b 1.1.0 now', why: 'it is the commit of a release' });
  });

  it('raises what depends on what rises, dependencies first', () => {
    const repository = three();
    repository.commit('feat!: of a', { 'packages/a/a.ts': '1' });
    const plan = repository.plan(THREE);
    expect(released(plan)).toEqual(['a 1.0.0 -> 2.0.0', 'c 1.0.0 -> 1.0.1']);
    const c = plan.components[1]!;
    expect(c.why[0]).toBe('It depends on a, which rises to 2.0.0; its range `1.0.0` does not take that: patch.');
    expect(c.notes).toContain('### Dependencies\n\n- a 2.0.0');
    const manifest = plan.files.find(({ path }) => path === 'packages/c/package.json')!.text!;
    expect(JSON.parse(manifest)).toEqual({ name: 'c', version: '1.0.1', dependencies: { a: '2.0.0' } });
    expect(plan.pullRequest.title).toBe('chore: release a 2.0.0, c 1.0.1');
  });

  it('gives a group one version, with the highest of its members', () => {
    const repository = new Repository(PACKAGES).tag('a-v1.0.0', 'b-v1.4.0', 'c-v1.2.0');
    repository.commit('feat: of a', { 'packages/a/a.ts': '1' });
    const plan = repository.plan(GROUP);
    expect(released(plan)).toEqual(['a 1.0.0 -> 1.5.0', 'b 1.4.0 -> 1.5.0', 'c 1.2.0 -> 1.5.0']);
    expect(plan.components[0]!.why).toContain('The group all has one version, and that is 1.5.0.');
    expect(plan.pullRequest.title).toBe('chore: release 1.5.0');
    repository.carryOut(plan);
    expect(repository.plan(GROUP).components).toEqual([]);
    expect(released(repository.plan(GROUP, { asked: '2.0.0' }))).toEqual(['a 1.5.0 -> 2.0.0', 'b 1.5.0 -> 2.0.0', 'c 1.5.0 -> 2.0.0']);
  });

  it('is only of those that a person names, with their group', () => {
    const repository = three();
    repository.commit('fix: of all', { 'packages/a/a.ts': '1', 'packages/b/b.ts': '1' });
    const plan = repository.plan(THREE, { components: ['b'] });
    expect(released(plan)).toEqual(['b 1.0.0 -> 1.0.1']);
    expect(plan.unreleased.map(({ name, why }) => [name, why])).toEqual([
      ['a', 'It was not asked for.'],
      ['c', 'It was not asked for.'],
    ]);
    expect(plan.asked.components).toEqual(['b']);
    expect(released(repository.plan(GROUP, { components: ['b'] }))).toHaveLength(3);
  });

  it('takes what a person asks for to mean those that have something new, unless they name some', () => {
    const repository = three();
    repository.commit('fix: of b', { 'packages/b/b.ts': '1' });
    expect(released(repository.plan(THREE, { asked: 'major' }))).toEqual(['b 1.0.0 -> 2.0.0']);
    expect(released(repository.plan(THREE, { asked: '3.0.0', components: ['a'] }))).toEqual(['a 1.0.0 -> 3.0.0']);
  });

  it('reads the history once, from the oldest of the last releases', () => {
    const repository = new Repository(PACKAGES).tag('a-v1.0.0');
    repository.commit('feat: of b', { 'packages/b/b.ts': '1' });
    repository.tag('b-v1.0.0');
    repository.commit('fix: of a', { 'packages/a/a.ts': '1' });
    repository.commit('fix: of b', { 'packages/b/b.ts': '2' });
    repository.tag('c-v1.0.0');
    expect(released(repository.plan(THREE))).toEqual(['a 1.0.0 -> 1.0.1', 'b 1.0.0 -> 1.0.1']);
    expect(repository.asked).toBe(1);
  });

  it('counts what a branch with a release of its own brought, once it is merged', () => {
    const repository = three();
    const fork = repository.head;
    repository.commit('feat: of a, here', { 'packages/a/a.ts': '1' });
    repository.tag('a-v1.1.0');
    const main = repository.head;
    repository.commit('fix: of b, aside', { 'packages/b/b.ts': '1' }, [fork]);
    repository.tag('b-v1.0.1');
    repository.commit('feat: of b, aside', { 'packages/b/b.ts': '2' });
    repository.commit('Merge branch aside', {}, [main, repository.head]);
    repository.tag('c-v1.0.1');
    const plan = repository.plan(THREE);
    expect(released(plan)).toEqual(['b 1.0.1 -> 1.1.0']);
    expect(plan.components[0]!.considered.filter(({ bump }) => bump !== 'none').map(({ subject }) => subject)).toEqual(['feat: of b, aside']);
  });

  it('counts commits below the oldest release, where that is of another branch', () => {
    const repository = three();
    const fork = repository.head;
    const aside = repository.commit('feat: of a, on a', { 'packages/a/a.ts': '1' }, [fork]);
    repository.tag('a-v1.1.0');
    repository.commit('feat: of b, on b', { 'packages/b/b.ts': '1' }, [fork]);
    repository.tag('b-v1.1.0', 'c-v1.0.1');
    repository.commit('Merge', {}, [repository.head, aside]);
    const plan = repository.plan(THREE);
    // b was released without what came over from the branch, and that is not of b; a has both.
    expect(released(plan)).toEqual([]);
    repository.commit('fix: of a and b', { 'packages/a/a.ts': '2', 'packages/b/b.ts': '2' });
    expect(released(repository.plan(THREE))).toEqual(['a 1.1.0 -> 1.1.1', 'b 1.1.0 -> 1.1.1', 'c 1.0.1 -> 1.0.2']);
  });

  it('names who took part in each, and who is new to the repository', () => {
    const repository = three();
    const bob = { name: 'Bob', email: 'bob@example.org' };
    repository.commit('fix: of a', { 'packages/a/a.ts': '1' }, undefined, bob);
    repository.commit('fix: of b', { 'packages/b/b.ts': '1' });
    const [a, b] = repository.plan(THREE).components;
    expect(a!.notes).toContain('### Contributors\n\n- Bob (first contribution)');
    expect(b!.notes).toContain('### Contributors\n\n- Ada\n');
  });

  it('puts the notes of components that share a changelog into it, one after the other', () => {
    const repository = three();
    repository.commit('fix: of a and b', { 'packages/a/a.ts': '1', 'packages/b/b.ts': '1' });
    const plan = repository.plan('release:\n  changelog: CHANGELOG.md\n  components: [packages/a, packages/b]\n');
    const text = plan.files.find(({ path }) => path === 'CHANGELOG.md')!.text!;
    expect(text.match(/^## .*$/gm)).toEqual([expect.stringContaining('b 1.0.1'), expect.stringContaining('a 1.0.1')]);
  });

  it('refuses the whole group where one member must not be released', () => {
    const repository = new Repository(PACKAGES).tag('a-v1.0.0', 'b-v1.0.0', 'c-v1.0.0');
    const fork = repository.head;
    repository.commit('feat!: elsewhere', { 'packages/a/a.ts': '1' });
    repository.tag('a-v2.0.0');
    repository.commit('fix: of b', { 'packages/b/b.ts': '1' }, [fork]);
    repository.commit('fix: of a', { 'packages/a/a.ts': '1' });
    const { unreleased, components } = repository.plan(GROUP);
    expect(components).toEqual([]);
    expect(unreleased.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
    expect(unreleased[1]!.why).toContain('The group all has one version, and a must not be released.');
  });

  it('names what it rises for as it is written, and wakes nobody by it', () => {
    const files = {
      'packages/a/package.json': '{ "name": "@acme/a", "version": "1.0.0" }\n',
      'packages/b/package.json': '{ "name": "@acme/b", "version": "1.0.0", "dependencies": { "@acme/a": "1.0.0" } }\n',
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }\n',
    };
    const repository = new Repository(files).tag('@acme/a@1.0.0', '@acme/b@1.0.0');
    repository.commit('feat: a door', { 'packages/a/a.ts': '1' });
    const config = "release: { tag: '{name}@{version}', components: [{ path: packages/a, name: '@acme/a' }, { path: packages/b, name: '@acme/b' }] }";
    expect(repository.plan(config).components.find(({ name }) => name === '@acme/b')!.notes).toContain('### Dependencies\n\n- `@acme/a` 1.1.0');
  });
});
