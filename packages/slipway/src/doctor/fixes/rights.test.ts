import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import { examine } from '../diagnose.ts';
import { widenedRights } from './rights.ts';

const PATH = '.github/workflows/release.yml';
const analysis = (jobs: string, head = '') =>
  examine(memoryTree({ [PATH]: `on:\n  push:\n    tags: ['v*']\n${head}jobs:\n${jobs}` }), { version: '0', asOf: '2026-11-20' }).analysis;
const job = (id: string, more = '') =>
  `  ${id}:\n    runs-on: ubuntu-24.04\n${more}    steps:\n      - run: gh release create "$GITHUB_REF_NAME"\n        env: { GH_TOKEN: '\${{ github.token }}' }\n`;
const rights = (...levels: string[]) => `    permissions:\n${levels.map((level) => `      ${level}\n`).join('')}`;
const widened = (before: string, after: string) => widenedRights(analysis(before), analysis(after));

describe('the rights that a change widens', () => {
  it('are those that a job has now and had not', () => {
    expect(widened(job('a', rights('contents: read')), job('a', rights('contents: write', 'actions: read')))).toEqual([
      `actions: read for job a of ${PATH}`,
      `contents: write for job a of ${PATH}`,
    ]);
  });

  it('are none when they stay or shrink', () => {
    expect(widened(job('a', rights('contents: write')), job('a', rights('contents: read')))).toEqual([]);
    expect(widened(job('a'), job('a'))).toEqual([]);
    expect(widened(job('a'), job('a', rights('contents: read')))).toEqual([]);
  });

  it('are compared with the workflow where the job says nothing', () => {
    const before = analysis(job('a'), 'permissions:\n  contents: write\n');
    expect(widenedRights(before, analysis(job('a', rights('contents: write'))))).toEqual([]);
  });

  it('may follow from the default of the repository', () => {
    expect(widened(job('a', rights('contents: read')), job('a'))).toEqual([`the repository's default permissions for job a of ${PATH}`]);
    expect(widened(job('a'), job('a', rights('contents: write')))).toEqual([
      `contents: write for job a of ${PATH}, which has the repository's default today`,
    ]);
  });

  it('of a new job are what lets it change something', () => {
    const now = job('a', rights('contents: write')) + job('b', rights('contents: read', 'id-token: write'));
    expect(widened(job('a', rights('contents: write')), now)).toEqual([`id-token: write for the new job b of ${PATH}`]);
  });

  it('count a secret that is handed to a job', () => {
    const env = "    env:\n      TOKEN: ${{ secrets['release_token'] || secrets.GITHUB_TOKEN }}\n";
    expect(widened(job('a', rights('contents: read')), job('a', env + rights('contents: read')))).toEqual([
      `secret RELEASE_TOKEN for job a of ${PATH}`,
    ]);
  });

  it('count what a call hands on', () => {
    const call = (secrets: string) => `  a:\n    uses: octo/shared/.github/workflows/x.yml@v1\n${secrets}`;
    expect(widened(call(''), call('    secrets: inherit\n'))).toEqual([`every secret for job a of ${PATH}`]);
    expect(widened(call(''), call('    secrets:\n      key: ${{ secrets.KEY }}\n'))).toEqual([`secret KEY for job a of ${PATH}`]);
    expect(widened(call('    secrets: inherit\n'), call('    secrets:\n      key: ${{ secrets.KEY }}\n'))).toEqual([]);
  });

  it('of a workflow that nothing starts are those that it declares', () => {
    const waits = (name: string) =>
      examine(
        memoryTree({
          [PATH]: `name: release\non:\n  workflow_run:\n    workflows: [${name}]\njobs:\n${job('a', rights('contents: write'))}`,
          '.github/workflows/ci.yml': `name: ci\non: push\njobs:\n${job('b', rights('contents: write'))}`,
        }),
        { version: '0', asOf: '2026-11-20' },
      ).analysis;
    expect(widenedRights(waits('none'), waits('ci'))).toEqual([]);
  });
});
