import { describe, expect, it } from 'vitest';
import { alts, asText, str, token } from '../../../actions/index.ts';
import { BUILT_IN, deedsOf, type Given, lines, outputsOf, PAT } from './calls.test-support.ts';

const tagPush = { refType: 'tag' } as const;

describe('what actions do', () => {
  const rows: readonly (readonly [string, Given, readonly string[]])[] = [
    ['checkout keeps the GITHUB_TOKEN unless told otherwise', { uses: 'actions/checkout@v4' }, ['checkout by GITHUB_TOKEN']],
    [
      'a release with the token of the workflow, drafted first',
      { uses: 'softprops/action-gh-release@v2.5.1', event: tagPush },
      ['release create - by GITHUB_TOKEN draft-first'],
    ],
    [
      'pre-releases are not drafted first from 2.5.2',
      { uses: 'softprops/action-gh-release@v2.6.0', with: { prerelease: 'true', tag_name: 'refs/tags/v1' } },
      ['release create v1 by GITHUB_TOKEN prerelease'],
    ],
    ['nothing is drafted first before 2.5.0', { uses: 'softprops/action-gh-release@v2.4.2' }, ['release create - by GITHUB_TOKEN']],
    [
      'a floating tag is the newest of its line at the date',
      { uses: 'softprops/action-gh-release@v2', asOf: '2025-11-30' },
      ['release create - by GITHUB_TOKEN'],
    ],
    [
      'the environment wins before 2.5.3',
      { uses: 'softprops/action-gh-release@v2.5.0', env: { GITHUB_TOKEN: PAT } },
      ['release create - by secrets.RELEASE_TOKEN draft-first'],
    ],
    [
      'the default of the input wins from 2.5.3',
      { uses: 'softprops/action-gh-release@v3', env: { GITHUB_TOKEN: PAT } },
      ['release create - by GITHUB_TOKEN draft-first'],
    ],
    ['the old release action has no token by itself', { uses: 'actions/create-release@v1', with: { tag_name: 'v1' } }, ['release create v1 by none']],
    [
      'ncipollo drafts first when it is to be immutable',
      { uses: 'ncipollo/release-action@v1', with: { immutableCreate: 'true' } },
      ['release create - by GITHUB_TOKEN draft-first'],
    ],
    [
      'marvinpinto makes pre-releases',
      { uses: 'marvinpinto/action-automatic-releases@latest', with: { repo_token: PAT } },
      ['release create - by secrets.RELEASE_TOKEN prerelease'],
    ],
    [
      'a drafter drafts',
      { uses: 'release-drafter/release-drafter@v6', env: { GITHUB_TOKEN: BUILT_IN } },
      ['release create v1.2.3 by GITHUB_TOKEN draft'],
    ],
    ['tags with a v', { uses: 'mathieudutour/github-tag-action@v6', with: { github_token: BUILT_IN } }, ['tag create v1.2.3 by GITHUB_TOKEN']],
    [
      'no tag on a branch that releases nothing',
      { uses: 'mathieudutour/github-tag-action@v6', with: { github_token: BUILT_IN }, event: { ref: 'topic' } },
      [],
    ],
    ['tags without a v', { uses: 'anothrNick/github-tag-action@v1', env: { GITHUB_TOKEN: BUILT_IN } }, ['tag create 1.2.3 by GITHUB_TOKEN']],
    [
      'a commit and its tag in one push, with the credential of the checkout',
      { uses: 'stefanzweifel/git-auto-commit-action@v5', with: { tagging_message: 'v9' } },
      ['git commit Apply automatic changes', 'git tag v9', 'git push origin --follow-tags'],
    ],
    [
      'a token in the URL of a tag push',
      { uses: 'rickstaa/action-create-tag@v1', with: { tag: 'v9', github_token: PAT } },
      ['git tag v9', 'git push https://x-access-token:{secrets.RELEASE_TOKEN}@github.com/octo/tool.git v9'],
    ],
    [
      'phips28 has no prefix and sends all tags',
      { uses: 'phips28/gh-action-bump-version@master', env: { GITHUB_TOKEN: PAT } },
      [
        'git commit ci: version bump to 1.2.3',
        'git tag 1.2.3',
        'git push https://x-access-token:{secrets.RELEASE_TOKEN}@github.com/octo/tool.git --follow-tags',
        'git push https://x-access-token:{secrets.RELEASE_TOKEN}@github.com/octo/tool.git --tags',
      ],
    ],
    [
      'release-please by its input has no component in the tag',
      { uses: 'googleapis/release-please-action@v4', with: { 'release-type': 'node', token: PAT }, files: { 'package.json': '{"name":"tool"}' } },
      ['release create v1.2.3 by secrets.RELEASE_TOKEN', 'pull-request open chore(main): release 1.2.3 by secrets.RELEASE_TOKEN'],
    ],
    [
      'release-please by its configuration has one',
      {
        uses: 'googleapis/release-please-action@v4',
        with: { 'skip-github-pull-request': 'true' },
        files: { 'release-please-config.json': '{"packages":{".":{"release-type":"node"}}}', 'package.json': '{"name":"tool"}' },
      },
      ['release create tool-v1.2.3 by GITHUB_TOKEN'],
    ],
    [
      'changesets 1 pushes with git, one tag at a time, and takes the environment first',
      {
        uses: 'changesets/action@v1.5.3',
        with: { publish: 'npm run release' },
        env: { GITHUB_TOKEN: BUILT_IN, NPM_TOKEN: token({ kind: 'secret', name: 'NPM' }) },
        files: { '.changeset/config.json': '{}', 'package.json': '{"name":"tool","version":"1.0.0"}' },
      },
      [
        'package npm tool by secrets.NPM',
        'git tag v1.2.3',
        'git push https://x-access-token:{GITHUB_TOKEN}@github.com/octo/tool.git v1.2.3',
        'release create v1.2.3 by GITHUB_TOKEN',
        'git commit Version Packages',
        'git push https://x-access-token:{GITHUB_TOKEN}@github.com/octo/tool.git HEAD:refs/heads/changeset-release/main',
        'pull-request open Version Packages by GITHUB_TOKEN',
      ],
    ],
    [
      'changesets 2 works by API with its input',
      { uses: 'changesets/action@v2', env: { GITHUB_TOKEN: PAT } },
      ['branch changeset-release/main by GITHUB_TOKEN', 'pull-request open Version Packages by GITHUB_TOKEN'],
    ],
    [
      'release-plz tags by API since its action 0.5.114',
      {
        uses: 'release-plz/action@v0.5.114',
        with: { command: 'release' },
        env: { GITHUB_TOKEN: PAT },
        files: { 'Cargo.toml': '[package]\nname = "tool"\nversion = "1.0.0"\n' },
      },
      ['package crates.io tool by oidc', 'tag v1.2.3 by secrets.RELEASE_TOKEN', 'release create v1.2.3 by secrets.RELEASE_TOKEN'],
    ],
    [
      'before, it pushed tags with git',
      {
        uses: 'release-plz/action@v0.5.113',
        with: { command: 'release' },
        env: { GITHUB_TOKEN: PAT },
        files: { 'Cargo.toml': '[package]\nname = "tool"\nversion = "1.0.0"\n' },
      },
      ['package crates.io tool by oidc', 'tag v1.2.3 by git', 'release create v1.2.3 by secrets.RELEASE_TOKEN'],
    ],
    [
      'goreleaser builds only',
      {
        uses: 'goreleaser/goreleaser-action@v6',
        with: { args: '--snapshot --clean -f .goreleaser.yml' },
        files: { '.goreleaser.yml': 'project_name: tool' },
      },
      [],
    ],
    [
      'goreleaser releases, and pushes to the tap with its own token',
      {
        uses: 'goreleaser/goreleaser-action@v6',
        with: { args: 'release --clean' },
        env: { GITHUB_TOKEN: BUILT_IN, TAP: PAT },
        event: tagPush,
        files: { '.goreleaser.yml': 'brews:\n  - repository:\n      owner: octo\n      name: homebrew-tap\n      token: "{{ .Env.TAP }}"\n' },
      },
      ['release create - by GITHUB_TOKEN draft-first', 'tap push homebrew octo/homebrew-tap by secrets.RELEASE_TOKEN'],
    ],
    [
      'semantic-release pushes its tag with git, and releases by API',
      {
        uses: 'cycjimmy/semantic-release-action@v4',
        env: { GITHUB_TOKEN: PAT },
        files: { '.releaserc.json': '{"plugins":["@semantic-release/github"]}' },
      },
      [
        'git fetch -',
        'git tag v1.2.3',
        'git push https://x-access-token:{secrets.RELEASE_TOKEN}@github.com/octo/tool.git v1.2.3',
        'release create v1.2.3 by secrets.RELEASE_TOKEN',
      ],
    ],
    [
      'PyPI without a password is trusted publishing',
      { uses: 'pypa/gh-action-pypi-publish@release/v1', with: { 'repository-url': 'https://test.pypi.org/legacy/' } },
      ['package testpypi  by oidc'],
    ],
    ['maturin only builds', { uses: 'PyO3/maturin-action@v1', with: { args: '--release' } }, []],
    [
      'an image for every line and comma',
      { uses: 'docker/build-push-action@v6', with: { push: 'true', tags: 'ghcr.io/octo/tool:1\nghcr.io/octo/tool:2,octo/tool:3' } },
      ['image pushed ghcr.io/octo/tool:1 ghcr.io/octo/tool:2 octo/tool:3'],
    ],
    ['an image that is not pushed', { uses: 'docker/build-push-action@v6', with: { tags: 'a:1' } }, ['image built a:1']],
    [
      'pages by a branch',
      { uses: 'peaceiris/actions-gh-pages@v4', with: { github_token: BUILT_IN } },
      ['branch gh-pages by GITHUB_TOKEN', 'pages by GITHUB_TOKEN'],
    ],
    [
      'a dispatch of a workflow on the ref of the event',
      { uses: 'benc-uk/workflow-dispatch@v1', with: { workflow: 'release.yml' } },
      ['dispatch workflow release.yml on main by GITHUB_TOKEN'],
    ],
    [
      'a dispatch to another repository',
      { uses: 'peter-evans/repository-dispatch@v3', with: { token: PAT, repository: 'octo/site', 'event-type': 'new' } },
      ['dispatch repository new on - by secrets.RELEASE_TOKEN'],
    ],
    [
      'a formula in the core tap',
      { uses: 'mislav/bump-homebrew-formula-action@v3', env: { COMMITTER_TOKEN: PAT } },
      ['tap pull-request homebrew Homebrew/homebrew-core by secrets.RELEASE_TOKEN'],
    ],
    [
      'a script that makes a tag',
      {
        uses: 'actions/github-script@v7',
        with: {
          script:
            "const tag = 'v9';\nawait github.rest.git.createRef({ owner: context.repo.owner, repo: context.repo.repo, ref: `refs/tags/${tag}`, sha: context.sha })",
        },
      },
      ['tag create v9 by GITHUB_TOKEN'],
    ],
    [
      'a script that dispatches a workflow',
      {
        uses: 'actions/github-script@v7',
        with: {
          'github-token': PAT,
          script:
            "await github.rest.actions.createWorkflowDispatch({ ...context.repo, workflow_id: 'build.yml', ref: context.ref, inputs: { tag } })",
        },
      },
      ['dispatch workflow build.yml on main by secrets.RELEASE_TOKEN'],
    ],
    [
      'a script that dispatches each workflow of a list',
      {
        uses: 'actions/github-script@v7',
        with: {
          script:
            "const all = ['build.yml', 'docs.yml'];\nfor (const file of all) {\n  await github.rest.actions.createWorkflowDispatch({ ...context.repo, workflow_id: file, ref: 'v1' });\n}",
        },
      },
      ['dispatch workflow build.yml on v1 by GITHUB_TOKEN', 'dispatch workflow docs.yml on v1 by GITHUB_TOKEN'],
    ],
    [
      'a script that reads the environment and keeps holes',
      {
        uses: 'actions/github-script@v7',
        env: { TAG: 'v9' },
        with: {
          script: {
            k: 'text',
            parts: [
              "await github.rest.repos.createRelease({ tag_name: process.env.TAG, draft: true });\nawait github.rest.git.deleteRef({ ref: 'tags/",
              { hole: 'version' },
              "' })",
            ],
          },
        },
      },
      ['release create v9 by GITHUB_TOKEN draft', 'tag delete {version} by GITHUB_TOKEN'],
    ],
    [
      'a script that calls one function of a module of the tree',
      {
        uses: 'actions/github-script@v7',
        with: { script: "await require('./scripts/release').publish({ github, context })" },
        files: {
          'scripts/release.js':
            "const notes = async (github) => {\n  await github.rest.git.createRef({ ref: 'refs/tags/v9' })\n}\nconst open = async ({ github }) => {\n  await github.rest.pulls.create({ head: 'next' })\n}\nconst publish = async ({ github }) => {\n  await notes(github)\n}\nmodule.exports = { open, publish }\n",
        },
      },
      ['tag create v9 by GITHUB_TOKEN'],
    ],
    [
      'a script that only reads',
      { uses: 'actions/github-script@v7', with: { script: 'const { data } = await github.rest.repos.getLatestRelease(context.repo)' } },
      [],
    ],
    [
      'an action behind a retry',
      {
        uses: 'Wandalen/wretry.action@v3',
        with: { action: 'actions/create-release@v1', with: 'tag_name: v7\ndraft: true' },
        env: { GITHUB_TOKEN: BUILT_IN },
      },
      ['release create v7 by GITHUB_TOKEN draft'],
    ],
    ['a deployment', { uses: 'cloudflare/wrangler-action@v3', with: { command: 'pages deploy dist', apiToken: PAT } }, ['deploy Cloudflare']],
    ['a setup', { uses: 'actions/setup-python@v5' }, []],
  ];

  it.each(rows)('%s', (_title, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });

  it('tells where checkout leaves its credential, by version', () => {
    const layout = (uses: string, asOf?: string) => deedsOf({ uses, asOf }).map((deed) => deed.kind === 'checkout' && deed.layout);
    expect(layout('actions/checkout@v5')).toEqual(['config']);
    expect(layout('actions/checkout@v6')).toEqual(['file']);
    expect(layout('actions/checkout@main', '2025-01-01')).toEqual(['config']);
    expect(layout('actions/checkout@0123456789abcdef0123456789abcdef01234567')).toEqual([undefined]);
  });

  it('fetches one commit without tags unless asked for more', () => {
    const one = deedsOf({ uses: 'actions/checkout@v4' })[0];
    const all = deedsOf({ uses: 'actions/checkout@v4', with: { 'fetch-depth': '0' } })[0];
    expect(one).toMatchObject({ depth: 1, tags: false, persist: true });
    expect(all).toMatchObject({ depth: 0, tags: true });
  });
});

describe('what actions give to later steps', () => {
  const tagsFor = (given: Omit<Given, 'uses'>) =>
    asText(outputsOf({ uses: 'docker/metadata-action@v5', ...given }).get('tags') ?? str('?'))?.split('\n');

  it('computes image tags from rules and the event', () => {
    const rules = 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=ref,event=branch\ntype=raw,value=edge,enable=false';
    expect(tagsFor({ with: { images: 'ghcr.io/Octo/Tool', tags: rules }, event: tagPush })).toEqual([
      'ghcr.io/octo/tool:1.2.3',
      'ghcr.io/octo/tool:1.2',
      'ghcr.io/octo/tool:latest',
    ]);
    expect(tagsFor({ with: { images: 'octo/tool', tags: rules } })).toEqual(['octo/tool:main']);
    expect(tagsFor({ with: { images: 'octo/tool', tags: rules }, event: { refType: 'tag', ref: 'v2.0.0-rc.1' } })).toEqual(['octo/tool:2.0.0-rc.1']);
    expect(tagsFor({ with: { images: 'octo/tool', tags: 'type=semver,pattern={{version}}' } })).toEqual(['']);
    expect(tagsFor({ with: { images: 'a\nb', flavor: 'latest=false' }, event: tagPush })).toEqual(['a:v1.2.3', 'b:v1.2.3']);
  });

  it('gives the token of an App with the secret of its key', () => {
    const given = { uses: 'actions/create-github-app-token@v2', with: { 'private-key': token({ kind: 'secret', name: 'APP_KEY' }) } };
    expect(outputsOf(given).get('token')).toEqual(token({ kind: 'app', secret: 'APP_KEY' }));
  });

  it('leaves open whether release-please released', () => {
    const given = { uses: 'googleapis/release-please-action@v4', with: { 'release-type': 'simple' } };
    expect(outputsOf(given).get('release_created')).toEqual(alts([str('true'), str('')]));
    expect(outputsOf(given).get('tag_name')).toEqual(str('v1.2.3'));
  });
});
