import { expect, describe as group, it } from 'vitest';
import { alts, concat, describe, hole, str } from '../../../actions/index.ts';
import type { Deed } from '../../types.ts';
import { commandDeeds } from './index.ts';
import { callOf, GITHUB_TOKEN, PAT, told } from './world.fixture.ts';

const env = { GH_TOKEN: GITHUB_TOKEN };
const of = (words: Parameters<typeof callOf>[0], options = {}): readonly Deed[] => commandDeeds(callOf(words, { env, ...options }));

group('gh release', () => {
  it.each([
    ['gh release create v1.2.3 dist/a.tgz', 'release create v1.2.3 false false true'],
    ['gh release create v1.2.3 --draft dist/a.tgz', 'release create v1.2.3 true false false'],
    ['gh release create v1.2.3 --prerelease --generate-notes', 'release create v1.2.3 false true false'],
    ['gh release create v1.2.3 -p -t title', 'release create v1.2.3 false true false'],
    ['gh release edit v1.2.3 --draft=false', 'release publish v1.2.3 false undefined false'],
    ['gh release upload v1.2.3 a b --clobber', 'release upload v1.2.3 undefined undefined false'],
    ['gh -R acme/rocket release create v1', 'release create v1 false false false'],
  ])('%s', (words, expected) => {
    expect(of(words).map((deed) => told(deed, 'act', 'tag', 'draft', 'prerelease', 'draftFirst'))).toEqual([expected]);
  });
  it.each([
    'gh release edit v1 --title x',
    'gh release view v1',
    'gh release list',
    'gh release download v1',
    'gh pr list',
    'gh api repos/acme/rocket/releases',
  ])('%s does nothing', (words) => {
    expect(of(words)).toEqual([]);
  });
  it('leaves open what only some values say', () => {
    const [deed] = of(['gh', 'release', 'create', 'v1', alts([str('--prerelease'), str('')])]);
    expect(deed).toMatchObject({ prerelease: undefined, draft: false });
  });
  it('deletes the tag with the release when told so', () => {
    expect(of('gh release delete nightly --cleanup-tag --yes').map((deed) => told(deed, 'act'))).toEqual(['release delete', 'tag delete']);
  });
  it('prefers GH_TOKEN, and names its absence', () => {
    expect(of('gh release create v1', { env: { GITHUB_TOKEN, GH_TOKEN: PAT } })[0]!.by).toEqual({ how: 'token', value: PAT, from: 'env GH_TOKEN' });
    expect(of('gh release create v1', { env: {} })[0]!.by).toMatchObject({ how: 'none' });
  });
  it('names another repository only', () => {
    expect(of('gh release create v1 --repo acme/tap')[0]!.repository).toEqual(str('acme/tap'));
    expect(of('gh release create v1 --repo ACME/rocket')[0]!.repository).toBeUndefined();
    expect(of('gh release create v1', { env: { ...env, GH_REPO: str('acme/other') } })[0]!.repository).toEqual(str('acme/other'));
  });
});

group('gh', () => {
  it('dispatches workflows', () => {
    const [deed] = of(['gh', 'workflow', 'run', 'release.yml', '--ref', concat(str('v'), hole('version')), '-f', 'tag=v1', '-F', 'dry=false']);
    expect(told(deed!, 'act', 'workflow', 'ref')).toBe('dispatch workflow release.yml v{version}');
    expect(deed).toMatchObject({
      inputs: new Map([
        ['tag', str('v1')],
        ['dry', str('false')],
      ]),
      inputsKnown: true,
      needs: [{ scope: 'actions', level: 'write' }],
    });
  });
  it('keeps an input whose value is one of several', () => {
    const [deed] = of(['gh', 'workflow', 'run', 'build.yml', '-f', alts([str('stage=dev'), str('stage=prod')])]);
    expect(deed).toMatchObject({ inputs: new Map([['stage', alts([str('dev'), str('prod')])]]), inputsKnown: true });
  });
  it('reads inputs from JSON on standard input', () => {
    const [deed] = of('gh workflow run release.yml --json', { stdin: str('{"tag":"v1"}') });
    expect(deed).toMatchObject({ inputs: new Map([['tag', str('v1')]]), inputsKnown: true });
  });
  it('opens and merges pull requests', () => {
    expect(told(of('gh pr create --base main --head bump --title release --label a,b')[0]!, 'act', 'base', 'head', 'title', 'labels')).toBe(
      'pull-request open main bump release a,b',
    );
    expect(of('gh pr merge --auto --squash 12')[0]).toMatchObject({ act: 'auto-merge' });
    expect(of('gh pr merge 12 --admin -m')[0]).toMatchObject({ act: 'merge' });
    expect(of('gh pr create --dry-run')).toEqual([]);
  });
  it('becomes a helper of git', () => {
    expect(of('gh auth setup-git')[0]).toMatchObject({ kind: 'login', to: 'git-helper' });
    expect(of('gh auth login --with-token', { stdin: PAT })[0]).toMatchObject({ kind: 'login', to: 'gh', by: { how: 'token', value: PAT } });
  });
});

group('the REST API', () => {
  const auth = concat(str('Authorization: Bearer '), PAT);
  it.each([
    [['gh', 'api', 'repos/acme/rocket/git/refs', '-f', 'ref=refs/tags/v1', '-f', 'sha=abc'], 'tag create v1'],
    [['gh', 'api', '--method', 'POST', '/repos/{owner}/{repo}/git/refs', '-f', 'ref=refs/tags/v1'], 'tag create v1'],
    [['gh', 'api', '-X', 'PATCH', 'repos/acme/rocket/git/refs/tags/v1', '-f', 'sha=abc', '-F', 'force=true'], 'tag move v1'],
    [['gh', 'api', '-X', 'DELETE', 'repos/acme/rocket/git/refs/tags/v1'], 'tag delete v1'],
    [['gh', 'api', 'repos/acme/rocket/git/refs', '-f', 'ref=refs/heads/rel'], 'branch undefined rel'],
    [
      ['curl', '-X', 'POST', '-H', auth, 'https://api.github.com/repos/acme/rocket/git/refs', '-d', '{"ref":"refs/tags/v1","sha":"abc"}'],
      'tag create v1',
    ],
    [
      [
        'curl',
        '-sS',
        '-H',
        auth,
        'https://api.github.com/repos/acme/rocket/git/refs',
        '-d',
        concat(str('{"ref":"refs/tags/v'), hole('version'), str('","sha":"abc"}')),
      ],
      'tag create v{version}',
    ],
  ])('%j', (words, expected) => {
    expect(of(words as never).map((deed) => told(deed, 'act', 'name'))).toEqual([expected]);
  });
  it('makes and publishes releases', () => {
    expect(of('gh api repos/acme/rocket/releases -f tag_name=v1 -F draft=true')[0]).toMatchObject({
      kind: 'release',
      act: 'create',
      tag: str('v1'),
      draft: true,
    });
    expect(of('gh api -X PATCH repos/acme/rocket/releases/12 -F draft=false')[0]).toMatchObject({ act: 'publish', certain: true });
    expect(of('gh api -X PATCH repos/acme/rocket/releases/12 -f name=x')).toEqual([]);
  });
  it('dispatches', () => {
    const body = '{"event_type":"released","client_payload":{"version":"1.2.3"}}';
    const [deed] = of(['curl', '-XPOST', '-H', auth, 'https://api.github.com/repos/acme/site/dispatches', '-d', body]);
    expect(deed).toMatchObject({
      kind: 'dispatch',
      act: 'repository',
      repository: str('acme/site'),
      eventType: str('released'),
      payload: new Map([['version', str('1.2.3')]]),
      by: { how: 'token', value: PAT },
    });
    expect(of('gh api repos/acme/rocket/actions/workflows/release.yml/dispatches -f ref=main -f inputs[tag]=v1')[0]).toMatchObject({
      act: 'workflow',
      workflow: str('release.yml'),
      ref: str('main'),
      inputs: new Map([['tag', str('v1')]]),
    });
  });
  it('reads a body with holes in nested members', () => {
    const body = concat(str('{"event_type":"x","client_payload":{"tag":"'), hole('any'), str('"}}'));
    const [deed] = of(['curl', '-X', 'POST', 'https://api.github.com/repos/acme/rocket/dispatches', '--data', body]);
    expect(deed).toMatchObject({ eventType: str('x'), inputsKnown: false, by: { how: 'none' } });
    expect([...(deed as unknown as { payload: Map<string, never> }).payload].map(([name, value]) => `${name}=${describe(value)}`)).toEqual([
      'tag={any}',
    ]);
  });
  it('understands mutations', () => {
    const query =
      'mutation($branch: String!) { createCommitOnBranch(input: {branch: {branchName: $branch}, message: {headline: "chore: bump"}}) { commit { oid } } }';
    expect(told(of(['gh', 'api', 'graphql', '-f', `query=${query}`, '-f', 'branch=main'])[0]!, 'name', 'message')).toBe('branch main chore: bump');
    expect(of(['gh', 'api', 'graphql', '-f', 'query=mutation { enablePullRequestAutoMerge(input: {}) { clientMutationId } }'])[0]).toMatchObject({
      act: 'auto-merge',
    });
    expect(of(['gh', 'api', 'graphql', '-f', 'query=query { viewer { login } }'])).toEqual([]);
  });
  it('relaxes and restores protection', () => {
    expect(of('gh api -X DELETE repos/acme/rocket/branches/main/protection')[0]).toMatchObject({ kind: 'protection', act: 'relax' });
    expect(of('gh api -X PUT repos/acme/rocket/rulesets/1 -f enforcement=disabled')[0]).toMatchObject({ act: 'relax' });
  });
});
