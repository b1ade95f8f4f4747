import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run as git, temporaryFolder } from '../src/remotes/testing.ts';
import { BRANCH, World } from './prepare-world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.github.stop();
});

describe('a plan of a file', () => {
  const planned = async (): Promise<string> => {
    const file = join(temporaryFolder(), 'plan.json');
    await world.slipway(['plan', '--out', file]);
    return file;
  };

  it('is carried out exactly', async () => {
    const file = await planned();
    const { code } = await world.prepare('--plan', file, '--format', 'json');
    expect(code).toBe(0);
    expect(world.file('package.json')).toContain('1.1.0');
  });

  it('is refused when it is of another commit, was changed, or does not know what people wrote', async () => {
    const file = await planned();
    await world.prepare('--plan', file);
    const pull = world.github.pulls[0]!;
    pull.body = pull.body.replace(/- a new thing.*/, '- a much better thing');
    const edited = await world.prepare('--plan', file);
    expect([edited.code, edited.err]).toEqual([
      2,
      expect.stringMatching(/people changed the notes of app in .*pull\/1, which .*plan\.json does not know/),
    ]);
    world.change('fix: another thing');
    const stale = await world.prepare('--plan', file);
    expect([stale.code, stale.err]).toEqual([2, expect.stringMatching(/The plan is of [0-9a-f]{7}, and this is [0-9a-f]{7}/)]);
    writeFileSync(file, '{}');
    expect((await world.prepare('--plan', file)).code).toBe(2);
    expect((await world.prepare('--plan', file, '--bump', 'major')).err).toContain('--bump cannot be joined with it');
  });
});

describe('two runs at once', () => {
  it('make one pull request, and the later one stands', async () => {
    await world.prepare();
    world.change('fix: another thing');
    const both = await Promise.all([world.prepare(), world.prepare()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(world.github.pulls).toHaveLength(1);
    expect(world.github.git.commits.get(world.github.head(BRANCH)!)?.parents).toEqual([world.github.head('main')]);
  });

  it('make one pull request also when there is none yet', async () => {
    const both = await Promise.all([world.prepare(), world.prepare()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(world.github.pulls.map(({ labels }) => labels)).toEqual([['release']]);
    expect(world.file('package.json')).toContain('1.1.0');
  });

  it('look anew when somebody else moved the branch in between', async () => {
    await world.prepare();
    world.change('fix: another thing');
    world.github.before(/^POST \/repos\/acme\/app\/git\/commits$/, () => {
      const { tree, parents } = world.github.git.commits.get(world.github.head(BRANCH)!)!;
      const message = world.github.git.commits.get(world.github.head(BRANCH)!)!.message.replace('chore:', 'build:');
      world.github.git.refs.set(`refs/heads/${BRANCH}`, world.github.git.commit({ message, tree, parents }));
    });
    const { code, err } = await world.prepare();
    expect([code, world.file('CHANGELOG.md')?.includes('another thing')]).toEqual([0, true]);
    expect(err).toContain('another run changed it in the meantime; it is looked at anew');
  });

  it('does without the comparison where the server cannot make it', async () => {
    await world.prepare();
    world.change('fix: another thing');
    world.github.answer(/^POST \/graphql$/, { status: 200, body: { data: null, errors: [{ message: "Field 'updateRefs' doesn't exist" }] } });
    expect((await world.prepare()).out).toContain('Brought up to date');
    expect(world.github.count(/^PATCH .*\/git\/refs\/heads\/slipway\/release$/)).toBe(1);
  });
});

describe('when GitHub refuses the pull request', () => {
  const no = { status: 403, body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' } };

  it('the branch is gone again', async () => {
    world.github.answer(/^POST \/repos\/acme\/app\/pulls$/, no);
    const { code, err } = await world.prepare();
    expect([code, world.github.head(BRANCH), world.github.pulls]).toEqual([50, undefined, []]);
    expect(err).toContain('its settings do not let GitHub Actions create pull requests');
  });

  it('the branch is where it was before', async () => {
    await world.prepare();
    const before = world.github.head(BRANCH);
    world.change('fix: another thing');
    world.github.answer(/^PATCH \/repos\/acme\/app\/pulls\/1$/, no);
    expect([(await world.prepare()).code, world.github.head(BRANCH)]).toEqual([50, before]);
  });
});

it('a base that moves meanwhile needs another plan', async () => {
  world.github.before(/^GET \/repos\/acme\/app\/git\/ref\/heads\/slipway\/release$/, () => world.github.push('main', { 'c.txt': 'c' }));
  const { code, err } = await world.prepare();
  expect([code, world.github.head(BRANCH)]).toEqual([50, undefined]);
  expect(err).toContain('the branch main of acme/app was changed by somebody else in the meantime');
});

describe('nothing to release', () => {
  beforeEach(async () => {
    await world.prepare();
    git(world.folder, ['tag', '-a', 'v1.1.0', '-m', 'v1.1.0']);
  });

  it('is said, with the pull request that is out of date', async () => {
    const { code, err } = await world.prepare();
    expect([code, world.github.pulls[0]?.state]).toEqual([10, 'open']);
    expect(err).toMatch(/nothing to release: .*\n.*pull\/1 is open and out of date; --close closes it\.\n$/);
  });

  it('closes it when that is asked for', async () => {
    const { code, out } = await world.prepare('--close');
    expect([code, out, world.github.pulls[0]?.state]).toEqual([10, 'Closed: https://github.example/acme/app/pull/1\n', 'closed']);
  });

  it('leaves alone what somebody else opened from that branch', async () => {
    world.github.pulls[0]!.body = 'mine';
    const { code, err } = await world.prepare('--close');
    expect([code, world.github.pulls[0]?.state]).toEqual([10, 'open']);
    expect(err).not.toContain('out of date');
  });

  it('is said without a token too', async () => {
    const { code, err } = await world.slipway(['prepare'], { GH_TOKEN: '' });
    expect([code, err]).toEqual([10, expect.stringContaining('not checked: whether a release pull request is open')]);
  });
});
