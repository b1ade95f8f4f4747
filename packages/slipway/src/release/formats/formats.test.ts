import { describe, expect, it } from 'vitest';
import type { Plan, PlannedComponent, Unreleased } from '../types.ts';
import { firstSentence, nothingSentence, planMarkdown, planText, pullRequestMarkdown } from './index.ts';

const HASH = 'a'.repeat(40);
const component = (more: Partial<PlannedComponent> = {}): PlannedComponent => ({
  name: 'core',
  path: '',
  driver: 'slipway',
  from: { version: '1.0.0', tag: 'v1.0.0', commit: HASH },
  to: '1.1.0',
  tag: 'v1.1.0',
  commit: HASH,
  promotes: null,
  bump: 'minor',
  channel: 'stable',
  prerelease: false,
  latest: true,
  why: ['A door.', '1.0.0 rises to 1.1.0: minor.', '1.1.0 becomes the latest.'],
  considered: [],
  notes: '### Added\n\n- a *door*',
  changelog: null,
  ...more,
});
const nothing = (name: string, why: string, kind: Unreleased['kind'] = 'nothing'): Unreleased => ({ name, kind, why, considered: [] });
const plan = (more: Partial<Plan> = {}): Plan => ({
  schemaVersion: 1,
  tool: { name: 'slipway', version: '0' },
  source: { revision: HASH, branch: 'main', repository: 'acme/tool' },
  date: '2026-11-21',
  asked: { channel: null, version: null, components: [] },
  channel: 'stable',
  components: [component()],
  unreleased: [],
  files: [],
  pullRequest: { branch: 'slipway/release', title: '', labels: [] },
  tagging: { annotated: true, signed: false },
  destinations: [],
  contract: [],
  warnings: [],
  digest: '',
  ...more,
});
const text = (more: Partial<Plan> = {}, width = 100): string => planText(plan(more), { width, color: false });

describe('the text of a plan', () => {
  it('says each thing once', () => {
    expect(text().match(/becomes the latest/g)).toHaveLength(1);
    expect(text()).not.toContain('rises to');
  });

  it('puts what is not reached first, each destination once with its worst verdict', () => {
    const destinations = [
      { id: 'release:a', kind: 'release', verdict: 'reached' },
      { id: 'release:b', kind: 'release', verdict: 'unknown' },
      { id: 'npm:tool', kind: 'registry', verdict: 'broken' },
      ...Array.from({ length: 20 }, (_, index) => ({ id: `tag:${index}`, kind: 'tag', verdict: 'reached' })),
    ];
    expect(text({ destinations })).toMatch(/reaches\n {2}✖ npm:tool +broken\n {2}\? GitHub release +unknown\n {2}✔ tag:0/);
    expect(text({ destinations })).toMatch(/… and 11 more reached \(slipway doctor\)/);
  });

  it('breaks items of the notes where the terminal ends, not where the changelog does', () => {
    const notes = '### Added\n\n- a door, which\n  opens\n  - and closes\n- a lock';
    expect(text({ components: [component({ notes })] })).toContain('    - a door, which opens\n      - and closes\n    - a lock\n');
  });

  it('sends a person to the next command', () => {
    expect(text()).toMatch(/next\n {2}slipway tag .* makes v1\.1\.0: no file has to change first/);
    expect(text({ files: [{ path: 'a', before: null, after: null, text: null }] })).toMatch(/next\n {2}slipway prepare/);
    const driven = text({ components: [component({ driver: 'release-please' })] });
    expect(driven).toMatch(/next\n {2}release-please makes the release; /);
    expect(driven).not.toMatch(/slipway (?:tag|prepare)/);
  });

  it('names the next command with what this plan was asked for', () => {
    const files = [{ path: 'a', before: null, after: null, text: null }];
    const asked = text({ files, asked: { channel: 'rc', version: null, components: ['@acme/core', 'two words'] } }, 120);
    expect(asked).toContain("\n  slipway prepare --channel rc --component @acme/core --component 'two words'\n      opens the release pull request");
    expect(asked).toContain("\n  slipway plan --channel rc --component @acme/core --component 'two words' --out plan.json\n");
    expect(text({ asked: { channel: null, version: '2.0.0', components: [] } })).toContain('slipway tag --bump 2.0.0  ');
    expect(text({ components: [component({ promotes: 'v1.1.0-rc.2' })] })).toContain('slipway tag --channel stable  ');
  });

  it('counts what is too much to be read', () => {
    const many = text({
      components: Array.from({ length: 30 }, (_, index) => component({ name: `part-${index}` })),
      warnings: Array.from({ length: 20 }, (_, index) => `Warning ${index}.`),
      unreleased: Array.from({ length: 40 }, (_, index) => nothing(`other-${index}`, 'Nothing. And more.')),
    });
    expect(many).toContain('why each: --explain');
    expect(many).toContain('and the notes of 27 components more');
    expect(many).toContain('… and 13 more (--format json)');
    expect(many).toMatch(/other-0 +Nothing\.\n/);
    expect(many.split('\n').length).toBeLessThan(120);
  });

  it('shows what others wrote without its escapes, and never as a command to the terminal', () => {
    const hostile = component({
      name: 'a\u001b[2J',
      notes: '### \u001b[31mAdded\n\n- [a \\*door\\*](https://example.com/x) \u202e',
      why: ['\u0007'],
    });
    const shown = text({ components: [hostile], warnings: ['::error::\u001b[0m'] });
    expect(shown).toContain('- a *door*');
    expect(shown).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  it('shows the beginning of a text that goes on for pages', () => {
    const shown = text({ components: [component({ notes: `- ${'word '.repeat(5_000)}` })] });
    expect(shown.length).toBeLessThan(2_000);
    expect(shown).toMatch(/word…\n/);
  });

  it('keeps to the width, whatever it holds', () => {
    const long = 'a word and another '.repeat(20).trim();
    const wide = text({ components: [component({ notes: `- ${long}`, why: [long] })], warnings: [long], unreleased: [nothing('x', long)] }, 80);
    expect(Math.max(...wide.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('why nothing is released', () => {
  it('is the reason of the only component, of a refusal, or that of all', () => {
    expect(nothingSentence({ unreleased: [nothing('a', 'No commit.')] })).toBe('No commit.');
    expect(nothingSentence({ unreleased: [nothing('a', 'No commit.'), nothing('b', 'Taken.', 'refused')] })).toBe('Taken.');
    expect(nothingSentence({ unreleased: [nothing('a', 'No commit.'), nothing('b', 'No commit.')] })).toBe('2 components: No commit.');
    expect(nothingSentence({ unreleased: [nothing('a', 'No commit.'), nothing('b', 'None.')] })).toMatch(/^None of the 2 components/);
  });

  it('is told by its first sentence where there is room for one', () => {
    expect(firstSentence('v1.0.0 exists already. e962059 "feat: a door".')).toBe('v1.0.0 exists already.');
    expect(firstSentence('v1.0.0 is all')).toBe('v1.0.0 is all');
  });
});

describe('a plan as Markdown', () => {
  it('has no row that another text could break, and headings below its own', () => {
    const made = planMarkdown(plan({ components: [component({ name: 'a|b', why: ['one | two\nthree'], notes: '# One\n\n## Two' })] }), {
      explain: true,
    });
    const rows = made.split('\n').filter((line) => line.startsWith('| a'));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(made).toContain('## One\n\n### Two');
  });
});

describe('what a pull request would release', () => {
  const preview = { number: 7, title: undefined, judged: undefined, titleDecides: false };

  it('says what it changes, or that it changes nothing, or nothing of that where the branch is not known', () => {
    const next = plan({ components: [component({ to: '1.0.1' })] });
    expect(pullRequestMarkdown({ ...preview, without: next, merged: plan() })).toContain('**It makes the next release 1.1.0.**');
    expect(pullRequestMarkdown({ ...preview, without: plan(), merged: plan() })).toContain('**It changes no version.**');
    expect(pullRequestMarkdown({ ...preview, without: undefined, merged: plan() })).toContain('1.1.0 would be released next');
    expect(
      pullRequestMarkdown({ ...preview, without: undefined, merged: plan({ components: [], unreleased: [nothing('a', 'No commit.')] }) }),
    ).toContain('**Nothing would be released.**');
  });
});
