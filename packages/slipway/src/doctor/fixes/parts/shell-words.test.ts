import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpretShell } from '../../../actions/index.ts';
import { afterCommand } from './after-command.ts';
import { beforeCommand } from './before-command.ts';
import { rawWords } from './shell-words.ts';

const words = (script: string): string[] => rawWords(script, 0, script.length).map((w) => w.text);
const command = (script: string, of: string) =>
  interpretShell(script, { shell: 'bash', env: () => undefined, expressions: [] }).commands.find((c) => script.startsWith(of, c.start))!;

describe('the words of a command as they are written', () => {
  it('keep quotes, substitutions and expressions together', () => {
    expect(words('git push origin "v${{ steps.a.outputs.b }}" \'a b\' "$(git tag | tail -1)"')).toEqual([
      'git',
      'push',
      'origin',
      '"v${{ steps.a.outputs.b }}"',
      "'a b'",
      '"$(git tag | tail -1)"',
    ]);
    expect(words('gh release create \\\n  "$TAG"')).toEqual(['gh', 'release', 'create', '"$TAG"']);
  });

  it('lose no text but blanks', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (script) => {
        const found = rawWords(script, 0, script.length);
        for (const { text, start } of found) expect(script.slice(start, start + text.length)).toBe(text);
      }),
    );
  });
});

describe('a line beside a command', () => {
  it('stands in the same block', () => {
    const script = 'if true; then\n  git push\nfi\n';
    expect(afterCommand(script, command(script, 'git push'), 'next')).toEqual({ offset: script.indexOf('\nfi'), text: '\n  next' });
    expect(beforeCommand(script, command(script, 'git push'), 'first')).toEqual({ offset: script.indexOf('  git push'), text: '  first\n' });
  });

  it('hangs on the command where that may fail', () => {
    const script = 'git push || echo no\n';
    expect(afterCommand(script, command(script, 'git push'), 'next')?.text).toBe(' && next');
    const chained = 'git tag v1 && git push\n';
    expect(afterCommand(chained, command(chained, 'git push'), 'next')?.text).toBe(' && next');
  });

  it('is not put where the statement goes on', () => {
    const piped = 'git push | tee log\n';
    expect(afterCommand(piped, command(piped, 'git push'), 'next')).toBeUndefined();
    const joined = 'true && \\\n  git push\n';
    expect(beforeCommand(joined, command(joined, 'git push'), 'first')).toBeUndefined();
  });
});
