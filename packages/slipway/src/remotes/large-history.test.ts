import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GitThread } from './git-thread.ts';
import { openHistory } from './history.ts';
import { run, temporaryFolder } from './testing.ts';

const COMMITS = 120;
let gitDir: string;
let open: GitThread[] = [];

/** Commits of ten people, one in the middle by somebody who never came again, each second one with a tag. */
beforeAll(() => {
  gitDir = temporaryFolder();
  run(gitDir, ['init', '--quiet', '--bare', '--initial-branch=main']);
  const text = Array.from({ length: COMMITS }, (_, at) => {
    const name = at === 40 ? 'Once' : `P${at % 10}`;
    const message = `feat: ${at} ${'x'.repeat(at * 20)} é\n`;
    const commit = `commit refs/heads/main\nmark :${at + 1}\ncommitter ${name} <${name}@mail.example> ${1_700_000_000 + at} +0000\n`;
    const body = `data ${Buffer.byteLength(message)}\n${message}\nM 100644 inline f/${at}.txt\ndata 2\n${at % 10}\n\n`;
    return `${commit}${body}${at % 2 === 0 ? `reset refs/tags/v1.${at}.0\nfrom :${at + 1}\n\n` : ''}`;
  });
  execFileSync('git', [`--git-dir=${gitDir}`, 'fast-import', '--quiet'], { input: text.join('') });
});

afterEach(() => {
  for (const thread of open) thread.stop();
  open = [];
});

function threadOf(args: readonly string[], input?: string): GitThread {
  const thread = new GitThread(args, { gitDir, ...(input === undefined ? {} : { input }) });
  open.push(thread);
  return thread;
}

describe('the history of a repository with many tags', () => {
  test.each([false, true])('is the same whether it is read while git writes, or afterwards (paths: %s)', async (files) => {
    const history = await openHistory({ gitDir });
    const tip = history.tags[0]!.commit;
    const all = history.commits([], { files });
    expect(all).toHaveLength(COMMITS);
    expect(all.at(-1)?.message).toBe('feat: 0  é');
    expect(all[0]?.files).toEqual(files ? [`f/${COMMITS - 1}.txt`] : undefined);
    const parts = [...(await openHistory({ gitDir })).commits([tip], { files }), ...(await openHistory({ gitDir })).commits([], { to: tip, files })];
    expect(parts).toEqual(all);
  });

  test('names the authors before a release alike, whether they were counted beforehand or are asked for', async () => {
    for (const name of ['v1.20.0', 'v1.40.0', 'v1.100.0', 'v1.118.0']) {
      const counted = await openHistory({ gitDir });
      const asked = await openHistory({ gitDir });
      counted.expectAuthors();
      const tag = counted.tags.find((one) => one.name === name)!;
      expect(counted.contains(tag)).toBe(true);
      const names = (history: typeof asked): string[] => [...new Set([...history.authors(tag.commit, () => false)].map((one) => one.name))].sort();
      expect(names(counted)).toEqual(names(asked));
      expect(names(counted).includes('Once')).toBe(name !== 'v1.20.0');
      counted.keep();
    }
  });
});

describe('git in a thread of its own', () => {
  test('gives what git writes, and how it ended', () => {
    const count = threadOf(['rev-list', '--count', 'main']).result();
    expect([count.code, count.out.toString().trim(), count.error]).toEqual([0, String(COMMITS), '']);
    const wrong = threadOf(['rev-list', 'nowhere', '--']).result();
    expect(wrong.code).toBe(128);
    expect(wrong.error).toContain('nowhere');
    expect(threadOf(['rev-list', '--count', '--stdin'], 'main\n').result().out.toString().trim()).toBe(String(COMMITS));
  });

  test('gives it piece by piece, and again nothing once it has ended', () => {
    const thread = threadOf(['log', '--format=%B', 'main']);
    const parts: Uint8Array[] = [];
    for (let part = thread.next(); part !== undefined; part = thread.next()) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe(run(gitDir, ['log', '--format=%B', 'main']));
    expect(thread.ended).toBe(true);
    expect(thread.result()).toMatchObject({ code: 0, out: Buffer.alloc(0) });
  });

  test('may be stopped, before its end and after it', () => {
    const thread = threadOf(['cat-file', '--batch-all-objects', '--batch', '--buffer']);
    thread.stop();
    expect([0, -1]).toContain(thread.result().code);
    thread.stop();
    expect(thread.ended).toBe(true);
  });
});
