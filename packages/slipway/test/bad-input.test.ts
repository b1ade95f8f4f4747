import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, repository, run, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, reportOf, slipway } from './commands.ts';

const WORKFLOW = '.github/workflows/release.yml';
const SOUND = `name: release
on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v4
      - run: gh release create "$GITHUB_REF_NAME"
        env: { GH_TOKEN: '\${{ github.token }}' }
`;
/** Pushes a tag with the GITHUB_TOKEN, so that a workflow that waits for tags never runs. */
const SUPPRESSED = `name: tag
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
      - run: |
          git tag v1.2.3
          git push origin v1.2.3
`;

const folder = (files: Readonly<Record<string, string | Buffer>>): string => {
  const root = temporaryFolder();
  write(root, files);
  return root;
};

describe('what is to be read', () => {
  it('a folder without workflows is done, in one sentence', async () => {
    for (const root of [temporaryFolder(), repository({ 'README.md': 'x' }), folder({ '.github/workflows/README.md': 'x' })]) {
      const { code, out, err } = await slipway(['doctor', root]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toBe(`${root} has no workflow in .github/workflows, so there is nothing to walk.\n`);
      expect(await reportOf([root])).toMatchObject({ destinations: [], findings: [], limits: [expect.stringContaining('has no workflow')] });
    }
  });

  it.each(['sarif', 'github', 'markdown', 'html'])('a folder without workflows is done as %s', async (format) => {
    const outcome = await slipway(['doctor', temporaryFolder(), '--format', format]);
    expectClean(outcome);
    expect(outcome.code).toBe(0);
  });

  it('a folder without git is read; only git’s facts are missing', async () => {
    const report = await reportOf([folder({ [WORKFLOW]: SOUND })]);
    expect(report.source).toMatchObject({ revision: null, repository: { slug: null, how: 'assumed' } });
    expect(report.destinations).toHaveLength(1);
  });

  it('a repository without commits is read as the folder that it is', async () => {
    const root = folder({ [WORKFLOW]: SOUND });
    run(root, ['init', '--quiet']);
    expect((await reportOf([root])).destinations).toHaveLength(1);
    expectRefused(await slipway(['doctor', '--git-dir', root]), /no revision `HEAD`/);
  });

  it.each(['./no-such-folder', '/no/such/folder', '', 'a b', 'a\0b', 'a\nb', '\u001b[31mred', '../..x/y/z', '-'])(
    'no such path: %j',
    async (path) => {
      expectRefused(await slipway(['doctor', '--', path]), /there is no folder/);
    },
  );

  it('a file is no folder', async () => {
    const root = folder({ [WORKFLOW]: SOUND });
    expectRefused(await slipway(['doctor', join(root, WORKFLOW)]), /is a file; give the folder/);
    expectRefused(await slipway(['doctor', '/dev/null']), /is a file/);
  });

  it.each(['no-such-branch', '', '--help', '-n', 'HEAD~5', 'HEAD:.github', 'HEAD^{tree}', 'a b', 'a..b', 'two\nlines', '@{u}', '0'.repeat(40)])(
    'no such revision: %j',
    async (rev) => {
      const root = repository({ [WORKFLOW]: SOUND });
      expectRefused(await slipway(['doctor', '--git-dir', root, `--rev=${rev}`]), /There is no revision/);
    },
  );

  it('a git directory that is none', async () => {
    const root = folder({ [WORKFLOW]: SOUND, HEAD: 'garbage', 'objects/x': '', 'refs/x': '' });
    for (const dir of [root, join(root, WORKFLOW), '/dev/null', temporaryFolder()])
      expectRefused(await slipway(['doctor', '--git-dir', dir]), /not a git directory/);
    expectRefused(await slipway(['doctor', '--git-dir', '/no/such/folder']), /There is no git directory/);
    expectRefused(await slipway(['doctor', '--git-dir', '']), /--git-dir needs a directory/);
  });

  it('a git directory that lost an object says which file it cannot read', async () => {
    const root = repository({ [WORKFLOW]: SOUND, '.github/workflows/tag.yml': SUPPRESSED });
    const id = run(root, ['rev-parse', `HEAD:${WORKFLOW}`]).trim();
    rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)));
    const report = await reportOf(['--git-dir', root]);
    expect(report.limits).toContain(`${WORKFLOW} could not be read.`);
    writeFileSync(join(root, '.git/HEAD'), 'garbage');
    expectRefused(await slipway(['doctor', '--git-dir', root]), /is not a git directory/);
  });

  it('paths with spaces and letters of all scripts, in folders and in git', async () => {
    const root = mkdtempSync(join(tmpdir(), 'slip way – ñ 版本 '));
    const names = ['re lease.yml', 'vö 版本.yaml', 'it\'s "quoted" & $HOME.yml', '#1.yml', 'a%20b.yml', '{a,b}.yml', '-rf.yml'];
    write(root, Object.fromEntries(names.map((name) => [`.github/workflows/${name}`, SOUND])));
    run(root, ['init', '--quiet', '--initial-branch=main']);
    commit(root, 'first');
    const expected = names.map((name) => `.github/workflows/${name}`);
    for (const args of [[root], ['--git-dir', root]]) {
      const report = await reportOf(args);
      const seen = new Set(report.destinations.flatMap((d) => d.routes.flatMap((r) => r.chain.flatMap((link) => link.location?.path ?? []))));
      expect(expected).toEqual(expect.arrayContaining([...seen]));
      expect(report.limits).toEqual([]);
    }
    for (const name of names) {
      const { code, out } = await slipway(['trace', 'push', '--tag', 'v1', '-C', root]);
      expect(code).toBe(0);
      expect(out).toContain(name);
    }
  });
});

describe('symbolic links', () => {
  const outside = folder({ 'secret.yml': SUPPRESSED, 'secret.sh': 'git push origin v9.9.9\n' });

  function linked(): string {
    const root = repository({ [WORKFLOW]: `${SOUND}      - run: ./release.sh\n`, '.github/workflows/inside.yml': SOUND });
    symlinkSync(join(outside, 'secret.yml'), join(root, '.github/workflows/outside.yml'));
    symlinkSync(join(outside, 'secret.sh'), join(root, 'release.sh'));
    symlinkSync('release.yml', join(root, '.github/workflows/alias.yml'));
    symlinkSync('loop-b.yml', join(root, '.github/workflows/loop-a.yml'));
    symlinkSync('loop-a.yml', join(root, '.github/workflows/loop-b.yml'));
    symlinkSync('self.yml', join(root, '.github/workflows/self.yml'));
    symlinkSync('nowhere.yml', join(root, '.github/workflows/dangling.yml'));
    symlinkSync('.', join(root, '.github/workflows/here.yml'));
    symlinkSync('..', join(root, 'up'));
    return root;
  }

  it('that leave the tree are not followed, those inside are, loops end', async () => {
    const root = linked();
    const asFolder = await reportOf([root]);
    expect(asFolder.limits).toEqual([expect.stringMatching(/symbolic links lead out of the folder/)]);
    commit(root, 'links');
    const asRevision = await reportOf(['--git-dir', root]);
    run(root, ['init', '--quiet']);
    for (const report of [asFolder, await reportOf([root]), asRevision]) {
      const text = JSON.stringify(report);
      expect(text).not.toContain('outside.yml');
      expect(text).not.toContain('v9.9.9');
      expect(text).not.toContain(outside);
    }
    const { out } = await slipway(['trace', 'push', '--tag', 'v1', '-C', root]);
    expect(out).toContain('alias.yml');
    expect(out).not.toMatch(/loop-|self|dangling|here/);
  });

  it('are found without git too', async () => {
    const root = folder({ [WORKFLOW]: SOUND });
    symlinkSync(join(outside, 'secret.yml'), join(root, '.github/workflows/outside.yml'));
    symlinkSync('..', join(root, 'up'));
    symlinkSync('b.yml', join(root, '.github/workflows/a.yml'));
    symlinkSync('a.yml', join(root, '.github/workflows/b.yml'));
    const report = await reportOf([root]);
    expect(report.findings).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('outside.yml');
  });

  it('a folder of workflows that is a link out of the tree holds none', async () => {
    const root = folder({ 'README.md': 'x' });
    mkdirSync(join(root, '.github'));
    symlinkSync(outside, join(root, '.github/workflows'));
    expect(await reportOf([root])).toMatchObject({ findings: [], destinations: [] });
    run(root, ['init', '--quiet']);
    expect(await reportOf([root])).toMatchObject({ findings: [], destinations: [] });
  });
});

describe('the text of files', () => {
  it.each<[string, Buffer]>([
    ['zeros', Buffer.alloc(4096)],
    ['bytes of all kinds', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255))],
    ['UTF-16', Buffer.from(`\uFEFF${SOUND}`, 'utf16le')],
    ['UTF-8 that is none', Buffer.from([0x6f, 0x6e, 0x3a, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0x0a])],
    ['Latin-1', Buffer.from('name: vö\non: push\njobs: {}\n', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('a workflow of %s is a finding or a limit', async (_, bytes) => {
    for (const args of [[folder({ [WORKFLOW]: bytes })], ['--git-dir', repository({ [WORKFLOW]: bytes })]]) {
      const report = await reportOf(args);
      expect([...report.findings.map((f) => f.location.path), ...report.limits].join('\n')).toContain(WORKFLOW);
      expect(report.destinations).toEqual([]);
      const outcome = await slipway(['doctor', ...args]);
      expectClean(outcome);
    }
  });

  it('a workflow and a script of 20 MB are told and not read', async () => {
    const step = '      - run: echo "${{ github.ref }}"\n';
    const files = {
      [WORKFLOW]: SOUND + step.repeat(20_000_000 / step.length),
      '.github/workflows/small.yml': `${SOUND}      - run: ./big.sh\n`,
      'big.sh': 'git push origin v1\n'.repeat(20_000_000 / 19),
    };
    for (const args of [[folder(files)], ['--git-dir', repository(files)]]) {
      const report = await reportOf(args);
      expect(report.limits).toContain(`${WORKFLOW} is larger than 1 MiB and was not read.`);
      expect(report.limits).toContain('big.sh is larger than 1 MiB and was not read.');
      expect(report.destinations).toHaveLength(1);
    }
  });

  it('a folder in which no workflow can be read says so', async () => {
    const root = folder({ [WORKFLOW]: Buffer.alloc(10) });
    const { code, out } = await slipway(['doctor', root]);
    expect(code).toBe(0);
    expect(out).toContain('has no workflow in .github/workflows that can be read');
    expect(out).toContain(`${WORKFLOW} is no text`);
  });

  it('findings stand on the same lines with CRLF, CR and a byte order mark', async () => {
    const files = (change: (text: string) => string) => ({ '.github/workflows/tag.yml': change(SUPPRESSED), [WORKFLOW]: change(SOUND) });
    const places = async (change: (text: string) => string) =>
      (await reportOf([folder(files(change)), '--repo', 'octo/tool'])).findings.map(({ rule, location }) => [rule, location]);
    const expected = await places((text) => text);
    expect(expected.map(([rule]) => rule)).toContain('token-cannot-trigger');
    for (const change of [
      (text: string) => text.replaceAll('\n', '\r\n'),
      (text: string) => text.replaceAll('\n', '\r'),
      (text: string) => `\uFEFF${text}`,
      (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    ])
      expect(await places(change)).toEqual(expected);
  });
});

describe('slipway.yaml', () => {
  it.each<[string, RegExp]>([
    ['{', /^slipway: slipway\.yaml:1: /],
    ['doctor: [', /slipway\.yaml:1/],
    ['a: &a [*a]', /slipway\.yaml:1.*`\*a`/],
    ['just a text', /must be a map/],
    ['- a\n', /must be a map/],
    ['doctor: 1', /`doctor` must be a map/],
    ['doctor: {rules: []}', /`rules` must be a map/],
    ['\n\ndoctor:\n  rules:\n    token-cannot-trigger: maybe\n', /slipway\.yaml:5: rule token-cannot-trigger must be/],
    ['doctor: {rules: {token-cannot-trigger: [error]}}', /must be error, warning, note or off/],
    ['doctor: {ignore: {}}', /`ignore` must be a list/],
    ['doctor: {ignore: [1]}', /needs `rule` and `reason`/],
    ['doctor: {ignore: [{rule: token-cannot-trigger, reason: "  "}]}', /needs `rule` and `reason`/],
    ['doctor: {ignore: [{rule: token-cannot-trigger, path: [a], reason: x}]}', /`path` of an ignore must be a text/],
    ['doctor: {assume: {A: x}}', /secret A must be missing, pat or app/],
    ['doctor: {assume: [a]}', /`assume` must be a map/],
    ['doctor: {x: y}', /`x` is not known under `doctor`/],
    [`doctor: ${'['.repeat(5000)}`, /nested more than/],
    ['\0', /slipway\.yaml is no text/],
    ['x'.repeat(2_000_000), /slipway\.yaml is no text, or too large/],
  ])('%j is refused', async (config, sentence) => {
    expectRefused(await slipway(['doctor', folder({ [WORKFLOW]: SOUND, 'slipway.yaml': config })]), sentence);
  });

  it.each(['', '\n', '# nothing\n', 'doctor:\n', 'doctor: {rules: }\n', 'release: {}\n'])('%j asks for nothing', async (config) => {
    expect((await reportOf([folder({ [WORKFLOW]: SOUND, 'slipway.yaml': config })])).limits).toEqual([]);
  });

  it('a rule that is none is told', async () => {
    const report = await reportOf([folder({ [WORKFLOW]: SOUND, 'slipway.yaml': 'doctor: {rules: {no-such-rule: off, __proto__: error}}' })]);
    const told = (name: string): string => `slipway.yaml names the rule ${name}, which does not exist`;
    expect([...report.limits].sort()).toEqual([told('__proto__'), told('no-such-rule')]);
  });

  it('--config that is no file', async () => {
    const root = folder({ [WORKFLOW]: SOUND });
    for (const path of ['/no/such/file', root, '']) expectRefused(await slipway(['doctor', root, '--config', path]), /--config: .*cannot be read/);
  });
});

describe('the command line', () => {
  const root = folder({ [WORKFLOW]: SOUND });

  it.each<[string[], RegExp]>([
    [['doktor'], /unknown command 'doktor'/],
    [['help', 'doktor'], /unknown command 'doktor'/],
    [['__proto__'], /unknown command/],
    [['--nope'], /unknown option '--nope'/],
    [['doctor', '-z'], /unknown option '-z'/],
    [['doctor', '--format', 'x'], /Allowed choices/],
    [['doctor', '--fail-on', 'x'], /Allowed choices/],
    [['doctor', '--platform', 'x'], /Allowed choices/],
    [['doctor', '--as-of'], /argument missing/],
    [['doctor', root, '--git-dir', root], /one target too many/],
    [['doctor', root, '--rev', 'HEAD'], /--rev needs --git-dir/],
    [['doctor', root, '--quiet', '--verbose'], /cannot be used with/],
    [['doctor', root, '--jsonl', '--format', 'text'], /--jsonl prints JSON/],
    [['doctor', root, '--fetch', '--mirrors', root], /exclude each other/],
    [['doctor', root, '--mirrors', join(root, WORKFLOW)], /--mirrors: there is no folder/],
    [['doctor', root, '--only', 'token-cannot-trigger', '--skip', 'token-cannot-trigger'], /both name 'token-cannot-trigger'/],
    ...['--only', '--skip'].flatMap((option): [string[], RegExp][] => [
      [['doctor', root, option, 'token-canot-trigger'], /did you mean 'token-cannot-trigger'/],
      [['doctor', root, option, '__proto__'], /there is no rule '__proto__'/],
      [['doctor', root, option, 'constructor'], /there is no rule/],
      [['doctor', root, option, ''], /names no rule/],
      [['doctor', root, option, ' , '], /names no rule/],
    ]),
    ...['yesterday', '2026-13-01', '2026-02-30', '99999-01-01', '0000-00-00', '2026-11-20T00:00:00Z', '', '٢٠٢٦-١١-٢٠'].map(
      (day): [string[], RegExp] => [['doctor', root, `--as-of=${day}`], /--as-of takes a day/],
    ),
    ...['x', '=pat', 'A=', 'A=patty', 'A=pat=x', 'A B=pat', '', 'Ä=pat', 'A=pat\n'].map((secret): [string[], RegExp] => [
      ['doctor', root, `--assume=${secret}`],
      /--assume takes NAME=missing/,
    ]),
    ...['x', 'a/b/c', '../..', 'a/', '/b', 'a/..', 'a b/c', '-a/b'].map((slug): [string[], RegExp] => [
      ['doctor', root, `--repo=${slug}`],
      /--repo takes OWNER\/NAME/,
    ]),
    [['trace'], /missing required argument/],
    [['trace', 'explode'], /Allowed choices/],
    [['trace', 'push'], /either --tag or --branch/],
    [['trace', 'push', '--tag', 'v1', '--branch', 'main'], /either --tag or --branch/],
    [['trace', 'push', 'v1'], /takes no further word/],
    ...['', 'a b', 'a..b', 'v1\n', 'v1\u001b[31m', '*'.repeat(1000), 'a~1', 'x.lock', '-v', '@', 'a\\b'].flatMap((name): [string[], RegExp][] => [
      [['trace', 'push', `--tag=${name}`], /--tag takes a name that git accepts/],
      [['trace', 'push', `--branch=${name}`], /--branch takes a name that git accepts/],
    ]),
    [['trace', 'merge', '--tag', 'v1'], /--tag says nothing about 'merge'/],
    [['trace', 'merge', '-f', 'a=b'], /-f says nothing about 'merge'/],
    [['trace', 'schedule', '--branch', 'main'], /--branch says nothing/],
    [['trace', 'push', '--tag', 'v1', '--prerelease'], /--prerelease says nothing/],
    [['trace', 'merge', '--as', 'root'], /Allowed choices/],
    [['trace', 'merge', '--expect', ''], /--expect needs a destination/],
    [['trace', 'dispatch'], /needs the workflow's file/],
    [['trace', 'dispatch', ''], /needs the workflow's file/],
    [['trace', 'dispatch', 'release.yml', '-f', '=x'], /-f takes KEY=VALUE/],
    [['trace', 'release'], /needs its activity/],
    [['trace', 'release', 'finished'], /'finished' is none/],
    [['trace', 'merge', '-C', '/no/such/folder'], /there is no folder/],
    [['trace', 'merge', '-C', root, '--git-dir', root], /exclude each other/],
    [['explain', 'no-such-rule'], /there is no rule or fact/],
    [['explain', '__proto__'], /there is no rule or fact/],
    [['explain', 'toString'], /there is no rule or fact/],
    [['explain', ''], /there is no rule or fact/],
    [['explain', 'a', 'b'], /too many arguments/],
    [['completion'], /missing required argument/],
    [['completion', 'tcsh'], /Allowed choices/],
  ])('%j is refused in one sentence', async (args, sentence) => {
    expectRefused(await slipway(args), sentence);
  });

  it.each([['release.yml'], ['no-such.yml'], ['../release.yml'], ['__proto__'], ['a\nb']])(
    'dispatch of %j, which cannot be dispatched',
    async (file) => {
      expectRefused(await slipway(['trace', 'dispatch', file, '-C', root]), /workflow/);
    },
  );

  it('a clone that fails prints no password, and says what git said', async () => {
    const cache = temporaryFolder();
    const url = `file://someone:hunter2-token@localhost${temporaryFolder()}/missing`;
    const { code, out, err } = await slipway(['doctor', url], { XDG_CACHE_HOME: cache });
    expect([code, out]).toEqual([50, '']);
    expect(err).toMatch(/^slipway: file:\/\/localhost\S*missing could not be cloned \([^\n]+\)\.\n$/);
  });
});

describe('the environment', () => {
  const root = folder({ '.github/workflows/tag.yml': SUPPRESSED, [WORKFLOW]: SOUND });

  it.each(['text', 'json', 'sarif', 'github', 'markdown', 'html'])('no token or secret of it is printed as %s', async (format) => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const names = ['GITHUB_TOKEN', 'GH_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'NPM_TOKEN', 'RELEASE_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    const env = { ...Object.fromEntries(names.map((name) => [name, secret])), SLIPWAY_DEBUG: '1' };
    const before = names.map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    try {
      const { out, err } = await slipway(['doctor', root, '--format', format], env);
      expect(out + err).not.toContain(secret.slice(0, 12));
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      delete process.env.SLIPWAY_DEBUG;
    }
  });

  it('the token in the address of a remote is not printed', async () => {
    const own = repository({ '.github/workflows/tag.yml': SUPPRESSED, [WORKFLOW]: SOUND });
    run(own, ['remote', 'add', 'origin', 'https://x-access-token:ghp_0123456789abcdef@github.com/octo/tool.git']);
    for (const format of ['text', 'json', 'sarif', 'github', 'markdown', 'html']) {
      const { out, err } = await slipway(['doctor', own, '--format', format]);
      expect(out + err).not.toContain('ghp_');
    }
    expect((await reportOf([own])).source.repository.slug).toBe('octo/tool');
  });

  it('NO_COLOR and --no-color win over a terminal, FORCE_COLOR over NO_COLOR', async () => {
    const coloured = async (args: string[], env: Record<string, string>) => (await slipway(['doctor', root, ...args], env)).out.includes('\u001b[');
    expect(await coloured([], {})).toBe(false);
    expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
    expect(await coloured(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
    expect(await coloured([], { NO_COLOR: '1' })).toBe(false);
  });

  it('a job summary that cannot be written is one sentence', async () => {
    const { code, err } = await slipway(['doctor', root, '--format', 'github'], { GITHUB_STEP_SUMMARY: '/no/such/folder/summary.md' });
    expect(code).toBe(2);
    expect(err).toMatch(/^slipway: the job summary cannot be written[^\n]*\n$/);
  });

  it('a pipe in place of a workflow is not waited for', async () => {
    const own = folder({ [WORKFLOW]: SOUND });
    execFileSync('mkfifo', [join(own, '.github/workflows/pipe.yml')]);
    expect((await reportOf([own])).destinations).toHaveLength(1);
    run(own, ['init', '--quiet']);
    expect((await reportOf([own])).destinations).toHaveLength(1);
  });
});
