import { describe, expect, it } from 'vitest';
import { ask, BETA, HEAD, HOTFIX, hash, NIGHTLY, ONE, PROMOTING, RC, STABLE, SUFFIX, tag, version } from './next.fixture.ts';

describe('a stable version', () => {
  it('is the first one where there is none', () => {
    expect(version({})).toBe('0.1.0');
    expect(version({ bump: 'major' })).toBe('1.0.0');
    expect(version({ tags: ['v1', 'v2', 'v2026', 'vnext'], bump: 'minor' })).toBe('2.0.0');
    expect(version({ first: '1.0', bump: 'minor' })).toBe('refused: The first version `1.0` is no semantic version; write it as `0.1.0`.');
  });

  it.each([
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
  ] as const)('rises by %s to %s', (bump, expected) => {
    const next = ask({ tags: ['v1.2.2', 'v1.2.3'], bump });
    expect(next).toMatchObject({ kind: 'release', version: expected, tag: `v${expected}`, from: { tag: 'v1.2.3' }, latest: true, commit: HEAD });
    expect(next.why).toEqual([`1.2.3 rises to ${expected}: ${bump}.`, `${expected} becomes the latest.`]);
  });

  it('is not made of nothing', () => {
    expect(version({ tags: ['v1.2.3'], bump: 'none' })).toBe('nothing: No commit since v1.2.3 raises the version.');
    expect(version({ tags: [tag('v1.2.3', HEAD)] })).toBe('nothing: This commit is v1.2.3 already.');
    expect(version({ tags: [tag('v1.2.3', HEAD)], explicit: 'minor' })).toBe('nothing: This commit is v1.2.3 already.');
  });

  it('keeps what a pre-release has promised', () => {
    expect(version({ tags: ['v1.2.3', 'v2.0.0-rc.1'], bump: 'minor' })).toBe('2.0.0');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.1'], bump: 'major' })).toBe('2.0.0');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-nightly.20261101'], bump: 'patch' })).toBe('1.2.4');
  });

  it('counts the higher of two tags on one commit, and says so', () => {
    const next = ask({ tags: [tag('v1.2.3', hash(1)), tag('v1.3.0', hash(1))] });
    expect(next).toMatchObject({ version: '1.3.1' });
    expect(next.why[0]).toBe('v1.3.0 and v1.2.3 are on one commit; the higher counts.');
  });

  it('leaves out tags that are no versions, each with its reason', () => {
    const next = ask({ tags: ['v1.2.3', 'v1', 'v1.02.3', 'vnext', 'nightly', 'v0.0.0-hotfix.1'] });
    expect(next).toMatchObject({ version: '1.2.4' });
    expect(next.leftOut.map(({ why }) => why)).toEqual([
      'v1 is left out: `1` has one number where a semantic version has three.',
      'v1.02.3 is left out: `1.02.3` has a number with a leading zero, which semver does not allow.',
      'vnext is left out: `next` is no semantic version.',
      'v0.0.0-hotfix.1 is left out: it is a pre-release of 0.0.0, which is no release.',
    ]);
  });

  it('leaves the last zero out of a tag where this project does', () => {
    const next = ask({ tags: ['v0.18', 'v0.17.1', 'v0.17'], bump: 'minor' });
    expect(next).toMatchObject({ version: '0.19.0', tag: 'v0.19' });
    expect(ask({ tags: ['v0.18', 'v0.17'], bump: 'patch' })).toMatchObject({ version: '0.18.1', tag: 'v0.18.1' });
    expect(ask({ tags: ['v1.0.0', 'v0.18'], bump: 'minor' })).toMatchObject({ tag: 'v1.1.0' });
    expect(ask({ tags: ['v0.18'], bump: 'minor', channel: RC })).toMatchObject({ tag: 'v0.19.0-rc.1' });
    const month = ask({ tags: ['26.08.1', '26.08'], template: '{version}', scheme: { kind: 'calver', format: 'YY.0M.MICRO' } });
    expect(month).toMatchObject({ version: '26.11.0', tag: '26.11' });
  });

  it('does not go on below the newest tags where these cannot be read', () => {
    const builds = ['v0.18.1.235', 'v0.18.1.240', 'v0.18.1.267'].map((name, at) => ({ ...tag(name), date: 10 + at }));
    expect(version({ tags: ['v0.10.10', ...builds] })).toBe(
      "refused: v0.18.1.267 and the tags before it are no versions that can be read, so what follows them is not known: ask for it with `--bump VERSION`, or say in slipway.yaml how this project's versions are written.",
    );
    expect(version({ tags: ['v0.10.10', ...builds], explicit: '0.19.0' })).toBe('0.19.0');
    expect(version({ tags: ['v0.10.10', ...builds], bump: 'none' })).toMatch(/^nothing/);
    expect(version({ tags: [{ ...tag('v0.18.0'), date: 20 }, ...builds] })).toBe('0.18.1');
    expect(version({ tags: ['v0.19.0', ...builds] })).toBe('0.19.1');
    expect(version({ tags: ['v0.10.10', 'v1', 'v0.10', 'vnext', 'v0.10.x'] })).toBe('0.10.11');
  });

  it('warns of a tag that was moved', () => {
    const next = ask({ tags: [tag('v1.2.3', 'a'.repeat(40))], elsewhere: [tag('v1.2.3', 'b'.repeat(40))] });
    expect(next).toMatchObject({ version: '1.2.4' });
    expect(next.warnings).toEqual(['v1.2.3 is aaaaaaa and also bbbbbbb: the tag was moved; aaaaaaa is counted, and the name is used.']);
  });

  it('skips what another commit has released, or refuses as the channel says', () => {
    const setting = { tags: ['v1.2.3'], elsewhere: ['v1.2.4'] };
    expect(version(setting)).toBe('1.2.5');
    expect(ask(setting).warnings).toEqual([
      'v1.2.4 is released from a commit that head does not contain; the next version is counted from it, so that none is given twice.',
    ]);
    expect(version({ ...setting, channel: { ...STABLE, taken: 'refuse' } })).toBe(
      'refused: v1.2.4 is released from a commit that head does not contain, and the channel stable skips no version; merge it first.',
    );
  });

  it('goes on from tags whose commits no branch contains', () => {
    expect(version({ elsewhere: ['v0.1.1', 'v0.1.2'] })).toBe('0.1.3');
  });

  it('makes no patch and no minor version of what head does not contain', () => {
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v1.4.0'] })).toBe(
      'refused: v1.4.0 is released from a commit that head does not contain, so no patch version of it can be made here: merge it, or declare this branch a line below it (`1.2.x`) to go on from v1.2.3.',
    );
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v1.4.0'], bump: 'none' })).toBe('nothing: No commit since v1.2.3 raises the version.');
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v1.4.0'], bump: 'minor' })).toBe('1.5.0');
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v2.0.0'], bump: 'minor' })).toMatch(/^refused: v2\.0\.0 .* \(`1\.x`\) to go on from v1\.2\.3\.$/);
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v2.0.0'], bump: 'major' })).toBe('3.0.0');
    expect(version({ tags: ['v1.2.3', 'v3.0.0-rc.1'], elsewhere: ['v2.0.0'] })).toBe('3.0.0');
  });
});

describe('a pre-release', () => {
  it('is the first of the next version, then one more of the same', () => {
    expect(version({ tags: ['v1.2.3'], bump: 'minor', channel: RC })).toBe('1.3.0-rc.1');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.1'], bump: 'minor', channel: RC })).toBe('1.3.0-rc.2');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.9', 'v1.3.0-rc.10'], bump: 'patch', channel: RC })).toBe('1.3.0-rc.11');
    expect(version({ channel: RC })).toBe('0.1.0-rc.1');
  });

  it('starts anew where the bump rises between two', () => {
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.2'], bump: 'major', channel: RC })).toBe('2.0.0-rc.1');
  });

  it('is not made without a commit that counts since the last one', () => {
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.2'], bump: 'minor', fresh: 'none', channel: RC })).toBe(
      'nothing: No commit since v1.3.0-rc.2 raises the version.',
    );
    expect(version({ tags: ['v1.2.3', tag('v1.3.0-rc.2', HEAD)], bump: 'minor', channel: RC })).toBe('nothing: This commit is v1.3.0-rc.2 already.');
  });

  it('is never the latest', () => {
    const next = ask({ tags: ['v1.2.3'], bump: 'minor', channel: { ...RC, latest: true } });
    expect(next).toMatchObject({ latest: false, prerelease: true });
    expect(next.why.at(-1)).toBe('1.3.0-rc.1 is a pre-release: 1.2.3 stays the latest.');
  });

  it('does not go back from rc to beta', () => {
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.1'], bump: 'minor', channel: BETA })).toBe(
      'refused: 1.3.0-beta.1 would be lower than v1.3.0-rc.1, which this commit contains; a version never goes back.',
    );
  });

  it('reads a number without a dot as it was meant, writes it with one, and warns', () => {
    const next = ask({ tags: ['v1.2.3', 'v1.3.0-rc2', 'v1.3.0-rc10'], bump: 'minor', channel: RC });
    expect(next).toMatchObject({ version: '1.3.0-rc.11' });
    expect(next.warnings).toContain('v1.3.0-rc10 has no dot before its number; `rc10` so written sorts before `rc2`. It is read as 1.3.0-rc.10.');
    expect(next.warnings).toContain(
      'To package managers 1.3.0-rc.11 is lower than v1.3.0-rc10, for its number has no dot; who installed that is not offered this.',
    );
  });

  it('becomes stable as the same commit', () => {
    const tags = ['v1.2.3', 'v1.3.0-rc.1', 'v1.3.0-rc.2'];
    expect(ask({ tags, channel: PROMOTING })).toMatchObject({ version: '1.3.0', commit: tag('v1.3.0-rc.2').commit, latest: true, bump: 'minor' });
    expect(ask({ tags, channel: PROMOTING }).why).toContain('Commits after v1.3.0-rc.2 are not in it.');
    expect(version({ tags: [...tags, tag('v1.3.0', tag('v1.3.0-rc.2').commit)], bump: 'none', channel: PROMOTING })).toBe(
      'nothing: v1.3.0-rc.2 is v1.3.0 already, and no rc came since.',
    );
    expect(version({ tags: [...tags, tag('v1.3.0', tag('v1.3.0-rc.2').commit)], bump: 'minor', channel: PROMOTING })).toBe(
      'nothing: v1.3.0-rc.2 is v1.3.0 already, and no rc came since; `--channel rc` plans the next one, `--bump VERSION` a release without one.',
    );
    expect(version({ tags, channel: PROMOTING, explicit: 'major' })).toBe(
      'refused: v1.3.0-rc.2 can only become 1.3.0, not 2.0.0; release a candidate of that first.',
    );
  });

  it('is no condition of a stable release where none waits', () => {
    expect(ask({ tags: ['v1.2.3'], bump: 'minor', channel: PROMOTING })).toMatchObject({ version: '1.3.0' });
    expect(ask({ tags: ['v1.2.0-rc.1', 'v1.2.3'], bump: 'minor', channel: PROMOTING }).why).toContain(
      'No rc waits since v1.2.3, so the version is made of the commits.',
    );
    expect(version({ tags: ['v1.2.3'], bump: 'none', channel: PROMOTING })).toBe('nothing: No commit since v1.2.3 raises the version.');
  });

  it('waits for nothing once its stable version is out, from whatever commit', () => {
    const tags = ['v1.4.0', 'v1.5.0-rc.1'];
    expect(version({ tags, elsewhere: ['v1.5.0'], bump: 'patch', channel: PROMOTING })).toContain(
      'refused: v1.5.0 is released from a commit that head does not contain',
    );
    expect(ask({ tags: ['v1.5.0-rc.1'], elsewhere: ['v1.5.0', 'v1.6.0'], bump: 'minor', channel: PROMOTING })).toMatchObject({ version: '1.7.0' });
  });

  it('does not become stable by itself where another tool counts', () => {
    const tags = ['v1.2.3', 'v1.3.0-rc.1'];
    expect(ask({ tags, bump: 'minor', channel: PROMOTING, driver: 'release-please' })).toMatchObject({ version: '1.3.0', commit: HEAD });
  });
});

describe('a hotfix', () => {
  it('is the next patch of what it mends, and takes the latest from nothing higher', () => {
    expect(version({ tags: ['v1.2.3'], channel: HOTFIX })).toBe('1.2.4');
    expect(ask({ tags: ['v1.2.3'], elsewhere: ['v1.3.0', 'v2.0.0'], channel: HOTFIX })).toMatchObject({
      version: '1.2.4',
      latest: false,
      warnings: [],
    });
    expect(version({ tags: ['v1.2.3'], elsewhere: ['v1.2.4', 'v1.3.0'], channel: HOTFIX })).toBe('1.2.5');
  });

  it('in the manner of the suffix is a pre-release to every package manager, and says so', () => {
    const next = ask({ tags: ['v1.2.3', 'v1.2.4-hotfix.1'], channel: SUFFIX, registry: true });
    expect(next).toMatchObject({ version: '1.2.4-hotfix.2', prerelease: true, latest: false });
    expect(next.warnings).toEqual(['1.2.4-hotfix.2 is a pre-release to every package manager: nobody gets it who does not ask for it by name.']);
    expect(ask({ tags: ['v1.2.3'], channel: SUFFIX }).warnings).toEqual([]);
  });

  it('raises nothing but the patch', () => {
    expect(ask({ tags: ['v1.2.3'], channel: HOTFIX, bump: 'major' }).warnings).toEqual([
      'The commits since v1.2.3 hold a breaking change, which a patch version does not tell.',
    ]);
    expect(version({ tags: ['v1.2.3'], channel: HOTFIX, explicit: 'minor' })).toBe(
      'refused: The channel hotfix raises the patch version only; release a minor version on another one.',
    );
    expect(version({ tags: ['v1.2.3', 'v1.3.0-rc.1'], channel: HOTFIX })).toMatch(/^refused: 1\.2\.4 would be lower than v1\.3\.0-rc\.1/);
    expect(version({ channel: HOTFIX })).toBe('refused: There is no stable release that a hotfix could mend.');
  });
});

describe('a nightly build', () => {
  it('has the day, and a count on the same day', () => {
    expect(version({ tags: ['v1.2.3'], channel: NIGHTLY, bump: 'none' })).toBe('1.2.4-nightly.20261121');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-nightly.20261121'], channel: NIGHTLY, bump: 'minor' })).toBe('1.3.0-nightly.20261121.1');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-nightly.20261121.1'], channel: NIGHTLY, bump: 'minor' })).toBe('1.3.0-nightly.20261121.2');
    expect(version({ tags: ['v1.2.3', 'v1.3.0-nightly.20261122'], channel: NIGHTLY, bump: 'minor' })).toBe('1.3.0-nightly.20261122.1');
    expect(version({ tags: ['v1.2.3', tag('v1.3.0-nightly.20261120', HEAD)], channel: NIGHTLY, bump: 'minor' })).toBe(
      'nothing: This commit is v1.3.0-nightly.20261120 already.',
    );
  });
});

describe('a maintenance line', () => {
  const lines = [ONE];

  it('stays in its range and never is the latest', () => {
    expect(ask({ tags: ['v1.2.3'], elsewhere: ['v2.0.0'], line: ONE, lines, bump: 'minor' })).toMatchObject({ version: '1.3.0', latest: false });
    expect(ask({ tags: ['v1.2.3'], line: ONE, lines }).why.at(-1)).toBe(
      '1.2.4 is of the line 1.x, which never is the latest: 1.2.3 stays the latest.',
    );
  });

  it('refuses what would leave it', () => {
    expect(version({ tags: ['v1.2.3'], line: ONE, lines, bump: 'major' })).toBe(
      'refused: A breaking change cannot be released on the line 1.x: 2.0.0 lies outside of it; release it from the main branch, or take it back here.',
    );
    expect(version({ tags: ['v1.2.3'], line: { branch: '1.2.x', range: '>=1.2 <1.3' }, bump: 'minor' })).toMatch(
      /^refused: A feature cannot be released on the line >=1\.2 <1\.3/,
    );
    expect(version({ tags: ['v1.2.3'], line: ONE, explicit: '2.0.0' })).toMatch(/^refused: A breaking change cannot/);
  });

  it('refuses a branch that is not of that line', () => {
    expect(version({ tags: ['v1.2.3', 'v2.0.0'], line: ONE })).toBe(
      'refused: This commit contains v2.0.0, which lies above the line 1.x; it is not of that line.',
    );
    expect(version({ tags: ['v1.2.3'], line: { branch: 'old', range: 'one' } })).toBe(
      'refused: The range `one` of the line old cannot be read; write it as `1.x`.',
    );
    expect(version({ tags: ['v0.9.0'], line: ONE })).toBe(
      'refused: No release of the line 1.x is contained in head; start the branch at one, or mend its range.',
    );
  });

  it('does not count on the main branch', () => {
    expect(ask({ tags: ['v1.2.3', 'v2.0.0'], elsewhere: ['v1.9.0'], lines })).toMatchObject({ version: '2.0.1', latest: true, warnings: [] });
  });
});

describe('a version that a person names', () => {
  it('is taken as a version or as a tag, and judged like every other', () => {
    expect(version({ tags: ['v1.2.3'], explicit: '1.5.0' })).toBe('1.5.0');
    expect(version({ tags: ['v1.2.3'], explicit: 'v1.5.0-beta.1' })).toBe('1.5.0-beta.1');
    expect(ask({ tags: ['v1.2.3'], explicit: '1.5.0-rc3' })).toMatchObject({
      version: '1.5.0-rc.3',
      warnings: ['1.5.0-rc3 is written 1.5.0-rc.3: without the dot `rc10` sorts before `rc2`.'],
    });
    expect(version({ tags: ['v1.2.3'], explicit: '1.2.2' })).toBe(
      'refused: 1.2.2 would be lower than v1.2.3, which this commit contains; a version never goes back.',
    );
    expect(version({ tags: ['v1.2.3'], explicit: '1.2.3' })).toBe('refused: v1.2.3 exists already; a tag name is used once.');
    expect(version({ tags: ['v1.2.3'], explicit: 'huge' })).toBe(
      'refused: `huge` cannot be the next version: `huge` is no semantic version; ask for major, minor, patch, rc, hotfix or a version.',
    );
    expect(version({ tags: ['v1.2.3'], explicit: '1.3.0+7' })).toMatch(/^refused: `1.3.0\+7` has build metadata/);
    expect(version({ tags: [tag('v1.2.3', HEAD)], explicit: '1.2.3' })).toBe('nothing: This commit is v1.2.3 already.');
  });
});
