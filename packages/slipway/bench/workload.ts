import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryTree } from '../src/chain/index.ts';
import { openFolder } from '../src/remotes/index.ts';
import { openMirror } from '../src/remotes/other-repositories.ts';
import type { Tree } from '../src/remotes/types.ts';

export interface Repository {
  readonly name: string;
  readonly tree: Tree;
}

export interface WorkloadOptions {
  readonly mirrors?: string;
  readonly list?: string;
  readonly repositories: number;
  readonly examples: string;
}

/** The repositories to measure with: mirrors when there are any, else the examples, once each, and made-up ones. */
export async function workload(options: WorkloadOptions): Promise<Repository[]> {
  if (options.mirrors !== undefined) return mirrored(options.mirrors, options.list);
  const repositories: Repository[] = [];
  for (const example of readdirSync(options.examples))
    for (const variant of ['broken', 'mended']) {
      const folder = join(options.examples, example, variant);
      if (existsSync(folder)) repositories.push({ name: `${example}/${variant}`, tree: await openFolder(folder) });
    }
  for (let i = 0; i < options.repositories; i++) repositories.push({ name: `octo/made-up-${i}`, tree: memoryTree(madeUp(i)) });
  return repositories;
}

async function mirrored(dir: string, list: string | undefined): Promise<Repository[]> {
  const wanted =
    list === undefined
      ? readdirSync(dir).map((folder) => [folder.replace('+', '/'), undefined] as const)
      : readFileSync(list, 'utf8')
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => line.trim().split(/\s+/) as [string, string?]);
  const repositories: Repository[] = [];
  for (const [name, revision] of wanted) {
    const tree = await openMirror(dir, name, revision).catch(() => undefined);
    if (tree !== undefined) repositories.push({ name, tree });
  }
  return repositories;
}

const WORKFLOWS = 20;

/** Files of a made-up repository: a chain from tag to release to registry, and tests around it, no two scripts alike. */
function madeUp(seed: number): Record<string, string> {
  const files: Record<string, string> = { 'package.json': JSON.stringify({ name: `tool-${seed}`, version: '1.2.3' }) };
  for (let i = 0; i < WORKFLOWS; i++)
    files[`.github/workflows/part-${i}.yml`] = i === 0 ? tagging(seed) : i === 1 ? releasing(seed) : testing(seed, i);
  return files;
}

function tagging(seed: number): string {
  return `name: tag
on: {push: {branches: [main]}, workflow_dispatch: {inputs: {bump: {type: choice, options: [patch, minor], default: patch}}}}
permissions: {contents: write}
jobs:
  tag:
    runs-on: ubuntu-latest
    if: \${{ !contains(github.event.head_commit.message, 'no-release-${seed}') }}
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - id: next
        run: |
          version=$(node -p "require('./package.json').version")
          if git rev-parse "v$version" >/dev/null 2>&1; then
            echo "made=false" >> "$GITHUB_OUTPUT"
          else
            git tag "v$version" && git push origin "v$version"
            echo "made=true" >> "$GITHUB_OUTPUT"
          fi
`;
}

function releasing(seed: number): string {
  return `name: release
on: {push: {tags: ['v*']}, release: {types: [published]}}
permissions: {contents: write, id-token: write}
env: {NAME: tool-${seed}}
jobs:
  build:
    strategy: {matrix: {os: [ubuntu-latest, windows-latest, macos-latest], target: [x64, arm64]}}
    runs-on: \${{ matrix.os }}
    steps:
      - uses: actions/checkout@v4
      - run: npm ci && npm run build -- --target \${{ matrix.target }}
      - uses: actions/upload-artifact@v4
        with: {name: "\${{ env.NAME }}-\${{ matrix.os }}-\${{ matrix.target }}", path: dist}
  publish:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
      - if: github.event_name == 'push'
        run: gh release create "$GITHUB_REF_NAME" dist/* --generate-notes
        env: {GH_TOKEN: "\${{ secrets.RELEASE_TOKEN || secrets.GITHUB_TOKEN }}"}
      - run: npm publish --provenance
`;
}

function testing(seed: number, i: number): string {
  const steps = Array.from(
    { length: 12 },
    (_, k) => `      - name: step ${k}
        if: \${{ github.ref == 'refs/heads/main' || contains(matrix.os, 'ubuntu') && github.event_name != 'schedule' }}
        env: {LEVEL: "\${{ github.event.pull_request.number || '${k}' }}"}
        run: |
          set -euo pipefail
          for part in a b c; do
            if [[ "$part" == "a" && -n "\${LEVEL:-}" ]]; then
              echo "part=$part-${seed}-${i}-${k}" >> "$GITHUB_OUTPUT"
            else
              ./scripts/check-${i}.sh --part "$part" --level "$LEVEL" | tee -a log.txt
            fi
          done
          count=$(grep -c error log.txt || true)
          test "$count" -eq 0
`,
  );
  return `name: test ${i}
on: {push: {branches: [main, 'release/**']}, pull_request: {}, schedule: [{cron: '0 ${i % 24} * * *'}]}
jobs:
  test:
    strategy: {matrix: {os: [ubuntu-latest, windows-latest], node: [20, 22, 24]}}
    runs-on: \${{ matrix.os }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: {node-version: "\${{ matrix.node }}"}
${steps.join('')}`;
}
