import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit, run as git, write } from '../src/remotes/testing.ts';
import { Emulator } from './github/emulator.ts';
import { SOUND, WORKFLOW } from './sample-folders.ts';
import { type Clone, message, prepared, type Ran, tag } from './tag-clones.ts';

const PUBLISHES = `${SOUND}      - uses: JS-DevTools/npm-publish@v3
        with: { token: '\${{ secrets.NPM_TOKEN }}' }
`;
const TOKEN = 'ghp_0123456789abcdefghij';

let github: Emulator;
let npm: { versions: Record<string, unknown>; up: boolean };
let registry: Server;
beforeEach(async () => {
  github = await Emulator.start();
  Object.assign(github, { login: 'octo', scopes: 'repo, workflow' });
  npm = { versions: { '1.0.0': {} }, up: true };
  registry = createServer((_, response) => {
    response.writeHead(npm.up ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ versions: npm.versions }));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  registry.closeAllConnections();
  await Promise.all([github.stop(), new Promise((resolve) => registry.close(resolve))]);
});

const redo = ({ folder }: Clone, args: readonly string[] = [], env: Record<string, string> = { GH_TOKEN: TOKEN }): Promise<Ran> =>
  tag(github, folder, ['--redo', 'v1.1.0', ...args], {
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    ...env,
  });

/** A release whose tag stands at the remote already, at a commit too early: where 1.1.0 was not prepared yet. */
function tagged(workflow = PUBLISHES): Clone & { readonly release: string; readonly wrong: string } {
  const clone = prepared({ [WORKFLOW]: workflow });
  git(clone.folder, ['tag', '--annotate', '--message', 'too early', 'v1.1.0', 'HEAD~1']);
  git(clone.folder, ['push', '--quiet', 'origin', 'v1.1.0']);
  return { ...clone, wrong: clone.pushed()['v1.1.0']! };
}

const run = (conclusion: string | null, status = 'completed'): Record<string, unknown> => ({
  id: 1,
  path: WORKFLOW,
  event: 'push',
  status,
  conclusion,
  html_url: 'https://github.example/runs/1',
  head_branch: 'v1.1.0',
});
const published = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  tag_name: 'v1.1.0',
  name: 'v1.1.0',
  html_url: 'https://github.example/releases/1',
  draft: false,
  prerelease: false,
  ...more,
});

describe('slipway tag --redo', () => {
  it('makes a tag anew at the commit where it belongs, after seeing that nothing came of it', async () => {
    const clone = tagged();
    github.runs.push(run('failure'));
    github.releases.push(published({ draft: true }));
    const { code, out, err } = await redo(clone);
    expect([code, clone.pushed()['v1.1.0']]).toEqual([0, clone.release]);
    expect(message(clone.folder, 'v1.1.0')).toBe('v1.1.0\n\n### Added\n\n- A new thing.');
    for (const seen of ['its release is a draft', 'npm has no tool 1.1.0', 'ended as failure']) expect(err).toContain(seen);
    expect(out).toContain('pushed, and seen at the remote');
  });

  it('makes the tag of a candidate that became stable anew at the commit of the candidate', async () => {
    const clone = prepared({ 'slipway.yaml': 'release:\n  channels: { stable: { promotes: rc }, rc: {} }\n', [WORKFLOW]: PUBLISHES });
    git(clone.folder, ['tag', '--annotate', '--message', 'candidate', 'v1.1.0-rc.1', 'HEAD~1']);
    git(clone.folder, ['tag', '--annotate', '--message', 'stable', 'v1.1.0', 'HEAD~1']);
    git(clone.folder, ['push', '--quiet', 'origin', 'v1.1.0-rc.1', 'v1.1.0']);
    write(clone.folder, { 'package.json': '{\n  "name": "tool",\n  "version": "1.0.0"\n}\n' });
    commit(clone.folder, 'chore: the version that is out', 1_700_000_300);
    clone.push();
    const { code, out } = await redo(clone, ['--dry-run']);
    expect([code, out]).toEqual([0, expect.stringContaining('the commit of v1.1.0-rc.1')]);
  });

  it('deletes nothing in a dry run, nor when the new tag would be refused', async () => {
    const clone = tagged();
    expect(await redo(clone, ['--dry-run'])).toMatchObject({ code: 0 });
    expect(await redo(clone, ['--as', 'github-token'])).toMatchObject({ code: 1, err: expect.stringContaining('start no run') });
    expect([clone.pushed()['v1.1.0'], git(clone.folder, ['rev-parse', 'v1.1.0^{}']).trim()]).toEqual([clone.wrong, clone.wrong]);
  });

  it('loses nothing when the new tag cannot be made, or the old one not be deleted', async () => {
    const signed = tagged();
    const both = ({ folder, pushed }: Clone): unknown => [pushed()['v1.1.0'], git(folder, ['rev-parse', 'v1.1.0^{}']).trim()];
    git(signed.folder, ['config', 'gpg.format', 'ssh']);
    git(signed.folder, ['config', 'user.signingKey', join(signed.folder, 'no-such-key')]);
    const config = join(signed.folder, '.git', 'signed.yaml');
    writeFileSync(config, 'release:\n  components: [{name: app, changelog: CHANGELOG.md}]\n  tagging: {annotated: true, signed: true}\n');
    expect(await redo(signed, ['--config', config])).toMatchObject({
      code: 50,
      err: expect.stringContaining('could not be signed, so it was not made'),
    });
    expect(both(signed)).toEqual([signed.wrong, signed.wrong]);
    const kept = tagged();
    const hook = join(kept.remote, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\nread old new ref\ncase "$new" in *[1-9a-f]*) ;; *) echo "error: deletion is restricted" >&2; exit 1 ;; esac\n', {
      mode: 0o755,
    });
    expect(await redo(kept)).toMatchObject({
      code: 50,
      err: expect.stringContaining('v1.1.0 could not be deleted at origin: pre-receive hook declined: deletion is restricted'),
    });
    expect(both(kept)).toEqual([kept.wrong, kept.wrong]);
  });

  const refused = async (clone: ReturnType<typeof tagged>, code: number, sentence: RegExp, env?: Record<string, string>): Promise<void> => {
    const ran = await redo(clone, [], env);
    expect([ran.code, ran.out, clone.pushed()['v1.1.0']]).toEqual([code, '', clone.wrong]);
    expect(ran.err).toMatch(sentence);
    expect(ran.err).toContain('v1.1.0 is not made anew');
  };

  it('is refused when a release of it is published, or a run of it delivered', async () => {
    const clone = tagged();
    github.releases.push(published({ immutable: true }));
    await refused(clone, 1, /its release is published and immutable \(https:\/\/github\.example\/releases\/1\)/);
    github.releases.length = 0;
    github.runs.push(run('success'));
    await refused(clone, 1, /release\.yml ran to its end for it/);
  });

  it('is refused when a registry has the version', async () => {
    npm.versions['1.1.0'] = {};
    await refused(tagged(), 1, /npm has tool 1\.1\.0\.\n.*release the next version/);
  });

  it('is refused while something is not known: a registry, a run that goes on, GitHub without a token', async () => {
    const clone = tagged();
    npm.up = false;
    await refused(clone, 40, /not known: npm could not be asked: it answered 400/);
    npm.up = true;
    await refused(clone, 40, /not known: releases and runs of v1\.1\.0 on GitHub: there is no token/, {});
    github.runs.push(run(null, 'in_progress'));
    await refused(clone, 40, /its run is in progress/);
  });

  it('is refused when a run broke off that may have done what nobody can read', async () => {
    const opaque = `${PUBLISHES}      - uses: octo/anything@v1\n`;
    const clone = tagged(opaque);
    github.runs.push(run('failure'));
    await refused(clone, 40, /a run of \.github\/workflows\/release\.yml ended as failure .*, and what octo\/anything@v1 does in/);
    github.runs.splice(0, 1, run('startup_failure'));
    expect((await redo(clone)).code).toBe(0);
  });

  it('does not take a version for absent that another registry may have', async () => {
    const own = SOUND.replace(
      '      - run:',
      "      - uses: actions/setup-node@v4\n        with: { node-version: 24, registry-url: 'https://registry.example' }\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }\n      - run:",
    );
    const { code, err } = await redo(tagged(own.replace(/with: \{ (.*), (registry-url.*) \}/, 'with:\n          $1\n          $2')));
    expect([code, err]).toEqual([40, expect.stringMatching(/release\.yml names a registry of its own, which cannot be asked for tool 1\.1\.0/)]);
  });

  it('does not judge a tag by the files of another commit', async () => {
    const clone = prepared({ [WORKFLOW]: PUBLISHES });
    const strange = git(clone.remote, ['commit-tree', '-m', 'elsewhere', '-p', 'main', 'main^{tree}']).trim();
    git(clone.remote, ['update-ref', 'refs/tags/v1.1.0', strange]);
    const { code, err } = await redo(clone);
    expect([code, clone.pushed()['v1.1.0']]).toEqual([40, strange]);
    expect(err).toMatch(/not known: what came of v1\.1\.0: origin has it at [0-9a-f]{10}, which this clone does not have/);
    git(clone.folder, ['fetch', '--quiet', 'origin', 'refs/tags/v1.1.0']);
    expect([(await redo(clone)).code, clone.pushed()['v1.1.0']]).toEqual([0, clone.release]);
  });

  it('wants a tag that there is, and a remote', async () => {
    const clone = prepared();
    expect(await redo(clone)).toMatchObject({ code: 2, err: expect.stringContaining('there is no tag v1.1.0, neither here nor at origin') });
    expect(await redo(clone, ['--no-push'])).toMatchObject({ code: 2 });
  });
});
