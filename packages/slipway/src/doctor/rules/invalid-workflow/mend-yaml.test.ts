import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit, parseYaml, sourceFile } from '../../../source/index.ts';
import { repairYaml } from './mend-yaml.ts';

const path = '.github/workflows/w.yml';

/** The file as it is after its repair; undefined when none is offered. */
function repaired(text: string): string | undefined {
  const repair = repairYaml(sourceFile(path, text));
  if (repair === undefined) return undefined;
  const edits = repair.changes.map((c): Edit => (c.op === 'text' ? { ...c, op: 'replace' } : fail(c.op)));
  return applyEdits(new Map([[path, text]]), edits).get(path) ?? undefined;
}

const fail = (op: string): never => {
  throw new Error(`a repair is text, not ${op}`);
};

const head = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n';

describe('a repair', () => {
  it('moves a here-document back to its script, whatever its lines look like', () => {
    const text = `${head}      - run: |\n          cat > a <<'EOF'\nname: not a key\n- not an item\n\n  more\nEOF\n          echo done\n      - run: next\n`;
    expect(repaired(text)).toBe(
      `${head}      - run: |\n          cat > a <<'EOF'\n          name: not a key\n          - not an item\n\n            more\n          EOF\n          echo done\n      - run: next\n`,
    );
  });

  it('moves the rest of a text of several lines', () => {
    const text = `${head}      - run: |\n          body="one\n\ntwo"\n          echo "$body"\n`;
    expect(repaired(text)).toBe(`${head}      - run: |\n          body="one\n\n          two"\n          echo "$body"\n`);
  });

  it('puts quotes around a text with a colon', () => {
    expect(repaired(`${head}      - name: Build: all\n        run: x # why\n`)).toBe(`${head}      - name: 'Build: all'\n        run: x # why\n`);
  });

  it('replaces tabs, and keeps the line endings of the file', () => {
    expect(repaired(`${head}      - name: b\n\t\t\t\trun: x\n`.replace(/\n/g, '\r\n'))).toBe(
      `${head}      - name: b\n        run: x\n`.replace(/\n/g, '\r\n'),
    );
  });

  it('is not offered for a sound file, or for one of which nothing can be told', () => {
    expect(repaired(`${head}      - run: x\n`)).toBeUndefined();
    expect(repaired('a: [1\nb: {\n')).toBeUndefined();
  });
});

it('ends in YAML or in nothing, for any lines', () => {
  const line = fc.constantFrom(
    'on: push',
    'jobs:',
    '  a:',
    '    steps:',
    '      - run: |',
    '          x <<EOF',
    'EOF',
    'text',
    '\tx: 1',
    '  b: c: d',
    '}}',
    '"',
    '- x',
    '',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const made = repaired(lines.join('\n'));
      return made === undefined || parseYaml(sourceFile(path, made)).problems.length === 0;
    }),
    { numRuns: 300 },
  );
});
