import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_SCHEMA } from '../src/config-schema.ts';
import { doctorConfigOf } from '../src/doctor/index.ts';
import { readReleaseConfig } from '../src/release/index.ts';
import { parseYaml, sourceFile } from '../src/source/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(resolve(root, 'docs/configuration.md'), 'utf8');
const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);

/** Keys and their descriptions anywhere in a schema. */
function* keysIn(schema: unknown): Generator<readonly [key: string, value: object]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') yield* Object.entries(value as Record<string, object>);
    yield* keysIn(value);
  }
}

describe('the page about slipway.yaml', () => {
  it.each(examples)('shows what is read, and what the schema takes: %#', (text) => {
    const { root: node, file } = parseYaml(sourceFile('slipway.yaml', text));
    expect(() => [readReleaseConfig(text), doctorConfigOf(node, file)]).not.toThrow();
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(CONFIG_SCHEMA);
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('names every key that a release can have', () => {
    const { release } = CONFIG_SCHEMA.properties as unknown as Record<string, object>;
    const missing = [...keysIn(release)].map(([key]) => key).filter((key) => !page.includes(key));
    expect(missing).toEqual([]);
  });

  it('is not all that an editor shows: each key of a release has a description', () => {
    const { release } = CONFIG_SCHEMA.properties as unknown as Record<string, object>;
    const bare = [...keysIn(release)].filter(([, value]) => !('description' in value)).map(([key]) => key);
    expect(bare).toEqual([]);
  });
});
