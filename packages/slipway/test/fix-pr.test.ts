import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOf } from '../src/cli/fix-pr.ts';
import { bodyOf, placeOf } from '../src/cli/fix-pr-text.ts';
import { main } from '../src/cli/main.ts';
import { run as git, repository, write } from '../src/remotes/testing.ts';
import { commandDoors } from './github/command-doors.ts';
import { Emulator } from './github/emulator.ts';
import { TOKEN } from './github/repository-on.ts';
import { SOUND, SUPPRESSED, WORKFLOW } from './sample-folders.ts';

const TAG = '.github/workflows/tag.yml';
const FILES = { [WORKFLOW]: SOUND, [TAG]: SUPPRESSED };
const BRANCH = 'slipway/fix-token-cannot-trigger';
const FIX = ['fix', '--rule', 'token-cannot-trigger', '--pr'];

let github: Emulator;
let folder: string;
beforeEach(async () => {
  github = await Emulator.start();
  Object.assign(github, { login: 'octo', scopes: 'repo, workflow', permissions: { push: true } });
  github.push('main', FILES);
  folder = repository(FILES);
  git(folder, ['remote', 'add', 'origin', 'https://github.com/acme/app.git']);
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.stop();
});

async function slipway(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    env: { GITHUB_API_URL: github.url, GH_TOKEN: 'ghp_0123456789abcdefghij', ...env },
    width: 100,
    terminal: false,
  };
  const code = await main([...args, folder], io, commandDoors);
  for (const token of [io.env.GH_TOKEN, TOKEN].filter((value) => value !== ''))
    expect(`${printed.out}${printed.err}${JSON.stringify(github.pulls)}`).not.toContain(token);
  return { code, ...printed };
}

describe('slipway fix --pr', () => {
  it('opens a pull request whose text is the proof, on a branch of its own', async () => {
    const { code, out, err } = await slipway(FIX);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Opened: https://github.example/acme/app/pull/1');
    const [pull] = github.pulls;
    expect(pull).toMatchObject({ head: BRANCH, base: 'main', state: 'open' });
    expect(pull?.body).toMatch(/^## (?:What it changes|Step 1: )/m);
    for (const part of ['The walk to', '| before | after |', '## How to check it', 'Proved by walking the workflows'])
      expect(pull?.body).toContain(part);
    const files = github.git.files(github.head(BRANCH)!);
    expect(Object.keys(files).sort()).toEqual(Object.keys(FILES).sort());
    expect(files[TAG]?.text === SUPPRESSED && files[WORKFLOW]?.text === SOUND).toBe(false);
    // Nothing happened in the work tree.
    expect([git(folder, ['status', '--porcelain']), git(folder, ['branch', '--list', 'slipway/*'])]).toEqual(['', '']);
  });

  it('brings the same pull request up to date, with what people wrote and ticked in it', async () => {
    await slipway(FIX);
    const pull = github.pulls[0]!;
    pull.body = `Please look at this first.\n\n${pull.body}\n\nThanks!`;
    github.push('main', { [TAG]: `# later\n${SUPPRESSED}` });
    write(folder, { [TAG]: `# later\n${SUPPRESSED}` });
    git(folder, ['commit', '--quiet', '-am', 'later']);
    const { code, out } = await slipway(FIX);
    expect([code, github.pulls.length]).toEqual([0, 1]);
    expect(out).toContain('Brought up to date: https://github.example/acme/app/pull/1');
    expect(pull.body).toMatch(/^Please look at this first\.\n\n<!-- slipway-fix: [\s\S]*\n\nThanks!$/);
    const commit = github.git.commits.get(github.head(BRANCH)!)!;
    expect(commit.parents).toEqual([github.head('main')]);
    expect((await slipway(FIX)).out).toContain('Already there: ');
  });

  it('with --dry-run prints it, and asks GitHub nothing', async () => {
    const { code, out, err } = await slipway([...FIX, '--dry-run'], { GH_TOKEN: '' });
    expect([code, github.seen]).toEqual([0, []]);
    expect(out).toMatch(/^Pull request to acme\/app: slipway\/fix-token-cannot-trigger into the default branch\n\n# /);
    expect(out).toMatch(/\n--- a\/\.github\/workflows\/[\s\S]*\n@@ /);
    expect(err).toContain('The GITHUB_TOKEN of a run can never push those');
  });

  it('refuses the GITHUB_TOKEN of a run before anything is pushed', async () => {
    Object.assign(github, { login: 'github-actions[bot]', scopes: undefined, permissions: undefined });
    const { code, out, err } = await slipway(FIX, { GH_TOKEN: '', GITHUB_TOKEN: TOKEN });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^slipway: the fix changes workflow files\. The token of GITHUB_TOKEN is the GITHUB_TOKEN of a run, which can never push/);
    expect([github.count(/^(?:POST|PATCH) \/repos/), github.head(BRANCH)]).toEqual([0, undefined]);
  });

  it('says what an App needs, and goes on', async () => {
    Object.assign(github, { login: 'release[bot]', scopes: undefined, permissions: undefined });
    const { code, err } = await slipway(FIX, { GH_TOKEN: TOKEN });
    expect([code, github.pulls.length]).toEqual([0, 1]);
    expect(err).toContain('"Workflows: write"');
  });

  it.each([
    ['without a token', {}, { GH_TOKEN: '' }, /there is no token for GitHub: set GH_TOKEN/],
    ['with a token that may not push', { permissions: { push: false } }, {}, /may not push to acme\/app/],
    ['with a scope that is missing', { scopes: 'repo' }, {}, /lacks the scope workflow/],
  ])('%s pushes nothing', async (_, state, env, sentence) => {
    Object.assign(github, state);
    const { code, err } = await slipway(FIX, env);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(github.head(BRANCH)).toBeUndefined();
  });

  it('overwrites nothing that the branch has and this folder has not', async () => {
    github.push('main', { [TAG]: `${SUPPRESSED}\n# theirs\n`, [WORKFLOW]: `${SOUND}\n# theirs\n` });
    const { code, err } = await slipway(FIX);
    expect([code, github.head(BRANCH)]).toEqual([50, undefined]);
    expect(err).toMatch(/differs from the file that was read here on the branch main of acme\/app/);
  });

  it.each([
    [['--write'], /cannot be joined with --write/],
    [['--patch'], /cannot be joined with --patch/],
  ])('and %s exclude each other', async (more, sentence) => {
    const { code, err } = await slipway([...FIX, ...more]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('the text of a pull request', () => {
  const place = placeOf(['plan']);

  it('keeps ticked boxes', () => {
    const first = bodyOf(place, '- [ ] make the App\n- [ ] store the key\n');
    const second = bodyOf(place, '- [ ] make the App\n- [ ] store the new key\n', first.replaceAll('[ ]', '[x]'));
    expect(second).toContain('- [x] make the App\n- [ ] store the new key');
  });

  it('stays within what GitHub takes, and keeps what people wrote', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(3000), (before, after, lines) => {
        const long = '- a line of the proof, with its words\n'.repeat(lines);
        const body = bodyOf(place, long, `${before}${bodyOf(place, 'old')}${after}`);
        expect(body.length).toBeLessThanOrEqual(65_536);
        if (before.includes('slipway-fix')) return;
        expect(body.startsWith(before)).toBe(true);
        expect(body.endsWith(after)).toBe(true);
      }),
    );
  });

  it('names one branch for one question', () => {
    expect(placeOf(['4f2c9a17']).branch).toBe('slipway/fix-4f2c9a17');
    expect(placeOf(['b', 'a']).branch).toBe(placeOf(['a', 'b']).branch);
    expect(placeOf(['a', 'b']).branch).not.toBe(placeOf(['a', 'c']).branch);
  });
});

it('files go to GitHub with their paths from the root of the repository', () => {
  const outcomes = [
    { path: 'a.yml', before: 'a', after: 'b' },
    { path: 'new.yml', before: undefined, after: 'n' },
    { path: 'gone.yml', before: 'g', after: undefined },
    { path: 'old.sh', to: 'bin/new.sh', before: 'o', after: 'o' },
  ];
  expect(filesOf(outcomes, 'sub/')).toEqual([
    { path: 'sub/a.yml', content: 'b', before: 'a' },
    { path: 'sub/new.yml', content: 'n', before: null },
    { path: 'sub/gone.yml', content: null, before: 'g' },
    { path: 'sub/old.sh', content: null, before: 'o' },
    { path: 'sub/bin/new.sh', content: 'o', before: null, from: 'sub/old.sh' },
  ]);
  expect(readFileSync(join(folder, TAG), 'utf8')).toBe(SUPPRESSED);
});
