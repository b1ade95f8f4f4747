import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit, Person, PullRequestFacts } from '../types.ts';
import { type ContributorsOptions, contributorsOf, readMailmap } from './index.ts';

let made = 0;
const person = (name: string, email = `${name.toLowerCase().replace(/\W+/g, '.')}@mail.example`): Person => ({ name, email });
const by = (author: Person, message = 'fix: a thing', parents: readonly string[] = ['p']): Commit => ({
  hash: String(++made).padStart(40, '0'),
  parents,
  author,
  date: 0,
  message,
});
const ann = person('Ann');
const bo = person('Bo', '123+bo-hub@users.noreply.github.com');
const options = (more: Partial<ContributorsOptions> = {}): ContributorsOptions => ({ mailmap: (one) => one, ...more });
const before = (...people: Person[]): Pick<ContributorsOptions, 'before'> => ({ before: () => people });
const names = (commits: readonly Commit[], more: Partial<ContributorsOptions> = {}): string[] =>
  contributorsOf(commits, options(more)).map(({ name, login, first }) => `${name}${login === undefined ? '' : ` @${login}`}${first ? ' new' : ''}`);

describe('who took part in a release', () => {
  it('is named once, by name, with the name on the server that an address tells', () => {
    expect(names([by(bo), by(ann), by(person('Bo', 'bo@home.example')), by(person('Old', 'oldie@users.noreply.github.com'))])).toEqual([
      'Ann',
      'Bo @bo-hub',
      'Old @oldie',
    ]);
  });

  it('may be a co-author, but is no program and nobody who only merged', () => {
    const message =
      'feat: fly\n\nText.\n\nCo-authored-by: Cy <cy@mail.example>\nco-authored-by: renovate[bot] <29+renovate[bot]@users.noreply.github.com>\nCo-Authored-By: Helper <noreply@model.example>\n';
    const programs = [
      person('dependabot[bot]', '49699333+dependabot[bot]@users.noreply.github.com'),
      person('GitHub', 'noreply@github.com'),
      person('semantic-release-bot', 'x@mail.example'),
      person('Release', 'release-bot@mail.example'),
      person('Cursor', 'cursoragent@cursor.com'),
      person('Mend Renovate', 'renovate@whitesourcesoftware.com'),
      person('github-actions', 'x@mail.example'),
      person('github-actions', '41898282+github-actions[bot]@users.noreply.github.com'),
    ];
    expect(names([by(ann, message), by(person('Merger'), 'Merge pull request #1 from x/y', ['p', 'q']), ...programs.map((one) => by(one))])).toEqual([
      'Ann',
      'Cy',
    ]);
  });

  it('takes names and addresses together as .mailmap does', () => {
    const mailmap = readMailmap(
      '# people\nAnn Lee <ann@mail.example> <ann@old.example>\n<ann@mail.example> <ANN@work.example>\nProper Name <p@mail.example> shared <team@mail.example>\nAnn Lee <ann@mail.example>\nnonsense\n',
    );
    const commits = [
      person('a', 'ann@old.example'),
      person('Ann', 'ann@work.example'),
      ann,
      person('shared', 'team@mail.example'),
      person('Other', 'team@mail.example'),
    ];
    expect(
      names(
        commits.map((one) => by(one)),
        { mailmap },
      ),
    ).toEqual(['Ann Lee', 'Other', 'Proper Name']);
  });

  it('is new where nothing of theirs was released before: no address, name on the server or name', () => {
    const commits = [
      by(person('New', '7+newbie@users.noreply.github.com'), 'fix: later (#9)'),
      by(person('New', '7+newbie@users.noreply.github.com'), 'fix: first (#7)'),
      by(ann),
      by(bo),
    ];
    const earlier = before(person('ann lee', 'ANN@mail.example'), person('Somebody', 'bo-hub@users.noreply.github.com'));
    expect(names(commits, earlier)).toEqual(['Ann', 'Bo @bo-hub', 'New @newbie new']);
    expect(contributorsOf(commits, options(earlier)).at(-1)).toEqual({ name: 'New', login: 'newbie', first: true, pullRequest: 7 });
    expect(names(commits)).toEqual(['Ann', 'Bo @bo-hub', 'New @newbie']);
  });

  it('is known by the pull request, where that was asked for', () => {
    const facts: PullRequestFacts = { number: 7, title: '', body: '', labels: [], author: 'ann-hub', mergeCommit: null };
    expect(names([by(ann, 'fix: a (#7)'), by(ann, 'fix: b (#8)')], { pullRequests: new Map([[7, facts]]) })).toEqual(['Ann @ann-hub']);
  });

  it('asks for no more authors than tell of everybody', () => {
    const asked: number[] = [];
    const parts = [[bo], [ann], [person('Never')]];
    contributorsOf([by(ann), by(bo)], {
      mailmap: (one) => one,
      before: (enough) => {
        for (const [at, part] of parts.entries()) {
          asked.push(at);
          if (enough(part)) break;
        }
        return parts.flat();
      },
    });
    expect(asked).toEqual([0, 1]);
    contributorsOf([], { mailmap: (one) => one, before: () => expect.unreachable('nobody took part') });
  });

  it('never fails, names nobody twice, and says the same for every order of what was before', () => {
    const people = fc.record({
      name: fc.constantFrom('Ann', 'Bo', 'Cy', '', 'x[bot]'),
      email: fc.constantFrom('a@b', '1+ann@users.noreply.github.com', 'Bo@c', ''),
    });
    fc.assert(
      fc.property(fc.array(people, { maxLength: 12 }), fc.array(people, { maxLength: 6 }), (authors, earlier) => {
        const commits = authors.map((one) => by(one));
        const found = contributorsOf(commits, options(before(...earlier)));
        expect(new Set(found.map(({ name, login }) => `${name}\0${login}`)).size).toBe(found.length);
        expect(contributorsOf(commits, options(before(...[...earlier].reverse())))).toEqual(found);
      }),
    );
  });
});
