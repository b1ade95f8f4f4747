import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../actions/index.ts';
import { compileChanges } from '../../../source/change/index.ts';
import { applyEdits, type Change, sourceFile } from '../../../source/index.ts';
import { addTrigger, listOf, removeTrigger, setTriggerKey } from './triggers.ts';

const path = '.github/workflows/a.yml';

function after(on: string, changes: (w: ReturnType<typeof parseWorkflow>) => Change[]): string {
  const text = `${on}\njobs: {}\n`;
  const made = changes(parseWorkflow(sourceFile(path, text)));
  const edits = compileChanges(() => text, [{ op: 'change', path, changes: made }]);
  return (applyEdits(new Map([[path, text]]), edits).get(path) ?? text).replace(/\njobs: \{\}\n$/, '');
}

describe('an event of a workflow', () => {
  it.each([
    ['on: push', "on:\n  push:\n    tags: ['v*']"],
    ['on: [push, pull_request]', "on:\n  push:\n    tags: ['v*']\n  pull_request:"],
    ['on:\n  push:\n    branches: [main]', "on:\n  push:\n    branches: [main]\n    tags: ['v*']"],
    ['on:\n  workflow_dispatch:', "on:\n  workflow_dispatch:\n  push:\n    tags: ['v*']"],
  ])('gets a filter: %s', (before, expected) => {
    expect(after(before, (w) => setTriggerKey(w, 'push', 'tags', listOf(['v*'])))).toBe(expected);
  });

  it.each([
    ['on: push', 'on:\n  push:\n  workflow_dispatch:'],
    ['on: [push]', 'on: [push, workflow_dispatch]'],
    ['on:\n  push:', 'on:\n  push:\n  workflow_dispatch:'],
  ])('is added: %s', (before, expected) => {
    expect(after(before, (w) => addTrigger(w, 'workflow_dispatch'))).toBe(expected);
  });

  it('is taken away, but never the last one', () => {
    expect(after('on: [push, pull_request]', (w) => removeTrigger(w, 'push'))).toBe('on: [pull_request]');
    expect(removeTrigger(parseWorkflow(sourceFile(path, 'on:\n  push:\njobs: {}\n')), 'push')).toEqual([]);
  });
});

describe('a list of patterns', () => {
  it('has quotes where a sign of patterns is', () => {
    expect(listOf(['main', 'v*', "it's"])).toBe("[main, 'v*', 'it''s']");
  });

  it('has a line for each when it is long', () => {
    expect(listOf(Array.from({ length: 9 }, (_, i) => `release-branch-${i}`))).toMatch(/^- release-branch-0\n- /);
  });
});
