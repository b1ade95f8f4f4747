import { expect, describe as group, it } from 'vitest';
import { alts, concat, describe, hole, str } from '../../../actions/index.ts';
import type { GitDeed } from '../../types.ts';
import { commandDeeds, commandPrints } from './index.ts';
import { callOf, PAT, told } from './world.fixture.ts';

const one = (words: Parameters<typeof callOf>[0], options = {}) => commandDeeds(callOf(words, options)) as readonly GitDeed[];

group('git', () => {
  it.each([
    ['git push', 'git push undefined '],
    ['git push origin HEAD:main', 'git push origin HEAD:main'],
    ['git push origin tag v1', 'git push origin refs/tags/v1'],
    ['git push -u origin main v1', 'git push origin main,v1'],
    ['git -C site push --force origin gh-pages', 'git push origin gh-pages'],
    ['git push --all origin', 'git push origin refs/heads/*'],
    ['git subtree push --prefix dist origin gh-pages', 'git push origin gh-pages'],
  ])('%s', (words, expected) => {
    expect(one(words).map((deed) => told(deed, 'act', 'remote', 'refspecs'))).toEqual([expected]);
  });

  it.each([
    'git push --dry-run origin v1',
    'git push -n',
    'git tag',
    'git tag -l v*',
    'git tag --points-at HEAD',
    'git config --get user.name',
    'git remote -v',
    'git log -1',
    'git commit --dry-run',
  ])('%s does nothing', (words) => {
    expect(one(words)).toEqual([]);
  });

  it('knows what a push sends beside its refspecs', () => {
    expect(one('git push origin main --tags')[0]).toMatchObject({ allTags: true, followTags: false, force: false });
    expect(one('git push --follow-tags --atomic')[0]).toMatchObject({ allTags: false, followTags: true });
    expect(one('git push origin --delete v1')[0]).toMatchObject({ remove: true });
    expect(one('git push origin +v1')[0]).toMatchObject({ force: true });
    expect(one('git push --mirror backup')[0]).toMatchObject({ mirror: true });
  });

  it('keeps the credential of a URL and of a header', () => {
    const url = concat(str('https://x-access-token:'), PAT, str('@github.com/acme/rocket.git'));
    expect(told(one(['git', 'push', url, 'HEAD:main'])[0]!, 'remote')).toBe('git https://x-access-token:{secrets.PAT}@github.com/acme/rocket.git');
    const header = concat(str('http.https://github.com/.extraheader=AUTHORIZATION: bearer '), PAT);
    expect(told(one(['git', '-c', header, 'push'])[0]!, 'header')).toBe('git AUTHORIZATION: bearer {secrets.PAT}');
  });

  it('reads tags and commits with holes', () => {
    const name = concat(str('v'), hole('version'));
    expect(told(one(['git', 'tag', '-a', name, '-m', 'release'])[0]!, 'act', 'name', 'annotated')).toBe('git tag v{version} true');
    expect(told(one(['git', 'tag', '-fa', 'v1', '-m', 'x'])[0]!, 'name', 'force')).toBe('git v1 true');
    expect(told(one(['git', 'tag', '-d', 'v1'])[0]!, 'name', 'remove')).toBe('git v1 true');
    expect(told(one(['git', 'commit', '-am', 'chore: x [skip ci]'])[0]!, 'name')).toBe('git chore: x [skip ci]');
    expect(told(one(['git', 'commit', '-F', '-'], { stdin: str('from stdin') })[0]!, 'name')).toBe('git from stdin');
  });

  it('says of a flag that only one value of a word gives that it may be there', () => {
    expect(one(['git', 'push', alts([str('--dry-run'), str('')])])).toEqual([]);
  });

  it.each([
    [
      ['git', 'config', '--local', '--unset-all', 'http.https://github.com/.extraheader'],
      { name: str('http.https://github.com/.extraheader'), unset: true, global: false },
    ],
    [['git', 'config', '--global', 'user.name', 'bot'], { name: str('user.name'), value: str('bot'), global: true }],
    [
      ['git', 'remote', 'set-url', 'origin', 'https://example.test/a.git'],
      { act: 'remote', name: str('https://example.test/a.git'), value: str('origin') },
    ],
    [['git', 'clone', '--depth', '1', 'https://example.test/a.git'], { act: 'clone', directory: str('a'), unshallow: false }],
    [['git', 'checkout', '-b', 'release/x'], { act: 'branch', name: str('release/x') }],
    [['git', 'switch', '-c', 'next'], { act: 'branch', name: str('next') }],
    [['git', 'fetch', '--prune', '--unshallow', '--tags'], { act: 'fetch', unshallow: true, withTags: true }],
    [['git', 'fetch', 'origin', '+refs/tags/*:refs/tags/*'], { act: 'fetch', unshallow: false, withTags: true }],
  ])('%j', (words, expected) => {
    expect(one(words)[0]).toMatchObject(expected);
  });

  it('says which commands need history', () => {
    expect(one('git describe --tags --abbrev=0').map((deed) => deed.kind)).toEqual(['git', 'history']);
    expect(one('git log v1.0.0..HEAD --oneline').map((deed) => deed.kind)).toEqual(['git', 'history']);
    expect(one('git describe --always').map((deed) => deed.kind)).toEqual(['git']);
  });
});

group('what commands print', () => {
  const printed = (words: string, rest: readonly string[] = [], files: Record<string, string> = {}) => {
    const value = commandPrints(
      callOf(words, { files }),
      rest.map((line) => line.split(' ').map(str)),
    );
    return value && describe(value);
  };
  it.each([
    ['git describe --tags --abbrev=0 --match v*', [], 'v{version}'],
    ['git tag -l cli-v* --sort=-v:refname', ['head -n1'], 'cli-v{version}'],
    ['git tag -l v*', ['tail -1', 'sed s/^v//'], '{version}'],
    ['git rev-parse HEAD', [], '{sha}'],
    ['git branch --show-current', [], 'main'],
    ['git log -1 --pretty=%B', [], 'feat: fly'],
    ['jq -r .version package.json', [], '1.2.3'],
    ['poetry version -s', [], '1.2.3'],
    ['grep ^version Cargo.toml', ['head -1', 'cut -d" -f2'], '1.2.3'],
    ['cargo metadata --no-deps', ['jq -r .packages[0].version'], '1.2.3'],
    ['date +%Y.%m.%d', [], '{date}'],
    ['date +nightly-%Y%m%d', [], 'nightly-{date}'],
    ['git describe --tags --abbrev=0', [], undefined],
    ['grep name Cargo.toml', ['cut -d" -f2'], undefined],
  ])('%s %j', (words, rest, expected) => {
    expect(printed(words, rest)).toBe(expected);
  });
  it('puts the released version into a version file', () => {
    expect(printed('cat VERSION', [], { VERSION: 'v0.9.1\n' })).toBe('v1.2.3');
  });
});
