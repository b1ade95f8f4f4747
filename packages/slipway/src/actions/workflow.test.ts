import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.ts';
import { parseAction } from './action-metadata.ts';
import { parseUses } from './uses.ts';
import { isWorkflowPath, parseWorkflow } from './workflow.ts';

const read = (text: string) => parseWorkflow(sourceFile('.github/workflows/w.yml', text));
const texts = (list: readonly { readonly text: string }[] | undefined) => list?.map(({ text }) => text);

describe('parseWorkflow', () => {
  test('reads events written in three ways', () => {
    expect(read('on: push').triggers.map(({ event }) => event)).toEqual(['push']);
    expect(read('on: [push, release]').triggers.map(({ event }) => event)).toEqual(['push', 'release']);
    const [push, schedule, run] = read(
      "on:\n  push: { tags: 'v*', branches: [a, b], paths: }\n  schedule: [{ cron: '1 2 3 4 5' }]\n  workflow_run: { workflows: CI }",
    ).triggers;
    expect(texts(push!.tags)).toEqual(['v*']);
    expect(texts(push!.branches)).toEqual(['a', 'b']);
    expect(push!.paths).toEqual([]);
    expect(push!.tagsIgnore).toBeUndefined();
    expect(texts(schedule!.cron)).toEqual(['1 2 3 4 5']);
    expect(texts(run!.workflows)).toEqual(['CI']);
  });

  test('reads inputs, secrets and outputs of a called workflow', () => {
    const [call] = read(
      'on:\n  workflow_call:\n    inputs: { v: { type: choice, required: true, default: a, options: [a, b] }, w: }\n    secrets: { T: { required: true }, U: }\n    outputs: { o: { value: x } }',
    ).triggers;
    expect(call!.inputs).toMatchObject([
      { name: 'v', type: 'choice', required: true, default: { text: 'a' }, options: [{ text: 'a' }, { text: 'b' }] },
      { name: 'w', type: 'string', required: false },
    ]);
    expect(call!.secrets).toMatchObject([
      { name: 'T', required: true },
      { name: 'U', required: false },
    ]);
    expect(call!.outputs).toMatchObject([{ name: 'o', value: { text: 'x' } }]);
  });

  test('reads jobs and their steps', () => {
    const workflow = read(`
name: Release it
on: push
concurrency: one
jobs:
  build:
    needs: test
    runs-on: [self-hosted, linux]
    environment: production
    container: node:20
    services: { db: { image: postgres } }
    continue-on-error: true
    defaults: { run: { shell: bash, working-directory: web } }
    outputs: { tag: '\${{ steps.t.outputs.tag }}' }
    steps:
      - uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v4.1.2
        with: { fetch-depth: 0 }
      - { id: t, run: echo, env: { A: b }, if: always() }
      - parallel: [{ run: one }, { run: two }]
  call:
    uses: ./.github/workflows/x.yml
    secrets: { A: '\${{ secrets.A }}' }
  inherit: { uses: o/r/.github/workflows/x.yml@v1, secrets: inherit }
`);
    expect(workflow.displayName).toBe('Release it');
    expect(workflow.concurrency?.group?.text).toBe('one');
    const [build, call, inherit] = workflow.jobs;
    expect(build).toMatchObject({
      id: 'build',
      needs: [{ text: 'test' }],
      environment: { name: { text: 'production' } },
      container: { image: { text: 'node:20' } },
      services: [{ image: { text: 'postgres' } }],
      defaults: { shell: { text: 'bash' }, workingDirectory: { text: 'web' } },
      outputs: [{ name: 'tag' }],
    });
    expect(build!.steps).toMatchObject([
      { index: 0, uses: { is: { kind: 'remote', owner: 'actions', repo: 'checkout' }, comment: 'v4.1.2' }, with: [{ name: 'fetch-depth' }] },
      { index: 1, id: 't', run: { text: 'echo' }, if: { text: 'always()' }, env: [{ name: 'A' }] },
      { index: 2, run: { text: 'one' } },
      { index: 3, run: { text: 'two' } },
    ]);
    expect(call).toMatchObject({ uses: { is: { kind: 'local', path: '.github/workflows/x.yml' } }, secrets: [{ name: 'A' }] });
    expect(inherit!.secrets).toBe('inherit');
  });

  test('takes an anchor for what it stands for', () => {
    const { jobs, problems } = read('on: push\njobs:\n  a: &a\n    runs-on: x\n    steps: [{ run: y }]\n  b: *a\n');
    expect(problems).toEqual([]);
    expect(jobs.map(({ id, steps }) => [id, steps[0]!.run!.text])).toEqual([
      ['a', 'y'],
      ['b', 'y'],
    ]);
  });

  test('is called by its path without a name', () => {
    expect(read('on: push').displayName).toBe('.github/workflows/w.yml');
  });

  test('reads what it can of a file in which little is right', () => {
    const { jobs, triggers } = read(
      'on: { push: 3, release: [x] }\njobs: { a: 1, b: { steps: x, needs: { a: b }, strategy: 1, env: [] }, c: { steps: [1, { run: [] }] } }',
    );
    expect(triggers).toHaveLength(2);
    expect(jobs.map(({ id, steps }) => [id, steps.length])).toEqual([
      ['b', 0],
      ['c', 1],
    ]);
  });
});

test('parseUses reads local, remote and container references', () => {
  expect(parseUses('./.github/actions/x/')).toEqual({ kind: 'local', path: '.github/actions/x' });
  expect(parseUses('./')).toEqual({ kind: 'local', path: '' });
  expect(parseUses('$/tools/x')).toEqual({ kind: 'local', path: 'tools/x' });
  expect(parseUses('docker://alpine:3')).toEqual({ kind: 'docker', image: 'alpine:3' });
  expect(parseUses('o/r@v1')).toEqual({ kind: 'remote', owner: 'o', repo: 'r', path: '', ref: 'v1' });
  expect(parseUses('o/r/a/b.yml@refs/heads/x')).toEqual({ kind: 'remote', owner: 'o', repo: 'r', path: 'a/b.yml', ref: 'refs/heads/x' });
  expect(parseUses('o/r')).toEqual({ kind: 'unknown', text: 'o/r' });
  expect(parseUses('${{ x }}')).toEqual({ kind: 'unknown', text: '${{ x }}' });
});

test('parseAction reads a composite action', () => {
  const action = parseAction(
    sourceFile(
      'action.yml',
      'inputs: { token: { default: "${{ github.token }}" } }\noutputs: { o: { value: x } }\nruns: { using: composite, steps: [{ run: x, shell: bash }] }',
    ),
  );
  expect(action).toMatchObject({
    using: 'composite',
    inputs: [{ name: 'token', default: { text: '${{ github.token }}' } }],
    outputs: [{ name: 'o', value: { text: 'x' } }],
    steps: [{ run: { text: 'x' }, shell: { text: 'bash' } }],
    problems: [],
  });
  expect(parseAction(sourceFile('action.yml', 'a: [')).problems).not.toEqual([]);
});

test('only files directly in .github/workflows are workflows', () => {
  expect(
    ['.github/workflows/a.yml', '.github/workflows/a.yaml', '.github/workflows/a/b.yml', 'workflows/a.yml', '.github/workflows/a.json'].map(
      isWorkflowPath,
    ),
  ).toEqual([true, true, false, false, false]);
});
