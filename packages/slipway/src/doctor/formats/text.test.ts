import { describe, expect, it } from 'vitest';
import { readSample, SAMPLE_FINDING, SAMPLE_NOTE, SAMPLE_REPORT } from '../../../test/sample-report.ts';
import type { Report } from '../report.ts';
import { columns, withoutMarks } from './terminal.ts';
import { formatText, type TextOptions } from './text.ts';
import { destinationText } from './view.ts';

const plain: TextOptions = { read: readSample, width: 100, color: false };
const nothing: Report = { ...SAMPLE_REPORT, destinations: [], entries: [], findings: [], limits: ['No workflows lie in .github/workflows.'] };

describe('the text report', () => {
  it('shows repository, destinations, the marked source, the broken chain and what to do', () => {
    expect(formatText(SAMPLE_REPORT, plain)).toMatchInlineSnapshot(`
      "acme/widgetctl @ 0123456789 with local changes  github.com as of 2026-11-20

      destinations
        ✖ crates.io:widgetctl     broken           a person merges the release pull request
        ✔ tag v1.2.3              reached          a person merges the release pull request
        ? ghcr.io/acme/widgetctl  unknown
        – tap acme/homebrew-tap   never delivered

      error[token-cannot-trigger] A tag pushed with GITHUB_TOKEN starts no workflow
        --> .github/workflows/tag.yml:10:14
         |
      10 |       - run: git push origin v1.2.3
         |              ^^^^^^^^^^^^^^^^^^^^^^

        tag.yml pushes v1.2.3 with the GITHUB_TOKEN that checkout left behind, and events made with that
        token start nothing: release.yml never runs.

       ▶ person      merges the release pull request
       ├ workflow    Tag  .github/workflows/tag.yml:1
       ├ effect      pushes tag v1.2.3  .github/workflows/tag.yml:10
       ✖ credential  GITHUB_TOKEN: the push starts no workflow  .github/workflows/tag.yml:9
       ┊ workflow    Release  .github/workflows/release.yml:1
       ┊ destination crates.io:widgetctl

        assumes: nobody pushes the tag by hand
        decide with: GET /repos/{owner}/{repo}/actions/secrets
        fix: dispatch: Dispatch release.yml after the tag is pushed; also starts
             .github/workflows/release.yml (workflow_dispatch, by .github/workflows/tag.yml as the
             GITHUB_TOKEN)
        apply: slipway fix --finding 4f2c9a17 --write
        stops: crates.io:widgetctl
        explain: slipway explain token-cannot-trigger

      note[missing-concurrency] Two runs may tag at once: .github/workflows/tag.yml:5:1

      1 error, 1 note; 1 of 4 destinations reached, 1 unknown; 1 limit (--verbose lists it)
      "
    `);
  });

  it('keeps to the width of the terminal, but for words that are wider themselves', () => {
    for (const width of [60, 80, 120]) {
      const text = formatText(SAMPLE_REPORT, { ...plain, width, verbose: true });
      const tooWide = text.split('\n').filter((line) => columns(line) > width && !/-->/.test(line));
      expect(tooWide).toEqual([]);
    }
  });

  it('shows errors and the last line only when quiet', () => {
    const text = formatText(SAMPLE_REPORT, { ...plain, quiet: true });
    expect(text).toMatch(/^error\[token-cannot-trigger\]/);
    expect(text).not.toContain('missing-concurrency');
    expect(text).toMatch(/1 error, 1 note; 1 of 4 destinations reached, 1 unknown\n$/);
  });

  it('shows notes and limits in full when verbose', () => {
    const text = formatText(SAMPLE_REPORT, { ...plain, verbose: true });
    expect(text).toContain('Nothing keeps two runs of tag.yml apart.');
    expect(text).toContain('- acme/shared/.github/workflows/build.yml@v1 could not be read');
  });

  it('is one sentence when nothing releases anything', () => {
    expect(formatText(nothing, plain)).toBe('No workflows lie in .github/workflows.\n');
  });

  it('names what decides a destination that the tree leaves open', () => {
    const open: Report = {
      ...SAMPLE_REPORT,
      findings: [],
      destinations: [
        { ...SAMPLE_REPORT.destinations[0]!, verdict: 'unknown', routes: [{ ...SAMPLE_REPORT.destinations[0]!.routes[0]!, verdict: 'unknown' }] },
      ],
    };
    expect(formatText(open, plain)).toContain('hangs on: secret CARGO_TOKEN exists; decide with: GET /repos/{owner}/{repo}/actions/secrets');
  });

  it('never hides a destination that is not reached, however long the table', () => {
    const reached = Array.from({ length: 40 }, (_, n) => ({ ...SAMPLE_REPORT.destinations[1]!, id: `asset:${n}` }));
    const text = formatText({ ...SAMPLE_REPORT, destinations: [...reached, ...SAMPLE_REPORT.destinations] }, plain);
    expect(text).toContain('✖ crates.io:widgetctl');
    expect(text).toContain('– tap acme/homebrew-tap');
    expect(text).toMatch(/… and \d+ more reached/);
  });

  it('colours only when asked', () => {
    expect(formatText(SAMPLE_REPORT, plain)).not.toContain('\u001b');
    expect(formatText(SAMPLE_REPORT, { ...plain, color: true })).toContain('\u001b[31m');
  });

  it('passes no escape sequence, hidden character or runner command of the repository on to the terminal', () => {
    const evil = {
      ...SAMPLE_FINDING,
      title: 'a\u001b[2Jb\u202e',
      message: '::add-mask::x\n##[error]y\nz ##[set-output name=a]b',
      fixes: [{ ...SAMPLE_FINDING.fixes[0]!, title: '\u009bz' }],
    };
    const text = formatText({ ...SAMPLE_REPORT, findings: [evil] }, { ...plain, read: () => '\u001b]0;title\u0007\n'.repeat(12) });
    expect(text).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });

  it('stands places outside the file, empty files and long lines', () => {
    const at = (line: number, column: number, endColumn: number): Report => ({
      ...SAMPLE_REPORT,
      findings: [{ ...SAMPLE_NOTE, severity: 'error', location: { path: 'x.yml', line, column, endLine: line, endColumn } }],
    });
    const show = (report: Report, source: string): string => formatText(report, { ...plain, width: 80, read: () => source });
    expect(show(at(900, 7, 9), 'one line')).toContain('--> x.yml:900:7');
    expect(show(at(1, 1, 1), '')).toContain('--> x.yml:1:1');
    const long = show(at(1, 501, 506), `${'a'.repeat(500)}WRONG${'b'.repeat(500)}`);
    const [source = '', marks = ''] = long.split('\n').slice(long.split('\n').findIndex((line) => line.startsWith('1 |')));
    expect(source.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('WRONG');
    expect(columns(source)).toBeLessThanOrEqual(80);
  });

  it('puts the carets under the right characters behind tabs and wide characters', () => {
    const finding = { ...SAMPLE_NOTE, severity: 'error' as const, location: { path: 'x.yml', line: 1, column: 4, endLine: 1, endColumn: 7 } };
    const text = formatText({ ...SAMPLE_REPORT, findings: [finding] }, { ...plain, read: () => '\t漢 abc' });
    const [source = '', marks = ''] = text.split('\n').slice(text.split('\n').findIndex((line) => line.startsWith('1 |')));
    expect(columns(source.slice(0, source.indexOf('abc')))).toBe(marks.indexOf('^'));
    expect(marks.trimEnd().endsWith('^^^')).toBe(true);
  });
});

describe('what people read', () => {
  it('has no marks of Markdown, and keeps what only looks like one', () => {
    expect(withoutMarks('choose *Install App*, **Contents: read** <https://host.example/new?a=b>')).toBe(
      'choose "Install App", Contents: read <https://host.example/new?a=b>',
    );
    expect(withoutMarks('tags v* and *.tgz, `**/*.zip` and `<https://x>`, V*')).toBe('tags v* and *.tgz, `**/*.zip` and `<https://x>`, V*');
  });

  it('calls a site a site once, and files without a name files', () => {
    expect(destinationText({ kind: 'pages', id: 'pages:site', name: 'site gh-pages' })).toBe('site gh-pages');
    expect(destinationText({ kind: 'pages', id: 'pages', name: 'host.example' })).toBe('site host.example');
    expect(destinationText({ kind: 'asset', id: 'asset', name: '' })).toBe('release files');
  });
});
