import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, run, temporaryFolder } from '../src/remotes/testing.ts';
import { expectRefused, reportOf, slipway } from './commands.ts';
import { folder, SOUND, SUPPRESSED, WORKFLOW } from './sample-folders.ts';
import { itOnPosix } from './systems.ts';

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
    ['doctor: {assume: {A: x}}', /secret A must be missing, expired, pat, app or github-token/],
    ['doctor: {assume: [a]}', /`assume` must be a map/],
    ['doctor: {x: y}', /`x` is not known under `doctor`/],
    ['doctor: {}\ntest: []', /slipway\.yaml:2: `test` is not known; did you mean `tests`\?/],
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

  itOnPosix('a pipe in place of a workflow is not waited for', async () => {
    const own = folder({ [WORKFLOW]: SOUND });
    execFileSync('mkfifo', [join(own, '.github/workflows/pipe.yml')]);
    expect((await reportOf([own])).destinations).toHaveLength(1);
    run(own, ['init', '--quiet']);
    expect((await reportOf([own])).destinations).toHaveLength(1);
  });
});
