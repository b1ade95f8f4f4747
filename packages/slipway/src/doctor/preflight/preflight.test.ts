import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import type { GitFacts } from '../../remotes/types.ts';
import { preflight } from './preflight.ts';
import type { PreflightAct, PreflightCredential } from './types.ts';

const RELEASE = '.github/workflows/release.yml';

const onTags = (filter: string, more = ''): string => `name: Release
on:
  push:
    tags: ${filter}
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "$GITHUB_REF_NAME" --verify-tag
        env:
          GH_TOKEN: \${{ github.token }}
${more}`;

const TESTS = `name: Tests
on:
  push:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: npm test
`;

const tags = (...names: string[]): Partial<GitFacts> => ({ tags: names.map((name, at) => ({ name, date: 1_000_000 - at, subject: '' })) });

const walk = (
  files: Readonly<Record<string, string>>,
  act: PreflightAct,
  by: PreflightCredential = 'person',
  git: Partial<GitFacts> = {},
  host: 'github.com' | 'ghes' = 'github.com',
) => preflight(memoryTree(files, git), { version: '0.0.0', asOf: '2026-11-20', host }, act, by);

const v1: PreflightAct = { kind: 'tag', name: 'v1.4.0' };

describe('a tag before it is made', () => {
  it('reaches what its workflow delivers, when a person pushes it', () => {
    const found = walk({ [RELEASE]: onTags("['v*']") }, v1);
    expect(found).toMatchObject({ event: 'a person pushes tag v1.4.0', starts: [{ path: RELEASE, answer: 'runs' }], findings: [], undecided: [] });
    expect(found.destinations.map(({ id, verdict }) => [id, verdict])).toEqual([['release', 'reached']]);
    expect([found.startsNothing, found.refusal]).toEqual([undefined, undefined]);
  });

  it.each(['app', 'pat', 'deploy-key'] as const)('is heard when %s pushes it', (by) => {
    expect(walk({ [RELEASE]: onTags("['v*']") }, v1, by)).toMatchObject({ starts: [{ answer: 'runs' }] });
  });

  it('is refused to the GITHUB_TOKEN when a workflow waits for it, which the sentence names with the ways out', () => {
    const { refusal, startsNothing, destinations } = walk({ [RELEASE]: onTags("['v*']") }, v1, 'github-token');
    expect(startsNothing).toMatchObject({ cause: 'github-token', meant: true, workflows: [RELEASE], location: { path: RELEASE, line: 3 } });
    expect(refusal?.kind).toBe('starts-nothing');
    expect(refusal?.text).toContain('release.yml waits for tag v1.4.0 and would not start: events made with the GITHUB_TOKEN start no run');
    expect(refusal?.text).toMatch(/GitHub App.*gh workflow run release\.yml --ref v1\.4\.0/);
    expect(destinations).toMatchObject([{ id: 'release', verdict: 'broken' }]);
  });

  it('is not refused where nothing waits for tags, whoever pushes it', () => {
    for (const by of ['person', 'github-token'] as const) {
      const { refusal, startsNothing } = walk({ '.github/workflows/tests.yml': TESTS.replace('  push:\n', '') }, v1, by);
      expect([refusal, startsNothing?.cause, startsNothing?.meant]).toEqual([undefined, 'nothing-waits', false]);
    }
  });

  it('is not refused to the GITHUB_TOKEN when only tests that run on every push are not run', () => {
    const { refusal, startsNothing } = walk({ '.github/workflows/tests.yml': TESTS }, v1, 'github-token');
    expect([refusal, startsNothing?.meant]).toEqual([undefined, undefined]);
  });

  it('is refused when the documents promise that a tag starts the release, and nothing waits', () => {
    const said =
      '# Releasing\n\nPush a tag, which triggers the release automatically:\n\n```sh\ngit tag v1.2.3\ngit push origin v1.2.3 # starts the release workflow\n```\n';
    const found = walk({ 'RELEASING.md': said, '.github/workflows/tests.yml': TESTS.replace('  push:\n', '') }, v1);
    expect(found.startsNothing).toMatchObject({ cause: 'nothing-waits', meant: true });
    expect(found.refusal?.text).toMatch(/RELEASING\.md:\d+ says/);
  });

  it('tells who waits for the release of it', () => {
    const published = onTags("['v*']").replace("push:\n    tags: ['v*']", 'release:\n    types: [published]').replace('create', 'upload');
    const { refusal, startsNothing } = walk({ [RELEASE]: published }, v1);
    expect(refusal).toBeUndefined();
    expect(startsNothing?.ways).toEqual([`publish a GitHub release of it, which ${RELEASE} waits for`]);
  });

  it('is refused when the message of its commit skips all runs', () => {
    const { refusal, startsNothing } = walk({ [RELEASE]: onTags("['v*']") }, { ...v1, message: 'chore: release [skip ci]' });
    expect(startsNothing).toMatchObject({ cause: 'skip-marker', meant: true });
    expect(refusal?.text).toContain('[skip ci]');
  });

  it('takes the message of the commit that is read when it is not told', () => {
    expect(walk({ [RELEASE]: onTags("['v*']") }, v1, 'person', { message: 'chore: v1.4.0 [no ci]' }).startsNothing?.cause).toBe('skip-marker');
  });

  it('is refused when the filter takes the tag before it, and not this one', () => {
    const { refusal } = walk({ [RELEASE]: onTags("['v1.*']") }, { kind: 'tag', name: 'v2.0.0' }, 'person', tags('v1.9.0'));
    expect(refusal?.text).toContain('no workflow takes tag v2.0.0');
    expect(refusal?.text).toContain('v1.9.0, the one before it, did');
  });

  it('is refused when the first version of a repository is named otherwise than its workflow waits for', () => {
    expect(walk({ [RELEASE]: onTags("['v*']") }, { kind: 'tag', name: '1.0.0' }).refusal?.kind).toBe('starts-nothing');
  });

  it('is told, not refused, when a component has tags that never started anything', () => {
    const { refusal, startsNothing } = walk(
      { [RELEASE]: onTags("['v*']") },
      { kind: 'tag', name: 'docs-1.1.0' },
      'person',
      tags('v1.0.0', 'docs-1.0.0'),
    );
    expect([refusal, startsNothing?.cause, startsNothing?.meant]).toEqual([undefined, 'filter', undefined]);
  });

  it('lets a pre-release start nothing where stable versions only are waited for', () => {
    const stable = onTags("['v[0-9]+.[0-9]+.[0-9]+']");
    expect(walk({ [RELEASE]: stable }, { kind: 'tag', name: 'v2.0.0-rc.1' }, 'person', tags('v1.0.0')).refusal).toBeUndefined();
  });

  it('names what other tags of its kind reach, and it does not', () => {
    const npm = `  npm:
    runs-on: ubuntu-24.04
    if: \${{ !contains(github.ref_name, '-') }}
    steps:
      - uses: actions/checkout@v4
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
    const files = { [RELEASE]: onTags("['v*']", npm), 'package.json': '{"name":"tool","version":"1.4.0"}' };
    const verdicts = (name: string) => Object.fromEntries(walk(files, { kind: 'tag', name }).destinations.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts('v1.4.0')).toEqual({ 'npm:tool': 'reached', release: 'reached' });
    expect(verdicts('v1.4.0-rc.1')).toEqual({ 'npm:tool': 'never', release: 'reached' });
    // Said as a question: these lines stand below "not known".
    expect(walk(files, { kind: 'tag', name: 'v1.4.0' }).undecided.map(({ text }) => text)).toEqual(['whether the secret NPM_TOKEN exists']);
  });

  it('is refused for an error that stands on its way, and for none that stands elsewhere', () => {
    const bare = onTags("['v*']").replace('contents: write', 'contents: read');
    const broken = walk({ [RELEASE]: bare }, v1);
    expect(broken.findings.map(({ rule }) => rule)).toEqual(['missing-permission']);
    expect(broken.refusal).toMatchObject({ kind: 'findings' });
    expect(broken.destinations).toMatchObject([{ verdict: 'broken', why: 'its GITHUB_TOKEN lacks contents: write' }]);
    const other = `name: Nightly
on:
  schedule:
    - cron: '0 3 * * *'
permissions:
  contents: read
jobs:
  nightly:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "nightly-$(date +%F)" --target main
        env:
          GH_TOKEN: \${{ github.token }}
`;
    const beside = walk({ [RELEASE]: onTags("['v*']"), '.github/workflows/nightly.yml': other }, v1);
    expect([beside.findings, beside.refusal]).toEqual([[], undefined]);
  });

  it('is refused for a workflow that GitHub cannot read', () => {
    const { refusal, startsNothing } = walk({ [RELEASE]: onTags("['v*']").replace('runs-on: ubuntu-24.04\n', 'runs-off: x\n') }, v1);
    expect(startsNothing).toMatchObject({ cause: 'invalid', meant: true });
    expect(refusal?.text).toContain('GitHub refuses this file');
  });

  it('does not refuse for what is not known, and tells what decides it', () => {
    const found = walk({ [RELEASE]: onTags("['v*']") }, v1, 'unknown');
    expect(found.refusal).toBeUndefined();
    expect(found.undecided).toHaveLength(1);
    expect(found.undecided[0]).toMatchObject({ text: expect.stringContaining('GITHUB_TOKEN'), decide: expect.stringContaining('--as') });
    const called = `name: Release\non:\n  push:\n    tags: ['v*']\njobs:\n  release:\n    uses: octo/shared/.github/workflows/release.yml@v1\n    secrets: inherit\n`;
    const opaque = walk({ [RELEASE]: called }, v1);
    expect(opaque.refusal).toBeUndefined();
    expect(opaque.undecided[0]?.decide).toContain('--mirrors');
  });
});

describe('a pull request before it is opened', () => {
  const act: PreflightAct = { kind: 'pull-request', branch: 'slipway/release', base: 'main' };
  const files = { '.github/workflows/tests.yml': TESTS };

  it('starts its checks when a person or an App opens it', () => {
    for (const by of ['person', 'app'] as const)
      expect(walk(files, act, by)).toMatchObject({ starts: [{ path: '.github/workflows/tests.yml', answer: 'runs' }] });
  });

  it('waits for an approval when the GITHUB_TOKEN opens it, and is refused where no run is made at all', () => {
    expect(walk(files, act, 'github-token')).toMatchObject({ starts: [{ answer: 'held', event: 'pull_request: opened' }] });
    expect(walk(files, act, 'github-token').refusal).toBeUndefined();
    const server = walk(files, act, 'github-token', {}, 'ghes');
    expect(server.refusal?.text).toContain('tests.yml waits for the pull request from slipway/release and would not start');
  });

  it('is not refused where nothing checks pull requests', () => {
    expect(walk({ [RELEASE]: onTags("['v*']") }, act, 'github-token', {}, 'ghes')).not.toHaveProperty('refusal');
  });
});

describe('what has nothing to do with the tag', () => {
  it('does not stand against it: a workflow for branches that GitHub cannot read', () => {
    const broken = TESTS.replace('  push:\n', '  push:\n    branches: [main]\n').replace('runs-on: ubuntu-24.04', 'runs-off: x');
    const found = walk({ [RELEASE]: onTags("['v*']"), '.github/workflows/tests.yml': broken }, v1);
    expect([found.findings, found.refusal]).toEqual([[], undefined]);
  });

  it('is not missed: what runs on every push and cannot be read', () => {
    const called = 'name: CI\non: push\njobs:\n  ci:\n    uses: octo/shared/.github/workflows/ci.yml@v1\n    secrets: inherit\n';
    const { refusal, startsNothing } = walk({ '.github/workflows/ci.yml': called }, v1, 'github-token');
    expect([refusal, startsNothing?.cause, startsNothing?.meant]).toEqual([undefined, 'github-token', undefined]);
  });

  it('is missed: what runs on every push and makes a release of tags', () => {
    const all = onTags("['v*']")
      .replace("push:\n    tags: ['v*']", 'push:')
      .replace('    steps:', "    if: startsWith(github.ref, 'refs/tags/')\n    steps:");
    expect(walk({ [RELEASE]: all }, v1, 'github-token').refusal?.kind).toBe('starts-nothing');
  });
});
