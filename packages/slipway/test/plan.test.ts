import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlan } from '../src/release/index.ts';
import { commit, run as git, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean } from './commands.ts';
import { CHANGELOG, releasedOnce, slipwayOn, twoPackages } from './plan-repositories.ts';
import { SOUND, WORKFLOW } from './sample-folders.ts';

describe('slipway plan', () => {
  it('says what would be released, why, with which notes, touching which files, reaching which destinations', async () => {
    const outcome = await slipwayOn(['plan', releasedOnce(undefined, { [WORKFLOW]: SOUND })]);
    expectClean(outcome);
    expect(outcome.code).toBe(0);
    expect(outcome.out).toMatch(/main @ [0-9a-f]{10} {2}2026-11-21/);
    expect(outcome.out).toMatch(/root {2}1\.0\.0 -> 1\.1\.0 {2}minor {2}tag v1\.1\.0/);
    expect(outcome.out).toMatch(/"feat: a new door" of 2 commits: minor/);
    expect(outcome.out).toMatch(/Added\n {4}- a new door/);
    expect(outcome.out).toMatch(/~ CHANGELOG\.md\n {2}~ package\.json/);
    expect(outcome.out).toMatch(/✔ GitHub release +reached/);
    expect(outcome.out).toMatch(/next\n {2}slipway prepare/);
    expect(outcome.err).toBe('');
  });

  it('says that no workflow delivers anything where there is none', async () => {
    expect((await slipwayOn(['plan', releasedOnce()])).out).toContain('no workflow delivers anything');
  });

  it('names every commit that it looked at, and why it does not count', async () => {
    const { out, code } = await slipwayOn(['plan', releasedOnce(['docs: a word', 'fix: the build', 'something']), '--explain']);
    expect(code).toBe(0);
    expect(out).toMatch(/3 commits: 1 counts, 2 do not/);
    expect(out).toMatch(/patch {2}[0-9a-f]{7} {2}fix: the build {2}`fix`: patch/);
    expect(out).toMatch(/- {6}[0-9a-f]{7} {2}docs: a word {2}`docs` raises nothing/);
    expect(out).toMatch(/- {6}[0-9a-f]{7} {2}something {2}it follows no convention/);
  });

  it('ends with 10 and the reason when nothing is to be released', async () => {
    const root = releasedOnce(['docs: a word']);
    const outcome = await slipwayOn(['plan', root]);
    expect(outcome.code).toBe(10);
    expect(outcome.out).toMatch(/nothing to release on stable: .*raises nothing/);
    const explained = await slipwayOn(['plan', root, '--explain']);
    expect(explained.code).toBe(10);
    expect(explained.out).toContain('`docs` raises nothing');
    const json = await slipwayOn(['plan', root, '--format', 'json']);
    expect(json.code).toBe(10);
    expect(JSON.parse(json.out)).toMatchObject({ components: [] });
    expect(json.err).toMatch(/^slipway: nothing to release: [^\n]+\n$/);
  });

  it('prints the plan itself as JSON, the same bytes each time, and nothing else on stdout', async () => {
    const root = releasedOnce();
    const args = ['plan', root, '--format', 'json'];
    const [first, second] = [await slipwayOn(args), await slipwayOn(args)];
    expect(second.out).toBe(first.out);
    const plan = readPlan(first.out, 'stdout');
    expect(plan.date).toBe('2026-11-21');
    expect(plan.components).toMatchObject([{ to: '1.1.0', tag: 'v1.1.0', from: { version: '1.0.0' } }]);
    expect(plan.files.map(({ path }) => path)).toEqual(['CHANGELOG.md', 'package.json']);
  });

  it('plans for the day that is asked for', async () => {
    const { out } = await slipwayOn(['plan', releasedOnce(), '--as-of', '2026-12-24', '--format', 'json']);
    expect(readPlan(out, 'stdout').date).toBe('2026-12-24');
  });

  it('prints Markdown that calls nobody', async () => {
    const { out } = await slipwayOn(['plan', releasedOnce(['feat: a door for @octocat']), '--format', 'markdown']);
    expect(out).toMatch(/\| root \| 1\.0\.0 \| \*\*1\.1\.0\*\* \| `v1\.1\.0` \|/);
    expect(out).toContain('### Files\n\n- `CHANGELOG.md`');
    expect(out).not.toMatch(/@octocat/);
  });

  it('names the component for whose change another rises, and plans one alone when asked to', async () => {
    const root = twoPackages();
    const all = await slipwayOn(['plan', root]);
    expect(all.out).toMatch(/core {2}1\.0\.0 -> 1\.1\.0/);
    const one = readPlan((await slipwayOn(['plan', root, '--component', 'core', '--format', 'json'])).out, 'stdout');
    expect(one.components.map(({ name, tag }) => [name, tag])).toEqual([['core', 'core-v1.1.0']]);
    expect(one.unreleased.map(({ name }) => name)).toEqual(['cli']);
  });

  it('follows what a person asks for', async () => {
    const root = releasedOnce();
    const tagOf = async (...args: string[]): Promise<string | undefined> =>
      readPlan((await slipwayOn(['plan', root, '--format', 'json', ...args])).out, 'stdout').components[0]?.tag;
    expect(await tagOf('--bump', 'major')).toBe('v2.0.0');
    expect(await tagOf('--bump', '1.4.2')).toBe('v1.4.2');
    expect(await tagOf('--channel', 'rc')).toBe('v1.1.0-rc.1');
  });

  it('reads a git directory at a revision, without a checkout', async () => {
    const root = releasedOnce();
    const { out, err } = await slipwayOn(['plan', '--git-dir', join(root, '.git'), '--rev', 'HEAD~1', '--branch', 'main', '--format', 'json']);
    expect(readPlan(out, 'stdout').components[0]).toMatchObject({ to: '1.0.1', commit: git(root, ['rev-parse', 'HEAD~1']).trim() });
    expect(err).toBe('');
  });

  it('is of the repository, also when it is asked in a folder of it, or in a linked work tree', async () => {
    const root = twoPackages();
    expect((await slipwayOn(['plan', join(root, 'packages/cli')])).out).toContain('core  1.0.0 -> 1.1.0');
    const linked = join(temporaryFolder(), 'linked');
    git(root, ['worktree', 'add', '--quiet', '--detach', linked]);
    expect((await slipwayOn(['plan', linked, '--branch', 'main'])).out).toContain('core  1.0.0 -> 1.1.0');
  });

  it('is of the commit, and says so when the work tree differs', async () => {
    const root = releasedOnce();
    writeFileSync(join(root, 'CHANGELOG.md'), 'something else\n');
    const { out, err } = await slipwayOn(['plan', root, '--format', 'json']);
    expect(err).toMatch(/^slipway: CHANGELOG\.md differs from the commit; the plan is of the commit[^\n]*\n$/);
    expect(readPlan(out, 'stdout').files.find(({ path }) => path === 'CHANGELOG.md')?.text).toContain(CHANGELOG.slice(13));
  });

  it('says that the configuration is inferred where none is written', async () => {
    const root = releasedOnce();
    git(root, ['rm', '--quiet', 'slipway.yaml']);
    commit(root, 'chore: no configuration');
    expect((await slipwayOn(['plan', root])).err).toMatch(/there is no slipway\.yaml: the configuration is inferred .*`slipway init`/);
    write(root, { 'slipway.yaml': 'version: 1\nrelease:\n  tag: "{version}"\n' });
    expect((await slipwayOn(['plan', root])).err).toMatch(/slipway\.yaml is not committed/);
    const given = await slipwayOn(['plan', root, '--config', join(root, 'slipway.yaml'), '--format', 'json']);
    expect(readPlan(given.out, 'stdout').components[0]?.from).toBeNull();
  });

  it('colours only at a terminal', async () => {
    const root = releasedOnce();
    const escapes = /\u001b\[/;
    expect((await slipwayOn(['plan', root])).out).not.toMatch(escapes);
    expect((await slipwayOn(['plan', root], { terminal: true })).out).toMatch(escapes);
    expect((await slipwayOn(['plan', root, '--no-color'], { terminal: true })).out).not.toMatch(escapes);
  });

  it('keeps to the width of the terminal', async () => {
    const long = `feat: ${'very '.repeat(40)}long`;
    for (const width of [80, 120])
      for (const more of [[], ['--explain']]) {
        const { out } = await slipwayOn(['plan', releasedOnce([long]), ...more], { width });
        expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      }
  });
});

describe('slipway plan --out', () => {
  it('writes a plan that is refused once a letter of it is changed', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'plan.json');
    const { code, err } = await slipwayOn(['plan', releasedOnce(), '--out', file]);
    expect([code, readdirSync(folder)]).toEqual([0, ['plan.json']]);
    expect(err).toContain('slipway prepare --plan');
    const text = readFileSync(file, 'utf8');
    expect(readPlan(text, file).components[0]?.to).toBe('1.1.0');
    expect(() => readPlan(text.replace('1.1.0', '1.2.0'), file)).toThrow(/was changed after it was made/);
  });

  it('writes nothing when nothing is to be released', async () => {
    const file = join(temporaryFolder(), 'plan.json');
    const { code, err } = await slipwayOn(['plan', releasedOnce(['docs: a word']), '--out', file]);
    expect([code, existsSync(file)]).toEqual([10, false]);
    expect(err).toMatch(/plan\.json was not written/);
  });

  it('leaves what was there when the file cannot be written', async () => {
    const folder = temporaryFolder();
    const { code, err } = await slipwayOn(['plan', releasedOnce(), '--out', join(folder, 'none', 'plan.json')]);
    expect([code, readdirSync(folder)]).toEqual([2, []]);
    expect(err).toMatch(/cannot be written \(there is no such folder\)/);
    expect((await slipwayOn(['plan', releasedOnce(), '--out', folder])).err).toMatch(/is a folder/);
  });

  it('writes over an older plan and an empty file, and over nothing else', async () => {
    const file = join(temporaryFolder(), 'plan.json');
    for (const there of ['', '{ "schemaVersion": 1, "digest": "" }']) {
      writeFileSync(file, there);
      expect((await slipwayOn(['plan', releasedOnce(), '--out', file])).code).toBe(0);
    }
    writeFileSync(file, '{ "name": "tool" }');
    const { code, err } = await slipwayOn(['plan', releasedOnce(), '--out', file]);
    expect([code, readFileSync(file, 'utf8')]).toEqual([2, '{ "name": "tool" }']);
    expect(err).toMatch(/plan\.json is there and no plan, so it is not written over/);
  });
});
