import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, readPlan, writePlan } from '../plan/index.ts';
import type { Plan, PlannedComponent } from '../types.ts';
import { fingerprints } from './fingerprints.ts';
import {
  bodyOf,
  commitMessage,
  drivenWarnings,
  isOwnCommit,
  keptEdits,
  plannedNotes,
  readBody,
  releaseKey,
  withNotes,
  withoutNotes,
} from './index.ts';
import { keptNotes } from './kept-notes.ts';

const COMMIT = 'a'.repeat(40);

function planOf(notes: string, change: Partial<PlannedComponent> = {}, files: Plan['files'] = []): Plan {
  const component: PlannedComponent = {
    name: 'app',
    path: '',
    driver: 'slipway',
    from: { version: '1.0.0', tag: 'v1.0.0', commit: COMMIT },
    to: '1.1.0',
    tag: 'v1.1.0',
    commit: COMMIT,
    promotes: null,
    bump: 'minor',
    channel: 'stable',
    prerelease: false,
    latest: true,
    why: ['a feature'],
    considered: [{ hash: COMMIT, subject: 'feat: x', bump: 'minor', why: 'feat' }],
    notes,
    changelog: null,
    ...change,
  };
  const plan: Omit<Plan, 'digest'> = {
    schemaVersion: 1,
    tool: { name: 'slipway', version: '0.0.0' },
    source: { revision: COMMIT, branch: 'main', repository: 'acme/app' },
    date: '2026-11-21',
    asked: { channel: null, version: null, components: [] },
    channel: 'stable',
    components: [component],
    unreleased: [],
    files,
    pullRequest: { branch: 'slipway/release', title: 'chore: release 1.1.0', labels: ['release'] },
    tagging: { annotated: true, signed: false },
    destinations: [],
    contract: [],
    warnings: [],
  };
  return { ...plan, digest: digestOf(plan) };
}

function text(plan: Plan, there?: string, notes = plannedNotes(plan)): string {
  const merge = { walk: undefined, others: [], makesTag: false };
  return bodyOf(
    { plan, base: 'main', planned: plannedNotes(plan), notes, merge, checks: [], credential: undefined, anyway: undefined, unchecked: [] },
    there,
  );
}

describe('notes that people edited', () => {
  const made = '### Added\n\n- one\n- two\n\n### Fixed\n\n- three';

  it.each([
    ['nothing was changed: what is planned now', made, '### Added\n\n- other', '### Added\n\n- other'],
    ['a line was rewritten', made.replace('- one', '- One, and better'), made, made.replace('- one', '- One, and better')],
    ['a line was taken out, and stays out', made.replace('- two\n', ''), `${made}\n- four`, '### Added\n\n- one\n\n### Fixed\n\n- three\n- four'],
    [
      'a line was added, and another came to the release',
      `${made}\n- mine`,
      made.replace('- two', '- two\n- new'),
      '### Added\n\n- one\n- two\n- new\n\n### Fixed\n\n- three\n- mine',
    ],
    ['what is planned no longer is gone', `${made}\n- mine`, '### Fixed\n\n- three', '### Fixed\n\n- three\n- mine'],
    ['text stands in front', `Hello.\n\n${made}`, `${made}\n\n### Security\n\n- five`, `Hello.\n\n${made}\n\n### Security\n\n- five`],
    ['a browser has ended the lines', made.replace('- one', '- One').replaceAll('\n', '\r\n'), made, made.replace('- one', '- One')],
    [
      'only what nobody sees differs',
      made.replace('- one', '- one (#&#8203;1)'),
      made.replace('- one', '- one (#1)'),
      made.replace('- one', '- one (#1)'),
    ],
  ])('%s', (_, theirs, planned, expected) => {
    expect(keptNotes(fingerprints(made), theirs, planned)).toBe(expected);
  });

  const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 12 }).map((words) => words.map((word) => `- ${word}`));

  it('lose no line of people, and say nothing again that they took out', () => {
    fc.assert(
      fc.property(lines, lines, lines, fc.nat(), (before, mine, later, cut) => {
        const theirs = [...before.filter((_, at) => at !== cut % Math.max(before.length, 1)), ...mine];
        const taken = before.filter((line) => !theirs.includes(line));
        const kept = keptNotes(fingerprints(before.join('\n')), theirs.join('\n'), [...before, ...later].join('\n')).split('\n');
        if (theirs.join('\n') === before.join('\n')) return;
        for (const line of [...mine, ...later.filter((one) => !before.includes(one))]) expect(kept).toContain(line);
        for (const line of taken) if (!mine.includes(line)) expect(kept).not.toContain(line);
      }),
    );
  });

  it('are those of the changelog when the text was changed otherwise', () => {
    const log = (notes: string): string => `# Changelog\n\n## 1.1.0 - 2026-11-21\n\n${notes}\n`;
    const file = (notes: string) => ({ path: 'CHANGELOG.md', before: null, after: null, text: log(notes) });
    const plan = planOf('- one', { changelog: 'CHANGELOG.md' }, [file('- one')]);
    const body = readBody(text(plan).replace('- one', '- in the text'));
    const kept = keptEdits(plan, body, () => log('- in the file'));
    expect([kept.notes.get('app'), kept.edited]).toEqual(['- in the file', ['app']]);
    expect(kept.lost).toEqual([expect.stringContaining('those of CHANGELOG.md are kept')]);
    const carried = withNotes(plan, kept.notes);
    expect(carried.files[0]?.text).toBe(log('- in the file'));
    expect([carried.components[0]?.notes, carried.digest === plan.digest]).toEqual(['- in the file', false]);
    // What is carried out is a plan as good as any.
    expect(readPlan(writePlan(carried), 'plan.json')).toEqual(carried);
    expect(withoutNotes(log('- a'), [{ name: 'app', version: '1.1.0' }])).toBe(withoutNotes(log('- b'), [{ name: 'app', version: '1.1.0' }]));
  });
});

describe('the text of a release pull request', () => {
  it('stays within what GitHub takes, keeps what stands around, and knows itself again', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(4000), fc.stringMatching(/^[a-z-]{1,9}-->?$/), (before, after, many, name) => {
        if (`${before}${after}`.includes('slipway-release')) return;
        const plan = planOf('- a line of the notes, with #12 and @somebody in it\n'.repeat(many), { name });
        const first = text(plan);
        const second = text(plan, `${before}${first}${after}`);
        expect(second.length).toBeLessThanOrEqual(65_536);
        expect([second.startsWith(before), second.endsWith(after)]).toEqual([true, true]);
        const read = readBody(second);
        expect([read?.state.components[name]?.version, read?.foreign]).toEqual(['1.1.0', []]);
        expect(text(plan, second)).toBe(second);
      }),
      { numRuns: 30 },
    );
  });

  it('of many components remembers as much of them as fits', () => {
    const many = (count: number, lines: number): Plan => {
      const plan = planOf('x');
      const components = Array.from({ length: count }, (_, at) => ({
        ...plan.components[0]!,
        name: `package-${at}`,
        notes: Array.from({ length: lines }, (__, line) => `- change ${line} of package ${at}`).join('\n'),
      }));
      return { ...plan, components };
    };
    for (const [count, lines, remembered] of [
      [3, 20, 3],
      [60, 200, 60],
      [900, 10, 0],
    ] as const) {
      const plan = many(count, lines);
      const body = text(plan);
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(Object.keys(readBody(body)?.state.components ?? { none: 0 })).toHaveLength(remembered);
      expect(readBody(body)?.state.release).toBe(releaseKey(plan));
    }
  });

  it('calls nobody and links nothing', () => {
    const body = text(planOf('- thanks to @ada for #7, see `@b` and https://github.com/acme/app/pull/7', { why: ['@ada asked in #7'] }));
    expect(body.replace(/<!--[\s\S]*?-->/g, '')).not.toMatch(/(?<![`&\w])@ada|(?<!&)#7/);
  });

  it('shows other people no markup of a repository', () => {
    const body = text(planOf('- x', { name: 'a|b', to: '1.1.0-<b>', tag: 'v`1`' }));
    expect(body).toContain('| a\\|b | 1.0.0 | **1.1.0-\\<b\\>** | `` v`1` `` |');
  });

  it('is not ended by notes that tell of its marks', () => {
    const plan = planOf('- A text may hold `<!-- end of slipway-notes -->`, `<!-- end of slipway-release -->` and `<!-- slipway-release -->`.');
    const body = text(plan);
    expect(text(plan, body)).toBe(body);
    expect(readBody(body)?.notes.get('app')).toContain('and `');
  });

  it('is not believed when somebody broke what it remembers', () => {
    const body = text(planOf('- x'));
    for (const broken of [body.replace('"made":"', '"made":7,"m":"'), body.replace(/<!-- \{.*\} -->/, '<!-- {"components":} -->'), 'nothing of ours'])
      expect(readBody(broken)).toBeUndefined();
  });
});

it('the same release is the same whatever the day and the files, and another with another commit', () => {
  const plan = planOf('- one');
  const other = { hash: 'b'.repeat(40), subject: 'docs: x', bump: 'none', why: 'docs' } as const;
  const [component] = plan.components;
  expect(releaseKey({ ...plan, components: [{ ...component!, notes: 'x', considered: [...component!.considered, other] }] })).toBe(releaseKey(plan));
  expect(releaseKey(planOf('- one', { to: '1.2.0' }))).not.toBe(releaseKey(plan));
  expect(releaseKey(planOf('- one', { considered: [{ ...other, bump: 'patch' }] }))).not.toBe(releaseKey(plan));
});

it('a commit knows itself only as it was made', () => {
  const tree = 'c'.repeat(40);
  const message = commitMessage(planOf('- one'), tree, [{ name: 'Ada <x>\n', email: 'ada@example.com' }]);
  expect(message).toMatch(
    /^chore: release 1\.1\.0\n\n- app 1\.0\.0 -> 1\.1\.0\n\nSlipway-Plan: [0-9a-f]{64}\nSlipway-Tree: c{40}\nCo-authored-by: Ada x <ada@example\.com>\n$/,
  );
  expect([isOwnCommit({ message, tree }), isOwnCommit({ message, tree: 'd'.repeat(40) }), isOwnCommit({ message: 'by hand', tree })]).toEqual([
    true,
    false,
    false,
  ]);
});

it('tools that would do the same are named once', () => {
  const { components } = planOf('- one', { driver: 'release-please' });
  expect(drivenWarnings({ components: [...components, { ...components[0]!, name: 'b' }] })).toEqual([
    expect.stringMatching(/^app and 1 more are driven by release-please, which opens a release pull request of its own; /),
  ]);
  expect(drivenWarnings(planOf('- one', { driver: 'goreleaser' }))).toEqual([]);
});
