import { expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const ci = (condition: string): string => `name: CI
on: [push, pull_request]
jobs:
  lint:
${condition}    runs-on: ubuntu-24.04
    steps:
      - run: make lint
  test:
    needs: lint
    runs-on: ubuntu-24.04
    steps:
      - run: make test
  build:
    needs: test
    runs-on: ubuntu-24.04
    steps:
      - run: make
`;
const settings =
  'branches:\n  - name: main\n    protection:\n      required_status_checks:\n        strict: true\n        contexts:\n          - build\n';

function ways(condition: string): string[] {
  const files = { '.github/workflows/ci.yml': ci(condition), '.github/settings.yml': settings };
  const base = examine(memoryTree(files), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const finding = base.report.findings.find((f) => f.rule === 'required-check-skippable');
  if (finding === undefined) throw new Error('nothing is found');
  return fixesFor(base, finding.id).offered.map((o) => o.fix.id);
}

it('a required check fails behind a failure, but not behind a job that is left out on purpose', () => {
  expect(ways('')).toEqual(['fail-behind-failure']);
  expect(ways("    if: github.event_name == 'pull_request'\n")).toEqual([]);
});
