import { describe, expect, it } from 'vitest';
import { SAMPLE_FINDING, SAMPLE_NOTE, SAMPLE_REPORT } from '../../../test/sample-report.ts';
import { violations } from '../../../test/schema-check.ts';
import type { RulePage } from '../options.ts';
import type { Report } from '../report.ts';
import { REPORT_SCHEMA } from '../schema.ts';
import { formatGithub, githubSummary } from './github.ts';
import { formatJson, formatJsonLine } from './json.ts';
import { formatSarif } from './sarif.ts';

const rule: RulePage = { id: 'token-cannot-trigger', title: 'A token that starts nothing', severity: 'error', group: 'chain', page: '# page' };

/** The same report with every object's keys turned round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as T;
}

describe('JSON', () => {
  it('holds the whole report and follows the published schema', () => {
    const parsed = JSON.parse(formatJson(SAMPLE_REPORT));
    expect(parsed).toEqual(SAMPLE_REPORT);
    expect(violations(parsed, REPORT_SCHEMA)).toEqual([]);
  });

  it('has the same bytes whatever order the keys were made in', () => {
    expect(formatJson(reversed(SAMPLE_REPORT))).toBe(formatJson(SAMPLE_REPORT));
    expect(Object.keys(JSON.parse(formatJson(reversed(SAMPLE_REPORT))))[0]).toBe('schemaVersion');
  });

  it('fits on one line for --jsonl', () => {
    const line = formatJsonLine(SAMPLE_REPORT);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(SAMPLE_REPORT);
  });
});

describe('the schema', () => {
  it('knows every property of a report, and none that no report has', () => {
    const unknown = { ...SAMPLE_REPORT, surprise: 1, findings: [{ ...SAMPLE_FINDING, surprise: 1 }] };
    expect(violations(unknown, REPORT_SCHEMA)).toEqual(['$.surprise: not in the schema', '$.findings[0].surprise: not in the schema']);
  });

  it('refuses what a report may not say', () => {
    const broken = {
      ...SAMPLE_REPORT,
      schemaVersion: 2,
      findings: [{ ...SAMPLE_FINDING, severity: 'fatal', location: { ...SAMPLE_FINDING.location, line: 0 } }],
    };
    expect(violations(broken, REPORT_SCHEMA)).toEqual([
      '$.schemaVersion: is not 1',
      '$.findings[0].severity: is not one of error, warning, note',
      '$.findings[0].location.line: is below 1',
    ]);
    const { limits: _, ...without } = SAMPLE_REPORT;
    expect(violations(without, REPORT_SCHEMA)).toEqual(['$.limits: missing']);
  });
});

describe('SARIF', () => {
  const log = JSON.parse(formatSarif([SAMPLE_REPORT], [rule]));
  const [error, note] = log.runs[0].results;

  it('is one run a report with rules, places relative to the root, and fingerprints that are the finding ids', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0].tool.driver.rules[0]).toMatchObject({ id: rule.id, defaultConfiguration: { level: 'error' }, help: { markdown: '# page' } });
    expect(error).toMatchObject({ ruleId: rule.id, ruleIndex: 0, level: 'error' });
    expect(error.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: '.github/workflows/tag.yml', uriBaseId: 'SRCROOT' },
          region: { startLine: 10, startColumn: 14, endLine: 10, endColumn: 36 },
        },
      },
    ]);
    expect(error.partialFingerprints.primaryLocationLineHash).toBe(SAMPLE_FINDING.id);
    expect(note).not.toHaveProperty('ruleIndex');
  });

  it('tells the chain as a code flow in which every step has a place', () => {
    const steps = error.codeFlows[0].threadFlows[0].locations;
    expect(steps).toHaveLength(SAMPLE_FINDING.chain.length);
    for (const step of steps) expect(step.location.physicalLocation.artifactLocation.uri).toMatch(/^\.github\/workflows\//);
    expect(steps[3].location.message.text).toContain('the chain breaks here');
    expect(note).not.toHaveProperty('codeFlows');
  });

  it('offers the fixes as replacements of bytes', () => {
    const [change] = error.fixes[0].artifactChanges;
    expect(change.replacements).toEqual([
      { deletedRegion: { byteOffset: 190, byteLength: 0 }, insertedContent: { text: '\n      - run: gh workflow run release.yml\n' } },
    ]);
  });

  it('escapes what a URI cannot hold', () => {
    const odd = { ...SAMPLE_NOTE, location: { ...SAMPLE_NOTE.location, path: '.github/workflows/a b#1.yml' } };
    const parsed = JSON.parse(formatSarif([{ ...SAMPLE_REPORT, findings: [odd] }], []));
    expect(parsed.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('.github/workflows/a%20b%231.yml');
  });
});

describe('GitHub annotations', () => {
  const many = (n: number): Report => ({ ...SAMPLE_REPORT, findings: Array.from({ length: n }, () => SAMPLE_FINDING) });

  it('are one workflow command a finding, escaped, below the workspace', () => {
    const evil = { ...SAMPLE_NOTE, title: 'a,b:c', message: '100%\n::error::injected' };
    const [line] = formatGithub([{ report: { ...SAMPLE_REPORT, findings: [evil] }, prefix: 'services/api' }]).split('\n');
    expect(line).toBe(
      '::notice file=services/api/.github/workflows/tag.yml,line=5,endLine=5,col=1,endColumn=6,title=a%2Cb%3Ac (missing-concurrency)::100%25%0A::error::injected%0Afix: Give tag.yml a concurrency group.',
    );
  });

  it('are at most ten of a level, and say how many more there are', () => {
    const lines = formatGithub([{ report: many(13), prefix: '' }]).split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines).toContain('3 more errors not annotated: GitHub shows 10 a step.');
  });

  it('leave out columns when the place covers several lines', () => {
    const tall = { ...SAMPLE_NOTE, location: { ...SAMPLE_NOTE.location, endLine: 7 } };
    expect(formatGithub([{ report: { ...SAMPLE_REPORT, findings: [tall] }, prefix: '' }])).toContain('line=5,endLine=7,title=');
  });

  it('come with a job summary whose broken chain is a Mermaid flowchart, within the size that GitHub takes', () => {
    expect(githubSummary([{ report: SAMPLE_REPORT, prefix: '' }])).toContain('```mermaid\nflowchart TD\n');
    const huge = { ...SAMPLE_FINDING, message: 'x'.repeat(400_000) };
    const long = githubSummary([{ report: { ...SAMPLE_REPORT, findings: [huge, huge, huge] }, prefix: '' }]);
    expect(new TextEncoder().encode(long).length).toBeLessThan(1_048_576);
    expect(long).toMatch(/1 finding of lesser weight, and what hangs on them, are left out/);
  });
});
