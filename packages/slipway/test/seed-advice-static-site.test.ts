import { describe, expect, it } from 'vitest';
import { compareExaminations } from '../src/doctor/compare/index.ts';
import { type Examination, examine } from '../src/doctor/diagnose.ts';
import { examineEdited, planFixes } from '../src/doctor/fixes/index.ts';
import { compileChanges } from '../src/source/change/index.ts';
import type { Change, FileChange } from '../src/source/index.ts';
import { exampleTrees, openExample } from './example-trees.ts';

const set = (at: Change['at'], value: string): Change => ({ op: 'set', at, value });
const workflow = (file: string, ...changes: readonly Change[]): FileChange => ({ op: 'change', path: `.github/workflows/${file}`, changes });

function open(name: string): Examination {
  const { tree, options } = openExample(exampleTrees().find((t) => t.name === `static-site/${name}`)!);
  return examine(tree, options);
}

function followed(base: Examination, changes: readonly FileChange[]): Examination {
  const edits = compileChanges((path) => base.tree.read(path), changes);
  const after = examineEdited(base, edits);
  if (typeof after === 'string') throw new Error(after);
  return after;
}

/** Rules that stand as more than a note, each once. */
const rules = ({ report }: Examination): string[] => [...new Set(report.findings.filter((f) => f.severity !== 'note').map((f) => f.rule))].sort();
const short = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe("the status report's advice for the site", () => {
  const tags = workflow('release.yml', set(['on', 'push', 'tags'], "['v*.*.*', 'v*.*.*-rc*', 'v*.*.*-hotfix.*']"));

  it('to put the tag triggers back is answered with what breaks then', () => {
    const base = open('broken');
    const after = followed(base, [tags]);
    const { fresh, wakes } = compareExaminations(base, after);
    // The tag of the emergency is made with a token that starts nothing, and a candidate becomes the latest release.
    expect(fresh.map((f) => `${f.rule} ${short(f.location.path)}`).sort()).toEqual([
      'prerelease-as-latest release.yml',
      'token-cannot-trigger emergency.yml',
    ]);
    expect(wakes.map((w) => short(w.workflow))).toEqual(['release.yml']);
    // What the release hands to the build still ends there: no environment follows from the tag.
    expect(after.report.findings.filter((f) => f.rule === 'context-lost-on-hop' && short(f.location.path) === 'release.yml')).toHaveLength(1);
  });

  it('to try the emergency workflow in dev mends a sentence and nothing of the way back', () => {
    const base = open('broken');
    const dev: Change = { op: 'insert', at: ['on', 'workflow_dispatch', 'inputs', 'environment', 'options', 0], value: 'dev' };
    const after = followed(base, [workflow('emergency.yml', dev)]);
    const { fresh, gone } = compareExaminations(base, after);
    expect(fresh).toEqual([]);
    expect(gone.map((f) => f.rule)).toEqual(['docs-drift']);
    expect(rules(after)).toEqual(expect.arrayContaining(['missing-permission', 'rollback-broken']));
  });

  it('to call one workflow that deploys is answered twice: with the rights, then with the secret', () => {
    const base = open('variants/tags-restored');
    expect(rules(base)).toEqual(['missing-permission', 'reusable-permission-shortfall', 'secrets-not-passed']);
    const rights = set(['permissions'], 'contents: write\nid-token: write\ndeployments: write\npull-requests: write');
    const after = followed(base, [workflow('release.yml', rights)]);
    expect(rules(after)).toEqual(['missing-permission', 'secrets-not-passed']);
  });

  it('to listen to releases sends candidates to production', () => {
    expect(rules(open('variants/release-event'))).toEqual(['context-lost-on-hop', 'environment-unguarded']);
  });

  it('to let the deployment wait for the gate skips it wherever there is none', () => {
    expect(rules(open('variants/skipped-gate'))).toEqual(['skipped-need']);
  });
});

describe("Slipway's plan for the site", () => {
  const trees = ['broken', 'variants/tags-restored', 'variants/release-event', 'variants/skipped-gate'];

  const plans = new Map<string, ReturnType<typeof planFixes>>();
  const planOf = (name: string): ReturnType<typeof planFixes> => {
    const known = plans.get(name) ?? planFixes(open(name), { all: true });
    plans.set(name, known);
    return known;
  };

  it.each(trees)('%s: nothing that a release should reach is broken after it', (name) => {
    const base = open(name);
    const { end } = planOf(name);
    const unknown = base.report.destinations.filter((d) => d.verdict === 'unknown').map((d) => d.id);
    expect(end.report.destinations.filter((d) => d.verdict !== 'reached').map((d) => d.id)).toEqual(unknown);
    expect(compareExaminations(base, end).fresh.filter((f) => f.severity !== 'note')).toEqual([]);
  });

  it('lets the deployment wait for the gate, and lets the gate be skipped', () => {
    const { steps } = planOf('broken');
    const ways = steps.map((s) => `${s.finding.rule}: ${s.tried.proposal.id}`);
    expect(ways).toEqual(
      expect.arrayContaining([
        'gate-not-enforced: needs',
        'skipped-need: own-needs',
        'missing-permission: grant',
        'wrong-ref: checkout-ref',
        'context-lost-on-hop: needs',
      ]),
    );
  });

  it('leaves nothing to say of the called workflow', () => {
    const { end } = planOf('variants/tags-restored');
    expect(rules(end)).toEqual([]);
  });
});
