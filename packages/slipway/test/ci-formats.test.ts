import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGithub, formatJunit, formatSarif, githubSummary, uncalled } from '../src/doctor/formats/index.ts';
import { ruleIds } from '../src/doctor/index.ts';
import type { Finding, Report, Severity } from '../src/doctor/report.ts';
import { rulePage } from '../src/doctor/rule-pages.ts';
import { crowded } from './crowded-report.ts';
import { SAMPLE_FINDING, SAMPLE_NOTE, SAMPLE_REPORT } from './sample-report.ts';
import { sarifViolations } from './sarif-schema.ts';
import { wellFormed } from './xml.ts';

const rules = ruleIds().flatMap((id) => rulePage(id) ?? []);
const bytes = (text: string): number => Buffer.byteLength(text);

const categories = (runs: { automationDetails: { id: string } }[]): string[] => runs.map((run) => run.automationDetails.id);

describe('SARIF', () => {
  it.each<[string, Report[]]>([
    ['of a report', [SAMPLE_REPORT]],
    ['of nothing', [{ ...SAMPLE_REPORT, findings: [], limits: [] }]],
    ['of several reports', [SAMPLE_REPORT, { ...SAMPLE_REPORT, findings: [SAMPLE_NOTE] }]],
    ['of 500 findings', [crowded(500)]],
  ])('%s follows the official schema', (_, reports) => {
    const log = JSON.parse(formatSarif(reports, rules));
    expect(sarifViolations(log)).toEqual([]);
  });

  it('that does not follow the schema is noticed', () => {
    const log = JSON.parse(formatSarif([SAMPLE_REPORT], rules));
    log.runs[0].results[0].level = 'fatal';
    delete log.runs[0].tool;
    expect(sarifViolations(log)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/runs\/0: .*tool/), expect.stringMatching(/^\/runs\/0\/results\/0\/level/)]),
    );
  });

  it('stays inside what code scanning takes', () => {
    const text = formatSarif([crowded(500)], rules);
    const [run] = JSON.parse(text).runs;
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(run.results).toHaveLength(500);
    expect(new Set(run.results.map((one: { partialFingerprints: object }) => JSON.stringify(one.partialFingerprints))).size).toBe(500);
    for (const rule of run.tool.driver.rules) {
      expect(rule.properties.tags.length).toBeLessThanOrEqual(20);
      expect(rule.name.length).toBeLessThanOrEqual(255);
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.help.text.length * rule.help.markdown.length).toBeGreaterThan(0);
    }
    for (const one of run.results) {
      expect(one.partialFingerprints.primaryLocationLineHash).not.toBe('');
      expect(one.locations).toHaveLength(1);
    }
  });

  it('leaves out the least of more findings than a run may have, and says so', () => {
    const findings = Array.from({ length: 25_001 }, (_, index) => ({ ...SAMPLE_NOTE, id: `n${index}` }));
    const [run] = JSON.parse(formatSarif([{ ...SAMPLE_REPORT, findings }], rules)).runs;
    expect(run.results).toHaveLength(25_000);
    expect(JSON.stringify(run.invocations)).toContain('1 findings of lesser weight are left out');
  });

  it('gives each of several runs a category of its own, and names files from the root of the repository', () => {
    const { runs } = JSON.parse(formatSarif([SAMPLE_REPORT, SAMPLE_REPORT], rules, ['services/api', 'services/web']));
    expect(categories(runs)).toEqual(['slipway/services/api/', 'slipway/services/web/']);
    const uris = [...JSON.stringify(runs[0]).matchAll(/"uri":"([^"]*)"/g)].map(([, uri]) => uri!);
    expect(uris.length).toBeGreaterThan(3);
    expect(uris.filter((uri) => !uri.startsWith('services/api/'))).toEqual([]);
    const same = JSON.parse(formatSarif([SAMPLE_REPORT, SAMPLE_REPORT, SAMPLE_REPORT], rules)).runs;
    expect(new Set(categories(same)).size).toBe(3);
    expect(categories(JSON.parse(formatSarif([SAMPLE_REPORT], rules)).runs)).toEqual(['slipway/']);
  });
});

describe('500 findings', () => {
  it('are annotations within the limits of a step, with the number of those that are not', () => {
    const lines = formatGithub([{ report: crowded(500), prefix: '' }]).split('\n');
    for (const level of ['error', 'warning', 'notice']) expect(lines.filter((line) => line.startsWith(`::${level} `))).toHaveLength(10);
    expect(lines.filter((line) => line.includes('more'))).toEqual([
      '157 more errors not annotated: GitHub shows 10 a step.',
      '157 more warnings not annotated: GitHub shows 10 a step.',
      '156 more notes not annotated: GitHub shows 10 a step.',
    ]);
  });

  it('are a job summary of less than 1 MiB that says what it leaves out', () => {
    const summary = githubSummary([{ report: crowded(500), prefix: '' }]);
    expect(bytes(summary)).toBeLessThan(1_048_576);
    expect(bytes(summary)).toBeGreaterThan(500_000);
    const left = Number(/^(\d+) findings of lesser weight/m.exec(summary)?.[1]);
    expect(left).toBeGreaterThan(0);
    expect(summary.match(/^ {3}- .*It says why at length/gm)).not.toBeNull();
    // Every picture that is begun is ended.
    expect((summary.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(summary).toContain('167 errors, 167 warnings, 166 notes');
  });

  it('and one that alone is too large is cut where nothing breaks', () => {
    const report = { ...SAMPLE_REPORT, limits: Array.from({ length: 2000 }, (_, index) => `limit ${index} ${'y'.repeat(900)}`) };
    const summary = githubSummary([{ report, prefix: '' }]);
    expect(bytes(summary)).toBeLessThan(1_048_576);
    expect(summary).toMatch(/The rest does not fit here\.\n$/);
    expect((summary.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});

describe('JUnit', () => {
  it('has a case for each destination and each finding', () => {
    const xml = formatJunit([{ report: SAMPLE_REPORT }], 'error');
    expect(wellFormed(xml)).toBeUndefined();
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="slipway" tests="6" failures="\d" errors="0" skipped="\d">\n/);
    expect(xml).toContain('classname="slipway.token-cannot-trigger" file=".github/workflows/tag.yml" line="10">\n      <failure type="error"');
    expect(xml).toMatch(/classname="slipway\.missing-concurrency"[^>]*>\n {6}<skipped message="note: /);
    expect(xml).toMatch(/classname="slipway\.destination\.registry">\n {6}<failure type="token-cannot-trigger"/);
    expect(xml.match(/<testcase /g)).toHaveLength(SAMPLE_REPORT.destinations.length + SAMPLE_REPORT.findings.length);
  });

  it('fails what the level says', () => {
    const failures = (failOn: Severity | 'never'): number => (formatJunit([{ report: SAMPLE_REPORT }], failOn).match(/<failure /g) ?? []).length;
    expect([failures('note') - failures('error'), failures('never')]).toEqual([1, 0]);
  });

  it('is never empty: readers take that for a failure', () => {
    const nothing = { ...SAMPLE_REPORT, findings: [], destinations: [] };
    expect(formatJunit([{ report: nothing }], 'error')).toContain('<testcase name="no findings" classname="slipway"/>');
  });

  it('is XML whatever a repository is called or says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const odd: Finding = { ...SAMPLE_FINDING, title: one, message: other, advice: `${other}]]>${one}` };
        const report = { ...SAMPLE_REPORT, findings: [odd], limits: [one] };
        expect(wellFormed(formatJunit([{ report, label: other }], 'error'))).toBeUndefined();
      }),
    );
  });
});

describe('what GitHub shows to people', () => {
  it('calls nobody and links no issue', () => {
    const text = 'npm:@acme/tool, @octo; (@x) a@example.com actions/checkout@v4, closes #12 and acme/app#7';
    expect(uncalled(text)).toBe(
      'npm:@&#8203;acme/tool, @&#8203;octo; (@&#8203;x) a@example.com actions/checkout@v4, closes #&#8203;12 and acme/app#&#8203;7',
    );
  });

  it('leaves code, pictures, comments and addresses as they are', () => {
    const text = '`@a #1` ``@b ` #2`` https://x.example/@c#3 <!-- @d #4 -->\n```mermaid\nn0["#35;5 @e"]\n```\n# 1 heading &#8203;';
    expect(uncalled(text)).toBe(text);
    expect(uncalled(uncalled('@a #1'))).toBe(uncalled('@a #1'));
  });

  it('ends whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('`', '@', '#', '1', 'a', '\n', '<!--', '-->', ' ') }),
        (text) => uncalled(text).length >= text.length,
      ),
    );
    expect(uncalled('`'.repeat(50_000)).length).toBe(50_000);
    for (const hostile of ['` ', '<!--', '```\n', '@', 'https://'])
      expect(uncalled(hostile.repeat(50_000)).length).toBeGreaterThanOrEqual(50_000 * hostile.length);
  });
});
