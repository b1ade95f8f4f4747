import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_SCHEMA } from '../../config-schema.ts';
import { CHANNEL_KEYS } from './channels.ts';
import { readReleaseConfig } from './index.ts';
import { RELEASE_KEYS } from './read.ts';
import { RELEASE_SCHEMA } from './schema.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(CONFIG_SCHEMA);

describe('the schema of `release:`', () => {
  it.each([
    'version: 1\nrelease:\n',
    'release: { driven-by: semantic-release, tag: "{version}", changelog: false, scheme: { calver: YYYY.MM.MICRO } }\n',
    'release: { rules: { types: { feat: minor, "*": none }, labels: { big: major }, breaking: minor, before-1.0: { feature: patch } } }\n',
    'release: { rules: { further: [{ type: docs, scope: api, raises: patch }, { subject: "x*", breaking: true, raises: none }] } }\n',
    'release: { components: [a, { name: b, path: c, depends-on: a, group: x }], lines: [1.x, { branch: old, range: 0.x }] }\n',
    'release: { branches: trunk, channels: { stable: , rc: { identifier: pre, latest: false } }, from: [commits, pull-requests] }\n',
    'release: { channels: [stable, beta], notes: { style: sections, sections: { feat: New } }, pull-request: { labels: [a] }, tagging: { signed: true } }\n',
  ])('takes %j, and so does the reader', (config) => {
    expect(validate(parse(config)), JSON.stringify(validate.errors)).toBe(true);
    expect(() => readReleaseConfig(config)).not.toThrow();
  });

  it.each([
    'version: 2\n',
    'release: []\n',
    'release: { tags: v }\n',
    'release: { driven-by: me }\n',
    'release: { tag: v1 }\n',
    'release: { components: [] }\n',
    'release: { components: [{ channel: x }] }\n',
    'release: { rules: { types: { feat: huge } } }\n',
    'release: { rules: { further: [{ scope: a }] } }\n',
    'release: { rules: { further: [{ scope: a, raise: patch }] } }\n',
    'release: { channels: { rc: { hotfix: no } } }\n',
    'release: { lines: [{ range: 1.x }] }\n',
    'release: { from: commit }\n',
    'release: { tagging: { signed: maybe } }\n',
  ])('refuses %j, and so does the reader', (config) => {
    expect(validate(parse(config))).toBe(false);
    expect(() => readReleaseConfig(config)).toThrow(/^slipway\.yaml:\d+:\d+: /);
  });

  it('describes every key that the reader knows', () => {
    const { properties } = RELEASE_SCHEMA as { properties: Record<string, { anyOf?: { additionalProperties?: { properties: object } }[] }> };
    expect(Object.keys(properties).sort()).toEqual([...RELEASE_KEYS].sort());
    expect(Object.keys(properties.channels!.anyOf!.at(-1)!.additionalProperties!.properties)).toEqual(CHANNEL_KEYS);
  });
});
