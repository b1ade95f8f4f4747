import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violations } from '../../../test/schema-check.ts';
import type { Plan } from '../types.ts';
import { PACKAGES, Repository, THREE } from './history.fixture.ts';
import { digestOf, PLAN_SCHEMA, PlanError, readPlan, sha256, stalePlan, writePlan } from './index.ts';

function repository(): Repository {
  const made = new Repository({ ...PACKAGES, '.changeset/a.md': '---\na: minor\n---\nA door.\n' }).tag('a-v1.0.0', 'b-v1.0.0');
  made.commit('fix: of b', { 'packages/b/b.ts': '1' });
  return made;
}

const CONFIG = `${THREE}  from: [commits, changesets]\n`;
const plan = repository().plan(CONFIG);
const signed = (changed: Partial<Plan>): string => {
  const { digest: _, ...rest } = { ...plan, ...changed };
  return JSON.stringify({ ...rest, digest: digestOf(rest) });
};

describe('sha256', () => {
  it('is the one of everybody', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
    const long = 'é'.repeat(100_000);
    expect(sha256(long)).toBe(createHash('sha256').update(long).digest('hex'));
  });
});

describe('a plan as a file', () => {
  it('is read as it was written', () => {
    expect(plan.components.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(readPlan(writePlan(plan), 'plan.json')).toEqual(plan);
    expect(writePlan(plan)).toMatch(/^\{\n {2}"schemaVersion": 1,\n[\s\S]*\}\n$/);
  });

  it('is what its schema says', () => {
    expect(violations(plan, PLAN_SCHEMA)).toEqual([]);
    expect(violations(repository().plan(CONFIG, { components: ['c'], channel: 'rc' }), PLAN_SCHEMA)).toEqual([]);
    expect(violations({ ...plan, digest: 'x' }, PLAN_SCHEMA)).not.toEqual([]);
  });

  it('is refused when a single character of what it says has changed', () => {
    const text = writePlan(plan);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), (at, other) => {
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        let same = false;
        try {
          same = JSON.stringify(JSON.parse(changed)) === JSON.stringify(plan);
        } catch {
          same = false;
        }
        if (same) expect(readPlan(changed, 'plan.json')).toEqual(plan);
        else expect(() => readPlan(changed, 'plan.json')).toThrow(PlanError);
      }),
    );
  });

  it('is executed in its own repository only, as far as that is known', () => {
    const own = signed({ source: { ...plan.source, repository: 'acme/app' } });
    expect(() => readPlan(own, 'plan.json', 'octo/app')).toThrow('plan.json is a plan of acme/app, and this is octo/app; make the plan anew');
    for (const here of ['Acme/App', undefined]) expect(readPlan(own, 'plan.json', here).source.repository).toBe('acme/app');
    expect(readPlan(signed({ source: { ...plan.source, repository: null } }), 'plan.json', 'octo/app').source.repository).toBeNull();
  });

  it('is refused when any of its parts is of another kind, whatever its digest says', () => {
    const without = (value: unknown): unknown[] => (Array.isArray(value) ? [{}, null, 42] : [[], 42, {}]);
    for (const key of ['tool', 'source', 'asked', 'components', 'files', 'pullRequest', 'tagging', 'destinations', 'contract', 'warnings'] as const)
      for (const other of without(plan[key])) {
        const { digest: _, ...rest } = { ...plan, [key]: other };
        const text = JSON.stringify({ ...rest, digest: digestOf(rest as Omit<Plan, 'digest'>) });
        expect(() => readPlan(text, 'plan.json'), `${key}: ${JSON.stringify(other)}`).toThrow(new RegExp(`no whole plan: \`${key}`));
      }
  });

  it('has another digest for every other content, and the same for every order of keys', () => {
    expect(digestOf({ ...plan, date: '2026-11-22' })).not.toBe(plan.digest);
    expect(digestOf({ ...plan, components: [...plan.components].reverse() })).not.toBe(plan.digest);
    expect(digestOf(Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan)).toBe(plan.digest);
  });

  it.each([
    ['no JSON', 'x', 'plan.json is no JSON, so it is no plan; make the plan anew with `slipway plan --out`.'],
    ['no plan', '[]', 'plan.json is no plan: it has no `schemaVersion` and `digest`; make the plan anew with `slipway plan --out`.'],
    [
      'a newer plan',
      signed({ schemaVersion: 2 as 1 }),
      'plan.json is a plan of version 2, and this Slipway reads version 1; install a newer Slipway.',
    ],
    [
      'a changed plan',
      JSON.stringify({ ...plan, channel: 'rc' }),
      'plan.json was changed after it was made: its content does not match its digest; make the plan anew with `slipway plan --out`.',
    ],
    ['half a plan', signed({ files: undefined as never }), 'plan.json is no whole plan: `files` is not there or not what it should be;'],
    [
      'a plan with a file outside of the repository',
      signed({ files: [{ path: '../x', before: null, after: null, text: '' }] }),
      'plan.json is no whole plan: `files.0.path`',
    ],
    ['a plan for another commit', signed({ components: [{ ...plan.components[0]!, commit: 'f'.repeat(40) }] }), '`components.0.commit`'],
    ['a plan with an option for a tag', signed({ components: [{ ...plan.components[0]!, tag: '--delete' }] }), '`components.0.tag`'],
    ['a plan with lines of its own', signed({ pullRequest: { ...plan.pullRequest, title: 'a\n::set-output name=a::b' } }), '`pullRequest.title`'],
    ['a plan with a file of git', signed({ files: [{ path: '.git/hooks/x', before: null, after: null, text: '' }] }), '`files.0.path`'],
  ])('is refused when it is %s', (_, text, message) => {
    expect(() => readPlan(text, 'plan.json')).toThrow(message);
  });
});

describe('a plan that may no longer be executed', () => {
  const { files } = repository();
  const now = { revision: plan.source.revision, read: (path: string) => files.get(path) };

  it('says why', () => {
    expect(stalePlan(plan, now)).toBeUndefined();
    expect(stalePlan(plan, { ...now, revision: 'f'.repeat(40) })).toBe(
      `The plan is of ${plan.source.revision.slice(0, 7)}, and this is fffffff; make the plan anew with \`slipway plan --out\`, or check out what it was made of.`,
    );
    expect(stalePlan(plan, { ...now, read: (path) => (path.endsWith('b/package.json') ? '{}' : files.get(path)) })).toBe(
      'packages/b/package.json is not what it was when the plan was made; make the plan anew with `slipway plan --out`.',
    );
    expect(stalePlan(plan, { ...now, read: (path) => files.get(path) ?? 'new' })).toContain('is there now, and the plan would create it');
  });
});
