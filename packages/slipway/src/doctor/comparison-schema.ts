import { object, type Schema } from './schema-parts.ts';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };

const list = (items: Schema): Schema => ({ type: 'array', items });
const verdict: Schema = { enum: ['reached', 'broken', 'unknown', 'never', 'absent'] };
const change = object({ id: text, before: verdict, after: verdict });
const statement = object({
  rules: texts,
  destinations: list(change),
  concerns: { ...texts, description: 'ids of destinations that hang on it, also of those whose verdict is what it was' },
  findings: { ...texts, description: 'ids of findings' },
});
const firing = object({ workflow: text, event: text, by: text });
const item = object({ kind: text, name: text, from: object({ path: text, line: { type: 'integer', minimum: 1 } }) });
const askedBy = list(object({ path: text, line: { type: 'integer', minimum: 1 }, kind: text }));

/** What `slipway doctor --base` adds to a report. A finding that is gone has all that a finding has. */
export function comparisonSchema(finding: Schema): Schema {
  const gone = object(
    {
      ...finding.properties,
      why: { enum: ['mended', 'removed', 'unknown', 'stands', 'ignored', 'minor'] },
      standing: { ...texts, description: 'ids of findings that are about the same now' },
    },
    ['advice'],
  );
  return {
    ...object(
      {
        schemaVersion: { const: 1 },
        base: object({ name: text, revision: { type: ['string', 'null'] } }),
        breaks: list(statement),
        mends: list(statement),
        fresh: { ...texts, description: 'ids of the findings of this report' },
        stays: { ...texts, description: 'ids of findings that stand as before and are left out' },
        gone: list(gone),
        destinations: list(change),
        wakes: list(firing),
        sleeps: list(firing),
        contract: object({
          added: list(item),
          removed: list(object({ item, askedBy })),
          renamed: list(object({ from: item, to: item, askedBy })),
        }),
        lock: { enum: ['agrees', 'differs'], description: 'whether release.contract.json says what the changed tree would release' },
      },
      ['lock'],
    ),
    description: 'with --base: what the change since then does; the findings are then the new ones',
  };
}
