import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryTree } from '../chain/index.ts';
import { answerFile, keptAnswer } from './kept-answer.ts';
import { temporaryFolder } from './testing.ts';

/** Asks for the text of a.yml, and whether there is a b.yml; counts how often that is computed. */
function asker(file: string) {
  let made = 0;
  return {
    ask: (files: Record<string, string>, circumstances: readonly unknown[] = ['1.0.0']) =>
      keptAnswer(
        file,
        memoryTree(files),
        circumstances,
        (tree) => {
          made += 1;
          return { a: tree.read('a.yml') ?? null, b: tree.has('b.yml') };
        },
        'this build',
      ),
    made: () => made,
  };
}

describe('an answer about a tree', () => {
  const files = { 'a.yml': 'a', 'c.yml': 'c' };

  test('is made once for files that did not change, and again for those that did', () => {
    const { ask, made } = asker(answerFile(temporaryFolder(), '/repository/.git', 'reach'));
    expect(ask(files)).toEqual({ a: 'a', b: false });
    expect(ask(files)).toEqual({ a: 'a', b: false });
    // It was never looked at.
    expect(ask({ ...files, 'c.yml': 'other' })).toEqual({ a: 'a', b: false });
    expect(made()).toBe(1);
    expect(ask({ ...files, 'a.yml': 'other' })).toEqual({ a: 'other', b: false });
    expect(ask({ ...files, 'a.yml': 'other', 'b.yml': '' })).toEqual({ a: 'other', b: true });
    expect(ask({ 'c.yml': 'c' })).toEqual({ a: null, b: false });
    expect(ask({ 'c.yml': 'c' })).toEqual({ a: null, b: false });
    expect(ask({ 'c.yml': 'c' }, ['2.0.0'])).toEqual({ a: null, b: false });
    expect(made()).toBe(5);
  });

  test('is made anew where what was kept is broken, of another form, or cannot be written', () => {
    const folder = temporaryFolder();
    const file = answerFile(folder, '/repository/.git', 'reach');
    const { ask, made } = asker(file);
    ask(files);
    const kept = readFileSync(file, 'utf8');
    const broken = ['', '{', 'null', '[]', kept.slice(0, -5), kept.replace('answer 1', 'answer 0'), kept.replace('"reads":[[', '"reads":[0,[')];
    for (const [at, text] of broken.entries()) {
      writeFileSync(file, text);
      expect(ask(files)).toEqual({ a: 'a', b: false });
      expect(made()).toBe(at + 2);
    }
    expect(readdirSync(join(folder, 'answers'))).toHaveLength(1);
    writeFileSync(join(folder, 'file'), '');
    expect(asker(answerFile(join(folder, 'file'), '/repository/.git', 'reach')).ask(files)).toEqual({ a: 'a', b: false });
  });
});
