import { describe, expect, it } from 'vitest';
import { str, text, unknown } from '../../../actions/index.ts';
import { analyse, memoryTree } from '../../../chain/index.ts';
import { worldOf } from '../../world.ts';
import { keptFromItself, knownText, prefixOf } from './own-commits.ts';

const path = '.github/workflows/a.yml';

/** The conditions that the jobs get, with the workflow's events and the message of its commit. */
function asked(on: string, message: string, condition = ''): unknown[] {
  const file = `on:\n${on}jobs:\n  a:\n${condition}    runs-on: ubuntu-latest\n    steps:\n      - run: make\n  b:\n    needs: a\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n`;
  const analysis = analyse(worldOf(memoryTree({ [path]: file }), { version: '0', asOf: '2026-11-20' }));
  const [change] = keptFromItself(analysis.world.workflows[0]!, { message: str(message) }, analysis);
  return change?.op === 'change' ? change.changes.map((c) => ('value' in c ? c.value : c)) : [];
}

describe('a workflow that pushes to the branch that starts it', () => {
  it('asks whether the commit is its own', () => {
    expect(asked('  push:\n    branches: [main]\n', 'chore: release 1.2.3')).toEqual([
      '"${{ !startsWith(github.event.head_commit.message, \'chore: release\') }}"',
    ]);
  });

  it('lets the tag pass, which has the same commit', () => {
    expect(asked("  push:\n    branches: [main]\n    tags: ['v*']\n", 'Release 1.2.3')).toEqual([
      "(github.ref_type == 'tag' || !startsWith(github.event.head_commit.message, 'Release'))",
    ]);
  });

  it.each([
    ['another branch', '  push:\n    branches: [next]\n', 'chore: release 1.2.3'],
    ['no push', '  workflow_dispatch:\n', 'chore: release 1.2.3'],
    ['a marker in the message', '  push:\n    branches: [main]\n', 'chore: release 1.2.3 [skip ci]'],
    ['a message that is nothing but the version', '  push:\n    branches: [main]\n', 'v1.2.3'],
  ])('is left as it is: %s', (_, on, message) => {
    expect(asked(on, message)).toEqual([]);
  });

  it('is left as it is when it asks already', () => {
    expect(asked('  push:\n    branches: [main]\n', 'chore: release 1.2.3', "    if: contains(github.event.head_commit.message, 'x')\n")).toEqual([]);
  });
});

describe('a message that is not known', () => {
  it('is no beginning of one', () => {
    expect(knownText(unknown('the message'))).toBe('');
    expect(knownText(text([{ hole: 'any' }, ' released']))).toBe('');
    expect(knownText(text(['chore: release ', { hole: 'version' }]))).toMatch(/^chore: release /);
  });
});

describe('the constant beginning of a message', () => {
  it.each([
    ['chore(release): 1.2.3 [skip ci]', 'chore(release):'],
    ['Bump version to v{version}', 'Bump version to'],
    ['bump: version 1.0.0 → 1.1.0', 'bump: version'],
    ['release\n\nnotes', 'release'],
  ])('of %s', (message, prefix) => {
    expect(prefixOf(message)).toBe(prefix);
  });
});
