import { describe, expect, it } from 'vitest';
import { Repository } from '../plan/history.fixture.ts';
import { allNotes, githubNotes, notesOfRange, notesOfRelease, releasesNamed } from './index.ts';

const PACKAGES = 'version: 1\nrelease:\n  components: [{ path: a, name: a }, { path: b, name: b }]\n';

/** Versions with the descriptions that stand in their notes, newest first. */
const shown = (repository: Repository, config = '', only: readonly string[] = []): [string, string[]][] =>
  allNotes(repository.question(config), only).map(({ tag, notes }) => [tag, [...notes.matchAll(/^- (\w[\w ]*?) \(/gm)].map(([, text]) => text!)]);

describe('the notes of all releases', () => {
  it('tell each commit once, with the first stable release that has it', () => {
    const repository = new Repository();
    repository.commit('feat: one');
    repository.tag('v1.0.0');
    repository.commit('fix: two');
    repository.tag('v1.0.1', 'v1.0.2');
    repository.commit('feat: three');
    expect(shown(repository)).toEqual([
      ['v1.0.2', []],
      ['v1.0.1', ['two']],
      ['v1.0.0', ['one']],
    ]);
  });

  it('fold candidates into what came of them, and tell those that wait', () => {
    const repository = new Repository();
    repository.commit('feat: one');
    repository.tag('v1.0.0-rc.1');
    repository.commit('fix: two');
    repository.tag('v1.0.0');
    repository.commit('feat: three');
    repository.tag('v1.1.0-rc.1');
    repository.commit('fix: four');
    repository.tag('v1.1.0-rc.2');
    expect(shown(repository)).toEqual([
      ['v1.1.0-rc.2', ['four']],
      ['v1.1.0-rc.1', ['three']],
      ['v1.0.0', ['one', 'two']],
    ]);
  });

  it('tell what a branch brought with the release that has its merge, and leave out releases of other branches', () => {
    const repository = new Repository();
    const start = repository.commit('feat: one');
    repository.tag('v1.0.0');
    const side = repository.commit('fix: aside', { x: '1' }, [start]);
    repository.tag('v1.0.1');
    const main = repository.commit('feat: two', { y: '1' }, [start]);
    repository.tag('v1.1.0');
    repository.commit('Merge branch', { y: '2' }, [main, side]);
    repository.tag('v1.2.0');
    const other = repository.head;
    repository.commit('fix: elsewhere', { z: '1' }, [start]);
    repository.tag('v1.0.9');
    repository.head = other;
    expect(shown(repository)).toEqual([
      ['v1.2.0', []],
      ['v1.1.0', ['two']],
      ['v1.0.1', ['aside']],
      ['v1.0.0', ['one']],
    ]);
  });

  it('tell a commit with the components whose files it changes', () => {
    const repository = new Repository();
    repository.commit('feat: of a', { 'a/x': '1' });
    repository.commit('feat: of both', { 'a/x': '2', 'b/x': '1' });
    repository.commit('feat: of nobody', { x: '1' });
    repository.tag('a-v1.0.0', 'b-v1.0.0');
    repository.commit('fix: of b', { 'b/x': '2' });
    repository.tag('b-v1.0.1');
    expect(shown(repository, PACKAGES)).toEqual([
      ['a-v1.0.0', ['of both', 'of a']],
      ['b-v1.0.1', ['of b']],
      ['b-v1.0.0', ['of both']],
    ]);
    expect(shown(repository, PACKAGES, ['b']).map(([tag]) => tag)).toEqual(['b-v1.0.1', 'b-v1.0.0']);
  });

  it('do not tell what was taken back before it was released', () => {
    const repository = new Repository();
    const hash = repository.commit('feat: one');
    repository.commit(`Revert "feat: one"\n\nThis reverts commit ${hash}.`);
    repository.commit('fix: two');
    repository.tag('v1.0.0');
    expect(shown(repository)).toEqual([['v1.0.0', ['two']]]);
  });

  it('ask the history once', () => {
    const repository = new Repository();
    for (let index = 0; index < 50; index++) {
      repository.commit(`feat: number ${index}`);
      repository.tag(`v1.${index}.0`);
    }
    expect(allNotes(repository.question())).toHaveLength(50);
    expect(repository.asked).toBe(1);
  });
});

describe('the notes of one release', () => {
  it('are those of the plan that it was made of', () => {
    const repository = new Repository();
    repository.commit('feat: one');
    repository.tag('v1.0.0');
    repository.commit('feat: two (#4)');
    repository.commit('fix: three');
    const plan = repository.plan('version: 1\nrelease:\n  changelog: false\n');
    repository.tag('v1.1.0');
    const question = repository.question('version: 1\nrelease:\n  changelog: false\n');
    expect(notesOfRelease(question, releasesNamed(question, '1.1.0')[0]!).notes).toBe(plan.components[0]!.notes);
  });

  it('are found by tag first, then by version, in each component', () => {
    const repository = new Repository({ 'a/x': '1', 'b/x': '1' });
    repository.tag('a-v1.0.0', 'b-v1.0.0');
    const question = repository.question(PACKAGES);
    const found = (name: string, only?: readonly string[]): string[] => releasesNamed(question, name, only).map(({ release }) => release.tag);
    expect(found('b-v1.0.0')).toEqual(['b-v1.0.0']);
    expect(found('v1.0.0')).toEqual(['a-v1.0.0', 'b-v1.0.0']);
    expect(found('1.0.0', ['b'])).toEqual(['b-v1.0.0']);
    expect(found('2.0.0')).toEqual([]);
  });

  it('refuse a history that is cut off within it', () => {
    const repository = new Repository();
    repository.commit('feat: one');
    repository.tag('v1.0.0');
    repository.shallow = true;
    const question = repository.question();
    expect(() => allNotes(question)).toThrow(/shallow/);
    expect(() => notesOfRelease(question, releasesNamed(question, 'v1.0.0')[0]!)).toThrow(/shallow/);
  });
});

describe('the notes of a range', () => {
  it('leave out components that it does not touch', () => {
    const repository = new Repository({ 'a/x': '1', 'b/x': '1' });
    repository.tag('start');
    repository.commit('fix: of b', { 'b/x': '2' });
    const told = notesOfRange(repository.question(PACKAGES), repository.tags[0]!.commit, repository.head);
    expect(told.map(({ component }) => component)).toEqual(['b']);
  });
});

describe('the text of a release on GitHub', () => {
  it('says for whom it was the first time', () => {
    const repository = new Repository();
    repository.commit('feat: one');
    repository.tag('v1.0.0');
    repository.commit('fix: two (#4)', { x: '1' }, undefined, { name: 'Bo', email: '7+bo@users.noreply.github.com' });
    repository.commit('fix: three', { x: '2' });
    repository.tag('v1.0.1');
    const question = repository.question();
    const text = githubNotes(question, { ...notesOfRelease(question, releasesNamed(question, 'v1.0.1')[0]!), notes: '- written by hand' });
    expect(text).toContain('- @bo made their first contribution in #4');
    expect(text).toMatch(/- Ada$/m);
    expect(text).toContain('compare/v1.0.0...v1.0.1');
  });
});
