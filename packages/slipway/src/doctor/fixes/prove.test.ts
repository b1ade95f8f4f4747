import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import type { Change, FileChange } from '../../source/index.ts';
import { diagnose, type Examination, examine } from '../diagnose.ts';
import { overlayTree } from './overlay.ts';
import { type NotProved, type Proved, proveFix, safetyOf } from './prove.ts';
import { editsOfReport } from './report-edits.ts';
import type { Proposal } from './types.ts';

const TAG = '.github/workflows/tag.yml';
const RELEASE = '.github/workflows/release.yml';
const options = { version: '0', asOf: '2026-11-20' };

/** A run pushes a tag with the GITHUB_TOKEN, and a workflow waits for the tag; its name is not ASCII, so bytes and characters part. */
const files = {
  [TAG]: `name: Größe
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
      - run: |
          git tag "v$(jq -r .version package.json)"
          git push origin --tags
`,
  [RELEASE]: `name: Release
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
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`,
  'package.json': '{ "name": "tool", "version": "1.2.3" }\n',
};

const base = examine(memoryTree(files), options);
const found = base.report.findings.find((f) => f.rule === 'token-cannot-trigger')!;

function proposal(changes: readonly FileChange[], more: Partial<Proposal> = {}): Proposal {
  return { id: 'way', title: 'A way', changes, tradeoffs: ['It costs.'], check: 'Look.', ...more };
}

const inTag = (...changes: Change[]): FileChange[] => [{ op: 'change', path: TAG, changes }];
const checkoutToken = inTag({ op: 'set', at: ['jobs', 'tag', 'steps', 0, 'with', 'token'], value: '${{ secrets.RELEASE_TOKEN }}' });
const secret = { name: 'RELEASE_TOKEN', kind: 'pat', rights: ['Contents: read and write'] } as const;

const prove = (p: Proposal, from: Examination = base): Proved | NotProved => proveFix(from, found.id, p);
const whyNot = (p: Proposal): string => {
  const made = prove(p);
  return 'fix' in made ? 'proved' : made.why;
};

describe('a fix', () => {
  const proved = prove(proposal(checkoutToken, { secret })) as Proved;

  it('is offered with what the walk says of it', () => {
    expect(found.severity).toBe('error');
    expect(proved.fix).toMatchObject({
      id: 'way',
      safety: 'review',
      secret: 'RELEASE_TOKEN',
      widens: [`secret RELEASE_TOKEN for job tag of ${TAG}`],
      sleeps: [],
      proof: { before: 'broken', after: 'reached', gone: [found.id], new: [] },
    });
    expect(proved.fix.wakes).toEqual([expect.stringMatching(/^\.github\/workflows\/release\.yml \(push of a tag .*RELEASE_TOKEN\)$/)]);
  });

  it('says how its secret is made, for this repository and with no more rights than it needs', () => {
    const setup = proved.fix.setup.join('\n');
    expect(setup).toContain('gh secret set RELEASE_TOKEN --repo octo/tool');
    expect(setup).toContain('**Contents: read and write** and no others');
    expect(setup).toContain('https://github.com/settings/personal-access-tokens/new?');
    expect(setup).toContain('contents=write');
    expect(setup).toContain('90 days');
  });

  it('has edits in bytes that make the tree that was walked', () => {
    const edits = editsOfReport((path) => base.tree.read(path), proved.fix.edits);
    const tree = overlayTree(base.tree, edits);
    expect(tree.read(TAG)).toBe(proved.after.tree.read(TAG));
    expect(tree.read(TAG)).toContain('token: ${{ secrets.RELEASE_TOKEN }}');
    expect(diagnose(tree, options).findings.map((f) => f.id)).not.toContain(found.id);
  });

  it('is walked once, however often it is proposed', () => {
    const again = prove(proposal(checkoutToken, { secret, title: 'Another' })) as Proved;
    expect(again.after).toBe(proved.after);
  });

  it('that needs something of a person before it is merged is not safe', () => {
    const plain = proposal(checkoutToken);
    expect(safetyOf(plain, { ...proved.proof, widens: [] })).toBe('safe');
    expect(safetyOf({ ...plain, setup: ['Put the App on the bypass list.'] }, { ...proved.proof, widens: [] })).toBe('review');
    expect(safetyOf({ ...plain, undoes: true }, { ...proved.proof, widens: [] })).toBe('review');
  });

  it('without a secret or a new right is safe', () => {
    const quiet = inTag({ op: 'set', at: ['jobs', 'tag', 'if'], value: 'false' });
    expect(whyNot(proposal(quiet))).not.toBe('proved');
    const dropped: FileChange[] = [{ op: 'delete', path: TAG }];
    expect(whyNot(proposal(dropped))).not.toBe('proved');
  });
});

describe('a proposal is not offered', () => {
  it('when the finding stands after it', () => {
    expect(whyNot(proposal(inTag({ op: 'set', at: ['name'], value: 'Tag' })))).toBe('The finding still stands.');
  });

  it('when it changes nothing, or what is not there', () => {
    expect(whyNot(proposal([]))).toBe('It changes nothing.');
    expect(whyNot(proposal(inTag({ op: 'remove', at: ['jobs', 'none'] })))).toMatch(/^\S[^\n]+\.$/);
    expect(whyNot(proposal([{ op: 'delete', path: 'none.yml' }]))).toMatch(/none\.yml/);
    expect(whyNot(proposal([{ op: 'create', path: TAG, text: '' }]))).toMatch(/tag\.yml/);
  });

  it('when it raises another finding, which it names', () => {
    const broken = [
      ...checkoutToken,
      { op: 'change', path: RELEASE, changes: [{ op: 'set', at: ['jobs', 'npm', 'needs'], value: 'none' }] },
    ] as const;
    expect(whyNot(proposal(broken, { secret }))).toMatch(/^It raises another: invalid-workflow at \.github\/workflows\/release\.yml:\d+, /);
  });

  it('when what the finding broke is delivered by nothing any more', () => {
    expect(whyNot(proposal([{ op: 'delete', path: RELEASE }]))).toMatch(/delivered by nothing any more/);
  });

  it('when there is no such finding', () => {
    expect(proveFix(base, 'none', proposal(checkoutToken))).toMatchObject({ why: 'There is no finding none.' });
  });
});
