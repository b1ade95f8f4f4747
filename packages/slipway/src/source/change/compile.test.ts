import { describe, expect, test } from 'vitest';
import { applyEdits, type Change, type FileChange } from '../index.ts';
import { compileChanges, verifyChanges } from './index.ts';

const PATH = '.github/workflows/release.yml';

/** The file after changes, which are held against what was declared. */
function changed(text: string, ...changes: readonly Change[]): string {
  const declared: FileChange[] = [{ op: 'change', path: PATH, changes }];
  const read = (path: string) => (path === PATH ? text : undefined);
  const edits = compileChanges(read, declared);
  const after = applyEdits(new Map([[PATH, text]]), edits).get(PATH) ?? text;
  expect(verifyChanges(read, declared, edits), after).toBeUndefined();
  return after;
}

const workflow = `# Releases.
name: release # the name

on: push # every push

permissions:
  # to push the tag
  contents: write

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      # get the code
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # all

      # build it
      - name: build
        run: |
          make
          make test

          make dist

  # send it
  publish:
    needs: [build]
    runs-on: ubuntu-latest
    steps:
      - run: make publish
`;

describe('changes of a workflow, to the letter', () => {
  test('a scalar, a mapping and a list take the place of another', () => {
    expect(changed(workflow, { op: 'set', at: ['name'], value: 'ship' })).toBe(workflow.replace('name: release #', 'name: ship #'));
    expect(changed(workflow, { op: 'set', at: ['on'], value: 'push:\n  tags: [v*]' })).toBe(
      workflow.replace('on: push # every push', 'on: # every push\n  push:\n    tags: [v*]'),
    );
    expect(changed(workflow, { op: 'set', at: ['permissions'], value: '{}' })).toBe(
      workflow.replace('permissions:\n  # to push the tag\n  contents: write\n', 'permissions: {}\n'),
    );
    expect(changed(workflow, { op: 'set', at: ['jobs', 'publish', 'steps', 0, 'run'], value: '|\n  make publish\n  make tag' })).toBe(
      workflow.replace('run: make publish', 'run: |\n          make publish\n          make tag'),
    );
    expect(changed(workflow, { op: 'set', at: ['jobs', 'publish', 'needs'], value: '- build\n- test' })).toBe(
      workflow.replace('needs: [build]', 'needs:\n      - build\n      - test'),
    );
  });

  test('a key that is not there comes with those that lead to it', () => {
    expect(
      changed(
        workflow,
        { op: 'set', at: ['jobs', 'publish', 'permissions', 'contents'], value: 'read', place: { after: 'needs' } },
        { op: 'set', at: ['jobs', 'publish', 'permissions', 'id-token'], value: 'write' },
      ),
    ).toBe(workflow.replace('needs: [build]\n', 'needs: [build]\n    permissions:\n      contents: read\n      id-token: write\n'));
  });

  test('an item goes between others, and comments stay with theirs', () => {
    expect(changed(workflow, { op: 'insert', at: ['jobs', 'build', 'steps', 1], value: 'uses: actions/setup-node@v4' })).toBe(
      workflow.replace('fetch-depth: 0 # all\n', 'fetch-depth: 0 # all\n\n      - uses: actions/setup-node@v4\n'),
    );
    expect(changed(workflow, { op: 'insert', at: ['jobs', 'build', 'steps', 2], value: 'run: echo' })).toBe(
      workflow.replace('make dist\n', 'make dist\n\n      - run: echo\n'),
    );
    expect(changed(workflow, { op: 'insert', at: ['jobs', 'publish', 'needs', 0], value: 'test' })).toBe(
      workflow.replace('[build]', '[test, build]'),
    );
  });

  test('what goes takes its comment along', () => {
    expect(changed(workflow, { op: 'remove', at: ['jobs', 'build', 'steps', 0] })).toBe(
      workflow.replace(/ {6}# get the code\n[\s\S]*?# all\n\n/, ''),
    );
    expect(changed(workflow, { op: 'remove', at: ['jobs', 'publish', 'steps', 0] })).toBe(
      workflow.replace('steps:\n      - run: make publish\n', 'steps: []\n'),
    );
    expect(changed(workflow, { op: 'remove', at: ['jobs', 'publish'] })).toBe(workflow.slice(0, workflow.indexOf('\n  # send it')));
  });

  test('a line of a script, and a key', () => {
    const script = 'make\nmake test\n\nmake dist\n';
    const start = script.indexOf('make test');
    expect(changed(workflow, { op: 'splice', at: ['jobs', 'build', 'steps', 1, 'run'], start, end: start + 9, text: 'set -e\nmake check' })).toBe(
      workflow.replace('make test', 'set -e\n          make check'),
    );
    expect(changed(workflow, { op: 'rename-key', at: ['jobs', 'publish'], to: 'send' })).toBe(workflow.replace('publish:\n', 'send:\n'));
  });
});
