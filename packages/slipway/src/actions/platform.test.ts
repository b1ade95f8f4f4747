import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.ts';
import { actionRetired, commandRetired, runnerRetired } from './calendars.ts';
import { defaultTypes, eventInfo, eventNames, isEventName } from './events.ts';
import { runsFromGithubToken } from './github-token.ts';
import { allows, effectivePermissions, requestedPermissions, shortfall } from './permissions.ts';
import { skipMarker } from './skip-marker.ts';
import { parseWorkflow } from './workflow.ts';

describe('events', () => {
  test('start a workflow without types by all of theirs, pull requests by three', () => {
    expect(defaultTypes('pull_request')).toEqual(['opened', 'synchronize', 'reopened']);
    expect(defaultTypes('release')).toContain('prereleased');
    expect(defaultTypes('push')).toEqual([]);
  });
  test('take their file from where GitHub takes it', () => {
    expect(eventInfo('release')).toMatchObject({ origin: 'tag', onDefaultBranch: false, skippable: false });
    expect(eventInfo('push')).toMatchObject({ origin: 'updated-ref', skippable: true });
    expect(eventInfo('workflow_run')).toMatchObject({ origin: 'default', onDefaultBranch: true });
    expect(eventInfo('workflow_dispatch')).toMatchObject({ origin: 'updated-ref', onDefaultBranch: true });
    expect(eventInfo('tags')).toBeUndefined();
  });
  test('are a closed list', () => {
    expect(isEventName('merge_group')).toBe(true);
    expect(isEventName('constructor')).toBe(false);
    expect(eventNames).toHaveLength(37);
  });
});

describe('what a GITHUB_TOKEN starts', () => {
  const now = '2026-11-20';
  test('dispatches, and nothing that it pushes or releases', () => {
    expect(runsFromGithubToken('workflow_dispatch', undefined, now, 'github.com')).toBe('yes');
    expect(runsFromGithubToken('repository_dispatch', 'x', now, 'github.com')).toBe('yes');
    expect(runsFromGithubToken('workflow_dispatch', undefined, '2022-09-07', 'github.com')).toBe('no');
    for (const event of ['push', 'create', 'release', 'deployment', 'pull_request_target', 'issues'])
      expect(runsFromGithubToken(event, undefined, now, 'github.com')).toBe('no');
    expect(runsFromGithubToken('workflow_run', 'completed', now, 'github.com')).toBe('yes');
  });
  test('pull requests since June 2026, held for approval, not on Enterprise Server', () => {
    for (const type of ['opened', 'synchronize', 'reopened'])
      expect(runsFromGithubToken('pull_request', type, '2026-06-11', 'github.com')).toBe('held');
    expect(runsFromGithubToken('pull_request', 'opened', '2026-06-10', 'github.com')).toBe('no');
    expect(runsFromGithubToken('pull_request', 'closed', now, 'github.com')).toBe('no');
    expect(runsFromGithubToken('pull_request', 'opened', now, 'git.example.org')).toBe('no');
    expect(runsFromGithubToken('pull_request', 'opened', now, 'acme.ghe.com')).toBe('held');
  });
});

test('skip markers are found wherever they stand', () => {
  expect(skipMarker('chore(release): 1.2.3 [skip ci]')).toBe('[skip ci]');
  expect(skipMarker('a\n\nb [no ci] c')).toBe('[no ci]');
  expect(skipMarker('fix: skip ci on forks')).toBeUndefined();
  expect(skipMarker('fix\n\n\nskip-checks: true')).toBe('skip-checks: true');
  expect(skipMarker('fix\n\n\nskip-checks:true\n')).toBe('skip-checks:true');
  expect(skipMarker('fix: read skip-checks: true')).toBeUndefined();
});

describe('permissions', () => {
  const read = (text: string) => parseWorkflow(sourceFile('w.yml', `on: push\n${text}`));
  const of = (text: string) => {
    const workflow = read(text);
    return effectivePermissions(workflow, workflow.jobs[0]);
  };
  const job = 'jobs: { a: { runs-on: x, steps: [] } }';

  test('are not known when nothing is declared', () => {
    expect(allows(of(job), { scope: 'contents', level: 'write' })).toBeUndefined();
    expect(allows(of(`permissions:\n${job}`), { scope: 'contents', level: 'write' })).toBeUndefined();
  });
  test('are none for every scope that is not named', () => {
    const permissions = of(`permissions: { contents: write }\n${job}`);
    expect(allows(permissions, { scope: 'contents', level: 'write' })).toBe(true);
    expect(allows(permissions, { scope: 'packages', level: 'read' })).toBe(false);
    expect(allows(permissions, { scope: 'metadata', level: 'read' })).toBe(true);
    expect(allows(of(`permissions: {}\n${job}`), { scope: 'contents', level: 'read' })).toBe(false);
  });
  test("of a job replace the workflow's", () => {
    const permissions = of('permissions: write-all\njobs: { a: { permissions: { issues: read }, runs-on: x, steps: [] } }');
    expect(allows(permissions, { scope: 'contents', level: 'write' })).toBe(false);
    expect(allows(permissions, { scope: 'issues', level: 'read' })).toBe(true);
  });
  test('read-all and write-all give what each scope has', () => {
    expect(allows(of(`permissions: read-all\n${job}`), { scope: 'contents', level: 'write' })).toBe(false);
    expect(allows(of(`permissions: read-all\n${job}`), { scope: 'id-token', level: 'write' })).toBe(false);
    expect(allows(of(`permissions: write-all\n${job}`), { scope: 'id-token', level: 'write' })).toBe(true);
    expect(allows(of(`permissions: write-all\n${job}`), { scope: 'models', level: 'write' })).toBe(false);
  });
  test('of a called workflow are what its jobs ask for beyond the caller', () => {
    const called = read(
      'permissions: { contents: read }\njobs: { a: { runs-on: x, steps: [] }, b: { permissions: { contents: write, id-token: write }, runs-on: x, steps: [] } }',
    );
    expect(requestedPermissions(called).map(({ job: id, scope, level }) => `${id} ${scope} ${level}`)).toEqual([
      'a contents read',
      'b contents write',
      'b id-token write',
    ]);
    const missing = shortfall(of(`permissions: { contents: read }\n${job}`), called);
    expect(missing).toMatchObject([
      { job: 'b', scope: 'contents', level: 'write', granted: 'read' },
      { job: 'b', scope: 'id-token', level: 'write', granted: 'none' },
    ]);
    expect(called.file.text.slice(missing[0]!.span.start, missing[0]!.span.end)).toBe('contents: write');
    expect(shortfall(of(job), called)).toEqual([]);
  });
});

describe('calendars', () => {
  test('runner labels are gone from their day on', () => {
    expect(runnerRetired('ubuntu-20.04', '2025-04-14')).toBeUndefined();
    expect(runnerRetired('Ubuntu-20.04', '2025-04-15')).toMatchObject({ what: 'ubuntu-20.04', effect: 'hard-fail' });
    expect(runnerRetired('macos-13-xlarge', '2026-01-01')?.what).toBe('macos-13');
    expect(runnerRetired('ubuntu-22.04-arm', '2027-05-01')?.what).toBe('ubuntu-22.04');
    expect(runnerRetired('macos-11', '2024-07-01')?.what).toBe('macos-11');
    expect(runnerRetired('macos-10.15', '2022-12-02')).toBeUndefined();
    expect(runnerRetired('ubuntu-latest', '2030-01-01')).toBeUndefined();
    expect(runnerRetired('my-macos-13', '2030-01-01')).toBeUndefined();
  });
  test('actions are gone by version', () => {
    expect(actionRetired('actions/upload-artifact', 3, '2025-01-29')).toBeUndefined();
    expect(actionRetired('Actions/Upload-Artifact', 3, '2025-01-30')?.effect).toBe('hard-fail');
    expect(actionRetired('actions/download-artifact', 4, '2026-01-01')).toBeUndefined();
    expect(actionRetired('actions/upload-artifact', undefined, '2026-01-01')).toBeUndefined();
    expect(actionRetired('actions/cache', 2, '2025-04-15')?.fact).toBe('cache.off');
    expect(actionRetired('actions/create-release', undefined, '2026-01-01')?.effect).toBe('unmaintained');
  });
  test('workflow commands are gone', () => {
    expect(commandRetired('set-env', '2026-01-01')?.what).toBe('::set-env');
    expect(commandRetired('set-output', '2026-01-01')).toBeUndefined();
  });
});
