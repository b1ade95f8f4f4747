import { expect, describe as group, it } from 'vitest';
import { describe } from '../../../actions/index.ts';
import { commandDeeds } from './index.ts';
import { type CallOptions, callOf, GITHUB_TOKEN, PAT, told } from './world.fixture.ts';

const json = (value: unknown): string => JSON.stringify(value);
const node = { 'package.json': json({ name: 'rocket', version: '1.0.0' }) };
const workspace = {
  'package.json': json({ private: true, workspaces: ['packages/*'] }),
  'packages/a/package.json': json({ name: '@acme/a', version: '1.0.0' }),
};

function deeds(words: string, options: CallOptions = {}, branch = 'main') {
  const call = callOf(words, options);
  return commandDeeds({ ...call, event: { ...call.event, ref: { k: 'str', v: `refs/heads/${branch}` }, refName: { k: 'str', v: branch } } });
}
const lines = (words: string, options: CallOptions = {}, branch = 'main') =>
  deeds(words, options, branch)
    .filter(({ kind }) => kind !== 'history')
    .map((deed) => (deed.kind === 'runs' ? `runs ${'text' in deed.what ? deed.what.text : deed.what.script}` : told(deed, ...fieldsOf(deed.kind))));
const fieldsOf = (kind: string): string[] =>
  kind === 'release' ? ['act', 'tag', 'prerelease'] : kind === 'package' ? ['registry', 'names'] : ['act', 'name', 'refspecs'];

group('lerna', () => {
  const files = (config: unknown) => ({ ...workspace, 'lerna.json': json(config) });

  it('tags with the prefix of the configuration, and rather with that of the command', () => {
    const config = files({ version: '1.0.0', command: { version: { tagVersionPrefix: 'rel-' } } });
    expect(lines('npx lerna version --yes', { files: config })).toContain('git tag rel-1.2.3 undefined');
    expect(lines('npx lerna version --yes --tag-version-prefix=', { files: config })).toContain('git tag 1.2.3 undefined');
  });

  it('makes no version from a branch that is not allowed', () => {
    const config = files({ version: '1.0.0', command: { version: { allowBranch: ['main', 'release/*'] } } });
    expect(lines('npx lerna version', { files: config }, 'feature')).toEqual([]);
    expect(lines('npx lerna version', { files: config }, 'release/2')).not.toEqual([]);
    expect(lines('npx lerna publish --allow-branch next', { files: config }, 'main')).toEqual([]);
    expect(lines('npx lerna publish from-git', { files: config }, 'feature')).toEqual(['package npm @acme/a']);
    expect(lines('npx lerna version --allow-branch feature', { files: config }, 'feature')).not.toEqual([]);
  });

  it('makes releases of each package when told to', () => {
    const config = files({ version: 'independent' });
    expect(lines('npx lerna version --conventional-commits --create-release github', { files: config, env: { GH_TOKEN: PAT } })).toEqual([
      'git commit Publish undefined',
      'git tag @acme/a@1.2.3 undefined',
      'git push undefined ',
      'release create @acme/a@1.2.3 false',
    ]);
    expect(lines('npx lerna version --no-git-tag-version --create-release github', { files: config })).toEqual([]);
  });

  it('pushes to the remote that is named', () => {
    const [, , push] = deeds('npx lerna version --git-remote upstream', { files: files({ version: '1.0.0' }) });
    expect(push).toMatchObject({ kind: 'git', act: 'push', remote: { k: 'str', v: 'upstream' } });
  });
});

group('release-it', () => {
  it('reads a file that is named, and the usual ones', () => {
    const config = { git: { tagName: 'rel-${version}' }, npm: { publish: false } };
    const expected = ['git commit Release 1.2.3 undefined', 'git tag rel-1.2.3 undefined', 'git push undefined '];
    expect(lines('npx release-it --config ci/release.json', { files: { ...node, 'ci/release.json': json(config) } })).toEqual(expected);
    expect(lines('npx release-it', { files: { ...node, '.release-it.json': json(config) } })).toEqual(expected);
    const toml = '[git]\ntagName = "rel-${version}"\n[npm]\npublish = false\n';
    expect(lines('npx release-it', { files: { ...node, '.release-it.toml': toml } })).toEqual(expected);
    const yaml = 'git:\n  tagName: rel-${version}\nnpm: false\n';
    expect(lines('npx release-it', { files: { ...node, '.release-it.yml': yaml } })).toEqual(expected);
    expect(lines('npx release-it', { files: { 'package.json': json({ name: 'rocket', version: '1.0.0', 'release-it': config }) } })).toEqual(
      expected,
    );
  });

  it('without a name, tags as the tag before', () => {
    expect(lines('npx release-it --no-npm', { files: node })).toContain('git tag 1.2.3 | v1.2.3 undefined');
  });

  it('makes a release with its files', () => {
    const config = { npm: false, git: { tagName: 'v${version}' }, github: { release: true, draft: true, assets: ['dist/*.zip'] } };
    const release = deeds('npx release-it --ci', { files: { ...node, '.release-it.json': json(config) }, env: { GITHUB_TOKEN } }).at(-1)!;
    expect(release).toMatchObject({ kind: 'release', act: 'create', draft: true, by: { how: 'token' } });
    expect(release.kind === 'release' && release.assets?.map(describe)).toEqual(['dist/*.zip']);
    const web = { ...config, github: { release: true, web: true } };
    expect(lines('npx release-it --ci', { files: { ...node, '.release-it.json': json(web) } }).some((line) => line.startsWith('release'))).toBe(
      false,
    );
  });

  it('releases from the branch that it requires', () => {
    const config = { git: { requireBranch: ['main', 'next'] }, npm: false };
    const files = { ...node, '.release-it.json': json(config) };
    expect(lines('npx release-it', { files }, 'feature')).toEqual([]);
    expect(lines('npx release-it', { files }, 'next')).not.toEqual([]);
    expect(lines('npx release-it --git.requireBranch=feature', { files }, 'feature')).not.toEqual([]);
  });

  it('runs its hooks where they stand', () => {
    const config = { hooks: { 'after:bump': ['npm run build'], 'after:release': 'echo ${version}' }, npm: false, git: { tagName: 'v${version}' } };
    expect(lines('npx release-it', { files: { ...node, '.release-it.json': json(config) } })).toEqual([
      'runs npm run build',
      'git commit Release 1.2.3 undefined',
      'git tag v1.2.3 undefined',
      'git push undefined ',
      'runs echo 1.2.3',
    ]);
  });

  it('leaves packages to the plugin for workspaces', () => {
    const config = { plugins: { '@release-it-plugins/workspaces': true }, git: false };
    expect(lines('npx release-it', { files: { ...workspace, '.release-it.json': json(config) } })).toEqual(['package npm @acme/a']);
  });

  it('is not sure of what another configuration adds', () => {
    const config = { extends: 'github:acme/release-it-config' };
    expect(deeds('npx release-it', { files: { ...node, '.release-it.json': json(config) } }).every((deed) => deed.certain === undefined)).toBe(true);
  });
});

group('python-semantic-release', () => {
  const project = (text: string) => ({ 'pyproject.toml': `[tool.semantic_release]\n${text}` });
  const env = { GH_TOKEN: PAT };

  it('builds, commits, tags, pushes and releases', () => {
    expect(lines('semantic-release version', { files: project('build_command = "python -m build"\n'), env })).toEqual([
      'runs python -m build',
      'git commit 1.2.3\n\nAutomatically generated by python-semantic-release undefined',
      'git tag v1.2.3 undefined',
      'git push undefined HEAD',
      'git push undefined v1.2.3',
      'release create v1.2.3 false',
    ]);
    expect(lines('semantic-release version --skip-build --no-vcs-release --no-push', { files: project('build_command = "x"\n'), env })).toHaveLength(
      2,
    );
  });

  it('reads files of its own', () => {
    expect(lines('semantic-release version', { files: { 'releaserc.toml': '[semantic_release]\ntag_format = "rel-{version}"\n' }, env })).toContain(
      'git tag rel-1.2.3 undefined',
    );
    const asJson = json({ semantic_release: { tag_format: '{version}' } });
    expect(lines('semantic-release version', { files: { 'releaserc.json': asJson }, env })).toContain('git tag 1.2.3 undefined');
    expect(lines('semantic-release --config ci.json version', { files: { 'ci.json': asJson }, env })).toContain('git tag 1.2.3 undefined');
  });

  it('releases from branches of its groups, with their kind of version', () => {
    const files = project(
      '[tool.semantic_release.branches.main]\nmatch = "main$"\n[tool.semantic_release.branches.next]\nmatch = "next/.*"\nprerelease = true\nprerelease_token = "beta"\n',
    );
    expect(lines('semantic-release version', { files, env }, 'main')).toContain('release create v1.2.3 false');
    expect(lines('semantic-release version', { files, env }, 'next/2')).toContain('release create v1.2.3-beta.1 true');
    expect(lines('semantic-release version', { files, env }, 'feature')).toEqual([]);
    expect(lines('semantic-release version', { files: project(''), env }, 'feature')).toEqual([]);
  });

  it('uploads what its patterns name to the release that is there', () => {
    const [upload] = deeds('semantic-release publish --tag v1.2.3', {
      files: project('[tool.semantic_release.publish]\ndist_glob_patterns = ["out/*"]\n'),
      env,
    });
    expect(upload).toMatchObject({ kind: 'release', act: 'upload', assets: [{ v: 'out/*' }] });
    expect(deeds('semantic-release publish', { files: project('[tool.semantic_release.publish]\nupload_to_vcs_release = false\n'), env })).toEqual(
      [],
    );
  });

  it('takes its token from where it is told, and may push without', () => {
    const files = project('[tool.semantic_release.remote]\nignore_token_for_push = true\ntoken = { env = "BOT_TOKEN" }\n');
    const found = deeds('semantic-release version', { files, env: { BOT_TOKEN: PAT } });
    expect(found.find(({ kind }) => kind === 'release')?.by).toMatchObject({ from: 'env BOT_TOKEN' });
    expect(found.find((deed) => deed.kind === 'git' && deed.act === 'push')).toMatchObject({ remote: { v: 'origin' } });
  });

  it('up to version 7, publish did everything', () => {
    expect(lines('semantic-release publish', { files: project('version_variable = "a.py:__version__"\nbranch = "main"\n'), env })).toContain(
      'release create v1.2.3 false',
    );
  });

  it('a configuration that nobody can read in bounded time is not known', () => {
    const files = project(`[tool.semantic_release.branches.main]\nmatch = "(a+)+$"\n`);
    expect(lines('semantic-release version', { files, env }, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')).not.toEqual([]);
  });
});

group('slipway', () => {
  const config = (release: string) => ({ files: { 'slipway.yaml': `release:\n${release}` } });

  it('tags as its configuration says, and pushes each tag alone', () => {
    expect(lines('npx slipway tag', config("  tag: 'rel-{version}'\n"))).toEqual([
      'git tag rel-1.2.3 undefined',
      'git push undefined refs/tags/rel-1.2.3',
    ]);
    const several = config("  tag: '{name}@{version}'\n  components: [packages/core, { name: '@acme/cli', path: cli, tag: 'v{version}' }]\n");
    expect(lines('slipway tag', several).filter((line) => line.startsWith('git tag'))).toEqual([
      'git tag core@1.2.3 undefined',
      'git tag v1.2.3 undefined',
    ]);
    expect(lines('slipway tag --no-push', config('  changelog: false\n'))).toEqual(['git tag v1.2.3 undefined']);
    expect(deeds('slipway tag', config('  tagging: { annotated: false }\n'))).toContainEqual(
      expect.objectContaining({ act: 'tag', annotated: false }),
    );
  });

  it('opens the release pull request with its token, from a branch of each channel', () => {
    const env = { GH_TOKEN: PAT };
    const opened = (words: string, release = '  tag: v{version}\n') =>
      deeds(words, { ...config(release), env }).flatMap((deed) =>
        deed.kind === 'pull-request' ? [told(deed, 'base', 'head', 'title', 'labels')] : [],
      );
    expect(opened('npx slipway prepare')).toEqual(['pull-request main slipway/release chore: release 1.2.3 release']);
    expect(opened('npx slipway prepare --channel rc --base next')).toEqual(['pull-request next slipway/release-rc chore: release 1.2.3 release']);
    expect(opened('slipway prepare', "  pull-request: { branch: next-release, title: 'Ship {version}', labels: [ship] }\n")).toEqual([
      'pull-request main next-release Ship 1.2.3 ship',
    ]);
    expect(deeds('slipway prepare', { env })).toContainEqual(expect.objectContaining({ by: { how: 'token', value: PAT, from: 'env GH_TOKEN' } }));
    expect(lines('slipway prepare --local')).toEqual(['git commit chore: release 1.2.3 undefined']);
  });

  it('needs the history for all that plans, and does nothing in a dry run', () => {
    for (const words of ['slipway plan', 'slipway notes --summary', 'slipway tag --dry-run', 'slipway prepare --dry-run'])
      expect(deeds(words).map(({ kind }) => kind)).toEqual(['history']);
    expect(deeds('slipway doctor')).toEqual([]);
  });
});
