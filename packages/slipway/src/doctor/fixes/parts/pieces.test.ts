import { describe, expect, it } from 'vitest';
import { analyse, memoryTree } from '../../../chain/index.ts';
import { compileChanges } from '../../../source/change/index.ts';
import { applyEdits, sourceFile } from '../../../source/index.ts';
import { worldOf } from '../../world.ts';
import { linesOf, pieceAt, replaced } from './pieces.ts';

const workflow = `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          make dist
          git push --tags origin
      - run: "echo \\"a\\" && git push --tags"
`;
const files = {
  '.github/workflows/a.yml': workflow,
  'package.json': '{ "scripts": { "release": "npm version patch && git push --tags" } }\n',
  'bump.sh': 'git push\ngit push --tags\n',
};
const tree = memoryTree(files);
const analysis = analyse(worldOf(tree, { version: '0', asOf: '2026-11-20' }));

/** The place of a text in a file. */
function placeOf(path: keyof typeof files, text: string) {
  const file = sourceFile(path, files[path]);
  const start = file.text.lastIndexOf(text);
  return file.locate({ start, end: start + text.length });
}

describe('a piece of a text', () => {
  it.each([
    ['.github/workflows/a.yml', 'git push --tags origin'],
    ['.github/workflows/a.yml', 'git push --tags"'],
    ['package.json', 'git push --tags'],
    ['bump.sh', 'git push --tags'],
  ] as const)('of %s gets another word, and nothing else changes', (path, text) => {
    const piece = pieceAt(placeOf(path, text.replace('"', '')), analysis)!;
    expect(piece.text).toBe(text.replace('"', ''));
    const at = piece.text.indexOf('--tags');
    const edits = compileChanges((p) => tree.read(p), [replaced(piece, at, at + '--tags'.length, '--follow-tags')]);
    const start = files[path].lastIndexOf(text);
    const expected = `${files[path].slice(0, start)}${text.replace('--tags', '--follow-tags')}${files[path].slice(start + text.length)}`;
    expect(applyEdits(new Map(Object.entries(files)), edits).get(path)).toBe(expected);
  });

  it('knows its line', () => {
    expect(linesOf(pieceAt(placeOf('.github/workflows/a.yml', '--tags origin'), analysis)!).text).toBe('git push --tags origin');
  });

  it('is not there where no text is', () => {
    expect(pieceAt({ path: 'gone.sh', line: 1, column: 1, endLine: 1, endColumn: 2 }, analysis)).toBeUndefined();
    expect(pieceAt(placeOf('.github/workflows/a.yml', 'jobs:\n  a:'), analysis)).toBeUndefined();
  });
});
