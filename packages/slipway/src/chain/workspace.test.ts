import { describe, expect, it } from 'vitest';
import { alts, str, text, token, type Val } from '../actions/index.ts';
import type { CheckoutDeed, GitDeed } from '../tools/index.ts';
import { memoryTree } from './memory-tree.ts';
import { Workspace } from './workspace.ts';
import { makeWorld } from './world.ts';

const world = makeWorld(memoryTree({}), { asOf: '2026-11-20', slug: 'acme/tool' });
const at = { path: 'w.yml', line: 1, column: 1, endLine: 1, endColumn: 2 };
const githubToken = token({ kind: 'github-token' });
const pat = token({ kind: 'secret', name: 'PAT' });
const url = (value: Val): Val =>
  text(['https://x-access-token:', ...(value.k === 'token' ? [{ hole: 'any' as const, token: value.of }] : []), '@github.com/acme/tool.git']);

const checkout = (more: Partial<CheckoutDeed> = {}): CheckoutDeed => ({
  kind: 'checkout',
  tool: 'actions/checkout',
  by: { how: 'git' },
  needs: [],
  token: githubToken,
  sshKey: false,
  persist: true,
  layout: 'config',
  depth: 1,
  tags: false,
  ...more,
});
const git = (act: GitDeed['act'], more: Partial<GitDeed> = {}): GitDeed => ({
  kind: 'git',
  act,
  tool: 'git',
  by: { how: 'git' },
  needs: [],
  ...more,
});
const noEnv = () => undefined;

/** Which credential a push has after these deeds. */
function pushed(deeds: readonly (CheckoutDeed | GitDeed)[], push: Partial<GitDeed> = {}, cwd = ''): string {
  const workspace = new Workspace(world);
  for (const d of deeds) {
    if (d.kind === 'checkout') workspace.checkout(d, at);
    else workspace.apply(d, '', at, true);
  }
  const { held } = workspace.push(git('push', push), cwd, at, noEnv, str(''));
  const c = held.credential;
  return c.kind === 'pat' ? `secret ${c.secret}` : c.kind === 'either' ? `secret ${c.secret} or other` : c.kind;
}

describe('the credential of a git push', () => {
  const unset = git('config', { name: str('http.https://github.com/.extraheader'), unset: true });
  const emptied = git('config', { name: str('http.https://github.com/.extraheader'), value: str('') });
  const setUrl = git('remote', { name: url(pat), value: str('origin') });

  it.each<[string, readonly (CheckoutDeed | GitDeed)[], Partial<GitDeed>, string]>([
    ['is what checkout persisted', [checkout()], {}, 'github-token'],
    ['is what checkout persisted, whatever the remote URL holds', [checkout(), setUrl], {}, 'github-token'],
    ['is what checkout persisted, whatever URL the push names', [checkout()], { remote: url(pat) }, 'github-token'],
    ['is what checkout persisted when a helper has another', [checkout()], {}, 'github-token'],
    ['is the URL after the header was unset, up to v5', [checkout(), unset, setUrl], {}, 'secret PAT'],
    ['is still the header after it was unset, from v6', [checkout({ layout: 'file' }), unset, setUrl], {}, 'github-token'],
    [
      'is still the header after it was unset with --global',
      [checkout(), git('config', { name: str('http.https://github.com/.extraheader'), unset: true, global: true }), setUrl],
      {},
      'github-token',
    ],
    ['is the URL after the header was emptied, in either layout', [checkout({ layout: 'file' }), emptied, setUrl], {}, 'secret PAT'],
    ['is the URL when the command empties the header', [checkout(), setUrl], { header: str('') }, 'secret PAT'],
    ['is the URL when nothing is persisted', [checkout({ persist: false }), setUrl], {}, 'secret PAT'],
    ['is none when nothing is persisted and nothing else is there', [checkout({ persist: false })], {}, 'none'],
    ['is the token that checkout was given', [checkout({ token: pat })], {}, 'secret PAT'],
    ['is a fallback when checkout was given one', [checkout({ token: alts([pat, githubToken], 'PAT') })], {}, 'secret PAT or other'],
    ['is the deploy key of checkout', [checkout({ sshKey: true })], {}, 'deploy-key'],
    [
      'is not known when the URL holds a token of which nothing is known',
      [checkout({ persist: false })],
      { remote: text(['https://x-access-token:', { hole: 'any' }, '@github.com/acme/tool.git']) },
      'unknown',
    ],
    [
      'is none when the token in the URL is empty',
      [checkout({ persist: false })],
      { remote: str('https://x-access-token:@github.com/acme/tool.git') },
      'none',
    ],
    ['is that of a helper given to git', [checkout({ persist: false })], { helper: str('!gh auth git-credential') }, 'unknown'],
    [
      'is not known in a directory of which nothing is known',
      [checkout({ persist: false }), checkout({ path: str('other') })],
      { directory: text([{ hole: 'any' }]) },
      'unknown',
    ],
    ['is not known when whether it persists is not', [checkout({ persist: undefined })], {}, 'unknown'],
  ])('%s', (_name, deeds, push, expected) => {
    expect(pushed(deeds, push)).toBe(expected);
  });

  it('is the URL of a clone of its own, although another copy has a header', () => {
    const clone = git('clone', { name: url(pat), directory: str('tap') });
    expect(pushed([checkout(), clone], {}, 'tap')).toBe('secret PAT');
    expect(pushed([checkout(), clone], {}, '')).toBe('github-token');
  });
});

describe('what a push sends', () => {
  const sent = (deeds: readonly GitDeed[], push: Partial<GitDeed>) => {
    const workspace = new Workspace(world);
    workspace.checkout(checkout(), at);
    for (const d of deeds) workspace.apply(d, '', at, true);
    const p = workspace.push(git('push', push), '', at, noEnv, str('merge'));
    return { tags: p.tags.map((t) => t.name), branches: p.branches.length };
  };
  const tag = git('tag', { name: str('v1.2.3') });
  const annotated = git('tag', { name: str('v1.2.3'), annotated: true });

  it('is the branch when nothing is named', () => expect(sent([], {})).toEqual({ tags: [], branches: 1 }));
  it('is a tag that was made before', () => expect(sent([tag], { refspecs: [str('v1.2.3')] })).toEqual({ tags: [str('v1.2.3')], branches: 0 }));
  it('is a tag by its full name', () => expect(sent([], { refspecs: [str('refs/tags/nightly')] })).toEqual({ tags: [str('nightly')], branches: 0 }));
  it('is every local tag with --tags', () => expect(sent([tag], { allTags: true })).toEqual({ tags: [str('v1.2.3')], branches: 0 }));
  it('leaves a light tag behind with --follow-tags', () => {
    expect(sent([tag], { followTags: true })).toEqual({ tags: [], branches: 1 });
    expect(sent([annotated], { followTags: true })).toEqual({ tags: [str('v1.2.3')], branches: 1 });
  });
  it('is nothing when a tag is deleted', () => expect(sent([], { refspecs: [str(':refs/tags/v1.2.3')] }).tags).toEqual([]));
});
