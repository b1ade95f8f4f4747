import { describe, expect, it } from 'vitest';
import { memoryTree } from '../src/chain/index.ts';
import { examine } from '../src/doctor/diagnose.ts';
import { fixesFor } from '../src/doctor/fixes/index.ts';

/** What a name in a tree may hold so that a script that repeats it carries it out. */
const hostile = ['$(touch pwned)', '`touch pwned`', '"; touch pwned; "', "'; touch pwned; '", '${{ github.event.pwned }}', 'a b pwned', '$pwned'];

/** Lines that fixes add to workflows and scripts, of every way to mend every finding. */
function added(files: Readonly<Record<string, string>>): string[] {
  const base = examine(memoryTree(files), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const lines: string[] = [];
  for (const finding of base.report.findings)
    for (const { after, edits } of fixesFor(base, finding.id).offered)
      for (const { path } of edits) {
        const before = new Set((files[path] ?? '').split('\n'));
        lines.push(...(after.tree.read(path) ?? '').split('\n').filter((line) => !before.has(line)));
      }
  return lines;
}

/** A line of a shell; not the name of a step, a variable of its environment, or a trigger. */
const isCommand = (line: string): boolean =>
  /\b(?:gh|echo|miss|test|sha256sum|shasum|npm|git|curl)\s/.test(line) && !/^\s*- name:|^\s*name:/.test(line);
/** Everything in single quotes is gone; a quote of the text stands as `'\''`. */
const outsideOfQuotes = (line: string): string => line.replaceAll("'\\''", '').replace(/'[^']*'/g, '');

const expectHarmless = (lines: readonly string[]): void => {
  for (const line of lines.filter(isCommand)) {
    expect(outsideOfQuotes(line)).not.toMatch(/pwned/);
    expect(line).not.toContain('${{ github.event.pwned');
  }
};

const tagger = `on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  tag:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          git tag v1.2.3
          git push origin v1.2.3
`;
const publisher = (name: string, files: string): string => `name: ${JSON.stringify(name)}
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: softprops/action-gh-release@v2
        with:
          files: ${JSON.stringify(files)}
`;

describe('a fix that repeats a name of the tree in a script', () => {
  it.each(hostile)('makes nothing of a workflow whose file is called %s', (word) => {
    const lines = added({ '.github/workflows/tag.yml': tagger, [`.github/workflows/${word}.yml`]: publisher('Publish', 'tool') });
    expect(lines.filter((line) => /gh workflow run/.test(line))).not.toEqual([]);
    expectHarmless(lines);
  });

  it.each(hostile)('makes nothing of a file of a release that is called %s, or of its workflow', (word) => {
    expectHarmless(
      added({
        '.github/workflows/tag.yml': tagger,
        '.github/workflows/release.yml': publisher(word, `dist/${word}.tar.gz`),
        'package.json': JSON.stringify({ name: word, version: '1.2.3' }),
        'install.sh': `#!/bin/sh\ncurl -fsSLO "https://github.com/acme/tool/releases/latest/download/SHA256SUMS"\nsha256sum -c SHA256SUMS\n`,
      }),
    );
  });
});
