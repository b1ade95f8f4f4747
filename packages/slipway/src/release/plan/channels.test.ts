import { describe, expect, it } from 'vitest';
import { PACKAGES, Repository, released, THREE } from './history.fixture.ts';

const MANIFEST = { 'package.json': '{ "name": "tool", "version": "1.0.0" }\n' };
const PROMOTING = 'release: { channels: [stable, rc, hotfix, nightly], lines: [1.x] }';

function tool(): Repository {
  return new Repository(MANIFEST).tag('v1.0.0');
}

describe('the channel of a plan', () => {
  it('is that of the branch, and a person may name another', () => {
    const repository = tool();
    repository.commit('feat: a door');
    const config = 'release: { channels: { stable: { branches: [main] }, beta: { branches: ["next", "next/**", "!next/x"] } } }';
    expect(repository.plan(config)).toMatchObject({ channel: 'stable', components: [{ to: '1.1.0' }] });
    repository.branch = 'next/a';
    expect(repository.plan(config)).toMatchObject({
      channel: 'beta',
      components: [{ to: '1.1.0-beta.1', prerelease: true, latest: false }],
      pullRequest: { branch: 'slipway/release-beta' },
    });
    repository.branch = 'next/x';
    expect(() => repository.plan(config)).toThrow('Nothing is released from the branch next/x');
    repository.branch = undefined;
    expect(repository.plan(config)).toMatchObject({
      channel: 'stable',
      warnings: ['No branch is checked out, so the channel stable is taken; `--channel` names another.'],
    });
  });

  it('keeps a line apart: its range, and never the latest', () => {
    const repository = tool();
    const fork = repository.head;
    repository.commit('feat!: a new door');
    repository.tag('v2.0.0');
    repository.branch = '1.x';
    repository.commit('fix: an old door', { 'src/b.ts': '1' }, [fork]);
    expect(repository.plan(PROMOTING)).toMatchObject({
      channel: 'stable',
      components: [{ from: { tag: 'v1.0.0' }, to: '1.0.1', latest: false }],
      pullRequest: { branch: 'slipway/release-1.x' },
    });
    repository.commit('feat!: too much');
    expect(repository.plan(PROMOTING).unreleased).toMatchObject([{ kind: 'refused' }]);
  });

  it('makes a hotfix a patch, from its branch or when asked', () => {
    const repository = tool();
    repository.commit('feat: a door');
    expect(repository.plan(PROMOTING, { asked: 'hotfix' })).toMatchObject({ channel: 'hotfix', components: [{ to: '1.0.1' }] });
    repository.branch = 'hotfix/door';
    expect(repository.plan(PROMOTING)).toMatchObject({ channel: 'hotfix', components: [{ to: '1.0.1' }] });
  });

  it('changes no file for a build of the day, and tells of the version that they say', () => {
    const repository = tool();
    repository.commit('docs: a door');
    expect(repository.plan(PROMOTING, { channel: 'nightly' }).warnings).toEqual([
      'package.json:1 says 1.0.0, and a build of the day changes no file: a registry that reads it there gets that version, and not 1.0.1-nightly.20261121, unless the workflow writes it.',
    ]);
    expect(repository.plan(PROMOTING, { channel: 'nightly' })).toMatchObject({
      components: [{ to: '1.0.1-nightly.20261121', commit: repository.head }],
      files: [],
    });
  });
});

describe('a candidate', () => {
  it('tells what is new since the one before, and becomes stable as the commit that it is', () => {
    const repository = tool();
    repository.commit('feat: a door');
    const first = repository.plan(PROMOTING, { asked: 'rc' });
    expect(first).toMatchObject({ channel: 'rc', components: [{ to: '1.1.0-rc.1' }] });
    repository.carryOut(first);
    expect(repository.plan(PROMOTING, { channel: 'rc' }).components).toEqual([]);
    repository.commit('fix: its lock');
    const second = repository.plan(PROMOTING, { channel: 'rc' });
    expect(second.components).toMatchObject([{ from: { tag: 'v1.0.0' }, to: '1.1.0-rc.2' }]);
    expect(second.components[0]!.notes).toContain('its lock');
    expect(second.components[0]!.notes).not.toContain('a door');
    expect(second.components[0]!.notes).toContain('v1.1.0-rc.1...v1.1.0-rc.2');
    repository.carryOut(second);
    const candidate = repository.head;
    repository.commit('feat: afterwards');
    const stable = repository.plan(PROMOTING);
    expect(stable.components).toMatchObject([{ to: '1.1.0', promotes: 'v1.1.0-rc.2', commit: candidate, latest: true }]);
    expect(stable.files).toEqual([]);
    expect(stable.components[0]!.notes).toContain('a door');
    expect(stable.components[0]!.notes).toContain('its lock');
    expect(stable.components[0]!.notes).not.toContain('afterwards');
    expect(stable.components[0]!.why[0]).toContain('feat: a door');
    expect(stable.components[0]!.considered[0]).toMatchObject({
      subject: 'feat: afterwards',
      bump: 'none',
      why: 'it came after v1.1.0-rc.2, and is not in it',
    });
    repository.carryOut(stable);
    expect(released(repository.plan(PROMOTING, { channel: 'rc' }))).toEqual(['root 1.1.0 -> 1.2.0-rc.1']);
  });

  it('of the version that a footer asks for is counted, and becomes it', () => {
    const repository = tool();
    repository.commit('fix: a door\n\nRelease-As: 3.0.0');
    repository.carryOut(repository.plan(PROMOTING, { channel: 'rc' }));
    expect(repository.tags.at(-1)!.name).toBe('v3.0.0-rc.1');
    expect(repository.plan(PROMOTING, { channel: 'rc' }).components).toEqual([]);
    repository.commit('fix: its lock');
    repository.carryOut(repository.plan(PROMOTING, { channel: 'rc' }));
    expect(repository.tags.at(-1)!.name).toBe('v3.0.0-rc.2');
    const stable = repository.plan(PROMOTING);
    expect(stable.components).toMatchObject([{ to: '3.0.0', promotes: 'v3.0.0-rc.2' }]);
    repository.carryOut(stable);
    expect(repository.plan(PROMOTING).components).toEqual([]);
    repository.commit('fix: next');
    expect(released(repository.plan(PROMOTING, { channel: 'rc' }))).toEqual(['root 3.0.0 -> 3.0.1-rc.1']);
  });

  it('that says in its files that it is one is warned of', () => {
    const repository = tool();
    repository.commit('feat: a door');
    const candidate = repository.plan(PROMOTING, { channel: 'rc' });
    repository.carryOut(candidate);
    const files = new Map(repository.files);
    const readAt = (_: string, path: string): string | undefined => files.get(path);
    expect(repository.plan(PROMOTING, { readAt }).warnings).toEqual([
      "At v1.1.0-rc.1 package.json:1 says 1.1.0-rc.1: a registry that reads it there gets that version once more, and not 1.1.0. `--bump 1.1.0` prepares a commit that says 1.1.0, in place of the candidate's.",
    ]);
    expect(repository.plan(PROMOTING, { readAt: () => '{ "version": "0.0.0-development" }' }).warnings).toEqual([]);
  });

  it('becomes stable with all that were its components', () => {
    const config = `${THREE}  channels: [stable, rc]\n`;
    const repository = new Repository(PACKAGES).tag('a-v1.0.0', 'b-v1.0.0', 'c-v1.0.0');
    repository.commit('feat: of a', { 'packages/a/a.ts': '1' });
    const rc = repository.plan(config, { channel: 'rc' });
    expect(released(rc)).toEqual(['a 1.0.0 -> 1.1.0-rc.1', 'c 1.0.0 -> 1.0.1-rc.1']);
    repository.carryOut(rc);
    const stable = repository.plan(config);
    expect(stable.components.map(({ to, promotes }) => [to, promotes])).toEqual([
      ['1.1.0', 'a-v1.1.0-rc.1'],
      ['1.0.1', 'c-v1.0.1-rc.1'],
    ]);
    repository.carryOut(stable);
    expect(repository.plan(config).components).toEqual([]);
  });

  it('is refused a version that is out elsewhere where the channel skips none', () => {
    const repository = tool();
    const fork = repository.head;
    repository.commit('fix: elsewhere');
    repository.tag('v1.0.1');
    repository.commit('fix: here', { 'src/b.ts': '1' }, [fork]);
    expect(repository.plan('release: { channels: { stable: { taken: refuse } } }').unreleased).toMatchObject([{ kind: 'refused' }]);
    expect(released(repository.plan('release: { channels: { stable: { taken: skip } } }'))).toEqual(['root 1.0.1 -> 1.0.2']);
  });
});
