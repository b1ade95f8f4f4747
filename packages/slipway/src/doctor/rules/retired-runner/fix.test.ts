import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const config = `[workspace]
members = ["cargo:."]

[dist]
cargo-dist-version = "0.31.0"
ci = "github"
targets = ["aarch64-unknown-linux-gnu", "aarch64-unknown-linux-musl"]

[dist.github-custom-runners]
aarch64-unknown-linux-gnu = "buildjet-4vcpu-ubuntu-2204-arm"
aarch64-unknown-linux-musl = "buildjet-4vcpu-ubuntu-2204-arm"
`;
const workflow = `name: Release
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs:
      matrix: \${{ steps.plan.outputs.matrix }}
    steps:
      - uses: actions/checkout@v6
      - id: plan
        run: |
          dist plan --output-format=json > plan.json
          echo "matrix=$(jq -c .ci.github.artifacts_matrix plan.json)" >> "$GITHUB_OUTPUT"
  build:
    needs: plan
    strategy:
      matrix: \${{ fromJson(needs.plan.outputs.matrix) }}
    runs-on: \${{ matrix.runner }}
    steps:
      - uses: actions/checkout@v6
      - run: dist build --artifacts=local \${{ matrix.dist_args }}
      - run: gh release create "$GITHUB_REF_NAME" target/distrib/*
        env:
          GH_TOKEN: \${{ github.token }}
`;

describe('a runner that is gone, named for two targets', () => {
  it('is mended for each of them by itself', () => {
    const files = { 'dist-workspace.toml': config, '.github/workflows/release.yml': workflow };
    const base = examine(memoryTree(files, {}), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
    const findings = base.report.findings.filter((f) => f.rule === 'retired-runner');
    expect(findings.map(({ id }) => fixesFor(base, id).offered.map(({ fix }) => fix.title))).toEqual([
      ['let dist build aarch64-unknown-linux-gnu on a runner that GitHub has'],
      ['let dist build aarch64-unknown-linux-musl on a runner that GitHub has'],
    ]);
  });
});
