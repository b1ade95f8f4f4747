import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../../test/html-elements.ts';
import { readSample, SAMPLE_FINDING, SAMPLE_NOTE, SAMPLE_REPORT } from '../../../../test/sample-report.ts';
import { fact } from '../../../actions/facts/index.ts';
import type { Destination, Finding, Report } from '../../report.ts';
import { formatHtml } from './page.ts';

const page = (...reports: Report[]): string =>
  formatHtml(
    reports.map((report) => ({ report, read: readSample })),
    fact,
  );

const EVIL = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp;',
  '\u202egnp.exe\u202c',
  'مرحبا بالعالم',
  '`</code><b>`',
  '\u0000\u0007',
  '🚢'.repeat(40),
  'x'.repeat(4000),
];

/** The sample with a hostile text wherever a report has text. */
function hostile(text: string): Report {
  const swap = <T>(value: T, key = ''): T => {
    if (Array.isArray(value)) return value.map((item) => swap(item, key)) as T;
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, swap(v, k)])) as T;
    const closed = ['kind', 'state', 'verdict', 'severity', 'certainty', 'role', 'version', 'safety', 'op', 'revision', 'how', 'asOf'];
    return (typeof value === 'string' && !closed.includes(key) ? text : value) as T;
  };
  return swap(SAMPLE_REPORT);
}

describe('the page', () => {
  const text = page(SAMPLE_REPORT);
  const elements = elementsOf(text);

  it('is well-formed, and no id stands twice', () => {
    const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(8);
  });

  it('leads every link and every label to something on it', () => {
    const ids = new Set(elements.flatMap(({ attributes }) => attributes.get('id') ?? []));
    const wanted = elements.flatMap(({ attributes }) => [attributes.get('href')?.match(/^#(.*)/)?.[1], attributes.get('aria-labelledby')]);
    expect(wanted.filter((id) => id !== undefined && !ids.has(id))).toEqual([]);
  });

  it('has one section a finding, in the order of the report', () => {
    const sections = elements.filter(({ attributes }) => attributes.get('class') === 'finding');
    expect(sections.map(({ attributes }) => attributes.get('data-severity'))).toEqual(['error', 'note']);
    expect(text.indexOf(SAMPLE_FINDING.title)).toBeLessThan(text.indexOf(SAMPLE_NOTE.title));
  });

  it('loads nothing: addresses are only followed by who clicks them', () => {
    for (const { name, attributes } of elements) {
      for (const loader of ['src', 'srcset', 'data', 'poster', 'action', 'xlink:href'])
        expect(attributes.has(loader), `${name} ${loader}`).toBe(false);
      if (attributes.has('href')) expect(name).toBe('a');
    }
    expect(elements.map(({ name }) => name)).not.toContain('link');
    expect(/url\(|@import/.test(text)).toBe(false);
    expect(text).toContain("default-src 'none'");
  });

  it('marks the place in the source and shows lines around it', () => {
    expect(text).toContain('<mark>git push origin v1.2.3</mark>');
    expect(text).toContain('uses: actions/checkout@v4');
  });

  it('tells facts with their source', () => {
    expect(text).toContain('href="https://docs.github.com/en/actions/concepts/security/github_token"');
  });

  it('has headings that never skip a level', () => {
    for (const html of [text, page(SAMPLE_REPORT, SAMPLE_REPORT)]) {
      const levels = elementsOf(html)
        .flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? [])
        .map(Number);
      expect(levels[0]).toBe(1);
      expect(levels.filter((level, i) => level - (levels[i - 1] ?? 0) > 1)).toEqual([]);
    }
  });

  it('does without a tree, findings, destinations', () => {
    const bare = { ...SAMPLE_REPORT, findings: [], destinations: [], entries: [] };
    const html = formatHtml([{ report: bare, read: () => undefined }], () => undefined);
    expect(elementsOf(html).some(({ name }) => name === 'svg')).toBe(false);
    expect(html).toContain('Limits</h2>');
    expect(page({ ...SAMPLE_REPORT, findings: [] })).toContain('No findings.');
  });

  it('lists several reports in a table of contents', () => {
    const html = page(SAMPLE_REPORT, {
      ...SAMPLE_REPORT,
      source: { ...SAMPLE_REPORT.source, repository: { ...SAMPLE_REPORT.source.repository, slug: 'acme/other' } },
    });
    expect(html).toContain('Release audit of 2 repositories');
    expect(html).toContain('<a href="#r2">acme/other</a>');
    const ids = elementsOf(html).flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the same bytes for the same report', () => {
    expect(page(SAMPLE_REPORT)).toBe(text);
  });
});

describe('text of a repository on the page', () => {
  const names = (html: string): string[] => elementsOf(html).map(({ name }) => name);
  const allowed = new Set(names(page(SAMPLE_REPORT)));

  it.each(EVIL)('is never markup: %j', (evil) => {
    const html = page(hostile(evil));
    const elements = elementsOf(html);
    expect(elements.filter(({ name }) => !allowed.has(name) && name !== 'b')).toEqual([]);
    expect(elements.filter(({ name }) => name === 'script')).toHaveLength(1);
    expect(elements.filter(({ attributes }) => [...attributes.keys()].some((name) => name.startsWith('on')))).toEqual([]);
    expect(/[\u0000-\u0008\u202a-\u202e]/.test(html)).toBe(false);
  });

  it('is never markup in the source either', () => {
    const html = formatHtml([{ report: SAMPLE_REPORT, read: () => `${'a: 1\n'.repeat(9)}      - run: </mark></pre><script>x</script>\n` }], fact);
    expect(elementsOf(html).filter(({ name }) => name === 'script')).toHaveLength(1);
  });

  it('stands in the contract with where it is made', () => {
    const stages = [
      {
        name: 'release',
        after: ['tag'],
        gate: 'a person publishes the draft',
        open: ['b.yml reads a file'],
        items: [{ kind: 'asset' as const, name: 'tool-{version}-linux.tar.gz', from: { path: 'a.yml', line: 7 } }],
      },
    ];
    const html = page({ ...SAMPLE_REPORT, contract: { stages } });
    elementsOf(html);
    expect(html).toContain('<code>tool-{version}-linux.tar.gz</code>');
    for (const text of ['a.yml:7', 'after tag; once a person publishes the draft', 'b.yml reads a file']) expect(html).toContain(text);
  });
});

describe('a large report', () => {
  it('is a page that a browser opens', () => {
    const finding = (n: number): Finding => ({ ...SAMPLE_FINDING, id: `f${n}` });
    const destination = (n: number): Destination => ({ ...SAMPLE_REPORT.destinations[0]!, id: `npm:@acme/package-${n}`, name: `@acme/package-${n}` });
    const many = Array.from({ length: 300 }, (_, n) => n);
    const report = { ...SAMPLE_REPORT, findings: many.map(finding), destinations: many.map(destination) };
    expect(page(report).length).toBeLessThan(6_000_000);
  });
});
