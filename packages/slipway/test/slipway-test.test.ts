import { describe, expect, it } from 'vitest';
import { expectClean, expectRefused, slipway } from './commands.ts';
import { folder, SOUND, SUPPRESSED, WORKFLOW } from './sample-folders.ts';
import { wellFormed } from './xml.ts';

const files = { [WORKFLOW]: SOUND, '.github/workflows/tag.yml': SUPPRESSED };
const withTests = (tests: string) => folder({ ...files, 'slipway.yaml': `tests:\n${tests}` });

describe('slipway test', () => {
  it('is silent about what holds, and ends with 0', async () => {
    const outcome = await slipway(['test', withTests('  - push tag v1.2.3 reaches release\n')]);
    expectClean(outcome);
    expect(outcome).toMatchObject({ code: 0, out: '✔ push tag v1.2.3 reaches release\n\n1 test: 1 passes\n' });
  });

  it('shows where the chain is cut, and ends with 1', async () => {
    const outcome = await slipway(['test', withTests('  - merge reaches release\n')]);
    expectClean(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.out).toMatch(/✖ merge reaches release\n.*\n?.*events made with the GITHUB_TOKEN start no run/);
    expect(outcome.out).toContain('--> .github/workflows/tag.yml');
    expect(outcome.out).toContain('1 test: 0 pass, 1 fails');
  });

  it('fails what is not decided only with --strict', async () => {
    const root = withTests('  - push tag v1.2.3 never reaches environment production\n');
    expect(await slipway(['test', root])).toMatchObject({ code: 0 });
    expect(await slipway(['test', root, '--strict'])).toMatchObject({ code: 1 });
  });

  it('prints data', async () => {
    const root = withTests('  - merge reaches release\n  - push tag v1.2.3 reaches release & "nothing" <else>\n');
    const report = JSON.parse((await slipway(['test', root, '--format', 'json'])).out);
    expect(report).toMatchObject({ schemaVersion: 1, tests: [{ outcome: 'fails', location: { path: 'slipway.yaml', line: 2 } }, {}] });
    const junit = await slipway(['test', root, '--format', 'junit']);
    expect(wellFormed(junit.out)).toBeUndefined();
    expect(junit.out).toContain('<testsuites name="slipway" tests="2" failures="2" errors="0" skipped="0">');
    expect(junit.code).toBe(1);
  });

  it('proposes what holds', async () => {
    const { out, code } = await slipway(['test', folder({ [WORKFLOW]: SOUND }), '--init']);
    expect(code).toBe(0);
    expect(await slipway(['test', folder({ [WORKFLOW]: SOUND, 'slipway.yaml': out })])).toMatchObject({ code: 0 });
  });

  it('proposes what goes under the tests that there are', async () => {
    const there = 'tests:\n  - push tag v1.2.3 reaches release\n';
    const { out, err } = await slipway(['test', folder({ [WORKFLOW]: SOUND, 'slipway.yaml': there }), '--init']);
    expect(await slipway(['test', folder({ [WORKFLOW]: SOUND, 'slipway.yaml': there + out })])).toMatchObject({ code: 0 });
    expect(out).toMatch(/^ {2}- /);
    expect(err).toContain('has `tests:` already');
  });

  it('is refused without tests, and for what is none', async () => {
    expectRefused(await slipway(['test', folder(files)]), /has no tests in slipway\.yaml; `slipway test --init` proposes some/);
    expectRefused(await slipway(['test', withTests('  - something happens\n')]), /^slipway: slipway\.yaml:2:5: /);
    expectRefused(await slipway(['test', withTests('  - rc reaches npm\n'), '--init', '--format', 'json']), /--init prints YAML/);
    expectRefused(await slipway(['test', withTests('  - 1\n')]), /slipway\.yaml:2:5/);
  });
});
