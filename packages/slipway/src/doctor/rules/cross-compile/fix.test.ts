import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const build = (before: string): string => `name: Release
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  build:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        goarch: [amd64, arm]
    steps:
      - uses: actions/checkout@v4
      - run: |
${before}          CGO_ENABLED=1 GOOS=linux GOARCH=\${{ matrix.goarch }} go build -o tool .
      - run: gh release upload "$GITHUB_REF_NAME" tool
        env:
          GH_TOKEN: \${{ github.token }}
`;

function ways(text: string, modules = '') {
  const files = { '.github/workflows/release.yml': text, 'go.mod': `module example.com/tool\n\ngo 1.24\n${modules}` };
  const base = examine(memoryTree(files, {}), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const finding = base.report.findings.find((f) => f.rule === 'cross-compile');
  if (finding === undefined) throw new Error('nothing is found');
  const { offered, refused } = fixesFor(base, finding.id);
  return { ids: offered.map((o) => o.fix.id), refused: refused.map((r) => r.refused) };
}

describe('cgo is switched off', () => {
  it('where nothing says that the program needs C', () => {
    expect(ways(build('')).ids).toEqual(['no-cgo']);
  });

  it('never where a step installs headers of C, or a module is nothing without it', () => {
    const refused = ['The program needs C: without cgo it does not compile for any target.'];
    expect(ways(build('          sudo apt-get install -y libpcsclite-dev\n'))).toEqual({ ids: [], refused });
    expect(ways(build(''), 'require github.com/mattn/go-sqlite3 v1.14.22\n')).toEqual({ ids: [], refused });
  });
});
