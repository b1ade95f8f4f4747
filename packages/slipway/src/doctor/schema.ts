import { comparisonSchema } from './comparison-schema.ts';
import { object, type Schema } from './schema-parts.ts';

export type { Schema };

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const offset: Schema = { type: 'integer', minimum: 0 };
const ordinal: Schema = { type: 'integer', minimum: 1 };

function list(name: string): Schema {
  return { type: 'array', items: ref(name) };
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

const verdict: Schema = { enum: ['reached', 'broken', 'unknown', 'never'] };

const definitions = {
  location: object({ path: text, line: ordinal, column: ordinal, endLine: ordinal, endColumn: ordinal }),
  link: object(
    {
      kind: { enum: ['event', 'workflow', 'job', 'step', 'effect', 'credential', 'filter', 'person', 'destination'] },
      text,
      location: ref('location'),
      state: { enum: ['holds', 'cut', 'maybe'], description: 'cut: here the chain breaks; maybe: the tree alone does not decide it' },
    },
    ['location'],
  ),
  assumption: object({ text, decide: { ...text, description: 'the query, or the act, that decides it' } }, ['decide']),
  route: object({
    entry: { ...text, description: 'id of the entry from which this route starts' },
    channel: text,
    role: { enum: ['release', 'workaround', 'aside'] },
    verdict: ref('verdict'),
    chain: list('link'),
    assumes: list('assumption'),
    because: { ...texts, description: 'ids of findings' },
  }),
  destination: object({
    id: text,
    kind: { enum: ['tag', 'release', 'asset', 'registry', 'image', 'tap', 'pages', 'environment', 'pull-request'] },
    name: text,
    verdict: { ...ref('verdict'), description: 'the worst of its routes of role "release"' },
    version: { enum: ['this', 'moving'] },
    routes: list('route'),
  }),
  edit: object(
    {
      op: { enum: ['replace', 'create', 'delete', 'rename'] },
      path: text,
      to: text,
      start: { ...offset, description: 'UTF-8 byte offset' },
      end: { ...offset, description: 'UTF-8 byte offset, exclusive' },
      text,
    },
    ['to', 'start', 'end', 'text'],
  ),
  fix: object({
    id: text,
    title: text,
    safety: {
      enum: ['safe', 'review'],
      description:
        'review: it needs a secret or other set-up first, widens what a token may do, takes a file away, or undoes what may have been meant',
    },
    secret: { type: ['string', 'null'], description: 'name of the secret that must be made first' },
    wakes: { ...texts, description: 'workflows that newly start, each with the event and who makes it' },
    sleeps: { ...texts, description: 'workflows that no longer start' },
    widens: { ...texts, description: 'rights that a job has after it and had not' },
    tradeoffs: texts,
    setup: { ...texts, description: 'what a person does outside the tree before it works, in order; lines of Markdown' },
    check: { ...text, description: 'how to see that it works' },
    proof: object({ before: ref('verdict'), after: ref('verdict'), gone: texts, new: texts }),
    edits: list('edit'),
  }),
  finding: object(
    {
      id: { ...text, description: 'the same defect keeps it when lines move' },
      rule: text,
      severity: { enum: ['error', 'warning', 'note'] },
      certainty: { enum: ['proven', 'likely', 'unknown'] },
      title: text,
      message: text,
      location: ref('location'),
      chain: list('link'),
      assumptions: texts,
      needs: { ...texts, description: 'queries that would decide what is not known' },
      facts: { ...texts, description: 'slugs of platform facts; `slipway explain SLUG` tells one' },
      fixes: list('fix'),
      advice: text,
    },
    ['advice'],
  ),
  contractStage: object(
    {
      name: text,
      after: texts,
      gate: text,
      items: {
        type: 'array',
        items: object({
          kind: { enum: ['tag', 'release', 'asset', 'package', 'image', 'tap', 'pages', 'environment', 'pull-request'] },
          name: text,
          from: object({ path: text, line: { type: 'integer', minimum: 1 } }),
        }),
      },
      open: { ...texts, description: 'why assets may be missing from the list; empty when all are known' },
    },
    ['gate'],
  ),
  verdict,
} as const satisfies Record<string, Schema>;

/** The JSON Schema (draft 2020-12) of `slipway doctor --format json`. Its order of properties is the order in which the report is printed. */
export const REPORT_SCHEMA: Schema & { readonly $defs: Readonly<Record<string, Schema>> } & Record<string, unknown> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Report of slipway doctor',
  ...object(
    {
      schemaVersion: { const: 1 },
      tool: object({ name: { const: 'slipway' }, version: text }),
      source: object({
        revision: { type: ['string', 'null'], pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' },
        dirty: { type: 'boolean' },
        repository: object({
          slug: { type: ['string', 'null'] },
          defaultBranch: text,
          how: { enum: ['remote', '--repo', 'git', 'assumed'] },
        }),
      }),
      entries: { type: 'array', items: object({ id: text, text }) },
      platform: object({ host: text, asOf: { ...text, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' } }),
      destinations: list('destination'),
      contract: object({ stages: list('contractStage') }),
      findings: list('finding'),
      limits: { ...texts, description: 'what could not be read or followed, and why' },
      comparison: comparisonSchema(definitions.finding),
    },
    ['comparison'],
  ),
  $defs: definitions,
};
