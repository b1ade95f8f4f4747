import type { Schema } from '../../doctor/schema.ts';
import { DRIVERS } from '../config/defaults.ts';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const textOrNull: Schema = { type: ['string', 'null'] };
const flag: Schema = { type: 'boolean' };
const commit: Schema = { ...text, pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' };
const digest: Schema = { ...text, pattern: '^[0-9a-f]{64}$' };
const digestOrNull: Schema = { type: ['string', 'null'], pattern: '^[0-9a-f]{64}$' };
const bump: Schema = { enum: ['major', 'minor', 'patch', 'none'] };

/** Every property is required. Properties may be added within a schema version, so others are allowed. */
function object(properties: Record<string, Schema>, description?: string): Schema {
  return { type: 'object', properties, required: Object.keys(properties), ...(description === undefined ? {} : { description }) };
}

const considered: Schema = {
  type: 'array',
  items: object({ hash: text, subject: text, bump, why: text }),
  description: 'every commit or changeset that was looked at, newest first, and what it raises',
};

/** The JSON Schema (draft 2020-12) of a plan: `slipway plan --format json`, and the file that `--out` writes. */
export const PLAN_SCHEMA: Schema & { readonly $defs: Readonly<Record<string, Schema>> } & Record<string, unknown> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Plan of a release by Slipway',
  ...object({
    schemaVersion: { const: 1 },
    tool: object({ name: { const: 'slipway' }, version: text }),
    source: object({ revision: commit, branch: textOrNull, repository: { ...textOrNull, description: 'owner/name' } }),
    date: { ...text, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
    asked: object({ channel: textOrNull, version: textOrNull, components: texts }, 'what a person asked for; null where the commits decide'),
    channel: text,
    components: {
      type: 'array',
      description: 'what is released, dependencies first; empty when nothing is',
      items: object({
        name: text,
        path: text,
        driver: { enum: DRIVERS },
        from: { type: ['object', 'null'], properties: { version: text, tag: text, commit }, required: ['version', 'tag', 'commit'] },
        to: { ...text, description: 'the version' },
        tag: text,
        commit: { ...commit, description: 'what is tagged where no file changes' },
        promotes: { ...textOrNull, description: 'tag of the candidate that becomes stable' },
        bump,
        channel: text,
        prerelease: flag,
        latest: { ...flag, description: 'whether it becomes what users get who ask for the latest' },
        why: texts,
        considered,
        notes: { ...text, description: 'Markdown, without the heading' },
        changelog: textOrNull,
      }),
    },
    unreleased: { type: 'array', items: object({ name: text, kind: { enum: ['nothing', 'refused'] }, why: text, considered }) },
    files: {
      type: 'array',
      description: 'files that change, sorted by path; hashes are SHA-256 of their text in UTF-8',
      items: object({ path: text, before: digestOrNull, after: digestOrNull, text: { ...textOrNull, description: 'null: the file goes' } }),
    },
    pullRequest: object({ branch: text, title: text, labels: texts }),
    tagging: object({ annotated: flag, signed: flag }),
    destinations: { type: 'array', items: object({ id: text, kind: text, verdict: { enum: ['reached', 'broken', 'unknown', 'never'] } }) },
    contract: {
      type: 'array',
      description: 'what each version must consist of, by stage',
      items: object({ stage: text, items: { type: 'array', items: object({ kind: text, name: text }) } }),
    },
    warnings: texts,
    digest: { ...digest, description: 'SHA-256 of the rest as JSON with sorted keys and no blanks' },
  }),
  $defs: {},
};
