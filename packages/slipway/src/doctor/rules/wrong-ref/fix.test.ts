import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const release = (input: string, description: string, tags = 'v*'): string => `name: Release
on:
  push:
    tags: ['${tags}']
  workflow_dispatch:
    inputs:
      ${input}:
        description: '${description}'
        required: true
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make VERSION="\${{ inputs.${input} }}"
      - uses: softprops/action-gh-release@v2
        with:
          files: tool
`;

function named(text: string): (string | undefined)[] {
  const base = examine(memoryTree({ '.github/workflows/release.yml': text }, {}), {
    slug: 'acme/tool',
    slugHow: '--repo',
    asOf: '2026-11-20',
    version: '0',
  });
  const finding = base.report.findings.find((f) => f.rule === 'wrong-ref');
  if (finding === undefined) throw new Error('nothing is found');
  const { offered } = fixesFor(base, finding.id);
  const text2 = (id: string): string => offered.find((o) => o.fix.id === id)?.after.tree.read('.github/workflows/release.yml') ?? '';
  return [/tag_name: (.*)/.exec(text2('name'))?.[1], / ref: (.*)/.exec(text2('name-and-ref'))?.[1]];
}

describe('a release that is named after an input', () => {
  it('takes a tag as it is', () => {
    expect(named(release('tag', 'Name of the tag'))).toEqual([
      '${{ inputs.tag || github.ref_name }}',
      "${{ inputs.tag && format('refs/tags/{0}', inputs.tag) || github.ref }}",
    ]);
    expect(named(release('version', 'Version such as v1.2.3'))[0]).toBe('${{ inputs.version || github.ref_name }}');
    expect(named(release('version', 'Version such as 1.2.3', '[0-9]*'))[0]).toBe('${{ inputs.version || github.ref_name }}');
  });

  it('gets the `v` of the tags where people are asked for a version without one', () => {
    expect(named(release('version', 'Version such as 1.2.3'))).toEqual([
      "${{ inputs.version && format('v{0}', inputs.version) || github.ref_name }}",
      "${{ inputs.version && format('refs/tags/{0}', format('v{0}', inputs.version)) || github.ref }}",
    ]);
  });

  it('takes both where nothing says which it is', () => {
    expect(named(release('version', 'Version'))[0]).toBe(
      "${{ inputs.version && (startsWith(inputs.version, 'v') && inputs.version || format('v{0}', inputs.version)) || github.ref_name }}",
    );
  });
});
