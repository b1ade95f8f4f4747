import { describe, expect, it } from 'vitest';
import { analyse } from '../analyse.ts';
import { memoryTree } from '../memory-tree.ts';
import { makeWorld } from '../world.ts';
import { channelsOf, contractOf } from './contract.ts';
import { followedRun } from './run-files.ts';

const analysisOf = (files: Record<string, string>) =>
  analyse(makeWorld(memoryTree(files, { tags: [{ name: 'v1.0.0', date: 1, subject: '' }] }), { slug: 'octo/tool', asOf: '2026-11-20' }));

function assetsOf(files: Record<string, string>, stage = 'release'): { names: string[]; open: readonly string[] } {
  const found = contractOf(analysisOf(files)).stages.find((s) => s.name === stage);
  return { names: found?.items.filter((i) => i.kind === 'asset').map((i) => i.name) ?? [], open: found?.open ?? ['no such stage'] };
}

const release = (jobs: string): Record<string, string> => ({
  '.github/workflows/release.yml': `on:\n  push:\n    tags: ['v*']\npermissions:\n  contents: write\njobs:\n${jobs}`,
  'Cargo.toml': '[package]\nname = "tool"\nversion = "1.2.3"\n',
  'src/main.rs': 'fn main() {}\n',
});

describe('the contract of a release', () => {
  it('follows each leg of a matrix from the build through its artifact to the release', () => {
    const files = release(`
  build:
    strategy:
      matrix:
        include:
          - { os: ubuntu-latest, target: x86_64-unknown-linux-gnu, ext: '' }
          - { os: windows-latest, target: x86_64-pc-windows-msvc, ext: .exe }
    runs-on: \${{ matrix.os }}
    steps:
      - uses: actions/checkout@v4
      - run: cargo build --release --target \${{ matrix.target }}
      - shell: bash
        run: |
          name="tool-\${GITHUB_REF_NAME#v}-\${{ matrix.target }}\${{ matrix.ext }}"
          mkdir -p out
          cp "target/\${{ matrix.target }}/release/tool\${{ matrix.ext }}" "out/$name"
          cd out && sha256sum "$name" > "$name.sha256"
      - uses: actions/upload-artifact@v4
        with: { name: 'bin-\${{ matrix.target }}', path: out/* }
  publish:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: { path: all, merge-multiple: true }
      - run: gh release create "$GITHUB_REF_NAME" all/*
        env: { GH_TOKEN: '\${{ github.token }}' }
`);
    expect(assetsOf(files)).toEqual({
      names: [
        'tool-{version}-x86_64-pc-windows-msvc.exe',
        'tool-{version}-x86_64-pc-windows-msvc.exe.sha256',
        'tool-{version}-x86_64-unknown-linux-gnu',
        'tool-{version}-x86_64-unknown-linux-gnu.sha256',
      ],
      open: [],
    });
  });

  it('says why more may be there when a step is not understood', () => {
    const files = release(`
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./bazel-wrapper //dist
      - uses: softprops/action-gh-release@v2
        with: { files: 'dist/*' }
`);
    const { names, open } = assetsOf(files);
    expect(names).toEqual([]);
    expect(open.join()).toContain('bazel-wrapper may make files');
  });

  it('keeps artifacts of the same run apart by their directories', () => {
    const files = release(`
  a:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir o && echo x > o/one.txt
      - uses: actions/upload-artifact@v4
        with: { name: left, path: o }
  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: { path: in }
      - run: find in -name '*.txt' -exec cp {} . \\;
      - uses: softprops/action-gh-release@v2
        with: { files: one.txt }
`);
    const run = followedRun(analysisOf(files), '.github/workflows/release.yml')!;
    expect(run.files.artifacts.map((a) => [a.name, a.contents.files.map((f) => f.path)])).toEqual([
      [{ k: 'str', v: 'left' }, [{ k: 'str', v: 'one.txt' }]],
    ]);
    expect(assetsOf(files).names).toEqual(['one.txt']);
  });

  it('puts what a person starts for a version that is out into a stage of its own', () => {
    const files = {
      ...release(`
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "$GITHUB_REF_NAME" README.md
        env: { GH_TOKEN: '\${{ github.token }}' }
`),
      'README.md': '# tool\n',
      '.github/workflows/bundle.yml': `name: Bundles
on:
  workflow_dispatch:
    inputs:
      version: { required: true, type: string }
permissions: { contents: write }
jobs:
  bundle:
    strategy:
      matrix: { size: [tiny, small] }
    runs-on: ubuntu-latest
    steps:
      - run: |
          tar czf "tool-\${{ inputs.version }}-\${{ matrix.size }}.tar.gz" data
          gh release upload "v\${{ inputs.version }}" "tool-\${{ inputs.version }}-\${{ matrix.size }}.tar.gz"
        env: { GH_TOKEN: '\${{ github.token }}', GH_REPO: octo/tool }
`,
    };
    const { stages } = contractOf(analysisOf(files));
    expect(stages.map((s) => [s.name, s.after, s.gate?.text])).toEqual([
      ['release', [], undefined],
      ['Bundles', ['release'], 'a person dispatches bundle.yml'],
    ]);
    expect(assetsOf(files, 'Bundles')).toEqual({ names: ['tool-{version}-small.tar.gz', 'tool-{version}-tiny.tar.gz'], open: [] });
  });

  it('knows a channel of its own when the filters name its tags', () => {
    const files = release("  x:\n    runs-on: ubuntu-latest\n    if: contains(github.ref, '-rc')\n    steps:\n      - run: gh release create x\n");
    expect(channelsOf(analysisOf(files))).toContain('rc');
  });
});
