import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainText, quotedWord } from './quoted-word.ts';

const odd = ['$(id)', '`id`', "it's", 'a "b"', 'a b', '-f', '$HOME', '*', 'a;b', 'a\\', 'ü', '~', 'a\nb', '${{ github.token }}', ''];
const carried = (script: string): string => execFileSync('sh', ['-c', script], { encoding: 'utf8' });

describe('a text of the tree in a script', () => {
  it('is one word that says what the text says, whatever stands in it', () => {
    expect(carried(odd.map((text) => `printf '%s|' ${quotedWord(text)}`).join('\n'))).toBe(odd.map((text) => `${text}|`).join(''));
    expect(quotedWord('release.yml')).toBe('release.yml');
  });

  it('is nothing that GitHub fills in', () => {
    const words = fc.array(fc.constantFrom("'", '$', '{', '{{', '${{', '}}', 'a')).map((parts) => parts.join(''));
    fc.assert(fc.property(words, (text) => !quotedWord(text).includes('${{')));
  });

  it('may stand in double quotes only where it ends none and fills nothing in', () => {
    expect(['tool-{version}.tar.gz', 'a (1).zip', 'v'].every(isPlainText)).toBe(true);
    expect(['$(id)', '`id`', 'a"b', '${{ x }}', 'a\\', '!x', 'a\nb'].some(isPlainText)).toBe(false);
  });
});
