import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { diagnose } from '../../diagnose.ts';
import { pageExamples } from '../page-examples.ts';

pageExamples('version-mismatch');

const CI = `name: Check
on: pull_request
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: uv sync --locked
`;
const RELEASE = `name: Release
on:
  push:
    branches: [main]
permissions:
  contents: write
  pull-requests: write
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: googleapis/release-please-action@v4
`;

function lockTree(config: object, manifest: string, lock: string, ci = CI): Record<string, string> {
  return {
    '.github/workflows/release.yml': RELEASE,
    '.github/workflows/ci.yml': ci,
    'release-please-config.json': JSON.stringify({ packages: { '.': { 'release-type': 'python', ...config } } }),
    'pyproject.toml': `[project]\nname = "tool"\nversion = "${manifest}"\n`,
    'uv.lock': `version = 1\n\n[[package]]\nname = "tool"\nversion = "${lock}"\nsource = { editable = "." }\n`,
  };
}

const said = (files: Record<string, string>): string[] =>
  diagnose(memoryTree(files), { asOf: '2026-11-20', version: '0', only: ['version-mismatch'] }).findings.map(
    (f) => `${f.severity} ${f.location.path}:${f.location.line}`,
  );

describe('a lock file that a step freezes', () => {
  const listed = { 'extra-files': [{ type: 'toml', path: 'uv.lock', jsonpath: "$.package[?(@.name.value=='tool')].version" }] };

  it('is an error when it differs', () => {
    expect(said(lockTree({}, '1.1.0', '1.0.0'))).toEqual(['error uv.lock:5']);
  });

  it('is a warning while it agrees and the release tool leaves it behind', () => {
    expect(said(lockTree({}, '1.0.0', '1.0.0'))).toEqual(['warning release-please-config.json:1']);
  });

  it('is a note when the release tool will bring it along', () => {
    expect(said(lockTree(listed, '1.1.0', '1.0.0'))).toEqual(['note uv.lock:5']);
  });

  it('is nothing when both are kept, or when no step refuses it', () => {
    expect(said(lockTree(listed, '1.0.0', '1.0.0'))).toEqual([]);
    expect(said(lockTree({}, '1.0.0', '1.0.0', CI.replace('--locked', '--frozen')))).toEqual([]);
    expect(said(lockTree({}, '1.1.0', '1.0.0', CI.replace('uv sync --locked', 'cargo install tool --locked')))).toEqual([]);
    expect(said(lockTree({}, '1.1.0', '1.0.0', CI.replace('uv sync --locked', 'uv run ruff format --check')))).toEqual([]);
  });
});

describe('what one tag publishes', () => {
  const tree = (crate: string, python: string, before = ''): Record<string, string> => ({
    '.github/workflows/release.yml': `name: Release
on:
  push:
    tags: ['v*']
permissions:
  id-token: write
jobs:
  publish:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
${before}      - run: cargo publish -p tool
        env:
          CARGO_REGISTRY_TOKEN: \${{ secrets.CARGO_REGISTRY_TOKEN }}
      - run: python -m build
      - uses: pypa/gh-action-pypi-publish@release/v1
`,
    'Cargo.toml': `[package]\nname = "tool"\nversion = "${crate}"\n`,
    'pyproject.toml': `[project]\nname = "tool-py"\nversion = "${python}"\n`,
  });

  it('must agree', () => {
    expect(said(tree('1.2.0', '1.1.0'))).toEqual(['error pyproject.toml:3']);
    expect(said(tree('1.1.0', '1.2.0'))).toEqual(['error Cargo.toml:3']);
  });

  it.each([
    ['they agree', '1.2.0', '1.2.0', ''],
    ['one is a stand-in', '1.2.0', '0.0.0', ''],
    ['only the way of writing differs', '1.2.0-rc.1', '1.2.0rc1', ''],
    ['a step writes versions', '1.2.0', '1.1.0', '      - run: ./scripts/sync-versions.sh\n'],
    ['a step edits files', '1.2.0', '1.1.0', '      - run: sed -i "s/1.1.0/1.2.0/" pyproject.toml\n'],
  ])('is silent when %s', (_, crate, python, before) => {
    expect(said(tree(crate, python, before))).toEqual([]);
  });
});
