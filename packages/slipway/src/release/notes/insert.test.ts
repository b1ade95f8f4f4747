import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertNotes, mergeNotes, NotesError, notesFor } from './index.ts';

const notes = '### Added\n\n- fly (abc1234)\n\n### Fixed\n\n- land';
const heading = { version: '1.5.0', date: '2026-11-20', tag: 'v1.5.0', compareUrl: 'https://github.com/a/b/compare/v1.4.0...v1.5.0' };
const headed = (text: string): string => {
  const after = insertNotes(text, notes, heading);
  expect(notesFor(after, '1.5.0')).toBe(notes);
  return after.split(/\r?\n/).filter((line) => line.includes('1.5.0') && !/^\[/.test(line))[0] ?? '';
};

describe('notes in a changelog', () => {
  it('make the file when there is none', () => {
    expect(insertNotes(undefined, notes, heading)).toBe(`# Changelog\n\n## [1.5.0](${heading.compareUrl}) - 2026-11-20\n\n${notes}\n`);
    expect(insertNotes('', notes, { version: '1.5.0' })).toBe(`# Changelog\n\n## 1.5.0\n\n${notes}\n`);
  });

  it.each([
    ['## [1.4.0] - 2026-01-02\n', '## [1.5.0] - 2026-11-20'],
    ['## [1.4.0](https://host.example/x) (2026-01-02)\n', `## [1.5.0](${heading.compareUrl}) (2026-11-20)`],
    ['# v1.4.0\n', '# v1.5.0'],
    ['## 1.4.0 / 2026-01-02\n', '## 1.5.0 / 2026-11-20'],
    ['## Version 1.4.0 — 2026-01-02 — The Wing\n', '## Version 1.5.0 — 2026-11-20'],
    ['1.4.0 (2026-01-02)\n------------------\n', '1.5.0 (2026-11-20)'],
    ['### 1.4.0\n\n#### Added\n\n- x\n', '### 1.5.0'],
    ['#### [1.4.0](https://host.example/x) (2026-01-02)\n\n##### Added\n\n- x\n\n## 1.0.0\n', `#### [1.5.0](${heading.compareUrl}) (2026-11-20)`],
    ['<a name="1.4.0"></a>\n## 1.4.0 (2026-01-02)\n', '## 1.5.0 (2026-11-20)'],
    ['## tool v1.4.0\n', '## tool v1.5.0'],
    ['## \\[1.4.0]\n', '## \\[1.5.0]'],
    ['v1.4.0 - August 21, 2026\n\n* x\n\nv1.3.0 - 2026-01-02\n\n* y\n', 'v1.5.0'],
    ['## [Unreleased]\n', '## [1.5.0] - 2026-11-20'],
    ['\uFEFF# Changes\r\n\r\n## 1.4.0\r\n\r\n- x\r\n', '## 1.5.0'],
    ['---\ntitle: 1.0.0\n---\n\n# Changes\n', `## [1.5.0](${heading.compareUrl}) - 2026-11-20`],
    ['# Changes\n\n```\n## 0.1.0\n```\n\n<!--\n## 0.2.0\n-->\n\n## 1.4.0\n', '## 1.5.0'],
  ])('%j gets a heading in its manner', (text, line) => {
    expect(headed(text)).toBe(line);
  });

  it('stand before the newest version, and all else stays', () => {
    const text = '# Changes\r\n\r\nIntro.\r\n\r\n## 1.4.0\r\n\r\n- old\r\n';
    expect(insertNotes(text, notes, heading)).toBe(
      `# Changes\r\n\r\nIntro.\r\n\r\n## 1.5.0\r\n\r\n${notes.replace(/\n/g, '\r\n')}\r\n\r\n## 1.4.0\r\n\r\n- old\r\n`,
    );
  });

  it('stand above releases that are told by their date, below what is said of the whole', () => {
    const text =
      '# Changes\n\n## About\n\nIntro.\n\n## Release (2026-04-24)\n\n- new\n\n## Release (2026-01-02)\n\n- old\n\n## v1.0.0 (2025-01-02)\n';
    expect(insertNotes(text, notes, heading)).toBe(
      text.replace('## Release (2026-04-24)', `## v1.5.0 (2026-11-20)\n\n${notes}\n\n## Release (2026-04-24)`),
    );
  });

  it('stand before the newest version also where that is deep, with sections below it', () => {
    const text = '#### 1.4.1\n\n##### Fixed\n\n- x\n\n### 1.4.0\n\n##### Node 20.1.0\n\n- y\n\n## 1.0.0\n\n- z\n';
    const after = insertNotes(text, notes, { version: '1.5.0' });
    expect(after).toBe(`#### 1.5.0\n\n${notes.replaceAll('###', '#####')}\n\n${text}`);
    expect(notesFor(after, '1.5.0')).toBe(notes);
    expect(notesFor(after, '1.4.1')).toBe('### Fixed\n\n- x');
  });

  it('are compared with the release before, whatever Unreleased was compared with', () => {
    const text = '# Changes\n\n## [1.4.0]\n\n[unreleased]: https://host.example/compare/v1.3.0...HEAD\n[1.3.0]: https://host.example/v1.3.0\n';
    expect(insertNotes(text, notes, { version: '1.5.0', tag: 'v1.5.0', previousTag: 'v1.4.0' })).toContain(
      '[unreleased]: https://host.example/compare/v1.5.0...HEAD\n[1.5.0]: https://host.example/compare/v1.4.0...v1.5.0\n[1.3.0]:',
    );
  });

  it('take over what waits under Unreleased, and bring the references along', () => {
    const text = `# Changelog

## [Unreleased]

### Added

- by hand

### Security

- closed a hole

## [1.4.0] - 2026-01-02

### Added

- old

[unreleased]: https://github.com/a/b/compare/v1.4.0...HEAD
[1.4.0]: https://github.com/a/b/compare/v1.3.0...v1.4.0
[semver]: https://semver.example
`;
    expect(insertNotes(text, `${notes}\n\n[All changes](https://host.example)`, heading)).toBe(`# Changelog

## [Unreleased]

## [1.5.0] - 2026-11-20

### Added

- by hand
- fly (abc1234)

### Security

- closed a hole

### Fixed

- land

[All changes](https://host.example)

## [1.4.0] - 2026-01-02

### Added

- old

[unreleased]: https://github.com/a/b/compare/v1.5.0...HEAD
[1.5.0]: https://github.com/a/b/compare/v1.4.0...v1.5.0
[1.4.0]: https://github.com/a/b/compare/v1.3.0...v1.4.0
[semver]: https://semver.example
`);
    expect(notesFor(text, '1.4.0')).toBe('### Added\n\n- old');
  });

  it('say nothing twice when they were merged before', () => {
    const text = '## Unreleased\n\n### Added\n\n- by hand\n';
    const written = '### Added\n\n- by hand';
    const merged = mergeNotes(written, notes);
    expect(mergeNotes(written, merged)).toBe(merged);
    expect(notesFor(insertNotes(text, merged, heading), '1.5.0')).toBe(merged);
  });

  it('are refused for a version that is there, and where they would not be told from the rest', () => {
    const once = insertNotes(undefined, notes, heading);
    expect(() => insertNotes(once, notes, heading)).toThrow('The changelog has a heading for 1.5.0 already');
    for (const bad of ['## 1.0.0\n\n- x', '# Title', '```\nopen', '<!-- open'])
      expect(() => insertNotes('## 1.4.0\n', bad, heading)).toThrow(NotesError);
  });

  it('of several packages in one file are told apart', () => {
    const text = '## core 1.5.0\n\n- c\n\n## cli 1.4.0\n\n- d\n';
    const after = insertNotes(text, notes, { version: '1.5.0', name: 'cli' });
    expect(after).toContain('## cli 1.5.0\n');
    expect(notesFor(after, '1.5.0', 'cli')).toBe(notes);
    expect(notesFor(after, '1.5.0', 'core')).toBe('- c');
  });

  it('are not there for another version', () => {
    expect(notesFor('## 1.4.0\n\n### Upgrade to Node 20.1\n\n- x\n', '20.1')).toBeUndefined();
    expect(notesFor('# 1.4.0\n\n- x\n# About\n\ntext\n', '1.4.0')).toBe('- x');
  });
});

describe('any changelog', () => {
  const eol = fc.constantFrom('\n', '\r\n');
  const title = fc.constantFrom(
    '## [{v}] - 2026-01-02',
    '## {v}',
    '# v{v} (2026-01-02)',
    '### {v}',
    '## tool@{v}',
    '## [{v}](https://host.example)',
    '{v} / 2026-01-02\n======',
  );
  const line = fc.constantFrom(
    '',
    '- item',
    'text',
    '### Fixed',
    '#### Deep',
    '* **bold** `code`',
    '> quote',
    '[x]: https://host.example',
    '```\n## 9.9.9\n```',
    '<!-- 9.9.8 -->',
    '---',
    '| a | b |',
  );
  const body = fc.array(line, { maxLength: 6 });
  const changelog = fc
    .record({
      intro: fc.constantFrom('', '# Changelog\n', '---\na: b\n---\n\n# Log\n', '\uFEFF# Log\n\nIntro\n', 'Log\n===\n'),
      unreleased: fc.boolean(),
      title,
      versions: fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
      bodies: fc.array(body, { minLength: 4, maxLength: 4 }),
      eol,
      end: fc.boolean(),
    })
    .map(({ intro, unreleased, title: form, versions, bodies, eol: ending, end }) => {
      const parts = versions.sort((a, b) => b - a).map((minor, at) => `${form.replaceAll('{v}', `1.${minor}.0`)}\n\n${bodies[at]!.join('\n')}\n`);
      const text = [intro, ...(unreleased ? ['## Unreleased\n'] : []), ...parts].filter((one) => one !== '').join('\n');
      return (end ? text : text.replace(/\n+$/, '')).replace(/\n/g, ending);
    });
  const item = fc.constantFrom('- a', '- **b:** c ([#1](https://host.example))', '  more', '> d');
  const made = fc
    .array(fc.tuple(fc.constantFrom('### Added', '### Fixed', '### Changed'), fc.array(item, { minLength: 1, maxLength: 3 })), { maxLength: 3 })
    .map((sections) => sections.map(([head, items]) => `${head}\n\n- x\n${items.join('\n')}`).join('\n\n'));

  it('keeps every byte, and gives the notes back', () => {
    fc.assert(
      fc.property(changelog, made, (text, own) => {
        const after = insertNotes(text, own, { version: '2.0.0', date: '2026-11-20' });
        expect(notesFor(after, '2.0.0')).toBe(own);
        // What was put in is one piece: the text before and the text behind it are those of the file.
        let start = 0;
        while (start < text.length && text[start] === after[start]) start++;
        let end = 0;
        while (end < text.length - start && text[text.length - 1 - end] === after[after.length - 1 - end]) end++;
        if (text.trim() !== '') expect(start + end).toBe(text.length);
        expect(() => insertNotes(after, own, { version: '2.0.0' })).toThrow(NotesError);
      }),
      { numRuns: 400 },
    );
  });

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('#', ' ', '1', '.', '\n', '-', '=', '`', '[', ']', '<!--', '-->', ':', 'v', 'a'), maxLength: 200 }),
        (text) => void notesFor(text, '1.1'),
      ),
    );
    for (const piece of ['# 1.', '[', '<!--', '1.1\n---\n', '[1.1.1]: x\n', '<a name="', '## [1.1.1](', '`', '\n'])
      expect(notesFor(piece.repeat(30_000), '9.9.9')).toBeUndefined();
  });
});
