import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const script = `for file in VERSION chart/Chart.yaml plugin/pubspec.yaml; do
  ./scripts/replace "$file" "$1"
done
`;
const workflow = `name: Release
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

function mended(beside: string) {
  const files = {
    VERSION: '3.2.0\n',
    'chart/Chart.yaml': 'name: tool\nversion: 3.2.0\n',
    'plugin/pubspec.yaml': `name: tool\nversion: 3.1.0\n${beside}`,
    'scripts/set-versions.sh': script,
    '.github/workflows/release.yml': workflow,
  };
  const base = examine(memoryTree(files, {}), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const finding = base.report.findings.find((f) => f.rule === 'version-mismatch');
  if (finding === undefined) throw new Error('nothing is found');
  const { offered, refused } = fixesFor(base, finding.id);
  return { ids: offered.map((o) => o.fix.id), refused: refused.map((r) => r.refused).join(' ') };
}

describe('a version that is behind', () => {
  it('is written anew', () => {
    expect(mended('')).toEqual({ ids: ['align'], refused: '' });
  });

  it('stays where the checksum of its own file stands beside it', () => {
    const { ids, refused } = mended(`checksum: ${'0123456789abcdef'.repeat(4)}\n`);
    expect(ids).toEqual([]);
    expect(refused).toContain('the checksum of a file of that version');
  });
});
