import { temporaryFolder, write } from '../src/remotes/testing.ts';

/** Where the one workflow of most of these folders lies. */
export const WORKFLOW = '.github/workflows/release.yml';
/** Makes a release of every tag. */
export const SOUND = `name: release
on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "$GITHUB_REF_NAME"
        env: { GH_TOKEN: '\${{ github.token }}' }
`;
/** Pushes a tag with the GITHUB_TOKEN, so that a workflow that waits for tags never runs. */
export const SUPPRESSED = `name: tag
on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  tag:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          git tag v1.2.3
          git push origin v1.2.3
`;

/** A folder of this test run with the given files. */
export const folder = (files: Readonly<Record<string, string | Buffer>>): string => {
  const root = temporaryFolder();
  write(root, files);
  return root;
};
