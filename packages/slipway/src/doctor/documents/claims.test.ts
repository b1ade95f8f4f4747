import { describe, expect, it } from 'vitest';
import { analyse, makeWorld, memoryTree } from '../../chain/index.ts';
import { type Claim, claimsOf } from './index.ts';

const workflow = `name: Release
on:
  push:
    tags: ['v*']
  workflow_dispatch:
    inputs:
      channel:
        type: choice
        options: [stable, next]
        required: true
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        target: [linux-amd64, darwin-arm64]
    steps:
      - uses: actions/checkout@v4
      - run: |
          mkdir out
          echo tool > "out/tool-\${{ matrix.target }}.tar.gz"
      - uses: softprops/action-gh-release@v2
        with:
          files: out/*.tar.gz
          token: \${{ secrets.RELEASE_TOKEN }}
`;

const runbook = (body: string) => ({
  'docs/RELEASE.md': `# Release\n\n${body}\n`,
  '.github/workflows/release.yml': workflow,
  'scripts/notes.sh': 'echo notes\n',
});

function claims(files: Record<string, string>, tags: readonly string[] = []): readonly Claim[] {
  const tree = memoryTree(files, { tags: tags.map((name) => ({ name, date: 0, subject: '' })) });
  return claimsOf(tree, analyse(makeWorld(tree, { asOf: '2026-11-20', slug: 'octo/tool' })));
}

const wrong = (all: readonly Claim[]) => all.filter((c) => c.verdict === 'false').map((c) => `${c.at.line} ${c.kind}`);

const sound = `Needs the secret \`RELEASE_TOKEN\` of the GitHub repository.

\`\`\`bash
# starts the release
git push origin v1.4.0
gh run watch --exit-status
gh workflow run release.yml -f channel=stable
./scripts/notes.sh
gh release view v1.4.0 --json assets
\`\`\`

The release has these assets:

- \`tool-linux-amd64.tar.gz\`
- \`tool-darwin-arm64.tar.gz\``;

describe('the claims of a runbook', () => {
  it('are true when it says what is so', () => {
    const all = claims(runbook(sound));
    expect(wrong(all)).toEqual([]);
    const kinds = new Set(all.filter((c) => c.verdict === 'true').map((c) => c.kind));
    expect([...kinds].sort()).toEqual(['asset', 'command', 'dispatch', 'flag', 'secret', 'trigger', 'workflow']);
  });

  // One planted mistake at a time: each is found at its line, and nothing else is.
  it.each([
    ['a command', './scripts/notes.sh', './scripts/note-list.sh', '10 command'],
    ['a workflow', 'gh workflow run release.yml', 'gh workflow run ship.yml', '9 workflow'],
    ['an input', '-f channel=', '-f lane=', '9 dispatch'],
    ['a choice', 'channel=stable', 'channel=nightly', '9 dispatch'],
    ['a flag', '--exit-status', '--exit-code', '8 flag'],
    ['a secret', 'RELEASE_TOKEN', 'PUBLISH_TOKEN', '3 secret'],
    ['a tag', 'v1.4.0\ngh', '1.4.0\ngh', '7 trigger'],
    ['an asset', 'tool-darwin-arm64.tar.gz`', 'tool-windows-amd64.tar.gz`', '17 asset'],
  ])('tell of %s that is wrong', (_, right, planted, found) => {
    expect(wrong(claims(runbook(sound.replace(right, planted))))).toEqual([found]);
  });

  it('tell of a tag that is there already', () => {
    expect(wrong(claims(runbook(sound), ['v1.4.0']))).toEqual(['7 effect']);
  });
});

describe('documents that are not asked', () => {
  const gone = 'Then `.github/workflows/gone.yml` publishes, after `.github/workflows/release.yml`.';
  it.each([
    'CHANGELOG.md',
    'docs/adr/0001-release.md',
    'docs/archive/release.md',
    'docs/plans/release.md',
    'examples/RELEASE.md',
    'docs/de/release.md',
  ])('%s', (path) => {
    expect(claims({ [path]: `# Release\n\n${gone}\n`, '.github/workflows/release.yml': workflow })).toEqual([]);
  });

  it('the same words in a release guide are a claim', () => {
    expect(wrong(claims({ 'RELEASING.md': `# Release\n\n${gone}\n`, '.github/workflows/release.yml': workflow }))).toEqual(['3 workflow']);
  });

  it.each([
    '`.github/workflows/gone.yml` was removed.',
    'Add the following to your repository as `.github/workflows/gone.yml`:',
    '<!-- `.github/workflows/gone.yml` -->',
  ])('a line that speaks of something else: %s', (line) => {
    expect(
      wrong(
        claims({ 'RELEASING.md': `# Release\n\nSee \`.github/workflows/release.yml\`.\n\n${line}\n`, '.github/workflows/release.yml': workflow }),
      ),
    ).toEqual([]);
  });
});

describe('documents that no one writes', () => {
  it.each([
    ['backticks', '`'.repeat(20_000)],
    ['fences', '```\n~~~\n'.repeat(3_000)],
    ['brackets', '['.repeat(20_000)],
    ['open comments', '<!--'.repeat(20_000)],
    ['quotes', `\`\`\`sh\n${'gh "'.repeat(20_000)}\n\`\`\``],
    ['one long line of flags', `\`\`\`sh\ngh api ${'--x '.repeat(20_000)}\n\`\`\``],
  ])('are read to their end: %s', (_, text) => {
    expect(() => claims(runbook(text))).not.toThrow();
  });
});

describe('files that a document lets people download', () => {
  const download = 'gh release download v1.4.0 --pattern';
  const block = (...lines: readonly string[]) => runbook(`\`\`\`sh\n${lines.join('\n')}\n\`\`\``);

  it('are held against what is uploaded, globs too', () => {
    expect(wrong(claims(block("gh release download --pattern '*-amd64.tar.gz'", 'gh release download -p tool-linux-riscv64.tar.gz')))).toEqual([
      '5 asset',
    ]);
    expect(wrong(claims(block('gh release download --dir out', '(cd out && sha256sum --check --ignore-missing sums.txt)')))).toEqual(['5 asset']);
  });

  it('are not judged for a version that is out, for another repository, or where files are made elsewhere', () => {
    expect(wrong(claims(block(`${download} old-name.zip`, 'gh release download -R octo/other -p x.zip', 'sha256sum -c x.txt')))).toEqual([]);
    const bare = workflow.replace(
      / {6}- uses: softprops[\s\S]*/,
      '      - run: gh release create "$GITHUB_REF_NAME"\n        env:\n          GH_TOKEN: ${{ github.token }}\n',
    );
    const files = { ...block('gh release download -p tool-linux-amd64.tar.gz'), '.github/workflows/release.yml': bare };
    expect(wrong(claims(files))).toEqual(['4 asset']);
    expect(wrong(claims({ ...files, Makefile: 'dist:\n\tgoreleaser release\n' }))).toEqual([]);
  });
});

describe('where a version goes', () => {
  const deploys = `on:\n  workflow_dispatch:\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: ./deploy\n`;
  const table = (head: string) => ({
    'docs/deploy.md': `# Deploying\n\n| ${head} | reaches |\n|---|---|\n| \`v1.2.3\` | production |\n`,
    '.github/workflows/deploy.yml': deploys,
  });

  it('is only told of tags that somebody pushes', () => {
    expect(wrong(claims(table('you push')))).toEqual(['5 route']);
    expect(wrong(claims(table('version')))).toEqual([]);
  });
});
