import { describe, expect, test } from 'vitest';
import {
  appendItem,
  applyEdits,
  type Edit,
  get,
  insertEntry,
  type MapNode,
  parseYaml,
  removeEntry,
  type ScalarNode,
  type SeqNode,
  type SourceNode,
  setScalar,
  sourceFile,
} from './index.ts';

const PATH = 'a.yml';

function parsed(text: string): SourceNode {
  const { root, problems } = parseYaml(sourceFile(PATH, text));
  expect(problems, text).toEqual([]);
  return root!;
}

function apply(text: string, edits: readonly Edit[]): string {
  return applyEdits(new Map([[PATH, text]]), edits).get(PATH) ?? text;
}

describe('edits of a workflow, to the letter', () => {
  const workflow = [
    'name: x # the name',
    'permissions: {contents: read}',
    'jobs:',
    '  a:',
    '    steps:',
    '      # first',
    '      - uses: b@v1',
    '        with:',
    '          fetch-depth: 0 # all',
    '      - run: |',
    '          echo a',
    '',
    '          echo b',
    '',
    '  # next',
    '  c: {}',
    '',
  ].join('\n');
  const root = parsed(workflow);
  const job = get(root, 'jobs', 'a') as MapNode;

  test('an entry before a comment of the next job', () => {
    const step = get(job, 'steps', 1) as MapNode;
    expect(apply(workflow, insertEntry(step, 'shell', 'bash'))).toBe(
      workflow.replace('          echo b\n', '          echo b\n        shell: bash\n'),
    );
  });

  test('an entry at the start of an item', () => {
    const step = get(job, 'steps', 0) as MapNode;
    expect(apply(workflow, insertEntry(step, 'id', 'co', { first: true }))).toBe(workflow.replace('- uses', '- id: co\n        uses'));
    expect(apply(workflow, removeEntry(step, 'uses'))).toBe(workflow.replace('- uses: b@v1\n        with', '- with'));
  });

  test('a flow mapping', () => {
    const permissions = get(root, 'permissions') as MapNode;
    expect(apply(workflow, insertEntry(permissions, 'actions', 'write'))).toContain('{contents: read, actions: write}');
    expect(apply(workflow, removeEntry(permissions, 'contents'))).toContain('permissions: {}\n');
    expect(apply(workflow, insertEntry(get(root, 'jobs', 'c') as MapNode, 'needs', '- a'))).toContain('c: {needs: [a]}\n');
  });

  test('a block scalar keeps its indentation and what follows it', () => {
    const run = get(job, 'steps', 1, 'run') as ScalarNode;
    expect(apply(workflow, setScalar(run, 'one\n\n  two\n'))).toBe(workflow.replace('echo a\n\n          echo b', 'one\n\n            two'));
    expect(apply(workflow, setScalar(run, 'one'))).toContain('- run: |-\n          one\n\n  # next');
  });

  test('an item of a list, and a scalar that is no text', () => {
    expect(apply(workflow, appendItem(get(job, 'steps') as SeqNode, 'uses: d@v2\nwith:\n  e: f'))).toContain(
      'echo b\n      - uses: d@v2\n        with:\n          e: f\n\n  # next',
    );
    expect(apply(workflow, setScalar(get(job, 'steps', 0, 'with', 'fetch-depth') as ScalarNode, '1'))).toContain('fetch-depth: 1 # all');
  });

  test('an alias ends where it stands, and what it shares is not touched', () => {
    const text = 'a: &x [1, 2]\nb: {c: *x, d: 1}\ne: *x\nf: 1\n';
    const root = parsed(text) as MapNode;
    expect(apply(text, insertEntry(root, 'g', '2', { after: 'e' }))).toBe(text.replace('e: *x\n', 'e: *x\ng: 2\n'));
    expect(apply(text, removeEntry(root, 'e'))).toBe(text.replace('e: *x\n', ''));
    expect(apply(text, removeEntry(get(root, 'b') as MapNode, 'c'))).toContain('b: {d: 1}');
  });

  test('a list of brackets over several lines with a comma and a comment at its end', () => {
    const text = 'a: [\n  1, # one\n]\n';
    expect(apply(text, appendItem(get(parsed(text), 'a') as SeqNode, '2'))).toBe('a: [\n  1, 2, # one\n]\n');
  });
});
