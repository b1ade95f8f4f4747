import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { compileChanges, verifyChanges } from '../../../source/change/index.ts';
import { applyEdits, type FileChange } from '../../../source/index.ts';
import { followFile, followName } from './references.ts';

const from = '.github/workflows/release.yml';
const to = '.github/workflows/publish.yml';
const own = 'name: Release it\non:\n  push:\n    paths: [src/**, .github/workflows/release.yml]\njobs: {}\n';

/** The files that change, after the changes, which are held against what was declared. */
function after(files: Readonly<Record<string, string>>, changes: readonly FileChange[]): Record<string, string | null> {
  const read = (path: string): string | undefined => files[path];
  const edits = compileChanges(read, changes);
  expect(verifyChanges(read, changes, edits)).toBeUndefined();
  return Object.fromEntries(applyEdits(new Map(Object.entries(files)), edits));
}

function moved(files: Readonly<Record<string, string>>): Record<string, string | null> {
  const all = { [from]: own, ...files };
  return after(all, followFile({ ...memoryTree(all), slug: 'acme/tool' }, from, to));
}

function named(files: Readonly<Record<string, string>>): Record<string, string | null> {
  const all = { [from]: own, ...files };
  return after(all, followName({ ...memoryTree(all), slug: 'acme/tool' }, from, 'Ship'));
}

describe('another name for a workflow file', () => {
  it('is followed by calls, filters, dispatches and comments of workflows', () => {
    const text = `# see release.yml, and .github/workflows/release.yml
on:
  push:
    paths:
      - "!.github/workflows/release.yml"
jobs:
  call:
    uses: ./.github/workflows/release.yml
  other:
    uses: else/where/.github/workflows/release.yml@v1
  run:
    steps:
      - run: |
          gh workflow run release.yml --ref "$TAG" # now
          gh workflow run -R else/where release.yml
          gh api "repos/\${{ github.repository }}/actions/workflows/release.yml/dispatches" -f ref=main
          gh run list \\
            --workflow=release.yml
          cat pre-release.yml release.yml.bak
      - uses: some/dispatch@v1
        with:
          workflow: release.yml
      - uses: some/dispatch@v1
        with:
          repo: else/where
          workflow: release.yml
      - uses: actions/github-script@v7
        with:
          script: "await dispatch({ workflow_id: 'release.yml', ref: 'main' })"
`;
    const made = moved({ '.github/workflows/a.yml': text });
    expect(made[from]).toBe(own.replace('release.yml', 'publish.yml'));
    expect(made['.github/workflows/a.yml']).toBe(
      text
        .replace('and .github/workflows/release.yml', 'and .github/workflows/publish.yml')
        .replace('!.github/workflows/release.yml', '!.github/workflows/publish.yml')
        .replace('uses: ./.github/workflows/release.yml', 'uses: ./.github/workflows/publish.yml')
        .replace('gh workflow run release.yml --ref', 'gh workflow run publish.yml --ref')
        .replace('workflows/release.yml/dispatches', 'workflows/publish.yml/dispatches')
        .replace('--workflow=release.yml', '--workflow=publish.yml')
        .replace('with:\n          workflow: release.yml', 'with:\n          workflow: publish.yml')
        .replace("workflow_id: 'release.yml'", "workflow_id: 'publish.yml'"),
    );
  });

  it('is followed by badges, links and mentions in documents, and not by those of others', () => {
    const text = `[![x](https://github.com/acme/tool/actions/workflows/release.yml/badge.svg)](https://github.com/Acme/tool/actions/workflows/release.yml)
![y](https://img.shields.io/github/actions/workflow/status/acme/tool/release.yml?branch=main)
[theirs](https://github.com/else/where/blob/main/.github/workflows/release.yml)
The workflow [\`release.yml\`](.github/workflows/release.yml) runs; \`release.yml\` is a file.
`;
    expect(moved({ 'README.md': text, 'CHANGELOG.md': text })['README.md']).toBe(
      text
        .replaceAll('workflows/release.yml/badge', 'workflows/publish.yml/badge')
        .replace('Acme/tool/actions/workflows/release.yml', 'Acme/tool/actions/workflows/publish.yml')
        .replace('acme/tool/release.yml?', 'acme/tool/publish.yml?')
        .replace('[`release.yml`](.github/workflows/release.yml)', '[`publish.yml`](.github/workflows/publish.yml)')
        .replace('; `release.yml`', '; `publish.yml`'),
    );
    expect(moved({ 'README.md': text, 'CHANGELOG.md': text })['CHANGELOG.md']).toBeUndefined();
  });

  it('leaves a bare name alone that another file has too', () => {
    const made = moved({
      'README.md': 'The workflow `release.yml` reads .github/workflows/release.yml.\n',
      '.github/release.yml': 'changelog: {}\n',
    });
    expect(made['README.md']).toBe('The workflow `release.yml` reads .github/workflows/publish.yml.\n');
  });

  it('is followed by owners, scripts and configuration', () => {
    expect(
      moved({
        '.github/CODEOWNERS': '/.github/workflows/release.yml @acme/ops\n',
        'scripts/ship.sh': 'gh workflow run release.yml\r\n',
        'slipway.yaml': 'doctor:\n  ignore:\n    - rule: x\n      path: .github/workflows/release.yml\n',
        'package.json': '{ "scripts": { "ship": "gh workflow run release.yml" } }\n',
      }),
    ).toMatchObject({
      '.github/CODEOWNERS': '/.github/workflows/publish.yml @acme/ops\n',
      'scripts/ship.sh': 'gh workflow run publish.yml\r\n',
      'slipway.yaml': 'doctor:\n  ignore:\n    - rule: x\n      path: .github/workflows/publish.yml\n',
      'package.json': '{ "scripts": { "ship": "gh workflow run publish.yml" } }\n',
    });
  });

  it('goes with the rename itself', () => {
    const files = { [from]: own };
    const changes = [...followFile({ ...memoryTree(files), slug: undefined }, from, to), { op: 'rename' as const, path: from, to }];
    expect(after(files, changes)).toEqual({ [from]: null, [to]: own.replace('release.yml', 'publish.yml') });
  });
});

describe('another name: of a workflow', () => {
  it('is followed by workflow_run, badges, searches and commands', () => {
    const made = named({
      '.github/workflows/next.yml': 'on:\n  workflow_run:\n    workflows: ["Release it", Tests]\n    types: [completed]\njobs: {}\n',
      'README.md':
        '![x](https://github.com/acme/tool/workflows/Release%20it/badge.svg)](https://github.com/acme/tool/actions?query=workflow%3A%22Release+it%22)\n![y](https://github.com/else/where/workflows/Release%20it/badge.svg)\n',
      'ship.sh': "gh workflow run 'Release it' -f a='Release it'\n",
    });
    expect(made).toEqual({
      '.github/workflows/next.yml': 'on:\n  workflow_run:\n    workflows: ["Ship", Tests]\n    types: [completed]\njobs: {}\n',
      'README.md':
        '![x](https://github.com/acme/tool/workflows/Ship/badge.svg)](https://github.com/acme/tool/actions?query=workflow%3A%22Ship%22)\n![y](https://github.com/else/where/workflows/Release%20it/badge.svg)\n',
      'ship.sh': "gh workflow run 'Ship' -f a='Release it'\n",
    });
  });

  it('is not followed where two workflows have it', () => {
    expect(named({ '.github/workflows/b.yml': own, '.github/workflows/next.yml': 'on: {workflow_run: {workflows: [Release it]}}\n' })).toEqual({});
  });
});
