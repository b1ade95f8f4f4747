import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLog, writeLog } from './log-records.ts';

test('records are read as they were written, whatever stands in them', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).map((s) => Buffer.from(s.replaceAll('\0', '')).toString());
  const commits = fc.array(
    fc.record({
      hash: fc.stringMatching(/^[0-9a-f]{40}$/),
      parents: fc.array(fc.stringMatching(/^[0-9a-f]{40}$/), { maxLength: 3 }),
      author: fc.record({ name: text, email: text }),
      date: fc.nat(),
      message: text.map((s) => s.replace(/\n+$/, '')),
      files: fc.array(text.filter((s) => s !== '')),
    }),
  );
  fc.assert(
    fc.property(commits, fc.integer({ min: 1, max: 200 }), (some, window) => {
      expect(readLog(Buffer.from([...writeLog(some)].join('')), true, window)).toEqual(some);
    }),
  );
});
