import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../../chain/index.ts';
import { type Examination, examine } from '../../diagnose.ts';
import { fixesFor } from '../../fixes/index.ts';

const folder = '.github/workflows/';
const manifest = { 'package.json': '{ "name": "tool", "version": "1.4.0" }\n' };

function publisher(on: string, steps = '', condition = ''): string {
  return `name: Publish
on:
${on}
jobs:
  npm:
${condition}    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps}      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
}

const onTag = "  push:\n    tags: ['v*']";
const onRelease = '  release:\n    types: [published]';

function tagger(steps: string, on = '  push:\n    branches: [main]'): string {
  return `name: Tag
on:
${on}
permissions:
  contents: write
  pull-requests: write
jobs:
  tag:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps}`;
}

const script = (...lines: readonly string[]): string => `      - run: |\n${lines.map((l) => `          ${l}\n`).join('')}`;
const release = (tag: string): string => `      - uses: softprops/action-gh-release@v2\n        with:\n          tag_name: ${tag}\n`;

function mended(files: Readonly<Record<string, string>>) {
  const named = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.endsWith('.yml') ? folder + path : path.replace('./', ''), text]),
  );
  const base = examine(memoryTree({ ...manifest, ...named }, {}), { slug: 'acme/tool', slugHow: '--repo', asOf: '2026-11-20', version: '0' });
  const finding = base.report.findings.find((f) => f.rule === 'token-cannot-trigger');
  if (finding === undefined) throw new Error('nothing is found');
  const { offered, refused, unproved } = fixesFor(base, finding.id);
  const text = (after: Examination | undefined, path: string): string => after?.tree.read(folder + path) ?? '';
  return {
    ways: offered.map((o) => o.fix.id),
    first: (path: string) => text(offered[0]?.after, path),
    by: (id: string, path: string) => text(offered.find((o) => o.fix.id === id)?.after, path),
    refused: refused.map((r) => r.refused).join(' '),
    unproved: unproved.map((u) => u.proposal.id),
  };
}

describe('a tag or release that starts nothing', () => {
  it('is mended by a line of the script where only the script knows the tag', () => {
    const made = mended({
      'tag.yml': tagger(script('TAG="v$(jq -r .version package.json)"', 'git tag "$TAG"', 'git push origin "refs/tags/$TAG"')),
      'publish.yml': publisher(onTag),
    });
    expect(made.ways).toEqual(['dispatch', 'app-token', 'pat']);
    expect(made.first('tag.yml')).toContain('git push origin "refs/tags/$TAG"\n          gh workflow run publish.yml --ref "$TAG"\n');
    expect(made.first('tag.yml')).toContain('  contents: write\n  pull-requests: write\n  actions: write\n');
    expect(made.first('publish.yml')).toContain('  workflow_dispatch:\n');
  });

  it('is mended inside of the condition under which the release is made', () => {
    const made = mended({
      'tag.yml': tagger(
        `${script('TAG="v$(jq -r .version package.json)"', 'if ! gh release view "$TAG"; then', '  gh release create "$TAG" --generate-notes', 'fi')}        env:\n          GH_TOKEN: \${{ github.token }}\n`,
      ),
      'publish.yml': publisher(onRelease, '      - run: echo "${{ github.event.release.tag_name }}"\n'),
    });
    expect(made.first('tag.yml')).toContain('--generate-notes\n            gh workflow run publish.yml --ref "$TAG"\n          fi');
    expect(made.first('publish.yml')).toContain('echo "${{ github.ref_name }}"');
  });

  it('is started only by a push that went well', () => {
    const made = mended({
      'tag.yml': tagger(script('TAG="v$(jq -r .version package.json)"', 'git tag "$TAG"', 'git push origin "$TAG" || echo "it is there"')),
      'publish.yml': publisher(onTag),
    });
    expect(made.first('tag.yml')).toContain('git push origin "$TAG" && gh workflow run publish.yml --ref "$TAG" || echo');
  });

  it('is mended behind a tool by what the tool says of itself', () => {
    const made = mended({
      'tag.yml': tagger('      - uses: googleapis/release-please-action@v4\n        with:\n          release-type: node\n'),
      'publish.yml': publisher(onRelease),
    });
    expect(made.first('tag.yml')).toContain('id: release\n');
    expect(made.first('tag.yml')).toContain("if: steps.release.outputs.release_created == 'true'");
    expect(made.first('tag.yml')).toContain('TAG: ${{ steps.release.outputs.tag_name }}');
  });

  it('starts what waits for a component on the tags of that component', () => {
    const component = (name: string) => ({ [`packages/${name}/package.json`]: `{ "name": "${name}", "version": "1.0.0" }` });
    const please = mended({
      'tag.yml': tagger('      - uses: googleapis/release-please-action@v4\n'),
      'release-please-config.json': '{ "packages": { "packages/cli": { "component": "cli" }, "packages/core": { "component": "core" } } }',
      '.release-please-manifest.json': '{ "packages/cli": "1.0.0", "packages/core": "1.0.0" }',
      ...component('cli'),
      ...component('core'),
      'publish.yml': publisher("  push:\n    tags: ['cli-v*']"),
    });
    expect(please.first('tag.yml')).toContain("TAG: ${{ steps.release.outputs['packages/cli--tag_name'] }}");
    expect(please.first('tag.yml')).not.toContain('packages/core');
    const crate = (name: string) => ({ [`crates/${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "1.0.0"\n` });
    const plz = mended({
      'tag.yml': tagger('      - uses: release-plz/action@v0.5\n        env:\n          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n'),
      './Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
      ...crate('cli'),
      ...crate('core'),
      'publish.yml': publisher("  push:\n    tags: ['cli-v*']"),
    });
    expect(plz.first('tag.yml')).toContain('cli-v[0-9]*)');
  });

  it('keeps the condition of the step that makes it', () => {
    const made = mended({
      'tag.yml': tagger(
        `      - id: version\n        run: echo "tag=v$(jq -r .version package.json)" >> "$GITHUB_OUTPUT"\n${release('${{ steps.version.outputs.tag }}').replace('        with', "        if: github.actor != 'somebody'\n        with")}`,
      ),
      'publish.yml': publisher(onRelease),
    });
    expect(made.first('tag.yml')).toMatch(/name: Start Publish\n\s+if: github\.actor != 'somebody'\n/);
  });

  it('is looked for by git where a script of the tree makes it', () => {
    const made = mended({
      'tag.yml': tagger('      - run: ./scripts/release.sh\n'),
      'scripts/release.sh': '#!/bin/bash\nset -e\nTAG="v$(jq -r .version package.json)"\ngit tag "$TAG"\ngit push origin "$TAG"\n',
      'publish.yml': publisher(onTag),
    });
    expect(made.first('tag.yml')).toContain("if tag=$(git describe --tags --exact-match --match 'v*' 2>/dev/null); then");
  });

  it('asks the caller of a called workflow for the right too', () => {
    const made = mended({
      'main.yml':
        'on:\n  push:\n    branches: [main]\njobs:\n  tag:\n    permissions:\n      contents: write\n      pull-requests: write\n    uses: ./.github/workflows/tag.yml\n',
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3'), '  workflow_call:'),
      'publish.yml': publisher(onTag),
    });
    expect(made.first('main.yml')).toContain('      actions: write\n');
    expect(made.by('pat', 'main.yml')).toContain('    secrets: inherit\n');
  });

  it('lets both ways through what asks for the event, and a dispatch on a branch not', () => {
    const made = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')),
      'publish.yml': publisher(onTag, '', "    if: github.event_name == 'push'\n"),
    });
    expect(made.first('publish.yml')).toContain(
      "if: (github.event_name == 'push' || github.event_name == 'workflow_dispatch' && github.ref_type == 'tag')",
    );
  });

  it('tells a pre-release by its tag', () => {
    const made = mended({
      'tag.yml': tagger(release('v1.2.3')),
      'publish.yml': publisher(onRelease, '', "    if: '!github.event.release.prerelease'\n"),
    });
    expect(made.first('publish.yml')).toContain("contains(github.ref_name, ''-''))");
  });

  it('is not dispatched where the payload is read, or an input that nobody knows is wanted', () => {
    const body = mended({
      'tag.yml': tagger(release('v1.2.3')),
      'publish.yml': publisher(onRelease, '      - run: echo "${{ github.event.release.body }}"\n'),
    });
    expect([body.ways, body.refused]).toEqual([['app-token', 'pat'], expect.stringContaining('github.event.release.body')]);
    const wanted = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')),
      'publish.yml': publisher(`${onTag}\n  workflow_dispatch:\n    inputs:\n      target:\n        required: true`),
    });
    expect([wanted.ways.includes('dispatch'), wanted.refused]).toEqual([false, expect.stringContaining('the input target')]);
  });

  it('gives the tag to the input that a workflow has for it', () => {
    const made = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')),
      'publish.yml': publisher(
        `${onTag}\n  workflow_dispatch:\n    inputs:\n      tag:\n        required: true\n      dry-run:\n        type: boolean\n        default: true`,
      ),
    });
    expect(made.first('tag.yml')).toContain('gh workflow run publish.yml --ref v1.2.3 -f tag=v1.2.3 -f dry-run=false');
  });

  it('is not dispatched once for each leg of a matrix', () => {
    const made = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')).replace(
        '    steps:',
        '    strategy:\n      matrix:\n        a: [1, 2]\n    steps:',
      ),
      'publish.yml': publisher(onTag),
    });
    expect(made.ways).toEqual(['app-token', 'pat']);
  });

  it('is called where nothing in what waits looks at the ref by itself', () => {
    const made = mended({
      'tag.yml': tagger(release('${{ format("v{0}", github.run_number) }}').replaceAll('"', "'")),
      'publish.yml': publisher(onRelease),
    });
    expect(made.by('call', 'tag.yml')).toContain("if: needs.tag.outputs.made == 'true'");
    expect(made.by('call', 'tag.yml')).toContain('secrets: inherit');
    expect(made.by('call', 'publish.yml')).toContain('ref: ${{ inputs.tag || github.ref }}');
  });

  it('takes the token that the repository has, and puts it where git looks', () => {
    const made = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')),
      'other.yml': `on: workflow_dispatch\njobs:\n  push:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: gh release edit v1 --draft=false\n        env:\n          GH_TOKEN: \${{ secrets.BOT_TOKEN }}\n`,
      'publish.yml': publisher(onTag),
    });
    expect(made.ways).toEqual(['dispatch', 'call', 'pat', 'app-token']);
    expect(made.by('pat', 'tag.yml')).toContain('- uses: actions/checkout@v4\n        with:\n          token: ${{ secrets.BOT_TOKEN }}\n');
  });

  it('takes no token whose name says that it is for another place', () => {
    const other = `on: workflow_dispatch\njobs:\n  push:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: gh release edit v1 --draft=false\n        env:\n          GH_TOKEN: \${{ secrets.SCOOP_BUCKET_TOKEN }}\n`;
    const made = mended({
      'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')),
      'other.yml': other,
      'publish.yml': publisher(onTag),
    });
    expect(made.by('pat', 'tag.yml')).not.toContain('SCOOP_BUCKET_TOKEN');
  });

  it('names the file that it starts so that the shell makes nothing of it', () => {
    const files = { 'tag.yml': tagger(script('git tag v1.2.3', 'git push origin v1.2.3')), '$(id) `x`.yml': publisher(onTag) };
    expect(mended(files).first('tag.yml')).toContain("gh workflow run '$(id) `x`.yml' --ref v1.2.3");
  });

  it('is no token that starts the workflow which makes it again', () => {
    const made = mended({ 'tag.yml': tagger(script('npm version patch', 'git push --follow-tags')), 'publish.yml': publisher(onTag) });
    expect([made.ways, made.unproved]).toEqual([['dispatch'], ['app-token', 'pat']]);
  });

  it('waits for the tag of a person in place of the release that is made for it', () => {
    const image =
      '      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: registry.example/tool:${{ github.event.release.tag_name }}\n';
    const made = mended({
      'tag.yml': tagger(release('${{ github.ref_name }}'), onTag),
      'image.yml': publisher(onRelease).replace(/ {6}- run: npm publish[\s\S]*/, image),
    });
    expect(made.ways).toContain('on-tag');
    expect(made.by('on-tag', 'image.yml')).toMatch(/^on:\n {2}push:\n {4}tags:/m);
    expect(made.by('on-tag', 'image.yml')).toContain('registry.example/tool:${{ github.ref_name }}');
  });
});
