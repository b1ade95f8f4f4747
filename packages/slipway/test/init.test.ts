import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readReleaseConfig } from '../src/release/index.ts';
import { expectClean, expectRefused, slipway } from './commands.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A repository with these files in one commit, and these tags. */
function repository(files: Record<string, string>, ...tags: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-init-'));
  folders.push(folder);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git('add', '-A');
  git('commit', '-qm', 'feat: begin', '--allow-empty');
  for (const tag of tags) git('tag', tag);
  return folder;
}

const read = (folder: string): string => readFileSync(join(folder, 'slipway.yaml'), 'utf8');
const PLZ = { 'Cargo.toml': '[package]\nname = "tool"\nversion = "0.1.0"\n', 'release-plz.toml': '[workspace]\n' };

describe('slipway init', () => {
  it('writes what it finds, says why, and leaves the tool in its place', async () => {
    const folder = repository(PLZ, 'v0.1.0');
    const outcome = await slipway(['init', folder]);
    expectClean(outcome);
    expect(outcome).toMatchObject({ code: 0, err: '' });
    expect(outcome.out).toContain('driven by release-plz: it goes on deciding them; Slipway reads its rules, watches and');
    expect(outcome.out).toContain('(release-plz.toml:1)');
    expect(outcome.out).toMatch(/\nWrote slipway\.yaml; [^\n]+\n$/);
    expect(read(folder)).toMatch(/^# yaml-language-server: \$schema=\S+\nversion: 1\nrelease:\n/);
    expect(readReleaseConfig(read(folder)).components).toMatchObject([{ driver: 'release-plz', tag: 'v{version}' }]);
    expect((await slipway(['config', 'check', folder])).code).toBe(0);
  });

  it('writes at the root of the repository, wherever in it one stands, and the check reads there', async () => {
    const folder = repository({ 'src/deep/a.txt': 'a' }, 'v0.1.0');
    const before = process.cwd();
    process.chdir(join(folder, 'src', 'deep'));
    try {
      expect((await slipway(['init'])).out).toContain(`Wrote ${join('..', '..', 'slipway.yaml')}; `);
      expect(readReleaseConfig(read(folder)).components).toHaveLength(1);
      expect(await slipway(['config', 'check'])).toMatchObject({ code: 0, out: 'slipway.yaml: nothing is wrong.\n' });
    } finally {
      process.chdir(before);
    }
  });

  it('adds its part to a file of other parts, and changes nothing else in it', async () => {
    const before = '# ours\ndoctor:\n  rules: { missing-concurrency: off } # known\n';
    const folder = repository({ 'slipway.yaml': before, 'CHANGELOG.md': '# Changelog\n' }, '1.0.0');
    const dry = await slipway(['init', folder, '--dry-run']);
    expect(dry.out).toContain("+  tag: '{version}'");
    expect(dry.out).toContain('Nothing was written');
    expect(read(folder)).toBe(before);
    const { code, out } = await slipway(['init', folder]);
    expect(code).toBe(0);
    expect(out).toContain('what else stood in it stands there still');
    expect(read(folder)).toBe(`${before}\nrelease:\n  # 1 tag is written like 1.0.0\n  tag: '{version}'\n`);
  });

  it('refuses to overwrite, unless it is forced, and then shows the difference', async () => {
    const before = 'version: 1\nrelease:\n  # ours\n  tag: v{version}\n  tagging: { signed: true } # by law\n';
    const folder = repository({ 'slipway.yaml': before, 'CHANGELOG.md': '' }, '1.0.0');
    for (const args of [[folder], [folder, '--dry-run'], ['--git-dir', join(folder, '.git'), '--dry-run']])
      expectRefused(await slipway(['init', ...args]), /says already how this is released.*--force/);
    expect((await slipway(['init', '--git-dir', join(folder, '.git')])).out).toMatch(/^# yaml-language-server.*\nversion: 1\n/);
    expect(read(folder)).toBe(before);
    const forced = await slipway(['init', folder, '--force']);
    expectClean(forced);
    expect(forced.out).toContain("-  tag: v{version}\n+  tag: '{version}'\n");
    expect(read(folder)).toBe(before.replace('v{version}', "'{version}'"));
    expect((await slipway(['init', folder, '--force'])).out).toContain('nothing was written');
  });

  it('prints the file alone on stdout, and looks at any revision', async () => {
    const folder = repository(PLZ, 'v0.1.0');
    const { code, out, err } = await slipway(['init', '--git-dir', join(folder, '.git'), '--rev', 'v0.1.0']);
    expect(code).toBe(0);
    expect(readReleaseConfig(out).components[0]!.driver).toBe('release-plz');
    expect(err).toContain('driven by release-plz');
    expect((await slipway(['init', folder, '--print'])).out).toBe(out);
    expect(() => read(folder)).toThrow();
  });

  it('gives programs what it found, with the reasons and their places', async () => {
    const folder = repository(PLZ, 'v0.1.0');
    const { out } = await slipway(['init', folder, '--print', '--format', 'json']);
    const data = JSON.parse(out);
    expect(data).toMatchObject({
      schemaVersion: 1,
      driver: 'release-plz',
      wrote: null,
      config: { components: [{ rules: { types: { feat: 'minor' } } }] },
    });
    expect(data.because[0]).toMatchObject({ key: 'driven-by', location: { path: 'release-plz.toml', line: 1 } });
    expect(() => read(folder)).toThrow();
  });

  it('writes nothing when something stands in the way', async () => {
    const broken = repository({ 'slipway.yaml': 'doctor: [\n' });
    expectRefused(await slipway(['init', broken]), /slipway\.yaml:\d+:\d+: /);
    const flow = repository({ 'slipway.yaml': '{ doctor: {} }\n' });
    expectRefused(await slipway(['init', flow]), /slipway\.yaml:1:1: nothing can be added/);
    expect(read(flow)).toBe('{ doctor: {} }\n');
    expectRefused(await slipway(['init', join(tmpdir(), 'no-such-folder')]), /there is no folder/);
    expectRefused(await slipway(['init', flow, '--interactive']), /--interactive needs a terminal/);
  });

  it('finds something in a folder without git, and in an empty one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-init-'));
    folders.push(folder);
    const { code } = await slipway(['init', folder]);
    expect(code).toBe(0);
    expect(readReleaseConfig(read(folder)).components).toHaveLength(1);
  });
});

describe('slipway config check', () => {
  it('tells every mistake in every part, with its place', async () => {
    const folder = repository({
      'slipway.yaml':
        'version: 1\nx-ours: anything\nrelease:\n  tags: v\n  path: app\ndoctor:\n  rules: { missing-concurrency: loud }\ntests:\n  - nobody knows\n  - { then: reaches npm, wen: merge }\n',
    });
    const outcome = await slipway(['config', 'check', folder]);
    expectClean(outcome);
    expect(outcome.code).toBe(2);
    expect(outcome.out.split('\n')).toEqual([
      'slipway.yaml:4:3: error: `tags` is not known under `release`; did you mean `tag`?',
      'slipway.yaml:7:12: error: rule missing-concurrency must be error, warning, note or off.',
      expect.stringMatching(/^slipway\.yaml:9:5: error: /),
      expect.stringMatching(/^slipway\.yaml:10:26: error: `wen` is not known in a test/),
      'slipway.yaml: 4 errors.',
      '',
    ]);
  });

  it('tells programs and GitHub the same', async () => {
    const folder = repository({ 'slipway.yaml': 'release:\n  path: app\n' });
    const json = await slipway(['config', 'check', folder, '--format', 'json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({
      schemaVersion: 1,
      valid: false,
      problems: [{ severity: 'error', message: 'there is no folder app', location: { path: 'slipway.yaml', line: 2, column: 9 } }],
    });
    const { out } = await slipway(['config', 'check', folder, '--format', 'github']);
    expect(out).toContain('::error file=slipway.yaml,line=2,col=9,title=slipway.yaml is wrong::there is no folder app.');
  });

  it('is content with warnings, and with any file by its name', async () => {
    const folder = repository({ 'slipway.yaml': 'release:\n  tag: v{version}\n', 'other.yaml': 'relase: {}\n' }, '1.0.0');
    const { code, out } = await slipway(['config', 'check', folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/slipway\.yaml:2:8: warning: no tag is a version of root/);
    const other = join(folder, 'other.yaml');
    for (const args of [[other], [folder, '--config', other]]) {
      const wrong = await slipway(['config', 'check', ...args]);
      expect([wrong.code, wrong.out]).toEqual([2, expect.stringContaining('other.yaml:1:1: error: `relase` is not known')]);
    }
  });

  it('writes old names anew and keeps everything else', async () => {
    const before = '# ours\nrelease:\n  driver: knope # theirs\n';
    const folder = repository({ 'slipway.yaml': before, 'CHANGELOG.md': '' });
    const dry = await slipway(['config', 'check', folder, '--upgrade', '--dry-run']);
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('-  driver: knope # theirs\n+  driven-by: knope # theirs\n')]);
    expect(read(folder)).toBe(before);
    const written = await slipway(['config', 'check', folder, '--upgrade']);
    expect(written.code).toBe(0);
    expect(read(folder)).toBe('# ours\nversion: 1\nrelease:\n  driven-by: knope # theirs\n');
    expect((await slipway(['config', 'check', folder, '--upgrade'])).err).toContain('is in the form of today');
  });

  it('knows where a registry gets a hotfix that nobody is given', async () => {
    const workflow =
      'on: { push: { tags: ["v*"] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }\n';
    const files = {
      'package.json': '{"name":"a","version":"1.0.0"}',
      'slipway.yaml': 'release:\n  changelog: false\n  channels: { stable: , hotfix: { hotfix: suffix } }\n',
    };
    expect((await slipway(['config', 'check', repository(files)])).out).toBe('slipway.yaml: nothing is wrong.\n');
    const { code, out } = await slipway(['config', 'check', repository({ ...files, '.github/workflows/r.yml': workflow })]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^slipway\.yaml:3:\d+: warning: hotfixes are pre-releases of a version here/)]);
  });

  it('says where there is nothing to check', async () => {
    expectRefused(await slipway(['config', 'check', repository({})]), /there is no slipway\.yaml in .*`slipway init` writes one/);
    expectRefused(await slipway(['config']), /'config' needs one of its commands/);
    expectRefused(await slipway(['config', 'check', '--dry-run']), /--dry-run goes with --upgrade/);
  });
});
