import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const release = (on: string, prerelease: string): string => `name: Build
on:
${on}
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: tag
        run: |
          if [ "\${{ github.event_name }}" = "workflow_dispatch" ]; then
            NAME="\${{ inputs.tag }}"
          else
            NAME="nightly"
          fi
          echo "name=$NAME" >> $GITHUB_OUTPUT
      - uses: softprops/action-gh-release@v2
        with:
          tag_name: \${{ steps.tag.outputs.name }}
          prerelease: ${prerelease}
`;
const version = `name: Version
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: softprops/action-gh-release@v2
`;
const push = '  push:\n    branches: [main]';
const dispatch = `${push}\n  workflow_dispatch:\n    inputs:\n      tag:\n        required: true`;

function marked(text: string): string | undefined {
  const files = { '.github/workflows/build.yml': text, '.github/workflows/version.yml': version };
  const base = examine(memoryTree(files, {}), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const finding = base.report.findings.find((f) => f.rule === 'prerelease-as-latest' && f.location.path.endsWith('build.yml'));
  if (finding === undefined) throw new Error('nothing is found');
  const [first] = fixesFor(base, finding.id).offered;
  return /prerelease: (.*)/.exec(first?.after.tree.read('.github/workflows/build.yml') ?? '')?.[1];
}

describe('a rolling build is marked as a pre-release', () => {
  it('always, where its step makes nothing else', () => {
    expect(marked(release(push, 'false'))).toBe('true');
  });

  it('in its own runs alone, where the same step releases versions', () => {
    expect(marked(release(dispatch, 'false'))).toBe("${{ github.event_name == 'push' }}");
    expect(marked(release(dispatch, "${{ contains(steps.tag.outputs.name, 'beta') }}"))).toBe(
      "${{ github.event_name == 'push' || contains(steps.tag.outputs.name, 'beta') }}",
    );
  });
});
