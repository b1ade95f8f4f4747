import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import { compileChanges } from '../../source/change/index.ts';
import { applyEdits, type FileChange } from '../../source/index.ts';
import { examine } from '../diagnose.ts';
import { withReferences } from './with-references.ts';

const path = '.github/workflows/release.yml';
const files = {
  [path]: 'name: Release it\non: push\njobs: {}\n',
  '.github/workflows/next.yml': 'on:\n  workflow_run:\n    workflows: [Release it]\njobs: {}\n',
  'README.md': '[how](.github/workflows/release.yml)\n',
};

/** The files that a fix changes, as they are then. */
function after(...changes: readonly FileChange[]): Record<string, string | null> {
  const base = examine(memoryTree(files), { version: '0', asOf: '2026-11-20', slug: 'acme/tool' });
  const edits = compileChanges((one) => base.tree.read(one), withReferences(changes, base));
  return Object.fromEntries(applyEdits(new Map(Object.entries(files)), edits));
}

describe('what a fix calls otherwise', () => {
  it('is called so by the documents too when it is a file', () => {
    const to = '.github/workflows/publish.yml';
    expect(after({ op: 'rename', path, to })).toEqual({ [path]: null, [to]: files[path], 'README.md': '[how](.github/workflows/publish.yml)\n' });
  });

  it('is still waited for when it is a workflow', () => {
    expect(after({ op: 'change', path, changes: [{ op: 'set', at: ['name'], value: "'Ship: all'" }] })).toEqual({
      [path]: "name: 'Ship: all'\non: push\njobs: {}\n",
      '.github/workflows/next.yml': "on:\n  workflow_run:\n    workflows: ['Ship: all']\njobs: {}\n",
    });
  });

  it('is looked for only when it gets another name', () => {
    expect(after({ op: 'change', path, changes: [{ op: 'set', at: ['on'], value: 'pull_request' }] })).toEqual({
      [path]: 'name: Release it\non: pull_request\njobs: {}\n',
    });
  });
});
