import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { diagnose } from '../../diagnose.ts';
import { pageExamples } from '../page-examples.ts';

pageExamples('version-not-persisted');

const workflow = (script: string): string => `name: Publish
on:
  workflow_dispatch:
    inputs:
      bump:
        type: string
      version:
        type: string
jobs:
  publish:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: |
${script
  .split('\n')
  .map((line) => `          ${line}`)
  .join('\n')}
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;

const found = (script: string): number[] =>
  diagnose(memoryTree({ '.github/workflows/publish.yml': workflow(script), 'package.json': '{ "name": "tool", "version": "1.4.0" }' }), {
    asOf: '2026-11-20',
    version: '0',
    only: ['version-not-persisted'],
  }).findings.map((f) => f.location.line);

describe('a version that is raised in the working copy', () => {
  it.each([
    ['npm version minor'],
    ['npm version --no-git-tag-version "${{ inputs.bump }}"'],
    ['yarn version $BUMP_TYPE'],
    ['v=$(jq -r .version package.json)\nnext="${v%.*}.$((${v##*.} + 1))"\nnpm version "$next"'],
  ])('is found: %s', (script) => {
    expect(found(script)).toHaveLength(1);
  });

  it.each([
    ['npm version "${{ inputs.version }}"'],
    ['npm version $RELEASE_VERSION'],
    ['npm version from-git'],
    ['npm version "$(npm view tool version)"\nnpm version patch'],
    ['npm version patch\ngit push --follow-tags'],
    ['npm version patch\ngit push origin HEAD:main'],
    ['npm version patch\ngh pr create --fill'],
  ])('is none where it is named, taken from the registry, or pushed: %s', (script) => {
    expect(found(script)).toEqual([]);
  });
});
