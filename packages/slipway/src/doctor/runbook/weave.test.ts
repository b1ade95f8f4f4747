import { describe, expect, it } from 'vitest';
import { changeText } from './changes.ts';
import type { Section } from './types.ts';
import { weave } from './weave.ts';

const section = (id: Section['id'], body: string | undefined): Section => ({ id, body });
const marked = (id: string, body: string): string => `<!-- slipway:begin ${id} -->\n${body}\n<!-- slipway:end ${id} -->`;

/** A document without what stands between the markers of these sections. */
function outside(text: string, ids: readonly string[]): string {
  return ids.reduce(
    (left, id) => left.replace(new RegExp(`(<!-- slipway:begin ${id} -->\\r?\\n)[\\s\\S]*?(<!-- slipway:end ${id} -->)`), '$1$2'),
    text,
  );
}

/** Random numbers that are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('weaving', () => {
  it('makes a document of its head and the sections that have something to say', () => {
    const { text } = weave('x.md', undefined, [section('before', 'a'), section('quick', ''), section('cadence', undefined)], '# Head');
    expect(text).toBe(`# Head\n\n${marked('before', 'a')}\n`);
  });

  it('replaces what stands between markers and nothing else', () => {
    const old = `mine\n${marked('before', 'old')}\nyours\n${marked('other', 'theirs')}\nend without a line break`;
    const { text, changes } = weave('x.md', old, [section('before', 'new')], '');
    expect(text).toBe(old.replace('old', 'new'));
    expect(changes).toEqual([{ id: 'before', before: 'old\n', after: 'new\n' }]);
  });

  it('appends what has no markers, behind a last line without a break too', () => {
    expect(weave('x.md', 'mine', [section('quick', 'q')], '').text).toBe(`mine\n\n${marked('quick', 'q')}\n`);
  });

  it('empties a section that has nothing to say any more, and leaves one that cannot be told', () => {
    const old = `${marked('before', 'old')}\n${marked('cadence', 'often')}\n`;
    expect(weave('x.md', old, [section('before', ''), section('cadence', undefined)], '').text).toBe(
      `<!-- slipway:begin before -->\n<!-- slipway:end before -->\n${marked('cadence', 'often')}\n`,
    );
  });

  it('keeps the line breaks of the document', () => {
    const old = `a\r\n${marked('before', 'old').replaceAll('\n', '\r\n')}\r\n`;
    expect(weave('x.md', old, [section('before', 'one\ntwo')], '').text).toBe(old.replace('old', 'one\r\ntwo'));
  });

  it('takes markers in a fenced block for an example', () => {
    const old = `\`\`\`\n<!-- slipway:begin before -->\n\`\`\`\n`;
    expect(weave('x.md', old, [], '').text).toBe(old);
  });

  it.each([
    [
      'an end that is missing',
      'a\n<!-- slipway:begin before -->\nb\n',
      "x.md:2: section 'before' has no end; write '<!-- slipway:end before -->' on a line of its own.",
    ],
    ['a beginning that is missing', '<!-- slipway:end quick -->\n', "x.md:1: section 'quick' ends here and does not begin before."],
    ['another end', '<!-- slipway:begin a -->\n<!-- slipway:end b -->\n', "x.md:2: section 'b' ends here and does not begin before."],
    [
      'one inside another',
      '<!-- slipway:begin a -->\n<!-- slipway:begin b -->\n',
      "x.md:2: section 'b' begins inside of section 'a', which has no end before.",
    ],
    ['a fenced block that has no end', 'a\n```sh\nls\n', 'x.md:2: the fenced block that begins here has no end.'],
    ['one twice', `${marked('a', '')}\n${marked('a', '')}\n`, "x.md:4: section 'a' begins a second time."],
  ])('refuses %s in one sentence', (_, text, sentence) => {
    expect(() => weave('x.md', text, [section('before', 'b')], '')).toThrow(expect.objectContaining({ message: sentence, exitCode: 2 }));
  });

  it('never changes a byte outside of its markers, and a second time nothing at all', () => {
    const ids = ['before', 'quick', 'steps', 'verify'] as const;
    const pieces = [
      'text\n',
      '\n',
      '# Title\n',
      '- [ ] item',
      '\r\n',
      '```sh\nls\n```\n',
      '<!-- a comment -->\n',
      '\ufeff',
      'ü🚢 ',
      '  \n',
      '|a|b|\n',
      '~~~\n~~~\n',
    ];
    let refused = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const roll = dice(seed);
      const filler = (): string => Array.from({ length: roll(6) }, () => pieces[roll(pieces.length)]).join('');
      let old = filler();
      for (const id of [...ids, 'foreign']) {
        if (roll(2) === 0) continue;
        const before = filler();
        old += `${old === '' || old.endsWith('\n') ? '' : '\n'}${marked(id, `old ${id} ${roll(9)}`)}\n${before}`;
      }
      const sections = ids.filter(() => roll(3) > 0).map((id) => section(id, ['', 'one line', 'two\nlines', undefined][roll(4)]));
      // A fenced block that a piece has opened for good is refused; most documents are none of those.
      let woven: ReturnType<typeof weave>;
      try {
        woven = weave('x.md', old, sections, '');
      } catch (error) {
        expect(String(error)).toContain('fenced block');
        refused++;
        continue;
      }
      const { text } = woven;
      const left = outside(text, ids);
      expect(left.startsWith(outside(old, ids)) || left.startsWith(`${outside(old, ids)}\n`), JSON.stringify({ old, text })).toBe(true);
      expect(weave('x.md', text, sections, '')).toEqual({ text, changes: [] });
    }
    expect(refused).toBeLessThan(250);
  });
});

describe('what would change', () => {
  it('is told line by line', () => {
    expect(changeText('x.md', [{ id: 'quick', before: 'a\nb\nc\n', after: 'a\nx\nc\nd\n' }])).toBe('x.md: section quick\n- b\n+ x\n+ d\n');
    expect(changeText('x.md', [{ id: 'quick', before: undefined, after: 'a\n' }])).toBe('x.md: section quick, new\n+ a\n');
  });
});
