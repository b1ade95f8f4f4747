import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, sourceFile } from '../../source/index.ts';
import type { Commit } from '../types.ts';
import { changesOfChangesets, isChangesetPath, readChangeset, takenByPrerelease } from './index.ts';

const read = (text: string, path = '.changeset/brave-cats.md') => readChangeset(sourceFile(path, text));

describe('a changeset', () => {
  test('names packages, what rises, and says why', () => {
    expect(read('---\r\n"@a/one": minor\r\n\'two\': patch\r\nthree: none\r\n---\r\n\r\nA thing.\r\n\r\nMore of it.\r\n')).toEqual({
      changeset: {
        id: 'brave-cats',
        path: '.changeset/brave-cats.md',
        releases: [
          { package: '@a/one', bump: 'minor', type: 'minor' },
          { package: 'two', bump: 'patch', type: 'patch' },
          { package: 'three', bump: 'none', type: 'none' },
        ],
        summary: 'A thing.',
        details: 'More of it.',
        pullRequest: undefined,
      },
      problems: [],
    });
  });

  test('of Knope has a heading, and types of its own that raise the patch version', () => {
    expect(read('---\ndefault: major\nextra: "Security"\n---\n\n# A thing\n\nMore.').changeset).toMatchObject({
      releases: [
        { package: 'default', bump: 'major' },
        { package: 'extra', bump: 'patch', type: 'Security' },
      ],
      summary: 'A thing',
      details: 'More.',
    });
  });

  test('of nx names projects, and kinds of change of its own', () => {
    const { changeset } = read("---\napp: minor\n'@a/lib': fix\nold: feat!\nnew: prepatch\n---\n\nA thing\n", '.nx/version-plans/brave.md');
    expect(changeset).toMatchObject({ id: 'brave', summary: 'A thing' });
    expect(changeset?.releases.map(({ package: name, bump, type }) => `${name} ${bump} ${type}`)).toEqual([
      'app minor minor',
      '@a/lib patch patch',
      'old major major',
      'new patch patch',
    ]);
    expect(isChangesetPath('.nx/version-plans/a.md')).toBe(true);
    expect(isChangesetPath('.nx/version-plans/deep/a.md')).toBe(false);
    expect(isChangesetPath('.nx/a.md')).toBe(false);
  });

  test('may be empty, may name its pull request', () => {
    expect(read('---\n---\n')).toMatchObject({ changeset: { releases: [], summary: '' }, problems: [] });
    expect(read('---\na: patch\n---\npr: #12\ncommit: abc1234\nauthor: @one\n\nA thing').changeset).toMatchObject({
      summary: 'A thing',
      pullRequest: 12,
      details: undefined,
    });
  });

  test.each([
    [
      'A thing',
      'The changeset does not begin with packages and their kinds of change between two lines `---`; write for example `"name": minor` there.',
      1,
    ],
    ['---\na: minor\nb:\n---\n', 'The changeset names `b` without a kind of change; write major, minor, patch or none.', 3],
    ['\n---\n- a\n---\n', 'The changeset must name each package with its kind of change, as in `"name": minor`.', 3],
  ])('%j is refused where it is wrong', (text, message, line) => {
    expect(read(text).problems).toMatchObject([{ message, location: { path: '.changeset/brave-cats.md', line } }]);
  });

  test('broken YAML is a problem at its line', () => {
    expect(read('---\na: minor\nb: "x\n---\n').problems[0]!.message).toMatch(/^The packages of the changeset cannot be read: /);
  });

  test.each([
    ['.changeset/a.md', true],
    ['sub/.changeset/a b.md', true],
    ['.changeset/README.md', false],
    ['.changeset/config.json', false],
    ['.changeset/deeper/a.md', false],
    ['.changeset/pre/a.md', true],
    ['.changeset/pre/README.md', false],
    ['.changeset/.hidden.md', false],
  ])('%s: %s', (path, is) => {
    expect(isChangesetPath(path)).toBe(is);
  });

  test('any text is read without an error', () => {
    const piece = fc.constantFrom('---', '\n', '\r\n', 'a: minor', '"b": x', ': ', '[', '- ', '# t', 'pr: #1', ' ');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(text, (some) => {
        const { changeset, problems } = read(some);
        expect(changeset !== undefined || problems.length > 0).toBe(true);
        expect(changeset?.summary ?? '').not.toContain('\n');
      }),
    );
  });
});

test('a change is of the commit that added its file, and of head where none did', () => {
  const commit = (hash: string, files: readonly string[]): Commit => ({
    hash,
    parents: [],
    author: { name: '', email: '' },
    date: 0,
    message: '',
    files,
  });
  const commits = [commit('c', ['x']), commit('b', ['.changeset/one.md']), commit('a', ['.changeset/one.md', 'y'])];
  const one = read('---\np: major\nq: minor\n---\n\nWords', '.changeset/one.md').changeset!;
  const two = read('---\np: patch\n---\n\nOthers', '.changeset/two.md').changeset!;
  const changes = changesOfChangesets([one, two], commits, commits[0]!);
  expect(
    changes.map(({ package: name, bump, change }) => [name, bump, change.commit.hash, change.type, change.breaking, change.description]),
  ).toEqual([
    ['p', 'major', 'a', 'feat', true, 'Words'],
    ['q', 'minor', 'a', 'feat', undefined, 'Words'],
    ['p', 'patch', 'c', 'fix', undefined, 'Others'],
  ]);
});

test('in pre mode what earlier pre-releases took is known, on leaving it everything counts', () => {
  const pre = (mode: string) => parseJson(sourceFile('.changeset/pre.json', `{"mode":"${mode}","tag":"next","changesets":["one","two"]}`)).root;
  expect([...takenByPrerelease(pre('pre'))]).toEqual(['one', 'two']);
  const folder = read('---\np: patch\n---', '.changeset/pre/three.md').changeset!;
  expect([...takenByPrerelease(pre('pre'), [folder.id, 'four'])]).toEqual(['one', 'two', 'pre/three']);
  expect([...takenByPrerelease(pre('exit'), [folder.id])]).toEqual([]);
  expect([...takenByPrerelease(pre('exit')), ...takenByPrerelease(null)]).toEqual([]);
});
