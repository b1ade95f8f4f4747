import type { Schema } from '../schema.ts';

const text: Schema = { type: 'string' };

/** The JSON Schema (draft 2020-12) of `release.contract.json`. */
export const LOCK_SCHEMA: Schema & Record<string, unknown> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'release.contract.json: what a release must consist of',
  type: 'object',
  required: ['schemaVersion', 'channel', 'stages'],
  properties: {
    $schema: text,
    schemaVersion: { const: 1 },
    channel: { ...text, description: 'the channel of releases that it speaks of: stable, rc, …' },
    stages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'after', 'items', 'complete'],
        properties: {
          name: text,
          after: { type: 'array', items: text, description: 'names of the stages that come before' },
          gate: { ...text, description: 'what a person does before it happens' },
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['kind', 'name'],
              properties: {
                kind: { enum: ['tag', 'release', 'asset', 'package', 'image', 'tap', 'pages', 'environment', 'pull-request'] },
                name: { ...text, description: '{version} stands for the version without its v; an ellipsis for what is not known' },
              },
            },
          },
          complete: { type: 'boolean', description: 'false: the list of assets may lack some' },
        },
      },
    },
  },
};
