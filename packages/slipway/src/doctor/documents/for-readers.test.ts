import { describe, expect, it } from 'vitest';
import { analyse, makeWorld, memoryTree } from '../../chain/index.ts';
import { type Claim, claimsOf } from './index.ts';

const workflow = `name: Release
on:
  push:
    tags: ['v*']
  workflow_dispatch:
    inputs:
      channel:
        type: choice
        options: [stable, next]
        required: true
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "$GITHUB_REF_NAME"
        env:
          GH_TOKEN: \${{ secrets.RELEASE_TOKEN }}
`;

const runbook = (body: string) => ({
  'docs/RELEASE.md': `# Release\n\n${body}\n`,
  '.github/workflows/release.yml': workflow,
  'scripts/notes.sh': 'echo notes\n',
});

function claims(files: Record<string, string>): readonly Claim[] {
  const tree = memoryTree(files, { tags: [] });
  return claimsOf(tree, analyse(makeWorld(tree, { asOf: '2026-11-20', slug: 'octo/tool' })));
}

const wrong = (all: readonly Claim[]) => all.filter((c) => c.verdict === 'false').map((c) => `${c.at.line} ${c.kind}`);

describe('what readers are to make, or to do elsewhere', () => {
  it.each([
    [
      'a choice that is added to the workflow first',
      '```yaml\noptions: [stable, next, beta] # add beta\n```\n\n```sh\ngh workflow run release.yml -f channel=beta\n```',
    ],
    ['a makefile of their own', "Then you'll start writing a `Makefile`, so that `make sync-all` does the job."],
    ['a repository of theirs', 'Install it from https://github.com/username/my-plugin.\n\n```sh\n./test/all.sh\n```'],
    ['a page behind a link to a folder', 'See [the skill](../.agents/skills/release/SKILL.md).'],
  ])('%s', (_, body) => {
    expect(wrong(claims({ ...runbook(body), '.helpers/skills/release/SKILL.md': '# Release\n' }))).toEqual([]);
  });
});

it('what a script of package.json publishes is not known', () => {
  const files = { 'docs/RELEASE.md': '# Release\n\nThe workflow publishes the package to npm.\n', '.github/workflows/release.yml': workflow };
  expect(wrong(claims(files))).toEqual(['3 channel']);
  expect(wrong(claims({ ...files, '.github/workflows/release.yml': `${workflow}      - run: pnpm run ci-publish\n` }))).toEqual([]);
});
