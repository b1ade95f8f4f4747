import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { commit, run as git, repository, temporaryFolder } from '../testing.ts';
import { deleteLocalTag, deleteRemoteTag, differs, lsRemote, makeTag, type NewTag, pushTag, readLocalTag, readPushFacts } from './index.ts';

const NOTES = '# Heading\n\n### Added\n\n- One thing.\n';

function cloned(): { folder: string; head: string; place: { cwd: string } } {
  const remote = temporaryFolder();
  git(remote, ['init', '--quiet', '--bare', '--initial-branch=main']);
  const folder = repository({ 'README.md': 'hello\n' });
  git(folder, ['config', 'user.name', 'A']);
  git(folder, ['config', 'user.email', 'a@example.com']);
  git(folder, ['config', 'commit.gpgSign', 'false']);
  git(folder, ['remote', 'add', 'origin', `file://${remote}`]);
  git(folder, ['push', '--quiet', '--set-upstream', 'origin', 'main']);
  return { folder, head: git(folder, ['rev-parse', 'HEAD']).trim(), place: { cwd: folder } };
}

const wanted = (commit: string, more: Partial<NewTag> = {}): NewTag => ({
  name: 'v1.0.0',
  commit,
  message: `v1.0.0\n\n${NOTES}`,
  annotated: true,
  signed: false,
  ...more,
});

describe('a tag that is made', () => {
  it('keeps headings of its message, and is known again', async () => {
    const { head, place } = cloned();
    const made = await makeTag(place, wanted(head));
    expect(made).toMatchObject({ commit: head, annotated: true, signed: false, message: `v1.0.0\n\n${NOTES}` });
    expect(differs(made, wanted(head))).toBeUndefined();
    expect(differs(made, wanted(head, { message: 'other' }))).toBe('its message is another one');
    expect(differs(made, wanted(head, { annotated: false }))).toContain('it is annotated');
    expect(differs(made, wanted('0'.repeat(40)))).toContain('and not at 0000000000');
  });

  it('is made by whoever git knows, in a run by the bot of the run, and by nobody else', async () => {
    const { folder, head, place } = cloned();
    for (const key of ['user.name', 'user.email']) git(folder, ['config', '--unset', key]);
    git(folder, ['config', 'user.useConfigOnly', 'true']);
    const { GITHUB_ACTIONS: _, GIT_COMMITTER_NAME: __, GIT_COMMITTER_EMAIL: ___, EMAIL: ____, ...rest } = process.env;
    const nobody = { ...rest, HOME: temporaryFolder(), XDG_CONFIG_HOME: '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    await expect(makeTag(place, wanted(head), nobody)).rejects.toThrow(
      new InputError('git does not know who makes v1.0.0; set it with `git config user.name` and `git config user.email`.'),
    );
    expect(await readLocalTag(place, 'v1.0.0')).toBeUndefined();
    await makeTag(place, wanted(head), { ...nobody, GITHUB_ACTIONS: 'true' });
    expect(git(folder, ['for-each-ref', '--format=%(taggername)', 'refs/tags'])).toBe('github-actions[bot]\n');
    const own = { ...nobody, GITHUB_ACTIONS: 'true', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' };
    await makeTag(place, wanted(head, { name: 'v2.0.0' }), own);
    expect(git(folder, ['for-each-ref', '--format=%(taggername)', 'refs/tags/v2.0.0'])).toBe('Ada\n');
  });

  it('may be lightweight, whatever the settings of tags say', async () => {
    const { folder, head, place } = cloned();
    git(folder, ['config', 'tag.gpgSign', 'true']);
    expect(await makeTag(place, wanted(head, { annotated: false }))).toMatchObject({ commit: head, annotated: false });
  });

  it('is not there when it cannot be signed', async () => {
    const { folder, head, place } = cloned();
    git(folder, ['config', 'gpg.format', 'ssh']);
    git(folder, ['config', 'user.signingKey', join(folder, 'no-such-key')]);
    await expect(makeTag(place, wanted(head, { signed: true }))).rejects.toThrow(
      /v1\.0\.0 could not be signed, so it was not made: .*check `git config user\.signingKey`/,
    );
    expect(await readLocalTag(place, 'v1.0.0')).toBeUndefined();
  });

  it('is signed by the key that git is configured with, and its message is known again', async () => {
    const { folder, head, place } = cloned();
    const key = join(folder, '.git', 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    git(folder, ['config', 'gpg.format', 'ssh']);
    git(folder, ['config', 'user.signingKey', key]);
    const made = await makeTag(place, wanted(head, { signed: true }));
    expect([made.signed, differs(made, wanted(head, { signed: true }))]).toEqual([true, undefined]);
  });

  it('is not taken for one whose name only begins so', async () => {
    const { head, place } = cloned();
    await makeTag(place, wanted(head, { name: 'v1/rc' }));
    expect(await readLocalTag(place, 'v1')).toBeUndefined();
  });

  it('is only deleted here while it is what it was', async () => {
    const { head, place } = cloned();
    const made = await makeTag(place, wanted(head));
    await expect(deleteLocalTag(place, { ...made, object: head })).rejects.toThrow('v1.0.0 could not be deleted here');
    await deleteLocalTag(place, made);
    expect(await readLocalTag(place, 'v1.0.0')).toBeUndefined();
  });
});

describe('a tag that is pushed', () => {
  it('is at the remote with its commit, and comes alone', async () => {
    const { folder, head, place } = cloned();
    git(folder, ['config', 'push.followTags', 'true']);
    const made = await makeTag(place, wanted(head));
    await makeTag(place, wanted(head, { name: 'v0.9.0' }));
    await pushTag(place, 'origin', 'v1.0.0');
    const { tags, branches } = await lsRemote(place, 'origin');
    expect([...tags.values()]).toEqual([{ name: 'v1.0.0', object: made.object, commit: head }]);
    expect([...branches]).toEqual([['main', head]]);
  });

  it('never moves one that is there', async () => {
    const { folder, head, place } = cloned();
    await makeTag(place, wanted(head));
    await pushTag(place, 'origin', 'v1.0.0');
    git(folder, ['tag', '--delete', 'v1.0.0']);
    await makeTag(place, wanted(commit(folder, 'second')));
    await expect(pushTag(place, 'origin', 'v1.0.0')).rejects.toThrow(/could not be pushed to origin: already exists/);
    expect((await lsRemote(place, 'origin')).tags.get('v1.0.0')?.commit).toBe(head);
  });

  it('is held up by the hook of the clone', async () => {
    const { folder, head, place } = cloned();
    const hook = join(folder, '.git/hooks/pre-push');
    writeFileSync(hook, '#!/bin/sh\necho "tags are made on Mondays" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    await makeTag(place, wanted(head));
    await expect(pushTag(place, 'origin', 'v1.0.0')).rejects.toThrow(/v1\.0\.0 could not be pushed to origin/);
    expect((await lsRemote(place, 'origin')).tags.size).toBe(0);
  });

  it('is declined with the words of the server, and without its credentials', async () => {
    const { folder, head, place } = cloned();
    const remote = git(folder, ['remote', 'get-url', 'origin'])
      .trim()
      .replace(/^file:\/\//, '');
    const hook = join(remote, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "error: creations are restricted, see https://octo:p@ss@host/rules, ghs_12_ab.cd-ef" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    await makeTag(place, wanted(head));
    await expect(pushTag(place, 'origin', 'v1.0.0')).rejects.toThrow(
      'v1.0.0 could not be pushed to origin: pre-receive hook declined: creations are restricted, see https://host/rules, ***.',
    );
  });

  it('is deleted there only while it is what it was', async () => {
    const { head, place } = cloned();
    await makeTag(place, wanted(head));
    await pushTag(place, 'origin', 'v1.0.0');
    const there = (await lsRemote(place, 'origin')).tags.get('v1.0.0')!;
    await expect(deleteRemoteTag(place, 'origin', { ...there, object: head })).rejects.toThrow('could not be deleted at origin');
    await deleteRemoteTag(place, 'origin', there);
    expect((await lsRemote(place, 'origin')).tags.size).toBe(0);
  });

  it('goes to a remote that answers', async () => {
    const { folder, place } = cloned();
    git(folder, ['remote', 'set-url', 'origin', 'file:///no/such/folder']);
    await expect(lsRemote(place, 'origin')).rejects.toMatchObject({ exitCode: 50, message: expect.stringContaining('`origin` does not answer') });
    await expect(readPushFacts(place, 'upstream', {})).rejects.toThrow("there is no remote 'upstream'; there is origin.");
  });
});

describe('how git would push', () => {
  it('is read from its settings: the header that a checkout persisted', async () => {
    const { folder, place } = cloned();
    git(folder, ['remote', 'set-url', 'origin', 'https://github.example/acme/app']);
    git(folder, ['config', 'http.https://github.example/.extraheader', 'AUTHORIZATION: basic eDp5']);
    expect(await readPushFacts(place, 'origin', {})).toMatchObject({
      url: 'https://github.example/acme/app',
      extraHeader: 'AUTHORIZATION: basic eDp5',
    });
  });
});
