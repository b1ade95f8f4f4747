import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import { examine } from '../diagnose.ts';
import { outputOf } from './output.ts';
import { type Plan, planFixes } from './plan.ts';

const TAG = '.github/workflows/tag.yml';
const RELEASE = '.github/workflows/release.yml';

const tag = (commit: string, more = '') => `name: Tag
on:
  push:
    branches: [main]
jobs:
  tag:
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v4
${more}      - run: |
          npm version patch --no-git-tag-version
          git commit -am "${commit}"
          git tag "v$(jq -r .version package.json)"
          git push origin HEAD --tags
`;
const publisher = (name: string) => `name: ${name}
on:
  push:
    tags: ['v*']
jobs:
  npm:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          registry-url: https://registry.example/
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
const manifest = '{ "name": "tool", "version": "1.2.3" }\n';
const planned = (files: Record<string, string>, scope = {}): Plan =>
  planFixes(examine(memoryTree({ 'package.json': manifest, ...files }), { version: '0', asOf: '2026-11-20' }), scope);
const ids = (plan: Plan) => plan.steps.map(({ tried }) => tried.proposal.id);

describe('a plan', () => {
  const plan = planned({ [TAG]: tag('chore: release [skip ci]'), [RELEASE]: publisher('Release') });

  it('orders what has to be mended together, and reaches what was broken', () => {
    expect(ids(plan)).toEqual(['no-marker', 'dispatch']);
    expect(plan.destinations).toEqual([{ id: 'npm:tool', before: 'broken', after: 'reached' }]);
    expect(plan.remains).toEqual([]);
    expect(plan.end.report.findings.filter((f) => f.severity !== 'note')).toEqual([]);
  });

  it('walks each step by itself too', () => {
    const [first, second] = plan.steps;
    expect(first?.alone).toBe(first?.tried);
    expect(first?.tried.proof).toMatchObject({ before: 'broken', after: 'broken' });
    expect(second?.alone?.proof).toMatchObject({ before: 'broken' });
    expect(second?.tried.proof).toMatchObject({ before: 'broken', after: 'reached' });
  });

  it('is the same change in one go', () => {
    const files = new Map(plan.outcomes.map(({ path, after }) => [path, after]));
    expect([...files.keys()].sort()).toEqual([RELEASE, TAG]);
    for (const [path, text] of files) expect(text).toBe(plan.end.tree.read(path));
  });

  it('is the text of a pull request', () => {
    const { title, body } = outputOf(plan);
    expect(title).toBe('Mend the release: 2 findings');
    expect(body).toMatch(/^## Step 1: Commit without/);
    expect(body).toContain('| `npm:tool` | broken | reached |');
    expect(body).toContain('## How to check it');
    expect(body).toMatch(/2 findings gone, 0 new findings\.\n$/);
    expect(body).not.toMatch(/undefined|\[object/);
  });

  it('without anything to mend has no steps', () => {
    const sound = planned({ [RELEASE]: publisher('Release') });
    expect(sound).toMatchObject({ steps: [], remains: [], destinations: [], edits: [], outcomes: [] });
  });

  it('takes only the way that is asked for', () => {
    const scope = { rules: ['token-cannot-trigger'], fix: 'dispatch' };
    expect(ids(planned({ [TAG]: tag('chore: release'), [RELEASE]: publisher('Release') }, scope))).toEqual(['dispatch']);
    const none = planned({ [TAG]: tag('chore: release'), [RELEASE]: publisher('Release') }, { ...scope, fix: 'none' });
    expect(none.steps).toEqual([]);
    expect(none.remains).toHaveLength(1);
  });

  it('answers a workflow that would start itself in the same plan, or takes another way', () => {
    const scope = { rules: ['token-cannot-trigger'], fix: 'app-token' };
    const made = planned({ [TAG]: tag('chore: release'), [RELEASE]: publisher('Release') }, scope);
    expect(made.end.report.findings.map((f) => f.rule)).not.toContain('release-loop');
    expect(ids(made)[0] ?? 'app-token').toBe('app-token');
  });

  it('never wakes a second publisher of the same version', () => {
    const made = planned({ [TAG]: tag('chore: release'), [RELEASE]: publisher('Release'), '.github/workflows/npm.yml': publisher('Npm') });
    expect(made.comparison.fresh.filter((f) => f.severity !== 'note')).toEqual([]);
  });
});
