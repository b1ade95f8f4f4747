import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import { credentialsOf } from './index.ts';

const RELEASE = `
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: gh release create "$GITHUB_REF_NAME"
        env:
          GH_TOKEN: \${{ secrets.RELEASE_TOKEN || github.token }}
  publish:
    needs: release
    runs-on: ubuntu-latest
    env:
      NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
    steps:
      - uses: octo/setup-things@v1
      - run: npm publish
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/login-action@v3
        with:
          username: \${{ secrets.DOCKERHUB_USERNAME }}
          password: \${{ secrets.DOCKERHUB_TOKEN }}
      - run: docker push octo/tool:"$GITHUB_REF_NAME"
  quiet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: cargo publish || true
        env:
          # not secrets.OLD_TOKEN
          CARGO_REGISTRY_TOKEN: \${{ secrets.CARGO_REGISTRY_TOKEN }}
`;
const ANNOUNCE = `
on:
  release:
    types: [published]
permissions:
  contents: write
jobs:
  site:
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    steps:
      - uses: actions/deploy-pages@v4
`;
const STRANGERS = `
on: pull_request_target
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/labels@0123456789abcdef0123456789abcdef01234567
        with:
          token: \${{ secrets.RELEASE_TOKEN }}
          other: \${{ secrets.UNRELATED }}
`;
const files = {
  'package.json': '{"name": "tool", "version": "0.4.0"}',
  'Cargo.toml': '[package]\nname = "tool"\nversion = "0.4.0"\n',
  '.github/workflows/release.yml': RELEASE,
  '.github/workflows/announce.yml': ANNOUNCE,
  '.github/workflows/strangers.yml': STRANGERS,
};
const { credentials } = credentialsOf(memoryTree(files), { version: '0', asOf: '2026-11-20' });
const row = (name: string) => credentials.find((one) => one.name === name)!;

describe('the credentials of a release', () => {
  it('are those that its jobs read', () => {
    expect(credentials.map(({ name }) => name)).toEqual([
      'CARGO_REGISTRY_TOKEN',
      'DOCKERHUB_TOKEN',
      'DOCKERHUB_USERNAME',
      'NPM_TOKEN',
      'RELEASE_TOKEN',
      'GITHUB_TOKEN',
    ]);
  });

  it('stand where they are read', () => {
    expect(row('RELEASE_TOKEN').reads).toMatchObject([
      { workflow: '.github/workflows/release.yml', job: 'release', location: { line: 13 } },
      { workflow: '.github/workflows/strangers.yml', job: 'label' },
    ]);
    expect(row('NPM_TOKEN').reads[0]).not.toHaveProperty('step');
  });

  it('need no more than what is done with them', () => {
    expect(row('RELEASE_TOKEN').needs).toBe('a fine-grained token of a machine user, or of a GitHub App, for this repository, with Contents: write');
    expect(row('NPM_TOKEN').needs).toMatch(/granular access token/);
    expect(row('GITHUB_TOKEN').needs).toBe('job release: contents: write; job site: id-token: write and pages: write');
  });

  it('take with them what leans on them, with or without a word', () => {
    const ends = (name: string) => {
      const { missing, expired, asGithubToken } = row(name);
      return [missing?.how, expired?.how, asGithubToken?.how];
    };
    expect(ends('NPM_TOKEN')).toEqual(['red', 'red', 'red']);
    expect(ends('RELEASE_TOKEN')).toEqual(['silent', 'red', 'silent']);
    expect(ends('CARGO_REGISTRY_TOKEN')).toEqual(['silent', 'silent', 'silent']);
    expect(ends('DOCKERHUB_TOKEN')).toEqual(['red', 'red', 'red']);
    expect(ends('DOCKERHUB_USERNAME')).toEqual(['red', undefined, undefined]);
  });

  it('are not said to be idle where what is done with them is not followed', () => {
    const workflow = `
on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - run: gh release create "$GITHUB_REF_NAME"
        env:
          GH_TOKEN: \${{ github.token }}
          OTHER: \${{ secrets.OTHER }}
`;
    const [other] = credentialsOf(memoryTree({ '.github/workflows/r.yml': workflow }), { version: '0' }).credentials;
    expect(other).toMatchObject({ name: 'OTHER', uses: [], missing: { how: 'unknown', dies: [] }, expired: { how: 'unknown' } });
  });

  it('are not blamed for what another secret of the same step opens', () => {
    const workflow = `
on:
  push:
    tags: ['v*']
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - run: |
          npm publish
          ./sign.sh
        env:
          SIGNING: \${{ secrets.SIGNING_KEY }}
          MY_TOKEN: \${{ secrets.NPM_PUBLISH }}
`;
    const rows = credentialsOf(memoryTree({ 'package.json': files['package.json'], '.github/workflows/r.yml': workflow }), {
      version: '0',
    }).credentials;
    expect(rows.map(({ name, missing }) => [name, missing?.how])).toEqual([
      ['NPM_PUBLISH', 'red'],
      ['SIGNING_KEY', 'unknown'],
    ]);
  });

  it('name what dies, and where', () => {
    expect(row('RELEASE_TOKEN').missing?.dies).toMatchObject([
      { destination: 'pages:octo/tool', how: 'silent', why: expect.stringContaining('GITHUB_TOKEN start no run'), location: { line: 11 } },
    ]);
    expect(row('NPM_TOKEN').missing?.dies.map(({ destination }) => destination)).toEqual(['npm:tool']);
    expect(row('CARGO_REGISTRY_TOKEN').expired?.dies[0]?.why).toMatch(/its token is refused, and its failure is swallowed/);
  });

  it('tell who else sees them', () => {
    expect(row('NPM_TOKEN').seenBy.map(({ text }) => text)).toEqual([
      'every step of job publish, with octo/setup-things@v1 (whatever that tag or branch becomes): it stands in the environment of the job',
    ]);
    expect(row('RELEASE_TOKEN').seenBy.map(({ text }) => text)).toEqual([
      'the action someone/labels (fixed by its hash)',
      'job label of .github/workflows/strangers.yml, which takes no part in the release',
      'runs of .github/workflows/strangers.yml for pull requests of strangers (pull_request_target)',
    ]);
  });

  it('are none where nothing is released', () => {
    expect(credentialsOf(memoryTree({}), { version: '0' }).credentials).toEqual([]);
  });
});
