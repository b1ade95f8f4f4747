import { describe, expect, it } from 'vitest';
import { analyse, memoryTree } from '../../../chain/index.ts';
import { worldOf } from '../../world.ts';
import { grantPermission, grantTradeoffs } from './permissions.ts';

const actions = { scope: 'actions', level: 'write' } as const;

function jobOf(files: Readonly<Record<string, string>>, id: string) {
  const analysis = analyse(worldOf(memoryTree(files), { slug: 'acme/tool', asOf: '2026-11-20', version: '0' }));
  const job = analysis.world.workflows.flatMap((w) => w.jobs).find((j) => j.id === id)!;
  return { analysis, job, changes: (rights = [actions]) => grantPermission(job, rights, analysis) };
}

const tag = (permissions: string, top = ''): string =>
  `on:\n  push:\n    branches: [main]\n${top}jobs:\n  tag:\n    runs-on: ubuntu-latest\n${permissions}    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          git tag v1.2.3\n          git push origin v1.2.3\n`;
const path = '.github/workflows/tag.yml';
const second = '  other:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

describe('rights for a job', () => {
  it('go beside those that the job declares', () => {
    expect(jobOf({ [path]: tag('    permissions:\n      contents: write\n') }, 'tag').changes()).toEqual([
      { op: 'change', path, changes: [{ op: 'set', at: ['jobs', 'tag', 'permissions', 'actions'], value: 'write' }] },
    ]);
  });

  it('go into the declaration of a workflow with one job', () => {
    expect(jobOf({ [path]: tag('', 'permissions:\n  contents: write\n') }, 'tag').changes()).toEqual([
      { op: 'change', path, changes: [{ op: 'set', at: ['permissions', 'actions'], value: 'write' }] },
    ]);
  });

  it('keep what the workflow grants, for the one job that needs more', () => {
    expect(jobOf({ [path]: tag('', 'permissions:\n  contents: write\n') + second }, 'tag').changes()).toEqual([
      {
        op: 'change',
        path,
        changes: [{ op: 'set', at: ['jobs', 'tag', 'permissions'], value: 'contents: write\nactions: write', place: { after: 'runs-on' } }],
      },
    ]);
  });

  it('name what the job does where nothing is declared', () => {
    const { changes, job, analysis } = jobOf({ [path]: tag('') }, 'tag');
    expect(changes()).toEqual([
      {
        op: 'change',
        path,
        changes: [{ op: 'set', at: ['jobs', 'tag', 'permissions'], value: 'contents: write\nactions: write', place: { after: 'runs-on' } }],
      },
    ]);
    expect(grantTradeoffs(job, [actions], analysis).join(' ')).toContain("the repository's default no longer counts");
  });

  it('write read-all out', () => {
    const [change] = jobOf({ [path]: tag('    permissions: read-all\n') }, 'tag').changes();
    const value = change?.op === 'change' && change.changes[0]?.op === 'set' ? change.changes[0].value : '';
    expect(value.split('\n')).toEqual(expect.arrayContaining(['actions: write', 'contents: read', 'issues: read']));
  });

  it('are nothing where the job has them', () => {
    expect(jobOf({ [path]: tag('    permissions: write-all\n') }, 'tag').changes()).toEqual([]);
  });

  it('are asked of the caller too', () => {
    const called = tag('    permissions:\n      contents: write\n').replace('  push:\n    branches: [main]', '  workflow_call:');
    const caller = 'on: push\njobs:\n  call:\n    permissions:\n      contents: write\n    uses: ./.github/workflows/tag.yml\n';
    expect(jobOf({ [path]: called, '.github/workflows/call.yml': caller }, 'tag').changes()).toEqual([
      { op: 'change', path, changes: [{ op: 'set', at: ['jobs', 'tag', 'permissions', 'actions'], value: 'write' }] },
      { op: 'change', path: '.github/workflows/call.yml', changes: [{ op: 'set', at: ['jobs', 'call', 'permissions', 'actions'], value: 'write' }] },
    ]);
  });
});
