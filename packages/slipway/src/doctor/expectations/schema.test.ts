import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_SCHEMA } from '../config-schema.ts';
import { readExpectations } from './read.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(CONFIG_SCHEMA);

describe('the schema of slipway.yaml', () => {
  it.each([
    'doctor: {}\n',
    'doctor: {rules: {token-cannot-trigger: off}, ignore: [{rule: a, reason: b}], assume: {A: expired}}\n',
    'tests:\n  - rc never reaches environment production\n',
    'tests:\n  - { given: { A: missing }, when: push tag v1.2.3, then: fails loudly }\n',
    'tests:\n  - { when: { push: { tag: v1.2.3 }, by: github-token }, then: { reaches: [npm], assets: 7 } }\n',
    'tests:\n  - { when: { dispatch: { workflow: a.yml, inputs: { b: true } } }, then: [reaches npm, { fails: loudly }] }\n',
    'tests:\n  - { when: { release: published, tag: v1.2.3, prerelease: true }, then: { never-moves: latest } }\n',
  ])('takes %j, and so does the reader', (config) => {
    expect(validate(parse(config))).toBe(true);
    expect(() => readExpectations(config)).not.toThrow();
  });

  it.each([
    'tests: {}\n',
    'tests: [{ when: merge }]\n',
    'tests: [{ when: merge, then: { reach: npm } }]\n',
    'tests: [{ when: { push: {} }, then: reaches npm }]\n',
    'tests: [{ when: { fly: x }, then: reaches npm }]\n',
    'tests: [{ then: { fails: quietly } }]\n',
    'tests: [{ given: { A: gone }, then: reaches npm }]\n',
  ])('refuses %j, and so does the reader', (config) => {
    expect(validate(parse(config))).toBe(false);
    expect(() => readExpectations(config)).toThrow(/^slipway\.yaml:1:\d+: /);
  });
});
