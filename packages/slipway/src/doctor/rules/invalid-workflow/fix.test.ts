import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const onCreate = (step: string): string => `name: Release
on:
  create:
    tags: ['v*']
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - ${step}
      - uses: softprops/action-gh-release@v2
`;

function ways(step: string): string[] {
  const base = examine(memoryTree({ '.github/workflows/release.yml': onCreate(step) }, {}), {
    slug: 'acme/tool',
    slugHow: '--repo',
    asOf: '2026-11-20',
    version: '0',
  });
  const finding = base.report.findings.find((f) => f.rule === 'invalid-workflow');
  if (finding === undefined) throw new Error('nothing is found');
  return fixesFor(base, finding.id).offered.map((o) => o.fix.id);
}

describe('a filter of the event `create`', () => {
  it('moves to `push`, which has it', () => {
    expect(ways('run: make')).toContain('push');
  });

  it('stays away from `push` where something reads what only the event `create` holds', () => {
    expect(ways('run: make "${{ github.event.ref }}"')).not.toContain('push');
    expect(ways("if: github.event.ref_type == 'tag'\n        run: make")).not.toContain('push');
  });
});
