import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, run } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, type Outcome, slipway } from './commands.ts';
import { folder, SOUND, WORKFLOW } from './sample-folders.ts';

const TAG = '.github/workflows/tag.yml';
/** The bump's commit carries a skip marker, and the tag is pushed with the GITHUB_TOKEN: the release waits for it twice in vain. */
const BROKEN = {
  [TAG]: `name: Tag
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
          npm version patch --no-git-tag-version
          git commit -am "chore: release [skip ci]"
          git tag "v$(jq -r .version package.json)"
          git push origin HEAD --tags
`,
  [WORKFLOW]: `name: Release
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
`,
  'package.json': '{ "name": "tool", "version": "1.2.3" }\n',
};

const asOf = ['--as-of', '2026-11-20'];
const fix = (...args: string[]): Promise<Outcome> => slipway(['fix', ...args, ...asOf]);
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const errorsOf = async (root: string): Promise<string[]> => {
  const { out } = await slipway(['doctor', root, '--format', 'json', ...asOf]);
  return (JSON.parse(out) as { findings: { severity: string; rule: string }[] }).findings.flatMap((f) => (f.severity === 'error' ? [f.rule] : []));
};

describe('slipway fix', () => {
  it('shows each way with the walk before and after, and writes nothing', async () => {
    const root = repository(BROKEN);
    const shown = await fix(root);
    expectClean(shown);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('1. no-marker (safe)');
    expect(shown.out).toContain('1. dispatch (review)');
    expect(shown.out).toMatch(/walk: npm:tool broken -> reached/);
    expect(shown.out).toMatch(/wakes: \.github\/workflows\/release\.yml/);
    expect(shown.out).toMatch(/widens: actions: write for job tag/);
    expect(shown.out).toContain('-          git commit -am "chore: release [skip ci]"');
    expect(shown.out).toMatch(/\n +before\n/);
    expect(run(root, ['status', '--porcelain'])).toBe('');
  });

  it('never offers a token that would start its own workflow for ever', async () => {
    const root = repository({ ...BROKEN, [TAG]: BROKEN[TAG].replace(' [skip ci]', '') });
    const { out } = await fix(root, '--rule', 'token-cannot-trigger');
    expect(out).toContain('1. dispatch');
    expect(out).not.toContain('app-token');
  });

  it('puts what stops a release in order, each step by itself and after those before it', async () => {
    const root = repository(BROKEN);
    const { code, out } = await fix(root, '--plan');
    expect(code).toBe(0);
    expect(out).toMatch(/Step 1 {2}no-marker \(safe\).*alone: the release stays broken; the finding is gone.*Step 2 {2}dispatch/s);
    expect(out).toMatch(/destinations\n( .*✖ broken {3}-> ✔ reached\n)+/);
    expect(out).toContain('2 steps, 2 findings gone, nothing new.');
  });

  it('gives the same as JSON', async () => {
    const root = repository(BROKEN);
    const listed = JSON.parse((await fix(root, '--format', 'json')).out);
    expect(listed.findings.map((f: { fixes: { id: string }[] }) => f.fixes[0]?.id)).toEqual(['no-marker', 'dispatch']);
    const plan = JSON.parse((await fix(root, '--plan', '--format', 'json')).out);
    expect(plan).toMatchObject({ schemaVersion: 1, remains: [], new: [] });
    expect(plan.steps.map((s: { fix: { id: string } }) => s.fix.id)).toEqual(['no-marker', 'dispatch']);
    expect(plan.gone).toHaveLength(2);
  });

  it('prints a patch that git applies, after which nothing is left to mend', async () => {
    const root = repository(BROKEN);
    const { code, out, err } = await fix(root, '--plan', '--patch');
    expect({ code, err }).toEqual({ code: 0, err: 'slipway: 2 findings mended by the patch, 0 left.\n' });
    writeFileSync(join(root, '..', 'fix.patch'), out);
    run(root, ['apply', join(root, '..', 'fix.patch')]);
    expect(await errorsOf(root)).toEqual([]);
    expect((await fix(root, '--plan')).out).toBe('There is nothing to mend.\n');
  });

  it('prints a patch that git applies also for a folder inside of a repository', async () => {
    const root = repository(Object.fromEntries(Object.entries(BROKEN).map(([path, text]) => [`services/api/${path}`, text])));
    const { out } = await fix(join(root, 'services/api'), '--plan', '--patch');
    writeFileSync(join(root, '..', 'below.patch'), out);
    run(join(root, 'services/api'), ['apply', join(root, '..', 'below.patch')]);
    expect(run(root, ['status', '--porcelain']).split('\n').filter(Boolean)).toEqual([` M services/api/${WORKFLOW}`, ` M services/api/${TAG}`]);
  });

  it('gives a report of the doctor its fixes with --fixes, and none without', async () => {
    const root = repository(BROKEN);
    const fixesOf = async (...more: string[]) =>
      JSON.parse((await slipway(['doctor', root, '--format', 'json', ...asOf, ...more])).out).findings.flatMap((f: { fixes: { id: string }[] }) =>
        f.fixes.map((x) => x.id),
      );
    expect(await fixesOf()).toEqual([]);
    expect(await fixesOf('--fixes', '--only', 'skip-ci-blocks-tag')).toEqual(['no-marker']);
    expect((await slipway(['doctor', root, ...asOf, '--fixes'])).out).toContain('fix: no-marker: Commit without [skip ci]');
  });
});

describe('slipway fix --write', () => {
  it('changes the files, keeps their permissions, and takes it back', async () => {
    const root = repository(BROKEN);
    chmodSync(join(root, TAG), 0o755);
    // Windows has no such bits, and nothing to commit.
    run(root, ['commit', '--allow-empty', '-qam', 'mode']);
    const mode = statSync(join(root, TAG)).mode;
    const { code, out } = await fix(root, '--plan', '--write');
    expect(code).toBe(0);
    expect(await errorsOf(root)).toEqual([]);
    expect(statSync(join(root, TAG)).mode).toBe(mode);
    expect(readdirSync(join(root, '.github/workflows')).sort()).toEqual(['release.yml', 'tag.yml']);
    const id = /--revert ([0-9a-f]{10})/.exec(out)?.[1] ?? '';
    expect(existsSync(join(root, '.git/slipway/fixes', `${id}.json`))).toBe(true);
    const back = await slipway(['fix', root, '--revert', id.slice(0, 6)]);
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(run(root, ['status', '--porcelain'])).toBe('');
    expect(statSync(join(root, TAG)).mode).toBe(mode);
    expectRefused(await slipway(['fix', root, '--revert', id]), /no written fix .*none is recorded here/);
  });

  it('takes the way that is asked for, and only that finding', async () => {
    const root = repository({ ...BROKEN, [TAG]: BROKEN[TAG].replace(' [skip ci]', '').replace('branches: [main]', "tags: ['go-*']") });
    const { out } = await fix(root, '--rule', 'token-cannot-trigger', '--fix', 'pat', '--write');
    expect(out).toContain('Before it works:');
    expect(out).toContain('gh secret set RELEASE_TOKEN');
    expect(out, 'is for a terminal, not Markdown').not.toContain('**');
    expect(out.split('\n').filter((line) => line.length > 100 && !line.includes('https:'))).toEqual([]);
    expect(read(root, TAG)).toContain('secrets.RELEASE_TOKEN');
  });

  it('refuses files with changes that are not committed, unless told', async () => {
    const root = repository(BROKEN);
    writeFileSync(join(root, TAG), `${BROKEN[TAG]}# mine\n`);
    expectRefused(await fix(root, '--plan', '--write'), /tag\.yml has changes that are not committed/);
    expect(read(root, TAG)).toBe(`${BROKEN[TAG]}# mine\n`);
    const forced = await fix(root, '--plan', '--write', '--force');
    expect(forced.code).toBe(0);
    expect(read(root, TAG)).toMatch(/gh workflow run.*# mine\n$/s);
  });

  it('sees changes that are not committed in a folder inside of a repository, and takes back from there', async () => {
    const root = repository(Object.fromEntries(Object.entries(BROKEN).map(([path, text]) => [`services/api/${path}`, text])));
    const below = join(root, 'services/api');
    writeFileSync(join(below, TAG), `${BROKEN[TAG]}# mine\n`);
    expectRefused(await fix(below, '--plan', '--write'), /tag\.yml has changes that are not committed/);
    run(root, ['checkout', '-q', '.']);
    const id = /--revert ([0-9a-f]{10})/.exec((await fix(below, '--plan', '--write')).out)?.[1] ?? '';
    expectRefused(await slipway(['fix', root, '--revert', id]), /was written in the folder 'services\/api\/'/);
    expect((await slipway(['fix', below, '--revert', id])).code).toBe(0);
    expect(run(root, ['status', '--porcelain'])).toBe('');
  });

  it('refuses to take back what has changed since, and says where the old text is', async () => {
    const root = repository(BROKEN);
    const id = /--revert ([0-9a-f]{10})/.exec((await fix(root, '--plan', '--write')).out)?.[1] ?? '';
    const written = `${read(root, TAG)}# later\n`;
    writeFileSync(join(root, TAG), written);
    expectRefused(await slipway(['fix', root, '--revert', id]), /tag\.yml has changed since.*holds the text as it was/);
    expect(read(root, TAG)).toBe(written);
  });

  it('outside of git keeps what takes it back below .slipway', async () => {
    const root = folder(BROKEN);
    const id = /--revert ([0-9a-f]{10})/.exec((await fix(root, '--plan', '--write')).out)?.[1] ?? '';
    expect(existsSync(join(root, '.slipway/fixes', `${id}.json`))).toBe(true);
    expect((await slipway(['fix', root, '--revert', id])).code).toBe(0);
    expect(read(root, TAG)).toBe(BROKEN[TAG]);
  });

  it('says which files are gone', async () => {
    const root = repository({ [WORKFLOW]: SOUND, '.github/workflows/zz-copy.yml': SOUND });
    const { out } = await fix(root, '--rule', 'duplicate-release', '--write');
    expect(out).toMatch(/^Deleted \.github\/workflows\/zz-copy\.yml\.\nTake it back/);
  });

  it('writes nothing where there is nothing to mend', async () => {
    const root = repository({ [WORKFLOW]: SOUND });
    expect(await fix(root, '--write')).toEqual({ code: 0, out: 'There is nothing to mend.\n', err: '' });
    expect(await fix(root)).toEqual({ code: 0, out: 'There is nothing to mend.\n', err: '' });
    expect(existsSync(join(root, '.git/slipway'))).toBe(false);
  });
});

describe('slipway fix, used wrongly', () => {
  const wrong: [string, RegExp, ...string[]][] = [
    ['two intentions', /--dry-run writes nothing/, '--dry-run', '--write'],
    ['--force alone', /--force goes with/, '--force'],
    ['a way without a finding', /say which with --finding or --rule/, '--fix', 'pat'],
    ['an unknown finding', /nothing that is found here has the id 'feed'/, '--finding', 'feed'],
    ['too little of an id', /'f' is too short/, '--finding', 'f'],
    ['an unknown way', /no way 'pta' mends what was asked for; there is dispatch/, '--rule', 'token-cannot-trigger', '--fix', 'pta'],
    ['an unknown way to write', /no way 'pta'/, '--rule', 'token-cannot-trigger', '--fix', 'pta', '--write'],
    ['an unknown rule', /there is no rule 'token'/, '--rule', 'token'],
    ['questions without a terminal', /needs a terminal/, '--interactive'],
    ['questions as JSON', /cannot be joined with --format json/, '--interactive', '--format', 'json'],
    ['a strange id', /no written fix '\.\.\/x'/, '--revert', '../x'],
  ];

  it.each(wrong)('is told in one sentence: %s', async (_, sentence, ...args) => {
    expectRefused(await fix(repository(BROKEN), ...args), sentence);
  });

  it('writes only into folders', async () => {
    const root = repository(BROKEN);
    expectRefused(await fix('--git-dir', join(root, '.git'), '--write'), /needs a folder/);
    expectRefused(await fix('octo/none', '--write'), /needs a folder/);
  });
});
