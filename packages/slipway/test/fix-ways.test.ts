import { describe, expect, it } from 'vitest';
import { examine } from '../src/doctor/diagnose.ts';
import { fixesFor } from '../src/doctor/fixes/index.ts';
import { examples } from '../src/doctor/rules/examples.ts';
import { pages } from '../src/doctor/rules/pages.ts';

/** The broken examples of a rule's page in order: the ways that are offered, and a text that the first of them leaves in some file. */
const ways: Readonly<Record<string, readonly (readonly [offered: readonly string[], text: string])[]>> = {
  'changelog-lost': [
    [['prepend'], 'git-cliff --unreleased --tag v1.3.0 --prepend CHANGELOG.md\n'],
    [['switch-on'], 'changelog_update = true\n'],
  ],
  'cross-repository-token': [
    [['pat'], 'token: "{{ .Env.HOMEBREW_TAP_TOKEN }}"\n'],
    [['pat'], 'BUCKET_TOKEN: ${{ secrets.BUCKET_TOKEN }}\n'],
    [['app-token', 'pat'], 'token: ${{ steps.other-token.outputs.token }}\n'],
  ],
  'duplicate-release': [
    [['delete', 'delete'], ''],
    [['delete', 'delete'], ''],
    [['upload'], 'gh release upload --clobber "$GITHUB_REF_NAME" dist/*\n'],
    [['one-trigger'], "on:\n  push:\n    tags: ['v*']\njobs:"],
  ],
  'pull-request-checks-held': [[['app-token', 'pat'], 'permission-pull-requests: write\n']],
  'release-loop': [
    [['own-events'], "!startsWith(github.event.head_commit.message, 'chore: bump the version')"],
    [['own-events'], "!startsWith(github.event.pull_request.head.ref, 'version/v') && github.event.pull_request.merged == true"],
  ],
  'release-unverified': [[['verify'], 'needs: [release, crate]\n']],
  'secret-name-divergence': [
    [['one-name', 'one-name'], 'password: ${{ secrets.DOCKER_PASSWORD }}\n'],
    [['rename'], 'secrets.GH_'],
  ],
  'secrets-not-passed': [[['inherit', 'by-name'], 'secrets: inherit\n']],
  'silent-fallback': [[['guard', 'no-fallback'], '::error::Secret RELEASE_TOKEN is missing or empty']],
  'unused-token': [
    [['use', 'remove'], 'secrets.'],
    [['undeclare'], 'on:\n  workflow_call:'],
  ],
  'version-not-persisted': [
    [['push-branch'], 'git push origin "HEAD:$GITHUB_REF_NAME"\n          git push origin "v$VERSION"\n'],
    [[], ''],
  ],
};

describe.each(Object.entries(ways))('%s', (rule, expected) => {
  const broken = examples(pages.get(rule)!, 'Broken').map(({ title, tree }) => {
    const base = examine(tree, { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
    return { title, base, finding: base.report.findings.find((f) => f.rule === rule)! };
  });

  it('has the examples that are judged here', () => {
    expect(broken.map((b) => b.finding?.rule)).toEqual(expected.map(() => rule));
  });

  it.each(expected.map((e, at) => [at, ...e] as const))('mends its example %i by %j', (at, offered, text) => {
    const { base, finding } = broken[at]!;
    const made = fixesFor(base, finding.id);
    expect(made.offered.map((o) => o.fix.id)).toEqual(offered);
    const [first] = made.offered;
    if (first === undefined) return;
    const after = first.after.tree;
    const changed = [...new Set([...base.tree.list(), ...after.list()])].filter((path) => base.tree.read(path) !== after.read(path));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.map((path) => after.read(path) ?? '').join('')).toContain(text);
  });

  it('says what each way costs and how to see that it works', () => {
    for (const { base, finding } of broken)
      for (const { fix } of fixesFor(base, finding.id).offered) {
        expect(fix.tradeoffs?.length).toBeGreaterThan(0);
        expect(fix.check).toMatch(/\.$/);
        expect(fix.title).not.toMatch(/\.$/);
      }
  });
});
