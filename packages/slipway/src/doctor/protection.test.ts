import { describe, expect, it } from 'vitest';
import { makeWorld, memoryTree } from '../chain/index.ts';
import { requiredChecks, saysProtected } from './protection.ts';

const world = (files: Record<string, string>) => makeWorld(memoryTree(files), { asOf: '2026-11-20' });
const checks = (files: Record<string, string>) => requiredChecks(world(files)).map((c) => `${c.context} ${c.at.path}:${c.at.line}`);

describe('required checks', () => {
  it.each([
    [
      'a list of the settings',
      {
        '.github/settings.yml':
          'branches:\n  - name: main\n    protection:\n      required_status_checks:\n        contexts:\n          - build\n          # - lint\n          - "test (20)"\n',
      },
      ['build .github/settings.yml:6', 'test (20) .github/settings.yml:8'],
    ],
    ['a list in brackets', { '.github/settings.yml': 'contexts: ["a", \'b\']\n' }, ['a .github/settings.yml:1', 'b .github/settings.yml:1']],
    [
      'a ruleset',
      { '.github/rulesets/main.json': '{"rules":[{"type":"required_status_checks","parameters":{"required_status_checks":[\n{"context":"ci"}]}}]}' },
      ['ci .github/rulesets/main.json:2'],
    ],
    [
      'a request of a workflow',
      { '.github/workflows/x.yml': 'on: push\njobs:\n  a:\n    steps:\n      - run: gh api -f required_status_checks=\'{"contexts":["build"]}\'\n' },
      ['build .github/workflows/x.yml:5'],
    ],
    ['nothing', { 'README.md': 'contexts: [a]' }, []],
  ])('are read from %s', (_name, files, expected) => {
    expect(checks(files as Record<string, string>)).toEqual(expected);
  });
});

describe('a protected default branch', () => {
  const at = (files: Record<string, string>) => saysProtected(world(files))?.path;

  it.each([
    ['settings', { '.github/settings.yml': 'branches:\n  - name: main\n    protection:\n      enforce_admins: true\n' }],
    [
      'an active ruleset',
      {
        '.github/rulesets/main.json':
          '{"target":"branch","enforcement":"active","conditions":{"ref_name":{"include":["~DEFAULT_BRANCH"]}},"rules":[{"type":"pull_request"}]}',
      },
    ],
    ['a document', { 'CONTRIBUTING.md': 'The `main` branch is protected: open a pull request.' }],
    ['a comment of a workflow', { '.github/workflows/ci.yml': '# required checks of the main branch protection\non: push\n' }],
  ])('is told by %s', (_name, files) => {
    expect(at(files as Record<string, string>)).toBe(Object.keys(files)[0]);
  });

  it.each([
    [
      'a ruleset for tags',
      {
        '.github/rulesets/tags.json':
          '{"target":"tag","enforcement":"active","conditions":{"ref_name":{"include":["~ALL"]}},"rules":[{"type":"update"}]}',
      },
    ],
    [
      'a ruleset that only watches',
      {
        '.github/rulesets/main.json':
          '{"target":"branch","enforcement":"evaluate","conditions":{"ref_name":{"include":["~DEFAULT_BRANCH"]}},"rules":[{"type":"pull_request"}]}',
      },
    ],
    [
      'another branch of the settings',
      { '.github/settings.yml': 'branches:\n  - name: main\n    protection: null\n  - name: stable\n    protection:\n      enforce_admins: true\n' },
    ],
    ['advice in general', { 'README.md': 'Consider branch protection.' }],
  ])('is not told by %s', (_name, files) => {
    expect(at(files as Record<string, string>)).toBeUndefined();
  });

  it('is not lost in, nor lost to, long texts', () => {
    expect(requiredChecks(world({ '.github/settings.yml': `contexts:\n${'  - a\n\n'.repeat(20_000)}` }))).toHaveLength(1);
    expect(at({ '.github/settings.yml': `name: main\n${'\n'.repeat(100_000)}`, 'README.md': 'required checks on '.repeat(9_000) })).toBeUndefined();
  });
});
