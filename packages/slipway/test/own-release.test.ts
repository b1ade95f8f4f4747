import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/doctor/report.ts';
import { type Outcome, slipway } from './commands.ts';

const root = resolve(import.meta.dirname, '../../..');
/** What is written of this repository must not hang on where it was cloned from. */
const named = ['--repo', 'OWNER/slipway', '--as-of', '2026-11-21'];
const workflow = (name: string): string => readFileSync(resolve(root, '.github/workflows', name), 'utf8');

describe('our own release', () => {
  let doctor: Outcome;
  let report: Report;
  beforeAll(async () => {
    doctor = await slipway(['doctor', root, ...named, '--format', 'json', '--fail-on', 'note']);
    report = JSON.parse(doctor.out);
  });

  it('has nothing that our own doctor would say', () => {
    expect(report.findings).toEqual([]);
    expect(doctor.code).toBe(0);
  });

  it('reaches npm, the image, the release and its files', () => {
    expect(report.destinations.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'asset:release.yml reached',
      'ghcr.io/owner/slipway reached',
      'npm:slipway reached',
      'release reached',
    ]);
  });

  it('does what slipway.yaml expects of it', async () => {
    const tests = await slipway(['test', root, ...named, '--strict']);
    expect(tests.out).toMatch(/\n\d+ tests: \d+ pass\n$/);
    expect(tests.code).toBe(0);
  });

  it('is written down in docs/RELEASE.md as it is', async () => {
    expect(await slipway(['docs', 'write', root, ...named, '--check'])).toMatchObject({ code: 0 });
  });

  it('is not said to be otherwise in our documents', async () => {
    expect(await slipway(['docs', 'check', root, ...named])).toMatchObject({ code: 0 });
  });
});

describe.each(['ci.yml', 'release.yml'])('%s', (name) => {
  const text = workflow(name);

  it('fixes each action by its hash, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (\S+)(.*)/g)].filter(([, action]) => action !== './');
    expect(uses.length).toBeGreaterThan(0);
    for (const [line] of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('grants rights to each job alone, and keeps no credential in a working copy', () => {
    expect(text).toContain('\npermissions: {}\n');
    expect([...text.matchAll(/actions\/checkout@/g)]).toHaveLength([...text.matchAll(/persist-credentials: false/g)].length);
  });
});
