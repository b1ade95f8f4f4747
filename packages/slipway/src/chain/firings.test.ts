import { describe, expect, it } from 'vitest';
import { analyse, firingsOf, makeWorld, memoryTree } from './index.ts';

const job = (steps: string): string => `jobs:
  one:
    runs-on: ubuntu-latest
    steps:
${steps}`;
const CHECKOUT = '      - uses: actions/checkout@v4\n';
const OPENS = (token: string): string => `name: Opens
on:
  push:
    branches: [main]
permissions:
  contents: write
  pull-requests: write
${job(`${CHECKOUT}      - uses: peter-evans/create-pull-request@v7
        with:
          token: ${token}
          branch: update
`)}`;
const CI = `name: CI
on: pull_request
${job('      - run: make test\n')}`;
const AFTER = `name: After
on:
  workflow_run:
    workflows: [CI]
    types: [completed]
${job('      - run: echo done\n')}`;

/** `workflow: event, by` of each firing that is certain. */
function texts(files: Record<string, string>): string[] {
  const tree = memoryTree(Object.fromEntries(Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text])));
  const firings = firingsOf(analyse(makeWorld(tree, { asOf: '2026-11-20', slug: 'octo/tool' })));
  return [...firings.values()]
    .filter((f) => !f.doubtful)
    .map((f) => `${f.workflow.slice(18)}: ${f.event}, ${f.by}${f.held ? ', when approved' : ''}`);
}

describe('firings', () => {
  it('are those of people, whatever the workflow does', () => {
    expect(texts({ 'ci.yml': CI })).toEqual(expect.arrayContaining([expect.stringMatching(/^ci\.yml: pull_request: \w+, a person$/)]));
  });

  it('are held where GitHub asks for an approval, and free with a token of one’s own', () => {
    const made = (token: string): string[] => texts({ 'opens.yml': OPENS(token), 'ci.yml': CI }).filter((t) => t.includes('opens.yml with'));
    expect(made('${{ github.token }}')).toEqual(['ci.yml: pull_request: opened, opens.yml with the GITHUB_TOKEN, when approved']);
    expect(made('${{ secrets.BOT_TOKEN }}')).toEqual(['ci.yml: pull_request: opened, opens.yml with the token in secret BOT_TOKEN']);
  });

  it('follow the end of a run', () => {
    expect(texts({ 'ci.yml': CI, 'after.yml': AFTER })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^after\.yml: the end of ci\.yml, on pull_request: \w+, GitHub$/)]),
    );
  });

  it('are none where nothing runs, and none of a file that GitHub refuses', () => {
    const off = CI.replace('  one:\n', '  one:\n    if: false\n');
    expect(texts({ 'ci.yml': off })).toEqual([]);
    expect(texts({ 'ci.yml': CI.replace('steps:', 'stages:') })).toEqual([]);
  });

  it('have the same key for the same situation, wherever lines moved', () => {
    const keys = (text: string): string[] => {
      const tree = memoryTree({ '.github/workflows/ci.yml': text });
      return [...firingsOf(analyse(makeWorld(tree, { asOf: '2026-11-20' }))).keys()];
    };
    expect(keys(`# A comment.\n${CI}`)).toEqual(keys(CI));
  });
});
