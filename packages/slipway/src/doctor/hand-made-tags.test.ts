import { describe, expect, it } from 'vitest';
import { analyse, makeWorld, memoryTree } from '../chain/index.ts';
import { handMadeTags } from './hand-made-tags.ts';

const TAGGED = `name: Release
on:
  push:
    tags: ['v*']
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
`;

const onMain = (step: string): string => `name: Main
on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  main:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - ${step}
`;

const families = (main?: string): string[] => [
  ...handMadeTags(
    analyse(
      makeWorld(
        memoryTree({ '.github/workflows/release.yml': TAGGED, ...(main === undefined ? {} : { '.github/workflows/main.yml': onMain(main) }) }),
        { asOf: '2026-11-20' },
      ),
    ),
  ),
];

describe('tags that only persons make', () => {
  it('are those that nothing in the tree pushes', () => {
    expect(families()).toEqual(['v']);
    expect(families('run: git tag v1.2.3 && git push origin v1.2.3')).toEqual([]);
  });

  it('are also those of drafts, which a person publishes', () => {
    expect(families('uses: release-drafter/release-drafter@v6')).toEqual(['v']);
  });

  it('are none when something makes tags of unknown names', () => {
    expect(families('run: git tag "$NAME" && git push origin "$NAME"')).toEqual([]);
  });
});
