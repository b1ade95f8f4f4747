import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fakes, run } from '../../test/fake-doors.ts';
import { SAMPLE_NOTE, SAMPLE_REPORT } from '../../test/sample-report.ts';
import { itOnLinux } from '../../test/systems.ts';
import type { Trace } from '../doctor/options.ts';
import { buildProgram, type Handlers } from './program.ts';

const clean = { ...SAMPLE_REPORT, findings: [] };
const notesOnly = { ...SAMPLE_REPORT, findings: [SAMPLE_NOTE] };
const empty = { ...clean, destinations: [], entries: [], limits: ['No workflows here.'] };

describe('exit codes', () => {
  it.each<[string, string[], Fakes, number]>([
    ['a finding at the level', ['doctor'], {}, 1],
    ['nothing at the level', ['doctor'], { report: notesOnly }, 0],
    ['a lower level', ['doctor', '--fail-on', 'note'], { report: notesOnly }, 1],
    ['no level', ['doctor', '--fail-on', 'never'], {}, 0],
    ['--exit-zero', ['doctor', '--exit-zero'], {}, 0],
    ['nothing that releases', ['doctor'], { report: empty }, 0],
    ['unreadable input', ['doctor'], { fails: 'input' }, 2],
    ['unreadable input in spite of --exit-zero', ['doctor', '--exit-zero'], { fails: 'input' }, 2],
    ['something outside', ['doctor'], { fails: 'outside' }, 50],
    ['a defect', ['doctor'], { fails: 'defect' }, 70],
    ['no command', [], {}, 0],
    ['help', ['doctor', '--help'], {}, 0],
    ['the version', ['--version'], {}, 0],
  ])('%s', async (_, args, fakes, code) => {
    expect((await run(args, fakes)).code).toBe(code);
  });

  it('say in one line on stderr what failed, without a stack trace', async () => {
    for (const fails of ['input', 'outside', 'defect'] as const) {
      const { out, err } = await run(['doctor'], { fails });
      expect(out).toBe('');
      expect(err).toMatch(/^slipway: [^\n]+\n$/);
    }
    expect((await run(['doctor'], { fails: 'defect' })).err).toContain('Please report this line');
  });
});

describe('wrong usage', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['doktor'], /unknown command 'doktor'.*Did you mean doctor\?.*--help/],
    ['an unknown option', ['doctor', '--formt', 'json'], /unknown option '--formt'.*Did you mean --format\?.*slipway doctor --help/],
    ['an unknown format', ['doctor', '--format', 'xml'], /Allowed choices are text, json, sarif, github, markdown, html, junit/],
    ['an unknown rule', ['doctor', '--only', 'token-canot-trigger'], /did you mean 'token-cannot-trigger'\?/],
    ['a day that is none', ['doctor', '--as-of', '2026-02-30'], /--as-of takes a day as YYYY-MM-DD/],
    ['a name that is none', ['doctor', '--repo', 'widget'], /--repo takes OWNER\/NAME/],
    ['an assumption that is none', ['doctor', '--assume', 'TOKEN=maybe'], /--assume takes NAME=missing/],
    ['a revision of nothing', ['doctor', '--rev', 'main'], /--rev needs --git-dir/],
    ['two things to read', ['doctor', 'a', '--git-dir', 'b'], /one target too many/],
    ['one name for two targets', ['doctor', 'a', 'b', '--repo', 'a/b'], /several targets/],
    ['one report for two targets', ['doctor', 'a', 'b', '--format', 'json'], /use --jsonl/],
    ['lines of another format', ['doctor', '--jsonl', '--format', 'sarif'], /--jsonl prints JSON/],
    ['a folder that is not there', ['doctor', './no-such-folder'], /there is no folder '\.\/no-such-folder'/],
    ['mirrors that are not there', ['doctor', '--mirrors', '/no-such-folder'], /there is no folder '\/no-such-folder'/],
    ['two sources of other repositories', ['doctor', '--mirrors', '/', '--fetch'], /exclude each other/],
    ['a configuration that is not there', ['doctor', '--config', 'none.yaml'], /none\.yaml cannot be read/],
    ['a push of nothing', ['trace', 'push'], /either --tag or --branch/],
    ['an activity that is none', ['trace', 'release', 'finished'], /'finished' is none/],
    ['an input that is none', ['trace', 'dispatch', 'x.yml', '-f', 'version'], /-f takes KEY=VALUE/],
    ['a rule that is not there', ['explain', 'token'], /there is no rule or fact 'token'/],
    ['a shell that is none', ['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
  ])('%s is one sentence and exit code 2', async (_, args, sentence) => {
    const { code, out, err } = await run(args);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^slipway: [^\n]+\n$/);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('doctor', () => {
  it('prints several reports as one page', async () => {
    const { code, out, err } = await run(['doctor', '.', '..', '--format', 'html']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^<!doctype html>\n/);
    expect(out).toContain('Release audit of 2 repositories');
  });

  it('prints data to stdout and words to stderr', async () => {
    const { out, err } = await run(['doctor', '--format', 'json']);
    expect(JSON.parse(out).schemaVersion).toBe(1);
    expect(err).toBe('slipway: 1 error, 1 note; 1 of 4 destinations reached, 1 unknown.\n');
    expect((await run(['doctor', '--format', 'json', '--quiet'])).err).toBe('');
  });

  it('prints one report a line for several targets', async () => {
    const { out } = await run(['doctor', '/', tmpdir(), '--jsonl']);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).schemaVersion),
    ).toEqual([1, 1]);
  });

  it('goes on with the other targets when one cannot be read', async () => {
    const { code, out, err } = await run(['doctor', '/', './no-such-folder', '--jsonl'], { report: clean });
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('no-such-folder');
    expect(code).toBe(2);
  });

  it('hands every circumstance to the diagnosis', async () => {
    const { asked } = await run(
      [
        'doctor',
        '--repo',
        'acme/app',
        '--platform',
        'ghes',
        '--as-of',
        '2026-01-31',
        '--assume',
        'A=missing',
        '--assume',
        'B=pat',
        '--only',
        'token-cannot-trigger',
      ],
      { files: { 'slipway.yaml': 'a: 1' } },
    );
    expect(asked[0]).toMatchObject({
      slug: 'acme/app',
      slugHow: '--repo',
      host: 'ghes',
      asOf: '2026-01-31',
      assume: new Map([
        ['A', 'missing'],
        ['B', 'pat'],
      ]),
      only: ['token-cannot-trigger'],
      config: 'a: 1',
      npmRegistryHost: 'registry.example',
    });
  });

  it('takes OWNER/NAME as a repository when no such folder exists', async () => {
    expect((await run(['doctor', 'acme/app'])).asked[0]).toMatchObject({ slug: 'acme/app', slugHow: 'remote' });
    expect((await run(['doctor', 'packages/slipway'])).asked[0]).not.toHaveProperty('slug');
  });

  it('says what could not be read of other repositories', async () => {
    const { out } = await run(['doctor', '--mirrors', '/', '--format', 'json']);
    expect(JSON.parse(out).limits).toContain('acme/shared is not among the mirrors.');
  });

  it('adds the Markdown audit to the job summary for GitHub', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    const file = join(folder, 'summary.md');
    const { out } = await run(['doctor', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: file } });
    expect(out).toMatch(/^::error file=\.github\/workflows\/tag\.yml,/);
    expect(readFileSync(file, 'utf8')).toContain('```mermaid');
    rmSync(folder, { recursive: true });
  });

  it('colours when forced and never against --no-color', async () => {
    expect((await run(['doctor'])).out).not.toContain('\u001b');
    expect((await run(['doctor'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b');
    expect((await run(['doctor', '--no-color'], { env: { FORCE_COLOR: '1' } })).out).not.toContain('\u001b');
  });
});

describe('trace', () => {
  const reached: Trace = {
    root: {
      kind: 'event',
      text: 'push',
      state: 'holds',
      children: [
        { kind: 'destination', text: 'npm:widget', state: 'holds', children: [] },
        { kind: 'job', text: 'x', state: 'cut', children: [{ kind: 'destination', text: 'npm:other', state: 'holds', children: [] }] },
      ],
    },
    limits: [],
  };

  it.each<[string[], object]>([
    [['push', '--tag', 'v1.2.3'], { kind: 'push', tag: 'v1.2.3', as: 'person' }],
    [['push', '--branch', 'main', '--as', 'github-token'], { kind: 'push', branch: 'main', as: 'github-token' }],
    [['merge'], { kind: 'merge', as: 'person' }],
    [
      ['dispatch', 'release.yml', '-f', 'a=b=c', '-f', 'd='],
      { kind: 'dispatch', workflow: 'release.yml', inputs: { a: 'b=c', d: '' }, as: 'person' },
    ],
    [['release', 'published', '--tag', 'v1', '--prerelease'], { kind: 'release', activity: 'published', tag: 'v1', prerelease: true, as: 'person' }],
    [['schedule'], { kind: 'schedule', as: 'person' }],
  ])('understands %j', async (args, event) => {
    const { code, events } = await run(['trace', ...args]);
    expect(events).toEqual([event]);
    expect(code).toBe(0);
  });

  it('fails only when the expected destination is not reached', async () => {
    const expecting = (id: string): Promise<{ code: number; err: string }> => run(['trace', 'merge', '--expect', id], { trace: reached });
    expect((await expecting('npm:widget')).code).toBe(0);
    expect(await expecting('npm:other')).toMatchObject({ code: 1, err: 'slipway: this event does not reach npm:other; it reaches npm:widget.\n' });
    expect((await expecting('npm:wid')).code).toBe(1);
  });
});

describe('explain', () => {
  it('shows a rule, a fact, or the list', async () => {
    expect((await run(['explain', 'token-cannot-trigger'])).out).toContain('token-cannot-trigger');
    expect((await run(['explain', 'gt.suppress'])).out).toContain('GITHUB_TOKEN');
    expect((await run(['explain'])).out).toContain('missing-concurrency');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('knows commands, options and rules for %s', async (shell) => {
    const { out } = await run(['completion', shell]);
    for (const word of ['doctor', 'trace', 'explain', 'fail-on', 'sarif', 'token-cannot-trigger']) expect(out).toContain(word);
  });

  it.each(['bash', 'zsh', 'fish'])('leaves out no command and no option for %s', async (shell) => {
    const { out } = await run(['completion', shell]);
    const program = buildProgram('0.0.0', {} as Handlers, () => {});
    const all = program.commands.flatMap((one) => [one, ...one.commands]);
    const words = all.flatMap((command) => [command.name(), ...command.options.flatMap(({ long }) => long?.slice(2) ?? [])]);
    expect(words.length).toBeGreaterThan(50);
    expect(words.filter((word) => !out.includes(word))).toEqual([]);
  });

  itOnLinux('is a script that bash accepts and that completes', async () => {
    const { out } = await run(['completion', 'bash']);
    const complete = (...words: string[]): string[] =>
      execFileSync('bash', ['-c', `${out}\nCOMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _slipway; echo "\${COMPREPLY[*]}"`, 'bash', ...words])
        .toString()
        .trim()
        .split(' ');
    expect(complete('slipway', 'do')).toEqual(['doctor', 'docs']);
    expect(complete('slipway', 'docs', '')).toEqual(['check', 'write']);
    expect(complete('slipway', 'doctor', '--format', 's')).toEqual(['sarif']);
    expect(complete('slipway', 'doctor', '--exit')).toEqual(['--exit-zero']);
    expect(complete('slipway', 'explain', 'tok')).toEqual(['token-cannot-trigger']);
  });
});

describe('help', () => {
  it('shows examples and what the exit codes mean', async () => {
    expect((await run([])).out).toMatch(/Examples:[\s\S]*Exit codes: 0 done, 1 findings/);
    expect((await run(['help', 'trace'])).out).toContain('slipway trace push --tag v1.2.3');
  });
});

describe('contract', () => {
  const stages = [
    {
      name: 'release',
      after: [],
      items: [{ kind: 'asset' as const, name: 'tool-{version}.zip', from: { path: 'release.yml', line: 7 } }],
      open: ['x may make files'],
    },
    { name: 'Bundle', after: ['release'], gate: 'a person dispatches bundle.yml', items: [], open: [] },
  ];

  it('lists what a release consists of, with the line that makes it', async () => {
    const { code, out } = await run(['contract'], { stages });
    expect(code).toBe(0);
    expect(out).toMatch(/a stable release consists of\n {2}assets\n {4}tool-\{version\}\.zip +release\.yml:7\n/);
    expect(out).toContain('x may make files');
    expect(out).toContain('after that, Bundle adds  (when a person dispatches bundle.yml)');
  });

  it('prints the same as JSON', async () => {
    const { out } = await run(['contract', '--channel', 'pre-release', '--format', 'json'], { stages });
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, channel: 'pre-release', stages });
  });

  it('says what channels there are when the one that is asked for is none', async () => {
    expect(await run(['contract', '--channel', 'nightly'], { stages })).toMatchObject({ code: 2, out: '' });
    expect((await run(['contract', '--channel', 'nightly'])).err).toContain('there is stable, pre-release');
  });

  it('exits with 10 when nothing is released', async () => {
    expect(await run(['contract'])).toMatchObject({ code: 10, out: expect.stringContaining('nothing is delivered') });
  });
});
