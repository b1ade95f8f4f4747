import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Component, NotesConfig } from '../types.ts';
import { inlineMarkdown, type NotesOptions, notesOf, notesTemplateProblem, TemplateError } from './index.ts';

const component = { name: 'tool' } as Component;
let made = 0;
const change = (type: string, description: string, more: Partial<Change> = {}): Change => {
  made += 1;
  const hash = String(made).padStart(40, '0');
  const commit = { hash, parents: [], author: { name: 'Ann', email: 'ann@host.example' }, date: 0, message: description };
  return { commit, type, description, footers: [], reverts: [], ...more };
};
const sections: NotesConfig = {
  style: 'sections',
  sections: new Map([
    ['feat', 'Features'],
    ['fix', 'Bug fixes'],
  ]),
  contributors: true,
  compare: true,
};
const keep: NotesConfig = {
  style: 'keep-a-changelog',
  sections: new Map([
    ['feat', 'Added'],
    ['perf', 'Changed'],
    ['fix', 'Fixed'],
  ]),
  contributors: false,
  compare: false,
};
const options = (config: NotesConfig, more: Partial<NotesOptions> = {}): NotesOptions => ({
  config,
  version: '1.5.0',
  tag: 'v1.5.0',
  from: { version: '1.4.0', tag: 'v1.4.0' },
  date: '2026-11-20',
  ...more,
});

describe('the notes of a version', () => {
  it('say one thing of a commit once', () => {
    const one = change('fix', 'land');
    const { commit } = one;
    expect(notesOf(component, [one, { ...one, squashed: 'item' }, change('fix', 'land', { commit, scope: 'wing' })], options(keep))).toBe(
      '### Fixed\n\n- land (0000000)\n- **wing:** land (0000000)',
    );
  });

  it('keep the links of a changeset, and no others', () => {
    const text =
      'Fixed [#12](https://host.example/12): [`fly`](https://host.example/fly_a_b) of @ann; ![i](https://host.example/i) [x](javascript:y) <b>';
    const written =
      'Fixed [#12](https://host.example/12): [`fly`](https://host.example/fly_a_b) of @&#8203;ann; !\\[i\\](https://host.example/i) \\[x\\](javascript:y) \\<b\\>';
    expect(notesOf(component, [change('fix', text, { markdown: true })], options(keep))).toContain(`- ${written} (`);
    expect(notesOf(component, [change('fix', text)], options(keep))).toContain('\\[#12\\](https://host.example/12)');
  });

  const changes = [
    change('fix', 'stop at the end (#12)', { pullRequest: 12 }),
    change('feat', 'fly', { scope: 'wing' }),
    change('feat', 'land', { breaking: 'wheels are needed now' }),
    change('chore', 'tidy up'),
    change('refactor', 'drop the old engine', { breaking: true }),
  ];
  const hashes = changes.map((one) => one.commit.hash);
  const link = (at: number): string => `[${hashes[at]!.slice(0, 7)}](https://github.com/acme/tool/commit/${hashes[at]})`;

  it('have breaking changes first, then sections by type, links and people', () => {
    const contributors = [
      { name: 'Ann', login: 'ann', first: false },
      { name: 'Bo @all', first: true },
      { name: 'Cy', login: 'cy', first: true, pullRequest: 12 },
    ];
    expect(notesOf(component, changes, options(sections, { repository: 'acme/tool', contributors }))).toBe(
      `### Breaking changes

- wheels are needed now (${link(2)})
- drop the old engine (${link(4)})

### Features

- **wing:** fly (${link(1)})
- land (${link(2)})

### Bug fixes

- stop at the end ([#12](https://github.com/acme/tool/pull/12), ${link(0)})

### Contributors

- [ann](https://github.com/ann)
- Bo @&#8203;all (first contribution)
- [cy](https://github.com/cy) (first contribution in [#12](https://github.com/acme/tool/pull/12))

[All changes since 1.4.0](https://github.com/acme/tool/compare/v1.4.0...v1.5.0)`,
    );
  });

  it('keep to the sections of Keep a Changelog, with what breaks first in them', () => {
    const short = hashes.map((one) => one.slice(0, 7));
    expect(notesOf(component, changes, options(keep))).toBe(
      `### Added

- **Breaking:** land — wheels are needed now (${short[2]})
- **wing:** fly (${short[1]})

### Changed

- **Breaking:** drop the old engine (${short[4]})

### Fixed

- stop at the end (#12, ${short[0]})`,
    );
  });

  it('are empty when nothing has a place in them', () => {
    expect(notesOf(component, [change('chore', 'tidy')], options(keep))).toBe('');
  });

  it('name tags as addresses take them', () => {
    const from = { version: '1.0.0', tag: '@acme/tool@1.0.0+a(b)' };
    expect(notesOf(component, [], options(sections, { from, repository: 'acme/tool' }))).toContain(
      '/compare/%40acme/tool%401.0.0%2Ba%28b%29...v1.5.0)',
    );
  });
});

describe('a template', () => {
  const filled = (template: string): string =>
    notesOf(component, [change('feat', 'fly', { scope: 'a' }), change('feat', 'land')], options({ ...sections, template }));

  it('has fields, lists and conditions', () => {
    const template = `{{! said to nobody }}
{{component}} {{version}} of {{date}}{{#if compareUrl}} linked{{else}} unlinked{{/if}}
{{#each sections}}
{{title}}:
  {{#each changes}}
  * {{#if scope}}{{scope}}: {{/if}}{{description}} for {{version}}
  {{/each}}
{{/each}}
{{#each contributors}}
{{name}}
{{else}}
nobody
{{/each}}`;
    expect(filled(template)).toBe('tool 1.5.0 of 2026-11-20 unlinked\nFeatures:\n  * a: fly for 1.5.0\n  * land for 1.5.0\nnobody');
  });

  it.each([
    ['{{nothing}}', 'The template asks for `nothing` at line 1; there are breaking, compareUrl,'],
    ['\n{{#each sections}}', 'The template opens {{#each sections}} at line 2 and never closes it.'],
    ['{{/if}}', 'The template closes {{/if}} at line 1, and nothing is open.'],
    ['{{#if a}}\n{{/each}}', '{{#if}} of line 1 is open'],
    ['{{else}}', 'belongs to nothing'],
    ['{{ a() }}', 'which is no field'],
    ['{{constructor}}', 'The template asks for `constructor`'],
    ['{{__proto__}}', 'which is no field'],
    ['{{sections}}', 'which is no text'],
    ['{{#each version}}{{/each}}', 'which is no list'],
    ['{{#if x}}'.repeat(17), 'more than 16 parts'],
  ])('%j is refused with a sentence', (template, sentence) => {
    expect(notesTemplateProblem(template)).toContain(sentence);
    expect(() => filled(template)).toThrow(TemplateError);
  });

  it('is found wrong before a release needs it', () => {
    expect(notesTemplateProblem('{{#each newContributors}}{{login}}{{else}}{{typo}}{{/each}}')).toContain('`typo`');
    expect(notesTemplateProblem('{{#each sections}}{{#each changes}}{{links}}{{/each}}{{/each}}')).toBeUndefined();
  });

  it('does not grow without bound', () => {
    const many = Array.from({ length: 200 }, () => change('feat', 'x'));
    const nested =
      '{{#each sections}}{{#each changes}}{{#each sections}}{{#each changes}}{{#each sections}}{{#each changes}}xxxxxxxx{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}';
    expect(() => notesOf(component, many, options({ ...sections, template: nested }))).toThrow('more than 1000000 characters');
  });

  it('takes what others wrote as text', () => {
    expect(
      notesOf(
        component,
        [change('feat', '{{version}} {{#each')],
        options({ ...sections, template: '{{#each sections}}{{#each changes}}{{description}}{{/each}}{{/each}}' }),
      ),
    ).toBe('{{version}} {{#each');
  });
});

describe('what others wrote', () => {
  it.each([
    ['thanks @octocat', 'thanks @&#8203;octocat'],
    ['mail a@host.example', 'mail a@host.example'],
    ['use `@types/node` and `<b>`', 'use `@types/node` and `<b>`'],
    ['an open ` tick @me', 'an open \\` tick @&#8203;me'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['x](https://host.example) ![y](z)', 'x\\](https://host.example) !\\[y\\](z)'],
    ['a *b* __c__ snake_case ~~d~~', 'a \\*b\\* \\_\\_c\\_\\_ snake_case \\~\\~d\\~\\~'],
    ['# heading', '\\# heading'],
    ['1. item', '1\\. item'],
    ['- [x] done', '\\- \\[x\\] done'],
    ['two\r\n\r\n# lines', 'two # lines'],
    ['other/repo#12 and #13', 'other/repo#&#8203;12 and #13'],
    ['&lt;b&gt; & co', '\\&lt;b\\&gt; & co'],
    ['C:\\dir \\*', 'C:\\dir \\\\\\*'],
    ['\u202eevil\u0007', 'evil'],
  ])('%j becomes %j', (text, expected) => {
    expect(inlineMarkdown(text)).toBe(expected);
  });

  it('is one line that opens no HTML, link or mention outside code', () => {
    const piece = fc.constantFrom('@a', '<', '>', '`', '``', '\\', '](', '[', '!', '*', '_', '#1', 'x', ' ', '\n', '&lt;', '~', '<!--', '-->');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const line = inlineMarkdown(pieces.join(''));
        expect(line).not.toMatch(/[\r\n]/);
        // Code spans are taken out as a reader of CommonMark does: backslashes first, then runs of equal length.
        const outside = line.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)(?:[\s\S]*?[^`])\1(?!`)/g, '');
        expect(outside).not.toMatch(/[<>[\]*`~]|(?<![A-Za-z0-9_])@[a-z]/);
      }),
      { numRuns: 500 },
    );
  });

  it('is read within a bound', () => {
    expect(inlineMarkdown('`'.repeat(3).concat(' ` ').repeat(20_000)).length).toBeGreaterThan(0);
    expect(inlineMarkdown('` `` '.repeat(20_000)).length).toBeGreaterThan(0);
  });
});
