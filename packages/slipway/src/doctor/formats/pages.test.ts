import { describe, expect, it } from 'vitest';
import { SAMPLE_FINDING, SAMPLE_REPORT } from '../../../test/sample-report.ts';
import type { Trace } from '../options.ts';
import { formatFact, formatPage, formatRuleList } from './explain.ts';
import { formatMarkdown } from './markdown.ts';
import { formatTrace, formatTraceJson } from './trace.ts';

const wide = { width: 80, color: false };

describe('the Markdown audit', () => {
  const audit = formatMarkdown(SAMPLE_REPORT, { flow: 'text' });

  it('goes from the state over the flow to recommendations', () => {
    expect(audit.match(/^#+ .*/gm)).toEqual([
      '# Release System Audit: acme/widgetctl @ 0123456789 with local changes',
      '## Current State',
      '### Critical Issues',
      '### Notes',
      '### Working Components',
      '### Destinations',
      '## Workflow Flow',
      '## Recommendations',
      '### Immediate Fixes',
      '### Improvements',
      '## Not Decided by the Tree',
    ]);
  });

  it('draws the broken chain with what never happens behind the cut', () => {
    expect(audit).toContain(
      '4. ✖ credential: GITHUB_TOKEN: the push starts no workflow  [.github/workflows/tag.yml:9]\n   ↓\n5. (never) workflow: Release',
    );
  });

  it('draws one chain once, also when several findings share it', () => {
    const twice = formatMarkdown({ ...SAMPLE_REPORT, findings: [SAMPLE_FINDING, { ...SAMPLE_FINDING, id: 'other' }] }, { flow: 'text' });
    expect(twice.split('✖ credential:')).toHaveLength(2);
  });

  it('lets no text of the repository become markup', () => {
    const evil = {
      ...SAMPLE_FINDING,
      title: '<img src=x> [a](b) |',
      message: 'a\n# heading',
      chain: [{ kind: 'step' as const, text: '``` end', state: 'cut' as const }],
    };
    const text = formatMarkdown({ ...SAMPLE_REPORT, findings: [evil] }, { flow: 'text' });
    expect(text).toContain('\\<img src=x\\> \\[a\\](b) \\|');
    expect(text).not.toMatch(/^# heading/m);
    expect(text).toContain('````\n1. ✖ step: ``` end\n````');
  });

  it('quotes Mermaid labels', () => {
    const evil = { ...SAMPLE_FINDING, chain: [{ kind: 'step' as const, text: 'echo "x"] --> <b>', state: 'cut' as const }] };
    const text = formatMarkdown({ ...SAMPLE_REPORT, findings: [evil] }, { flow: 'mermaid' });
    expect(text).toContain('n0["step: echo #34;x#34;#93; --#62; #60;b#62;"]');
  });
});

describe('a trace', () => {
  const place = { path: '.github/workflows/release.yml', line: 3, column: 1, endLine: 3, endColumn: 5 };
  const trace: Trace = {
    root: {
      kind: 'event',
      text: 'push of tag v1.2.3 by a person',
      state: 'holds',
      children: [
        {
          kind: 'workflow',
          text: 'Release',
          location: place,
          state: 'holds',
          children: [
            { kind: 'job', text: 'build', state: 'holds', children: [] },
            {
              kind: 'job',
              text: 'publish',
              state: 'cut',
              why: 'its condition asks for a branch',
              children: [{ kind: 'destination', text: 'npm:widget', state: 'holds', children: [] }],
            },
          ],
        },
        { kind: 'workflow', text: 'Docs', state: 'maybe', children: [] },
      ],
    },
    limits: [],
  };

  it('is a tree with what is cut, and why', () => {
    expect(formatTrace(trace, wide)).toMatchInlineSnapshot(`
      "▶ push of tag v1.2.3 by a person
      ├─ workflow Release  .github/workflows/release.yml:3
      │  ├─ job build
      │  └─ ✖ job publish
      │     │   its condition asks for a branch
      │     └─ destination npm:widget
      └─ ? workflow Docs
      "
    `);
  });

  it('says when nothing follows', () => {
    expect(formatTrace({ root: { ...trace.root, children: [] }, limits: ['x'] }, wide)).toContain('nothing follows');
  });

  it('is the same walk as JSON', () => {
    expect(JSON.parse(formatTraceJson(trace))).toEqual({ schemaVersion: 1, ...trace });
  });
});

describe('a rule page', () => {
  const page = {
    id: 'a-rule',
    title: 'A rule',
    severity: 'error' as const,
    group: 'chain',
    page: `# A rule\n\n${'word '.repeat(30)}\n\n\`\`\`yaml\non:   push # kept as it is\n\`\`\`\n- one\n`,
  };

  it('wraps paragraphs and keeps code', () => {
    const text = formatPage(page, { width: 60, color: false });
    expect(text).toContain('    on:   push # kept as it is');
    expect(text).not.toContain('```');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('stands in a list by group', () => {
    expect(formatRuleList([page], wide)).toBe('chain\n  a-rule  error    A rule\n');
  });
});

describe('a fact', () => {
  it('comes with what follows, its sources and how sure it is', () => {
    const fact = { slug: 'gt.x', says: 'It is so.', consequence: 'Then that.', sources: ['https://example.com/doc'], date: '2026', confidence: 'H' };
    expect(formatFact(fact, wide)).toBe(
      'gt.x\n\nIt is so.\n\nso: Then that.\n\nsource: https://example.com/doc\ndate: 2026\nconfidence: documented, or many consistent reports\n',
    );
  });
});
