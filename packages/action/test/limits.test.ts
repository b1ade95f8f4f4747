import { describe, expect, it } from 'vitest';
import type { Compared } from '../../slipway/src/doctor/compare/formats/index.ts';
import type { Comparison } from '../../slipway/src/doctor/compare/index.ts';
import { crowded } from '../../slipway/test/crowded-report.ts';
import { SAMPLE_REPORT } from '../../slipway/test/sample-report.ts';
import type { Examined } from '../src/examine.ts';
import { runnerOf } from '../src/runner.ts';
import { tellRunner } from '../src/tell.ts';
import { commentText, markerOf, summaryText } from '../src/texts.ts';

const report = crowded(500);
const RUN = 'https://github.com/acme/app/actions/runs/42';
/** Far more, and far longer, than there ever are. */
const OFFERS = report.findings
  .slice(0, 100)
  .map((finding) => ({ finding, fixes: finding.fixes.map((fix) => ({ ...fix, title: `${fix.title} ${'z'.repeat(2000)}` })) }));
const whole: Examined = { report, compared: undefined, failed: true, offers: OFFERS, prefix: '', read: () => undefined };

/** A change that brings all of them, and breaks destinations that no finding explains. */
function compared(): Compared {
  const destinations = Array.from(
    { length: 60 },
    (_, index) => ({ id: `npm:package-${index}-${'y'.repeat(300)}`, before: 'reached', after: 'broken' }) as const,
  );
  const comparison: Comparison = {
    fresh: report.findings,
    gone: [],
    stays: [],
    destinations,
    breaks: destinations.map((one) => ({ rules: [], destinations: [one], concerns: [one.id], findings: [] })),
    mends: [],
    unproven: [],
    added: [],
    removed: [],
    wakes: [],
    sleeps: [],
    contract: { added: [], removed: [], renamed: [] },
    pairs: [],
  };
  return { comparison, report, before: SAMPLE_REPORT, base: 'main' };
}

describe.each<[string, Examined]>([
  ['the whole state', whole],
  ['a change', { ...whole, compared: compared() }],
])('500 findings of %s', (_, examined) => {
  it('are a comment that GitHub takes, and that says where the rest is', () => {
    const marker = markerOf('services/api');
    const text = commentText(examined, marker, RUN);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(10_000);
    expect(text.endsWith(`\n[The whole state and its pictures](${RUN})\n${marker}\n`)).toBe(true);
    expect(text).toMatch(/left out here|The rest does not fit here|and \d+ more/);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it('are a job summary that GitHub takes, and that says what it leaves out', () => {
    const text = summaryText(examined);
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toMatch(/\d+ findings of lesser weight, and what hangs on them, are left out here/);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it('are at most ten annotations of each level', () => {
    let log = '';
    tellRunner(
      examined,
      runnerOf({}, (text) => {
        log += text;
      }),
    );
    for (const level of ['error', 'warning', 'notice']) expect(log.match(new RegExp(`^::${level} `, 'gm'))).toHaveLength(10);
    expect(log).toMatch(/157 more errors not annotated/);
  });
});

it('a path cannot end the marker', () => {
  expect(markerOf('a--> <script>')).toBe('<!-- slipway: check of a- - <script -->');
});
