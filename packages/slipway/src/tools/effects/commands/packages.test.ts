import { expect, describe as group, it } from 'vitest';
import { concat, str } from '../../../actions/index.ts';
import type { Deed } from '../../types.ts';
import { commandDeeds } from './index.ts';
import { type CallOptions, callOf, GITHUB_TOKEN, PAT, told } from './world.fixture.ts';

const of = (words: Parameters<typeof callOf>[0], options: CallOptions = {}): readonly Deed[] => commandDeeds(callOf(words, options));
const tell = (deeds: readonly Deed[]) =>
  deeds.map((deed) =>
    deed.kind === 'package'
      ? told(deed, 'registry', 'names')
      : deed.kind === 'git'
        ? told(deed, 'act', 'name')
        : deed.kind === 'runs'
          ? `runs ${'text' in deed.what ? deed.what.text : deed.what.script}`
          : told(deed, 'tag', 'title'),
  );

const node = {
  'package.json': JSON.stringify({
    name: 'rocket',
    version: '0.1.0',
    scripts: { release: 'semantic-release', prerelease: 'npm test', test: 'vitest', 'ship:it': './ship.sh' },
  }),
};
const workspace = {
  'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
  'packages/a/package.json': JSON.stringify({ name: '@acme/a', version: '1.0.0', scripts: { build: 'tsc' } }),
  'packages/b/package.json': JSON.stringify({ name: '@acme/b', version: '1.0.0', private: true }),
  '.changeset/config.json': '{"commit": false}',
};
const crates = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'crates/core/Cargo.toml': '[package]\nname = "rocket-core"\nversion = "0.1.0"\n',
  'crates/cli/Cargo.toml': '[package]\nname = "rocket"\nversion = "0.1.0"\n',
  'crates/xtask/Cargo.toml': '[package]\nname = "xtask"\nversion = "0.0.0"\npublish = false\n',
};

group('npm and its kin', () => {
  it.each([
    ['npm publish --access public', ['package npm rocket']],
    ['npm publish --dry-run', []],
    ['npm publish rocket-1.2.3.tgz', ['package npm rocket']],
    ['pnpm run release', ['runs npm test', 'runs semantic-release']],
    ['yarn release --no-ci', ['runs npm test', 'runs semantic-release --no-ci']],
    ['npm run release -- --dry-run', ['runs npm test', 'runs semantic-release --dry-run']],
    ['npm test', ['runs vitest']],
    ['npm ci', []],
    ['npm run missing', []],
    ['npm version 2.0.0', ['git commit 2.0.0', 'git tag v2.0.0']],
    ['npm version patch -m release(%s)', ['git commit release(1.2.3)', 'git tag v1.2.3']],
    ['npm version patch --no-git-tag-version', []],
    ['npm stage publish', ['package npm rocket']],
  ])('%s', (words, expected) => {
    expect(tell(of(words, { files: node }))).toEqual(expected);
  });
  it('makes no commit in a directory below the root', () => {
    expect(of('npm version patch', { files: workspace, cwd: 'packages/a' })).toEqual([]);
  });
  it('reads the tag prefix', () => {
    expect(tell(of('npm version 1.2.3', { files: { ...node, '.npmrc': 'tag-version-prefix=""\n' } }))).toEqual(['git commit 1.2.3', 'git tag 1.2.3']);
  });
  it('publishes every public package of a workspace', () => {
    expect(tell(of('pnpm -r publish', { files: workspace }))).toEqual(['package npm @acme/a']);
    expect(tell(of('npx changeset publish', { files: workspace }))).toEqual(['package npm @acme/a', 'git tag @acme/a@1.2.3']);
    expect(tell(of('yarn changeset publish', { files: workspace }))).toEqual(['package npm @acme/a', 'git tag @acme/a@1.2.3']);
    expect(tell(of('pnpm --filter @acme/a run build', { files: workspace }))).toEqual(['runs tsc']);
  });
  it('takes the token from the environment', () => {
    expect(of('npm publish', { files: node, env: { NODE_AUTH_TOKEN: PAT } })[0]!.by).toMatchObject({ how: 'token', from: 'env NODE_AUTH_TOKEN' });
  });
  it('knows the sequence of semantic-release', () => {
    const files = {
      ...node,
      '.releaserc.json': JSON.stringify({ plugins: ['@semantic-release/npm', '@semantic-release/git', '@semantic-release/github'] }),
    };
    const deeds = of('npx semantic-release', { files, env: { GITHUB_TOKEN } });
    expect(tell(deeds)).toEqual([
      'history undefined undefined',
      'git commit chore(release): 1.2.3 [skip ci]\n\n{any}',
      'git push undefined',
      'git tag v1.2.3',
      'git push undefined',
      'package npm rocket',
      'release v1.2.3 undefined',
    ]);
    expect(told(deeds[2]!, 'remote')).toBe('git https://x-access-token:{GITHUB_TOKEN}@github.com/acme/rocket.git');
    expect(of('npx semantic-release --dry-run', { files })).toEqual([]);
  });
  it('knows lerna, release-it, standard-version and nx', () => {
    expect(tell(of('npx lerna version --yes', { files: { ...workspace, 'lerna.json': '{"version":"1.0.0"}' } }))).toEqual([
      'git commit v1.2.3',
      'git tag v1.2.3',
      'git push undefined',
    ]);
    expect(tell(of('npx release-it --ci', { files: node }))).toEqual([
      'git commit Release 1.2.3',
      'package npm rocket',
      'git tag 1.2.3 | v1.2.3',
      'git push undefined',
    ]);
    expect(tell(of('npx commit-and-tag-version', { files: node }))).toEqual([
      'history undefined undefined',
      'git commit chore(release): 1.2.3',
      'git tag v1.2.3',
    ]);
    expect(tell(of('npx nx release publish', { files: { ...workspace, 'nx.json': '{}' } }))).toEqual(['package npm @acme/a']);
  });
});

group('npm publish of a tarball', () => {
  const files = {
    'package.json': JSON.stringify({ name: 'workspace', private: true, version: '0.0.0', workspaces: ['packages/*'] }),
    'packages/a/package.json': JSON.stringify({ name: '@acme/tool', version: '1.0.0' }),
    'packages/b/package.json': JSON.stringify({ name: '@acme/tool-extra', version: '1.0.0' }),
  };
  it.each([
    ['npm publish out/acme-tool-1.2.3.tgz', 'package npm @acme/tool'],
    ['npm publish ./out/acme-tool-*.tgz --provenance', 'package npm @acme/tool'],
    ['npm publish acme-tool-extra-1.2.3.tgz', 'package npm @acme/tool-extra'],
    ['npm publish out/other-1.2.3.tgz', 'package npm '],
  ])('%s', (words, expected) => {
    expect(tell(of(words, { files }))).toEqual([expected]);
  });
});

group('cargo and its kin', () => {
  it.each([
    ['cargo publish -p rocket', ['package crates.io rocket']],
    ['cargo publish --workspace', ['package crates.io rocket', 'package crates.io rocket-core']],
    ['cargo publish --dry-run', []],
    ['cargo +nightly publish --manifest-path crates/core/Cargo.toml', ['package crates.io rocket-core']],
    ['cargo release patch', []],
    ['cargo workspaces publish --from-git', ['package crates.io rocket', 'package crates.io rocket-core']],
    ['cargo xtask dist', []],
    ['cargo build --release', []],
  ])('%s', (words, expected) => {
    expect(tell(of(words, { files: crates }))).toEqual(expected);
  });
  it('releases with cargo-release only when it is told to', () => {
    expect(tell(of('cargo release patch -x -p rocket --no-confirm', { files: crates }))).toEqual([
      'git commit chore: Release rocket version 1.2.3',
      'package crates.io rocket',
      'git tag rocket-v1.2.3',
      'git push undefined',
    ]);
  });
  it('is opaque where a task says that it releases', () => {
    expect(of('cargo xtask release', { files: crates })).toMatchObject([{ kind: 'opaque' }]);
  });
  it('names the tags of release-plz by the number of crates', () => {
    const deeds = of(['release-plz', 'release', '--git-token', PAT], { files: crates });
    expect(deeds.filter((deed) => deed.kind === 'tag').map((deed) => told(deed, 'name'))).toEqual(['tag rocket-v1.2.3', 'tag rocket-core-v1.2.3']);
  });
});

group('other registries', () => {
  it.each([
    ['twine upload dist/*', 'package pypi '],
    ['python -m twine upload --repository testpypi dist/*', 'package testpypi '],
    ['uv publish --token x', 'package pypi '],
    ['gem push rocket.gem', 'package rubygems '],
    ['dotnet nuget push x.nupkg -k key', 'package nuget '],
    ['./gradlew publishAllPublicationsToMavenCentral', 'package maven '],
    ['mvn -B deploy', 'package maven '],
    ['mix hex.publish --yes', 'package hex '],
    ['npx jsr publish', 'package jsr '],
    ['npx vsce publish', 'package vscode '],
    ['snapcraft upload --release=stable x.snap', 'package snap '],
    ['helm push rocket.tgz oci://ghcr.io/acme', 'package helm '],
  ])('%s', (words, expected) => {
    expect(of(words).map((deed) => told(deed, 'registry', 'names'))).toEqual([expected]);
  });
  it.each(['mvn verify', './gradlew build', 'poetry build', 'dotnet pack', 'deno publish --dry-run', 'sbt test', './gradlew publishToMavenLocal'])(
    '%s uploads nothing',
    (words) => {
      expect(of(words)).toEqual([]);
    },
  );
  it.each([
    ['docker push ghcr.io/acme/rocket:1', 'image ghcr.io/acme/rocket:1 true'],
    ['docker buildx build --push -t acme/rocket:1 -t acme/rocket:latest .', 'image acme/rocket:1,acme/rocket:latest true'],
    ['docker build -t acme/rocket .', 'image acme/rocket false'],
    ['skopeo copy docker://a/b:1 docker://a/b:2', 'image a/b:2 true'],
    ['docker buildx imagetools create -t a/b:latest a/b@sha256:0', 'image a/b:latest true'],
  ])('%s', (words, expected) => {
    expect(of(words).map((deed) => told(deed, 'images', 'push'))).toEqual([expected]);
  });
  it('logs in to registries', () => {
    expect(of('docker login ghcr.io -u bot --password-stdin', { pipedFrom: [[str('echo'), PAT]] })[0]).toMatchObject({
      to: 'docker',
      host: str('ghcr.io'),
      by: { how: 'token', value: PAT },
    });
  });
  it.each([
    ['terraform apply -auto-approve', 'infrastructure'],
    ['aws s3 sync dist s3://bucket', 'AWS'],
    ['npx wrangler deploy', 'Cloudflare'],
    ['rsync -avz dist/ deploy@host.example:/srv', 'a server'],
    ['flyctl deploy --remote-only', 'Fly.io'],
  ])('%s', (words, target) => {
    expect(of(words)).toMatchObject([{ kind: 'deploy', target }]);
  });
  it.each(['terraform plan', 'aws s3 cp s3://bucket/x .', 'rsync -a a/ b/', 'vercel pull', 'kubectl get pods', 'mkdocs build', 'mike deploy 1.0'])(
    '%s deploys nothing',
    (words) => {
      expect(of(words)).toEqual([]);
    },
  );
  it('pushes documentation', () => {
    expect(of('mkdocs gh-deploy --force').map((deed) => deed.kind)).toEqual(['branch', 'pages']);
    expect(of(['npx', 'gh-pages', '-d', 'dist', '-r', concat(str('https://'), PAT, str('@github.com/a/b'))]).map((deed) => deed.kind)).toEqual([
      'branch',
      'pages',
    ]);
  });
});
