import { describe, expect, it } from 'vitest';
import { PACKAGES, Repository, released } from './history.fixture.ts';

const several = (driver: string, tag: string, rest = ''): string =>
  `release:\n  driven-by: ${driver}\n  tag: '${tag}'\n  components: [${['a', 'b', 'c'].map((name) => `{path: packages/${name}${rest}}`).join(', ')}]\n`;

describe('the version that another tool would make', () => {
  it('changesets: counts from files, also where their versions have no tags, as long as changesets wait', () => {
    const config = `${several('changesets', '{name}@{version}')}  from: changesets\n`;
    const repository = new Repository(PACKAGES).tag('a@0.9.0', 'b@1.0.0', 'c@1.0.0');
    repository.commit('fix: a', { '.changeset/one.md': '---\na: patch\n---\n\nMended\n' });
    const plan = repository.plan(config);
    expect(released(plan)).toEqual(['a 0.9.0 -> 1.0.1', 'c 1.0.0 -> 1.0.1']);
    expect(plan.warnings.join(' ')).toContain('packages/a/package.json:1 says 1.0.0, which no tag has; changesets wait');
    repository.commit('chore: version packages', { '.changeset/one.md': null });
    expect(released(repository.plan(config))).toEqual(['a 0.9.0 -> 1.0.0']);
  });

  it('changesets 3: what a pre-release took lies in a folder, and its numbers begin with 0', () => {
    const config = `${several('changesets', '{name}@{version}')}  from: changesets\n  channels: { next: { branches: main } }\n`;
    const repository = new Repository({ ...PACKAGES, '.changeset/pre.json': '{ "mode": "pre", "tag": "next" }' }).tag(
      'a@1.0.0',
      'b@1.0.0',
      'c@1.0.0',
    );
    repository.commit('feat: a', { '.changeset/one.md': '---\nb: minor\n---\n\nNew\n' });
    expect(released(repository.plan(config))).toEqual(['b 1.0.0 -> 1.1.0-next.0']);
    repository.commit('chore: version packages', {
      '.changeset/one.md': null,
      '.changeset/pre/one.md': '---\nb: minor\n---\n\nNew\n',
      'packages/b/package.json': '{ "name": "b", "version": "1.1.0-next.0" }\n',
    });
    repository.tag('b@1.1.0-next.0');
    expect(released(repository.plan(config))).toEqual([]);
    repository.commit('fix: b', { '.changeset/two.md': '---\nb: patch\n---\n\nMended\n' });
    expect(released(repository.plan(config))).toEqual(['b 1.0.0 -> 1.1.0-next.1']);
  });

  it('semantic-release: `!` alone is outside of the usual preset, a footer is not', () => {
    const config = (rules = ''): string => `release: { driven-by: semantic-release${rules} }`;
    const repository = new Repository().tag('v1.0.0');
    repository.commit('feat!: a door');
    expect(repository.plan(config()).unreleased[0]!.considered[0]!.why).toContain('outside the convention');
    expect(released(repository.plan(config(', rules: { breaking-mark: true }')))).toEqual(['root 1.0.0 -> 2.0.0']);
    repository.commit('docs!: a wall\n\nBREAKING CHANGE: no way through');
    expect(released(repository.plan(config()))).toEqual(['root 1.0.0 -> 2.0.0']);
  });

  it('release-please counts what is taken back too, semantic-release does not', () => {
    const repository = new Repository().tag('v1.0.0');
    const feature = repository.commit('feat: a door');
    repository.commit(`revert: a door\n\nThis reverts commit ${feature}.`);
    repository.commit('fix: a wall');
    expect(released(repository.plan('release: { driven-by: release-please }'))).toEqual(['root 1.0.0 -> 1.1.0']);
    expect(released(repository.plan('release: { driven-by: semantic-release }'))).toEqual(['root 1.0.0 -> 1.0.1']);
  });

  it('release-please: what breaks makes no release where no section names its type', () => {
    const config = "release: { driven-by: release-please, rules: { further: [{ type: '!{feat,fix,chore}', breaking: true, raises: none }] } }";
    const repository = new Repository().tag('v1.0.0');
    repository.commit('refactor!: a door');
    expect(released(repository.plan(config))).toEqual([]);
    repository.commit('chore!: a wall');
    expect(released(repository.plan(config))).toEqual(['root 1.0.0 -> 2.0.0']);
  });

  it('cocogitto: below 1.0.0 what breaks raises what its type does', () => {
    const repository = new Repository().tag('v0.3.0');
    repository.commit('chore!: a door');
    expect(released(repository.plan('release: { driven-by: cocogitto }'))).toEqual([]);
    repository.commit('fix!: a wall');
    expect(released(repository.plan('release: { driven-by: cocogitto }'))).toEqual(['root 0.3.0 -> 0.3.1']);
  });

  it('release-plz: below 0.1.0 what breaks raises the patch version', () => {
    const repository = new Repository().tag('v0.0.3');
    repository.commit('feat!: a door');
    expect(released(repository.plan('release: { driven-by: release-plz }'))).toEqual(['root 0.0.3 -> 0.0.4']);
    expect(released(new Repository().tag('v0.3.0').plan('release: { driven-by: release-plz }'))).toEqual([]);
  });

  it('a pre-release takes what a stable release has brought, and only once', () => {
    const config = 'release: { driven-by: semantic-release, channels: { beta: { branches: main } } }';
    const repository = new Repository().tag('v1.0.0');
    const start = repository.head;
    const next = repository.commit('feat: a door');
    repository.tag('v1.1.0-beta.1');
    repository.commit('fix: a wall', { 'src/wall.ts': '1' }, [start]);
    repository.tag('v1.0.1').commit('Merge branch main into beta', {}, [next, repository.head]);
    expect(released(repository.plan(config))).toEqual(['root 1.0.1 -> 1.1.0-beta.2']);
    repository.tag('v1.1.0-beta.2').commit('docs: a wall');
    expect(released(repository.plan(config))).toEqual([]);
  });

  it('a channel of another tool is not below the pre-releases of another channel', () => {
    const channels = 'channels: { alpha: { branches: main }, beta: { branches: beta } }';
    const repository = new Repository().tag('v1.0.0');
    repository.commit('feat: a door');
    repository.tag('v1.1.0-alpha.1').commit('fix: a door');
    repository.tag('v1.1.0-beta.2').commit('fix: a wall');
    expect(released(repository.plan(`release: { driven-by: semantic-release, ${channels} }`))).toEqual(['root 1.0.0 -> 1.1.0-alpha.2']);
    expect(repository.plan(`release: { ${channels} }`).unreleased).toMatchObject([{ kind: 'refused' }]);
  });
});
