import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRelease, hasRelease, readReleaseConfig, replaceRelease } from './index.ts';

const HEAD = '# yaml-language-server: $schema=x\nversion: 1\n';
const INFERRED = `${HEAD}# 3 tags are written like 1.0.0\nrelease:\n  # as they are\n  tag: "{name}-{version}"\n  components:\n    - crates/core\n    - { name: tool, path: . }\n`;

describe('the part `release:` in a file of other parts', () => {
  it('comes behind them, with its comments', () => {
    expect(addRelease('# ours\ndoctor: {} # fine\n', `${HEAD}# why\nrelease:\n  tag: "{version}"\n`)).toBe(
      '# ours\ndoctor: {} # fine\n\n# why\nrelease:\n  tag: "{version}"\n',
    );
  });

  it.each([
    ['no line feed at the end', 'doctor: {}', 'doctor: {}\n\nrelease: {}\n'],
    ['line feeds of Windows', 'doctor: {}\r\n', 'doctor: {}\r\n\r\nrelease: {}\r\n'],
    ['a blank line at the end', 'doctor: {}\n\n', 'doctor: {}\n\nrelease: {}\n'],
    ['an end of the document', 'doctor: {}\n...\n', 'doctor: {}\n\nrelease: {}\n...\n'],
    ['comments alone', '# nothing yet\n', '# nothing yet\n\nrelease: {}\n'],
    ['nothing', '', 'release: {}\n'],
    ['a byte order mark', '\uFEFFdoctor: {}\n', '\uFEFFdoctor: {}\n\nrelease: {}\n'],
  ])('%s', (_, before, after) => {
    expect(addRelease(before, `${HEAD}release: {}\n`)).toBe(after);
  });

  it('takes the place of an empty one', () => {
    expect(hasRelease('release:\ndoctor: {}\n')).toBe(false);
    expect(addRelease('release: # soon\ndoctor: {}\n', `${HEAD}release:\n  tag: "{version}"\n`)).toBe(
      'release: # soon\n  tag: "{version}"\ndoctor: {}\n',
    );
  });

  it.each(['{ doctor: {} }', '- a', 'doctor: [', '  doctor: {}\n'])('%j is refused in one sentence', (text) => {
    expect(() => addRelease(text, `${HEAD}release: {}\n`)).toThrow(/^slipway\.yaml:\d+:\d+: [^\n]+$/);
  });

  it('never changes a byte of what is there', () => {
    const key = fc.stringMatching(/^x-[a-z]{1,5}$/);
    const comment = fc.stringMatching(/^(?: #[ a-z:{}-]{0,12})?$/);
    const file = fc
      .uniqueArray(fc.tuple(key, fc.jsonValue({ maxDepth: 2 }), comment), { selector: ([name]) => name, maxLength: 4 })
      .map((all) => all.map(([name, value, said]) => `${name}: ${JSON.stringify(value)}${said}\n`).join(''));
    fc.assert(
      fc.property(file, (before) => {
        const after = addRelease(before, INFERRED);
        expect(after.startsWith(before)).toBe(true);
        expect(readReleaseConfig(after)).toEqual(readReleaseConfig(INFERRED));
      }),
    );
  });
});

describe('the part `release:` inferred anew', () => {
  it('keeps what says the same, what a person chose, and the comments of both', () => {
    const before =
      '# ours\nversion: 1\nrelease:\n  # we never had a v\n  tag: "{name}-{version}"\n  driven-by: knope # for now\n  notes: { style: sections } # as before\n  tagging:\n    signed: true # by law\ndoctor: {}\n';
    expect(replaceRelease(before, INFERRED)).toBe(
      '# ours\nversion: 1\nrelease:\n  # we never had a v\n  tag: "{name}-{version}"\n  notes: { style: sections } # as before\n  tagging:\n    signed: true # by law\n  components:\n    - crates/core\n    - { name: tool, path: . }\ndoctor: {}\n',
    );
  });

  it('changes nothing where nothing is new, and brings old names along', () => {
    const once = addRelease('doctor: {}\n', INFERRED);
    expect(replaceRelease(once, INFERRED)).toContain('doctor: {}\n\n# 3 tags');
    expect(replaceRelease('version: 1\nrelease:\n  driver: knope # mine\n', `${HEAD}release:\n  driven-by: knope\n`)).toBe(
      'version: 1\nrelease:\n  driven-by: knope # mine\n',
    );
  });
});
