import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, repository, run, temporaryFolder, write } from '../src/remotes/testing.ts';
import { expectClean, expectRefused, reportOf, slipway } from './commands.ts';
import { folder, SOUND, SUPPRESSED, WORKFLOW } from './sample-folders.ts';
import { itOnPosix } from './systems.ts';

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
    for (const dir of [root, join(root, WORKFLOW), temporaryFolder()])
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
    const names = ['re lease.yml', 'vö 版本.yaml', 'it\'s "quoted" & $HOME.yml', '#1.yml', 'a%20b.yml', '{a,b}.yml', '-rf.yml'].filter(
      // No file is called so on Windows.
      (name) => process.platform !== 'win32' || !name.includes('"'),
    );
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

  itOnPosix('that leave the tree are not followed, those inside are, loops end', async () => {
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

  itOnPosix('are found without git too', async () => {
    const root = folder({ [WORKFLOW]: SOUND });
    symlinkSync(join(outside, 'secret.yml'), join(root, '.github/workflows/outside.yml'));
    symlinkSync('..', join(root, 'up'));
    symlinkSync('b.yml', join(root, '.github/workflows/a.yml'));
    symlinkSync('a.yml', join(root, '.github/workflows/b.yml'));
    const report = await reportOf([root]);
    expect(report.findings).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('outside.yml');
  });

  itOnPosix('a folder of workflows that is a link out of the tree holds none', async () => {
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
