import { expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { diagnose } from '../../diagnose.ts';
import { pageExamples } from '../page-examples.ts';

pageExamples('unused-token');

it('ends where actions of the tree use each other', () => {
  const action = (uses: string) => `name: x\nruns:\n  using: composite\n  steps:\n    - uses: ${uses}\n`;
  const tree = memoryTree({
    '.github/workflows/release.yml':
      "on:\n  push:\n    tags: ['v*']\njobs:\n  release:\n    runs-on: ubuntu-latest\n    env:\n      DISPATCH_PAT: ${{ secrets.DISPATCH_PAT }}\n    steps:\n      - uses: ./a\n      - run: gh release create $GITHUB_REF_NAME\n        env:\n          GH_TOKEN: ${{ github.token }}\n",
    'a/action.yml': action('./b'),
    'b/action.yml': action('./a'),
  });
  expect(diagnose(tree, { asOf: '2026-11-20', version: '0', only: ['unused-token'] }).findings.map((f) => f.location.line)).toEqual([8]);
});
