/**
 * A workflow that makes a release of each tag, and is sound.
 * @param assets names of files that it makes and uploads
 */
export function releaseOnTag({ runner = 'ubuntu-latest', assets = [] }: { runner?: string; assets?: readonly string[] } = {}): string {
  const made = assets.length === 0 ? '' : `      - run: touch ${assets.join(' ')}\n`;
  return `name: Release
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  release:
    runs-on: ${runner}
    steps:
      - uses: actions/checkout@v4
${made}      - run: gh release create ${['"$GITHUB_REF_NAME"', ...assets].join(' ')} --verify-tag
        env:
          GH_TOKEN: \${{ github.token }}
`;
}

/** Pushes a tag from main with a token of its own, so that workflows which wait for tags run. */
export const TAG_WITH_TOKEN = `name: Tag
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
        with:
          token: \${{ secrets.RELEASE_TOKEN }}
      - run: git tag v1.2.3 && git push origin v1.2.3
`;
/** The same with the GITHUB_TOKEN: what waits for the tag never runs. */
export const TAG_WITHOUT_TOKEN = TAG_WITH_TOKEN.replace(/ {8}with:\n.*\n/, '');
