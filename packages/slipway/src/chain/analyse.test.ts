import { describe, expect, it } from 'vitest';
import { type Analysis, analyse } from './analyse.ts';
import { memoryTree } from './memory-tree.ts';
import { makeWorld, type WorldOptions } from './world.ts';

const tagger = (token: string, message = '') => `name: Tag
on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  tag:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          token: \${{ ${token} }}
      - run: |
          VERSION=$(cat VERSION)
          ${message === '' ? '' : `git commit --allow-empty -m "${message}"`}
          git tag "v$VERSION"
          git push origin "v$VERSION"
`;
const publisher = (on = 'push:\n    tags: ["v*"]', condition = '') => `name: Publish
on:
  ${on}
permissions:
  contents: write
jobs:
  publish:
    runs-on: ubuntu-latest
${condition === '' ? '' : `    if: ${condition}\n`}    steps:
      - uses: actions/checkout@v4
      - run: cargo publish
        env:
          CARGO_REGISTRY_TOKEN: \${{ secrets.CARGO_REGISTRY_TOKEN }}
`;
const cargo = '[package]\nname = "tool"\nversion = "1.2.2"\n';

function walked(workflows: Record<string, string>, more: Partial<WorldOptions> = {}): Analysis {
  const files = Object.fromEntries(Object.entries(workflows).map(([name, text]) => [`.github/workflows/${name}.yml`, text]));
  return analyse(
    makeWorld(memoryTree({ ...files, 'Cargo.toml': cargo, 'src/main.rs': 'fn main() {}\n', VERSION: '1.2.2\n' }), {
      asOf: '2026-11-20',
      slug: 'acme/tool',
      ...more,
    }),
  );
}

const verdicts = (a: Analysis, id: string) =>
  Object.fromEntries(a.routes.filter((r) => r.target.id === id).map((r) => [`${r.role}: ${r.entry.text}`, r.verdict]));

describe('a tag that a workflow pushes', () => {
  it('with the GITHUB_TOKEN breaks what waits for it, and the cause is the push', () => {
    const a = walked({ tag: tagger('github.token'), publish: publisher() });
    expect(verdicts(a, 'crates.io:tool')).toEqual({
      'release: a person merges a pull request into main': 'broken',
      'workaround: a person pushes tag v1.2.3': 'reached',
    });
    expect(a.causes.map((c) => [c.cut.kind, c.cut.effect?.at.path, c.cut.effect?.at.line])).toEqual([
      ['github-token', '.github/workflows/tag.yml', 18],
    ]);
  });

  it('leans on no secret through a job that never reads one', () => {
    const guarded = tagger('secrets.PAT || github.token').replace(
      '    steps:\n',
      `    steps:\n      - run: |\n          if [ -z "$SECRET" ]; then exit 1; fi\n        env:\n          SECRET: \${{ secrets.PAT }}\n`,
    );
    const other = tagger('github.token').replace('name: Tag', 'name: Other').replaceAll('"v$VERSION"', '"v$VERSION-beta"');
    expect(walked({ tag: guarded, other, publish: publisher() }).fallbacks).toEqual([]);
  });

  it('may be named by the dispatch that follows it: v and something is the tag of a version', () => {
    const dispatching = tagger('github.token')
      .replace('  contents: write', '  contents: write\n  actions: write')
      .replace('VERSION=$(cat VERSION)', 'VERSION=$(./next.sh)')
      .concat('          gh workflow run publish.yml --ref "v$VERSION"\n        env:\n          GH_TOKEN: ${{ github.token }}\n');
    const a = walked({
      tag: dispatching,
      publish: publisher('push:\n    tags: ["v*"]\n  workflow_dispatch:', "startsWith(github.ref, 'refs/tags/v')"),
    });
    expect(verdicts(a, 'crates.io:tool')).toMatchObject({ 'release: a person merges a pull request into main': 'reached' });
  });

  it('with a secret arrives, and says that it leans on the secret only when there is a fallback', () => {
    expect(walked({ tag: tagger('secrets.PAT'), publish: publisher() }).causes).toEqual([]);
    const either = walked({ tag: tagger('secrets.PAT || github.token'), publish: publisher() });
    expect(either.causes).toEqual([]);
    expect(either.fallbacks.map((f) => [f.secret, f.losses.map((l) => l.target.id)])).toEqual([['PAT', ['crates.io:tool']]]);
  });

  it('is judged by the assumption about the secret', () => {
    const assumed = (what: 'missing' | 'pat') =>
      walked({ tag: tagger('secrets.PAT || github.token'), publish: publisher() }, { assume: new Map([['PAT', what]]) });
    expect(assumed('missing').causes.map((c) => c.cut.kind)).toEqual(['github-token']);
    expect(assumed('pat').fallbacks).toEqual([]);
  });

  it('names both causes in order when the commit carries a skip marker too', () => {
    const a = walked({ tag: tagger('github.token', 'release [skip ci]'), publish: publisher() });
    expect(a.causes.map((c) => [c.cut.kind, ...c.later.map((t) => t.kind)])).toEqual([['skip-marker', 'github-token']]);
  });

  it('needs nothing when the publisher is dispatched at the tag', () => {
    const dispatching = tagger('github.token')
      .replace('contents: write', 'contents: write\n  actions: write')
      .concat('          gh workflow run publish.yml --ref "v$VERSION"\n        env:\n          GH_TOKEN: ${{ github.token }}\n');
    const a = walked({ tag: dispatching, publish: publisher('push:\n    tags: ["v*"]\n  workflow_dispatch:') });
    expect(a.causes).toEqual([]);
    expect(verdicts(a, 'crates.io:tool')['release: a person merges a pull request into main']).toBe('reached');
  });
});

describe('a person', () => {
  it('who pushes the tag where nothing in the tree does is the release', () => {
    expect(verdicts(walked({ publish: publisher() }), 'crates.io:tool')).toEqual({ 'release: a person pushes tag v1.2.3': 'reached' });
  });

  it('publishes a draft that the tree makes, and what waits for that arrives', () => {
    const draft = publisher().replace(
      /- run: cargo publish[\s\S]*$/,
      '- run: gh release create "$GITHUB_REF_NAME" --draft\n        env:\n          GH_TOKEN: ${{ github.token }}\n',
    );
    const a = walked({ draft, publish: publisher('release:\n    types: [published]') });
    expect(a.causes).toEqual([]);
    expect(Object.values(verdicts(a, 'crates.io:tool'))).toContain('reached');
  });
});

describe('a rolling tag', () => {
  it('is a channel of its own: what waits for versions is not for it', () => {
    const nightly =
      'on:\n  schedule:\n    - cron: "0 0 * * *"\npermissions:\n  contents: write\njobs:\n  n:\n    runs-on: ubuntu-latest\n    steps:\n      - run: gh release create nightly --prerelease\n        env:\n          GH_TOKEN: ${{ github.token }}\n          GH_REPO: ${{ github.repository }}\n';
    const a = walked({ nightly, publish: publisher('release:\n    types: [published]') });
    expect(a.causes).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('is a limit and not a finding', () => {
    const a = walked({
      release: 'on:\n  push:\n    tags: ["v*"]\njobs:\n  r:\n    uses: acme/shared/.github/workflows/release.yml@v1\n    secrets: inherit\n',
    });
    expect(a.causes).toEqual([]);
    expect([...a.world.limits].join()).toContain('acme/shared/.github/workflows/release.yml@v1');
  });

  it('is followed when the other repository can be read', () => {
    const shared = publisher('workflow_call:');
    const a = walked(
      { release: 'on:\n  push:\n    tags: ["v*"]\njobs:\n  r:\n    uses: acme/shared/.github/workflows/release.yml@v1\n    secrets: inherit\n' },
      { elsewhere: { read: (slug, ref, path) => (slug === 'acme/shared' && ref === 'v1' && path.endsWith('release.yml') ? shared : undefined) } },
    );
    expect(Object.values(verdicts(a, 'crates.io:tool'))).toEqual(['reached']);
  });
});

describe('what breaks nothing', () => {
  const step = (on: string, does: string) => `name: Other
on:
  ${on}
permissions:
  contents: write
jobs:
  other:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${does}`;

  it('is a commit of formatting, when the tool that would run looks for itself whether there is a release', () => {
    const release = step(
      'push:\n    branches: [main]',
      '      - uses: changesets/action@v1\n        with:\n          publish: npx changeset publish\n',
    );
    const commit = (message: string) =>
      step(
        'workflow_dispatch:',
        `      - run: |\n          npm run fix\n          git commit -am "${message}"\n          git push origin HEAD:main\n`,
      );
    const files = { '.changeset/config.json': '{}', 'package.json': '{"name":"tool","version":"1.0.0"}' };
    const causes = (message: string) =>
      analyse(
        makeWorld(memoryTree({ ...files, '.github/workflows/release.yml': release, '.github/workflows/fix.yml': commit(message) }), {
          asOf: '2026-11-20',
          slug: 'acme/tool',
        }),
      ).causes.map((c) => c.cut.kind);
    expect(causes('style: fix')).toEqual([]);
    expect(causes('chore: version packages')).toEqual(['github-token']);
  });

  it('is a file that is added again to a release which a person names', () => {
    const again = (description: string) =>
      step(
        `workflow_dispatch:\n    inputs:\n      tag:\n        description: ${description}\n        required: true`,
        '      - uses: softprops/action-gh-release@v2\n        with:\n          tag_name: ${{ inputs.tag }}\n          files: tool.msi\n',
      );
    const causes = (description: string) =>
      walked({ again: again(description), publish: publisher('release:\n    types: [released]') }).causes.map((c) => c.cut.kind);
    expect(causes('Tag to rebuild')).toEqual([]);
    expect(causes('Existing tag to release')).toEqual(['github-token']);
  });
});
