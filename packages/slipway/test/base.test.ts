import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT_SCHEMA } from '../src/doctor/schema.ts';
import { commit, repository, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { releaseOnTag, TAG_WITH_TOKEN, TAG_WITHOUT_TOKEN } from './sample-workflows.ts';
import { violations } from './schema-check.ts';

const RELEASE = releaseOnTag();
const files = { '.github/workflows/tag.yml': TAG_WITH_TOKEN, '.github/workflows/release.yml': RELEASE, 'src/main.c': 'int main;\n' };
const day = ['--as-of', '2026-11-20', '--repo', 'octo/tool'];

describe('doctor --base', () => {
  it('is silent and quick when nothing that concerns a release changed', async () => {
    const root = repository(files);
    write(root, { 'src/main.c': 'int main(void);\n' });
    const ran = await slipway(['doctor', root, '--base', 'HEAD', ...day]);
    expect(ran).toMatchObject({ code: 0, out: 'nothing that concerns a release changed since HEAD\n', err: '' });
  });

  it('tells what a change in the work tree breaks, and fails', async () => {
    const root = repository(files);
    write(root, { '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    const ran = await slipway(['doctor', root, '--base', 'HEAD', ...day]);
    expectClean(ran);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^breaks\n {2}✖ .*GitHub release.*: reached → broken \(token-cannot-trigger\)/m);
    expect(ran.out).toMatch(/release\.yml no longer starts on push of a tag v\*, by tag\.yml with/);
    expect((await slipway(['doctor', root, '--base', 'HEAD', '--exit-zero', ...day])).code).toBe(0);
  });

  it('does not fail for what was broken before, when only the reason is another one', async () => {
    const root = repository({ ...files, '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    write(root, { '.github/workflows/release.yml': RELEASE.replace("'v*'", "'release-*'") });
    const ran = await slipway(['doctor', root, '--base', 'HEAD', '--format', 'json', ...day]);
    const { findings, comparison } = JSON.parse(ran.out);
    expect(findings.length).toBeGreaterThan(0);
    expect([ran.code, comparison.breaks, comparison.mends]).toEqual([0, [], []]);
  });

  it('tells what a commit mends, of a git directory without a checkout', async () => {
    const root = repository({ ...files, '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    write(root, { '.github/workflows/tag.yml': TAG_WITH_TOKEN });
    commit(root, 'mend');
    const ran = await slipway(['doctor', '--git-dir', root, '--base', 'HEAD~1', '--format', 'json', ...day]);
    expect(ran.code).toBe(0);
    const { findings, comparison } = JSON.parse(ran.out);
    expect(violations(JSON.parse(ran.out), REPORT_SCHEMA)).toEqual([]);
    expect(findings).toEqual([]);
    expect(comparison).toMatchObject({ schemaVersion: 1, breaks: [], mends: [{ rules: ['token-cannot-trigger'] }] });
    expect(comparison.gone.map((f: { why: string }) => f.why)).toEqual(['mended']);
  });

  it('compares with the commit where two branches parted', async () => {
    const root = repository(files);
    const first = commit(root, 'shared');
    write(root, { '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    commit(root, 'on main');
    const ran = await slipway(['doctor', '--git-dir', root, '--rev', first, '--base', 'main...', ...day]);
    expect(ran).toMatchObject({ code: 0, out: 'nothing that concerns a release changed since main...\n' });
  });

  it('takes a folder of its own as the base', async () => {
    const [before, after] = [temporaryFolder(), temporaryFolder()];
    write(before, files);
    write(after, { ...files, '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    const ran = await slipway(['doctor', after, '--base', before, ...day]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('token-cannot-trigger');
  });

  it('looks at the folder that is audited, in a repository of several', async () => {
    const root = repository(Object.fromEntries(Object.entries(files).map(([path, text]) => [`app/${path}`, text])));
    write(root, { 'app/.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    const ran = await slipway(['doctor', join(root, 'app'), '--base', 'HEAD', '--format', 'json', ...day]);
    const { comparison } = JSON.parse(ran.out);
    expect(comparison.breaks).toMatchObject([{ rules: ['token-cannot-trigger'] }]);
    expect(comparison.fresh).toHaveLength(1);
  });

  it('annotates fresh findings only, and writes the job summary', async () => {
    const root = repository({ ...files, '.github/workflows/tag.yml': TAG_WITH_TOKEN.replace('ubuntu-latest', 'ubuntu-18.04') });
    write(root, { '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN.replace('ubuntu-latest', 'ubuntu-18.04') });
    const summary = join(temporaryFolder(), 'summary.md');
    writeFileSync(summary, '');
    const ran = await slipway(['doctor', root, '--base', 'HEAD', '--format', 'github', ...day], { GITHUB_STEP_SUMMARY: summary });
    expect(ran.out.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(1);
    expect(ran.out).toMatch(/^::error .*title=.*token-cannot-trigger/m);
    expect(readFileSync(summary, 'utf8')).toMatch(/^## Breaks$/m);
  });

  it('marks the results of SARIF as new', async () => {
    const root = repository(files);
    write(root, { '.github/workflows/tag.yml': TAG_WITHOUT_TOKEN });
    const { out } = await slipway(['doctor', root, '--base', 'HEAD', '--format', 'sarif', ...day]);
    const [{ results }] = JSON.parse(out).runs;
    expect(results.map((r: { ruleId: string; baselineState: string }) => [r.ruleId, r.baselineState])).toEqual([['token-cannot-trigger', 'new']]);
  });

  it.each<[string, string[], RegExp]>([
    ['a revision that is none', ['--base', 'no-such-rev'], /--base: `no-such-rev` is no revision of .*, and no folder or git directory/],
    ['no revision', ['--base', ''], /--base needs a revision/],
    ['several targets', ['.', '--base', 'HEAD'], /give one target/],
    ['a format that it has not', ['--base', 'HEAD', '--format', 'html'], /--base is printed as text, json/],
    ['lines of JSON', ['--base', 'HEAD', '--jsonl'], /with --base use --format json/],
  ])('refuses %s', async (_, args, sentence) => {
    const root = repository(files);
    expectRefused(await slipway(['doctor', root, ...args, ...day.slice(0, 2)]), sentence);
  });
});
