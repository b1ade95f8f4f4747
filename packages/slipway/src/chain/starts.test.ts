import { describe, expect, it } from 'vitest';
import { hole, parseWorkflow, str, text } from '../actions/index.ts';
import { sourceFile } from '../source/index.ts';
import { createRef, dispatchWorkflow, pullRequest, pushBranch, pushTag, release } from './events.ts';
import { memoryTree } from './memory-tree.ts';
import { starts } from './starts.ts';
import type { Actor, Credential, Event } from './types.ts';
import { makeWorld, type WorldOptions } from './world.ts';

const worldOn = (more: Partial<WorldOptions> = {}) => makeWorld(memoryTree({}), { asOf: '2026-11-20', slug: 'acme/tool', ...more });
const world = worldOn();
const workflow = (on: string) =>
  parseWorkflow(sourceFile('.github/workflows/w.yml', `on:\n${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n`));
const actor = (credential: Credential): Actor => ({ kind: 'token', held: { credential, from: 'a test' } });
const person: Actor = { kind: 'person' };
const githubToken = actor({ kind: 'github-token' });
const pr = { head: str('feature'), base: str('main'), title: str('a title') };
const answer = (e: Event, on: string, w = world) => starts(e, workflow(on), w).answer;

describe('which credential starts what', () => {
  const events: Record<string, [string, (by: Actor) => Event]> = {
    'a tag push': ['  push:\n    tags: ["v*"]', (by) => pushTag(world, str('v1.2.3'), by)],
    'a branch push': ['  push:\n    branches: [main]', (by) => pushBranch(world, str('main'), by)],
    'a new tag': ['  create:', (by) => createRef(world, 'tag', str('v1.2.3'), by)],
    'a release': ['  release:\n    types: [published]', (by) => release(world, 'published', str('v1.2.3'), false, by)],
    'a merge': ['  pull_request:\n    types: [closed]', (by) => pullRequest(world, 'pull_request', 'closed', true, pr, by)],
  };
  for (const [name, [on, make]] of Object.entries(events)) {
    it(`${name} by the GITHUB_TOKEN starts nothing, by anything else it starts the workflow`, () => {
      expect(answer(make(githubToken), on)).toBe('no');
      for (const c of [{ kind: 'pat', secret: 'P' }, { kind: 'app' }, { kind: 'deploy-key' }] as const)
        expect(answer(make(actor(c)), on)).toBe('runs');
      expect(answer(make(person), on)).toBe('runs');
    });
  }

  it('a dispatch by the GITHUB_TOKEN starts its workflow and no other', () => {
    const e = (target: string) => dispatchWorkflow(world, str(target), str('main'), 'branch', new Map(), githubToken, true);
    expect(answer(e('w.yml'), '  workflow_dispatch:')).toBe('runs');
    expect(answer(e('other.yml'), '  workflow_dispatch:')).toBe('no');
  });

  it('a pull request by the GITHUB_TOKEN waits for approval since 2026-06-11, and starts nothing before that day or on a server', () => {
    const e = pullRequest(world, 'pull_request', 'opened', false, pr, githubToken);
    expect(answer(e, '  pull_request:')).toBe('held');
    expect(answer(e, '  pull_request:', worldOn({ asOf: '2026-06-10' }))).toBe('no');
    expect(answer(e, '  pull_request:', worldOn({ host: 'ghes' }))).toBe('no');
  });
});

describe('filters', () => {
  it.each<[string, Event, string, string]>([
    ['tags only: a branch does not pass', pushBranch(world, str('main'), person), '  push:\n    tags: ["v*"]', 'no'],
    ['branches only: a tag does not pass', pushTag(world, str('v1.2.3'), person), '  push:\n    branches: [main]', 'no'],
    ['neither: both pass', pushTag(world, str('v1.2.3'), person), '  push:', 'runs'],
    ['paths are not looked at for tags', pushTag(world, str('v1.2.3'), person), '  push:\n    paths: ["src/**"]', 'runs'],
    ['an empty filter filters nothing', pushTag(world, str('v1.2.3'), person), '  push:\n    branches: [main]\n    tags:', 'runs'],
    ['a tag of another family does not pass', pushTag(world, text(['tool-v', { hole: 'version' }]), person), '  push:\n    tags: ["v*"]', 'no'],
    ['a version passes', pushTag(world, text(['v', { hole: 'version' }]), person), '  push:\n    tags: ["v[0-9]+.[0-9]+.[0-9]+*"]', 'runs'],
    ['what is not known is not decided', pushTag(world, hole('any'), person), '  push:\n    tags: ["v*"]', 'unknown'],
    ['an activity that is not listed', release(world, 'created', str('v1'), false, person), '  release:\n    types: [published]', 'no'],
    [
      'a base branch that does not pass',
      pullRequest(world, 'pull_request', 'opened', false, pr, person),
      '  pull_request:\n    branches: [next]',
      'no',
    ],
  ])('%s', (_name, event, on, expected) => {
    expect(answer(event, on)).toBe(expected);
  });
});

describe('skip markers', () => {
  const marked = text(['chore: release ', { hole: 'version' }, ' [skip ci]']);
  it('suppress pushes of the branch and of the tag, whoever pushes', () => {
    expect(answer(pushBranch(world, str('main'), person, marked), '  push:')).toBe('no');
    expect(answer(pushTag(world, str('v1.2.3'), person, marked), '  push:')).toBe('no');
  });
  it('do not hide a second closed gate', () => {
    const start = starts(pushTag(world, str('v1.2.3'), githubToken, marked), workflow('  push:'), world);
    expect([start.gate, start.also?.gate]).toEqual(['skip-marker', 'github-token']);
  });
  it('do not suppress releases and new refs', () => {
    expect(answer(createRef(world, 'tag', str('v1.2.3'), person), '  create:')).toBe('runs');
  });
});
